package store

import (
	"fmt"
	"io"
	"sort"
	"strconv"

	"schild/fact"
	"schild/fault"
	"schild/label"
	"schild/register"
)

// Tx is one act being applied. It reads as its author sees and writes by three verbs; every row written or removed
// is in the act's digest list. A Tx is used by one goroutine and is dead after its change function returned.
type Tx struct {
	*View
	w       *writer
	act     register.Act
	salt    [32]byte
	reach   *View         // set by All for the acts that must change what their author may not see
	fresh   []label.Label // labels first numbered by this act
	jobs    []Job
	changes []register.Change
}

// Row holds a table's own columns by name: string, int64, int, bool or []byte.
type Row map[string]any

// NewID gives a fresh random identity.
func (t *Tx) NewID() (fact.ID, error) {
	var b [16]byte
	if _, err := io.ReadFull(t.store.cfg.Random, b[:]); err != nil {
		return "", err
	}
	return fact.NewID(b), nil
}

// Act gives the id of the act being applied; At its moment in UTC microseconds.
func (t *Tx) Act() string { return t.act.ID }

// At gives the moment of the act, UTC microseconds.
func (t *Tx) At() int64 { return t.act.At }

// Insert writes the first version of a row under a label.
func (t *Tx) Insert(name, id string, l label.Label, row Row) error {
	return t.insert(name, id, 1, l, row)
}

func (t *Tx) insert(name, id string, version int64, l label.Label, row Row) error {
	tab, ok := t.w.table(name)
	if !ok {
		return fmt.Errorf("store: no table %q", name)
	}
	no, err := t.number(l)
	if err != nil {
		return err
	}
	cells := []any{id, version, no, t.act.ID, t.act.At}
	used := 0
	for _, c := range tab.cols {
		v, ok := row[c]
		if !ok {
			return fmt.Errorf("store: %s lacks column %q", name, c)
		}
		used++
		if v = plain(v); !tab.fits(c, v) {
			return fmt.Errorf("store: %s.%s is %s and was given %T", name, c, tab.types[c], v)
		}
		cells = append(cells, v)
	}
	if used != len(row) {
		return fmt.Errorf("store: %s was given columns it does not have", name)
	}
	t.w.touched[name] = true
	if err := t.w.exec(t.ctx, tab.insert, cells...); err != nil {
		return err
	}
	t.changes = append(t.changes, register.Change{Table: name, ID: tab.rowID(cells), After: digest(t.salt, tab, cells)})
	if name == "record" && version > 1 {
		t.w.touched[moved] = true
		return t.remark(cells[5], no)
	}
	return nil
}

// Append writes a new version of a row the author can see, with the given columns changed. relabel nil keeps the label.
func (t *Tx) Append(name, id string, relabel *label.Label, change Row) error {
	if err := t.mustSee(name, id); err != nil {
		return err
	}
	tab, ok := t.w.table(name)
	if !ok || tab.key != "" {
		return fmt.Errorf("store: %q takes no new versions", name)
	}
	old, err := t.w.newest(t.ctx, tab, id)
	if err != nil {
		return err
	}
	l := t.Label(old[2].(int64))
	if relabel != nil {
		l = *relabel
	}
	row := Row{}
	for i, c := range tab.cols {
		row[c] = old[5+i]
	}
	for c, v := range change {
		if _, ok := row[c]; !ok {
			return fmt.Errorf("store: %s has no column %q", name, c)
		}
		row[c] = v
	}
	return t.insert(name, id, old[1].(int64)+1, l, row)
}

// Remove takes every version of a row away; the register keeps that it was there, not what it said.
func (t *Tx) Remove(name, id string) error {
	if err := t.mustSee(name, id); err != nil {
		return err
	}
	tab, ok := t.w.table(name)
	if !ok {
		return fmt.Errorf("store: no table %q", name)
	}
	t.w.touched[name] = true
	rows, err := t.w.versions(t.ctx, tab, id)
	if err != nil {
		return err
	}
	for _, cells := range rows {
		salt, err := t.saltOf(cells[3])
		if err != nil {
			return err
		}
		t.changes = append(t.changes, register.Change{Table: name, ID: tab.rowID(cells), Before: digest(salt, tab, cells)})
		if name == "record" && cells[1] == int64(1) {
			t.w.touched[moved] = true
			if err := t.unindex(salt, cells[5]); err != nil {
				return err
			}
		}
	}
	return t.w.exec(t.ctx, `DELETE FROM main.`+name+` WHERE id = $1`, id)
}

// saltOf gives the salt of the act that wrote a row; that may be this one, whose own row is written last.
func (t *Tx) saltOf(act any) ([32]byte, error) {
	id, _ := act.(string)
	if id == t.act.ID {
		return t.salt, nil
	}
	return t.w.salt(t.ctx, id)
}

// unindex takes a record out of the full-text index. salt is that of the act that put it there.
func (t *Tx) unindex(salt [32]byte, seq any) error {
	p, err := t.place(seq)
	if err != nil || p == nil {
		return err
	}
	c := register.Change{Table: "record_fts", ID: fmt.Sprint(seq)}
	c.Before = register.RowDigest(salt, c.Table, c.ID, encode([]any{seq, p.words, p.stems}))
	t.changes = append(t.changes, c)
	return t.w.exec(t.ctx, `DELETE FROM main.record_fts WHERE rowid = $1`, seq)
}

