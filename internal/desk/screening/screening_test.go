package screening_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"schild/fault"
	"schild/internal/desk/screening"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/match/score"
	"schild/match/screen"
	"schild/name"
)

// TestBatch walks a batch from its opening to its end: hits are proposed, people decide, a second one confirms, it is
// answered at its moment, and what ran once is gone.
func TestBatch(t *testing.T) {
	h := newHouse(t)
	h.list("open", label.Label{}, "e1,Odile Marchetarre,1955-03-07", "e2,Viktor Belanov")
	h.list("harbour", secret, "k1,Jan Maes")
	id := h.batch(screening.Opening{Second: true}, "a,Odile Marchetarre,1955-03-07", "b,Jan Maes", "c,Nobody Atall")
	if b := h.state(operator, id); b.State != screening.Working || b.Subjects != 3 {
		t.Fatalf("%+v", b)
	}
	hits := h.hits(hilde, screening.HitFilter{Batch: id})
	if len(hits) != 2 || hits[0].Entry != "e1" || hits[1].Entry != "k1" {
		t.Fatalf("%+v", hits)
	}
	if low := h.hits(low, screening.HitFilter{Batch: id}); len(low) != 1 || low[0].Entry != "e1" {
		t.Errorf("without the clearance: %+v", low)
	}
	for _, hit := range hits {
		h.see(piet, func(v *store.View) error {
			p, err := h.desk.Pair(v, hit)
			if !p.Holds {
				t.Errorf("the evidence of %s does not hold", hit.Entry)
			}
			return err
		})
	}
	refused := func(what string, err error, kind fault.Kind) {
		t.Helper()
		if !fault.Is(err, kind) {
			t.Errorf("%s: %v", what, err)
		}
	}
	ctx := t.Context()
	refused("decided by an operator", h.desk.Decide(ctx, operator, hits[0].ID, screening.Same, "it is"), fault.Denied)
	refused("decided unseen", h.desk.Decide(ctx, low, hits[1].ID, screening.Same, "it is"), fault.Missing)
	refused("without a reason", h.desk.Decide(ctx, piet, hits[0].ID, screening.Same, " "), fault.Invalid)
	refused("as nothing there is", h.desk.Decide(ctx, piet, hits[0].ID, "maybe", "x"), fault.Invalid)
	h.must(h.desk.Decide(ctx, piet, hits[0].ID, screening.Same, "same day of birth"))
	refused("confirmed by whoever decided", h.desk.Confirm(ctx, piet, hits[0].ID), fault.Refused)
	h.must(h.desk.Confirm(ctx, hilde, hits[0].ID))
	refused("confirmed twice", h.desk.Confirm(ctx, hilde, hits[0].ID), fault.Conflict)
	refused("closed before the answer", h.desk.Close(ctx, hilde, hits[0].ID, "note N-1"), fault.Conflict)
	h.must(h.desk.Decide(ctx, hilde, hits[1].ID, screening.Unsure, "no date"))
	h.must(h.desk.Decide(ctx, hilde, hits[1].ID, screening.Different, "another town"))
	if past, err := h.desk.History(ctx, hilde, hits[1].ID); err != nil || len(past) != 3 || past[1].State != screening.Unsure {
		t.Errorf("history: %d, %v", len(past), err)
	}
	h.later(2)
	if b := h.state(operator, id); b.State != screening.Answered {
		t.Errorf("state %s", b.State)
	}
	if left := h.hits(hilde, screening.HitFilter{Batch: id}); len(left) != 1 || left[0].State != screening.Same {
		t.Errorf("what stays: %+v", left)
	}
	h.must(h.desk.Close(ctx, hilde, hits[0].ID, "note N-1"))
	if left := h.hits(hilde, screening.HitFilter{Batch: id}); len(left) != 0 {
		t.Errorf("what stays: %+v", left)
	}
	h.verify()
}

// TestOnceLeavesNothing: after the answer nobody's view and no key gives a subject back.
func TestOnceLeavesNothing(t *testing.T) {
	h := newHouse(t)
	h.list("open", label.Label{}, "e1,Odile Marchetarre")
	id := h.batch(screening.Opening{}, "a,Somebody Else,1990-01-01", "b,Another Person")
	if parts, err := h.store.Parts(t.Context(), "batch."+id, "subject", "", 10); err != nil || len(parts) != 2 {
		t.Fatalf("%d subjects sealed, %v", len(parts), err)
	}
	h.later(2)
	if parts, err := h.store.Parts(t.Context(), "batch."+id, "subject", "", 10); err != nil || len(parts) != 0 {
		t.Errorf("%d subjects left, %v", len(parts), err)
	}
	h.see(boss, func(v *store.View) error {
		var n int
		err := v.Get(&n, `SELECT (SELECT count(*) FROM subject) + (SELECT count(*) FROM content WHERE part = 'subject')`)
		if n != 0 {
			t.Errorf("%d rows left", n)
		}
		return err
	})
	h.must(h.store.Close())
	if n := h.traces("Somebody Else"); n != 0 {
		t.Errorf("%d traces", n)
	}
	h.open()
	h.verify()
}

