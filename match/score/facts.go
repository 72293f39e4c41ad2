package score

import (
	"slices"
	"strings"

	"schild/day"
	"schild/name"
)

// Facts are what is known besides names. What is not known stays empty, and says nothing.
type Facts struct {
	Births    []day.Date
	Sex       string   // "male", "female" or what the source says; only these two are compared
	Countries []string // nationalities, in codes of one kind on both sides
	Places    []string // of birth
	Numbers   []string // identifiers of persons and companies: passports, tax numbers
}

// Read brings facts into the form in which they are compared.
func (f Facts) Read() Facts {
	f.Sex = strings.ToLower(f.Sex)
	f.Countries = folded(f.Countries)
	f.Places = folded(f.Places)
	f.Numbers = folded(f.Numbers)
	for i, n := range f.Numbers {
		f.Numbers[i] = strings.ReplaceAll(n, " ", "")
	}
	return f
}

func folded(of []string) []string {
	var out []string
	for _, s := range of {
		if s = name.Fold(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// What facts weigh. A full birth date agrees by chance once in some twenty thousand pairs of contemporaries, but lists carry wrong
// and copied ones; the weights keep half of what chance alone would give, and more where they speak against.
const (
	birthSame     = 3500 * fine
	birthMonth    = 1500 * fine // year and month, no day on one side
	birthYear     = 900 * fine  // the year, nothing more on one side
	birthSlip     = 500 * fine  // one slip of the pen: day and month swapped, one number other
	birthNear     = -600 * fine // a year apart, where years are all there is
	birthOther    = -4500 * fine
	sexSame       = 150 * fine
	sexOther      = -2500 * fine
	countrySame   = 350 * fine
	countryOther  = -900 * fine
	placeSame     = 800 * fine
	placeOther    = -200 * fine
	numberSame    = 6000 * fine
	placeLongWord = 4
)

// FactMost is no less than FactSum gives, and sooner had.
func FactMost(a, b *Facts) int32 {
	most := int32(0)
	if len(a.Births) > 0 && len(b.Births) > 0 {
		most = birthOther
		for _, x := range a.Births {
			for _, y := range b.Births {
				_, weight := birth(x, y)
				most = max(most, weight)
			}
		}
	}
	if len(a.Sex) > 0 && len(b.Sex) > 0 {
		most += sexSame
	}
	if len(a.Countries) > 0 && len(b.Countries) > 0 {
		most += countrySame
	}
	if len(a.Places) > 0 && len(b.Places) > 0 {
		most += placeSame
	}
	if len(a.Numbers) > 0 && len(b.Numbers) > 0 {
		most += numberSame
	}
	return most
}

// FactCeiling is no less than FactMost gives with anybody.
func FactCeiling(a *Facts) int32 {
	sum := int32(0)
	for _, f := range []struct {
		known bool
		most  int32
	}{{len(a.Births) > 0, birthSame}, {len(a.Sex) > 0, sexSame}, {len(a.Countries) > 0, countrySame}, {len(a.Places) > 0, placeSame}, {len(a.Numbers) > 0, numberSame}} {
		if f.known {
			sum += f.most
		}
	}
	return sum
}

// factItems gives an item for every fact that both sides state, best values first.
func factItems(a, b *Facts) []Item {
	var out []Item
	if len(a.Births) > 0 && len(b.Births) > 0 {
		out = append(out, births(a.Births, b.Births))
	}
	if isSex(a.Sex) && isSex(b.Sex) {
		out = append(out, agree("sex", a.Sex, b.Sex, [2]int32{sexSame, sexOther}))
	}
	if len(a.Countries) > 0 && len(b.Countries) > 0 {
		x, y := common(a.Countries, b.Countries)
		out = append(out, agree("country", x, y, [2]int32{countrySame, countryOther}))
	}
	if len(a.Places) > 0 && len(b.Places) > 0 {
		out = append(out, places(a.Places, b.Places))
	}
	if x, y := common(a.Numbers, b.Numbers); x == y && x != "" {
		out = append(out, Item{Kind: "number", How: "same", A: x, B: y, Weight: numberSame})
	}
	return out
}

func isSex(sex string) bool { return sex == "male" || sex == "female" }

func agree(kind, a, b string, weights [2]int32) Item {
	if a == b {
		return Item{Kind: kind, How: "same", A: a, B: b, Weight: weights[0]}
	}
	return Item{Kind: kind, How: "other", A: a, B: b, Weight: weights[1]}
}

// common gives a value both have, or the first of each.
func common(a, b []string) (string, string) {
	for _, x := range a {
		if slices.Contains(b, x) {
			return x, x
		}
	}
	if len(a) == 0 || len(b) == 0 {
		return "", ""
	}
	return a[0], b[0]
}

// places agree when they share a word that is not short.
func places(a, b []string) Item {
	for _, x := range a {
		for _, y := range b {
			for _, w := range strings.Fields(x) {
				if len(w) >= placeLongWord && slices.Contains(strings.Fields(y), w) {
					return Item{Kind: "place", How: "same", A: x, B: y, Weight: placeSame}
				}
			}
		}
	}
	return Item{Kind: "place", How: "other", A: a[0], B: b[0], Weight: placeOther}
}

// births gives the item of the two dates that agree best.
func births(a, b []day.Date) Item {
	best := Item{Weight: birthOther - 1}
	for _, x := range a {
		for _, y := range b {
			how, weight := birth(x, y)
			if weight > best.Weight {
				best = Item{Kind: "birth", How: how, A: x.String(), B: y.String(), Weight: weight}
			}
		}
	}
	return best
}

// Empty tells whether nothing is known.
func (f *Facts) Empty() bool {
	return len(f.Births)+len(f.Sex)+len(f.Countries)+len(f.Places)+len(f.Numbers) == 0
}
