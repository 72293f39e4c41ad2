package store

import (
	"time"

	"schild/day"
	"schild/label"
)

// Today gives the day it is in Brussels by the house's clock, as this transaction began.
func (l *Lookup) Today() day.Date {
	if l.today.IsZero() {
		l.today, _ = day.Brussels(time.UnixMicro(l.store.cfg.Now()))
	}
	return l.today
}

// Now gives the moment by the house's clock, UTC microseconds.
func (l *Lookup) Now() int64 { return l.store.cfg.Now() }

// Today gives the day it is in Brussels by the house's clock.
func (v *View) Today() day.Date { return v.house.Today() }

// on gives the person as of a day: cleared within the days the clearance was granted for, else as anybody. Circles stay:
// who needs to know is no matter of being cleared. Days that cannot be read grant nothing.
func (p Staff) on(today day.Date) Staff {
	p.today = today
	if p.granted, p.lapsed = p.Clearance(), !within(p.Starts, p.Ends, today); p.lapsed {
		p.Level, p.Compartments = int64(label.NotClassified), ""
	}
	return p
}

func within(starts, ends string, today day.Date) bool {
	if starts != "" {
		if d, err := day.Parse(starts); err != nil || today.Compare(d.First()) < 0 {
			return false
		}
	}
	if ends != "" {
		if d, err := day.Parse(ends); err != nil || today.Compare(d.Last()) > 0 {
			return false
		}
	}
	return true
}

// Granted gives the clearance as it was granted, in its days or out of them: for those who keep the list of people.
func (p Staff) Granted() label.Clearance {
	if p.lapsed {
		return p.granted
	}
	return p.Clearance()
}

// InForce tells whether today is within the days of the clearance.
func (p Staff) InForce() bool { return !p.lapsed }

// DaysLeft gives how many days the clearance still holds after today; false when it has no last day or does not hold.
func (p Staff) DaysLeft() (int, bool) {
	d, err := day.Parse(p.Ends)
	if p.lapsed || p.Ends == "" || err != nil {
		return 0, false
	}
	return p.today.Until(d.Last()), true
}
