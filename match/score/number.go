package score

import (
	"strconv"
	"strings"

	"schild/name"
)

// In names of organisations a number is one thing however it is written: Forty-Four, 44, XLIV and 44th; and what is cut
// short by habit is the whole word.
func numbered(words []string, roles []name.Role) ([]string, []name.Role) {
	var w []string
	var r []name.Role
	for i := 0; i < len(words); i++ {
		word, role := words[i], roles[i]
		switch n := number(word, role); {
		case word == "intl", word == "int" && i+1 < len(words) && words[i+1] == "l":
			if word == "int" {
				i++
			}
			word = "international"
		case n >= 20 && n%10 == 0 && i+1 < len(words) && unit(words[i+1]) > 0:
			word, role = strconv.Itoa(n+unit(words[i+1])), name.Number
			i++
		case n > 0:
			word, role = strconv.Itoa(n), name.Number
		}
		w, r = append(w, word), append(r, role)
	}
	return w, r
}

// number gives the number that a word says, 0 for none.
func number(w string, role name.Role) int {
	if n := spelt(w); n > 0 {
		return n
	}
	for _, ending := range [...]string{"st", "nd", "rd", "th"} {
		if digits, ok := strings.CutSuffix(w, ending); ok {
			if n, err := strconv.Atoi(digits); err == nil && n > 0 && n < 1000 {
				return n
			}
		}
	}
	if role == name.Number {
		return roman(w)
	}
	return 0
}

// spelt gives the number of an English number word. One and two letters, which other words have too, are no number.
func spelt(w string) int {
	small := [...]string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}
	order := [...]string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
	tens := [...]string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
	for n := 1; n < len(small); n++ {
		if w == small[n] || n < len(order) && w == order[n] || n > 1 && n < len(tens) && w == tens[n] {
			if n > 1 && n < len(tens) && w == tens[n] {
				return 10 * n
			}
			return n
		}
	}
	if w == "fourty" {
		return 40
	}
	return 0
}

func unit(w string) int {
	if n := spelt(w); n < 10 {
		return n
	}
	return 0
}

// roman gives the number of a Roman numeral up to 39, 0 for none.
func roman(w string) int {
	if w == "" || strings.Trim(w, "ivx") != "" {
		return 0
	}
	value := map[byte]int{'i': 1, 'v': 5, 'x': 10}
	sum := 0
	for i := range len(w) {
		v := value[w[i]]
		if i+1 < len(w) && v < value[w[i+1]] {
			v = -v
		}
		sum += v
	}
	return sum
}
