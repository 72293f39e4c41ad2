package exchange

import (
	"encoding/xml"
	"strings"

	"schild/day"
	"schild/fact"
)

// euThing is one entry of the European Union's consolidated list of financial sanctions, with the names that the published
// form (version 1.1) gives its elements and attributes.
type euThing struct {
	Reference  string `xml:"euReferenceNumber,attr"`
	Logical    string `xml:"logicalId,attr"`
	UN         string `xml:"unitedNationId,attr"`
	Designated string `xml:"designationDate,attr"`
	Type       struct {
		Code string `xml:"code,attr"`
	} `xml:"subjectType"`
	Remarks     []string       `xml:"remark"`
	Regulations []euRegulation `xml:"regulation"`
	Names       []euName       `xml:"nameAlias"`
	Citizenship []euCountry    `xml:"citizenship"`
	Births      []euBirth      `xml:"birthdate"`
	Papers      []euPaper      `xml:"identification"`
	Addresses   []euAddress    `xml:"address"`
}

type euRegulation struct {
	Programme string `xml:"programme,attr"`
	Published string `xml:"publicationDate,attr"`
	Title     string `xml:"numberTitle,attr"`
}

type euName struct {
	Whole    string   `xml:"wholeName,attr"`
	First    string   `xml:"firstName,attr"`
	Last     string   `xml:"lastName,attr"`
	Title    string   `xml:"title,attr"`
	Function string   `xml:"function,attr"`
	Gender   string   `xml:"gender,attr"`
	Lang     string   `xml:"nameLanguage,attr"`
	Strong   string   `xml:"strong,attr"`
	Remarks  []string `xml:"remark"`
}

// euCountry is a country by code and, where the code says nothing ("00"), by name.
type euCountry struct {
	Code string `xml:"countryIso2Code,attr"`
	Name string `xml:"countryDescription,attr"`
}

type euBirth struct {
	euCountry
	Date  string `xml:"birthdate,attr"`
	Year  string `xml:"year,attr"`
	Month string `xml:"monthOfYear,attr"`
	From  string `xml:"yearRangeFrom,attr"`
	To    string `xml:"yearRangeTo,attr"`
	Circa string `xml:"circa,attr"`
	Place string `xml:"place,attr"`
	City  string `xml:"city,attr"`
	Area  string `xml:"region,attr"`
}

type euPaper struct {
	euCountry
	Type    string   `xml:"identificationTypeCode,attr"`
	Number  string   `xml:"number,attr"`
	Latin   string   `xml:"latinNumber,attr"`
	Issued  string   `xml:"issueDate,attr"`
	Expired string   `xml:"knownExpired,attr"`
	False   string   `xml:"knownFalse,attr"`
	Lost    string   `xml:"reportedLost,attr"`
	Revoked string   `xml:"revokedByIssuer,attr"`
	Remarks []string `xml:"remark"`
}

type euAddress struct {
	euCountry
	Street  string   `xml:"street,attr"`
	Box     string   `xml:"poBox,attr"`
	Zip     string   `xml:"zipCode,attr"`
	City    string   `xml:"city,attr"`
	Area    string   `xml:"region,attr"`
	Place   string   `xml:"place,attr"`
	Remarks []string `xml:"remark"`
}

// readEU reads the European Union's consolidated list of financial sanctions.
func readEU(b *builder, files []File) error {
	return elements(b, files[0], []string{"sanctionEntity"}, func(at place, start xml.StartElement, d *xml.Decoder) error {
		var x euThing
		err := d.DecodeElement(&x, &start)
		if err == nil {
			eu{b, at}.thing(x)
		}
		return err
	})
}

type eu struct {
	b  *builder
	at place
}

func (u eu) fact(e *Entry, column string, f Fact) { u.b.fact(e, u.at, column, f) }

// thing takes one entry.
func (u eu) thing(x euThing) {
	e := &Entry{Key: x.Reference, Schema: "Organization"}
	if e.Key == "" && x.Logical != "" {
		e.Key = "logical:" + x.Logical
	}
	named := ""
	for _, n := range x.Names {
		named += n.Whole
	}
	why := ""
	switch {
	case x.Type.Code != "person" && x.Type.Code != "enterprise":
		why = "exchange.type"
	case strings.TrimSpace(named) == "":
		why = "exchange.name.none"
	default:
		if x.Type.Code == "person" {
			e.Schema = "Person"
		}
		why = u.b.add(e)
	}
	if why != "" {
		u.b.problem(u.at, "sanctionEntity", why, strings.TrimSpace(x.Type.Code+" "+e.Key))
		return
	}
	said := u.why(e, x)
	u.what(e, x)
	for i := range e.Facts {
		e.Facts[i].Said = said
	}
}

// why takes the rules under which an entry is listed, and when they last said so.
func (u eu) why(e *Entry, x euThing) day.Date {
	u.fact(e, "", Fact{Property: "topics", Value: "sanction"})
	u.fact(e, "unitedNationId", Fact{Property: "idNumber", Value: x.UN})
	u.fact(e, "euReferenceNumber", Fact{Property: "idNumber", Value: x.Reference})
	since, _ := day.Parse(x.Designated) // older entries have no day
	var published []string
	for _, r := range x.Regulations {
		u.fact(e, "programme", Fact{Property: "program", Value: r.Programme, Original: r.Title, Holds: fact.Span{From: since}})
		published = append(published, r.Published)
	}
	for _, r := range x.Remarks {
		u.fact(e, "remark", Fact{Property: "notes", Value: r})
	}
	return latest(published)
}

// what takes everything the entry says about the person or body.
func (u eu) what(e *Entry, x euThing) {
	for i, n := range x.Names {
		u.name(e, n, i == 0)
	}
	for _, c := range x.Citizenship {
		u.country(e, "citizenship", Fact{Property: "citizenship", Value: c.text()})
	}
	for _, d := range x.Births {
		u.birth(e, d)
	}
	for _, p := range x.Papers {
		u.paper(e, p)
	}
	for _, a := range x.Addresses {
		full := join(a.Street, a.Place, a.Box, a.Zip, a.City, a.Area, a.text())
		note := join(a.Remarks...)
		if full != a.text() {
			u.fact(e, "address", Fact{Property: "address", Value: full, Original: noted(full, note)})
		} else {
			u.fact(e, "address", Fact{Property: "notes", Value: note})
		}
		u.country(e, "address", Fact{Property: "country", Value: a.text()})
	}
}

// text gives a country's name where there is one, else its code; "00" is none.
func (c euCountry) text() string {
	if c.Name != "" && !strings.EqualFold(c.Name, "UNKNOWN") {
		return c.Name
	}
	if c.Code == "00" {
		return ""
	}
	return c.Code
}

func (u eu) country(e *Entry, column string, f Fact) { u.b.country(e, u.at, column, f) }
