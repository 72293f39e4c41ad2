package store

import (
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/ext/fts5"
)

// session is what one connection knows of the reader it serves. Only the goroutine that holds the connection touches it.
type session struct {
	bound  *binding // nil: nothing is visible
	house  bool     // true while the store itself works; never while a caller's SQL is prepared
	writer bool
	sought []sought // by the searches of the view that is bound
	nonce  string
	public map[string]bool
	hidden map[string]bool
	kept   map[wording]*sqlx.Stmt
}

// prepare gives a new connection its key, functions, views and authorizer, in that order: views are made before
// the authorizer that forbids making any, FTS5 is first used after it is set.
func (s *Store) prepare(c *sqlite3.Conn, writer bool) (*session, error) {
	if err := pragmas(c, s.keys.database()); err != nil {
		return nil, err
	}
	ses := &session{writer: writer, nonce: s.nonce, public: map[string]bool{}, hidden: map[string]bool{}, kept: map[wording]*sqlx.Stmt{}}
	if err := ses.functions(c); err != nil {
		return nil, err
	}
	if err := ses.views(c); err != nil {
		return nil, err
	}
	if writer { // identities are random, so what is written next may lie on any page
		if err := c.Exec("PRAGMA cache_size=-131072"); err != nil {
			return nil, err
		}
	}
	if !writer { // after the views, which it would forbid to make
		if err := c.Exec("PRAGMA query_only=on"); err != nil {
			return nil, err
		}
	}
	if err := c.SetAuthorizer(ses.authorize); err != nil {
		return nil, err
	}
	return ses, nil
}

func pragmas(c *sqlite3.Conn, key []byte) error {
	list := []string{
		"hexkey='" + hex.EncodeToString(key) + "'", "busy_timeout=30000", "journal_mode=wal", "synchronous=full",
		"secure_delete=on", "temp_store=memory", "foreign_keys=off", "cache_size=-64000", "wal_autocheckpoint=4000", "trusted_schema=on",
	}
	for _, p := range list {
		if err := c.Exec("PRAGMA " + p); err != nil {
			return fmt.Errorf("pragma %s: %w", strings.SplitN(p, "=", 2)[0], err)
		}
	}
	return nil
}

// functions registers the gates and the search score. They are not deterministic for the planner: the same label
// is visible to one binding and not to the next.
func (ses *session) functions(c *sqlite3.Conn) error {
	gates := []struct {
		name string
		args int
		fn   sqlite3.ScalarFunction
	}{
		{"visible", 2, func(ctx sqlite3.Context, a ...sqlite3.Value) {
			ctx.ResultBool(ses.bound.visible(a[0].Int64(), a[1].Int64()))
		}},
		{"cleared", 1, func(ctx sqlite3.Context, a ...sqlite3.Value) { ctx.ResultBool(ses.bound.cleared(a[0].Int64())) }},
		{"known", 2, func(ctx sqlite3.Context, a ...sqlite3.Value) { ctx.ResultBool(ses.bound.known(a[1].Int64())) }},
		{"asof", 0, func(ctx sqlite3.Context, a ...sqlite3.Value) { ctx.ResultInt64(ses.bound.moment()) }},
		{"sees_act", 1, func(ctx sqlite3.Context, a ...sqlite3.Value) { ctx.ResultBool(ses.bound.seesAct(a[0].Text())) }},
		{"found", 0, func(ctx sqlite3.Context, a ...sqlite3.Value) { ctx.ResultText(ses.found()) }},
		{"asked", 1, func(ctx sqlite3.Context, a ...sqlite3.Value) { ctx.ResultText(ses.asked(a[0].Int64())) }},
		{"scored", 2, func(ctx sqlite3.Context, a ...sqlite3.Value) { ctx.ResultFloat(ses.scored(a[0].Int64(), a[1].Float())) }},
		{"match", 2, func(ctx sqlite3.Context, a ...sqlite3.Value) { ses.match(ctx, a[0].Text(), a[1].Text()) }},
		{"sight", 0, func(ctx sqlite3.Context, a ...sqlite3.Value) { ctx.ResultText(ses.bound.sight()) }},
		{"chronology", 0, func(ctx sqlite3.Context, a ...sqlite3.Value) { ctx.ResultBool(ses.bound.chronology()) }},
	}
	for _, g := range gates {
		if err := c.CreateFunction(g.name, g.args, 0, g.fn); err != nil {
			return err
		}
	}
	return registerScoredFTS(c)
}

