package screen

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"

	"schild/match/score"
)

// Guarantee is the message key of what cannot have been missed under these rules; its words are package index's.
const Guarantee = "screen.guarantee"

// Certificate says of a batch what was looked through and how. Reference is the same for every result of the batch.
type Certificate struct {
	Reference string    `json:"reference"` // hash of what follows up to the counts
	Mode      string    `json:"mode"`      // once | standing
	Scope     string    `json:"scope,omitempty"`
	Lists     []Edition `json:"lists"`
	Rules     string    `json:"rules"`
	Threshold float64   `json:"threshold"`
	Guarantee string    `json:"guarantee"` // a message key

	Subjects int    `json:"subjects,omitempty"` // looked for
	Refused  int    `json:"refused,omitempty"`  // rows that could not be read, each named
	Hits     int    `json:"hits,omitempty"`
	Results  string `json:"results,omitempty"` // hash over the results, in the order of the batch
}

// NewCertificate begins one, before the first subject.
func NewCertificate(mode, scope string, lists []Edition, threshold float64) Certificate {
	c := Certificate{Mode: mode, Scope: scope, Lists: lists, Rules: score.Version, Threshold: threshold, Guarantee: Guarantee}
	c.Reference = digest(c)
	return c
}

func digest(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "" // texts and numbers only: cannot happen
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

// Tally adds up results in their order for the certificate.
type Tally struct {
	c Certificate
	h hash.Hash
}

// NewTally begins with a certificate without counts.
func NewTally(c Certificate) *Tally { return &Tally{c: c, h: sha256.New()} }

// Add takes the next result: the subject's key, and its hits.
func (t *Tally) Add(key string, r Result) {
	t.c.Subjects++
	t.c.Hits += len(r.Hits) + r.Cut
	e := json.NewEncoder(t.h)
	_ = e.Encode(key) // a hash takes everything
	for _, h := range r.Hits {
		_ = e.Encode([]any{h.List, h.Entry, h.Evidence.Sum()})
	}
}

// Refuse counts rows that could not be read.
func (t *Tally) Refuse(n int) { t.c.Refused += n }

// Done gives the certificate with its counts.
func (t *Tally) Done() Certificate {
	t.c.Results = hex.EncodeToString(t.h.Sum(nil))
	return t.c
}
