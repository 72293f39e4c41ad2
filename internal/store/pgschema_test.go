package store

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3/driver"
)

// Each pair asks both databases for the same lines: every column with its type and whether it may be null, every index.
const (
	liteColumns = `SELECT m.name || '.' || c.name || ' ' || lower(c.type) || CASE WHEN c."notnull" OR c.pk > 0 THEN '' ELSE ' null' END
		FROM main.sqlite_schema AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'`
	pgColumns = `SELECT table_name || '.' || column_name || ' ' || data_type || CASE is_nullable WHEN 'NO' THEN '' ELSE ' null' END
		FROM information_schema.columns WHERE table_schema = 'main'`
	liteIndexes = `SELECT name || ' on ' || tbl_name FROM main.sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`
	pgIndexes   = `SELECT i.relname || ' on ' || t.relname FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid JOIN pg_class AS t ON t.oid = x.indrelid
		WHERE i.relnamespace = 'main'::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_constraint AS c WHERE c.conindid = i.oid)`
)

// lines gives the answers to a query in order, but for the tables that each database keeps its own way.
func lines(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(s, "record_fts") && !strings.HasPrefix(s, "record_word") && !strings.HasPrefix(s, "goose_") {
			out = append(out, strings.NewReplacer("integer", "bigint", "bytea", "blob").Replace(s))
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// TestSchemasAgree holds that both databases, made by their own migrations, have the same tables, columns, types and indexes.
func TestSchemasAgree(t *testing.T) {
	owner := Postgres(t)
	lite, err := driver.Open(":memory:", registerPlainFTS)
	if err != nil {
		t.Fatal(err)
	}
	defer lite.Close()
	lite.SetMaxOpenConns(1)
	pg, err := pgOwner(owner)
	if err != nil {
		t.Fatal(err)
	}
	defer pg.Close()
	for range 2 { // a second time there is nothing to do
		if err := pgMigrate(t.Context(), pg); err != nil {
			t.Fatal(err)
		}
	}
	if err := migrateTo(t.Context(), lite); err != nil {
		t.Fatal(err)
	}
	for _, q := range [][2]string{{liteColumns, pgColumns}, {liteIndexes, pgIndexes}} {
		a, b := lines(t, lite, q[0]), lines(t, pg, q[1])
		for _, x := range a {
			if !slices.Contains(b, x) {
				t.Errorf("PostgreSQL lacks %s", x)
			}
		}
		for _, x := range b {
			if !slices.Contains(a, x) {
				t.Errorf("SQLite lacks %s", x)
			}
		}
		t.Logf("%d compared", len(a))
	}
}