// TestStanding: decided once stays decided, while lists change around it; a change of the entry opens it again, a new entry is
// found at once, and the last day ends it.
func TestStanding(t *testing.T) {
	h := newHouse(t)
	h.list("open", label.Label{}, "e1,Odile Marchetarre", "e2,Viktor Belanov")
	id := h.batch(screening.Opening{Mode: screening.Standing, Until: date(2026, 3, 20), Purpose: "badge", Ground: "g", Asker: "port", Due: h.now + 1_000_000}, "a,Odile Marchetarre", "b,Noor Elan")
	h.later(1)
	if b := h.state(operator, id); b.State != screening.Stands {
		t.Fatalf("state %s", b.State)
	}
	first := h.hits(piet, screening.HitFilter{Batch: id})
	if len(first) != 1 {
		t.Fatalf("%+v", first)
	}
	h.must(h.desk.Decide(t.Context(), piet, first[0].ID, screening.Different, "another person"))
	e := h.list("open", label.Label{}, "e1,Odile Marchetarre", "e3,Somebody New") // e2 is gone
	if e.Added != 1 || e.Removed != 1 || e.Changed != 0 {
		t.Errorf("difference %+v", e)
	}
	if now := h.hits(piet, screening.HitFilter{Batch: id, State: "waiting"}); len(now) != 0 {
		t.Errorf("cleared did not stay cleared: %+v", now)
	}
	h.list("open", label.Label{}, "e1,Odile Marchetarre,1955-03-07", "e3,Somebody New", "e4,Elan Noor")
	now := h.hits(piet, screening.HitFilter{Batch: id, State: "waiting"})
	if len(now) != 2 || now[0].Cause != "list" || now[1].Cause != "list" {
		t.Errorf("after the change: %+v", now)
	}
	h.later(24 * 12)
	if b := h.state(operator, id); b.State != screening.Ended {
		t.Errorf("past its last day: %s", b.State)
	}
	if left := h.hits(piet, screening.HitFilter{Batch: id}); len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
	h.verify()
}

// TestWithdrawn: whoever sees a batch ends it, at once and with everything it kept.
func TestWithdrawn(t *testing.T) {
	h := newHouse(t)
	h.list("open", label.Label{}, "e1,Odile Marchetarre")
	id := h.batch(screening.Opening{Mode: screening.Standing, Until: date(2026, 12, 1), Purpose: "p", Ground: "g", Asker: "a", Due: h.now + 1_000_000}, "a,Odile Marchetarre")
	h.must(h.desk.Withdraw(t.Context(), boss, id, "consent withdrawn"))
	if left := h.hits(hilde, screening.HitFilter{}); len(left) != 0 || h.state(operator, id).State != screening.Ended {
		t.Errorf("%+v", left)
	}
	if err := h.desk.Withdraw(t.Context(), boss, id, "again"); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
	h.list("open", label.Label{}, "e1,Odile Marchetarre,1955-03-07") // nobody is looked for any more
	h.verify()
}

// TestOneIsTakenOut: a person whose consent is gone is erased with every hit on them; the others stay, and a change of a list does not
// find them again.
func TestOneIsTakenOut(t *testing.T) {
	h := newHouse(t)
	h.list("open", label.Label{}, "e1,Odile Marchetarre", "e2,Elan Noor")
	id := h.batch(screening.Opening{Mode: screening.Standing, Until: date(2026, 12, 1), Purpose: "p", Ground: "g", Asker: "a", Due: h.now + 1_000_000}, "a,Odile Marchetarre", "b,Elan Noor")
	h.work()
	if n := len(h.hits(hilde, screening.HitFilter{Batch: id})); n != 2 {
		t.Fatalf("%d hits", n)
	}
	h.must(h.desk.WithdrawOne(t.Context(), boss, id, "a", "consent withdrawn"))
	left := h.hits(hilde, screening.HitFilter{Batch: id})
	if len(left) != 1 || left[0].Entry != "e2" {
		t.Errorf("left: %+v", left)
	}
	if err := h.desk.WithdrawOne(t.Context(), boss, id, "a", "again"); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	h.list("open", label.Label{}, "e1,Odile Marchetarre,1955-03-07", "e2,Elan Noor")
	h.work()
	if left := h.hits(hilde, screening.HitFilter{Batch: id}); len(left) != 1 {
		t.Errorf("found again: %+v", left)
	}
	h.verify()
}

