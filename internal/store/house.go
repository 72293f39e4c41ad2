package store

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"

	"github.com/jmoiron/sqlx"

	"schild/fact"
	"schild/fault"
	"schild/label"
)

// Name is one name statement, for the finder of names. It is the house's own knowledge: whoever shows what came of it
// labels that with the name's label.
type Name struct {
	Statement string `db:"id"`
	Entity    string `db:"entity"`
	Property  string `db:"property"`
	Value     string `db:"value"`
	Label     int64  `db:"label"`
}

// Names gives the name statements that a record says, those of every record for "", in no order.
func (s *Store) Names(ctx context.Context, record string, properties []string, f func(Name)) error {
	// An index on property would only lengthen the way through the whole table: + keeps it away. What has a newer version is
	// rare and has an index of its own.
	q, args, err := sqlx.In(`SELECT id, entity, property, value, label FROM main.statement AS st WHERE +property IN (?)
		AND version = coalesce((SELECT max(version) FROM main.statement AS n INDEXED BY statement_newer WHERE n.id = st.id AND n.version > 1), 1)`, properties)
	if err != nil {
		return err
	}
	if record != "" {
		q, args = q+` AND record = ?`, append(args, record)
	}
	return s.inHouse(ctx, func(c *sqlx.Conn) error {
		rows, err := c.QueryContext(ctx, q, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var n Name
			if err := rows.Scan(&n.Statement, &n.Entity, &n.Property, &n.Value, &n.Label); err != nil {
				return err
			}
			f(n)
		}
		return rows.Err()
	})
}

// SealedRecord is an opened content for the finder of names.
type SealedRecord struct {
	Record  string
	Label   int64
	Content []byte
}

// Sealed gives the documents of records after an id, at most count, opened for the house's own work in the background.
// Records whose source is erased are passed over.
func (s *Store) Sealed(ctx context.Context, after string, count int) ([]SealedRecord, error) {
	var rows []struct {
		ID      string `db:"id"`
		Label   int64  `db:"label"`
		Source  string `db:"source"`
		Wrapped []byte `db:"wrapped"`
		Sealed  []byte `db:"sealed"`
	}
	err := s.inHouse(ctx, func(c *sqlx.Conn) error {
		return c.SelectContext(ctx, &rows, `SELECT id, label, source, wrapped, sealed FROM main.content AS c WHERE part = 'document' AND id > $1
			AND version = (SELECT max(version) FROM main.content AS n WHERE n.id = c.id AND n.part = c.part) ORDER BY id LIMIT $2`, after, count)
	})
	if err != nil {
		return nil, err
	}
	out := make([]SealedRecord, 0, len(rows))
	for _, r := range rows {
		o := SealedRecord{Record: r.ID, Label: r.Label, Content: []byte(`{}`)}
		if key, err := s.recordKey(r.ID, r.Source, r.Wrapped); err == nil {
			if o.Content, err = unseal(key, r.Sealed, r.ID+"/document"); err != nil {
				return nil, err
			}
		}
		out = append(out, o)
	}
	return out, nil
}

// Parts gives one sealed part of everything of a source, after an id, at most count, opened for the house's own work in the
// background. It is empty when the source's key was destroyed.
func (s *Store) Parts(ctx context.Context, source, part, after string, count int) ([]SealedRecord, error) {
	if _, err := s.keys.source(source); fault.Is(err, fault.Missing) {
		return nil, nil
	}
	var rows []struct {
		ID      string `db:"id"`
		Label   int64  `db:"label"`
		Wrapped []byte `db:"wrapped"`
		Sealed  []byte `db:"sealed"`
	}
	err := s.inHouse(ctx, func(c *sqlx.Conn) error {
		return c.SelectContext(ctx, &rows, `SELECT id, label, wrapped, sealed FROM main.content WHERE source = $1 AND part = $2 AND id > $3 AND version = 1 ORDER BY id LIMIT $4`, source, part, after, count)
	})
	if err != nil {
		return nil, err
	}
	out := make([]SealedRecord, 0, len(rows))
	for _, r := range rows {
		key, err := s.recordKey(r.ID, source, r.Wrapped)
		if err != nil {
			return nil, err
		}
		b, err := unseal(key, r.Sealed, r.ID+"/"+part)
		if err != nil {
			return nil, err
		}
		out = append(out, SealedRecord{Record: r.ID, Label: r.Label, Content: b})
	}
	return out, nil
}

