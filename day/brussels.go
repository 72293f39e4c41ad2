package day

import "time"

// Brussels gives the date and the time of day on the clocks of Brussels at an instant. Summer time runs from the last
// Sunday of March to the last Sunday of October, 01:00 universal time, as it has since 1996.
func Brussels(t time.Time) (Date, time.Duration) {
	local := t.UTC().Add(offsetAt(t))
	y, m, d := local.Date()
	return Date{int16(y), uint8(m), uint8(d)}, time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute +
		time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond())
}

// Midnight gives the instant at which a day begins in Brussels.
func Midnight(d Date) time.Time {
	t := time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC)
	return t.Add(-offsetAt(t.Add(-time.Hour))) // the clocks change at night, but never at midnight
}

// At gives the instant of a time of day in Brussels. A time that a change of the clocks skips is read as winter time, one
// that comes twice is the first.
func At(d Date, clock time.Duration) time.Time {
	wall := time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC).Add(clock)
	if summer := wall.Add(-2 * time.Hour); offsetAt(summer) == 2*time.Hour {
		return summer
	}
	return wall.Add(-time.Hour)
}

func offsetAt(t time.Time) time.Duration {
	t = t.UTC()
	if !t.Before(change(t.Year(), time.March)) && t.Before(change(t.Year(), time.October)) {
		return 2 * time.Hour
	}
	return time.Hour
}

// change gives the instant at which the clocks change in a month of 31 days: its last Sunday.
func change(year int, month time.Month) time.Time {
	last := Date{int16(year), uint8(month), 31}
	return time.Date(year, month, 31-last.Weekday(), 1, 0, 0, 0, time.UTC)
}
