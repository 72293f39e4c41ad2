package registry

import (
	"schild/day"
	"schild/fault"
	"schild/internal/store"
	"schild/label"
)

// Period is between which days a clearance holds, both included; a zero day is no end on that side. Outside them the
// person is cleared for nothing, from the first act or page of that day in Brussels on.
type Period struct{ From, Until day.Date }

// WarnDays is how many days before its last one a clearance is shown as ending.
const WarnDays = 60

func (p Period) check() error {
	if !p.From.IsZero() && !p.Until.IsZero() && p.Until.Last().Compare(p.From.First()) < 0 {
		return fault.New(fault.Invalid, "person.period", "from", p.From.String(), "until", p.Until.String())
	}
	return nil
}

// ParsePeriod reads two days as a form or a command line has them; "" is no end on that side.
func ParsePeriod(from, until string) (p Period, err error) {
	for _, x := range []struct {
		text string
		into *day.Date
	}{{from, &p.From}, {until, &p.Until}} {
		if x.text == "" {
			continue
		}
		if *x.into, err = day.Parse(x.text); err != nil {
			return p, err
		}
	}
	return p, p.check()
}

// keep writes the days of a person's clearance where they differ from those that stand.
func (p Period) keep(tx *store.Tx, id string, old Period) error {
	if p == old {
		return nil
	}
	row := store.Row{"starts": text(p.From), "ends": text(p.Until)}
	err := tx.Append("validity", id, nil, row)
	if fault.Is(err, fault.Missing) {
		err = tx.Insert("validity", id, label.Bottom(), row)
	}
	return err
}

func text(d day.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// PeriodOf gives the days of somebody's clearance.
func PeriodOf(p store.Staff) Period {
	out, _ := ParsePeriod(p.Starts, p.Ends) // written by keep; what cannot be read grants nothing and is set anew
	return out
}
