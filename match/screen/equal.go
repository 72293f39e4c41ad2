package screen

import (
	_ "embed"
	"encoding/csv"
	"strconv"
	"strings"
)

// equalText is made by the harness of package index, from sets of names that nobody here wrote.
//
//go:embed equal.csv
var equalText string

// Group is how names of one script or region fared at the shipped threshold, names alone: how many people who are on no list
// were alerts all the same, and how many who are were not found.
type Group struct {
	Kind, Name  string // "script" | "region" | "" for all
	LookedFor   int
	FalseAlerts int
	Wanted      int
	Missed      int
	Unequal     bool // false alerts or misses more than twice as frequent as among all
}

// FalseRate gives the share of false alerts, MissRate of misses.
func (g Group) FalseRate() float64 { return share(g.FalseAlerts, g.LookedFor) }

// MissRate gives the share of the people on a list who were not found.
func (g Group) MissRate() float64 { return share(g.Missed, g.Wanted) }

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// Equal gives how groups of names fare, all together first. Whoever decides about a hit should know when names of its
// kind raise more false alerts than others.
func Equal() []Group {
	rows, err := csv.NewReader(strings.NewReader(equalText)).ReadAll()
	if err != nil || len(rows) < 2 {
		return nil // the file is part of the program, and a test reads it
	}
	var out []Group
	for _, r := range rows[1:] {
		g := Group{Name: r[0]}
		if kind, of, ok := strings.Cut(r[0], ": "); ok {
			g.Kind, g.Name = kind, of
		}
		for i, n := range []*int{&g.LookedFor, &g.FalseAlerts, &g.Wanted, &g.Missed} {
			*n, _ = strconv.Atoi(r[1+i])
		}
		if len(out) > 0 {
			g.Unequal = g.FalseRate() > 2*out[0].FalseRate() || g.MissRate() > 2*out[0].MissRate()
		}
		out = append(out, g)
	}
	return out
}
