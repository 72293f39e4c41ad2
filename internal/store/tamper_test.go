package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jmoiron/sqlx"
	"pgregory.net/rapid"

	"schild/fault"
	"schild/internal/store"
	"schild/label"
	"schild/register"
)

// lived is a house in which some things happened: rows written, changed, relabelled, taken away; an act refused.
func lived(t testing.TB) *house {
	h := open(t)
	for i := range 12 {
		h.dossier(fmt.Sprint("d", i), fmt.Sprint("title ", i), level(label.Level(i%4)))
	}
	for i := range 8 {
		h.record("s", fmt.Sprint("record ", i), fmt.Sprintf("text of message %d about harbour and river", i), level(label.Level(i%3)))
	}
	secret := level(label.Secret)
	h.act(func(tx *store.Tx) error { return tx.Append("dossier", "d1", nil, store.Row{"title": "new"}) })
	h.act(func(tx *store.Tx) error { return tx.Append("dossier", "d1", &secret, store.Row{"title": "newer"}) })
	h.act(func(tx *store.Tx) error { return tx.Remove("dossier", "d2") })
	gone := h.record("s", "gone", "soon gone", level(label.Restricted))
	h.act(func(tx *store.Tx) error { return tx.Remove("record", gone) })
	h.act(func(tx *store.Tx) error { // written and taken away by one act, and once more
		if err := tx.Insert("dossier", "brief", secret, dossierRow("x")); err != nil {
			return err
		}
		if err := tx.Remove("dossier", "brief"); err != nil {
			return err
		}
		return tx.Insert("dossier", "brief", secret, dossierRow("y"))
	})
	h.try(func(*store.Tx) error { return fault.New(fault.Refused, "test.rule") })
	h.clean()
	return h
}

// stored are the tables an intruder can edit and the columns that make up their keys.
func stored() []string {
	return []string{"dossier", "record", "content", "act", "leaf", "node", "checkpoint", "label", "record_fts_content", "record_fts_docsize"}
}

// pick draws one row of a table by its rowid, and one of its columns with its value as SQLite spells it.
func pick(r *rand.Rand, tx *sqlx.Tx, table string) (row int64, column, value string, err error) {
	var rows []int64
	if err = tx.Select(&rows, `SELECT rowid FROM main.`+table+` ORDER BY rowid`); err != nil || len(rows) == 0 {
		return 0, "", "", err
	}
	var cols []string
	if err = tx.Select(&cols, `SELECT name FROM pragma_table_info('`+table+`')`); err != nil {
		return 0, "", "", err
	}
	row, column = rows[r.IntN(len(rows))], cols[r.IntN(len(cols))]
	err = tx.Get(&value, spelt(table, column), row)
	return row, column, value, err
}

// done is what an edit did: to which act's row, where rows bear their act; to which entry, where rows are entries.
type done struct {
	what  string // "" = nothing changed
	act   string
	entry int64
}

// whose notes whom a finding about a row must name.
func whose(tx *sqlx.Tx, table string, row int64) (done, error) {
	d := done{entry: -1}
	switch table {
	case "act", "leaf":
		d.entry = row
	case "dossier", "record", "content":
		return d, tx.Get(&d.act, `SELECT act FROM main.`+table+` WHERE rowid = $1`, row)
	}
	return d, nil
}

// spelt asks how SQLite spells a cell. The full-text index reads its own tables as bytes, whatever their type.
func spelt(table, column string) string {
	if strings.HasPrefix(table, "record_fts_d") {
		column = "CAST(" + column + " AS blob)"
	}
	return `SELECT quote(` + column + `) FROM main.` + table + ` WHERE rowid = $1`
}

// alterCell gives one cell another value, sometimes of another type.
func alterCell(r *rand.Rand, tx *sqlx.Tx, table string) (done, error) {
	row, column, old, err := pick(r, tx, table)
	if err != nil || column == "" {
		return done{}, err
	}
	d, err := whose(tx, table, row)
	if err != nil {
		return done{}, err
	}
	sets := []string{`%[1]s + 1`, `CAST(%[1]s AS text) || 'x'`, `'7'`, `CAST(%[1]s AS blob)`, `NULL`, `''`, `x''`, `zeroblob(length(%[1]s))`, `1.5`,
		`(SELECT o.%[1]s FROM main.` + table + ` AS o ORDER BY (o.rowid * 7919) %% 31 LIMIT 1)`, `substr(%[1]s, 2)`, `-1`, `upper(%[1]s)`, `%[1]s || char(0)`}
	set := fmt.Sprintf(sets[r.IntN(len(sets))], column)
	if _, err := tx.Exec(`UPDATE main.`+table+` SET `+column+` = `+set+` WHERE rowid = $1`, row); err != nil {
		return done{}, nil //nolint:nilerr // the table's own constraint refused: nothing was changed
	}
	var now string
	if err := tx.Get(&now, spelt(table, column), row); err == nil && now == old {
		return done{}, nil
	}
	d.what = fmt.Sprintf("%s.%s = %s of row %d (was %.40s)", table, column, set, row, old)
	return d, nil
}

