package knowledge

import (
	"schild/day"
	"schild/fact"
	desk "schild/internal/desk/knowledge"
	"schild/internal/web/page"
	"schild/label"
)

// stories show every page of knowledge with invented data: full, empty and gone wrong.
func stories() []page.Story {
	secret := label.Label{Level: label.Secret}
	return []page.Story{
		{Name: "entity", Template: "entity", Label: secret, Data: func(a *page.Ask) any { return showEntity(a, sample()) }},
		{Name: "entity-not-known-then", Template: "entity", Data: func(a *page.Ask) any {
			return entity{ID: sampleID(1), Schema: schema(a, "Person"), Then: thenForm(a, sampleID(1))}
		}},
		{Name: "search", Template: "search", Label: secret, Data: func(a *page.Ask) any {
			return showFound(a, desk.Results{Query: "marchetarre quai", Entities: sampleSummaries(), Records: sampleHits(), More: true}, []label.Label{secret, {Level: label.Restricted}}, nil)
		}},
		{Name: "search-nothing", Template: "search", Data: func(a *page.Ask) any {
			return showFound(a, desk.Results{Query: "marchetarre \u202exyz"}, nil, sampleSummaries()[:1])
		}},
		{Name: "search-before", Template: "search", Data: func(a *page.Ask) any { return showFound(a, desk.Results{}, nil, nil) }},
		{Name: "entities", Template: "entities", Label: secret, Data: func(a *page.Ask) any { return showEntities(a, "", sampleID(9), sampleSummaries()) }},
		{Name: "entities-empty", Template: "entities", Data: func(a *page.Ask) any { return showEntities(a, "Vessel", "", nil) }},
	}
}

func sampleID(n byte) string { return string(fact.NewID([16]byte{n, 9, n, 3})) }

// sample is a person of whom three sources speak, not all the same.
func sample() desk.Entity {
	me := fact.ID(sampleID(1))
	e := desk.Entity{Claims: map[fact.ID]desk.Claim{}, Label: label.Label{Level: label.Secret}}
	var said []fact.Statement
	add := func(property, value, source string, level label.Level, grade fact.Grade) fact.ID {
		n := byte(len(said) + 20)
		s := fact.Statement{ID: fact.ID(sampleID(n)), Entity: me, Schema: "Person", Property: property, Value: value, Record: fact.ID(sampleID(n + 40)), Author: "analyst",
			Grade: grade, Label: label.Label{Level: level}, Said: day.Date{Year: 2026, Month: 3, Day: 9}, Registered: 1_773_040_500_000_000, Place: fact.Place{Start: 4, End: 9}}
		said = append(said, s)
		e.Claims[s.ID] = desk.Claim{Statement: s, Source: source, Reference: "R-" + string(s.Record[:4])}
		return s.ID
	}
	b2, c3 := fact.Grade{Source: 'B', Info: '2'}, fact.Grade{Source: 'C', Info: '3'}
	add("name", "Odile Marchetarre", "Veltran service", label.Secret, b2)
	add("name", "Marchetarre, Odile", "Ardenne police", label.Restricted, c3)
	add("name", "Odile Marchetarre", "Port list", label.NotClassified, fact.Grade{})
	add("alias", "La Quaie \u202erev", "Veltran service", label.Secret, b2)
	add("birthDate", "1981-04", "Veltran service", label.Secret, b2)
	add("birthDate", "1982-11-03", "Ardenne police", label.Restricted, c3)
	add("nationality", "vx", "Port list", label.NotClassified, fact.Grade{})
	out := add("addressEntity", sampleID(2), "Ardenne police", label.Restricted, c3)
	e.Entity, _ = fact.Fold(said)
	e.Links = []desk.Link{
		{Statement: out, Property: "addressEntity", Outward: true, Other: fact.ID(sampleID(2)), Caption: "Kaai 4, Veltra", Schema: "Address"},
		{Property: "owner", Other: fact.ID(sampleID(3)), Caption: "Quai Nord SA", Schema: "Company", Via: fact.ID(sampleID(4)), Relation: "Ownership"},
		{Property: "director", Other: fact.ID(sampleID(5)), Caption: "MV Ravelin Shipping", Schema: "Company", Via: fact.ID(sampleID(6)), Relation: "Directorship"},
	}
	return e
}

func sampleSummaries() []desk.Summary {
	return []desk.Summary{{ID: sampleID(1), Schema: "Person", Caption: "Odile Marchetarre", Label: label.Label{Level: label.Secret}, Sources: 3},
		{ID: sampleID(3), Schema: "Company", Caption: "Quai Nord SA", Label: label.Label{Level: label.Restricted}, Sources: 1}, {ID: sampleID(7), Schema: "Vessel", Sources: 2}}
}

func sampleHits() []desk.Hit {
	return []desk.Hit{{ID: sampleID(41), Reference: "R-010W-0G20", Title: "Demande de renseignements: société Quai Nord", Source: "Veltran service", Lang: "fr", Registered: 1_773_040_500_000_000},
		{ID: sampleID(42), Reference: "R-020W-1020", Title: "", Source: "Ardenne police", Registered: 1_773_030_500_000_000}}
}
