package note_test

import (
	"strings"

	"schild/day"
	"schild/label"
	"schild/note"
)

// The sample world: invented services, companies, people.
const (
	own   = "LUMEN"
	stark = "STARKAU"
	vest  = "VESTERLY"
)

// lookup knows four sources; what a test's reader may not see is left out by name.
func lookup(hidden ...string) note.Lookup {
	sources := []note.Cited{
		{Ref: "st-1", Source: "R-7F3K", Grade: "B2", Label: label.Label{Level: label.Confidential, Releasable: label.Set(own + "," + stark + "," + vest), Originators: stark}},
		{Ref: "st-2", Source: "R-Q9XD", Grade: "C3", Label: label.Label{Level: label.Secret, Releasable: stark, Originators: vest}},
		{Ref: "st-3", Source: "R-0001", Grade: "A1", Label: label.Label{Releasable: label.All}},
		{Ref: "st-4", Source: "R-7F3K", Grade: "B2", Label: label.Label{Level: label.Confidential, Releasable: label.Set(own + "," + stark + "," + vest), Originators: stark}},
	}
	return func(ref string) (note.Cited, bool) {
		for _, s := range sources {
			if s.Ref == ref && !strings.Contains(strings.Join(hidden, " "), ref) {
				return s, true
			}
		}
		return note.Cited{}, false
	}
}

// sample is a complete NE in one language.
func sample(lang string) note.Draft {
	return note.Draft{
		ID: "d1", Kind: note.Foreign, Lang: lang,
		Title: "Procurement network around Łódź-Éclair Maßwerk", Subject: "Industrial procurement, second report",
		Reference: "LUMEN/NE/2025/0417", Date: day.Date{Year: 2025, Month: 3, Day: 3}, Author: "Ilse Author",
		Paragraphs: []note.Paragraph{
			{Markdown: "# What is known\n\nThe company *Éclair Maßwerk* bought **two presses** through a firm in Łódź[[st-1]]. Its director, Жанна Орлова (Ω group), signed both orders[[st-2]]. The firm is listed in the public register[[st-3]]; see [the register](https://register.example/eclair)."},
			{Markdown: "- first order: 14 January\n- second order: 2 February, in three parts:\n  1. press and tools\n  2. spare parts, delivered late and to another address than the one on the invoice, which the carrier noted\n  3. training\n\n> The buyer asked for delivery without marks.[[st-4]]"},
			{Markdown: "| Date | Goods | Value |\n|---|---|---:|\n| 14 January | Hydraulic press, 400 t | € 412,000 |\n| 2 February | Tool set and spare parts for the same press, with documents in two languages | € 38,500 |"},
			{Markdown: "## Estimate\n\nIt is likely that a third order follows before summer.", Cites: []string{"st-1"}, Level: label.Restricted},
		},
		Label:    label.Label{Level: label.Secret, Releasable: stark, Originators: stark + "," + vest},
		Interest: "e", Reason: "partner", Review: day.Date{Year: 2028, Month: 3},
		Addressees: []note.Addressee{{Name: "Dr. Anna Bergström", Function: "Head of section 4", Organisation: stark, Country: "ST", Lang: "de"}},
	}
}

// copyOf prints the sample for its addressee.
func copyOf(d note.Draft) note.Print {
	return note.Print{Draft: d, Cited: lookup(), To: d.Addressees[0], Copy: 2, Copies: 5, Service: "Service Lumen", Own: own}
}

// longer repeats the sample's paragraphs until it has n of them.
func longer(d note.Draft, n int) note.Draft {
	base := d.Paragraphs
	for i := 0; len(d.Paragraphs) < n; i++ {
		d.Paragraphs = append(d.Paragraphs, base[i%len(base)])
	}
	return d
}
