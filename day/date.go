package day

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"schild/fault"
)

// Date is a date known to the year, the month or the day: Month and Day are 0 where unknown. The zero value is "no date". Comparable.
type Date struct {
	Year       int16
	Month, Day uint8
}

// Parse reads an ISO date as String writes it: a year of four digits, perhaps a month, perhaps a day. Nothing ("") is no
// date and a fault: who allows it asks first.
func Parse(s string) (Date, error) {
	d, ok := parse(s)
	if !ok || !d.Valid() {
		return Date{}, fault.New(fault.Invalid, "day.unreadable", "date", short(s))
	}
	return d, nil
}

func parse(s string) (d Date, ok bool) {
	switch len(s) {
	case len("2025"), len("2025-03"), len("2025-03-07"):
	default:
		return d, false
	}
	year, ok := digits(s[:4])
	d.Year = int16(year)
	for i, part := range []*uint8{&d.Month, &d.Day} {
		at := len("2025") + 3*i
		if at == len(s) || !ok {
			break
		}
		var n int
		n, ok = digits(s[at+1 : at+3])
		ok = ok && s[at] == '-' && n > 0
		*part = uint8(n)
	}
	return d, ok
}

// digits reads a number that is nothing but ASCII digits.
func digits(s string) (int, bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// short bounds what an error says of the words it was given.
func short(s string) string {
	const most = 20
	end := ""
	if len(s) > most {
		s, end = s[:most], "…"
	}
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")) + end
}

// String writes the date as far as it is known, "" for no date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Valid tells whether the date exists: a year from 1 to 9999, a month of the year, a day of the month, and no day without
// a month. No date is not a valid date.
func (d Date) Valid() bool {
	switch {
	case d.Year < 1, d.Year > 9999, d.Month > 12:
		return false
	case d.Month == 0:
		return d.Day == 0
	}
	return d.Day <= lastOf(d.Year, d.Month)
}

// lastOf gives the number of days of a month.
func lastOf(year int16, month uint8) uint8 {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// First gives the first day the date may be; no date stays no date.
func (d Date) First() Date {
	if d.IsZero() {
		return d
	}
	return Date{d.Year, max(d.Month, 1), max(d.Day, 1)}
}

// Last gives the last day the date may be; no date stays no date.
func (d Date) Last() Date {
	if d.IsZero() || d.Day != 0 {
		return d
	}
	if d.Month == 0 {
		d.Month = 12
	}
	return Date{d.Year, d.Month, lastOf(d.Year, d.Month)}
}

// Within tells whether every day d may be lies in what e may be: 2025-03-07 is within 2025-03 and 2025. No date is
// within nothing and holds nothing.
func (d Date) Within(e Date) bool {
	if d.IsZero() || e.IsZero() {
		return false
	}
	return e.First().Compare(d.First()) <= 0 && d.Last().Compare(e.Last()) <= 0
}

// Compare puts dates in one order, for lists: by year, then month, then day, the unknown first. It says nothing about what
// was earlier when a part is unknown; Before does.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}
