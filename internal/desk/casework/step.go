package casework

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/procedure"
)

// Doing is a step somebody wants to do in a case.
type Doing struct {
	Case     string
	Move     string
	Part     string         // the part they do it in; "" = the first they have
	StandsIn string         // for whom, "" = for themselves
	Values   map[string]any // what the form says
	Record   string         // the record of a letter that is entered for somebody outside
	Reason   string         // of a step done in many cases: it stands in the register
	Steps    int            // how many steps the case had when its page was read; -1 = whatever it has
}

// Done says what came of a step.
type Done struct {
	Receipt office.Receipt
	Stage   string
	Pending string // the act waits for others under this id; "" = done
	Papers  []string
	order   Order
}

// Step does a step, or, where the act needs others, keeps it until they have agreed.
func (d *Desk) Step(ctx context.Context, by office.Person, do Doing) (Done, error) {
	var out Done
	act := office.Act{Kind: "case.step", Objects: []string{"cases:" + do.Case}, Detail: []string{"move", do.Move, "part", do.Part}}
	if do.Reason != "" {
		act.Detail = append(act.Detail, "reason", do.Reason)
	}
	var err error
	out.Receipt, err = d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
		w, err := d.at(tx, by, do.Case)
		if err != nil {
			return err
		}
		if do.Steps >= 0 && do.Steps != w.c.Steps {
			return fault.New(fault.Conflict, "casework.moved")
		}
		a, move, err := w.act(by.ID, do)
		if err != nil {
			return err
		}
		if err := w.inHand(move); err != nil {
			return err
		}
		if len(move.With) > 0 {
			if out.Pending, err = w.keep(a, move, do.Record); err != nil {
				return err
			}
			return w.fronts()
		}
		out.Papers, err = w.do(a, do.Record)
		out.Stage, out.order = w.s.Stage, w.ordered
		return err
	})
	d.tell(ctx, out.order, err)
	return out, err
}

// worker is one case inside one act.
type worker struct {
	d     *Desk
	tx    *store.Tx
	view  *store.View // the author's, or the house's for the clock
	c     Case
	label label.Label
	m     procedure.Machine
	s     procedure.State

	ordered  Order
	all      *store.View // what the house sees, once it was asked
	admitted []string    // the parts of the organisation outside that acts, in this case
	news     []Told      // of this act, for parts outside
	made     []letter    // papers of this act
	letIn    string      // the organisation that this act lets in
}

// at opens a case for an act: as its author sees it, or as one of whose organisation it has a front.
func (d *Desk) at(tx *store.Tx, by office.Person, id string) (*worker, error) {
	w := &worker{d: d, tx: tx, view: tx.View}
	p, err := tx.Person(by.ID)
	if err != nil {
		return nil, err
	}
	if p.Outside {
		err = w.admit(p, id)
	} else {
		w.c, err = get(w.view, id)
	}
	if err != nil {
		return nil, err
	}
	return w, w.open()
}

func (w *worker) open() (err error) {
	w.label = w.view.Label(w.c.Label)
	w.m, w.s, err = w.d.State(w.c)
	return err
}

// act turns what somebody wants into an act of the procedure, once it is sure that they have the part.
func (w *worker) act(person string, do Doing) (procedure.Act, procedure.Move, error) {
	move, ok := w.move(do.Move)
	if !ok && w.admitted != nil { // where the case stands is not told outside
		return procedure.Act{}, procedure.Move{}, fault.New(fault.Refused, "casework.front.turn", "act", do.Move)
	}
	if !ok {
		if stage, _ := w.m.File.Stage(w.s.Stage); stage.End {
			return procedure.Act{}, procedure.Move{}, fault.New(fault.Refused, "procedure.closed", "act", do.Move)
		}
		return procedure.Act{}, procedure.Move{}, fault.New(fault.Refused, "procedure.turn", "act", do.Move, "stage", w.s.Stage)
	}
	who, err := w.actor(person, do, move)
	if err != nil {
		return procedure.Act{}, procedure.Move{}, err
	}
	return procedure.Act{Do: do.Move, By: who, At: moment(w.tx.At()), Values: do.Values}, move, nil
}

// move finds what an act is where the case stands: no file has two.
func (w *worker) move(act string) (procedure.Move, bool) {
	moves := w.m.File.MovesFrom(w.s.Stage)
	i := slices.IndexFunc(moves, func(m procedure.Move) bool { return m.Act == act })
	if i < 0 {
		return procedure.Move{}, false
	}
	return moves[i], true
}

// actor gives the person in the part: their own, somebody's for whom they stand in, or one that they enter from paper.
func (w *worker) actor(person string, do Doing, m procedure.Move) (procedure.Actor, error) {
	p, err := w.tx.Person(person)
	if err != nil {
		return procedure.Actor{}, err
	}
	for _, part := range m.Who {
		if do.Part != "" && do.Part != part {
			continue
		}
		switch {
		case do.StandsIn != "":
			if err := w.d.standsIn(w.tx, p.ID, do.StandsIn, w.m.File, part); err == nil {
				return procedure.Actor{Person: p.ID, Role: part, For: do.StandsIn}, nil
			} else if do.Part != "" {
				return procedure.Actor{}, err
			}
		case w.mayTake(p, part):
			return procedure.Actor{Person: p.ID, Role: part}, nil
		case onPaper(p, w.m.File, m, part):
			return procedure.Actor{Person: p.ID, Role: part, For: "(" + part + ")"}, nil
		}
	}
	return procedure.Actor{}, fault.New(fault.Refused, "procedure.who", "act", m.Act, "role", do.Part)
}

