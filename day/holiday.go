package day

// Easter gives Easter Sunday of a year of the Gregorian calendar, by Meeus' method.
func Easter(year int16) Date {
	y := int(year)
	golden, century, rest := y%19, y/100, y%100
	epact := (19*golden + century - century/4 - (century-(century+8)/25+1)/3 + 15) % 30
	sunday := (32 + 2*(century%4) + 2*(rest/4) - epact - rest%4) % 7
	correction := (golden + 11*epact + 22*sunday) / 451
	n := epact + sunday - 7*correction + 114
	return Date{year, uint8(n / 31), uint8(n%31 + 1)}
}

// Holidays gives the ten legal holidays of Belgium in a year (Act of 4 January 1974, Royal Decree of 18 April 1974), in order.
// Where two fall on one day, it stands there twice.
func Holidays(year int16) [10]Date {
	easter := Easter(year)
	h := [10]Date{{year, 1, 1}, easter.Plus(1), {year, 5, 1}, easter.Plus(39), easter.Plus(50),
		{year, 7, 21}, {year, 8, 15}, {year, 11, 1}, {year, 11, 11}, {year, 12, 25}}
	if h[3].Compare(h[2]) < 0 {
		h[2], h[3] = h[3], h[2]
	}
	return h
}

// Calendar says which days are worked. The zero value is Monday to Friday without the legal holidays.
type Calendar struct {
	Saturdays bool   // Saturday is worked, as some texts count it
	Free      []Date // the service's own days off, beside the legal holidays
}

// Working tells whether a day is worked.
func (c Calendar) Working(d Date) bool {
	w := d.Weekday()
	if w == 0 || w == 6 && !c.Saturdays {
		return false
	}
	for _, f := range c.Free {
		if f == d {
			return false
		}
	}
	for _, h := range Holidays(d.Year) {
		if h == d {
			return false
		}
	}
	return true
}

// Roll gives the day itself where it is worked, else the next that is.
func (c Calendar) Roll(d Date) Date {
	for !c.Working(d) {
		d = d.Plus(1)
	}
	return d
}

// PlusWorking gives the nth worked day after d; d itself is not counted.
func (c Calendar) PlusWorking(d Date, n int) Date {
	for n > 0 {
		if d = d.Plus(1); c.Working(d) {
			n--
		}
	}
	return d
}
