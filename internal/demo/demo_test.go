package demo

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"schild/internal/demo/bureau"
	"schild/internal/demo/world"
	"schild/internal/lang"
)

// TestEachCallsEach calls every number once; an error ends it and comes back.
func TestEachCallsEach(t *testing.T) {
	var calls [100]atomic.Int32
	err := each(t.Context(), len(calls), 7, func(_ context.Context, i int) error { calls[i].Add(1); return nil })
	for i := range calls {
		if n := calls[i].Load(); n != 1 || err != nil {
			t.Fatalf("%d called %d times, %v", i, n, err)
		}
	}
	wrong := errors.New("wrong")
	err = each(t.Context(), 1000, 3, func(_ context.Context, i int) error {
		if i == 10 {
			return wrong
		}
		return nil
	})
	if !errors.Is(err, wrong) {
		t.Errorf("gives %v", err)
	}
	if err := each(t.Context(), 0, 3, nil); err != nil {
		t.Error(err)
	}
}

// TestClockGoesForward never back, and then with the system's.
func TestClockGoesForward(t *testing.T) {
	var c Clock
	march := time.Date(world.Year, 3, 1, 0, 0, 0, 0, time.UTC)
	c.Set(march)
	c.Set(march.Add(-time.Hour))
	if c.Now() != march.UnixMicro() {
		t.Errorf("stands at %d", c.Now())
	}
	c.Release()
	if now := time.Now().UnixMicro(); c.Now() < now {
		t.Errorf("runs behind the system's: %d < %d", c.Now(), now)
	}
}

// TestStoryComesBack as it was kept; Clear takes what a demo makes, and nothing else.
func TestStoryComesBack(t *testing.T) {
	dir := t.TempDir()
	if _, ok, err := Load(dir); ok || err != nil {
		t.Errorf("a story out of nothing: %v", err)
	}
	s := Story{Size: "small", Done: true, Recall: "r", Figures: Figures{Messages: 3, Status: map[string]int{"read": 3}}}
	if err := s.Keep(dir); err != nil {
		t.Fatal(err)
	}
	if got, ok, err := Load(dir); !ok || err != nil || got.Recall != "r" || got.Figures.Status["read"] != 3 {
		t.Errorf("%+v %v", got, err)
	}
	for _, name := range []string{"schild.db", "mine.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := Clear(dir); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 || left[0].Name() != "mine.txt" {
		t.Errorf("left %v, %v", left, err)
	}
}

// TestChainInEveryLanguage keeps the columns of the figures.
func TestChainInEveryLanguage(t *testing.T) {
	s := Story{Figures: Figures{Status: map[string]int{}, Rule: "note.release.consent", RuleArgs: []string{"ref", "R-1"}}}
	for _, code := range lang.Codes() {
		text := Chain(s, lang.New(code), "dir")
		for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
			r := []rune(line)
			if i > 0 && (len(r) <= ChainColumn || r[ChainColumn] == ' ' || r[ChainColumn-1] != ' ' || strings.Contains(line, "demo.")) {
				t.Errorf("%s: %q", code, line)
			}
		}
	}
}

// TestThreePersonsANote holds the house's people to what a note needs: someone to write, another to approve, a third to send.
func TestThreePersonsANote(t *testing.T) {
	roles := map[string][]string{}
	for _, p := range bureau.People() {
		roles[p.ID] = p.Roles
	}
	for id, role := range map[string]string{bureau.Intake: "intake", bureau.Analyst: "analyst", bureau.Second: "analyst", bureau.Head: "head", bureau.Releaser: "releaser", bureau.Security: "security", bureau.Auditor: "auditor", bureau.Control: "committee"} {
		if len(roles[id]) != 1 || roles[id][0] != role {
			t.Errorf("%s is %v, want %s alone", id, roles[id], role)
		}
	}
	for org, c := range bureau.Contacts() {
		if c.Name == "" || c.Organisation != org || len(c.Country) != 2 {
			t.Errorf("contact %s: %+v", org, c)
		}
	}
}

// TestFindingCounts what is found of what is named, and what is right of what is proposed.
func TestFindingCounts(t *testing.T) {
	f := Finding{Proposed: 10, Right: 8, Namesake: 1, How: map[string]Hits{"capitals": {4, 3}, "initial": {2, 0}}}
	if r := f.Recall("capitals", "initial"); r != 0.5 {
		t.Errorf("recall %v", r)
	}
	if r := f.Recall("nothing"); r != 1 {
		t.Errorf("recall of nothing %v", r)
	}
	if p := f.Precision(); p != 8.0/9 {
		t.Errorf("precision %v", p)
	}
}