// registerScoredFTS registers the full-text index with the house's own score.
func registerScoredFTS(c *sqlite3.Conn) error {
	return fts5.RegisterCustom(c, func(api *fts5.API) error { return api.CreateFunction("relevance", relevance) })
}

// views makes the two layers of TEMP views. The inner layer has a random name, so that the authorizer can tell its
// reads from those of a CTE or subquery that merely bears a public name.
func (ses *session) views(c *sqlite3.Conn) error {
	for _, t := range tables() {
		if err := ses.view(c, t.name, innerSelect(t), t.shown()); err != nil {
			return err
		}
		if t.led {
			if err := ses.view(c, t.name+few, fewSelect(t), t.shown()); err != nil {
				return err
			}
		}
	}
	search := "SELECT r.id, r.label, r.registered, f.record_fts AS query, relevance(f.record_fts, r.words) AS score" +
		" FROM main.record_fts f JOIN main.record r ON r.seq = f.rowid WHERE visible(r.label, r.registered) AND " + newest(table{name: "record"}, "r")
	hits := []string{"id", "label", "registered", "query", "score"}
	if err := ses.view(c, "search", search, hits); err != nil {
		return err
	}
	// The same with the newest records first, for who asks for some and not for all. The order is known to the view alone.
	if err := ses.view(c, "search_newest", search+" ORDER BY f.rowid DESC", hits); err != nil {
		return err
	}
	if err := ses.view(c, "search"+few, foundSelect(), hits); err != nil {
		return err
	}
	acts := "SELECT id, at, actor, kind, outcome, dossier, CASE WHEN chronology() THEN n END AS n FROM main.act WHERE sees_act(actor) AND at <= asof()"
	if err := ses.view(c, "act", acts, []string{"id", "at", "actor", "kind", "outcome", "dossier", "n"}); err != nil {
		return err
	}
	ses.hide("label", "leaf", "node", "checkpoint", "record_fts", "goose_db_version")
	return nil
}

func (ses *session) view(c *sqlite3.Conn, name, inner string, cols []string) error {
	ses.public[name] = true
	list := strings.Join(cols, ", ")
	sql := fmt.Sprintf("CREATE TEMP VIEW %s_%s AS %s; CREATE TEMP VIEW %s AS SELECT %s FROM %s_%s",
		ses.nonce, name, inner, name, list, ses.nonce, name)
	if err := c.Exec(sql); err != nil {
		return fmt.Errorf("view %s: %w", name, err)
	}
	return nil
}

func (ses *session) hide(names ...string) {
	for _, n := range names {
		ses.hidden[n] = true
	}
}

// innerSelect is the only place where a caller's query meets a table.
func innerSelect(t table) string {
	return fmt.Sprintf("SELECT %s FROM main.%s AS t WHERE %s(t.label, t.registered) AND %s",
		"t."+strings.Join(t.shown(), ", t."), t.name, t.gateName(), newest(t, "t"))
}

// newest keeps the newest version registered by the moment asked for. It looks at all versions, visible or not: the
// newest label decides, an older and lower one never shines through. The first version's absence from a question about
// versions above 1 is what lets SQLite ask the small index of those. A past moment shows nothing that was closed to the reader
// since: a label raised today is raised for yesterday too.
func newest(t table, alias string) string {
	key := ""
	if t.key != "" {
		key = fmt.Sprintf(" AND n.%[1]s = %[2]s.%[1]s", t.key, alias)
	}
	later := "(n.registered <= asof() OR NOT cleared(n.label))"
	if t.gate != "" { // who may see it is no matter of its label
		later = "n.registered <= asof()"
	}
	return fmt.Sprintf("NOT EXISTS (SELECT 1 FROM main.%[1]s AS n INDEXED BY %[1]s_newer WHERE n.id = %[2]s.id%[3]s AND n.version > 1 AND n.version > %[2]s.version AND %[4]s)", t.name, alias, key, later)
}
