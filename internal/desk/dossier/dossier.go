// Package dossier is the desk of dossiers: why we may look, who may know, until when.
//
// Laws it keeps:
//   - A dossier has a mission, a threat or interest, a reason and a review date before it opens, and its opener can read it.
//   - Need-to-know is its team: the dossier's circle is in the label of everything filed under it, and only the team has that circle.
//   - Team changes are acts of the head of desk and change the members' clearance in the same act.
package dossier

import (
	"context"
	"slices"
	"strings"
	"time"

	"schild/day"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Dossier is one dossier as a reader may see it.
type Dossier struct {
	ID         string `db:"id"`
	Version    int64  `db:"version"`
	Label      int64  `db:"label"`
	Act        string `db:"act"`
	Registered int64  `db:"registered"`
	Reference  string `db:"reference"`
	Title      string `db:"title"`
	Mission    string `db:"mission"`
	Threat     string `db:"threat"`
	Interest   string `db:"interest"`
	Reason     string `db:"reason"`
	Team       string `db:"team"` // person ids, comma-separated
	Review     string `db:"review"`
	State      string `db:"state"` // open | closed
}

// Members gives the team's person ids.
func (d Dossier) Members() []string {
	return strings.FieldsFunc(d.Team, func(r rune) bool { return r == ',' })
}

// Circle gives the circle of a dossier's team, as labels name it.
func Circle(id string) string { return "dossier:" + id }

// Opening is what a head of desk fills in to open a dossier.
type Opening struct {
	Title, Mission, Threat, Interest, Reason string
	Review                                   day.Date
	Team                                     []string
	Level                                    label.Level
}

func (o Opening) check() error {
	for _, f := range [][2]string{{"title", o.Title}, {"mission", o.Mission}, {"threat", o.Threat + o.Interest}, {"reason", o.Reason}} {
		if strings.TrimSpace(f[1]) == "" {
			return fault.New(fault.Invalid, "dossier.needed."+f[0])
		}
	}
	if o.Review.IsZero() {
		return fault.New(fault.Invalid, "dossier.review")
	}
	return nil
}

// within refuses a dossier that its opener could not read and one whose review is over before it begins.
func (o Opening) within(tx *store.Tx, by office.Person) error {
	opener, err := tx.Person(by.ID)
	if err != nil {
		return err
	}
	if label.Level(opener.Level) < o.Level {
		return fault.New(fault.Refused, "dossier.level")
	}
	t := time.UnixMicro(tx.At()).UTC()
	today := day.Date{Year: int16(t.Year()), Month: uint8(t.Month()), Day: uint8(t.Day())}
	if o.Review.Last().Compare(today) < 0 {
		return fault.New(fault.Invalid, "dossier.review.past")
	}
	return nil
}

// Desk opens dossiers and keeps their teams.
type Desk struct{ Office *office.Office }

const columns = `id, version, label, act, registered, reference, title, mission, threat, interest, reason, team, review, state`

// Open opens a dossier and gives its team the circle that everything filed under it will need. The opener is of the team.
func (d *Desk) Open(ctx context.Context, by office.Person, o Opening) (string, error) {
	if err := o.check(); err != nil {
		return "", err
	}
	var id string
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "dossier.open", Ground: o.Mission}, func(tx *store.Tx) error {
		if err := o.within(tx, by); err != nil {
			return err
		}
		fresh, err := tx.NewID()
		if err != nil {
			return err
		}
		id = string(fresh)
		team := append(slices.Clone(o.Team), by.ID)
		slices.Sort(team)
		team = slices.Compact(team)
		l := label.Label{Level: o.Level, Circles: label.NewSet(Circle(id))}
		row := store.Row{"reference": "D-" + strings.ToUpper(id[:4]+"-"+id[4:8]), "title": o.Title, "mission": o.Mission, "threat": o.Threat,
			"interest": o.Interest, "reason": o.Reason, "team": strings.Join(team, ","), "review": o.Review.String(), "state": "open"}
		if err := tx.Insert("dossier", id, l, row); err != nil {
			return err
		}
		return join(tx, Circle(id), team, nil)
	})
	return id, err
}

// SetTeam changes who is of a dossier's team. Nobody outside it can, and whoever changes it stays of it: a dossier always
// has somebody who answers for it.
func (d *Desk) SetTeam(ctx context.Context, by office.Person, id string, team []string) error {
	team = slices.Compact(slices.Sorted(slices.Values(team)))
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "dossier.team", Dossier: id, Objects: []string{"dossier:" + id}}, func(tx *store.Tx) error {
		old, err := get(tx.View, id)
		if err != nil {
			return err
		}
		if !slices.Contains(team, by.ID) {
			return fault.New(fault.Refused, "dossier.team.self")
		}
		if err := tx.Append("dossier", id, nil, store.Row{"team": strings.Join(team, ",")}); err != nil {
			return err
		}
		return join(tx, Circle(id), team, old.Members())
	})
	return err
}

// join gives the circle to the team and takes it from those who left.
func join(tx *store.Tx, circle string, team, old []string) error {
	for _, p := range append(slices.Clone(team), old...) {
		staff, err := tx.Person(p)
		if err != nil || !staff.Active && slices.Contains(team, p) {
			return fault.New(fault.Invalid, "dossier.team.unknown", "person", p)
		}
		set := label.Set(staff.Circles)
		if slices.Contains(team, p) {
			set = set.Union(label.NewSet(circle))
		} else {
			set = set.Minus(label.NewSet(circle))
		}
		if set == label.Set(staff.Circles) {
			continue
		}
		if err := tx.Append("person", p, nil, store.Row{"circles": string(set)}); err != nil {
			return err
		}
	}
	return nil
}

// List gives the dossiers whose team the reader is of, by title.
func (d *Desk) List(v *store.View) ([]Dossier, error) {
	var out []Dossier
	err := v.Select(&out, `SELECT `+columns+` FROM dossier ORDER BY state DESC, title, id`)
	for _, x := range out {
		v.Opened("dossier", x.ID, x.Label)
	}
	return out, err
}

// Dossier gives one.
func (d *Desk) Dossier(v *store.View, id string) (Dossier, error) {
	x, err := get(v, id)
	if err == nil {
		v.Opened("dossier", x.ID, x.Label)
	}
	return x, err
}

func get(v *store.View, id string) (Dossier, error) {
	var x Dossier
	return x, v.Get(&x, `SELECT `+columns+` FROM dossier WHERE id = $1`, id)
}
