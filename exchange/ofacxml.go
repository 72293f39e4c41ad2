package exchange

import (
	"bufio"
	"encoding/xml"
	"strings"

	"schild/fact"
)

// sdnThing is one entry of the same list in its XML form (SDN.XML, CONSOLIDATED.XML), with the names of its published schema.
type sdnThing struct {
	UID       string     `xml:"uid"`
	First     string     `xml:"firstName"`
	Last      string     `xml:"lastName"`
	Title     string     `xml:"title"`
	Type      string     `xml:"sdnType"`
	Remarks   string     `xml:"remarks"`
	Programs  []string   `xml:"programList>program"`
	Aliases   []sdnAlias `xml:"akaList>aka"`
	Addresses []sdnPlace `xml:"addressList>address"`
	Numbers   []struct {
		Type    string `xml:"idType"`
		Number  string `xml:"idNumber"`
		Country string `xml:"idCountry"`
	} `xml:"idList>id"`
	Nationality []sdnCountry `xml:"nationalityList>nationality"`
	Citizenship []sdnCountry `xml:"citizenshipList>citizenship"`
	Births      []string     `xml:"dateOfBirthList>dateOfBirthItem>dateOfBirth"`
	BirthPlaces []string     `xml:"placeOfBirthList>placeOfBirthItem>placeOfBirth"`
	Vessel      struct {
		CallSign string `xml:"callSign"`
		Type     string `xml:"vesselType"`
		Flag     string `xml:"vesselFlag"`
	} `xml:"vesselInfo"`
}

type sdnAlias struct {
	Type     string `xml:"type"`
	Category string `xml:"category"`
	First    string `xml:"firstName"`
	Last     string `xml:"lastName"`
}

type sdnPlace struct {
	One     string `xml:"address1"`
	Two     string `xml:"address2"`
	Three   string `xml:"address3"`
	City    string `xml:"city"`
	State   string `xml:"stateOrProvince"`
	Post    string `xml:"postalCode"`
	Country string `xml:"country"`
}

type sdnCountry struct {
	Country string `xml:"country"`
}

// isXML tells whether a file is XML, and gives it back whole.
func isXML(f File) (File, bool) {
	in := bufio.NewReaderSize(f.Reader, 64<<10)
	head, _ := in.Peek(64) // shorter when the file is
	f.Reader = in
	return f, strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n"), "<")
}

// readOFACXML reads the list of the United States' Treasury in its XML form, from the published schema.
func readOFACXML(b *builder, f File) error {
	return elements(b, f, []string{"sdnEntry"}, func(at place, start xml.StartElement, d *xml.Decoder) error {
		var x sdnThing
		err := d.DecodeElement(&x, &start)
		if err == nil {
			sdn{b, at}.thing(x)
		}
		return err
	})
}

type sdn struct {
	b  *builder
	at place
}

func (s sdn) thing(x sdnThing) {
	schema, ok := schemaOf(x.Type)
	e := &Entry{Key: x.UID, Schema: schema}
	full := strings.Join(strings.Fields(x.First+" "+x.Last), " ")
	why := ""
	switch {
	case !ok:
		why = "exchange.type"
	case full == "":
		why = "exchange.name.none"
	default:
		why = s.b.add(e)
	}
	if why != "" {
		s.b.problem(s.at, "sdnEntry", why, strings.TrimSpace(x.UID+" "+x.Type+" "+full))
		return
	}
	put := func(column, property, value string) {
		s.b.fact(e, s.at, column, Fact{Property: property, Value: value})
	}
	put("lastName", "name", full)
	if schema == "Person" {
		put("firstName", "firstName", x.First)
		put("lastName", "lastName", x.Last)
	}
	put("", "topics", "sanction")
	for _, p := range x.Programs {
		put("program", "program", p)
	}
	(&ofac{b: s.b}).title(e, s.at, x.Title)
	put("remarks", "notes", x.Remarks)
	s.aliases(e, x.Aliases)
	s.places(e, x)
	s.more(e, x)
}

func (s sdn) aliases(e *Entry, all []sdnAlias) {
	for _, a := range all {
		property := "alias"
		switch {
		case strings.EqualFold(a.Category, "weak"):
			property = "weakAlias"
		case strings.HasPrefix(strings.ToLower(a.Type), "f.k.a"):
			property = "previousName"
		}
		s.b.fact(e, s.at, "aka", Fact{Property: property, Value: strings.Join(strings.Fields(a.First+" "+a.Last), " ")})
	}
}

func (s sdn) places(e *Entry, x sdnThing) {
	for _, a := range x.Addresses {
		if full := join(a.One, a.Two, a.Three, a.City, a.State, a.Post, a.Country); full != a.Country {
			s.b.fact(e, s.at, "address", Fact{Property: "address", Value: full})
		}
		s.b.country(e, s.at, "country", Fact{Property: "country", Value: a.Country})
	}
	for _, c := range x.Nationality {
		s.b.country(e, s.at, "nationality", Fact{Property: "nationality", Value: c.Country})
	}
	for _, c := range x.Citizenship {
		s.b.country(e, s.at, "citizenship", Fact{Property: "citizenship", Value: c.Country})
	}
}

// more takes what only persons, bodies or vessels have; what an entry of this kind cannot have is a note.
func (s sdn) more(e *Entry, x sdnThing) {
	for _, d := range x.Births {
		s.b.date(e, s.at, "dateOfBirth", Fact{Property: "birthDate", Value: d})
	}
	for _, p := range x.BirthPlaces {
		s.b.fact(e, s.at, "placeOfBirth", Fact{Property: "birthPlace", Value: p})
	}
	for _, n := range x.Numbers {
		s.number(e, n.Type, n.Number, n.Country)
	}
	for _, f := range []Fact{{Property: "callSign", Value: x.Vessel.CallSign}, {Property: "type", Value: x.Vessel.Type}} {
		if has(e.Schema, f.Property) {
			s.b.fact(e, s.at, "vesselInfo", f)
		}
	}
	if has(e.Schema, "flag") {
		s.b.country(e, s.at, "vesselFlag", Fact{Property: "flag", Value: x.Vessel.Flag})
	}
}

// number takes an identity document by its kind. "Gender" and the like are kept by the list among the documents.
func (s sdn) number(e *Entry, kind, number, country string) {
	property := "idNumber"
	switch k := strings.ToLower(kind); {
	case strings.Contains(k, "gender"):
		if v := strings.ToLower(number); v == "male" || v == "female" {
			s.b.fact(e, s.at, "id", Fact{Property: "gender", Value: v})
		}
		return
	case strings.Contains(k, "passport"):
		property = "passportNumber"
	case strings.Contains(k, "registration"):
		property = "registrationNumber"
	case strings.Contains(k, "tax"):
		property = "taxNumber"
	case strings.Contains(k, "website"), strings.Contains(k, "email"), strings.Contains(k, "phone"), strings.Contains(k, "sanctions"), strings.Contains(k, "risk"):
		property = "notes"
	}
	value := number
	if f, ok := fact.Lookup(e.Schema, property); !ok || f.Type == "text" {
		property, value = "notes", kind+": "+number
	}
	s.b.fact(e, s.at, "id", Fact{Property: property, Value: value, Original: join(kind, number, country)})
}
