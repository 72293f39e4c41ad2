package casework

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/procedure"
)

// Pending is an act that waits until others have agreed, each under their own name.
type Pending struct {
	ID         string `db:"id"`
	Label      int64  `db:"label"`
	Registered int64  `db:"registered"`
	Case       string `db:"cases"`
	Steps      int    `db:"steps"`
	Move       string `db:"move"`
	Person     string `db:"person"`
	Part       string `db:"part"`
	Standing   string `db:"standing"`
	Needs      string `db:"needs"`  // parts, comma-separated
	Joined     string `db:"joined"` // person:for in the order of Needs, comma-separated; empty places are open
	Answers    string `db:"answers"`
	Record     string `db:"record"`
	Reference  string `db:"reference"`
	Procedure  string `db:"procedure"`
	Opener     string `db:"opener"`
	Title      string `db:"title"`
}

const pendingSelect = `SELECT p.id, p.label, p.registered, p.cases, p.steps, p.move, p.person, p.part, p.standing, p.needs, p.joined, p.answers, p.record, c.reference, c.procedure, c.opener, coalesce(f.title, '') AS title
	FROM pending AS p JOIN cases AS c ON c.id = p.cases LEFT JOIN form AS f ON f.id = p.cases `

// Values gives what the form said.
func (p Pending) Values() map[string]any {
	out := map[string]any{}
	_ = json.Unmarshal([]byte(p.Answers), &out) // written by keep
	return out
}

// Open gives the parts that nobody has taken yet.
func (p Pending) Open() []string {
	var out []string
	for i, who := range strings.Split(p.Joined, ",") {
		if who == "" {
			out = append(out, strings.Split(p.Needs, ",")[i])
		}
	}
	return out
}

// keep holds an act until the others it needs have agreed. It is tried first with nobody's names in their places, so that
// nobody is asked to agree to what could not be done.
func (w *worker) keep(a procedure.Act, move procedure.Move, record string) (string, error) {
	trial := a
	for i, part := range move.With {
		trial.With = append(trial.With, procedure.Actor{Person: "?" + itoa(i), Role: part})
	}
	if _, _, err := w.m.Step(w.s, trial); err != nil {
		return "", err
	}
	var n int
	if err := w.view.Get(&n, `SELECT count(*) FROM pending WHERE cases = $1 AND move = $2`, w.c.ID, a.Do); err != nil {
		return "", err
	}
	if n > 0 {
		return "", fault.New(fault.Conflict, "casework.pending", "act", a.Do)
	}
	answers, err := json.Marshal(a.Values)
	if err != nil {
		return "", err
	}
	id, err := w.tx.NewID()
	if err != nil {
		return "", err
	}
	for _, part := range slices.Compact(slices.Sorted(slices.Values(move.With))) {
		if err := w.tell("ask", part, a.Do); err != nil {
			return "", err
		}
	}
	return string(id), w.tx.Insert("pending", string(id), w.label, store.Row{"cases": w.c.ID, "steps": w.c.Steps, "move": a.Do, "person": a.By.Person, "part": a.By.Role, "standing": a.By.For,
		"needs": strings.Join(move.With, ","), "joined": strings.Repeat(",", len(move.With)-1), "answers": string(answers), "record": record, "state": "open", "reason": ""})
}

// Agreement is somebody's word on an act that waits for them.
type Agreement struct {
	Pending  string
	StandsIn string
	Object   bool // they do not agree: the act is dropped
	Reason   string
}

// Agree adds a person to an act that waits; with the last of them it is done. Whoever does not agree drops it, with a reason.
func (d *Desk) Agree(ctx context.Context, by office.Person, a Agreement) (Done, error) {
	if a.Object && strings.TrimSpace(a.Reason) == "" {
		return Done{}, fault.New(fault.Invalid, "casework.reason")
	}
	var out Done
	act := office.Act{Kind: "case.agree", Objects: []string{"pending:" + a.Pending}, Detail: []string{"agrees", yesno(!a.Object), "reason", a.Reason}}
	var err error
	out.Receipt, err = d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
		p, err := d.pendingFor(tx, by, a.Pending)
		if err != nil {
			return err
		}
		w, err := d.at(tx, by, p.Case)
		if err != nil {
			return err
		}
		if p.Steps != w.c.Steps {
			return fault.New(fault.Conflict, "casework.moved")
		}
		i, who, err := w.place(by.ID, p, a)
		if err != nil {
			return err
		}
		if a.Object {
			if err := tx.Remove("pending", p.ID); err != nil {
				return err
			}
			return w.fronts()
		}
		move, _ := w.move(p.Move) // it was there when it was kept, and the case has not moved
		if err := w.inHand(move); err != nil {
			return err
		}
		return w.join(p, i, who, &out)
	})
	d.tell(ctx, out.order, err)
	return out, err
}

