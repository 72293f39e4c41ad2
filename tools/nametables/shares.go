package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"schild/name"
)

// shares counts how often a word is a given and a family name.
type shares struct {
	given, family map[string]float64
	seen          map[string]float64 // bearers on Wikidata, whatever the place
}

// makeShares counts whole names by place, then bearers of single words, then the lists of single countries.
func makeShares(data string) (string, error) {
	s := shares{map[string]float64{}, map[string]float64{}, map[string]float64{}}
	for _, step := range []func(string) error{s.whole, s.tokens, s.census, s.popular} {
		if err := step(data); err != nil {
			return "", err
		}
	}
	s.spread()
	return s.text(), nil
}

// whole counts the first word of a name as given, the last as family.
func (s *shares) whole(data string) error {
	for _, file := range []string{"wd_hebrew", "wd_korean"} {
		err := eachLine(filepath.Join(data, "netransliteration", file), func(f []string) {
			w := name.Split(strings.Join(latinWords(f[0]), " "))
			if len(w) < 2 || len(w) > 4 {
				return
			}
			s.given[w[0]]++
			s.family[w[len(w)-1]]++
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *shares) tokens(data string) error {
	for _, file := range []string{"wd_russian_80", "wd_arabic_80", "wd_chinese_80"} {
		err := eachLine(filepath.Join(data, "netransliteration", file), func(f []string) {
			if len(f) != 3 {
				return
			}
			n, err := strconv.ParseFloat(f[2], 64)
			if w := name.Split(f[0]); err == nil && len(w) == 1 {
				s.seen[w[0]] = max(s.seen[w[0]], n)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// The weights make the lists of single countries count for some part of the whole.
const (
	censusWeight  = 60_000.0 // given to the United States' family names together
	popularWeight = 60.0     // given to the first name of a country's list, less to the next
)

func (s *shares) census(data string) error {
	total := 0.0
	rows, err := readCSV(filepath.Join(data, "us-census-surnames/census_surnames_2010_top10k.csv"))
	if err != nil {
		return err
	}
	for _, r := range rows {
		n, _ := strconv.ParseFloat(r["count"], 64)
		total += n
	}
	for _, r := range rows {
		n, _ := strconv.ParseFloat(r["count"], 64)
		for _, w := range name.Split(r["name"]) {
			s.family[w] += n / total * censusWeight
		}
	}
	return nil
}

func (s *shares) popular(data string) error {
	for file, into := range map[string]map[string]float64{"common-forenames-by-country.csv": s.given, "common-surnames-by-country.csv": s.family} {
		rows, err := readCSV(filepath.Join(data, "popular-names-by-country", file))
		if err != nil {
			return err
		}
		place := map[string]float64{}
		for _, r := range rows {
			key := r["Country"] + r["Gender"]
			place[key]++
			for _, column := range []string{"Romanized Name", "Localized Name"} {
				whole := r[column]
				if column == "Localized Name" && whole == r["Romanized Name"] {
					continue
				}
				for _, p := range name.Parse(whole, name.Person).Parts {
					into[p.Folded] += popularWeight / (1 + place[key]/10)
				}
			}
		}
	}
	return nil
}

// spread gives the bearers of single words to both sides as the places seen so far say, or half to each.
func (s *shares) spread() {
	for _, w := range sortedKeys(s.seen) {
		g, f := s.given[w], s.family[w]
		side := (g + 0.5) / (g + f + 1)
		more := max(0, s.seen[w]-g-f)
		s.given[w] += more * side
		s.family[w] += more * (1 - side)
	}
}

// text writes a line for each word: minus ten times the decimal logarithm of its two shares.
func (s *shares) text() string {
	given, family := sum(s.given), sum(s.family)
	words := sortedKeys(s.given)
	for w := range s.family {
		if _, ok := s.given[w]; !ok {
			words = append(words, w)
		}
	}
	slices.Sort(words)
	var out strings.Builder
	for _, w := range words {
		if s.given[w]+s.family[w] >= 2 && w != "" {
			fmt.Fprintf(&out, "%s %d %d\n", w, level(s.given[w]/given), level(s.family[w]/family))
		}
	}
	return out.String()
}

func level(share float64) int { return int(min(70, math.Round(-10*math.Log10(share+1e-7)))) }

func sum(m map[string]float64) (total float64) {
	for _, k := range sortedKeys(m) {
		total += m[k]
	}
	return total
}

// readCSV reads a file with a header into a map for each row.
func readCSV(path string) ([]map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil {
		return nil, err
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	var rows []map[string]string
	for {
		fields, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		row := map[string]string{}
		for i, v := range fields {
			if i < len(head) {
				row[head[i]] = v
			}
		}
		rows = append(rows, row)
	}
}

// makeNicks writes a line for each name: the name, then its short forms.
func makeNicks(data string) (string, error) {
	rows, err := readCSV(filepath.Join(data, "nicknames/names.csv"))
	if err != nil {
		return "", err
	}
	nicks := map[string][]string{}
	for _, r := range rows {
		a, b := name.Fold(r["name1"]), name.Fold(r["name2"])
		if a != "" && b != "" && a != b {
			nicks[a] = append(nicks[a], b)
		}
	}
	var out strings.Builder
	for _, k := range sortedKeys(nicks) {
		slices.Sort(nicks[k])
		fmt.Fprintf(&out, "%s: %s\n", k, strings.Join(slices.Compact(nicks[k]), ", "))
	}
	return out.String(), nil
}
