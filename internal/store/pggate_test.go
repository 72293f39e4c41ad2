package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"schild/label"
)

// gated is a database with its gate, past the store: what a reader's connection can do, whatever the store would let through.
type gated struct {
	t     testing.TB
	owner *sql.DB
	key   gatekey
	conn  *pgx.Conn // the reader's
	names pgRoles
}

func newGated(t testing.TB) *gated {
	t.Helper()
	place := Postgres(t)
	owner, err := pgOwner(place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { owner.Close() })
	if err := pgMigrate(t.Context(), owner); err != nil {
		t.Fatal(err)
	}
	cfg, err := pgx.ParseConfig(place)
	if err != nil {
		t.Fatal(err)
	}
	g := &gated{t: t, owner: owner, key: gatekey("a key of the test's own, 32 bytes")}
	g.names = rolesOf(cfg.User, cfg.Database)
	g.exec(`BEGIN; ` + g.names.statements() + `; COMMIT`)
	g.exec(`INSERT INTO main.gatekey VALUES ('\x` + fmt.Sprintf("%x", []byte(g.key)) + `')`)
	g.exec(`ALTER ROLE ` + g.names.reader + ` LOGIN PASSWORD 'reader'`)
	cfg.User, cfg.Password = cfg.Database+"_reader", "reader"
	cfg.RuntimeParams["search_path"] = "seen"
	if g.conn, err = pgx.ConnectConfig(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.conn.Close(context.Background()) })
	return g
}

func (g *gated) exec(query string) {
	g.t.Helper()
	c, err := g.owner.Conn(context.Background())
	if err != nil {
		g.t.Fatal(err)
	}
	defer c.Close()
	err = c.Raw(func(dc any) error {
		_, err := dc.(*stdlib.Conn).Conn().PgConn().Exec(context.Background(), query).ReadAll()
		return err
	})
	if err != nil {
		g.t.Fatal(err)
	}
}

// see asks one question as a reader, in a transaction bound to that reader.
func (g *gated) see(b *binding, query string) ([]string, error) {
	return g.seeSet(`SET LOCAL schild.view = '`+g.key.view(g.conn.PgConn().PID(), b)+`'`, query)
}

// seeSet asks one question after a setting.
func (g *gated) seeSet(setting, query string) ([]string, error) {
	ctx := context.Background()
	tx, err := g.conn.Begin(ctx)
	if err != nil {
		g.t.Fatal(err)
	}
	defer tx.Rollback(ctx)
	if _, err := tx.Exec(ctx, setting); err != nil {
		g.t.Fatal(err)
	}
	rows, err := tx.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(r pgx.CollectableRow) (string, error) {
		v, err := r.Values()
		return strings.Trim(fmt.Sprint(v), "[]"), err
	})
}

// TestLatticePostgres holds what TestLattice holds, of the row security of PostgreSQL alone.
func TestLatticePostgres(t *testing.T) {
	g, labels := newGated(t), LatticeLabels()
	g.exec(`INSERT INTO main.dossier SELECT 'd' || to_char(n, 'FM0000'), 1, n, 'a', 1, '', '', '', '', '', '', '', '', '' FROM generate_series(0, ` + fmt.Sprint(len(labels)-1) + `) AS n`)
	DecideLattice(t, labels, func(c label.Clearance) ([]string, error) {
		return g.see(&binding{Binding: Binding{Person: "r", Clearance: c}, bits: c.Visible(labels)}, `SELECT id FROM dossier`)
	})
	if shown, err := g.see(nil, `SELECT id FROM dossier`); err != nil || len(shown) > 0 {
		t.Errorf("who is not bound sees %d rows, %v", len(shown), err)
	}
}

