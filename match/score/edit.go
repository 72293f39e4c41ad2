package score

type letters [maxLetters]rune

// read spreads a word over letters, at most as many as fit.
func (l *letters) read(s string) []rune {
	n := 0
	for _, r := range s {
		if n == len(l) {
			break
		}
		l[n] = r
		n++
	}
	return l[:n]
}

// Reach says how many typing errors keep two words near, by the letters of the shorter one.
func Reach(letters int) int {
	switch {
	case letters < 2:
		return 0
	case letters < 6:
		return 1
	}
	return 2
}

// Steps counts the typing errors between two words (one letter more, less or other, or two neighbours swapped, none
// touched twice), up to the reach of the shorter one; false when there are more.
func Steps(a, b string) (int, bool) {
	if a == b {
		return 0, true
	}
	var la, lb letters
	x, y := la.read(a), lb.read(b)
	k := Reach(min(len(x), len(y)))
	d := steps(x, y, k, true)
	return d, d <= k
}

// steps is the restricted edit distance, cut off above k.
func steps(a, b []rune, k int, swaps bool) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case abs(len(a)-len(b)) > k:
		return k + 1
	case len(a) == 0 || len(b) == 0:
		return max(len(a), len(b))
	case k == 1:
		return one(a, b, swaps)
	}
	return banded(a, b, k, swaps)
}

// one is steps for k = 1, when both ends have been cut off.
func one(a, b []rune, swaps bool) int {
	switch {
	case len(a) == 1 && len(b) == 1:
		return 1
	case swaps && len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]:
		return 1
	}
	return 2
}

func banded(a, b []rune, k int, swaps bool) int {
	var rows [3][maxLetters + 1]int8
	for j := range len(b) + 1 {
		rows[0][j] = int8(j)
	}
	for i := 1; i <= len(a); i++ {
		row, above, before := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = int8(i)
		best := row[0]
		for j := 1; j <= len(b); j++ {
			d := min(above[j]+1, row[j-1]+1)
			if a[i-1] == b[j-1] {
				d = min(d, above[j-1])
			} else {
				d = min(d, above[j-1]+1)
			}
			if swaps && i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			best = min(best, d)
		}
		if int(best) > k {
			return k + 1
		}
	}
	return int(rows[len(a)%3][len(b)])
}

func abs(n int) int { return max(n, -n) }

// effort is how much it takes to take one spelling for another, in thousandths of a letter: less where ears or copyists
// mix letters up, so that Hussein and Husayn are nearer than Hassan and Kassim.
func effort(a, b []rune) int32 {
	var rows [3][maxLetters + 1]int32
	for j := 1; j <= len(b); j++ {
		rows[0][j] = rows[0][j-1] + single(b, j-1)
	}
	for i := 1; i <= len(a); i++ {
		row, above, before := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = above[0] + single(a, i-1)
		for j := 1; j <= len(b); j++ {
			d := min(above[j]+single(a, i-1), row[j-1]+single(b, j-1))
			d = min(d, above[j-1]+other(a[i-1], b[j-1]))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+swapped)
			}
			row[j] = d
		}
	}
	return rows[len(a)%3][len(b)]
}

const (
	wrong   = 1000
	swapped = 500
	mute    = 600 // a vowel or h more or less
	doubled = 300
	alike   = 400
)

// single is the effort of a letter more or less.
func single(s []rune, i int) int32 {
	switch {
	case i > 0 && s[i] == s[i-1]:
		return doubled
	case i > 0 && (s[i] == 'h' || s[i] == '\'' || isVowel(s[i])):
		return mute
	}
	return wrong
}

func isVowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// other is the effort of one letter for another.
func other(a, b rune) int32 {
	switch {
	case a == b:
		return 0
	case a >= 0x80 || b >= 0x80:
		return wrong
	}
	return int32(efforts[a][b])
}

// efforts is computed from the groups of letters that are taken for each other, and never changed.
var efforts = makeEfforts()

func makeEfforts() *[0x80][0x80]int16 {
	var t [0x80][0x80]int16
	for a := range t {
		for b := range t[a] {
			t[a][b] = wrong
		}
	}
	for _, group := range [...]string{"aeiouy", "kcqgx", "szxc", "vwfub", "dt", "jygi", "bp", "mn"} {
		for _, a := range group {
			for _, b := range group {
				t[a][b] = alike
			}
		}
	}
	return &t
}
