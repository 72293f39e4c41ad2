package main

import (
	"bufio"
	"cmp"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// readPinyin restates CLDR's single readings as rows of syllable and ideographs. The first ideograph of a row is
// the one with the lowest number in the block of everyday writing.
func readPinyin(data string) (string, error) {
	b, err := os.ReadFile(filepath.Join(data, "cldr-transforms/transforms/Han-Latin.xml"))
	if err != nil {
		return "", err
	}
	rule := regexp.MustCompile(`^\[?([^\]→}]+)\]?→([^;]+);`)
	rows := map[string][]rune{}
	seen := map[rune]bool{}
	lines := bufio.NewScanner(strings.NewReader(string(b)))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		m := rule.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		syllable := toneless(m[2])
		for _, r := range m[1] {
			if unicode.Is(unicode.Han, r) && unicode.IsLetter(r) && norm.NFKD.IsNormalString(string(r)) && !seen[r] {
				seen[r] = true
				rows[syllable] = append(rows[syllable], r)
			}
		}
	}
	var out strings.Builder
	for _, syllable := range sortedKeys(rows) {
		slices.SortFunc(rows[syllable], func(a, b rune) int { return cmp.Or(cmp.Compare(block(a), block(b)), cmp.Compare(a, b)) })
		out.WriteString(syllable + "\t" + string(rows[syllable]) + "\n")
	}
	return out.String(), lines.Err()
}

// block puts the ideographs of everyday writing before the rest.
func block(r rune) int {
	if 0x4E00 <= r && r <= 0x9FFF {
		return 0
	}
	return 1
}

// toneless drops the tone and keeps ü.
func toneless(s string) string {
	var out []rune
	for _, r := range norm.NFD.String(strings.TrimSpace(s)) {
		switch {
		case r == 0x308 && len(out) > 0 && out[len(out)-1] == 'u':
			out[len(out)-1] = 'ü'
		case unicode.IsLetter(r):
			out = append(out, unicode.ToLower(r))
		}
	}
	return string(out)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
