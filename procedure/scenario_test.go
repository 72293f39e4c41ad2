package procedure_test

import (
	"bufio"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"schild/day"
	"schild/fault"
	"schild/procedure"
	"schild/procedure/law"
)

var update = flag.Bool("update", false, "write what came out into the scenarios")

// player plays one scenario: a line a command, then "----", then what came of it. Prose stands between, lines that begin with #.
//
//	new 2025-03-03 10:00
//	+1d ann/officer request @ profession=doctor
//	= hugo/head decide with mia/methods_officer
//	+4d clock advice
//	dues
//
// @ fills every field the act takes and nobody has filled with a sample; a field written field= stays empty.
type player struct {
	machine procedure.Machine
	state   procedure.State
	now     time.Time
	seen    map[string]bool // "act from stage", done at least once
}

func (p *player) run(line string) string {
	words := strings.Fields(line)
	switch {
	case len(words) == 3 && words[0] == "new":
		p.now = when(p.now, words[1]+"T"+words[2])
		p.state = p.machine.Begin(p.now)
		return p.state.Stage
	case line == "dues":
		return p.dues()
	case line == "suggest":
		return fmt.Sprint(p.machine.Suggest(p.state))
	case len(words) < 3:
		return "cannot read: " + line
	}
	p.now = when(p.now, words[0])
	return p.act(words[1], words[2], words[3:])
}

func (p *player) dues() string {
	var out []string
	for _, d := range p.machine.Dues(p.state) {
		s := d.Term + " stands still"
		if !d.Stopped {
			s = d.Term + " until " + stamp(d.End)
		}
		if !d.Warn.IsZero() {
			s += ", warn " + stamp(d.Warn)
		}
		if d.Rung {
			s += ", rung"
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

func stamp(t time.Time) string {
	d, clock := day.Brussels(t)
	return d.String() + " " + (time.Time{}).Add(clock).Format("15:04")
}

// when reads a moment: 2025-03-03T10:00, or +3d or +2h after the last, or = for the same.
func when(now time.Time, s string) time.Time {
	if n, err := strconv.Atoi(strings.Trim(s, "+dh")); err == nil && len(s) > 1 {
		d, clock := day.Brussels(now)
		if strings.HasSuffix(s, "d") {
			return day.At(d.Plus(n), clock)
		}
		return now.Add(time.Duration(n) * time.Hour)
	}
	date, clock, _ := strings.Cut(s, "T")
	d, err := day.Parse(date)
	if err != nil {
		return now
	}
	t, _ := time.Parse("15:04", clock)
	return day.At(d, time.Duration(t.Hour())*time.Hour+time.Duration(t.Minute())*time.Minute)
}

// actor reads person/role, or person/role/for.
func actor(s string) procedure.Actor {
	if s == procedure.ClockName {
		return procedure.Actor{Person: s, Role: s}
	}
	parts := append(strings.Split(s, "/"), "", "")
	return procedure.Actor{Person: parts[0], Role: parts[1], For: parts[2]}
}

func (p *player) act(by, do string, rest []string) string {
	a := procedure.Act{Do: do, By: actor(by), At: p.now, Values: map[string]any{}}
	move := p.move(do)
	for _, w := range rest {
		name, value, isValue := strings.Cut(w, "=")
		switch {
		case w == "@":
			for _, f := range move.Takes {
				if field, _ := p.machine.File.Field(f); p.state.Values[f] == nil && !field.Optional {
					a.Values[f] = p.sample(field)
				}
			}
		case isValue && value == "":
			delete(a.Values, name)
		case isValue:
			a.Values[name] = p.read(name, value)
		case w != "with":
			a.With = append(a.With, actor(w))
		}
	}
	from := p.state.Stage
	next, effects, err := p.machine.Step(p.state, a)
	if err != nil {
		return "refused: " + strings.ReplaceAll(fault.Outward(err).Error(), "refused: ", "")
	}
	p.state, p.seen[do+" from "+from] = next, true
	out := []string{next.Stage}
	for _, e := range effects {
		out = append(out, "  "+e.String())
	}
	return strings.Join(out, "\n")
}

func (p *player) move(act string) procedure.Move {
	for _, m := range p.machine.File.Moves {
		if m.Act == act && slices.Contains(m.From, p.state.Stage) {
			return m
		}
	}
	return procedure.Move{}
}

func (p *player) sample(f procedure.Field) any {
	switch f.Type {
	case "number":
		return 0.0
	case "bool":
		return true
	case "list":
		return []string{"one"}
	case "choice":
		return f.Of[0]
	case "date":
		d, _ := day.Brussels(p.now)
		return d.Plus(3650).String()
	}
	return "words"
}

func (p *player) read(name, value string) any {
	f, _ := p.machine.File.Field(name)
	switch f.Type {
	case "number":
		n, _ := strconv.ParseFloat(value, 64)
		return n
	case "bool":
		return value == "true"
	case "list":
		return strings.Split(value, ",")
	}
	return value
}

// TestScenarios plays every scenario, and holds that those of a file do every move and let every term end, from every stage.
func TestScenarios(t *testing.T) {
	book, err := law.Book()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range book.Files {
		t.Run(f.ID, func(t *testing.T) {
			p := &player{machine: procedure.Machine{File: f}, seen: map[string]bool{}}
			play(t, p, filepath.Join("testdata", f.ID+".txt"))
			for _, missing := range p.missing() {
				t.Errorf("no scenario does %s", missing)
			}
		})
	}
}

// missing gives the ways that no scenario went.
func (p *player) missing() []string {
	want := map[string]bool{}
	for _, m := range p.machine.File.Moves {
		for _, from := range m.From {
			want[m.Act+" from "+from] = true
		}
	}
	for _, term := range p.machine.File.Terms {
		rung := slices.ContainsFunc(term.In, func(stage string) bool { return p.seen[term.Name+" from "+stage] })
		if !rung {
			want[term.Name+" from "+term.In[0]] = true
		}
	}
	maps.DeleteFunc(want, func(k string, _ bool) bool { return p.seen[k] })
	return slices.Sorted(maps.Keys(want))
}

// isCommand tells a command from what came of one.
func isCommand(line string) bool {
	if line == "dues" || line == "suggest" {
		return true
	}
	return slices.ContainsFunc([]string{"new ", "= ", "+"}, func(start string) bool { return strings.HasPrefix(line, start) }) || strings.HasPrefix(line, "-") && line != "----"
}

// play runs one file and compares, or writes, what comes out.
func play(t *testing.T, p *player, path string) {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for in := bufio.NewScanner(strings.NewReader(string(b))); in.Scan(); {
		line := in.Text()
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			fmt.Fprintln(&got, line)
		case isCommand(line):
			fmt.Fprintf(&got, "%s\n----\n%s\n", line, strings.TrimRight(p.run(line), "\n"))
		}
	}
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got.String() != string(b) {
		t.Errorf("%s differs; look, then go test ./procedure -run Scenarios -update\n%s", path, got.String())
	}
}