// TestGateKnowsVersions holds that the newest version decides, whatever its label, and that a past moment shows nothing that
// was closed to the reader since: the rules of newest, in PostgreSQL.
func TestGateKnowsVersions(t *testing.T) {
	g := newGated(t)
	g.exec(`INSERT INTO main.dossier SELECT id, version, label, 'a', registered, '', title, '', '', '', '', '', '', '' FROM (VALUES
		('raised', 1, 0, 10, 'open'), ('raised', 2, 1, 20, 'closed'), ('lowered', 1, 1, 10, 'closed'), ('lowered', 2, 0, 20, 'open'),
		('grown', 1, 0, 10, 'first'), ('grown', 2, 0, 20, 'second'), ('newer', 1, 7, 10, 'of a label newer than the bitset')) AS v(id, version, label, registered, title)`)
	g.exec(`INSERT INTO main.content SELECT 'c', version, 0, 'a', registered, part, 's', '', '' FROM (VALUES ('raw', 1, 10), ('raw', 2, 20), ('text', 1, 10)) AS v(part, version, registered)`)
	low, high := []byte{0b01}, []byte{0b11}
	for _, c := range []struct {
		bits        []byte
		asof        int64
		query, want string
	}{
		{low, 0, `SELECT id, title FROM dossier ORDER BY id`, "grown second;lowered open"},
		{high, 0, `SELECT id, title FROM dossier ORDER BY id`, "grown second;lowered open;raised closed"},
		{low, 15, `SELECT id, title FROM dossier ORDER BY id`, "grown first"},
		{high, 15, `SELECT id, title FROM dossier ORDER BY id`, "grown first;lowered closed;raised open"},
		{high, 5, `SELECT id, title FROM dossier ORDER BY id`, ""},
		{low, 0, `SELECT part, version FROM content ORDER BY part`, "raw 2;text 1"},
		{nil, 0, `SELECT count(*) FROM dossier`, "0"},
	} {
		got, err := g.see(&binding{Binding: Binding{Person: "r", AsOf: c.asof}, bits: c.bits}, c.query)
		if err != nil || strings.Join(got, ";") != c.want {
			t.Errorf("%08b at %d: %s: %q %v, want %q", c.bits, c.asof, c.query, got, err, c.want)
		}
	}
}

// TestGateOfPeopleAndActs holds who sees colleagues' names, acts and numbers of acts.
func TestGateOfPeopleAndActs(t *testing.T) {
	g := newGated(t)
	g.exec(`INSERT INTO main.person VALUES ('p', 1, 0, 'a', 1, 'A Name', '', 0, '', '', 4, 'SECRETWORD', '', '', '', 1)`)
	g.exec(`INSERT INTO main.act VALUES (7, 'a', 1, 'p', 'k', 'done', '', '\x00', '\x00'), (8, 'b', 2, 'q', 'k', 'done', '', '\x00', '\x00')`)
	for _, c := range []struct {
		who         Binding
		query, want string
	}{
		{Binding{Person: "p"}, `SELECT name FROM person`, "A Name"},
		{Binding{Person: "p", Clearance: label.Clearance{Outside: true}}, `SELECT name FROM person`, ""},
		{Binding{Person: "p"}, `SELECT id, n FROM act ORDER BY id`, "a <nil>"},
		{Binding{Person: "z", Register: true}, `SELECT id, n FROM act ORDER BY id`, "a <nil>;b <nil>"},
		{Binding{Person: "q", Numbers: true}, `SELECT id, n FROM act ORDER BY id`, "b 8"},
		{Binding{Person: "q", Numbers: true, AsOf: 1}, `SELECT id, n FROM act ORDER BY id`, ""},
		{Binding{Person: "z", all: true}, `SELECT id, n FROM act ORDER BY id`, "a 7;b 8"},
		{Binding{Person: `it's "q|`}, `SELECT count(*) FROM act`, "0"},
	} {
		got, err := g.see(&binding{Binding: c.who}, c.query)
		if err != nil || strings.Join(got, ";") != c.want {
			t.Errorf("%+v: %s: %q %v, want %q", c.who, c.query, got, err, c.want)
		}
	}
	for _, q := range []string{`SELECT level FROM person`, `SELECT sealed FROM act`, `SELECT dup FROM statement`, `SELECT text FROM label`} {
		if got, err := g.see(&binding{Binding: Binding{all: true}}, q); err == nil {
			t.Errorf("%s is answered: %q", q, got)
		}
	}
}

