package store

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write PostgreSQL's migrations anew")

// postgresText replaces the one table that PostgreSQL keeps otherwise: words stand in an index of the house's own making, so
// that a hit's score is the same sum on both.
const postgresText = `create table record_fts (rowid bigint primary key, words text collate "C" not null, stems text collate "C" not null);
-- How often each word stands in each record. Kept by the triggers below; a word is as long as fits an index.
create table record_word (word text collate "C" not null, seq bigint not null, n bigint not null, primary key (word, seq));
create index record_word_seq on record_word (seq);
-- +goose StatementBegin
create function record_fts_in() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  insert into main.record_word (word, seq, n)
    select left(w, 250), new.rowid, count(*) from unnest(string_to_array(new.words || ' ' || new.stems, ' ')) as w where w <> '' group by left(w, 250);
  return null;
end $$;
-- +goose StatementEnd
-- +goose StatementBegin
create function record_fts_out() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  delete from main.record_word where seq = old.rowid;
  return null;
end $$;
-- +goose StatementEnd
create trigger record_fts_in after insert on record_fts for each row execute function record_fts_in();
create trigger record_fts_out after delete on record_fts for each row execute function record_fts_out();`

// postgresMarks replaces the way in which the marks come into that table, which can be widened.
const postgresMarks = `alter table record_fts add column marks text collate "C" not null default '';
update record_fts set marks = coalesce((select chr(57344) || r.label from record as r where r.seq = rowid order by r.version desc limit 1), '');
`

// inPostgres gives a migration in PostgreSQL's words: the same tables with the same names, every number a bigint, every text
// compared byte by byte as SQLite does.
func inPostgres(ddl string) string {
	typed := regexp.MustCompile(`(\w+) (text|integer|blob)( not null| default| primary key|,|\n|\))`)
	names := map[string]string{"text": `text collate "C"`, "integer": "bigint", "blob": "bytea"}
	lines := strings.Split(ddl, "\n")
	for i, l := range lines {
		code, note, _ := strings.Cut(l+"\n", "--")
		code = typed.ReplaceAllStringFunc(code, func(m string) string {
			p := typed.FindStringSubmatch(m)
			return p[1] + " " + names[p[2]] + p[3]
		})
		if note != "" {
			note = "--" + note
		}
		lines[i] = strings.TrimSuffix(strings.ReplaceAll(code, " without rowid;", ";")+note, "\n")
	}
	out := strings.Join(lines, "\n")
	out = regexp.MustCompile(`(?m)^create virtual table record_fts .*\n^insert into record_fts.*$`).ReplaceAllLiteralString(out, postgresText)
	out = regexp.MustCompile(`(?s)alter table record_fts rename to record_fts_plain.*?drop table record_fts_plain;\n`).ReplaceAllLiteralString(out, postgresMarks)
	out = regexp.MustCompile(`(?s)alter table record_fts rename to record_fts_marked.*?drop table record_fts_marked;\n`).ReplaceAllLiteralString(out, "alter table record_fts drop column marks;\n")
	return strings.ReplaceAll(out, "drop table record_fts;", "drop table record_word; drop table record_fts; drop function record_fts_in(); drop function record_fts_out();")
}

// TestMigrationsAgree holds that both databases have the same tables, from one text: go test ./internal/store -run
// MigrationsAgree -update writes PostgreSQL's after SQLite's.
func TestMigrationsAgree(t *testing.T) {
	files, err := filepath.Glob("migrations/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join("migrations", "postgres", filepath.Base(f))
		if *update {
			if err := os.WriteFile(to, []byte(inPostgres(string(b))), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(to); err != nil || string(got) != inPostgres(string(b)) {
			t.Errorf("%s does not say what %s says: go test ./internal/store -run MigrationsAgree -update (%v)", to, f, err)
		}
	}
}
