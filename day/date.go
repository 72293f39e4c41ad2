package day

// Date is a date known to the year, the month or the day: Month and Day are 0 where unknown. The zero value is "no date". Comparable.
type Date struct {
	Year       int16
	Month, Day uint8
}
