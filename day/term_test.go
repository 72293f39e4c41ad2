package day_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/be"
	"pgregory.net/rapid"

	"schild/day"
)

func date(t interface{ Fatal(...any) }, s string) day.Date {
	d, err := day.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func brussels(t interface{ Fatal(...any) }) *time.Location {
	l, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// lastDay gives the last day of a term.
func lastDay(end time.Time) day.Date {
	d, _ := day.Brussels(end.Add(-time.Second))
	return d
}

// TestTheLawsOwnExamples: published vectors of the counting rules.
func TestTheLawsOwnExamples(t *testing.T) {
	for _, c := range []struct {
		from string
		term day.Term
		want string
	}{
		{"2025-12-05", day.Term{N: 8, Roll: true}, "2025-12-15"},
		{"2025-04-10", day.Term{N: 30, Roll: true}, "2025-05-12"},
		{"2025-10-31", day.Term{N: 30, Roll: true}, "2025-12-01"},
		{"2026-04-24", day.Term{N: 8, Roll: true}, "2026-05-04"},
		{"2025-06-30", day.Term{N: 60, Roll: true}, "2025-08-29"},
		{"2025-12-19", day.Term{N: 20, Unit: day.Working}, "2026-01-20"},
		{"2025-04-14", day.Term{N: 20, Unit: day.Working}, "2025-05-14"},
		{"2025-07-18", day.Term{N: 5, Unit: day.Working}, "2025-07-28"},
		{"2025-10-27", day.Term{N: 20, Unit: day.Working}, "2025-11-25"},
		{"2025-01-31", day.Term{N: 1, Unit: day.Months}, "2025-02-28"},
		{"2025-11-15", day.Term{N: 2, Unit: day.Months}, "2026-01-15"},
		{"2024-02-29", day.Term{N: 60, Unit: day.Months}, "2029-02-28"},
	} {
		end, ok := day.Calendar{}.End(c.term, day.At(date(t, c.from), 15*time.Hour), nil)
		if got := lastDay(end); !ok || got != date(t, c.want) {
			t.Errorf("%s and %+v: %v, want %s", c.from, c.term, got, c.want)
		}
	}
	for year, want := range map[int16]string{2025: "2025-04-20", 2026: "2026-04-05", 2027: "2027-03-28", 2028: "2028-04-16", 2029: "2029-04-01", 2030: "2030-04-21"} {
		if got := day.Easter(year); got != date(t, want) {
			t.Errorf("Easter %d: %v, want %s", year, got, want)
		}
	}
	for year, want := range map[int16]int{2025: 252, 2026: 253, 2027: 254, 2028: 252} {
		n := 0
		for d := (day.Date{Year: year, Month: 1, Day: 1}); d.Year == year; d = d.Plus(1) {
			if (day.Calendar{}).Working(d) {
				n++
			}
		}
		if n != want {
			t.Errorf("%d has %d working days, want %d", year, n, want)
		}
	}
}

// TestHolidaysAgainstALibrary: every day of two centuries, against rickar/cal.
func TestHolidaysAgainstALibrary(t *testing.T) {
	c := cal.NewBusinessCalendar()
	c.AddHoliday(be.Holidays...)
	var mine day.Calendar
	for x := time.Date(1975, 1, 1, 0, 0, 0, 0, time.UTC); x.Year() < 2175; x = x.AddDate(0, 0, 1) {
		d := day.Date{Year: int16(x.Year()), Month: uint8(x.Month()), Day: uint8(x.Day())}
		if mine.Working(d) != c.IsWorkday(x) || d.Weekday() != int(x.Weekday()) {
			t.Fatalf("%v: worked %v, weekday %d; the library says %v, %v", d, mine.Working(d), d.Weekday(), c.IsWorkday(x), x.Weekday())
		}
	}
}

func TestPlusAndUntilAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := day.Date{Year: int16(rapid.IntRange(100, 9000).Draw(t, "year")), Month: uint8(rapid.IntRange(1, 12).Draw(t, "month")), Day: uint8(rapid.IntRange(1, 28).Draw(t, "day"))}
		n := rapid.IntRange(-30000, 30000).Draw(t, "n")
		e := d.Plus(n)
		want := time.Date(int(d.Year), time.Month(d.Month), int(d.Day)+n, 0, 0, 0, 0, time.UTC)
		if d.Until(e) != n || e.String() != want.Format("2006-01-02") {
			t.Fatalf("%v + %d = %v, %d days on; want %v", d, n, e, d.Until(e), want)
		}
	})
}

// TestBrusselsAgainstTheZoneDatabase: every quarter of an hour around each change, and at random.
func TestBrusselsAgainstTheZoneDatabase(t *testing.T) {
	zone := brussels(t)
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(820454400, 2145916800).Draw(t, "unix"), 0)
		d, clock := day.Brussels(at)
		local := at.In(zone)
		if d.String() != local.Format("2006-01-02") || (time.Time{}).Add(clock).Format("15:04:05") != local.Format("15:04:05") {
			t.Fatalf("%v is %v %v", local, d, clock)
		}
		if m := day.Midnight(d); !m.Equal(time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone)) {
			t.Fatalf("%v begins at %v", d, m)
		}
		if back := day.At(d, clock); !back.Equal(at) && !back.Equal(at.Add(-time.Hour)) {
			t.Fatalf("%v reads back as %v", at, back)
		}
	})
	for year := int16(2024); year < 2031; year++ {
		for _, month := range []uint8{3, 10} {
			from := day.Midnight(day.Date{Year: year, Month: month, Day: 24})
			for n := range 4 * 24 * 9 {
				at := from.Add(time.Duration(n) * 15 * time.Minute)
				d, clock := day.Brussels(at)
				if got := at.In(zone).Format("2006-01-02 15:04"); got != d.String()+" "+(time.Time{}).Add(clock).Format("15:04") {
					t.Fatalf("%s is %v %v", got, d, clock)
				}
			}
		}
	}
}

