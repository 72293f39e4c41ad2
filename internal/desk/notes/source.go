package notes

import (
	"errors"
	"schild/fault"
	"schild/internal/store"
	"schild/label"
	"schild/note"
)

// source is what a citation resolves to in one reader's view.
type source struct {
	note.Cited
	statement, record string
	recalled          bool
}

// cited holds what every citation of a note resolves to; what is missing in it is missing for this reader.
type cited map[string]source

func (c cited) lookup(ref string) (note.Cited, bool) {
	s, ok := c[ref]
	return s.Cited, ok
}

const statementSource = `SELECT st.id AS statement, st.label AS own, st.grade, r.id AS record, r.label, r.reference
	FROM statement AS st JOIN record AS r ON r.id = st.record WHERE st.id = $1`

const recordSource = `SELECT '' AS statement, r.label AS own, r.grade, r.id AS record, r.label, r.reference FROM record AS r WHERE r.id = $1`

// resolve looks up citations, each a statement's or a record's id.
func resolve(v *store.View, refs []string) (cited, error) {
	out := cited{}
	for _, ref := range refs {
		s, err := resolveOne(v, ref)
		if fault.Is(err, fault.Missing) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out[ref] = s
	}
	return out, nil
}

func resolveOne(v *store.View, ref string) (source, error) {
	var row struct {
		Statement string `db:"statement"`
		Own       int64  `db:"own"`
		Grade     string `db:"grade"`
		Record    string `db:"record"`
		Label     int64  `db:"label"`
		Reference string `db:"reference"`
	}
	err := v.Get(&row, statementSource, ref)
	if fault.Is(err, fault.Missing) {
		err = v.Get(&row, recordSource, ref)
	}
	if err != nil {
		return source{}, err
	}
	s := source{Cited: note.Cited{Ref: ref, Label: label.Join(v.Label(row.Own), v.Label(row.Label)), Grade: row.Grade, Source: row.Reference},
		statement: row.Statement, record: row.Record}
	s.recalled, err = isRecalled(v, row.Record, row.Statement)
	return s, err
}

// frozen gives the sources as they stand, in the order of citation.
func (c cited) frozen(refs []string) []frozen {
	var out []frozen
	for _, ref := range refs {
		if s, ok := c[ref]; ok {
			out = append(out, frozen{Ref: ref, Label: s.Label.String(), Grade: s.Grade, Source: s.Source})
		}
	}
	return out
}

// thaw makes the lookup a sent note was printed with.
func thaw(list []frozen) (note.Lookup, error) {
	out := cited{}
	for _, f := range list {
		l, err := label.Parse(f.Label)
		if err != nil {
			return nil, err
		}
		out[f.Ref] = source{Cited: note.Cited{Ref: f.Ref, Label: l, Grade: f.Grade, Source: f.Source}}
	}
	return out.lookup, nil
}

// Check is what the house says of a draft before it goes on, for one reader.
type Check struct {
	Floor    label.Label   // the least the note may bear
	Portions []label.Label // one a paragraph
	Problems []note.Problem
	Cited    note.Lookup       // what the citations are for this reader
	Sources  map[string]string // by ref, the record's reference of each source that was found
}

// Blocked tells whether something must be mended first: a problem that is more than a hint.
func (c Check) Blocked() bool {
	for _, p := range c.Problems {
		if !p.Hint {
			return true
		}
	}
	return false
}

// Check says what the floor of a draft is and what must be mended, saved or not. The draft's label counts as it will
// be kept, with the circles it needs.
func (d *Desk) Check(v *store.View, w Work) (Check, error) {
	settled, sources, err := d.settle(v, w)
	if err != nil {
		return Check{}, err
	}
	if settled.Reference == "" {
		settled.Reference = "N" // a note gets its reference when it is first saved
	}
	return d.judge(sources, settled), nil
}

// check asks every rule of the paper: form, citations, label.
func (c cited) check(d note.Draft) Check {
	out := Check{Cited: c.lookup, Sources: map[string]string{}}
	var missing []note.Problem
	out.Floor, out.Portions, missing = note.Floor(d, c.lookup)
	out.Problems = append(note.CheckForm(d), missing...)
	for i, p := range d.Paragraphs {
		for _, ref := range p.Refs() {
			s, ok := c[ref]
			if ok {
				out.Sources[ref] = s.Source
			}
			if s.recalled {
				out.Problems = append(out.Problems, note.Problem{Key: "note.citation.recalled", Args: []string{"ref", ref, "source", s.Source}, Paragraph: i})
			}
		}
	}
	out.Problems = append(out.Problems, note.CheckLabel(d, out.Floor)...)
	return out
}

// judge asks the rules of the paper and the house's policy, which must allow the label the note would bear.
func (d *Desk) judge(sources cited, of note.Draft) Check {
	out := sources.check(of)
	var no *fault.Error
	if errors.As(d.Office.Allows(label.Join(of.Label, out.Floor)), &no) {
		out.Problems = append(out.Problems, note.Problem{Key: no.Key, Args: no.Args, Paragraph: -1})
	}
	return out
}

// refuse turns the first problem that blocks into the refusal of an act.
func (c Check) refuse() error {
	for _, p := range c.Problems {
		if p.Hint {
			continue
		}
		args := p.Args
		if p.Paragraph >= 0 {
			args = append(args[:len(args):len(args)], "paragraph", itoa(p.Paragraph+1))
		}
		return fault.New(fault.Refused, p.Key, args...)
	}
	return nil
}

// Preview writes a draft as it will look, with the reader's own citations.
func (d *Desk) Preview(v *store.View, w Work) (string, error) {
	settled, sources, err := d.settle(v, w)
	if err != nil {
		return "", err
	}
	return note.RenderHTML(settled, sources.lookup)
}