// do steps the case and writes everything that follows.
func (w *worker) do(a procedure.Act, record string) ([]string, error) {
	before := w.s.Stage
	next, effects, err := w.m.Step(w.s, a)
	if err != nil {
		return nil, err
	}
	w.s = next
	if err := w.log(a, before, record); err != nil {
		return nil, err
	}
	papers, err := w.carry(effects, a)
	if err != nil {
		return nil, err
	}
	return papers, w.save()
}

// log writes the step, and apart from it what was filled in.
func (w *worker) log(a procedure.Act, before, record string) error {
	id, err := w.tx.NewID()
	if err != nil {
		return err
	}
	var others []string
	for _, o := range a.With {
		others = append(others, o.Role+":"+o.Person+":"+o.For)
	}
	deed := w.s.Deeds[len(w.s.Deeds)-1]
	if err := w.tx.Insert("step", string(id), w.label, store.Row{"cases": w.c.ID, "n": w.c.Steps + 1, "move": a.Do, "kind": deed.Kind, "person": a.By.Person, "part": a.By.Role,
		"standing": a.By.For, "others": strings.Join(others, ","), "stage_from": before, "stage_to": w.s.Stage, "record": record}); err != nil || len(a.Values) == 0 {
		return err
	}
	b, err := json.Marshal(a.Values)
	if err != nil {
		return err
	}
	return w.tx.Insert("given", string(id), w.label, store.Row{"cases": w.c.ID, "answers": string(b)})
}

// save writes where the case has come to, and what of it waits now. Acts that waited for others under its old state are void.
func (w *worker) save() error {
	state, answers, err := w.s.Split()
	if err != nil {
		return err
	}
	stage, _ := w.m.File.Stage(w.s.Stage)
	if err := w.tx.Append("cases", w.c.ID, nil, store.Row{"stage": w.s.Stage, "state": string(state), "ended": stage.End, "steps": w.c.Steps + 1}); err != nil {
		return err
	}
	if !w.c.Erased() && string(answers) != w.c.Answers {
		if err := w.tx.Append("form", w.c.ID, nil, store.Row{"answers": string(answers)}); err != nil {
			return err
		}
	}
	w.c.Steps++
	if err := w.drop(); err != nil {
		return err
	}
	if err := w.d.wait(w.tx, w.view, w.c, w.label, w.m, w.s); err != nil {
		return err
	}
	return w.fronts()
}

// drop takes away what somebody was filling in, and acts that waited: the case has moved on.
func (w *worker) drop() error {
	for _, table := range []string{"draft", "pending"} {
		var ids []string // what people outside have begun stays: only they see it
		if err := w.view.Select(&ids, `SELECT id FROM `+table+` WHERE cases = $1 ORDER BY id`, w.c.ID); err != nil {
			return err
		}
		for _, id := range ids {
			if err := w.tx.Remove(table, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// Deed is one step of a case as a reader may see it.
type Deed struct {
	ID         string `db:"id"`
	Label      int64  `db:"label"`
	Act        string `db:"act"`
	Registered int64  `db:"registered"`
	N          int    `db:"n"`
	Move       string `db:"move"`
	Kind       string `db:"kind"`
	Person     string `db:"person"`
	Part       string `db:"part"`
	Standing   string `db:"standing"` // for whom, "" = themselves; "(part)" = entered from paper
	Others     string `db:"others"`   // part:person:for, comma-separated
	From       string `db:"stage_from"`
	To         string `db:"stage_to"`
	Record     string `db:"record"`
	Answers    string `db:"answers"` // JSON; "" for none, or erased
}

// Given gives what the step filled in.
func (s Deed) Given() map[string]any {
	out := map[string]any{}
	_ = json.Unmarshal([]byte(s.Answers), &out) // "" is nothing
	return out
}

// Deeds gives the steps of a case, in order.
func (d *Desk) Deeds(v *store.View, id string) ([]Deed, error) {
	var out []Deed
	err := v.Select(&out, `SELECT s.id, s.label, s.act, s.registered, s.n, s.move, s.kind, s.person, s.part, s.standing, s.others, s.stage_from, s.stage_to, s.record, coalesce(g.answers, '') AS answers
		FROM step AS s LEFT JOIN given AS g ON g.id = s.id WHERE s.cases = $1 ORDER BY s.n, s.id`, id)
	return out, err
}

// Assign hands a case to somebody, with a reason that stands in the register.
func (d *Desk) Assign(ctx context.Context, by office.Person, id, owner, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "casework.reason")
	}
	act := office.Act{Kind: "case.assign", Objects: []string{"cases:" + id, "person:" + owner}, Detail: []string{"reason", reason}}
	_, err := d.Office.Do(ctx, by, act, func(tx *store.Tx) error {
		w, err := d.at(tx, by, id)
		if err != nil {
			return err
		}
		if w.c.Ended {
			return fault.New(fault.Refused, "procedure.closed", "act", "assign")
		}
		if owner != "" {
			p, err := tx.Person(owner)
			if err != nil || !p.Active || !p.Clearance().MayRead(w.label) {
				return fault.New(fault.Refused, "casework.assign.sight")
			}
		}
		if err := tx.Append("cases", id, nil, store.Row{"owner": owner}); err != nil {
			return err
		}
		w.c.Owner = owner
		return d.wait(tx, tx.View, w.c, w.label, w.m, w.s)
	})
	return err
}

func itoa(n int) string { return strconv.Itoa(n) }
