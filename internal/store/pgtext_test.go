package store

import (
	"reflect"
	"strings"
	"testing"
)

// TestTranslate shows what becomes of the house's SQL on PostgreSQL.
func TestTranslate(t *testing.T) {
	for in, want := range map[string]pgQuery{
		`SELECT id FROM record WHERE id = $1`:                                  {text: `SELECT id FROM record WHERE id = $1`},
		`SELECT a FROM main.b AS n INDEXED BY b_newer WHERE n.id = ? AND c=?`:  {text: `SELECT a FROM main.b AS n  WHERE n.id = $1 AND c=$2`},
		`SELECT v FROM t WHERE +st.property IN (?, ?) AND a + b > -1`:          {text: `SELECT v FROM t WHERE st.property IN ($1, $2) AND a + b > -1`},
		`SELECT instr(lower(title), 'it''s ?'), typeof(seq) LIKE 'x%' FROM n`:  {text: `SELECT strpos(lower(title), 'it''s ?'), main.typeof(seq) ILIKE 'x%' FROM n`},
		`SELECT id FROM search WHERE query MATCH $2 AND label = $1`:            {text: `SELECT id FROM search WHERE query = $2 AND label = $1`, arg: 2},
		`SELECT id FROM search AS x WHERE x.query MATCH 'a' ORDER BY score`:    {text: `SELECT id FROM search AS x WHERE x.query = current_setting('schild.match') ORDER BY score`, match: "a"},
		`SELECT id FROM search WHERE query MATCH 'it''s' AND title = 'INSTR('`: {text: `SELECT id FROM search WHERE query = current_setting('schild.match') AND title = 'INSTR('`, match: "it's"},
	} {
		if got, err := pgTranslate(in); err != nil || got != want {
			t.Errorf("%s\n becomes %+v %v\n    want %+v", in, got, err, want)
		}
	}
	for _, in := range []string{`SELECT 1 WHERE query MATCH $1 OR query MATCH $2`, `SELECT 1 WHERE query MATCH lower($1)`, `SELECT 'open`, `SELECT "open`, `SELECT $$x$$`} {
		if got, err := pgTranslate(in); err == nil {
			t.Errorf("%s becomes %+v", in, got)
		}
	}
}

// TestVet holds that what desks write passes and what only somebody hostile writes does not.
func TestVet(t *testing.T) {
	for _, q := range []string{
		`SELECT count(*) FROM (SELECT r.id FROM record AS r WHERE r.kind <> 'pg_class' LIMIT $1) AS counted`,
		`WITH RECURSIVE up(id, n) AS (SELECT id, 1 FROM cases WHERE id = $1 UNION ALL SELECT c.parent, n + 1 FROM up JOIN cases AS c ON c.id = up.id) SELECT coalesce(max(n), 0) FROM up`,
		`SELECT a.id, row_number() OVER (PARTITION BY a.kind ORDER BY a.at) FROM act AS a WHERE a.id IN ($1, $2) AND (a.at > 1 OR NOT (a.at = 0))`,
		`VALUES (1, 'main.dossier')`, `SELECT "record" FROM note AS "x" WHERE "x".id = 'update; --'`,
	} {
		if err := pgVet(q); err != nil {
			t.Errorf("%s\n is refused: %v", q, err)
		}
	}
	for _, q := range []string{``, `DELETE FROM x`, `SELECT 1; SELECT 2`, `SELECT 1 -- x`, `SELECT pg_sleep(1)`, `SELECT "pg_sleep" (1)`, `SELECT "PG_CLASS".relname FROM "pg_class"`, `SELECT x FROM Main . dossier`,
		`SELECT set_config ('a', 'b', true)`, `WITH x AS (DELETE FROM y) SELECT 1`, `SELECT E'a'`, `SELECT U&"a"`, `SELECT $a$x$a$`, `SELECT 'x'::regclass`, `SELECT current_user`, `SELECT a FROM b FOR UPDATE`, `(SELECT 1)`, "SELECT 1\x00"} {
		if pgVet(q) == nil {
			t.Errorf("%s\n is let through", q)
		}
	}
}

// TestSearchForms holds that a typed word is looked for in the same forms on both engines.
func TestSearchForms(t *testing.T) {
	for in, want := range map[string][][]string{
		MatchExpression("night"): {{"night*"}}, `secret`: {{"secret"}}, `"Secret" AND b*`: {{"secret"}, {"b*"}}, `("a" OR "b") AND ("c"*)`: {{"a", "b"}, {"c*"}},
		`a NOT b`: {}, `NEAR(a b)`: {}, ``: {},
	} {
		got := searchForms(in)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", in, got, want)
		}
	}
}

// FuzzVet: no text makes the judge or the translator panic, and what is let through is one statement that begins as a question.
func FuzzVet(f *testing.F) {
	f.Add(`SELECT id FROM record WHERE id = $1 AND query MATCH 'x'`)
	f.Add(`SELECT E'\'' "x`)
	f.Fuzz(func(t *testing.T, q string) {
		_, _ = pgTranslate(q)
		if pgVet(q) != nil {
			return
		}
		ws, err := lex(q)
		if err != nil || len(ws) == 0 || !has([]string{"select", "with", "values"}, strings.ToLower(ws[0].text)) {
			t.Errorf("%q is let through", q)
		}
	})
}
