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
	measureSpelling(m, words[:min(len(words), 500)], byWord)
	slices.Sort(pool)
	pool = slices.Compact(pool)
	measureFit(m, words[:min(len(words), 100)], byWord, pool[:min(len(pool), 1000)])
	return nil
}

func measureSpelling(m *usage.Model, words []string, byWord map[string]map[string]bool) {
	hit := map[int]int{}
	began := time.Now()
	for _, w := range words {
		i := slices.IndexFunc(m.Spell(w, 20), func(s usage.Spelling) bool { return byWord[w][s.Latin] })
		for _, k := range []int{1, 3, 10, 20} {
			if i >= 0 && i < k {
				hit[k]++
			}
		}
	}
	each := time.Since(began) / time.Duration(len(words))
	fmt.Printf("spelling among the first 1: %.3f  3: %.3f  10: %.3f  20: %.3f  (%v a word)\n", share(hit[1], words), share(hit[3], words), share(hit[10], words), share(hit[20], words), each)
}

func measureFit(m *usage.Model, words []string, byWord map[string]map[string]bool, pool []string) {
	var own, nearest []float64
	first, ten := 0, 0
	began := time.Now()
	for _, w := range words {
		ready := m.Word(w)
		right := -math.MaxFloat64
		for latin := range byWord[w] {
			right = max(right, ready.Fit(latin))
		}
		better, wrong := 0, -math.MaxFloat64
		for _, latin := range pool {
			if byWord[w][latin] {
				continue
			}
			x := ready.Fit(latin)
			wrong = max(wrong, x)
			if x >= right {
				better++
			}
		}
		own, nearest = append(own, right), append(nearest, wrong)
		if better == 0 {
			first++
		}
		if better < 10 {
			ten++
		}
	}
	each := time.Since(began) / time.Duration(len(words)*len(pool))
	fmt.Printf("fit among %d words, first: %.3f  ten: %.3f  (%v each)\n", len(pool), share(first, words), share(ten, words), each)
	middle, slope := logistic(own, nearest)
	fmt.Printf("true fit, quantiles %s; nearest false fit %s; as likely at %.1f, slope %.2f\n", quantiles(own), quantiles(nearest), middle, slope)
}

func quantiles(x []float64) string {
	slices.Sort(x)
	return fmt.Sprintf("%.1f %.1f %.1f %.1f", x[len(x)/20], x[len(x)/4], x[len(x)/2], x[len(x)*19/20])
}

// logistic finds where a true and a false fit are as likely and how fast that changes, by descent.
func logistic(yes, no []float64) (middle, slope float64) {
	a, b := 0.0, 0.3 // chance = 1 / (1 + exp(-(a + b*fit)))
	for range 20_000 {
		ga, gb := 0.0, 0.0
		step := func(x, want float64) {
			e := want - 1/(1+math.Exp(-(a+b*x)))
			ga += e
			gb += e * x
		}
		for _, x := range yes {
			step(max(x, -24), 1)
		}
		for _, x := range no {
			step(max(x, -24), 0)
		}
		n := float64(len(yes) + len(no))
		a += 0.05 * ga / n
		b += 0.002 * gb / n
	}
	return -a / b, b
}

func share(n int, words []string) float64 { return float64(n) / float64(len(words)) }
