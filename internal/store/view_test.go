package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"schild/internal/store"
	"schild/label"
)

// TestViewDecidesAsMayRead holds that the engine shows exactly the rows whose label the clearance may read.
func TestViewDecidesAsMayRead(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		var labels []label.Label
		gen := rapid.Custom(anyLabel)
		for i := range 400 {
			l := gen.Example(i)
			labels = append(labels, l)
		}
		h.act(func(tx *store.Tx) error {
			for i, l := range labels {
				if err := tx.Insert("dossier", fmt.Sprintf("d%03d", i), l, dossierRow("x")); err != nil {
					return err
				}
			}
			return nil
		})
		rapid.Check(t, func(t *rapid.T) {
			c := anyClearance(t)
			var want []string
			for i, l := range labels {
				if c.MayRead(l) {
					want = append(want, fmt.Sprintf("d%03d", i))
				}
			}
			got, err := h.see(c, `SELECT id FROM dossier ORDER BY id`)
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("clearance %+v: %d rows, want %d (%v)", c, len(got), len(want), err)
			}
		})
		h.clean()
	})
}

func anyLabel(t *rapid.T) label.Label {
	return label.Label{Level: label.Level(rapid.IntRange(0, 4).Draw(t, "level")), Compartments: anySet(t, "A", "B", "C"),
		Releasable: rapid.SampledFrom([]label.Set{"", "ORG", "EU,ORG", label.All}).Draw(t, "rel"),
		Circles:    anySet(t, "desk:east", "desk:west"), Originators: anySet(t, "NATO", "PARTNER")}
}

func anyClearance(t *rapid.T) label.Clearance {
	return label.Clearance{Level: label.Level(rapid.IntRange(0, 4).Draw(t, "level")), Compartments: anySet(t, "A", "B", "C"),
		Circles: anySet(t, "desk:east", "desk:west"), Outside: rapid.Bool().Draw(t, "outside"), Memberships: anySet(t, "ORG", "EU")}
}

func anySet(t *rapid.T, tokens ...string) label.Set {
	var in []string
	for _, x := range tokens {
		if rapid.Bool().Draw(t, x) {
			in = append(in, x)
		}
	}
	return label.NewSet(in...)
}

// TestNewestLabelDecides holds that raising a label hides every older version too, also from a past moment, which shows what
// was then to those who may see it now.
func TestNewestLabelDecides(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		h.dossier("d1", "open", level(label.Restricted))
		before := h.clock.Load()
		secret := level(label.Secret)
		h.act(func(tx *store.Tx) error { return tx.Append("dossier", "d1", &secret, store.Row{"title": "closed"}) })
		low := cleared(label.Restricted)
		if got := h.mustSee(low, `SELECT title FROM dossier`); got != "[]" {
			t.Errorf("the old version shines through: %s", got)
		}
		if got := h.mustSee(cleared(label.Secret), `SELECT title FROM dossier`); got != "[closed]" {
			t.Errorf("a cleared reader sees %s", got)
		}
		for c, want := range map[label.Clearance]string{low: "[]", cleared(label.Secret): "[open]"} {
			past, err := h.seeAs(store.Binding{Person: "r", Clearance: c, AsOf: before}, `SELECT title FROM dossier`)
			if err != nil || fmt.Sprint(past) != want {
				t.Errorf("as of then, cleared to %v: %v %v, want %s", c.Level, past, err, want)
			}
		}
		h.clean()
	})
}

// TestHiddenRecordsDoNotMoveSearch compares two worlds that differ only in what the reader may not see.
func TestHiddenRecordsDoNotMoveSearch(t *testing.T) {
	both(t, func(t *testing.T) {
		search := func(hidden int) string {
			h := open(t)
			ids := map[string]string{}
			for i := range 5 {
				ids[h.record("src", fmt.Sprintf("bridge %d", i), strings.Repeat("the bridge ", i+1)+"at night", level(label.Restricted))] = fmt.Sprint(i)
			}
			for i := range hidden {
				h.record("src", "bridge", strings.Repeat("bridge ", i+3), level(label.Secret))
			}
			got, err := h.see(cleared(label.Restricted), `SELECT r.title || ' ' || x.score FROM search AS x JOIN record AS r ON r.id = x.id
			WHERE x.query MATCH $1 ORDER BY x.score DESC, r.title`, store.MatchExpression("bridges"))
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Sprint(got)
		}
		if a, b := search(0), search(40); a != b {
			t.Errorf("hidden records change the answer:\n%s\n%s", a, b)
		} else if !strings.Contains(a, "bridge 4") {
			t.Errorf("search finds %s", a)
		}
	})
}

// TestHiddenRecordsTakeNobodysPlace asks for the newest three hits among newer ones that the reader may not see.
func TestHiddenRecordsTakeNobodysPlace(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		for i := range 5 {
			h.record("src", fmt.Sprintf("bridge %d", i), "the bridge", level(label.Restricted))
			h.record("src", "hidden", "the bridge", level(label.Secret))
		}
		got := h.mustSee(cleared(label.Restricted), `SELECT r.title FROM (SELECT id FROM search_newest WHERE query MATCH $1 LIMIT 3) AS x
		JOIN record AS r ON r.id = x.id ORDER BY r.title`, store.MatchExpression("bridge"))
		if got != "[bridge 2 bridge 3 bridge 4]" {
			t.Errorf("the newest three are %s", got)
		}
	})
}

// TestPoolNeverMixesViews reads as two persons at once, many times, some cancelled: nobody ever sees the other's rows.
func TestPoolNeverMixesViews(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		h.dossier("low", "low", level(label.Restricted))
		h.dossier("high", "high", level(label.Secret))
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				for n := range 100 {
					ctx, cancel := context.WithCancel(context.Background())
					want, c := "[low]", cleared(label.Restricted)
					if i%2 == 0 {
						want, c = "[high low]", cleared(label.Secret)
					}
					var got []string
					_, err := h.Read(ctx, as(c), func(v *store.View) error {
						if n%7 == 0 {
							cancel()
						}
						return v.Select(&got, `SELECT title FROM dossier ORDER BY title`)
					})
					if err == nil && fmt.Sprint(got) != want {
						t.Errorf("sees %v, want %s", got, want)
					}
					cancel()
				}
			})
		}
		wg.Wait()
	})
}

// TestUnboundSeesNothing holds that a reader the office turned away had no view at all.
func TestUnboundSeesNothing(t *testing.T) {
	both(t, func(t *testing.T) {
		h := open(t)
		h.dossier("d", "title", label.Label{})
		no := errors.New("no")
		_, err := h.Read(context.Background(), func(*store.Lookup) (store.Binding, error) { return store.Binding{}, no }, func(*store.View) error {
			t.Error("read ran without a binding")
			return nil
		})
		if !errors.Is(err, no) {
			t.Error(err)
		}
		blind, err := h.seeAs(store.Binding{Person: "auditor", Blind: true}, `SELECT title FROM dossier`)
		if err != nil || len(blind) != 0 {
			t.Errorf("a blind reader sees %v %v", blind, err)
		}
	})
}
