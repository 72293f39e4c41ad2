package knowledge_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"schild/fact"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// step is one thing that happens in a world; what is secret happens in one of two worlds only.
type step struct {
	secret bool
	what   int
	a, b   int
	words  string
}

// life throws the steps of two worlds from a seed.
func life(seed uint64) []step {
	r := rand.New(rand.NewPCG(seed, 1))
	names := []string{"Odo Ravelin", "Ida Bellwyn", "Odo", "Uwe Al-Tarn", "Uwe Altarn", "Ravelin, Odo", "Bellwyn Ida"}
	var out []step
	for range 22 {
		s := step{secret: r.IntN(2) == 0, what: r.IntN(9), a: r.IntN(4), b: r.IntN(8)}
		var words []string
		for range 1 + r.IntN(3) {
			words = append(words, names[r.IntN(len(names))])
		}
		s.words = strings.Join(words, "; ")
		out = append(out, s)
	}
	return out
}

// world is a house with the records the low reader knows of, in order, and those only the high reader does.
type world struct {
	*house
	open, shut []fact.ID
}

func (w *world) live(s step) {
	l, by := restricted, low
	records := w.open
	if s.secret {
		l, by, records = secret, high, append(slices.Clone(w.shut), w.open...)
	}
	switch s.what {
	case 0, 1, 2:
		w.list("post", l, fmt.Sprintf("%d: %s", s.a, s.words))
	case 3, 4:
		id := w.record("post", l, "Gezien: "+s.words)
		if s.secret {
			w.shut = append(w.shut, id)
		} else {
			w.open = append(w.open, id)
		}
	case 5:
		w.work()
	default:
		if len(records) > 0 {
			w.decide(by, records[s.b%len(records)], s.b)
		}
	}
}

// decide accepts or rejects the n-th mention that somebody sees open in a record. What the high reader decides of low
// mentions is a deed in the open that shows to all; the secret world leaves it.
func (w *world) decide(by office.Person, record fact.ID, n int) {
	var ids []string
	w.see(by, func(v *store.View) error {
		ms, err := w.desk.Mentions(v, string(record))
		if err != nil {
			return err
		}
		type line struct{ key, id string }
		var open []line
		for _, m := range ms {
			caption, _, err := w.desk.Caption(v, m.Entity)
			if err != nil {
				return err
			}
			if m.State == "proposed" && (by == low || v.Label(m.Label) == secret) {
				open = append(open, line{fmt.Sprintf("%06d %06d %s %d", m.Start, m.End, caption, w.claims(v, m.Entity)), m.ID})
			}
		}
		slices.SortFunc(open, func(a, b line) int { return cmp.Compare(a.key, b.key) })
		for i, o := range open { // equal to the reader's eye: not for a test to choose between
			if (i == 0 || open[i-1].key != o.key) && (i+1 == len(open) || open[i+1].key != o.key) {
				ids = append(ids, o.id)
			}
		}
		return nil
	})
	if len(ids) == 0 {
		return
	}
	var err error
	if id := ids[n%len(ids)]; n%2 == 0 {
		_, err = w.desk.Accept(w.t.Context(), by, id)
	} else {
		_, err = w.desk.Reject(w.t.Context(), by, id, "no")
	}
	if err != nil {
		w.t.Error(err)
	}
}

func (w *world) claims(v *store.View, entity string) int {
	e, err := w.desk.Entity(v, entity)
	if err != nil {
		w.t.Error(err)
	}
	return len(e.Claims)
}

// TestTwoWorldsByChance: whatever happens in secret, a reader without clearance gets the same lines.
func TestTwoWorldsByChance(t *testing.T) {
	seen := 0
	for seed := range uint64(10) {
		steps := life(seed)
		var got [2][]string
		for i := range got {
			w := &world{house: newHouse(t)}
			for _, s := range steps {
				if i == 1 || !s.secret {
					w.live(s)
				}
			}
			w.work()
			got[i] = strings.Split(w.all(low, w.open), "\n")
			w.clean()
		}
		if diff := gocmp.Diff(got[0], got[1]); diff != "" {
			t.Errorf("seed %d: %+v\n%s", seed, steps, diff)
		}
		seen += strings.Count(strings.Join(got[0], " "), "accepted")
	}
	if seen == 0 {
		t.Error("nobody accepted anything: the worlds are too small to prove anything")
	}
}

// A mention of a record or a name that was put under a stricter label later goes with it.
func TestAMentionFollowsItsRecord(t *testing.T) {
	h := newHouse(t)
	h.list("post", restricted, "1: Odo Ravelin")
	rec := h.record("post", restricted, "Odo Ravelin")
	id := h.open(low, rec)
	h.do(intake, "record.route", func(tx *store.Tx) error {
		l := label.Label{Level: label.Secret}
		return tx.Append("record", string(rec), &l, nil)
	})
	h.sees(low, rec)
	_, err := h.desk.Accept(t.Context(), low, id)
	h.refused(err, fault.Missing)
	h.accept(high, id)
	h.see(high, func(v *store.View) error {
		cs, _, err := h.desk.OfRecord(v, string(rec), 0, 500)
		if err != nil || len(cs) != 1 || cs[0].Label.Level != label.Secret {
			t.Errorf("%+v, %v", cs, err)
		}
		return nil
	})
}
