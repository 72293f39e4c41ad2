package casework

import (
	"crypto/sha256"
	"encoding/hex"
	"schild/internal/store"
	"schild/procedure"
)

// Recipients is the paper that lists who got what was ordered back: its title is the house's, no file names it.
const Recipients = "recipients"

// Paper is a document that a step made.
type Paper struct {
	ID         string `db:"id"`
	Label      int64  `db:"label"`
	Act        string `db:"act"`
	Registered int64  `db:"registered"`
	Case       string `db:"cases"`
	Name       string `db:"name"` // as the file names it
	Lang       string `db:"lang"`
	Citizen    bool   `db:"citizen"` // it goes to a person
	Title      string `db:"title"`
	Body       string `db:"body"` // Markdown
	SHA256     string `db:"sha256"`
	State      string `db:"state"`
}

const paperSelect = `SELECT id, label, act, registered, cases, name, lang, citizen, title, body, sha256, state FROM paper `

// Papers gives the documents of a case, in order.
func (d *Desk) Papers(v *store.View, id string) ([]Paper, error) {
	var out []Paper
	return out, v.Select(&out, paperSelect+`WHERE cases = $1 AND state <> 'told' ORDER BY registered, name, id`, id)
}

// Paper gives one document.
func (d *Desk) Paper(v *store.View, id string) (Paper, error) {
	var p Paper
	if err := v.Get(&p, paperSelect+`WHERE id = $1`, id); err != nil {
		return p, err
	}
	v.Opened("paper", p.ID, p.Label)
	return p, nil
}

// produce writes a document of the case, in the language of whom it goes to.
func (w *worker) produce(name string, a procedure.Act) (string, error) {
	doc := procedure.Document{Name: name}
	for _, x := range w.m.File.Documents {
		if x.Name == name {
			doc = x
		}
	}
	lang := w.language(doc, a)
	l := letter{doc: doc, lang: lang, act: a}
	w.made = append(w.made, l)
	title, body := w.d.write(w.c, w.m.File, w.s, l)
	sum := sha256.Sum256([]byte(body))
	id, err := w.tx.NewID()
	if err != nil {
		return "", err
	}
	return string(id), w.tx.Insert("paper", string(id), w.label, store.Row{"cases": w.c.ID, "name": name, "lang": lang, "citizen": doc.Citizen, "title": title, "body": body,
		"sha256": hex.EncodeToString(sum[:]), "state": "made"})
}

// language gives whose language a paper is written in: a citizen's is the one the form says they chose; otherwise the author's.
func (w *worker) language(doc procedure.Document, a procedure.Act) string {
	if chosen, ok := w.s.Values["language"].(string); ok && chosen != "" && doc.Citizen {
		return chosen
	}
	if p, err := w.tx.Person(a.By.Person); err == nil && p.Lang != "" {
		return p.Lang
	}
	return "nl"
}
