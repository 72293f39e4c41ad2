package procedure_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"schild/fault"
	"schild/internal/badinput"
	"schild/procedure"
	"schild/procedure/law"
)

func book(t interface{ Fatal(...any) }) *procedure.Book {
	b, err := law.Book()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// place is where a walk of one machine may be: a stage, and what happened since the last question.
type place struct {
	stage               string
	controlled, decided bool
}

// TestNoPathReachesADecisionWithoutItsControl walks every machine whole, apart from the loader and in another way: it carries along
// what has happened, and looks at each decision and each stage that touches a person.
func TestNoPathReachesADecisionWithoutItsControl(t *testing.T) {
	walked := 0
	for _, f := range book(t).Files {
		seen := map[place]bool{}
		todo := []place{{stage: f.Stages[0].Name}}
		for len(todo) > 0 {
			at := todo[0]
			todo = todo[1:]
			if seen[at] {
				continue
			}
			seen[at], walked = true, walked+1
			for _, next := range onward(t, f, at) {
				if holds(f, next.stage) == "intrusive" && !(next.controlled && next.decided) {
					t.Errorf("%s: %s is reached with control %v, decision %v", f.ID, next.stage, next.controlled, next.decided)
				}
				if holds(f, next.stage) != "" && !next.decided {
					t.Errorf("%s: %s is reached without a decision", f.ID, next.stage)
				}
				todo = append(todo, next)
			}
		}
	}
	t.Logf("%d places walked", walked)
}

func onward(t *testing.T, f *procedure.File, at place) []place {
	var out []place
	for _, m := range f.Moves {
		if !slices.Contains(m.From, at.stage) {
			continue
		}
		next := at
		if m.To != "" {
			next.stage = m.To
		}
		switch m.Kind {
		case "ask":
			next.controlled, next.decided = false, false
		case "control":
			next.controlled = true
		case "decide":
			if !at.controlled && len(m.With) == 0 {
				t.Errorf("%s: %s decides in %s alone and without a control", f.ID, m.Act, at.stage)
			}
			next.decided = true
		}
		out = append(out, next)
	}
	for _, term := range f.Terms {
		if term.To != "" && slices.Contains(term.In, at.stage) {
			if holds(f, term.To) != "" {
				t.Errorf("%s: time leads to %s", f.ID, term.To)
			}
			next := at
			next.stage = term.To
			out = append(out, next)
		}
	}
	return out
}

func holds(f *procedure.File, stage string) string {
	for _, s := range f.Stages {
		if s.Name == stage {
			return s.Holds
		}
	}
	return ""
}

// journey draws acts at random, sensible and not, against any machine.
func journey(t *rapid.T, m procedure.Machine) (begin procedure.State, acts []procedure.Act) {
	p := &player{machine: m, now: time.Unix(1741000000, 0)}
	begin = m.Begin(p.now)
	for range rapid.IntRange(1, 12).Draw(t, "acts") {
		move := rapid.SampledFrom(m.File.Moves).Draw(t, "move")
		who := func(roles []string) procedure.Actor {
			return procedure.Actor{Person: rapid.SampledFrom([]string{"ann", "bert", "carla"}).Draw(t, "person"), Role: rapid.SampledFrom(roles).Draw(t, "role")}
		}
		p.now = p.now.Add(time.Duration(rapid.IntRange(-1, 24*40).Draw(t, "hours")) * time.Hour)
		a := procedure.Act{Do: move.Act, By: who(move.Who), At: p.now, Values: map[string]any{}}
		for _, role := range move.With {
			a.With = append(a.With, who([]string{role}))
		}
		for _, name := range move.Takes {
			f, _ := m.File.Field(name)
			a.Values[name] = p.sample(f)
		}
		if len(m.File.Terms) > 0 && rapid.IntRange(0, 4).Draw(t, "clock") == 0 {
			a = procedure.Act{Do: rapid.SampledFrom(m.File.Terms).Draw(t, "term").Name, By: procedure.Actor{Person: procedure.ClockName, Role: procedure.ClockName}, At: p.now}
		}
		acts = append(acts, a)
	}
	return begin, acts
}

// TestReplayGivesTheSameStates: also when each state went through JSON, as a store keeps it; a refusal leaves the state as it was.
func TestReplayGivesTheSameStates(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(t *rapid.T) {
		m := procedure.Machine{File: rapid.SampledFrom(b.Files).Draw(t, "file")}
		begin, acts := journey(t, m)
		once, stored := begin, begin
		for _, a := range acts {
			before, _ := json.Marshal(once)
			next, effects, err := m.Step(once, a)
			after, _ := json.Marshal(once)
			if string(before) != string(after) {
				t.Fatalf("%s changed the state it was given", a.Do)
			}
			if err != nil && !reflect.DeepEqual(next, once) {
				t.Fatalf("%s was refused and changed something", a.Do)
			}
			var copied procedure.State
			kept, _ := json.Marshal(stored)
			if err := json.Unmarshal(kept, &copied); err != nil {
				t.Fatal(err)
			}
			again, effectsAgain, errAgain := m.Step(copied, a)
			x, _ := json.Marshal(next)
			y, _ := json.Marshal(again)
			if string(x) != string(y) || !reflect.DeepEqual(effects, effectsAgain) || (err == nil) != (errAgain == nil) {
				t.Fatalf("%s: %s, replayed %s", a.Do, x, y)
			}
			once, stored = next, again
		}
	})
}

