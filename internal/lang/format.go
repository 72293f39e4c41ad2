package lang

import (
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the same zone rules wherever the binary runs

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"schild/day"
)

// zone is where the service works. Its rules are read once.
var zone = sync.OnceValue(func() *time.Location {
	l, err := time.LoadLocation("Europe/Brussels")
	if err != nil { // only when the embedded rules are gone
		return time.UTC
	}
	return l
})

// Number gives a whole number with the language's grouping.
func (p *Printer) Number(n int64) string { return p.form.FmtNumber(float64(n), 0) }

// Decimal gives a number with so many places behind the comma.
func (p *Printer) Decimal(x float64, places int) string { return p.form.FmtNumber(x, uint64(places)) }

// Moment gives the day and minute of an instant in UTC microseconds; "" of 0.
func (p *Printer) Moment(at int64) string {
	if at == 0 {
		return ""
	}
	t := time.UnixMicro(at).In(zone())
	return p.form.FmtDateMedium(t) + " " + p.form.FmtTimeShort(t)
}

// Day gives the day of an instant in UTC microseconds; "" of 0.
func (p *Printer) Day(at int64) string {
	if at == 0 {
		return ""
	}
	return p.form.FmtDateMedium(time.UnixMicro(at).In(zone()))
}

// Date gives a date as far as it is known: a day, a month or a year; "" of none.
func (p *Printer) Date(d day.Date) string {
	if d.Year == 0 {
		return ""
	}
	t := time.Date(int(d.Year), time.Month(max(1, d.Month)), max(1, int(d.Day)), 12, 0, 0, 0, time.UTC)
	switch {
	case d.Month == 0:
		return t.Format("2006")
	case d.Day == 0:
		return p.form.MonthWide(t.Month()) + t.Format(" 2006")
	}
	return p.form.FmtDateMedium(t)
}

// Size gives a number of bytes for people: "14 kB".
func (p *Printer) Size(n int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	f, i := float64(n), 0
	for f >= 1000 && i+1 < len(units) {
		f, i = f/1000, i+1
	}
	var digits uint64
	if i > 0 && f < 10 {
		digits = 1
	}
	return p.form.FmtNumber(f, digits) + " " + units[i]
}

// Compare gives the order of strings that a reader of the language expects, equal ones by bytes. It is for one goroutine.
func (p *Printer) Compare() func(a, b string) int {
	c := collate.New(language.Make(p.code))
	return func(a, b string) int {
		if n := c.CompareString(a, b); n != 0 {
			return n
		}
		return strings.Compare(a, b)
	}
}

// Sort orders strings by Compare.
func (p *Printer) Sort(s []string) { slices.SortFunc(s, p.Compare()) }