// Listing is an entry of a list as the house holds it, for the engine that screens.
type Listing struct {
	List    string `db:"list"`
	Entry   string `db:"entry"`
	Payload string `db:"payload"`
	Digest  string `db:"digest"`
	Label   int64  `db:"label"`
}

// Listings gives what the newest editions of all lists say, in no order.
func (s *Store) Listings(ctx context.Context, f func(Listing) error) error {
	return s.inHouse(ctx, func(c *sqlx.Conn) error {
		rows, err := c.QueryxContext(ctx, `SELECT list, entry, payload, digest, label FROM main.listing AS l WHERE gone = 0
			AND version = coalesce((SELECT max(version) FROM main.listing AS n INDEXED BY listing_newer WHERE n.id = l.id AND n.version > 1), 1)`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var l Listing
			if err := rows.StructScan(&l); err != nil {
				return err
			}
			if err := f(l); err != nil {
				return err
			}
		}
		return rows.Err()
	})
}

// Number gives the number of a label in use, -1 when no row has it.
func (s *Store) Number(l label.Label) int64 {
	if no, ok := s.labels.number(l); ok {
		return no
	}
	return -1
}

// inHouse runs the store's own reading on a connection without a view.
func (s *Store) inHouse(ctx context.Context, f func(*sqlx.Conn) error) error {
	c, err := sqlx.NewDb(s.read, "sqlite3").Connx(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	ses, err := s.session(c)
	if err != nil {
		return err
	}
	ses.house = true
	defer func() { ses.house = false }()
	return f(c)
}

// SourceSecret gives the secret under which duplicate keys of a record's source are made; it dies with the source's key.
func (t *Tx) SourceSecret(record fact.ID) ([]byte, error) {
	var source string
	if err := t.Get(&source, `SELECT source FROM record WHERE id = $1`, string(record)); err != nil {
		return nil, err
	}
	key, err := t.store.keys.source(source)
	if err != nil {
		return nil, err
	}
	return hkdf.Key(sha256.New, key, nil, "schild 1 duplicates", 32)
}

// Dup is the duplicate key of a statement that stands, and the number of its label.
type Dup struct {
	Key   string `db:"dup"`
	Label int64  `db:"label"`
}

// Dups gives the duplicate keys of every statement of a source's records.
func (v *View) Dups(source string) ([]Dup, error) {
	var out []Dup
	was := v.ses.house
	v.ses.house = true
	defer func() { v.ses.house = was }()
	return out, sqlx.SelectContext(v.ctx, v.conn, &out, `SELECT st.dup, st.label FROM main.statement AS st JOIN main.record AS r ON r.id = st.record AND r.version = 1
		WHERE r.source = $1 AND st.dup <> ''`, source)
}

// Destroy takes the key of a source away for ever, after the act that says so is durable.
func (s *Store) Destroy(source string) error { return s.keys.destroy(source) }

// Said is a statement about something, for the engine that screens; lists say theirs by editions.
type Said struct {
	Entity   string `db:"entity"`
	Schema   string `db:"schema"`
	Property string `db:"property"`
	Value    string `db:"value"`
	Label    int64  `db:"label"`
}

// Said gives statements of certain properties that rest on no list: about one entity, or about all for "", in no order.
func (s *Store) Said(ctx context.Context, entity string, properties []string, f func(Said)) error {
	q, args, err := sqlx.In(`SELECT st.entity, st.schema, st.property, st.value, st.label FROM main.statement AS st JOIN main.record AS r ON r.id = st.record AND r.version = 1
		WHERE +st.property IN (?) AND r.kind <> 'list'
		AND st.version = coalesce((SELECT max(version) FROM main.statement AS n INDEXED BY statement_newer WHERE n.id = st.id AND n.version > 1), 1)`, properties)
	if err != nil {
		return err
	}
	if entity != "" {
		q, args = q+` AND st.entity = ?`, append(args, entity)
	}
	return s.inHouse(ctx, func(c *sqlx.Conn) error {
		rows, err := c.QueryxContext(ctx, q, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var x Said
			if err := rows.StructScan(&x); err != nil {
				return err
			}
			f(x)
		}
		return rows.Err()
	})
}

// Editions gives the newest edition of every list.
func (s *Store) Editions(ctx context.Context, f func(list, kind, digest string, entries, problems int)) error {
	var rows []struct {
		List     string `db:"list"`
		Kind     string `db:"kind"`
		Digest   string `db:"digest"`
		Entries  int    `db:"entries"`
		Problems int    `db:"problems"`
	}
	err := s.inHouse(ctx, func(c *sqlx.Conn) error {
		return c.SelectContext(ctx, &rows, `SELECT list, kind, digest, entries, problems FROM main.edition AS e
			WHERE NOT EXISTS (SELECT 1 FROM main.edition AS n WHERE n.list = e.list AND (n.registered > e.registered OR n.registered = e.registered AND n.id > e.id)) ORDER BY list`)
	})
	for _, r := range rows {
		f(r.List, r.Kind, r.Digest, r.Entries, r.Problems)
	}
	return err
}

// ChangedListings gives the entries of which an edition is the newest that says something.
func (s *Store) ChangedListings(ctx context.Context, edition string, f func(list, entry string)) error {
	var rows []struct {
		List  string `db:"list"`
		Entry string `db:"entry"`
	}
	err := s.inHouse(ctx, func(c *sqlx.Conn) error {
		return c.SelectContext(ctx, &rows, `SELECT list, entry FROM main.listing WHERE edition = $1 AND gone = 0 ORDER BY entry, id`, edition)
	})
	for _, r := range rows {
		f(r.List, r.Entry)
	}
	return err
}

// Pending is a batch that time has something to do with.
type Pending struct {
	ID      string `db:"id"`
	State   string `db:"state"`
	Mode    string `db:"mode"`
	Until   string `db:"until"`
	Due     int64  `db:"due"`
	Matched bool   `db:"matched"`
}

// BatchesIn gives the batches whose newest version is in one of these states, by id.
func (s *Store) BatchesIn(ctx context.Context, states ...string) ([]Pending, error) {
	q, args, err := sqlx.In(`SELECT id, state, mode, until, due, matched FROM main.batch AS b WHERE state IN (?)
		AND version = (SELECT max(version) FROM main.batch AS n WHERE n.id = b.id) ORDER BY id`, states)
	if err != nil {
		return nil, err
	}
	var out []Pending
	return out, s.inHouse(ctx, func(c *sqlx.Conn) error { return c.SelectContext(ctx, &out, q, args...) })
}

// Token is a machine's key as the house knows it.
type Token struct {
	Person string `db:"person"`
	Hash   string `db:"hash"`
	Until  string `db:"until"`
}

// Tokens gives the tokens that were not withdrawn.
func (s *Store) Tokens(ctx context.Context) ([]Token, error) {
	var out []Token
	return out, s.inHouse(ctx, func(c *sqlx.Conn) error {
		return c.SelectContext(ctx, &out, `SELECT person, hash, until FROM main.token AS t WHERE state = 'given' AND version = (SELECT max(version) FROM main.token AS n WHERE n.id = t.id) ORDER BY id`)
	})
}

// Changes counts the commits since the start that wrote to a table: what was read from it before is old when it has risen.
func (s *Store) Changes(table string) uint64 {
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	return s.kept.changes[table]
}