func yesno(b bool) string { return map[bool]string{true: "yes", false: "no"}[b] }

// place finds the open place that a person may take.
func (w *worker) place(person string, p Pending, a Agreement) (int, string, error) {
	staff, err := w.tx.Person(person)
	if err != nil {
		return 0, "", err
	}
	for i, who := range strings.Split(p.Joined, ",") {
		part := strings.Split(p.Needs, ",")[i]
		if who != "" {
			continue
		}
		if a.StandsIn == "" && w.mayTake(staff, part) || a.StandsIn != "" && w.d.standsIn(w.tx, person, a.StandsIn, w.m.File, part) == nil {
			return i, person + ":" + a.StandsIn, nil
		}
	}
	return 0, "", fault.New(fault.Refused, "procedure.who", "act", p.Move, "role", p.Needs)
}

// join puts a person in a place, and does the act when no place is open any more. That they stand on one side only is checked at once.
func (w *worker) join(p Pending, i int, who string, out *Done) error {
	joined := strings.Split(p.Joined, ",")
	joined[i] = who
	a := procedure.Act{Do: p.Move, By: procedure.Actor{Person: p.Person, Role: p.Part, For: p.Standing}, At: moment(w.tx.At()), Values: p.Values()}
	open := 0
	for k, part := range strings.Split(p.Needs, ",") {
		person, standing, _ := strings.Cut(joined[k], ":")
		if person == "" {
			person, open = "?"+itoa(k), open+1
		}
		a.With = append(a.With, procedure.Actor{Person: person, Role: part, For: standing})
	}
	if open > 0 {
		if _, _, err := w.m.Step(w.s, a); err != nil {
			return err
		}
		out.Pending = p.ID
		if err := w.tx.Append("pending", p.ID, nil, store.Row{"joined": strings.Join(joined, ",")}); err != nil {
			return err
		}
		return w.fronts()
	}
	if err := w.still(a); err != nil {
		return err
	}
	var err error
	out.Papers, err = w.do(a, p.Record)
	out.Stage, out.order = w.s.Stage, w.ordered
	return err
}

// still refuses where somebody who agreed before has lost the part since.
func (w *worker) still(a procedure.Act) error {
	for _, x := range append([]procedure.Actor{a.By}, a.With...) {
		holder := x.Person
		if x.For != "" && !strings.HasPrefix(x.For, "(") {
			if err := w.d.standsIn(w.tx, x.Person, x.For, w.m.File, x.Role); err != nil {
				return err
			}
			holder = x.For
		}
		p, err := w.tx.Person(holder)
		if err != nil || !p.Active || !holds(p, w.m.File, x.Role) && !strings.HasPrefix(x.For, "(") {
			return fault.New(fault.Refused, "casework.part.lost", "person", x.Person)
		}
	}
	return nil
}

// pendingFor gives an act that waits to who may see it: by the case, or by their organisation's front.
func (d *Desk) pendingFor(tx *store.Tx, by office.Person, id string) (Pending, error) {
	p, err := tx.Person(by.ID)
	if err == nil && p.Outside {
		return d.pendingOutside(tx, p, id)
	}
	return d.Pending(tx.View, id)
}

// Pending gives one act that waits.
func (d *Desk) Pending(v *store.View, id string) (Pending, error) {
	var p Pending
	err := v.Get(&p, pendingSelect+`WHERE p.id = $1`, id)
	return p, err
}

// PendingOf gives the acts that wait in a case; those of every case for "", oldest first.
func (d *Desk) PendingOf(v *store.View, id string) ([]Pending, error) {
	var out []Pending
	err := v.Select(&out, pendingSelect+`WHERE p.state = 'open' AND ($1 = '' OR p.cases = $2) ORDER BY p.registered, p.id LIMIT 200`, id, id)
	for _, p := range out {
		v.Opened("cases", p.Case, p.Label)
	}
	return out, err
}