func dropRow(r *rand.Rand, tx *sqlx.Tx, table string) (done, error) {
	row, column, _, err := pick(r, tx, table)
	if err != nil || column == "" {
		return done{}, err
	}
	d, err := whose(tx, table, row)
	if err != nil {
		return done{}, err
	}
	_, err = tx.Exec(`DELETE FROM main.`+table+` WHERE rowid = $1`, row)
	d.what = fmt.Sprintf("row %d of %s dropped", row, table)
	return d, err
}

// addRow copies a row under another key.
func addRow(r *rand.Rand, tx *sqlx.Tx, table string) (done, error) {
	row, column, _, err := pick(r, tx, table)
	if err != nil || column == "" {
		return done{}, err
	}
	var cols []string
	if err := tx.Select(&cols, `SELECT name FROM pragma_table_info('`+table+`')`); err != nil {
		return done{}, err
	}
	from := slices.Clone(cols)
	switch table {
	case "act":
		from[0], from[1] = `(SELECT max(n) + 1 FROM main.act)`, `'new'`
	case "label":
		from[0], from[1] = `(SELECT max(no) + 1 FROM main.label)`, `'SECRET//CIRCLE new'`
	case "leaf", "node", "checkpoint", "record_fts_content", "record_fts_data", "record_fts_docsize":
		from[0] = fmt.Sprintf(`(SELECT max(%s) + 1 FROM main.%s)`, cols[0], table)
	case "record":
		from[0], from[5] = `'new'`, `(SELECT max(seq) + 1 FROM main.record)`
	default:
		from[0] = `'new'`
	}
	d, err := whose(tx, table, row)
	if err != nil {
		return done{}, err
	}
	d.what, d.entry = fmt.Sprintf("row %d of %s added again", row, table), -1
	_, err = tx.Exec(`INSERT INTO main.`+table+` (`+strings.Join(cols, ", ")+`) SELECT `+strings.Join(from, ", ")+` FROM main.`+table+` WHERE rowid = $1`, row)
	return d, err
}

// cutTail takes the newest acts away with everything the register holds of them.
func cutTail(r *rand.Rand, tx *sqlx.Tx, _ string) (done, error) {
	var size int64
	if err := tx.Get(&size, `SELECT count(*) FROM main.leaf`); err != nil {
		return done{}, err
	}
	from := r.Int64N(max(size, 1))
	for _, q := range []string{`DELETE FROM main.dossier WHERE act IN (SELECT id FROM main.act WHERE n >= $1)`, `DELETE FROM main.act WHERE n >= $1`, `DELETE FROM main.leaf WHERE n >= $1`} {
		if _, err := tx.Exec(q, from); err != nil {
			return done{}, err
		}
	}
	return done{fmt.Sprintf("entries from %d cut", from), "", from}, nil
}

// forge writes another act in the place of one, with a leaf that fits.
func forge(r *rand.Rand, tx *sqlx.Tx, _ string) (done, error) {
	var n int64
	if err := tx.Get(&n, `SELECT count(*) FROM main.leaf`); err != nil {
		return done{}, err
	}
	n = r.Int64N(max(n, 1))
	entry := register.Commit([32]byte{1}, register.Act{ID: "forged"}.Encode())
	_, err := tx.Exec(`UPDATE main.leaf SET entry = $1 WHERE n = $2`, entry[:], n)
	return done{fmt.Sprintf("leaf %d forged", n), "", n}, err
}

