package store

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"

	"github.com/jmoiron/sqlx"

	"schild/fact"
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