// derived binds a row that does not bear its act to this one: what a label's number means, and the indexed text.
func (t *Tx) derived(name string, no int64, cells ...any) register.Change {
	id := strconv.FormatInt(no, 10)
	return register.Change{Table: name, ID: id, After: register.RowDigest(t.salt, name, id, encode(append([]any{no}, cells...)))}
}

// mustSee refuses to change what the author cannot see, but for an act that reaches further by Tx.All.
func (t *Tx) mustSee(name, id string) error {
	v := t.View
	if t.reach != nil {
		v = t.reach
	}
	var n int64
	return v.Get(&n, `SELECT version FROM `+name+` WHERE id = $1`, id)
}

// Record inserts a record with its place in the full-text index. text is what is searched, in language lang.
func (t *Tx) Record(id fact.ID, l label.Label, row Row, text string) error {
	lang, _ := row["lang"].(string)
	words, stems, count := indexTerms(text, lang)
	t.w.seq++
	row["seq"], row["words"] = t.w.seq, int64(count)
	if err := t.Insert("record", string(id), l, row); err != nil {
		return err
	}
	t.changes = append(t.changes, t.derived("record_fts", t.w.seq, words, stems))
	no, err := t.number(l)
	if err != nil {
		return err
	}
	return t.w.later(indexed{t.w.seq, words, stems, mark(no)})
}

// Seal keeps one part of a record's contents under a key of the record's own, wrapped under the source's key.
func (t *Tx) Seal(record fact.ID, source string, l label.Label, parts map[string][]byte) error {
	under, err := t.store.keys.source(source)
	if err != nil {
		return err
	}
	key := make([]byte, 32)
	if _, err := io.ReadFull(t.store.cfg.Random, key); err != nil {
		return err
	}
	wrapped, err := seal(t.store.cfg.Random, under, key, string(record))
	if err != nil {
		return err
	}
	for _, part := range sortedKeys(parts) {
		sealed, err := seal(t.store.cfg.Random, key, parts[part], string(record)+"/"+part)
		if err != nil {
			return err
		}
		if err := t.Insert("content", string(record), l, Row{"part": part, "source": source, "wrapped": wrapped, "sealed": sealed}); err != nil {
			return err
		}
	}
	return nil
}

// Found makes the key of a new source. It is outside the transaction and harmless when the act fails.
func (t *Tx) Found(source string) error { return t.store.keys.make(source) }

// Later asks for background work, queued in the act's own transaction.
func (t *Tx) Later(kind string, ids ...string) { t.jobs = append(t.jobs, Job{kind, ids}) }

// All lets an act that must reach further than its author sees read everything, for one of the reasons in one table;
// after "cascade", "recall", "screening", "casework" and "keys" the act may change everything too.
// What it returned may not appear in an error or a receipt.
func (t *Tx) All(reason string) (*View, error) {
	changes := false
	switch reason {
	case "cascade", "recall", "screening", "casework", "keys":
		changes = true
	case "numbering", "team", "duplicate", "names", "unread":
	default:
		return nil, fault.New(fault.Denied, "store.all", "reason", reason)
	}
	all := *t.View
	all.bound = &binding{Binding: Binding{Person: t.bound.Person, all: true}}
	all.conn = t.conn
	if changes {
		t.reach = &all
	}
	return &all, nil
}

// Proved tells whether the author showed a key of theirs a moment ago.
func (t *Tx) Proved() bool { return t.bound.Proved }

// Person gives who somebody is, for rules of two persons.
func (t *Tx) Person(id string) (Staff, error) { return t.house.Person(id) }

// Outsiders gives the active people of other organisations, by id.
func (t *Tx) Outsiders() ([]Staff, error) { return t.house.Outsiders() }

// Number gives the number of a label that this act or one before it used.
func (t *Tx) Number(l label.Label) (int64, bool) {
	if no, ok := t.store.labels.number(l); ok {
		return no, true
	}
	no, ok := t.w.pending[l]
	return no, ok
}

// number gives a label's number, a new one when nobody used the label before.
func (t *Tx) number(l label.Label) (int64, error) {
	if no, ok := t.store.labels.number(l); ok {
		return no, nil
	}
	if no, ok := t.w.pending[l]; ok {
		return no, nil
	}
	no := int64(t.store.labels.len() + len(t.w.pending))
	if err := t.w.exec(t.ctx, `INSERT INTO main.label (no, text) VALUES ($1, $2)`, no, l.String()); err != nil {
		return 0, err
	}
	t.changes = append(t.changes, t.derived("label", no, l.String()))
	t.w.pending[l] = no
	t.fresh = append(t.fresh, l)
	return no, nil
}

// plain turns a column's value into one of the types SQLite gives back, so that digests agree.
func plain(v any) any {
	switch x := v.(type) {
	case int:
		return int64(x)
	case bool:
		if x {
			return int64(1)
		}
		return int64(0)
	case fact.ID:
		return string(x)
	case []byte:
		if x == nil {
			return []byte{}
		}
	}
	return v
}

func digest(salt [32]byte, tab table, cells []any) [32]byte {
	return register.RowDigest(salt, tab.name, tab.rowID(cells), encode(cells))
}

// rowID names one row in the register: id@version, and the second key part where there is one.
func (t table) rowID(cells []any) string {
	id := fmt.Sprint(cells[0]) + "@" + strconv.FormatInt(cells[1].(int64), 10)
	for i, c := range t.cols {
		if t.key == c {
			id += "/" + fmt.Sprint(cells[5+i])
		}
	}
	return id
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
