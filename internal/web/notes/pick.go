package notes

import (
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/desk/knowledge"
	desk "schild/internal/desk/notes"
	"schild/internal/lang"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
	"schild/note"
)

// picker is what was found to cite.
type picker struct {
	Query string
	Found []citation
	Into  int // the paragraph it goes to, counted from 1
	Of    int
	Label label.Label
}

// Choices gives the numbers of the paragraphs.
func (p picker) Choices() []int {
	var out []int
	for i := range p.Of {
		out = append(out, i+1)
	}
	return out
}

// Chosen tells whether a paragraph is the one a citation goes to.
func (p picker) Chosen(n int) bool { return n == p.Into || p.Into == 0 && n == p.Of }

const (
	pickedEntities = 6
	pickedClaims   = 10
	pickedRecords  = 8
)

// pick finds statements of entities and records by words, in the reader's own view.
func (p pages) pick(a *page.Ask, v *store.View, words string) (picker, error) {
	out := picker{Query: strings.TrimSpace(words)}
	if out.Query == "" || p.Knowledge == nil {
		return out, nil
	}
	hits, err := p.Knowledge.Search(v, out.Query)
	if err != nil {
		return out, err
	}
	for _, e := range hits.Entities[:min(len(hits.Entities), pickedEntities)] {
		x, err := p.Knowledge.Entity(v, e.ID)
		if err != nil {
			return out, err
		}
		out.Found = append(out.Found, claims(a, x, e.Caption)...)
	}
	for _, r := range hits.Records[:min(len(hits.Records), pickedRecords)] {
		out.Found = append(out.Found, citation{Ref: r.ID, Text: r.Title, Note: a.T("notes.pick.record", "reference", r.Reference, "source", r.Source), Label: v.Label(r.Label)})
	}
	for _, c := range out.Found {
		out.Label = label.Join(out.Label, c.Label)
	}
	return out, nil
}

// claims gives what is said of an entity, in the order of its page.
func claims(a *page.Ask, e knowledge.Entity, caption string) []citation {
	var out []citation
	for _, prop := range e.Properties {
		for _, value := range prop.Values {
			for _, s := range value.Statements {
				if c, ok := e.Claims[s.ID]; ok && len(out) < pickedClaims {
					out = append(out, said(a, c, caption))
				}
			}
		}
	}
	return out
}

// said puts a statement into one line.
func said(a *page.Ask, c knowledge.Claim, caption string) citation {
	text := pair(a, property(a.P, c.Property), c.Value)
	if caption != "" && caption != c.Value {
		text = caption + " — " + text
	}
	return citation{Ref: string(c.ID), Text: text, Note: strings.Join(slices.DeleteFunc([]string{c.Reference, c.Source, c.Grade.String()}, func(s string) bool { return s == "" }), " · "), Label: c.Label}
}

// pair puts a name before what it names; where the colon stands is a matter of language.
func pair(a *page.Ask, what, text string) string {
	return a.T("notes.pair", "what", what, "text", text)
}

// property gives a property's words, its own name when nobody translated it.
func property(p *lang.Printer, name string) string {
	key := "fact.property." + name
	if words := p.T(key); words != key {
		return words
	}
	return name
}

// citations says what a paragraph cites; what the author may not see and what is not there look the same.
func (p pages) citations(a *page.Ask, v *store.View, para note.Paragraph, check desk.Check) ([]citation, error) {
	var out []citation
	for _, ref := range para.Refs() {
		found, ok := check.Cited(ref)
		c := citation{Ref: ref, Missing: !ok, Text: check.Sources[ref], Label: found.Label, Note: found.Grade}
		if ok && p.Knowledge != nil {
			claim, err := p.Knowledge.Statement(v, ref)
			switch {
			case err == nil:
				c = said(a, claim, "")
			case !fault.Is(err, fault.Missing):
				return nil, err
			}
		}
		out = append(out, c)
	}
	return out, nil
}
