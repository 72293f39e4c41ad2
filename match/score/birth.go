package score

import "schild/day"

// birth compares two dates as far as both go. The first of January is what offices write who know only the year.
func birth(x, y day.Date) (string, int32) {
	switch {
	case x == y && x.Day != 0:
		return "same", birthSame
	case x.Year != y.Year:
		return years(x, y)
	case x.Month == 0 || y.Month == 0 || isYear(x) || isYear(y):
		return "year", birthYear
	case x.Month == y.Month && (x.Day == 0 || y.Day == 0):
		return "month", birthMonth
	case x.Month == y.Month && slip(x.Day, y.Day), x.Day == y.Day, x.Day == y.Month && x.Month == y.Day:
		return "slip", birthSlip
	}
	return "other", birthOther
}

// years compares dates of different years.
func years(x, y day.Date) (string, int32) {
	apart := abs(int(x.Year) - int(y.Year))
	switch {
	case apart == 1 && (x.Month == 0 || y.Month == 0 || isYear(x) || isYear(y)):
		return "near", birthNear
	case x.Day != 0 && x.Month == y.Month && x.Day == y.Day && !isYear(x) && (slip(uint8(x.Year%100), uint8(y.Year%100)) || apart == 10):
		return "slip", birthSlip
	}
	return "other", birthOther
}

func isYear(d day.Date) bool { return d.Month == 1 && d.Day == 1 }

// slip tells whether one of two digits is another.
func slip(a, b uint8) bool { return a != b && (a/10 == b/10 || a%10 == b%10) }
