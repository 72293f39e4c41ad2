package day

// Plus gives the date n days later, or earlier where n is negative. A date not known to the day counts from its first day.
func (d Date) Plus(n int) Date {
	if d.IsZero() {
		return d
	}
	return fromOrdinal(d.First().ordinal() + n)
}

// Until gives the number of days from d to e, negative where e is earlier; both from their first day.
func (d Date) Until(e Date) int { return e.First().ordinal() - d.First().ordinal() }

// PlusMonths gives the day of the same number n months later, or the last day of that month where it has no such day.
func (d Date) PlusMonths(n int) Date {
	d = d.First()
	m := int(d.Year)*12 + int(d.Month) - 1 + n
	year, month := int16(m/12), uint8(m%12+1)
	return Date{year, month, min(d.Day, lastOf(year, month))}
}

// Weekday gives the day of the week: 0 is Sunday, 6 is Saturday.
func (d Date) Weekday() int { return (d.First().ordinal() + 4) % 7 }

// ordinal counts days; 0 is Thursday 1 January of a year far enough back that every date of this package is positive.
// The year is taken to begin in March, so that the day that comes and goes is its last.
func (d Date) ordinal() int {
	y, m := int(d.Year), int(d.Month)
	if m <= 2 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + int(d.Day) - 1 + offset
}

// offset makes Weekday right: 1 March of the year 0 was a Wednesday.
const offset = 6

// fromOrdinal is the inverse of ordinal.
func fromOrdinal(n int) Date {
	n -= offset
	century := 4*n + 3
	c := century / 146097
	rest := 4*(century%146097/4) + 3
	y, dayOfYear := rest/1461, rest%1461/4
	m := (5*dayOfYear + 2) / 153
	d := Date{Day: uint8(dayOfYear - (153*m+2)/5 + 1)}
	year := 100*c + y
	if m += 3; m > 12 {
		year, m = year+1, m-12
	}
	d.Year, d.Month = int16(year), uint8(m)
	return d
}
