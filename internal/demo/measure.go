package demo

import (
	"slices"
	"strings"
	"sync"

	"schild/document"
	"schild/internal/demo/world"
	"schild/internal/desk/knowledge"
	"schild/label"
	"schild/name"
)

// Finding is how well names were found, against the truth. A place that a namesake is proposed for as well is neither right nor
// wrong of the finder: it cannot know; a person decides.
type Finding struct {
	Named    int             `json:"named"`    // names that stand in the messages
	Found    int             `json:"found"`    // of these, proposed with the right entity
	Proposed int             `json:"proposed"` // proposals
	Right    int             `json:"right"`
	Namesake int             `json:"namesake"`
	How      map[string]Hits `json:"how"` // by spelling
}

// Hits counts the names of one spelling.
type Hits struct {
	Named int `json:"named"`
	Found int `json:"found"`
}

// Recall gives the share found of the names spelled in one of these ways, 0 to 1.
func (f Finding) Recall(how ...string) float64 {
	var h Hits
	for _, k := range how {
		h.Named += f.How[k].Named
		h.Found += f.How[k].Found
	}
	if h.Named == 0 {
		return 1
	}
	return float64(h.Found) / float64(h.Named)
}

// Precision gives the share of proposals that are right, namesakes left aside.
func (f Finding) Precision() float64 {
	if f.Proposed == f.Namesake {
		return 1
	}
	return float64(f.Right) / float64(f.Proposed-f.Namesake)
}

// judge knows which entity of the house is which of the world, and compares.
type judge struct {
	byID  map[string]string // the house's entity → key of the world
	names map[string]string // key → folded listed name

	mu  sync.Mutex
	sum Finding
}

// newJudge learns the house's identities by letting it find each listed name alone. Namesakes are told apart by born, which
// gives what the house knows of an entity's birth.
func newJudge(k *knowledge.Desk, entities []world.Entity, born func(id string) (string, error)) (*judge, error) {
	j := &judge{byID: map[string]string{}, names: map[string]string{}, sum: Finding{How: map[string]Hits{}}}
	bearers := map[string]int{}
	for _, e := range entities {
		j.names[e.Key] = name.Fold(e.Name)
		bearers[j.names[e.Key]]++
	}
	for _, e := range entities {
		for _, f := range k.Find([]string{e.Name}, label.Label{}) {
			if f.Start != 0 || f.End != len(e.Name) {
				continue
			}
			if bearers[j.names[e.Key]] > 1 {
				birth, err := born(string(f.Entity))
				if err != nil {
					return nil, err
				}
				if birth != e.Birth {
					continue
				}
			}
			j.byID[string(f.Entity)] = e.Key
		}
	}
	return j, nil
}

// compare adds one message's proposals to the sum.
func (j *judge) compare(found []knowledge.Found, truth []world.Mention) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, t := range truth {
		h := j.sum.How[t.How]
		h.Named++
		j.sum.Named++
		if slices.ContainsFunc(found, func(f knowledge.Found) bool { return j.same(f.Written, string(f.Entity), t) }) {
			h.Found++
			j.sum.Found++
		}
		j.sum.How[t.How] = h
	}
	for _, f := range found {
		j.sum.Proposed++
		switch right, namesake := j.verdict(f.Written, string(f.Entity), truth); {
		case right:
			j.sum.Right++
		case namesake:
			j.sum.Namesake++
		}
	}
}

// same tells whether a proposal is the one the truth speaks of: these words, perhaps part of them, and this entity.
func (j *judge) same(written, entity string, t world.Mention) bool {
	return j.byID[entity] == t.Entity && strings.Contains(" "+name.Fold(t.Written)+" ", " "+name.Fold(written)+" ")
}

// verdict tells of a proposal whether a person who knows the truth would accept it, and if not whether it only shares the name.
func (j *judge) verdict(written, entity string, truth []world.Mention) (right, namesake bool) {
	for _, t := range truth {
		if j.same(written, entity, t) {
			return true, false
		}
		namesake = namesake || j.names[j.byID[entity]] == j.names[t.Entity]
	}
	return false, namesake
}

func textsOf(doc document.Document) []string {
	out := make([]string, len(doc.Parts))
	for i, p := range doc.Parts {
		out[i] = p.Text
	}
	return out
}
