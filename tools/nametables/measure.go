package main

import (
	"fmt"
	"math"
	"slices"
	"time"

	"schild/name/usage"
)

// measure prints how often the true spelling is among the first, and how well fitting tells it from the nearest of others.
func measure(m *usage.Model, held []pair) error {
	byWord := map[string]map[string]bool{}
	var pool []string
	for _, p := range held {
		if byWord[string(p.other)] == nil {
			byWord[string(p.other)] = map[string]bool{}
		}
		byWord[string(p.other)][p.latin] = true
		pool = append(pool, p.latin)
	}
	words := sortedKeys(byWord)
	words = words[:min(len(words), 500)]
	hit := map[int]int{}
	began := time.Now()
	for _, w := range words {
		for i, s := range m.Spell(w, 20) {
			if byWord[w][s.Latin] {
				for _, k := range []int{1, 3, 10, 20} {
					if i < k {
						hit[k]++
					}
				}
				break
			}
		}
	}
	each := time.Since(began) / time.Duration(len(words))
	fmt.Printf("spelling among the first 1: %.3f  3: %.3f  10: %.3f  20: %.3f  (%v a word)\n", share(hit[1], words), share(hit[3], words), share(hit[10], words), share(hit[20], words), each)
	slices.Sort(pool)
	pool = slices.Compact(pool)
	pool = pool[:min(len(pool), 1000)]
	began = time.Now()
	n, first, ten := 0, 0, 0
	var own []float64
	for _, w := range words[:min(len(words), 100)] {
		ready := m.Word(w)
		best := -math.MaxFloat64
		for latin := range byWord[w] {
			best = max(best, ready.Fit(latin))
		}
		own = append(own, best)
		better := 0
		for _, latin := range pool {
			n++
			if !byWord[w][latin] && ready.Fit(latin) >= best {
				better++
			}
		}
		if better == 0 {
			first++
		}
		if better < 10 {
			ten++
		}
	}
	slices.Sort(own)
	fmt.Printf("fit among %d words, first: %.3f  ten: %.3f  (%v each); true fit quantiles %.1f %.1f %.1f %.1f\n", len(pool), float64(first)/float64(len(own)), float64(ten)/float64(len(own)),
		time.Since(began)/time.Duration(n), own[len(own)/20], own[len(own)/4], own[len(own)/2], own[len(own)*3/4])
	return nil
}

func share(n int, words []string) float64 { return float64(n) / float64(len(words)) }
