package casework

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/store"
	"schild/label"
	"schild/note"
	"schild/procedure"
)

// reach is everything that rests on what a case brought in: the records, what was stated and proposed from them, the notes that cite them.
type reach struct {
	w          *worker
	all        *store.View
	records    []string
	statements []string
	mentions   []string
	citations  []string
	notes      []string
	dispatches []string
}

// reached finds it, also where the author of the act may not see it.
func (w *worker) reached() (*reach, error) {
	all, err := w.tx.All("cascade")
	if err != nil {
		return nil, err
	}
	r := &reach{w: w, all: all}
	var objects []string
	if err := all.Select(&objects, `SELECT DISTINCT object FROM link WHERE cases = $1 ORDER BY object`, w.c.ID); err != nil {
		return nil, err
	}
	for _, o := range objects {
		table, id, _ := strings.Cut(o, ":")
		switch table {
		case "record":
			err = r.record(id)
		case "note":
			r.notes = append(r.notes, id)
		}
		if err != nil {
			return nil, err
		}
	}
	r.notes = slices.Compact(slices.Sorted(slices.Values(r.notes)))
	for _, n := range r.notes {
		if err := r.ids(&r.dispatches, `SELECT id FROM dispatch WHERE note = $1 ORDER BY copy, id`, n); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (r *reach) ids(into *[]string, query, of string) error {
	var ids []string
	err := r.all.Select(&ids, query, of)
	*into = append(*into, ids...)
	return err
}

func (r *reach) record(id string) error {
	var n int
	if err := r.all.Get(&n, `SELECT count(*) FROM record WHERE id = $1`, id); err != nil || n == 0 {
		return err // erased before
	}
	r.records = append(r.records, id)
	for _, q := range []struct {
		into  *[]string
		query string
	}{{&r.statements, `SELECT id FROM statement WHERE record = $1 ORDER BY id`}, {&r.mentions, `SELECT id FROM mention WHERE record = $1 ORDER BY id`},
		{&r.citations, `SELECT id FROM citation WHERE record = $1 ORDER BY id`}, {&r.notes, `SELECT DISTINCT note FROM citation WHERE record = $1 ORDER BY note`}} {
		if err := r.ids(q.into, q.query, id); err != nil {
			return err
		}
	}
	return nil
}

// told remembers what the act reached, for who keeps it in memory.
func (r *reach) told() error {
	o := &r.w.ordered
	o.Records, o.Statements = append(o.Records, r.records...), append(o.Statements, r.statements...)
	for _, s := range r.statements {
		var entity string
		if err := r.all.Get(&entity, `SELECT entity FROM statement WHERE id = $1`, s); err != nil {
			return err
		}
		o.Entities = append(o.Entities, entity)
	}
	slices.Sort(o.Entities)
	o.Entities = slices.Compact(o.Entities)
	return nil
}

// relabel writes everything under the label that change makes of its own.
func (r *reach) relabel(change func(label.Label) label.Label) error {
	if err := r.told(); err != nil {
		return err
	}
	for _, x := range []struct {
		tables []string
		ids    []string
	}{{[]string{"content", "record"}, r.records}, {[]string{"name_word", "statement"}, r.statements}, {[]string{"mention"}, r.mentions}, {[]string{"citation"}, r.citations},
		{[]string{"note"}, r.notes}, {[]string{"dispatch"}, r.dispatches}} {
		for _, id := range x.ids {
			for _, t := range x.tables {
				if err := r.under(t, id, change); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (r *reach) under(table, id string, change func(label.Label) label.Label) error {
	var nos []int64
	if err := r.all.Select(&nos, `SELECT label FROM `+table+` WHERE id = $1 LIMIT 1`, id); err != nil || len(nos) == 0 {
		return err // a statement that is no name has no words
	}
	was := r.all.Label(nos[0])
	if l := change(was); l != was {
		return r.w.tx.Relabel(table, id, l)
	}
	return nil
}

// erase takes everything away. Of a note that also rests on something else, what rested on this is cut out, and every earlier
// text of it is gone; who got it stays known.
func (r *reach) erase() error {
	if err := r.told(); err != nil {
		return err
	}
	if err := r.recipients(); err != nil {
		return err
	}
	for _, n := range r.notes {
		if err := r.cut(n); err != nil {
			return err
		}
	}
	for _, x := range []struct {
		table string
		ids   []string
	}{{"citation", r.citations}, {"mention", r.mentions}, {"name_word", r.statements}, {"statement", r.statements}, {"content", r.records}, {"record", r.records}} {
		for _, id := range x.ids {
			if err := r.remove(x.table, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// remove takes a row away where there is one: a statement that is no name has no words.
func (r *reach) remove(table, id string) error {
	var n int
	if err := r.all.Get(&n, `SELECT count(*) FROM `+table+` WHERE id = $1`, id); err != nil || n == 0 {
		return err
	}
	return r.w.tx.Remove(table, id)
}

// recall calls back every copy of every note that left.
func (r *reach) recall(a procedure.Act) error {
	for _, id := range r.notes {
		var state string
		if err := r.all.Get(&state, `SELECT state FROM note WHERE id = $1`, id); err != nil {
			return err
		}
		if state != "sent" {
			continue
		}
		if err := r.w.tx.Append("note", id, nil, store.Row{"state": "recalled", "reason": r.w.c.Reference}); err != nil {
			return err
		}
	}
	for _, id := range r.dispatches {
		if err := r.w.tx.Append("dispatch", id, nil, store.Row{"state": "recalled", "reason": r.w.c.Reference}); err != nil {
			return err
		}
	}
	return r.recipients()
}

// recipients writes down, as a paper of the case, who got what and is to be told.
func (r *reach) recipients() error {
	if len(r.dispatches) == 0 {
		return nil
	}
	p, err := r.w.tx.Person(r.w.c.Opener)
	lang := p.Lang
	if err != nil || lang == "" {
		lang = "nl"
	}
	lines := []string{r.w.c.Reference}
	for _, id := range r.dispatches {
		var x struct {
			Name         string `db:"name"`
			Function     string `db:"function"`
			Organisation string `db:"organisation"`
			Country      string `db:"country"`
			Copy         int    `db:"copy"`
			Reference    string `db:"reference"`
		}
		if err := r.all.Get(&x, `SELECT d.name, d.function, d.organisation, d.country, d.copy, n.reference FROM dispatch AS d JOIN note AS n ON n.id = d.note WHERE d.id = $1`, id); err != nil {
			if fault.Is(err, fault.Missing) {
				continue // the note is gone already; this list was written when it was
			}
			return err
		}
		lines = append(lines, strings.Join(slices.DeleteFunc([]string{x.Reference + " / " + itoa(x.Copy), x.Name, x.Function, x.Organisation, x.Country}, func(s string) bool { return s == "" }), ", "))
	}
	body := strings.Join(lines, "\n")
	sum := sha256.Sum256([]byte(body))
	return insert(r.w.tx, "paper", r.w.label, store.Row{"cases": r.w.c.ID, "name": Recipients, "lang": lang, "citizen": false, "title": "", "body": body,
		"sha256": hex.EncodeToString(sum[:]), "state": "made"})
}

// cut takes out of a note what rests on what is erased; one that rests on nothing else goes whole.
func (r *reach) cut(id string) error {
	var cited []string
	if err := r.all.Select(&cited, `SELECT id FROM citation WHERE note = $1`, id); err != nil {
		return err
	}
	cited = slices.DeleteFunc(cited, func(c string) bool { return slices.Contains(r.citations, c) })
	if len(cited) == 0 {
		return r.remove("note", id)
	}
	var n struct {
		Label     int64  `db:"label"`
		Kind      string `db:"kind"`
		Lang      string `db:"lang"`
		Reference string `db:"reference"`
		Title     string `db:"title"`
		State     string `db:"state"`
		Author    string `db:"author"`
		Reviewer  string `db:"reviewer"`
		Dossier   string `db:"dossier"`
		Body      string `db:"body"`
		Reason    string `db:"reason"`
	}
	if err := r.all.Get(&n, `SELECT label, kind, lang, reference, title, state, author, reviewer, dossier, body, reason FROM note WHERE id = $1`, id); err != nil {
		return err
	}
	body, err := r.redact(n.Body)
	if err != nil {
		return err
	}
	l := r.all.Label(n.Label)
	if err := r.w.tx.Remove("note", id); err != nil {
		return err
	}
	return r.w.tx.Insert("note", id, l, store.Row{"kind": n.Kind, "lang": n.Lang, "reference": n.Reference, "title": n.Title, "state": n.State, "author": n.Author, "reviewer": n.Reviewer,
		"dossier": n.Dossier, "body": body, "reason": n.Reason})
}

// redact takes the paragraphs out of a note's text that cite what is erased, and what it kept of its earlier versions and sources.
func (r *reach) redact(text string) (string, error) {
	var b map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &b); err != nil {
		return "", fault.Wrap(err, fault.Broken, "note.body")
	}
	var ps []struct {
		Text  string   `json:"text"`
		Cites []string `json:"cites,omitempty"`
		Level int      `json:"level,omitempty"`
	}
	if err := json.Unmarshal(b["paragraphs"], &ps); err != nil {
		return "", fault.Wrap(err, fault.Broken, "note.body")
	}
	gone := func(ref string) bool { return slices.Contains(r.statements, ref) || slices.Contains(r.records, ref) }
	for i, p := range ps {
		if slices.ContainsFunc(note.Paragraph{Markdown: p.Text, Cites: p.Cites}.Refs(), gone) {
			ps[i].Text, ps[i].Cites = "[ "+r.w.c.Reference+" ]", nil
		}
	}
	var err error
	if b["paragraphs"], err = json.Marshal(ps); err != nil {
		return "", err
	}
	delete(b, "earlier")
	delete(b, "sources")
	out, err := json.Marshal(b)
	return string(out), err
}