// seen is everything somebody can get out of the desk about a batch.
func (h *house) seen(by office.Person, id string) string {
	h.t.Helper()
	out := ""
	h.see(by, func(v *store.View) error {
		b, err := h.desk.Batch(v, id)
		if err != nil {
			return err
		}
		bs, err := h.desk.Batches(v, "")
		if err != nil {
			return err
		}
		c, err := h.desk.Certificate(v, b)
		if err != nil {
			return err
		}
		out += fmt.Sprintln(b.State, b.Subjects, b.Refused, b.Version, c, len(bs))
		hits, n, err := h.desk.Hits(v, screening.HitFilter{})
		out += fmt.Sprintln(n, len(hits))
		for _, x := range hits {
			out += fmt.Sprintln(x.Entry, x.Name, x.Sum, x.State, x.Evidence)
		}
		eds, err := h.desk.Editions(v, "")
		out += fmt.Sprintln(len(eds))
		w, err := h.desk.WhatIf(v, 2000)
		out += fmt.Sprintln(w)
		var rows int
		if err := v.Get(&rows, `SELECT (SELECT count(*) FROM hit) + (SELECT count(*) FROM subject) + (SELECT count(*) FROM listing) + (SELECT count(*) FROM content) + (SELECT count(*) FROM scope)`); err != nil {
			return err
		}
		out += fmt.Sprintln(rows)
		return err
	})
	s := screen.Entry{Subject: score.Subject{Kind: name.Person, Names: []string{"Jan Maes"}}}
	r, err := h.desk.Query(h.t.Context(), by, screening.Question{Subject: s, Threshold: 0.1})
	h.must(err)
	return out + fmt.Sprintln(len(r.Hits), r.Cut)
}

// TestOperatorLearnsNothing: two houses that differ only in what a secret list holds look the same to whoever may not see it,
// at every moment of a batch's life.
func TestOperatorLearnsNothing(t *testing.T) {
	var told [2][]string
	for world := range 2 {
		h := newHouse(t)
		h.list("open", label.Label{}, "e1,Odile Marchetarre")
		if world == 1 {
			h.list("harbour", secret, "k1,Jan Maes", "k2,Nobody Atall")
		} else {
			h.list("harbour", secret, "k1,Quite Otherwise", "k2,Not Thisone")
		}
		id := h.batch(screening.Opening{}, "a,Odile Marchetarre", "b,Jan Maes", "c,Nobody Atall")
		tell := func() {
			for _, p := range []office.Person{operator, low} {
				told[world] = append(told[world], h.seen(p, id))
			}
		}
		tell()
		h.must(h.desk.Decide(t.Context(), low, h.hits(low, screening.HitFilter{})[0].ID, screening.Different, "no"))
		tell()
		h.later(2)
		tell()
	}
	if diff := cmp.Diff(told[0], told[1]); diff != "" {
		t.Error(diff)
	}
}

// TestOwnKnowledge: what the service says of an entity under two labels is two entries; who may not see one does not find by it.
func TestOwnKnowledge(t *testing.T) {
	h := newHouse(t)
	rec := h.record("message", restricted)
	h.do(boss, "record.receive", func(tx *store.Tx) error {
		for i, s := range []struct {
			l label.Label
			n string
		}{{restricted, "Odile Marchetarre"}, {secret, "Zuzanna Kestrova"}} {
			id, err := tx.NewID()
			if err != nil {
				return err
			}
			if err := tx.Insert("statement", string(id), s.l, store.Row{"entity": "entity1", "schema": "Person", "property": []string{"name", "alias"}[i], "value": s.n, "original": "", "lang": "",
				"record": string(rec), "part": int64(0), "start": int64(0), "ending": int64(0), "author": "boss", "grade": "B2", "holds_from": "", "holds_to": "", "said": "", "folded": "", "dup": ""}); err != nil {
				return err
			}
		}
		return nil
	})
	h.must(h.desk.Learn(t.Context(), "entity1"))
	find := func(by office.Person, n string) int {
		r, err := h.desk.Query(t.Context(), by, screening.Question{Subject: screen.Entry{Subject: score.Subject{Kind: name.Person, Names: []string{n}}}})
		h.must(err)
		return len(r.Hits)
	}
	if find(piet, "Zuzana Kestrova") != 1 || find(low, "Zuzana Kestrova") != 0 || find(low, "Odile Marchetarre") != 1 {
		t.Error("found what may not be seen, or not what may")
	}
}