// Whatever somebody with the key does to one row of the database, the audit finds it.
func TestEveryEditOfTheDatabaseIsFound(t *testing.T) {
	h := lived(t)
	tamper, err := h.Tamper()
	if err != nil {
		t.Fatal(err)
	}
	defer tamper.Close()
	rounds := 3000
	if testing.Short() {
		rounds = 300
	}
	edits := []func(*rand.Rand, *sqlx.Tx, string) (done, error){alterCell, alterCell, alterCell, alterCell, alterCell, dropRow, addRow, cutTail, forge}
	r := rand.New(rand.NewPCG(7, 8))
	kinds, n := map[string]int{}, 0
	for round := range rounds {
		table, did := stored()[r.IntN(len(stored()))], done{}
		ps, changed, err := tamper.Audit(context.Background(), func(tx *sqlx.Tx) (bool, error) {
			var err error
			did, err = edits[r.IntN(len(edits))](r, tx, table)
			return did.what != "", err
		})
		if err != nil {
			t.Fatalf("round %d: %s: %v", round, did.what, err)
		}
		if !changed {
			continue
		}
		named := func(p register.Problem) bool {
			return (did.act == "" || p.Act == did.act) && (did.entry < 0 || p.Entry == did.entry)
		}
		if !slices.ContainsFunc(ps, named) {
			t.Fatalf("round %d: %s of act %q, entry %d: found %v", round, did.what, did.act, did.entry, ps)
		}
		n++
		kinds[ps[0].What]++
	}
	t.Logf("%d edits, all found and named; first finding by kind: %v", n, kinds)
	h.clean() // every edit was taken back
}

// Several edits at once may be told one by one or together, but never pass.
func TestManyEditsAtOnceAreFound(t *testing.T) {
	h := lived(t)
	tamper, err := h.Tamper()
	if err != nil {
		t.Fatal(err)
	}
	defer tamper.Close()
	edits := []func(*rand.Rand, *sqlx.Tx, string) (done, error){alterCell, alterCell, alterCell, dropRow, addRow, cutTail, forge}
	r := rand.New(rand.NewPCG(11, 12))
	for round := range 400 {
		var did []string
		ps, changed, err := tamper.Audit(context.Background(), func(tx *sqlx.Tx) (bool, error) {
			for range 2 + r.IntN(6) {
				table := stored()[r.IntN(len(stored()))]
				d, err := edits[r.IntN(len(edits))](r, tx, table)
				if err == nil && d.what != "" { // an edit may fail on what another one left
					did = append(did, d.what)
				}
			}
			return len(did) > 0, nil
		})
		if err != nil || changed && len(ps) == 0 {
			t.Fatalf("round %d: %q: found %v, %v", round, did, ps, err)
		}
	}
}

// Whatever text, number and bytes a row holds, the database gives back what the register has of it.
func TestWhateverIsWrittenIsClean(t *testing.T) {
	h, n := open(t), 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		text, id := rapid.StringOf(rapid.Rune()), fmt.Sprint("r", n)
		raw := string(rapid.SliceOf(rapid.Byte()).Draw(r, "raw"))
		size, blob := rapid.Int64().Draw(r, "size"), rapid.SliceOf(rapid.Byte()).Draw(r, "blob")
		w := h.try(func(tx *store.Tx) error {
			if err := tx.Insert("content", id, label.Label{}, store.Row{"part": text.Draw(r, "part"), "source": raw, "wrapped": blob, "sealed": []byte(nil)}); err != nil {
				return err
			}
			row := dossierRow(raw)
			row["reason"] = text.Draw(r, "reason")
			if err := tx.Insert("dossier", raw+id, label.Label{}, row); err != nil {
				return err
			}
			return tx.Insert("dispatch", id, label.Label{}, store.Row{"note": "", "copy": size, "copies": int(size), "name": raw, "function": "", "organisation": "", "country": "",
				"lang": "", "state": "", "sha256": "", "receipt": "", "reason": ""})
		})
		if w.Err != nil {
			r.Fatal(w.Err)
		}
	})
	h.clean()
}

func TestColumnTakesItsOwnTypeOnly(t *testing.T) {
	h := open(t)
	for _, wrong := range []any{7, nil, []byte("x"), 1.5, label.Level(1)} {
		w := h.try(func(tx *store.Tx) error {
			row := dossierRow("x")
			row["title"] = wrong
			return tx.Insert("dossier", "d", label.Label{}, row)
		})
		if w.Err == nil {
			t.Errorf("a title may be %T", wrong)
		}
	}
	h.clean()
}

