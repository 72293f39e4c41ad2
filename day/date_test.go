package day_test

import (
	"testing"

	"pgregory.net/rapid"

	"schild/day"
	"schild/fault"
	"schild/internal/badinput"
)

// dates draws valid dates, partial ones included.
func dates() *rapid.Generator[day.Date] {
	return rapid.Custom(func(t *rapid.T) day.Date {
		d := day.Date{Year: int16(rapid.IntRange(1, 9999).Draw(t, "year")), Month: uint8(rapid.IntRange(0, 12).Draw(t, "month"))}
		if d.Month != 0 {
			d.Day = uint8(rapid.IntRange(0, int(day.Date{Year: d.Year, Month: d.Month}.Last().Day)).Draw(t, "day"))
		}
		return d
	})
}

// near draws dates that often touch: few years, months and days.
func near() *rapid.Generator[day.Date] {
	return rapid.Custom(func(t *rapid.T) day.Date {
		d := day.Date{Year: int16(rapid.IntRange(2023, 2024).Draw(t, "year")), Month: uint8(rapid.IntRange(0, 3).Draw(t, "month"))}
		if d.Month != 0 {
			d.Day = rapid.SampledFrom([]uint8{0, 1, 2, 28}).Draw(t, "day")
		}
		return d
	})
}

func TestParseAndStringAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dates().Draw(t, "date")
		if got, err := day.Parse(d.String()); err != nil || got != d {
			t.Fatalf("%v reads back as %v, %v", d, got, err)
		}
	})
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		in   string
		want day.Date
	}{
		{"2025", day.Date{Year: 2025}},
		{"2025-03", day.Date{Year: 2025, Month: 3}},
		{"2025-03-07", day.Date{Year: 2025, Month: 3, Day: 7}},
		{"2024-02-29", day.Date{Year: 2024, Month: 2, Day: 29}},
		{"2000-02-29", day.Date{Year: 2000, Month: 2, Day: 29}},
		{"0001-01-01", day.Date{Year: 1, Month: 1, Day: 1}},
		{"9999-12-31", day.Date{Year: 9999, Month: 12, Day: 31}},
	} {
		if got, err := day.Parse(c.in); err != nil || got != c.want {
			t.Errorf("Parse(%q) = %v, %v", c.in, got, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, s := range []string{"", "0000", "25", "2025-", "2025-3", "2025-00", "2025-13", "2025-03-00", "2025-03-32", "2023-02-29", "1900-02-29",
		"2025-04-31", "2025/03/07", "2025-03-07T00:00", " 2025", "2025 ", "+025", "-025", "20a5", "2025-0３", "٢٠٢٥", "2025--1", "2025-03--", "07-03-2025"} {
		if d, err := day.Parse(s); !fault.Is(err, fault.Invalid) || !d.IsZero() {
			t.Errorf("Parse(%q) = %v, %v", s, d, err)
		}
	}
}

// TestCompareIsATotalOrder: and it is the order of the written forms.
func TestCompareIsATotalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := near().Draw(t, "a"), near().Draw(t, "b"), near().Draw(t, "c")
		if a.Compare(b) != -b.Compare(a) || (a.Compare(b) == 0) != (a == b) {
			t.Fatalf("%v and %v: %d and %d", a, b, a.Compare(b), b.Compare(a))
		}
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
			t.Fatalf("%v ≤ %v ≤ %v, but not the first and last", a, b, c)
		}
		if (a.Compare(b) < 0) != (a.String() < b.String()) {
			t.Fatalf("%v and %v are written in another order", a, b)
		}
	})
}

// days lists every day a date may be, by counting: the oracle for Before and Within.
func days(d day.Date) []day.Date {
	var out []day.Date
	for m := uint8(1); m <= 12; m++ {
		for n := uint8(1); n <= 31; n++ {
			x := day.Date{Year: d.Year, Month: m, Day: n}
			if x.Valid() && (d.Month == 0 || d.Month == m) && (d.Day == 0 || d.Day == n) {
				out = append(out, x)
			}
		}
	}
	return out
}

func TestBeforeAgainstEveryPossibleDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := near().Draw(t, "a"), near().Draw(t, "b")
		some, all, inside := false, true, true
		for _, x := range days(a) {
			in := false
			for _, y := range days(b) {
				earlier := x.Compare(y) < 0
				some, all = some || earlier, all && earlier
				in = in || x == y
			}
			inside = inside && in
		}
		want := day.Unknown
		switch {
		case all:
			want = day.Yes
		case !some:
			want = day.No
		}
		if got := a.Before(b); got != want {
			t.Fatalf("%v before %v: %v, want %v", a, b, got, want)
		}
		if got := a.Within(b); got != inside {
			t.Fatalf("%v within %v: %v, want %v", a, b, got, inside)
		}
	})
}

func TestBefore(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want day.Answer
	}{
		{"2024", "2025", day.Yes},
		{"2025", "2024", day.No},
		{"2025", "2025", day.Unknown},
		{"2025-03", "2025", day.Unknown},
		{"2025-03-31", "2025-04", day.Yes},
		{"2025-12-31", "2025", day.No}, // the year began no later
		{"2025", "2025-01-01", day.No},
		{"2025-03-07", "2025-03-07", day.No},
	} {
		a, errA := day.Parse(c.a)
		b, errB := day.Parse(c.b)
		if got := a.Before(b); got != c.want || errA != nil || errB != nil {
			t.Errorf("%s before %s: %v, want %v", c.a, c.b, got, c.want)
		}
	}
	if (day.Date{}).Before(day.Date{Year: 1}) != day.Unknown || (day.Date{Year: 1}).Before(day.Date{}) != day.Unknown {
		t.Error("no date is before nothing we know")
	}
}

func TestFirstAndLastBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dates().Draw(t, "date")
		all := days(d)
		if d.First() != all[0] || d.Last() != all[len(all)-1] {
			t.Fatalf("%v is from %v to %v, counted %v to %v", d, d.First(), d.Last(), all[0], all[len(all)-1])
		}
	})
	if none := (day.Date{}); !none.First().IsZero() || !none.Last().IsZero() || none.Valid() || none.String() != "" {
		t.Error("no date must stay no date")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "2025", "2025-03", "2025-03-07", "2023-02-29", "2025-03-07T12:00:00Z", "\xff025"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := day.Parse(s)
		if err == nil && (d.String() != s || !d.Valid()) {
			t.Fatalf("%q was read as %v", s, d)
		}
		if err != nil {
			badinput.Refused(t, err)
		}
	})
}
