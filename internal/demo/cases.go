package demo

import (
	"context"
	"slices"
	"time"

	"schild/fault"
	"schild/internal/demo/bureau"
	"schild/internal/desk/casework"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/procedure"
)

// casesEach is how many cases of every procedure there are: one just begun, one under way, one far.
const casesEach = 3

// lately is how long before the demo is first opened its cases began: some of their clocks then run, some are over.
const lately = 12 * 24 * time.Hour

// cases begins cases of every procedure in the days before today, and takes them some steps, each by somebody whose part it is.
func (y *year) cases(ctx context.Context) error {
	if y.Casework == nil {
		return nil
	}
	began := time.Now().Add(-lately)
	y.Clock.Set(began)
	for n := range casesEach {
		y.Clock.Set(began.Add(time.Duration(n) * 4 * 24 * time.Hour))
		for _, f := range y.Casework.Book.Files {
			if err := y.oneCase(ctx, f, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// oneCase begins a case with whoever may, and steps it.
func (y *year) oneCase(ctx context.Context, f *procedure.File, n int) error {
	if f.Disabled {
		return nil
	}
	first := f.MovesFrom(f.Stages[0].Name)
	for _, m := range first {
		p, ok := y.person(f, m.Who[0], nil)
		if !ok {
			continue
		}
		l := label.Label{Level: []label.Level{label.Restricted, label.Confidential, label.Secret}[n]}
		id, err := y.Casework.Open(ctx, office.Person{ID: p}, casework.Opening{Procedure: f.ID, Title: y.Casework.Book.Title("nl", f, f.ID) + " " + string(rune('A'+n)), Label: l})
		if err != nil {
			return err
		}
		for range []int{0, 2, 6}[n] {
			if moved, err := y.oneStep(ctx, id, n); err != nil || !moved {
				return err
			}
		}
		return nil
	}
	return nil // nobody of this service has the first step
}

// oneStep does the first move that leads on and that people here can do; false when there is none.
func (y *year) oneStep(ctx context.Context, id string, n int) (bool, error) {
	var c casework.Case
	err := y.Office.See(ctx, office.Person{ID: bureau.Head}, func(v *store.View) (err error) { c, err = y.Casework.Case(v, id); return err })
	if err != nil || c.Ended {
		return false, err
	}
	m, s, err := y.Casework.State(c)
	if err != nil {
		return false, err
	}
	for _, move := range m.File.MovesFrom(c.Stage) {
		if move.Kind == "end" || move.To == "" || move.Act == "return" {
			continue
		}
		for shift := range 6 {
			a, ok := y.cast(m.File, s, move, shift+n)
			if !ok {
				break
			}
			a.At = s.Last.Add(time.Second) // only to see whether it could be done
			if _, _, err := m.Step(s, a); err == nil {
				return true, y.play(ctx, id, a)
			}
		}
	}
	return false, nil
}

// cast finds somebody for each part of a move, and something to fill in; shift tries other answers.
func (y *year) cast(f *procedure.File, s procedure.State, m procedure.Move, shift int) (procedure.Act, bool) {
	var taken []string
	who := func(part string) (procedure.Actor, bool) {
		p, ok := y.person(f, part, func(id string) bool { return slices.Contains(taken, id) || s.BarredFrom(m, id) != "" })
		taken = append(taken, p)
		return procedure.Actor{Person: p, Role: part}, ok
	}
	a := procedure.Act{Do: m.Act, Values: map[string]any{}}
	var ok bool
	if a.By, ok = who(m.Who[0]); !ok {
		return a, false
	}
	for _, part := range m.With {
		x, ok := who(part)
		if !ok {
			return a, false
		}
		a.With = append(a.With, x)
	}
	for _, name := range m.Takes {
		if field, _ := f.Field(name); !field.Optional || shift > 2 {
			a.Values[name] = answer(field, shift)
		}
	}
	return a, true
}

// person finds somebody with a part who is not barred.
func (y *year) person(f *procedure.File, part string, barred func(string) bool) (string, bool) {
	for _, p := range append(bureau.People(), bureau.Person{ID: y.Registrar.ID, Roles: []string{"registrar"}}) {
		if barred != nil && barred(p.ID) || p.Clearance.Level < label.Secret && p.ID != y.Registrar.ID && p.Organisation == "" { // who could not see the case
			continue
		}
		if slices.ContainsFunc(casework.Fillers(f, part), func(role string) bool { return slices.Contains(p.Roles, role) }) {
			return p.ID, true
		}
	}
	return "", false
}

func answer(f procedure.Field, shift int) any {
	switch f.Type {
	case "number":
		return []float64{0, 12, 1, 200_000_000}[shift%4]
	case "bool":
		return shift%2 == 0
	case "date":
		return time.Now().AddDate(0, 2, 0).Format(time.DateOnly)
	case "choice":
		if shift < 3 && slices.Contains(f.Of, "none") { // a protected profession, an inquiry: the plain case first
			return "none"
		}
		return f.Of[shift%len(f.Of)]
	case "list":
		return []string{"Éclair Maßwerk"}
	}
	return "Zie het dossier; de bron staat erin."
}

// play does an act for real, everybody under their own name.
func (y *year) play(ctx context.Context, id string, a procedure.Act) error {
	d, err := y.Casework.Step(ctx, office.Person{ID: a.By.Person}, casework.Doing{Case: id, Move: a.Do, Part: a.By.Role, Values: a.Values, Steps: -1})
	for _, w := range a.With {
		if err == nil && d.Pending != "" {
			d, err = y.Casework.Agree(ctx, office.Person{ID: w.Person}, casework.Agreement{Pending: d.Pending})
		}
	}
	if fault.Is(err, fault.Refused) || fault.Is(err, fault.Late) || fault.Is(err, fault.Missing) { // the time between was longer than a clock, or the case is another organisation's
		return nil
	}
	return err
}
