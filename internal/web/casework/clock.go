package casework

import (
	"strconv"
	"time"

	"schild/day"
	"schild/internal/web/page"
	"schild/procedure"
)

// dial is one clock of a case, drawn as a bar from its beginning to its end.
type dial struct {
	Term    string
	When    string // until when, or that it stands still
	Left    page.Tag
	Ground  string
	Unsure  string // that the length was not verified
	After   string // what follows when it is over
	Gone    int    // how much of it is over, of 200
	Pauses  []span
	Still   bool
	Caption string
}

// span is a stretch of the bar.
type span struct{ X, Width int }

const dialWide = 200

// dials draws the clocks of a case.
func (p pages) dials(a *page.Ask, m procedure.Machine, s procedure.State, now int64) []dial {
	var out []dial
	for _, d := range m.Dues(s) {
		t := term(m.File, d.Term)
		x := dial{Term: p.word(a, m.File, "term", d.Term), Ground: t.Ground.Law, Unsure: unsure(a, t.Ground.Confidence), Still: d.Stopped}
		if t.To != "" {
			x.After = a.T("casework.clock.to", "stage", p.word(a, m.File, "stage", t.To))
		}
		if d.Stopped {
			x.When, x.Left = a.T("casework.clock.still"), page.Tag{Text: a.T("casework.still"), Kind: "wait"}
		} else {
			x.When = a.T("casework.clock.until", "when", a.P.Moment(d.End.UnixMicro()))
			x.Left = left(a, d.End.UnixMicro(), d.Warn.UnixMicro(), now)
			x.measure(s.Clocks[d.Term], d.End, time.UnixMicro(now))
		}
		out = append(out, x)
	}
	return out
}

// measure places what is over, and the pauses, on the bar.
func (x *dial) measure(c procedure.Clock, end, now time.Time) {
	whole := end.Sub(c.Start)
	if whole <= 0 {
		x.Gone = dialWide
		return
	}
	at := func(t time.Time) int {
		return int(max(0, min(dialWide, int64(dialWide)*int64(t.Sub(c.Start))/int64(whole))))
	}
	x.Gone = at(now)
	for _, pause := range c.Pauses {
		from, to := at(pause.From), at(pause.To)
		x.Pauses = append(x.Pauses, span{X: from, Width: max(1, to-from)})
	}
}

func term(f *procedure.File, name string) procedure.Term {
	for _, t := range f.Terms {
		if t.Name == name {
			return t
		}
	}
	return procedure.Term{}
}

// unsure says that a term was not verified, "" for one that was.
func unsure(a *page.Ask, confidence string) string {
	if confidence == "V" {
		return ""
	}
	return a.T("casework.confidence." + confidence)
}

// left says how much time is left.
func left(a *page.Ask, end, warn, now int64) page.Tag {
	const daylong = int64(24 * time.Hour / time.Microsecond)
	hours := func(n int64) string { return strconv.FormatInt(n/(daylong/24), 10) }
	switch d := end - now; {
	case d <= 0 && -d < 2*daylong:
		return page.Tag{Text: a.T("casework.late.hours", "n", hours(-d)), Kind: "late"}
	case d <= 0:
		return page.Tag{Text: a.T("casework.late.days", "n", strconv.FormatInt(-d/daylong, 10)), Kind: "late"}
	case d < 2*daylong:
		return page.Tag{Text: a.T("casework.left.hours", "n", hours(d)), Kind: "late"}
	case warn > 0 && now >= warn || d < 4*daylong:
		return page.Tag{Text: a.T("casework.left.days", "n", strconv.FormatInt(d/daylong, 10)), Kind: "wait"}
	default:
		return page.Tag{Text: a.T("casework.left.days", "n", strconv.FormatInt(d/daylong, 10))}
	}
}

// today gives the day it is in Brussels.
func today(now int64) day.Date {
	d, _ := day.Brussels(time.UnixMicro(now))
	return d
}
