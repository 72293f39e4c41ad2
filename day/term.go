package day

import "time"

// Unit is what a term is counted in.
type Unit uint8

// The units. An hour is sixty minutes, also on the night the clocks change.
const (
	Days Unit = iota
	Working
	Months
	Hours
)

// Term is a length of time that a text gives. The day it starts from is not counted and its last day is. Roll moves a last
// day that is not worked to the next that is.
type Term struct {
	N    int
	Unit Unit
	Roll bool
}

// Pause is a time during which a term stands still: the day it stops is not counted, the day it resumes is. To is zero while it lasts.
type Pause struct{ From, To time.Time }

// End gives the first instant at which the term is over: in Brussels, the midnight after its last day, or the hour itself. It is
// not ok while a pause lasts. Pauses are in order and do not overlap; one that begins after the end changes nothing.
func (c Calendar) End(t Term, start time.Time, pauses []Pause) (end time.Time, ok bool) {
	if t.Unit == Hours {
		return endHours(start.Add(time.Duration(t.N)*time.Hour), pauses)
	}
	first, _ := Brussels(start)
	var last Date
	if t.Unit == Months {
		last, ok = endMonths(t.N, first, pauses)
	} else {
		last, ok = c.endDays(t, first, pauses)
	}
	if !ok {
		return time.Time{}, false
	}
	if t.Roll {
		last = c.Roll(last)
	}
	return Midnight(last.Plus(1)), true
}

func endHours(end time.Time, pauses []Pause) (time.Time, bool) {
	for _, p := range pauses {
		if !p.From.Before(end) {
			break
		}
		if p.To.IsZero() {
			return time.Time{}, false
		}
		end = end.Add(p.To.Sub(p.From))
	}
	return end, true
}

func endMonths(n int, first Date, pauses []Pause) (Date, bool) {
	last := first.PlusMonths(n)
	for _, p := range pauses {
		from, _ := Brussels(p.From)
		if from.Compare(last) > 0 {
			break
		}
		if p.To.IsZero() {
			return Date{}, false
		}
		to, _ := Brussels(p.To)
		if from == first {
			from = from.Plus(1) // never counted, so never lost
		}
		last = last.Plus(max(0, from.Until(to)))
	}
	return last, true
}

// endDays uses up the days before each pause and gives the rest after it.
func (c Calendar) endDays(t Term, first Date, pauses []Pause) (Date, bool) {
	left := t.N
	for _, p := range pauses {
		from, _ := Brussels(p.From)
		if c.after(t.Unit, first, left).Compare(from) < 0 {
			break
		}
		if p.To.IsZero() {
			return Date{}, false
		}
		to, _ := Brussels(p.To)
		left -= c.between(t.Unit, first, from)
		if before := to.Plus(-1); before.Compare(first) > 0 {
			first = before
		}
	}
	return c.after(t.Unit, first, left), true
}

// after gives the nth day that counts after d.
func (c Calendar) after(u Unit, d Date, n int) Date {
	if u == Working {
		return c.PlusWorking(d, n)
	}
	return d.Plus(n)
}

// between counts the days that count after d and before e.
func (c Calendar) between(u Unit, d, e Date) int {
	if u != Working {
		return max(0, d.Until(e)-1)
	}
	n := 0
	for d = d.Plus(1); d.Compare(e) < 0; d = d.Plus(1) {
		if c.Working(d) {
			n++
		}
	}
	return n
}
