package exchange

import (
	"strings"

	"schild/day"
)

// months by their first three letters, as lists in English write them.
const months = "jan feb mar apr may jun jul aug sep oct nov dec "

// dates reads a date as lists write it: ISO, "7 Mar 1955", "Mar 1955", "1955", each perhaps after "circa" or
// "approximately". "1951 to 1953" and "1951-1953" give both ends. ok is false when any of it cannot be read.
func dates(s string) (out []day.Date, ok bool) {
	s = strings.TrimPrefix(strings.ToLower(strings.Join(strings.Fields(s), " ")), "between ")
	for _, mark := range []string{" to ", " and ", "-"} {
		from, to, cut := strings.Cut(s, mark)
		if !cut || mark == "-" && (len(to) != len("1953") || strings.Contains(to, "-")) {
			continue
		}
		first, ok := date(from)
		last, too := date(to)
		return []day.Date{first, last}, ok && too
	}
	first, ok := date(s)
	return []day.Date{first}, ok
}

// date reads one date.
func date(s string) (d day.Date, ok bool) {
	for _, about := range []string{"circa ", "c. ", "approximately ", "about "} {
		s = strings.TrimPrefix(s, about)
	}
	if d, err := day.Parse(s); err == nil {
		return d, true
	}
	words := strings.Fields(strings.NewReplacer(",", " ", ".", " ").Replace(s))
	if len(words) < 2 || len(words) > 3 {
		return d, false
	}
	year, month := words[len(words)-1], monthOf(words[len(words)-2])
	if len(year) != 4 || month == 0 {
		return d, false
	}
	if d, err := day.Parse(year); err != nil {
		return d, false
	} else if len(words) == 2 {
		d.Month = month
		return d, true
	}
	return withDay(words[0], month, year)
}

func withDay(n string, month uint8, year string) (day.Date, bool) {
	d, err := day.Parse(year)
	if err != nil || len(n) > 2 || strings.Trim(n, "0123456789") != "" {
		return day.Date{}, false
	}
	for _, c := range n {
		d.Day = d.Day*10 + uint8(c-'0')
	}
	d.Month = month
	return d, d.Valid() && d.Day > 0
}

// monthOf gives the month of a name of three letters or more, 0 for none.
func monthOf(s string) uint8 {
	if len(s) < 3 {
		return 0
	}
	i := strings.Index(months, s[:3]+" ")
	if i < 0 || i%4 != 0 {
		return 0
	}
	return uint8(i/4 + 1)
}