// For good: the store is opened again on what an intruder left.
func TestWhatAnIntruderLeft(t *testing.T) {
	for _, c := range []struct {
		name, edit string
		want       string // the first finding
		closed     bool   // no act may follow
	}{
		{"a title", `UPDATE main.dossier SET title = 'other' WHERE id = 'd3'`, "row.altered", false},
		{"a label's text", `UPDATE main.label SET text = 'NOT CLASSIFIED' WHERE no = 3`, "row.altered", false},
		{"a label's text, no label", `UPDATE main.label SET text = '?' WHERE no = 3`, "row.altered", false},
		{"a label gone", `DELETE FROM main.label WHERE no = 1`, "row.dropped", false},
		{"the newest act and its leaf", `DELETE FROM main.act WHERE n = (SELECT max(n) FROM main.act); DELETE FROM main.leaf WHERE n = (SELECT max(n) FROM main.leaf)`, "entry.cut", true},
		{"every act", `DELETE FROM main.act; DELETE FROM main.leaf; DELETE FROM main.node`, "entry.cut", true},
		{"the checkpoint", `DELETE FROM main.checkpoint`, "checkpoint.missing", true},
		{"everything but rows", `DELETE FROM main.act; DELETE FROM main.leaf; DELETE FROM main.node; DELETE FROM main.checkpoint`, "row.added", true},
		{"a trigger", `CREATE TRIGGER main.quiet AFTER INSERT ON main.dossier BEGIN DELETE FROM dossier WHERE id = new.id; END`, "database", false},
		{"a view in a table's place", `ALTER TABLE main.consent RENAME TO old; CREATE VIEW main.consent AS SELECT * FROM main.old`, "database", false},
		{"words of the index", `UPDATE main.record_fts_content SET c0 = 'other' WHERE id = 1`, "row.altered", false},
		{"marks of the index", `UPDATE main.record_fts SET marks = 'x' WHERE rowid = 1`, "database", false},
		{"the index itself", `UPDATE main.record_fts_data SET block = zeroblob(length(block)) WHERE id > 10`, "database", false},
		{"moments that are no numbers", `UPDATE main.act SET at = 'soon' WHERE n = (SELECT max(n) FROM main.act)`, "act.clear", false},
		{"a record's number", `UPDATE main.record SET seq = 'x' WHERE seq = 3`, "row.altered", false},
		{"a leaf from the far end", `INSERT INTO main.leaf (n, entry) VALUES (9223372036854775807, x'00')`, "entry.added", true},
		{"a leaf before the first", `INSERT INTO main.leaf (n, entry) VALUES (-9223372036854775808, x'00')`, "entry.added", false},
		{"a hash from the far end", `INSERT INTO main.node (i, hash) VALUES (9223372036854775807, x'00')`, "node.added", false},
		{"a hash before the first", `INSERT INTO main.node (i, hash) VALUES (-1, x'00')`, "node.added", false},
		{"a hole in an index", `PRAGMA writable_schema = on; UPDATE main.sqlite_schema SET sql = sql || ' WHERE version = 2' WHERE name = 'record_source'; PRAGMA writable_schema = off`, "database", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := lived(t)
			tamper, err := h.Tamper()
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(h.Close(), tamper.Exec(c.edit), tamper.Close()); err != nil {
				t.Fatal(err)
			}
			h.reopen()
			ps, err := h.Audit(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if len(ps) == 0 || !slices.ContainsFunc(ps, func(p register.Problem) bool { return p.What == "register.problem."+c.want }) {
				t.Errorf("found %v, want %s", ps, c.want)
			}
			w := h.try(func(tx *store.Tx) error { return tx.Insert("dossier", "later", label.Label{}, dossierRow("z")) })
			if closed := fault.Is(w.Err, fault.Refused) && strings.Contains(w.Err.Error(), "register.closed"); closed != c.closed {
				t.Errorf("an act afterwards: %v", w.Err)
			}
		})
	}
}

// A row altered before it was lawfully taken away is found by what the register kept of it.
func TestAlteredThenRemovedIsFound(t *testing.T) {
	h := lived(t)
	tamper, err := h.Tamper()
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(tamper.Exec(`UPDATE main.dossier SET title = 'other' WHERE id = 'd3'`), tamper.Close()); err != nil {
		t.Fatal(err)
	}
	w := h.act(func(tx *store.Tx) error { return tx.Remove("dossier", "d3") })
	ps, err := h.Audit(t.Context(), nil)
	if err != nil || len(ps) != 1 || ps[0].What != "register.problem.row.before" || ps[0].Act != w.Act || ps[0].Place != "dossier/d3@1" {
		t.Errorf("%v %v", ps, err)
	}
}

// An audit looks at one moment: what is written meanwhile is neither missing nor too much.
func TestAuditWhileActsGoOn(t *testing.T) {
	h := open(t)
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for i := range 60 {
				h.dossier(fmt.Sprintf("d%d-%d", w, i), "x", level(label.Level(i%4)))
			}
		})
	}
	quiet := make(chan struct{})
	go func() { writers.Wait(); close(quiet) }()
	for audits := 0; ; audits++ {
		select {
		case <-quiet:
			h.clean()
			t.Logf("%d audits meanwhile", audits)
			return
		default:
			h.clean()
		}
	}
}
