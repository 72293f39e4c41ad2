package store

import (
	"context"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"

	"schild/fault"
)

// served is a store on a PostgreSQL server. Contents are sealed there as in a file; what is searched stands in clear, and the
// server's disk and administrator are trusted with it.
type served struct {
	s     *Store
	owner *pgx.ConnConfig
	roles pgRoles
	key   gatekey
}

// ownerOf reads the URL of a database: how its owner connects, whose unqualified names are those of schema main.
func ownerOf(place string) (*pgx.ConnConfig, error) {
	cfg, err := pgx.ParseConfig(place)
	if err != nil || len(cfg.Database) > 50 { // the roles are named after it, in 63 bytes
		return nil, fault.New(fault.Invalid, "store.place") // the driver's words would show the password
	}
	cfg.RuntimeParams["search_path"] = "main"
	return cfg, nil
}

// databaseOf gives the name of the database in a URL, "" for none.
func databaseOf(place string) (string, error) {
	if place == "" {
		return "", nil
	}
	cfg, err := ownerOf(place)
	if err != nil {
		return "", err
	}
	return cfg.Database, nil
}

func newServed(s *Store) (engine, error) {
	cfg, err := ownerOf(s.cfg.Place)
	if err != nil {
		return nil, err
	}
	return &served{s: s, owner: cfg, roles: rolesOf(cfg.User, cfg.Database), key: gatekey(s.keys.derive("gate"))}, nil
}

// prepare makes schema, roles and gates as the owner, then is the owner no more.
func (e *served) prepare(ctx context.Context) error {
	db := stdlib.OpenDB(*e.owner)
	db.SetMaxOpenConns(1)
	err := e.claim(ctx, sqlx.NewDb(db, "pgx")) // gates are not made anew under another's feet
	if fault.Is(err, fault.Refused) {
		return errors.Join(err, db.Close())
	}
	if err == nil {
		err = pgMigrate(ctx, db)
	}
	if err == nil {
		err = e.gates(ctx, db)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return fault.Wrap(err, fault.Broken, "store.migrate", "dir", e.owner.Database)
	}
	return nil
}

// pgMigrate brings a database to the newest schema, as its owner.
func pgMigrate(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, `CREATE SCHEMA IF NOT EXISTS main`); err != nil {
		return err
	}
	p, err := migrator(db, goose.DialectPostgres, "migrations/postgres")
	if err == nil {
		_, err = p.Up(ctx)
	}
	return err
}

func (e *served) gates(ctx context.Context, db *sql.DB) error {
	var b strings.Builder
	b.WriteString("BEGIN; SELECT pg_advisory_xact_lock(" + writerLock + " + 1);\n" + e.roles.statements())
	fmt.Fprintf(&b, "DELETE FROM main.gatekey; INSERT INTO main.gatekey VALUES ('\\x%s');\n", hex.EncodeToString(e.key))
	for _, r := range []struct{ role, secret string }{{e.roles.reader, e.password("reader")}, {e.roles.writer, e.password("writer")}} {
		fmt.Fprintf(&b, "ALTER ROLE %s LOGIN PASSWORD '%s';\n", r.role, e.verifier(r.secret))
	}
	b.WriteString("COMMIT")
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Raw(func(dc any) error {
		_, err := dc.(*stdlib.Conn).Conn().PgConn().Exec(ctx, b.String()).ReadAll()
		return err
	})
}

// password is what the house's own roles log in with; nobody types it.
func (e *served) password(role string) string {
	return hex.EncodeToString(e.s.keys.derive("postgres " + role))
}

// verifier is a password as the server keeps it (RFC 5802, RFC 7677): it is never told the password itself.
func (e *served) verifier(password string) string {
	const rounds = 4096 // the password is 32 random bytes: more rounds add nothing
	salt := e.s.keys.derive("postgres salt")[:16]
	salted, err := pbkdf2.Key(sha256.New, password, salt, rounds, sha256.Size)
	if err != nil { // only for sizes that are not these
		panic("store: " + err.Error())
	}
	mac := func(key []byte, text string) []byte {
		m := hmac.New(sha256.New, key)
		m.Write([]byte(text))
		return m.Sum(nil)
	}
	stored := sha256.Sum256(mac(salted, "Client Key"))
	b64 := base64.StdEncoding.EncodeToString
	return fmt.Sprintf("SCRAM-SHA-256$%d:%s$%s:%s", rounds, b64(salt), b64(stored[:]), b64(mac(salted, "Server Key")))
}

// open opens a pool of one of the two roles that own nothing.
func (e *served) open(writer bool) (*sql.DB, error) {
	cfg, role := e.owner.Copy(), "reader"
	if writer {
		role = "writer"
	}
	cfg.User, cfg.Password, cfg.RuntimeParams["search_path"] = cfg.Database+"_"+role, e.password(role), "seen"
	cfg.RuntimeParams["jit"] = "off" // it costs more than all that a page asks
	cfg.RuntimeParams["standard_conforming_strings"] = "on"
	return sql.OpenDB(pgConnector{stdlib.GetConnector(*cfg), e.key, writer}), nil
}

func (e *served) session(conn any) *session {
	if c, ok := conn.(*pgConn); ok {
		return c.ses
	}
	return nil
}

// plain is the owner's: the work queue makes tables of its own.
func (e *served) plain() (*sql.DB, error) {
	cfg := e.owner.Copy()
	cfg.RuntimeParams["search_path"] = "work"
	return stdlib.OpenDB(*cfg), nil
}

func (e *served) columns(ctx context.Context, c *sqlx.Conn, table string) (cols []column, err error) {
	return cols, c.SelectContext(ctx, &cols, `SELECT attname AS name, replace(format_type(atttypid, NULL), 'bytea', 'blob') AS type
		FROM pg_attribute WHERE attrelid = ('main.' || $1::text)::regclass AND attnum > 0 AND NOT attisdropped`, table)
}

// writerLock is the number of the lock that the one writer holds.
const writerLock = "7236812"

// claim takes the lock of the one writer for as long as its connection lives. A server takes a moment to see that another is gone.
func (e *served) claim(ctx context.Context, c sqlx.QueryerContext) error {
	for range 100 {
		var free bool
		if err := sqlx.GetContext(ctx, c, &free, `SELECT pg_try_advisory_lock(`+writerLock+`)`); err != nil || free {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return fault.New(fault.Refused, "store.writer", "database", e.owner.Database)
}

func (e *served) sound(a *audit) (wrong []string, err error) {
	return wrong, a.c.SelectContext(a.ctx, &wrong, `SELECT 'table ' || relname FROM pg_class WHERE relnamespace = 'main'::regnamespace AND relkind = 'r'
		AND relname NOT IN ('gatekey', 'goose_db_version', 'record_word') AND NOT (relrowsecurity AND relforcerowsecurity)
		UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid WHERE relnamespace = 'main'::regnamespace AND tgname NOT IN ('record_fts_in', 'record_fts_out')
		UNION ALL SELECT 'index ' || c.relname FROM pg_index AS x JOIN pg_class AS c ON c.oid = x.indexrelid WHERE c.relnamespace = 'main'::regnamespace AND NOT x.indisvalid`)
}

func (e *served) rest(*writer) {}

func (e *served) close() error { return nil }
