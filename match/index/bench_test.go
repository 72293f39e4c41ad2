package index_test

import (
	"testing"

	"schild/match/index"
	"schild/match/score"
)

// BenchmarkSearch asks the lists given for people who are not on them.
func BenchmarkSearch(b *testing.B) {
	x := build(lists(b))
	rows := rowsOf(b, "yente/negatives_global.csv")
	i := 0
	for b.Loop() {
		x.Search(person(rows[i%5000], true), index.Options{Floor: score.Odds(0.3), Top: 10})
		i++
	}
}

// BenchmarkPut changes one entry.
func BenchmarkPut(b *testing.B) {
	entries := lists(b)
	x := build(entries)
	i := 0
	for b.Loop() {
		x.Put(entries[i%len(entries)].key, entries[i%len(entries)].s)
		i++
	}
}

// BenchmarkSearchLatin asks for those of them who are written in Latin letters.
func BenchmarkSearchLatin(b *testing.B) {
	x := build(lists(b))
	var rows [][]string
	for _, row := range rowsOf(b, "yente/negatives_global.csv")[:8000] {
		if len(inLatin(row[:1])) == 1 {
			rows = append(rows, row)
		}
	}
	i := 0
	for b.Loop() {
		x.Search(person(rows[i%len(rows)], true), index.Options{Floor: score.Odds(0.3), Top: 10})
		i++
	}
}
