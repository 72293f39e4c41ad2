package registry

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/mail"
	"strings"
	"time"
	"unicode"

	"schild/document"
	"schild/fact"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Incoming is one file as it arrived.
type Incoming struct {
	File   string // the name it was sent under
	Bytes  []byte
	Source string // "" = "unsorted"
	Label  string // marking; "" = the source's default
	Grade  string // "" = the source's
	Said   string // date of the message when the file does not say
	Desk   string // the desk it is for, "" = nobody yet
}

// Receipt says what became of one file. The names are a contract with scripts.
type Receipt struct {
	File   string   `json:"file"`
	ID     string   `json:"id"`
	Status string   `json:"status"` // read | partial | refused
	Parts  int      `json:"parts"`
	Unread []Unread `json:"unread"`
	Label  string   `json:"label"`
	Bound  []string `json:"bound,omitempty"`  // labels found in the file, each below Label; "? …" = not understood, a person sets
	Joined []Joined `json:"joined,omitempty"` // what Label was joined from, when from more than one
	Doubt  string   `json:"doubt,omitempty"`  // rule of the house's policy that Label breaks: a person sets
	SHA256 string   `json:"sha256"`
	Act    string   `json:"receipt,omitempty"` // the act in the register
}

// Unread is one part that was not wholly read, and the message key of the reason.
type Unread struct {
	Part string `json:"part"`
	Why  string `json:"why"`
}

// Unsorted is the source of what comes in without one.
const Unsorted = "unsorted"

// Receive takes one file in: opened outside the act, then written with its mentions in one act.
func (d *Desk) Receive(ctx context.Context, by office.Person, in Incoming) (Receipt, error) {
	return d.Register(ctx, by, in, d.Open(in.File, in.Bytes))
}

// Register writes an opened file. It is apart from Receive so that many files can be opened at once.
func (d *Desk) Register(ctx context.Context, by office.Person, in Incoming, doc document.Document) (Receipt, error) {
	return d.register(ctx, by, arrival{Incoming: in, doc: doc, kind: kindOf(doc), scan: d.Scan})
}

// arrival is an incoming file with what was read in it.
type arrival struct {
	Incoming
	doc  document.Document
	kind string
	scan func(*store.Tx, Scanned) error // nil = no names are looked for
	low  label.Label                    // what the file says of itself: the label never falls below it
}

func (d *Desk) register(ctx context.Context, by office.Person, a arrival) (Receipt, error) {
	if a.Source == "" {
		a.Source = Unsorted
	}
	r := a.receipt()
	a.low, r.Bound = floor(a.doc.Bindings(a.Bytes))
	if err := errors.Join(a.check(), d.allows(a.Label)); err != nil {
		return Receipt{File: a.File}, err
	}
	act := office.Act{Kind: "record.receive", Detail: []string{"source", a.Source, "status", r.Status}}
	done, err := d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
		id, err := tx.NewID()
		if err != nil {
			return err
		}
		src, from, err := a.provenance(tx)
		if err != nil {
			return err
		}
		l := joined(from)
		r.ID, r.Label, r.Joined, r.Doubt = string(id), l.String(), several(from), d.doubt(l)
		return a.write(tx, id, src, l)
	})
	if err != nil {
		return Receipt{File: a.File}, err
	}
	r.Act = done.ID
	return r, nil
}

func (a arrival) receipt() Receipt {
	r := Receipt{File: a.File, Status: string(a.doc.Status), Parts: len(a.doc.Parts), Unread: []Unread{}, SHA256: hex.EncodeToString(a.doc.SHA256[:])}
	for _, u := range a.doc.Unread() {
		r.Unread = append(r.Unread, Unread{Part: u.Part, Why: u.Why})
	}
	return r
}

func (a arrival) check() error {
	if _, err := fact.ParseGrade(a.Grade); a.Grade != "" && err != nil {
		return err
	}
	return checkDesk(a.Desk)
}

// provenance finds the source and what the label is joined from: the marking given, else the source's default, always with
// the source's organisation as an originator, and never below a label bound to the file.
func (a arrival) provenance(tx *store.Tx) (Source, []Joined, error) {
	src, err := findSource(tx.View, a.Source)
	if err != nil {
		return src, nil, err
	}
	mark, why := a.Label, "given"
	if mark == "" {
		mark, why = src.DefaultLabel, "default"
	}
	l, err := label.Parse(mark)
	return src, []Joined{joinedAs(why, l), joinedAs("claim", src.claim()), joinedAs("bound", a.low)}, err
}

func (a arrival) write(tx *store.Tx, id fact.ID, src Source, l label.Label) error {
	grade, title := a.Grade, a.title()
	if grade == "" {
		grade = src.Grade
	}
	row := store.Row{"source": a.Source, "kind": a.kind, "reference": Reference("R", id), "file": clean(a.File), "title": title,
		"type": a.doc.Type, "status": string(a.doc.Status), "lang": langOf(src, a.doc), "grade": grade, "size": a.doc.Size,
		"sha256": hex.EncodeToString(a.doc.SHA256[:]), "said": a.said(), "desk": a.Desk}
	if err := tx.Record(id, l, row, title+"\n"+a.doc.Text()); err != nil {
		return err
	}
	body, err := json.Marshal(stripped(a.doc))
	if err != nil {
		return fault.Wrap(err, fault.Broken, "record.document")
	}
	if err := tx.Seal(id, a.Source, l, map[string][]byte{"document": body, "raw": a.Bytes}); err != nil {
		return err
	}
	if a.scan == nil {
		return nil
	}
	return a.scan(tx, Scanned{Record: id, Label: l, Texts: texts(a.doc)})
}

func texts(doc document.Document) []string {
	out := make([]string, len(doc.Parts))
	for i, p := range doc.Parts {
		out[i] = p.Text
	}
	return out
}

// stripped leaves the parts' own bytes out: they are inside the raw file, which is kept whole.
func stripped(doc document.Document) document.Document {
	parts := make([]document.Part, len(doc.Parts))
	for i, p := range doc.Parts {
		p.Bytes = nil
		parts[i] = p
	}
	doc.Parts = parts
	return doc
}

// Reference is what people call a record or note: opaque, from its random id, so that it tells no order and no count.
func Reference(prefix string, id fact.ID) string {
	return prefix + "-" + strings.ToUpper(string(id[:4])+"-"+string(id[4:8]))
}

func kindOf(doc document.Document) string {
	if doc.Mail != nil {
		return "message"
	}
	return "document"
}

// title is what the list of records calls it: the subject, the document's own title, else the file's name.
func (a arrival) title() string {
	for _, t := range []string{subject(a.doc), a.doc.Title} {
		if t = clean(t); t != "" {
			return t
		}
	}
	return clean(a.File)
}

func subject(doc document.Document) string {
	if doc.Mail == nil {
		return ""
	}
	return doc.Mail.Subject
}

// said is when the message says it was sent, with the sender's own offset. The header as written stays in the document.
func (a arrival) said() string {
	if a.doc.Mail != nil {
		if t, err := mail.ParseDate(a.doc.Mail.Date); err == nil {
			return t.Format(time.RFC3339)
		}
	}
	return clean(a.Said)
}

func langOf(src Source, doc document.Document) string {
	if doc.Lang != "" {
		return doc.Lang
	}
	return src.Lang
}

// clean makes outside text fit for one line of a list: valid, without controls, at most 300 bytes.
func clean(s string) string {
	const most = 300
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}
