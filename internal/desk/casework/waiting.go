package casework

import (
	"math"
	"slices"
	"strings"
	"time"

	"schild/internal/store"
	"schild/label"
	"schild/procedure"
)

// never is the moment of what no clock ends.
const never = math.MaxInt64

// Waiting is an open case with what comes next: whose turn it is, and when the first of its clocks ends.
type Waiting struct {
	ID        string `db:"id"`
	Label     int64  `db:"label"`
	Case      string `db:"cases"`
	Procedure string `db:"procedure"`
	Stage     string `db:"stage"`
	Part      string `db:"part"`
	Owner     string `db:"owner"`
	Term      string `db:"term"`
	Due       int64  `db:"due"` // UTC microseconds
	Warn      int64  `db:"warn"`
	Late      bool   `db:"late"`  // a clock has rung
	Still     bool   `db:"still"` // a clock stands still
	Rings     int64  `db:"rings"`
	Reference string `db:"reference"`
	Title     string `db:"title"`
	Opened    int64  `db:"opened"`
	Opener    string `db:"opener"`
}

// Timed tells whether a clock runs.
func (w Waiting) Timed() bool { return w.Due != never }

const waitingSelect = `SELECT w.id, w.label, w.cases, w.procedure, w.stage, w.part, w.owner, w.term, w.due, w.warn, w.late, w.still, w.rings, c.reference, c.opened, c.opener, coalesce(f.title, '') AS title
	FROM waiting AS w JOIN cases AS c ON c.id = w.cases LEFT JOIN form AS f ON f.id = w.cases `

// List narrows what waits. At most one of its fields is used: the first that is set.
type List struct {
	Parts     []string // whose turn it is
	Owner     string
	Procedure string // with Stage: one column of its board
	Stage     string
	From, To  int64 // due between
	Skip      int
	Limit     int
}

// Waiting gives what waits, what is due first on top.
func (d *Desk) Waiting(v *store.View, l List) ([]Waiting, error) {
	if l.Limit <= 0 {
		l.Limit = 50
	}
	out, err := d.waiting(v, l)
	for _, w := range out {
		v.Opened("cases", w.Case, w.Label)
	}
	return out, err
}

func (d *Desk) waiting(v *store.View, l List) ([]Waiting, error) {
	const order = ` ORDER BY w.due, w.id LIMIT `
	var out []Waiting
	var err error
	switch {
	case len(l.Parts) > 0:
		return d.ofParts(v, l)
	case l.Owner != "":
		err = v.Select(&out, waitingSelect+`WHERE w.owner = $1 AND w.lead = 1`+order+`$2 OFFSET $3`, l.Owner, l.Limit, l.Skip)
	case l.Stage != "":
		err = v.Select(&out, waitingSelect+`WHERE w.lead = 1 AND w.procedure = $1 AND w.stage = $2`+order+`$3 OFFSET $4`, l.Procedure, l.Stage, l.Limit, l.Skip)
	case l.Procedure != "":
		err = v.Select(&out, waitingSelect+`WHERE w.lead = 1 AND w.procedure = $1`+order+`$2 OFFSET $3`, l.Procedure, l.Limit, l.Skip)
	case l.To != 0:
		err = v.Select(&out, waitingSelect+`WHERE w.lead = 1 AND w.due >= $1 AND w.due < $2`+order+`$3 OFFSET $4`, l.From, l.To, l.Limit, l.Skip)
	default:
		err = v.Select(&out, waitingSelect+`WHERE w.lead = 1`+order+`$1 OFFSET $2`, l.Limit, l.Skip)
	}
	return out, err
}

// ofParts asks for each part by itself, which an index answers in order, and merges what comes.
func (d *Desk) ofParts(v *store.View, l List) ([]Waiting, error) {
	var all []Waiting
	for _, part := range l.Parts {
		var some []Waiting
		if err := v.Select(&some, waitingSelect+`WHERE w.part = $1 ORDER BY w.due, w.id LIMIT $2`, part, l.Skip+l.Limit); err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortFunc(all, func(a, b Waiting) int {
		switch {
		case a.Due != b.Due:
			return map[bool]int{true: -1, false: 1}[a.Due < b.Due]
		case a.Case != b.Case:
			return strings.Compare(a.Case, b.Case)
		}
		return strings.Compare(a.ID, b.ID)
	})
	all = slices.CompactFunc(all, func(a, b Waiting) bool { return a.Case == b.Case })
	return all[min(l.Skip, len(all)):min(l.Skip+l.Limit, len(all))], nil
}

// wait writes anew what of a case waits for whom. view is the author's, or what the house sees.
func (d *Desk) wait(tx *store.Tx, view *store.View, c Case, l label.Label, m procedure.Machine, s procedure.State) error {
	var old []string
	if err := view.Select(&old, `SELECT id FROM waiting WHERE cases = $1 ORDER BY id`, c.ID); err != nil {
		return err
	}
	for _, id := range old {
		if err := tx.Remove("waiting", id); err != nil {
			return err
		}
	}
	if stage, _ := m.File.Stage(s.Stage); stage.End {
		return nil
	}
	parts := turns(m.File, s.Stage)
	next := clock(m.Dues(s))
	for i, part := range parts {
		row := store.Row{"cases": c.ID, "procedure": m.File.ID, "stage": s.Stage, "part": part, "lead": i == 0, "owner": c.Owner,
			"term": next.term, "due": next.due, "warn": next.warn, "late": next.late, "still": next.still, "rings": next.rings}
		if err := insert(tx, "waiting", l, row); err != nil {
			return err
		}
	}
	return nil
}

// turns gives the parts that can do something in a stage, in the order of the file; "" alone where only time can.
func turns(f *procedure.File, stage string) []string {
	var out []string
	for _, m := range f.MovesFrom(stage) {
		for _, part := range append(slices.Clone(m.Who), m.With...) {
			if !slices.Contains(out, part) {
				out = append(out, part)
			}
		}
	}
	if out == nil {
		return []string{""}
	}
	return out
}

// ticking is what a case's clocks come to.
type ticking struct {
	term             string
	due, warn, rings int64
	late, still      bool
}

func clock(dues []procedure.Due) ticking {
	t := ticking{due: never, warn: never, rings: never}
	for _, d := range dues {
		if d.Stopped {
			t.still = true
			continue
		}
		end := micro(d.End)
		t.late = t.late || d.Rung
		if !d.Rung {
			t.rings = min(t.rings, end)
		}
		if !d.Warn.IsZero() {
			t.warn = min(t.warn, micro(d.Warn))
		}
		if end < t.due {
			t.due, t.term = end, d.Term
		}
	}
	return t
}

func micro(t time.Time) int64 { return t.UnixMicro() }

// Open is how many cases of a procedure are open, and of how many a clock has rung.
type Open struct {
	Procedure string `db:"procedure"`
	N         int    `db:"n"`
	Late      int    `db:"late"`
}

// OpenCases counts the open cases that the reader may see, by procedure.
func (d *Desk) OpenCases(v *store.View) ([]Open, error) {
	return store.Kept[Open](v, []string{"waiting"}, `SELECT procedure, count(*) AS n, sum(late) AS late FROM waiting WHERE lead = 1 GROUP BY procedure ORDER BY procedure`)
}
