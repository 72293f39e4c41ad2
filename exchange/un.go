package exchange

import (
	"encoding/xml"
	"strings"

	"schild/day"
	"schild/fact"
)

// unThing is one individual or entity of the list of the United Nations' Security Council, with the names that its published
// schema gives the elements.
type unThing struct {
	Names        []unText     `xml:",any"`
	Title        []string     `xml:"TITLE>VALUE"`
	Designation  []string     `xml:"DESIGNATION>VALUE"`
	Nationality  []string     `xml:"NATIONALITY>VALUE"`
	Updated      []string     `xml:"LAST_DAY_UPDATED>VALUE"`
	ListType     []string     `xml:"LIST_TYPE>VALUE"`
	Aliases      []unAlias    `xml:"INDIVIDUAL_ALIAS"`
	Addresses    []unAddress  `xml:"INDIVIDUAL_ADDRESS"`
	Births       []unBirth    `xml:"INDIVIDUAL_DATE_OF_BIRTH"`
	BirthPlaces  []unAddress  `xml:"INDIVIDUAL_PLACE_OF_BIRTH"`
	Documents    []unDocument `xml:"INDIVIDUAL_DOCUMENT"`
	OrgAliases   []unAlias    `xml:"ENTITY_ALIAS"`
	OrgAddresses []unAddress  `xml:"ENTITY_ADDRESS"`
}

// unText is an element that holds nothing but text.
type unText struct {
	XMLName xml.Name
	Text    string `xml:",chardata"`
	Inner   []struct {
		XMLName xml.Name
	} `xml:",any"`
}

type unAlias struct {
	Quality string `xml:"QUALITY"`
	Name    string `xml:"ALIAS_NAME"`
	Birth   string `xml:"DATE_OF_BIRTH"`
	City    string `xml:"CITY_OF_BIRTH"`
	Country string `xml:"COUNTRY_OF_BIRTH"`
	Note    string `xml:"NOTE"`
}

type unAddress struct {
	Street  string `xml:"STREET"`
	City    string `xml:"CITY"`
	Zip     string `xml:"ZIP_CODE"`
	State   string `xml:"STATE_PROVINCE"`
	Country string `xml:"COUNTRY"`
	Note    string `xml:"NOTE"`
}

type unBirth struct {
	Type string `xml:"TYPE_OF_DATE"`
	Date string `xml:"DATE"`
	Year string `xml:"YEAR"`
	From string `xml:"FROM_YEAR"`
	To   string `xml:"TO_YEAR"`
	Note string `xml:"NOTE"`
}

type unDocument struct {
	Type    string `xml:"TYPE_OF_DOCUMENT"`
	Other   string `xml:"TYPE_OF_DOCUMENT2"`
	Number  string `xml:"NUMBER"`
	Issuer  string `xml:"ISSUING_COUNTRY"`
	Country string `xml:"COUNTRY_OF_ISSUE"`
	City    string `xml:"CITY_OF_ISSUE"`
	Date    string `xml:"DATE_OF_ISSUE"`
	Note    string `xml:"NOTE"`
}

// readUN reads the consolidated list of the United Nations' Security Council.
func readUN(b *builder, files []File) error {
	return elements(b, files[0], []string{"INDIVIDUAL", "ENTITY"}, func(at place, start xml.StartElement, d *xml.Decoder) error {
		var x unThing
		err := d.DecodeElement(&x, &start)
		if err == nil {
			un{b, at}.thing(x, start.Name.Local)
		}
		return err
	})
}

type un struct {
	b  *builder
	at place
}

// thing takes one element.
func (u un) thing(x unThing, kind string) {
	e := &Entry{Schema: "Person"}
	if kind == "ENTITY" {
		e.Schema = "Organization"
	}
	text := map[string]string{}
	for _, t := range x.Names {
		if len(t.Inner) == 0 {
			text[t.XMLName.Local] = strings.TrimSpace(t.Text)
		}
	}
	e.Key = text["REFERENCE_NUMBER"]
	full := strings.Join(strings.Fields(text["FIRST_NAME"]+" "+text["SECOND_NAME"]+" "+text["THIRD_NAME"]+" "+text["FOURTH_NAME"]), " ")
	why := ""
	if full == "" {
		why = "exchange.name.none"
	} else {
		why = u.b.add(e)
	}
	if why != "" {
		u.b.problem(u.at, kind, why, e.Key+" "+full)
		return
	}
	u.texts(e, text, full)
	u.lists(e, x)
	said := latest(append(x.Updated, text["LISTED_ON"]))
	for i := range e.Facts {
		e.Facts[i].Said = said
	}
}

// texts takes what stands once.
func (u un) texts(e *Entry, text map[string]string, full string) {
	for part := range strings.SplitSeq(full, " ; ") {
		u.fact(e, "FIRST_NAME", Fact{Property: "name", Value: part, Original: full})
	}
	for part := range strings.SplitSeq(text["NAME_ORIGINAL_SCRIPT"], ";") {
		u.fact(e, "NAME_ORIGINAL_SCRIPT", Fact{Property: "alias", Value: part})
	}
	u.fact(e, "REFERENCE_NUMBER", Fact{Property: "idNumber", Value: e.Key})
	listed, _ := day.Parse(text["LISTED_ON"])
	u.fact(e, "UN_LIST_TYPE", Fact{Property: "program", Value: text["UN_LIST_TYPE"], Holds: fact.Span{From: listed}})
	u.fact(e, "", Fact{Property: "topics", Value: "sanction"})
	u.fact(e, "COMMENTS1", Fact{Property: "notes", Value: text["COMMENTS1"]})
	if g := strings.ToLower(text["GENDER"]); e.Schema == "Person" {
		u.fact(e, "GENDER", Fact{Property: "gender", Value: g})
	}
}

// lists takes what may stand more than once.
func (u un) lists(e *Entry, x unThing) {
	for _, v := range x.Title {
		u.fact(e, "TITLE", Fact{Property: "title", Value: v})
	}
	for _, v := range x.Designation {
		u.fact(e, "DESIGNATION", Fact{Property: "position", Value: v})
	}
	for _, v := range x.Nationality {
		u.b.country(e, u.at, "NATIONALITY", Fact{Property: "nationality", Value: v})
	}
	for _, a := range append(x.Aliases, x.OrgAliases...) {
		u.alias(e, a)
	}
	for _, a := range append(x.Addresses, x.OrgAddresses...) {
		u.address(e, a)
	}
	for _, d := range x.Births {
		u.birth(e, d)
	}
	for _, p := range x.BirthPlaces {
		u.birthPlace(e, p)
	}
	for _, d := range x.Documents {
		u.document(e, d)
	}
}

func (u un) fact(e *Entry, column string, f Fact) { u.b.fact(e, u.at, column, f) }

// latest gives the last of the dates that can be read.
func latest(written []string) (last day.Date) {
	for _, s := range written {
		if d, err := day.Parse(strings.TrimSpace(s)); err == nil && d.Compare(last) > 0 {
			last = d
		}
	}
	return last
}