// TestSettingsCannotBeForged holds that no setting but one made with the key, for this very server process, shows anything.
func TestSettingsCannotBeForged(t *testing.T) {
	g := newGated(t)
	g.exec(`INSERT INTO main.dossier VALUES ('d', 1, 0, 'a', 1, '', 'a title', '', '', '', '', '', '', '')`)
	pid, all := g.conn.PgConn().PID(), &binding{Binding: Binding{all: true}}
	good, other := g.key.view(pid, all), gatekey("another key, also of 32 bytes ...")
	for name, setting := range map[string]string{
		"another key": other.view(pid, all), "another process": g.key.view(pid+1, all), "cut": good[:len(good)-1], "more": good + "A",
		"raised": strings.Replace(g.key.view(pid, &binding{}), "known", "all", 1), "the code alone": good[:64], "of the house": g.key.house(pid),
		"no code": good[64:], "short": "x", "many words": strings.Repeat("|", 500),
	} {
		got, err := g.seeSet(`SET LOCAL schild.view = '`+setting+`'`, `SELECT title FROM seen.dossier`)
		if err != nil || len(got) > 0 {
			t.Errorf("%s: shows %q, %v", name, got, err)
		}
	}
	for name, setting := range map[string]string{"another key": other.house(pid), "another process": g.key.house(pid + 1), "of a view": good, "": ""} {
		got, err := g.seeSet(`SET LOCAL schild.house = '`+setting+`'`, `SELECT title FROM main.dossier`)
		if err != nil || len(got) > 0 {
			t.Errorf("%s: the house shows %q, %v", name, got, err)
		}
	}
	if got, err := g.seeSet(`SET LOCAL schild.house = '`+g.key.house(pid)+`'`, `SELECT title FROM main.dossier`); err != nil || len(got) != 1 {
		t.Errorf("the house itself sees %q, %v", got, err)
	}
	for _, q := range []string{`SET ROLE ` + g.names.gate, `SET ROLE ` + g.names.newer, `SET ROLE ` + g.names.owner, `SET SESSION AUTHORIZATION ` + g.names.owner,
		`CREATE TABLE seen.x (n int)`, `CREATE TABLE main.x (n int)`, `CREATE TEMP TABLE x (n int)`, `CREATE SCHEMA x`, `INSERT INTO main.dossier SELECT * FROM main.dossier`,
		`DELETE FROM main.dossier`, `ALTER TABLE main.dossier DISABLE ROW LEVEL SECURITY`, `SELECT key FROM main.gatekey`, `SELECT * FROM newer.dossier`,
		`SELECT main.bound('schild.view', 'view')`, `SELECT n FROM main.record_word`, `COPY main.dossier TO PROGRAM 'cat'`, `SELECT pg_read_file('postgresql.conf')`} {
		if got, err := g.seeSet(`SET LOCAL schild.house = '`+g.key.house(pid)+`'`, q); err == nil {
			t.Errorf("%s\n is answered: %q", q, got)
		}
	}
}

// Raw is a reader's connection as the server knows it, with nobody between who judges or translates.
type Raw struct{ *gated }

// Raw opens one to the database of a store.
func (s *Store) Raw(t testing.TB) Raw {
	t.Helper()
	e := s.engine.(*served)
	cfg := e.owner.Copy()
	cfg.User, cfg.Password, cfg.RuntimeParams["search_path"] = cfg.Database+"_reader", e.password("reader"), "seen"
	c, err := pgx.ConnectConfig(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(context.Background()) })
	if _, err := c.Exec(t.Context(), `SET statement_timeout = 1000`); err != nil { // some sleep, some wait for a lock
		t.Fatal(err)
	}
	return Raw{&gated{t: t, key: e.key, conn: c, names: e.roles}}
}

// Ask asks as a reader.
func (r Raw) Ask(s *Store, b Binding, query string) ([]string, error) { return r.see(s.bind(b), query) }
