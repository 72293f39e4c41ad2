package store

import (
	"github.com/jmoiron/sqlx"
	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
	"schild/register"
)

// Act opens the sealed part of an act the reader may see.
func (v *View) Act(id string) (register.Act, error) {
	s, err := v.sealedAct(id)
	if err != nil {
		return register.Act{}, err
	}
	return register.DecodeAct(s.payload)
}

// Proof gives the proof that an act the reader may see stands in the register; with disclose it tells which act. The
// place in the register is a chronological number: whoever may not see those gets no proof.
func (v *View) Proof(id string, disclose bool) (register.Proof, error) {
	s, err := v.sealedAct(id)
	if err != nil {
		return register.Proof{}, err
	}
	if !v.bound.chronology() {
		return register.Proof{}, fault.New(fault.Denied, "missing")
	}
	var p register.Proof
	err = v.asHouse(func() error {
		var signed string
		if err := v.conn.GetContext(v.ctx, &signed, `SELECT signed FROM main.checkpoint ORDER BY size DESC LIMIT 1`); err != nil {
			return fault.Wrap(err, fault.Broken, "store.query")
		}
		p, err = register.Prove(v.store.under(s.n, []byte(signed)), s.n, tlog.HashReaderFunc(v.hashes))
		return err
	})
	if err == nil && disclose {
		p = p.Disclose(s.salt, s.payload)
	}
	return p, err
}

type sealedAct struct {
	n       int64
	salt    [32]byte
	payload []byte
}

func (v *View) sealedAct(id string) (sealedAct, error) {
	if err := v.Get(new(int64), `SELECT at FROM act WHERE id = $1`, id); err != nil {
		return sealedAct{}, err
	}
	var row struct {
		N      int64  `db:"n"`
		Salt   []byte `db:"salt"`
		Sealed []byte `db:"sealed"`
	}
	err := v.asHouse(func() error {
		return v.conn.GetContext(v.ctx, &row, `SELECT n, salt, sealed FROM main.act WHERE id = $1`, id)
	})
	if err != nil || len(row.Salt) != 32 {
		return sealedAct{}, fault.Wrap(err, fault.Broken, "store.query")
	}
	payload, err := unseal(v.store.keys.acts(), row.Sealed, id)
	return sealedAct{row.N, [32]byte(row.Salt), payload}, err
}

// asHouse lets the store itself read past the views; what f reads, a caller's SQL never sees.
func (v *View) asHouse(f func() error) error {
	was := v.ses.house
	v.ses.house = true
	defer func() { v.ses.house = was }()
	return f()
}

// hashes reads stored hashes of the tree, for a proof.
func (v *View) hashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		var b []byte
		if err := sqlx.GetContext(v.ctx, v.conn, &b, `SELECT hash FROM main.node WHERE i = $1`, x); err != nil {
			return nil, err
		}
		if len(b) != tlog.HashSize {
			return nil, fault.New(fault.Broken, "register.proof")
		}
		out[i] = tlog.Hash(b)
	}
	return out, nil
}

// Cosigned gives the newest checkpoint that enough witnesses signed, nil when there is none.
func (s *Store) Cosigned() []byte {
	if b := s.cosigned.Load(); b != nil {
		return *b
	}
	return nil
}

// SetCosigned keeps a checkpoint that witnesses signed, for the proofs that are given from now on.
func (s *Store) SetCosigned(signed []byte) { s.cosigned.Store(&signed) }

// under gives the checkpoint to prove entry n under: the one with witnesses where it covers the entry, else the newest.
func (s *Store) under(n int64, newest []byte) []byte {
	b := s.Cosigned()
	if c, err := register.Believe(b, register.Policy{Logs: []string{s.vkey}}); err == nil && c.Size > n {
		return b
	}
	return newest
}