// naive counts a term one day (or second) at a time, on time.Time and a library's calendar.
func naive(t *rapid.T, term day.Term, start time.Time, pauses []day.Pause, zone *time.Location) time.Time {
	c := cal.NewBusinessCalendar()
	c.AddHoliday(be.Holidays...)
	stands := func(x time.Time) bool {
		for _, p := range pauses {
			from, to := p.From.In(zone), p.To.In(zone)
			if term.Unit == day.Hours && !x.Before(from) && x.Before(to) {
				return true
			}
			if term.Unit != day.Hours && x.Format("2006-01-02") >= from.Format("2006-01-02") && x.Format("2006-01-02") < to.Format("2006-01-02") {
				return true
			}
		}
		return false
	}
	if term.Unit == day.Hours {
		left := term.N * 60
		x := start
		for ; left > 0; x = x.Add(time.Minute) {
			if !stands(x) {
				left--
			}
		}
		return x
	}
	x := time.Date(start.In(zone).Year(), start.In(zone).Month(), start.In(zone).Day(), 12, 0, 0, 0, zone)
	n := term.N
	if term.Unit == day.Months { // as many days as those months have from this day, none past the month's last
		y := time.Date(x.Year(), x.Month()+time.Month(term.N)+1, 0, 12, 0, 0, 0, zone)
		for y.Day() > x.Day() {
			y = y.AddDate(0, 0, -1)
		}
		n = 0
		for z := x; z.Before(y); z = z.AddDate(0, 0, 1) {
			n++
		}
	}
	for n > 0 {
		x = x.AddDate(0, 0, 1)
		if !stands(x) && (term.Unit != day.Working || c.IsWorkday(x)) {
			n--
		}
	}
	for term.Roll && !c.IsWorkday(x) {
		x = x.AddDate(0, 0, 1)
	}
	return time.Date(x.Year(), x.Month(), x.Day()+1, 0, 0, 0, 0, zone)
}

// TestTermsAgainstANaiveCounter: 500 generated terms with pauses, no difference.
func TestTermsAgainstANaiveCounter(t *testing.T) {
	zone := brussels(t)
	n := 0
	for n < 500 {
		rapid.Check(t, func(t *rapid.T) {
			n++
			term := day.Term{N: rapid.IntRange(1, 70).Draw(t, "n"), Unit: day.Unit(rapid.IntRange(0, 3).Draw(t, "unit")), Roll: rapid.Bool().Draw(t, "roll")}
			term.Roll = term.Roll && term.Unit != day.Hours
			minute := func(name string) time.Duration {
				return time.Duration(rapid.IntRange(1, 60*24*12).Draw(t, name)) * time.Minute
			}
			start := day.Midnight(day.Date{Year: int16(rapid.IntRange(2020, 2032).Draw(t, "year")), Month: 1, Day: 1}).Add(28 * minute("start"))
			var pauses []day.Pause
			at := start
			for range rapid.IntRange(0, 3).Draw(t, "pauses") {
				p := day.Pause{From: at.Add(minute("from"))}
				p.To = p.From.Add(minute("to"))
				pauses, at = append(pauses, p), p.To
			}
			got, ok := day.Calendar{}.End(term, start, pauses)
			if want := naive(t, term, start, pauses, zone); !ok || !got.Equal(want) {
				t.Fatalf("%+v from %v with %v: ends %v, counted %v", term, start, pauses, got.In(zone), want)
			}
		})
	}
	t.Logf("%d terms", n)
}

// TestAnOpenPauseHasNoEnd, and one that begins too late changes nothing.
func TestAnOpenPauseHasNoEnd(t *testing.T) {
	start := day.At(date(t, "2025-03-03"), 9*time.Hour)
	for _, u := range []day.Unit{day.Days, day.Working, day.Months, day.Hours} {
		term := day.Term{N: 3, Unit: u}
		if _, ok := (day.Calendar{}).End(term, start, []day.Pause{{From: start.Add(time.Hour)}}); ok {
			t.Errorf("%v ends while it stands still", term)
		}
		plain, _ := day.Calendar{}.End(term, start, nil)
		if end, ok := (day.Calendar{}).End(term, start, []day.Pause{{From: start.AddDate(1, 0, 0)}}); !ok || !end.Equal(plain) {
			t.Errorf("%v is moved by a pause after its end", term)
		}
	}
}

// TestTheServicesOwnDaysOff and worked Saturdays are the site's choice.
func TestTheServicesOwnDaysOff(t *testing.T) {
	own := day.Calendar{Free: []day.Date{date(t, "2025-12-26")}}
	if got := own.PlusWorking(date(t, "2025-12-24"), 1); got != date(t, "2025-12-29") {
		t.Errorf("after Christmas: %v", got)
	}
	if got := (day.Calendar{Saturdays: true}).Roll(date(t, "2025-12-13")); got != date(t, "2025-12-13") {
		t.Errorf("a worked Saturday rolled to %v", got)
	}
}
