package store

import (
	"fmt"
	"math"

	"github.com/jmoiron/sqlx"

	"schild/register"
)

// actRow is an act as found. Columns are read as they are: whoever edits a database file may put a text where a number was.
type actRow struct {
	n                                     int64
	entry, salt, sealed                   any
	id, at, actor, kind, outcome, dossier any
}

func scanAct(rows *sqlx.Rows) (r actRow, err error) {
	return r, rows.Scan(&r.n, &r.entry, &r.id, &r.at, &r.actor, &r.kind, &r.outcome, &r.dossier, &r.salt, &r.sealed)
}

// entry_ gives the register what it needs of one act: the clear columns must say what the sealed payload says.
func (r actRow) entry_(key []byte) register.Entry {
	e := register.Entry{N: r.n, Leaf: leaf(r.entry), Salt: blob(r.salt), Found: r.id != nil}
	if !e.Found {
		return e
	}
	e.Clear = register.Act{ID: text(r.id), At: integer(r.at), Actor: text(r.actor), Kind: text(r.kind), Outcome: text(r.outcome), Dossier: text(r.dossier)}
	if payload, err := unseal(key, blob(r.sealed), e.Clear.ID); err == nil {
		e.Payload = payload
	}
	return e
}

func blob(v any) []byte {
	b, _ := v.([]byte)
	return b
}

// leaf gives a leaf that is there, whatever its type; nil only for none.
func leaf(v any) []byte {
	if v == nil {
		return nil
	}
	return append([]byte{}, blob(v)...)
}

// text gives a text column; anything else than text becomes a word that no act bears.
func text(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return fmt.Sprintf("no text: %T", v)
}

func integer(v any) int64 {
	if n, ok := v.(int64); ok {
		return n
	}
	return math.MinInt64
}
