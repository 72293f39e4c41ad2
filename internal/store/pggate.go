package store

import (
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// On PostgreSQL five roles share the work, named after the database. The owner, who is in the store's URL, owns the tables; the
// two that log in own nothing:
//
//	reader, writer  whose connections ask and write. Of schema main they see rows only while the house itself works.
//	gate            owns the views in schema seen, all that a caller's SQL can name. Row security shows it what the reader may see.
//	newer           owns the views in schema newer, which know every version of a row, visible or not; the gate asks them.
//
// For whom a connection reads, and whether the house itself works, stands in two settings of the transaction. Anybody may set
// a setting: so it bears a code made with a key that no role but the owner reads, and the number of the one server process it
// is good for. SQL that a reader runs can make neither, and what it could find in another session's text is good for nothing here.

// pgFunctions reads the two settings; each gives NULL, false or nothing where the code is not right.
const pgFunctions = `
CREATE TABLE IF NOT EXISTS main.gatekey (key bytea NOT NULL);
CREATE OR REPLACE FUNCTION main.bound(setting text, kind text) RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  said text := current_setting(setting, true);
  parts text[];
  held bytea;
BEGIN
  IF coalesce(said, '') = '' THEN RETURN NULL; END IF;
  SELECT key INTO held FROM main.gatekey;
  IF left(said, 64) IS DISTINCT FROM encode(sha256(held || sha256(held || convert_to(substr(said, 65), 'UTF8'))), 'hex') THEN RETURN NULL; END IF;
  parts := string_to_array(substr(said, 65), '|');
  IF parts[1] IS DISTINCT FROM kind OR parts[2] IS DISTINCT FROM pg_backend_pid()::text THEN RETURN NULL; END IF;
  RETURN parts;
END $$;
CREATE OR REPLACE FUNCTION main.housework() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN RETURN main.bound('schild.house', 'house') IS NOT NULL; END $$;
CREATE OR REPLACE FUNCTION main.bits() RETURNS bytea LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN RETURN decode((main.bound('schild.view', 'view'))[6], 'base64'); END $$;
CREATE OR REPLACE FUNCTION main.asof() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN RETURN (main.bound('schild.view', 'view'))[3]::bigint; END $$;
CREATE OR REPLACE FUNCTION main.may(what text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN RETURN coalesce(strpos((main.bound('schild.view', 'view'))[4], what) > 0, false); END $$;
CREATE OR REPLACE FUNCTION main.bearer() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN RETURN convert_from(decode((main.bound('schild.view', 'view'))[5], 'hex'), 'UTF8'); END $$;
REVOKE ALL ON FUNCTION main.bound(text, text) FROM PUBLIC;
CREATE OR REPLACE FUNCTION main.typeof(bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'integer' $$;
`

// pgRoles are the roles of one database.
type pgRoles struct{ database, owner, gate, newer, reader, writer string }

func rolesOf(owner, database string) pgRoles {
	named := func(suffix string) string { return pgx.Identifier{database + "_" + suffix}.Sanitize() }
	return pgRoles{pgx.Identifier{database}.Sanitize(), pgx.Identifier{owner}.Sanitize(), named("gate"), named("newer"), named("reader"), named("writer")}
}

// statements makes the roles, functions, views and policies anew, in one transaction of the owner: what was there of them goes.
func (r pgRoles) statements() string {
	var b strings.Builder
	for _, role := range []string{r.gate, r.newer, r.reader, r.writer} {
		fmt.Fprintf(&b, "DO $$ BEGIN CREATE ROLE %s NOINHERIT; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;\n", role)
	}
	fmt.Fprintf(&b, "GRANT %s, %s TO %s;\n", r.gate, r.newer, r.owner)
	fmt.Fprintf(&b, "REVOKE ALL ON DATABASE %s FROM PUBLIC; GRANT CONNECT ON DATABASE %[1]s TO %s, %s; REVOKE ALL ON SCHEMA public FROM PUBLIC;\n", r.database, r.reader, r.writer)
	// The queue's own tables are the owner's; the writer puts work there.
	fmt.Fprintf(&b, "CREATE SCHEMA IF NOT EXISTS work; GRANT USAGE ON SCHEMA work TO %[1]s; ALTER DEFAULT PRIVILEGES IN SCHEMA work GRANT SELECT, INSERT, UPDATE ON TABLES TO %[1]s;"+
		" ALTER DEFAULT PRIVILEGES IN SCHEMA work GRANT USAGE ON SEQUENCES TO %[1]s;\n", r.writer)
	b.WriteString("DROP SCHEMA IF EXISTS seen CASCADE; DROP SCHEMA IF EXISTS newer CASCADE;\n")
	fmt.Fprintf(&b, "CREATE SCHEMA seen AUTHORIZATION %s; CREATE SCHEMA newer AUTHORIZATION %s;\n", r.gate, r.newer)
	b.WriteString(pgFunctions)
	fmt.Fprintf(&b, "GRANT USAGE ON SCHEMA main TO %s, %s, %s, %s; GRANT USAGE ON SCHEMA newer TO %s; GRANT USAGE ON SCHEMA seen TO %s, %s;\n",
		r.gate, r.newer, r.reader, r.writer, r.gate, r.reader, r.writer)
	for _, t := range tables() {
		r.versions(&b, t)
		r.guard(&b, t.name, r.visible(t))
		r.view(&b, t.name, "SELECT "+strings.Join(t.shown(), ", ")+" FROM main."+t.name)
	}
	r.guard(&b, "act", "at <= (SELECT main.asof()) AND ((SELECT main.may('register')) OR actor = (SELECT main.bearer()))")
	r.view(&b, "act", "SELECT id, at, actor, kind, outcome, dossier, CASE WHEN (SELECT main.may('numbers')) THEN n END AS n FROM main.act")
	// The words of records stand in a table of their own, filled by triggers of the owner's.
	fmt.Fprintf(&b, "GRANT SELECT ON main.record_word TO %s; ALTER FUNCTION main.record_fts_in() SECURITY DEFINER; ALTER FUNCTION main.record_fts_out() SECURITY DEFINER;\n", r.gate)
	r.view(&b, "search", pgSearch)
	r.view(&b, "search_newest", pgSearch+" ORDER BY r.seq DESC")
	for _, name := range []string{"label", "leaf", "node", "checkpoint", "record_fts"} {
		r.guard(&b, name, "false")
	}
	return b.String()
}

// guard puts a table under row security, its owner included.
func (r pgRoles) guard(b *strings.Builder, table, visible string) {
	fmt.Fprintf(b, "ALTER TABLE main.%[1]s ENABLE ROW LEVEL SECURITY; ALTER TABLE main.%[1]s FORCE ROW LEVEL SECURITY;\n", table)
	fmt.Fprintf(b, "REVOKE ALL ON main.%s FROM PUBLIC; GRANT SELECT ON main.%s TO %s, %s; GRANT SELECT, INSERT, DELETE ON main.%s TO %s;\n",
		table, table, r.gate, r.reader, table, r.writer)
	for _, p := range []struct{ name, role, verb, rule string }{
		{"owned", r.owner, "ALL", "USING (true) WITH CHECK (true)"},
		{"versions", r.newer, "SELECT", "USING (true)"},
		{"seen", r.gate, "SELECT", "USING (" + visible + ")"},
		{"read", r.reader, "SELECT", "USING ((SELECT main.housework()))"},
		{"written", r.writer, "ALL", "USING ((SELECT main.housework())) WITH CHECK ((SELECT main.housework()))"},
	} {
		fmt.Fprintf(b, "DROP POLICY IF EXISTS %[1]s ON main.%[2]s; CREATE POLICY %[1]s ON main.%[2]s FOR %[3]s TO %[4]s %[5]s;\n", p.name, table, p.verb, p.role, p.rule)
	}
}

// versions makes the view that knows every version of a table's rows.
func (r pgRoles) versions(b *strings.Builder, t table) {
	cols := "id, version, label, registered"
	if t.key != "" {
		cols += ", " + t.key
	}
	fmt.Fprintf(b, "GRANT SELECT ON main.%s TO %s; SET LOCAL ROLE %s; CREATE VIEW newer.%s AS SELECT %s FROM main.%s; GRANT SELECT ON newer.%s TO %s; RESET ROLE;\n", t.name, r.newer, r.newer, t.name, cols, t.name, t.name, r.gate)
}

// view makes one public view. One of a single table is no security barrier, so that an order or a limit finds its index: row
// security is one by itself.
func (r pgRoles) view(b *strings.Builder, name, query string) {
	with := ""
	if strings.HasPrefix(name, "search") {
		with = "WITH (security_barrier)"
	}
	fmt.Fprintf(b, "SET LOCAL ROLE %s; CREATE VIEW seen.%s %s AS %s; GRANT SELECT ON seen.%s TO %s, %s; RESET ROLE;\n", r.gate, name, with, query, name, r.reader, r.writer)
}

// visible is the rule of a table's rows, the same as innerSelect's.
func (r pgRoles) visible(t table) string {
	same := "n.id = " + t.name + ".id"
	if t.key != "" {
		same += fmt.Sprintf(" AND n.%[1]s = %[2]s.%[1]s", t.key, t.name)
	}
	gate, later := pgCleared(t.name+".label"), "(n.registered <= (SELECT main.asof()) OR NOT "+pgCleared("n.label")+")"
	if t.gate != "" {
		gate, later = "(SELECT main.may('known'))", "n.registered <= (SELECT main.asof())"
	}
	// The moment is tested in a way that no index answers: it is nearly always now, and an index of it no help.
	return fmt.Sprintf("%s AND coalesce(registered <= (SELECT main.asof()), false) AND NOT EXISTS (SELECT 1 FROM newer.%s AS n WHERE %s AND n.version > 1 AND n.version > %s.version AND %s)",
		gate, t.name, same, t.name, later)
}

// pgCleared tests a label's bit; a label newer than the bitset is for those alone who see all.
func pgCleared(column string) string {
	return fmt.Sprintf("CASE WHEN %[1]s >= 0 AND %[1]s < (SELECT 8 * length(main.bits())) THEN get_bit((SELECT main.bits()), %[1]s) = 1 ELSE (SELECT main.may('all')) END", column)
}