// TestLearntIsLookedFor: what the service states later is found in a batch that stands, at the clock's next turn.
func TestLearntIsLookedFor(t *testing.T) {
	h := newHouse(t)
	h.list("open", label.Label{}, "e1,Odile Marchetarre")
	id := h.batch(screening.Opening{Mode: screening.Standing, Until: date(2026, 12, 1), Purpose: "p", Ground: "g", Asker: "a", Due: h.now + 1_000_000}, "a,Zuzanna Kestrova")
	h.later(1)
	if got := h.hits(piet, screening.HitFilter{Batch: id}); len(got) != 0 {
		t.Fatalf("%+v", got)
	}
	rec := h.record("message", secret)
	h.do(boss, "record.receive", func(tx *store.Tx) error {
		return tx.Insert("statement", "s1", secret, store.Row{"entity": "entity1", "schema": "Person", "property": "name", "value": "Zuzana Kestrova", "original": "", "lang": "",
			"record": string(rec), "part": int64(0), "start": int64(0), "ending": int64(0), "author": "boss", "grade": "B2", "holds_from": "", "holds_to": "", "said": "", "folded": "", "dup": ""})
	})
	h.must(h.desk.Learn(t.Context(), "entity1"))
	h.later(1)
	if got := h.hits(piet, screening.HitFilter{Batch: id}); len(got) != 1 || got[0].List != screening.Own {
		t.Errorf("%+v", got)
	}
	if got := h.hits(low, screening.HitFilter{Batch: id}); len(got) != 0 {
		t.Errorf("without the clearance: %+v", got)
	}
	h.verify()
}

// TestRegisterTellsNoHits: the acts of a batch are as many with hits as without.
func TestRegisterTellsNoHits(t *testing.T) {
	var acts [2]int
	for world, on := range []string{"Quite Otherwise", "Jan Maes"} {
		h := newHouse(t)
		h.list("harbour", secret, "k1,"+on)
		h.batch(screening.Opening{}, "b,Jan Maes")
		h.later(2)
		h.see(boss, func(v *store.View) error {
			return v.Get(&acts[world], `SELECT count(*) FROM act WHERE kind LIKE 'batch%'`)
		})
	}
	if acts[0] != acts[1] {
		t.Errorf("%d acts without hits, %d with", acts[0], acts[1])
	}
}

// TestThreshold: two persons change it, after seeing what it would have turned.
func TestThreshold(t *testing.T) {
	h := newHouse(t)
	h.list("open", label.Label{}, "e1,Odile Marchetarre", "e2,Jan Maes")
	id := h.batch(screening.Opening{}, "a,Odile Marchetarre", "b,Jan Maes")
	for _, x := range h.hits(hilde, screening.HitFilter{Batch: id}) {
		h.must(h.desk.Decide(t.Context(), hilde, x.ID, screening.Same, "yes"))
	}
	h.see(hilde, func(v *store.View) error {
		w, err := h.desk.WhatIf(v, score.Odds(0.9999))
		if w.Gone != 2 || w.GoneSame != 2 {
			t.Errorf("%+v", w)
		}
		return err
	})
	if err := h.desk.ProposeThreshold(t.Context(), piet, 0.7, "too many"); !fault.Is(err, fault.Denied) {
		t.Error(err)
	}
	h.must(h.desk.ProposeThreshold(t.Context(), hilde, 0.9999, "too many"))
	var proposed screening.Threshold
	h.see(hilde, func(v *store.View) error {
		now, all, err := h.desk.Thresholds(v)
		if now != score.Odds(screen.Threshold) || len(all) != 1 {
			t.Errorf("before: %d, %d", now, len(all))
		}
		proposed = all[0]
		return err
	})
	if err := h.desk.ConfirmThreshold(t.Context(), hilde, proposed.ID); !fault.Is(err, fault.Refused) {
		t.Error(err)
	}
	h.must(h.desk.ConfirmThreshold(t.Context(), boss, proposed.ID))
	again := h.batch(screening.Opening{}, "a,Odile Marchetarre")
	if n := len(h.hits(hilde, screening.HitFilter{Batch: again})); n != 0 {
		t.Errorf("%d hits under the new threshold", n)
	}
	h.verify()
}

// TestOwnNumber: the same passport is a hit under any name and any threshold.
func TestOwnNumber(t *testing.T) {
	h := newHouse(t)
	h.list("open", label.Label{}, "e1,Odile Marchetarre,,EM123456")
	id := h.batch(screening.Opening{}, "a,Quite Otherwise,,em 123456,person")
	if hs := h.hits(piet, screening.HitFilter{Batch: id}); len(hs) != 1 || hs[0].State != screening.Open {
		t.Errorf("%+v", hs)
	}
}
