package exchange

import (
	"encoding/xml"
	"strings"
)

// ukElements are the elements of the list's XML form by the columns that hold the same in its table.
const ukElements = `GroupID: Group ID
GroupTypeDescription: Group Type
name1: Name 1
name2: Name 2
name3: Name 3
name4: Name 4
name5: Name 5
Name6: Name 6
NameTitle: Title
NameNonLatinScript: Name Non-Latin Script
AliasType: Alias Type
AliasTypeName: Alias Type
AliasQuality: Alias Quality
RegimeName: Regime
OtherInformation: Other Information
Address1: Address 1
Address2: Address 2
Address3: Address 3
Address4: Address 4
Address5: Address 5
Address6: Address 6
PostCode: Post/Zip Code
Country: Country
DateListed: Listed On
LastUpdated: Last Updated
Individual_DateOfBirth: DOB
DateOfBirth: DOB
Individual_TownOfBirth: Town of Birth
TownOfBirth: Town of Birth
Individual_CountryOfBirth: Country of Birth
CountryOfBirth: Country of Birth
Individual_Nationality: Nationality
Nationality: Nationality
Individual_PassportNumber: Passport Number
PassportNumber: Passport Number
Individual_PassportDetails: Passport Details
Individual_NINumber: National Identification Number
NationalIdNumber: National Identification Number
Individual_NIDetails: National Identification Details
Individual_Position: Position
Position: Position
`

// readUKXML reads the United Kingdom's list in its XML form, from the published description: an element for each name of an
// entry, as the table has a row.
func readUKXML(b *builder, f File) error {
	u := &uk{b: b, at: map[string]int{}}
	element := map[string]int{} // place of an element's value
	for line := range strings.Lines(ukElements) {
		from, column, _ := strings.Cut(strings.TrimSpace(line), ": ")
		if _, known := u.at[column]; !known {
			u.at[column] = len(u.at)
		}
		element[strings.ToLower(from)] = u.at[column]
	}
	u.columns = len(u.at)
	return elements(b, f, []string{"FinancialSanctionsTarget"}, func(at place, start xml.StartElement, d *xml.Decoder) error {
		var x struct {
			All []struct {
				XMLName xml.Name
				Text    string `xml:",chardata"`
			} `xml:",any"`
		}
		if err := d.DecodeElement(&x, &start); err != nil {
			return err
		}
		w := row{at: at, fields: make([]string, u.columns)}
		for _, v := range x.All {
			if i, ok := element[strings.ToLower(v.XMLName.Local)]; ok && w.fields[i] == "" {
				w.fields[i] = stroked(strings.TrimSpace(v.Text))
			}
		}
		u.row(w)
		return nil
	})
}

// stroked gives a moment as the table writes days ("2001-02-03T00:00:00": "03/02/2001"); all else as it is.
func stroked(s string) string {
	day, _, timed := strings.Cut(s, "T")
	parts := strings.Split(day, "-")
	if !timed || len(parts) != 3 || len(parts[0]) != 4 {
		return s
	}
	return parts[2] + "/" + parts[1] + "/" + parts[0]
}
