package screening

import (
	"cmp"
	"time"

	"schild/day"
)

func compareDates(a, b day.Date) int {
	return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day))
}

// dayOf gives the day of a moment in UTC microseconds.
func dayOf(at int64) day.Date {
	t := time.UnixMicro(at).UTC()
	return day.Date{Year: int16(t.Year()), Month: uint8(t.Month()), Day: uint8(t.Day())}
}
