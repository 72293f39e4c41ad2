package store_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"schild/fault"
	"schild/internal/store"
	"schild/label"
)

// tries is how many composed queries TestRandomHostileSQL asks of each engine.
var tries = flag.Int("hostile", 2_000, "hostile queries to compose")

// hostile are queries that try to reach past the view, one a line. Each fails or shows nothing of what is hidden. What a fuzzer
// finds goes there.
func hostile(t testing.TB) []string {
	b, err := os.ReadFile("testdata/hostile.sql")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

const marker = "secretmarker"

// worlds are two houses that hold the same for the reader and differ in everything the reader may not see.
type worlds struct{ empty, full *house }

func newWorlds(t testing.TB) worlds {
	w := worlds{openBy(t, rand.NewChaCha8([32]byte{1})), openBy(t, rand.NewChaCha8([32]byte{1}))} // the same chance in both
	for _, h := range []*house{w.empty, w.full} {
		h.dossier("seen", "seen", level(label.Restricted))
		h.record("src", "seen", "seen by night", level(label.Restricted))
		h.act(func(tx *store.Tx) error { // in both: a label's number is no secret of this reader's
			return tx.Insert("dossier", "level", level(label.Secret), dossierRow("level"))
		})
	}
	w.fill(t)
	return w
}

// fill puts into the full world what is hidden.
func (w worlds) fill(t testing.TB) {
	t.Helper()
	for i := range 5 {
		w.full.dossier(fmt.Sprint("d", i), marker, label.Label{Level: label.Secret, Circles: label.NewSet(fmt.Sprint("desk:", i))})
		w.full.record("src", marker, strings.Repeat(marker+" ", i+1), level(label.Secret))
	}
}

// ask puts one query to both worlds and says what is wrong with the answers. ran tells whether it was answered.
func (w worlds) ask(query string) (wrong string, ran bool) {
	a, aerr := w.empty.ask(query)
	b, berr := w.full.ask(query)
	switch {
	case fault.Is(aerr, fault.Late) || fault.Is(berr, fault.Late):
		return "", false
	case strings.Contains(strings.Join(b, " "), marker) && !strings.Contains(query, marker):
		return fmt.Sprintf("shows %q", b), true
	case (aerr == nil) != (berr == nil):
		return fmt.Sprintf("fails in one world alone: %v, %v", aerr, berr), true
	case !slices.Equal(a, b):
		return fmt.Sprintf("is answered %q and %q", a, b), true
	case berr != nil && strings.Contains(fmt.Sprint(fault.Outward(berr)), marker):
		return fmt.Sprintf("tells in its error: %v", fault.Outward(berr)), true
	}
	return "", berr == nil
}

// ask asks as a reader of what is restricted, for a second at most.
func (h *house) ask(query string) ([]string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	var out []string
	_, err := h.Read(ctx, func(*store.Lookup) (store.Binding, error) {
		return store.Binding{Person: "reader", Clearance: cleared(label.Restricted)}, nil
	}, func(v *store.View) error { return v.Select(&out, query) })
	if ctx.Err() != nil {
		err = fault.Wrap(ctx.Err(), fault.Late, "store.cancelled")
	}
	slices.Sort(out)
	return out, err
}

// TestHostileSQL asks what has been thought of so far.
func TestHostileSQL(t *testing.T) {
	both(t, func(t *testing.T) {
		w := newWorlds(t)
		for _, q := range hostile(t) {
			if wrong, _ := w.ask(q); wrong != "" {
				t.Errorf("%s\n %s", q, wrong)
			}
		}
		for name, h := range map[string]*house{"empty": w.empty, "full": w.full} {
			if got := h.mustSee(trusted(), `SELECT count(*) FROM dossier WHERE id IN ('seen', 'level')`); got != "[2]" {
				t.Errorf("the %s house was changed: %s", name, got)
			}
			h.clean()
		}
	})
}

// TestRandomHostileSQL composes queries from what matters, well-formed as far as chance goes.
func TestRandomHostileSQL(t *testing.T) {
	both(t, func(t *testing.T) {
		w, g, ran := newWorlds(t), composer{rand.New(rand.NewPCG(1, 2))}, 0
		for range *tries {
			q := g.query(3)
			wrong, done := w.ask(q)
			if wrong != "" {
				t.Fatalf("%s\n %s", q, wrong)
			}
			if done {
				ran++
			}
		}
		t.Logf("%d of %d queries were answered", ran, *tries)
		if ran < *tries/20 {
			t.Error("hardly a query was well-formed: nothing was tried")
		}
	})
}

// composer writes queries.
type composer struct{ *rand.Rand }

func (g composer) of(list ...string) string { return list[g.IntN(len(list))] }

func (g composer) query(depth int) string {
	with := ""
	if g.IntN(6) == 0 && depth > 0 {
		with = "WITH " + g.of("dossier", "record", "x", "main") + " AS (" + g.query(depth-1) + ") "
	}
	q := with + "SELECT " + g.of("", "", "", "DISTINCT ") + g.value(depth) + g.of(" AS id", " AS title", " AS label") + " FROM " + g.from(depth)
	if g.IntN(2) == 0 {
		q += " WHERE " + g.test(depth)
	}
	if g.IntN(8) == 0 {
		q += g.of(" GROUP BY 1", " ORDER BY 1", " LIMIT 1", " HAVING count(*) > 0")
	}
	if depth > 0 && g.IntN(8) == 0 {
		q += g.of(" UNION ALL ", " UNION ", " EXCEPT ", " INTERSECT ") + g.query(depth-1)
	}
	return q
}

func (g composer) from(depth int) string {
	one := g.of("dossier", "dossier", "record", "search", "act", "content", "search_newest")
	if g.IntN(8) == 0 {
		one = g.of("leaf", "checkpoint", "node", "goose_db_version", "main.dossier", "main.record", "newer.dossier", "seen.dossier", "pg_class", "pg_stats", "sqlite_schema", "label", "main.label", "record_fts", "main.record_fts", "main.record_word",
			"x", "temp.dossier", "json_each('[1]')", "main.gatekey", "information_schema.tables", "pg_stat_user_tables", "person")
	}
	switch {
	case depth > 0 && g.IntN(5) == 0:
		return "(" + g.query(depth-1) + ") AS " + g.of("a", "dossier", "record")
	case depth > 0 && g.IntN(5) == 0:
		return one + g.of(" JOIN ", " LEFT JOIN ", " FULL JOIN ") + g.from(depth-1) + g.of(" ON true", " ON 1 = 1", " USING (id)", " USING (label)")
	case depth > 0 && g.IntN(9) == 0:
		return one + g.of(", ", " CROSS JOIN ", " NATURAL JOIN ") + g.from(depth-1)
	}
	return one + g.of("", "", "", " AS a", " AS dossier")
}

func (g composer) value(depth int) string {
	switch n := g.IntN(14); {
	case depth > 0 && n == 0:
		return "(" + g.query(depth-1) + ")"
	case depth > 0 && n == 1:
		return g.of("count", "max", "min", "length", "lower", "coalesce", "substr", "replace") + "(" + g.value(depth-1) + ")"
	case depth > 0 && n == 2:
		return g.of("sum", "abs", "group_concat", "string_agg", "quote", "hex", "typeof", "pg_typeof", "to_json", "row_to_json", "pg_relation_size", "current_setting", "relevance", "bm25",
			"xmlforest", "query_to_xml", "set_config", "lo_get", "visible", "main.bits") + "(" + g.value(depth-1) + ")"
	case depth > 0 && n == 3:
		return g.value(depth-1) + g.of(" + ", " / ", " || ", " = ", " - ") + g.value(depth-1)
	case depth > 0 && n == 4:
		return "CAST(" + g.value(depth-1) + " AS " + g.of("integer", "text", "text", "bigint", "bytea", "regclass", "json") + ")"
	case depth > 0 && n == 5:
		return "CASE WHEN " + g.test(depth-1) + " THEN " + g.value(depth-1) + " END"
	case n == 6:
		return g.of("score", "query", "n", "at", "words", "a.title", "dossier.title", "relname", "reltuples", "ctid", "rowid", "seq", "sealed", "*", "dossier", "text", "name", "level", "registered")
	}
	return g.of("id", "id", "label", "label", "title", "count(*)", "1", "'x'", "NULL")
}

func (g composer) test(depth int) string {
	if depth > 0 && g.IntN(4) == 0 {
		return g.of("EXISTS (", "NOT EXISTS (", "1 IN (", "'x' < ALL (", "id IN (", "label IN (") + g.query(depth-1) + ")"
	}
	return g.of("query MATCH 'secretmark*'", "query MATCH 'seen'", "title LIKE 's%'", "label = 1", "1 / (label - 1) > 0", "1 / (length(title) - 12) > 0", "title = 'seen'", "1 = 1", "id > ''", g.value(depth-1)+" IS NULL",
		"CAST(title AS integer) > 0", "label > 0", "1 / (length(id) - 2) > 0")
}

// FuzzHostileSQL lets random SQL loose on both worlds, in an encrypted file.
func FuzzHostileSQL(f *testing.F) { fuzzHostile(f) }

// FuzzHostilePostgres does on a server. The fuzzer has no way of naming tests: its own name chooses.
func FuzzHostilePostgres(f *testing.F) { fuzzHostile(f) }

func fuzzHostile(f *testing.F) {
	for _, q := range hostile(f) {
		f.Add(q)
	}
	g := composer{rand.New(rand.NewPCG(3, 4))}
	for range 300 {
		f.Add(g.query(3))
	}
	w := newWorlds(f)
	f.Fuzz(func(t *testing.T, q string) {
		if strings.Contains(strings.ToLower(q), marker) || strings.ContainsAny(q, "?$") {
			return
		}
		if wrong, _ := w.ask(q); wrong != "" {
			t.Fatalf("%s\n %s", q, wrong)
		}
		if after, err := w.full.see(trusted(), `SELECT title FROM dossier WHERE id = 'level'`); err != nil || fmt.Sprint(after) != "[level]" {
			t.Fatalf("%q changed the house: %v %v", q, after, err)
		}
	})
}