// TestATimerNeverGrants: whatever happened before, what the clock does leaves nothing held that was not held.
func TestATimerNeverGrants(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(t *rapid.T) {
		m := procedure.Machine{File: rapid.SampledFrom(b.Files).Draw(t, "file")}
		s, acts := journey(t, m)
		for _, a := range acts {
			next, _, err := m.Step(s, a)
			if err == nil && a.By.Person == procedure.ClockName && holds(m.File, next.Stage) != "" && next.Stage != s.Stage {
				t.Fatalf("the clock led from %s to %s", s.Stage, next.Stage)
			}
			s = next
		}
	})
}

// FuzzRead: whatever the bytes, the loader gives a file whose canonical form reads the same, or a refusal that names a place in the file.
func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	for _, c := range slices.Concat(wrongs(), wrongTexts(), wrongMoves(), wrongTerms()) {
		if len(c.with) < 4<<10 {
			f.Add([]byte(strings.Replace(small, c.old, c.with, 1)))
		}
	}
	for _, x := range book(f).Files {
		f.Add([]byte(strings.Replace(string(procedure.Format(x)), "id: "+x.ID, "id: small", 1)))
	}
	f.Add([]byte("id: small\nroles: [{name: a}]\nmoves: [1, {act: [x]}]\n"))
	f.Add([]byte("- a\n---\nb: *c\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := procedure.Read("small.yaml", b)
		if err != nil {
			if !strings.Contains(err.Error(), "place=small.yaml") {
				t.Fatalf("a refusal without a place: %v", err)
			}
			badinput.Refused(t, err)
			return
		}
		text := procedure.Format(file)
		again, err := procedure.Read("small.yaml", text)
		if err != nil || string(procedure.Format(again)) != string(text) || again.Hash() != file.Hash() {
			t.Fatalf("%v: the canonical form reads otherwise:\n%s", err, text)
		}
	})
}

// FuzzWords: whatever a file of words holds, the book gives a title for every word or refuses.
func FuzzWords(f *testing.F) {
	f.Add([]byte("small: Small\nrole.head: Head\n"))
	f.Add([]byte("small: [Small]\n"))
	f.Add([]byte("a: &x b\nc: *x\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		files := fstest.MapFS{"small.yaml": {Data: []byte(small)}}
		for _, code := range procedure.Languages() {
			files["words."+code+".yaml"] = &fstest.MapFile{Data: b}
		}
		book, err := procedure.Open(files)
		if err != nil {
			badinput.Refused(t, err)
			return
		}
		for _, key := range book.Files[0].Titles() {
			if book.Title("nl", book.Files[0], key) == key {
				t.Fatalf("%s has no title and the book was opened", key)
			}
		}
	})
}

func BenchmarkStep(b *testing.B) {
	f, _ := book(b).File("bim.exceptional")
	m := procedure.Machine{File: f}
	s := m.Begin(time.Unix(1741000000, 0))
	a := procedure.Act{Do: "withdraw", By: procedure.Actor{Person: "ann", Role: "officer"}, At: time.Unix(1741000000, 0)}
	for b.Loop() {
		if _, _, err := m.Step(s, a); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzRestore: a state that is read back can be kept again and is then the same; one that cannot is a fault of the house's own data.
func FuzzRestore(f *testing.F) {
	file, err := procedure.Read("small.yaml", []byte(small))
	if err != nil {
		f.Fatal(err)
	}
	state, values, err := (procedure.Machine{File: file}).Begin(time.Unix(1_800_000_000, 0)).Split()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(state, values)
	f.Add([]byte(`{"Stage":"moonfish"}`), []byte(`{"days":"moonfish"}`))
	f.Add([]byte(`{}`), []byte(`{"days":1e999}`))
	f.Add([]byte(`[`), []byte(`{"until":"2026-01-01","days":7}`))
	f.Fuzz(func(t *testing.T, state, values []byte) {
		s, err := file.Restore(state, values)
		if err != nil {
			if said := fault.Log(err); strings.Contains(said, badinput.Canary) || fault.Outward(err).Kind != fault.Broken && fault.Outward(err).Kind != fault.Invalid {
				t.Fatalf("%s", said)
			}
			return
		}
		a, b, err := s.Split()
		if err != nil {
			t.Fatal(err)
		}
		again, err := file.Restore(a, b)
		if err != nil || !reflect.DeepEqual(again.Values, s.Values) || again.Stage != s.Stage {
			t.Fatalf("%s %s comes back as %+v, %v", a, b, again, err)
		}
	})
}

// TestSpoiltProcedures: a file of law that was cut, forged or written into is refused with a place, or has one form.
func TestSpoiltProcedures(t *testing.T) {
	for b := range badinput.Each([]byte(small)) {
		f, err := procedure.Read("small.yaml", b)
		if err != nil {
			badinput.Refused(t, err)
			continue
		}
		if again, err := procedure.Read("small.yaml", procedure.Format(f)); err != nil || again.Hash() != f.Hash() {
			t.Errorf("%s\nis read otherwise the second time: %v", b, err)
		}
	}
	if _, err := procedure.Read("small.yaml", append([]byte(small), strings.Repeat(" \n", 1<<18)...)); err == nil {
		t.Error("a file too large is read")
	} else {
		badinput.Refused(t, err)
	}
}
