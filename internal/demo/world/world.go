package world

import (
	"time"

	"schild/name"
)

// Year is the year that is told.
const Year = 2025

// The sizes of a year: the messages of the report the model is taken from, and one in a hundred of them.
const (
	Full  = 39750
	Small = 398
)

// World is one invented year. It is never changed after New and safe for concurrent use.
type World struct {
	seed     uint64
	size     int
	tongues  map[string]tongue
	entities []Entity
	byKind   [4][]Entity // Person, Company, Organization, Vessel: what messages speak of
	known    map[string]bool
	days     []int // messages before each day of the year
	sources  []Source
}

// New invents a year of so many messages.
func New(seed uint64, messages int) *World {
	w := &World{seed: seed, size: messages, tongues: tongues(), known: map[string]bool{}, sources: Sources()}
	w.entities = cast(seed, 300+messages/8)
	for _, e := range w.entities {
		w.known[name.Fold(e.Name)] = true
		for _, a := range e.Aliases {
			w.known[name.Fold(a)] = true
		}
		w.byKind[kindOf(e.Schema)] = append(w.byKind[kindOf(e.Schema)], e)
	}
	w.days = spread(messages)
	return w
}

func kindOf(schema string) int {
	switch schema {
	case "Person":
		return 0
	case "Company":
		return 1
	case "Organization":
		return 2
	}
	return 3
}

// Size counts the messages.
func (w *World) Size() int { return w.size }

// Entities gives everyone and everything that a list names, in fixed order.
func (w *World) Entities() []Entity { return w.entities }

func (w *World) listed(n string) bool { return w.known[name.Fold(n)] }

// spread gives every day its share: a weekday four times that of a day of the weekend, August half.
func spread(messages int) []int {
	first := time.Date(Year, 1, 1, 0, 0, 0, 0, time.UTC)
	var weights []int
	total := 0
	for d := first; d.Year() == Year; d = d.AddDate(0, 0, 1) {
		weight := 8
		if d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
			weight = 2
		}
		if d.Month() == time.August {
			weight /= 2
		}
		weights = append(weights, weight)
		total += weight
	}
	before, sum := make([]int, len(weights)), 0
	for i, weight := range weights {
		before[i] = messages * sum / total
		sum += weight
	}
	return before
}

// moment gives the time of message i: the messages of a day stand between six and ten in the evening.
func (w *World) moment(i int) time.Time {
	lo, hi := 0, len(w.days)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; w.days[mid] <= i {
			lo = mid
		} else {
			hi = mid
		}
	}
	next := w.size
	if lo+1 < len(w.days) {
		next = w.days[lo+1]
	}
	within := 16 * time.Hour * time.Duration(i-w.days[lo]) / time.Duration(max(next-w.days[lo], 1))
	return time.Date(Year, 1, 1, 6, i*7%60, i*13%60, 0, time.UTC).AddDate(0, 0, lo).Add(within)
}
