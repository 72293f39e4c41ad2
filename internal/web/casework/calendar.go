package casework

import (
	"bytes"
	"time"

	ics "github.com/arran4/golang-ical"

	"schild/day"
	desk "schild/internal/desk/casework"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

// month is what the template of the calendar is given.
type month struct {
	Title         string
	Before, After page.Link
	Days          []string // Monday to Sunday
	Weeks         [][]date
	Feed          page.Link
	Empty         page.Empty
	Nothing       bool
}

// date is one day of the calendar.
type date struct {
	N       int
	Words   string
	Off     bool // not worked
	Today   bool
	Outside bool // of another month
	Entries []page.Entry
	More    int
}

// mostInDay bounds the lines of a day; the rest is counted.
const mostInDay = 6

func (p pages) calendar(a *page.Ask) error {
	first := firstOf(a.Query("month"), today(p.now()))
	begin := monday(first)
	ws, labels, top, err := p.dueBetween(a, begin, begin.Plus(42))
	if err != nil {
		return err
	}
	return a.Show(page.Page{Title: a.T("casework.calendar"), Nav: "/work", Template: "calendar", Label: top, Help: a.T("casework.calendar.help"), Tabs: tabs(a, "/calendar"), Wide: true, Data: p.month(a, first, ws, labels)})
}

// firstOf reads "2026-03" as the first day of that month; anything else is this month.
func firstOf(text string, now day.Date) day.Date {
	if d, err := day.Parse(text); err == nil && d.Month != 0 {
		return d.First()
	}
	return day.Date{Year: now.Year, Month: now.Month, Day: 1}
}

// monday gives the Monday on or before a day.
func monday(d day.Date) day.Date {
	return d.Plus(-((int(day.Midnight(d).In(time.UTC).Add(12*time.Hour).Weekday()) + 6) % 7))
}

const mostDue = 500

func (p pages) dueBetween(a *page.Ask, from, to day.Date) (ws []desk.Waiting, labels map[int64]label.Label, top label.Label, err error) {
	labels = map[int64]label.Label{}
	err = a.See(func(v *store.View) error {
		ws, err = p.desk.Waiting(v, desk.List{From: day.Midnight(from).UnixMicro(), To: day.Midnight(to).UnixMicro(), Limit: mostDue})
		for _, w := range ws {
			labels[w.Label] = v.Label(w.Label)
			top = label.Join(top, labels[w.Label])
		}
		return err
	})
	return ws, labels, top, err
}

func (p pages) month(a *page.Ask, first day.Date, ws []desk.Waiting, labels map[int64]label.Label) month {
	now := p.now()
	after := first.Plus(31)
	before := first.Plus(-1)
	out := month{Title: a.P.Date(day.Date{Year: first.Year, Month: first.Month}), Nothing: len(ws) == 0, Empty: page.Empty{Title: a.T("casework.calendar.none")}, Feed: page.Link{Text: a.T("casework.calendar.feed"), Path: "/calendar.ics"},
		Before: page.Link{Text: a.P.Date(day.Date{Year: before.Year, Month: before.Month}), Path: "/calendar?month=" + before.String()[:7]}, After: page.Link{Text: a.P.Date(day.Date{Year: after.Year, Month: after.Month}), Path: "/calendar?month=" + after.String()[:7]}}
	for i := range 7 {
		out.Days = append(out.Days, a.T("casework.weekday."+string(rune('1'+i))))
	}
	d := monday(first)
	for range 6 {
		var week []date
		for range 7 {
			week = append(week, p.date(a, d, ws, labels, now))
			week[len(week)-1].Outside = d.Month != first.Month
			d = d.Plus(1)
		}
		out.Weeks = append(out.Weeks, week)
		if d.Month != first.Month {
			break
		}
	}
	return out
}

// date puts what is due on a day there: a clock that ends at midnight is due on the day before, which is its last.
func (p pages) date(a *page.Ask, d day.Date, ws []desk.Waiting, labels map[int64]label.Label, now int64) date {
	out := date{N: int(d.Day), Words: a.P.Date(d), Off: !p.desk.Calendar.Working(d), Today: d == today(now)}
	for _, w := range ws {
		if today(w.Due-1) != d {
			continue
		}
		if len(out.Entries) == mostInDay {
			out.More++
			continue
		}
		e := p.entry(a, w, labels, now)
		e.Text = w.Reference + " · " + p.word(a, p.file(w.Procedure), "term", w.Term)
		out.Entries = append(out.Entries, e)
	}
	return out
}

// feed gives the reader's own dates for a calendar program: references and terms, never a name.
func (p pages) feed(a *page.Ask) error {
	var ws []desk.Waiting
	top := label.Label{}
	err := a.See(func(v *store.View) (err error) {
		if ws, err = p.desk.Waiting(v, desk.List{Owner: a.By.ID, Limit: mostDue}); err != nil {
			return err
		}
		more, err := p.desk.Waiting(v, desk.List{Parts: p.desk.Parts(a.Staff), Limit: mostDue})
		ws = append(ws, more...)
		return err
	})
	if err != nil {
		return err
	}
	return a.File("casework.ics", "text/calendar; charset=utf-8", top, bytes.NewBufferString(p.events(a, ws)))
}

func (p pages) events(a *page.Ask, ws []desk.Waiting) string {
	c := ics.NewCalendar()
	c.SetProductId("-//schild//casework//" + a.P.Code())
	c.SetMethod(ics.MethodPublish)
	seen := map[string]bool{}
	for _, w := range ws {
		if !w.Timed() || seen[w.Case] {
			continue
		}
		seen[w.Case] = true
		f := p.file(w.Procedure)
		e := c.AddEvent(w.Case + "@schild")
		e.SetDtStampTime(time.UnixMicro(w.Opened).UTC())
		e.SetStartAt(time.UnixMicro(w.Due).UTC())
		e.SetEndAt(time.UnixMicro(w.Due).UTC())
		e.SetSummary(w.Reference + " · " + p.word(a, f, "term", w.Term))
		if w.Warn > 0 && w.Warn < w.Due {
			alarm := e.AddAlarm()
			alarm.SetAction(ics.ActionDisplay)
			alarm.SetTrigger(time.UnixMicro(w.Warn).UTC().Format("20060102T150405Z"), ics.WithValue("DATE-TIME"))
			alarm.SetDescription(w.Reference)
		}
	}
	return c.Serialize()
}
