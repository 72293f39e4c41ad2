package score

import "strconv"

// Message gives the item's message key and its arguments, alternating names and values: a and b are what the two sides
// say, weight is the weight in log-odds with its sign.
func (i Item) Message() (key string, args []string) {
	key = "match." + i.Kind
	if i.How != "" {
		key += "." + i.How
	}
	a, b := i.A, i.B
	if i.Kind == "lack" && a == "" {
		a = b
	}
	return key, []string{"a", a, "b", b, "weight", i.Points()}
}

// Points gives the item's weight in log-odds, with its sign and one place: "+2.1".
func (i Item) Points() string {
	s := strconv.FormatFloat(float64(i.Weight)/(full*fine), 'f', 1, 64)
	if i.Weight >= 0 {
		s = "+" + s
	}
	return s
}

// Messages gives every key that Message can give, for those who keep the words.
func Messages() []string {
	out := []string{"match.prior", "match.bound", "match.alone", "match.number.same", "match.lack.both", "match.lack.one",
		"match.order.turned", "match.order.mixed", "match.order.father"}
	for _, h := range []How{Same, Typed, Heard, Short, Spelled, Joined, Initial, Cut} {
		out = append(out, "match.word."+h.String())
	}
	for _, h := range []string{"same", "month", "year", "slip", "near", "other"} {
		out = append(out, "match.birth."+h)
	}
	for _, k := range []string{"sex", "country", "place"} {
		out = append(out, "match."+k+".same", "match."+k+".other")
	}
	return out
}
