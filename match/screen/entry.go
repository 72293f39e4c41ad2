package screen

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"schild/match/score"
)

// Edition is one version of a list.
type Edition struct {
	List     string `json:"list"`
	Kind     string `json:"kind,omitempty"`
	Version  string `json:"version"` // the digest of its bytes, or what the house numbers it by
	Entries  int    `json:"entries"`
	Problems int    `json:"problems,omitempty"` // rows that could not be read
	Untested bool   `json:"untested,omitempty"` // its reader was written from the published format and never saw a real file
}

// Entry is one thing on a list, or a subject: names with what else is known.
type Entry struct {
	Key string `json:"key"`
	score.Subject
	Weak   []string `json:"weak,omitempty"` // those of Names that the list itself calls weak
	Roles  []string `json:"roles,omitempty"`
	Topics []string `json:"topics,omitempty"`
}

// Digest commits to everything an entry says.
func (e Entry) Digest() string {
	b, err := json.Marshal(e)
	if err != nil {
		return "" // texts and numbers only: cannot happen
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Change is an entry that two editions do not say alike.
type Change struct {
	Key           string
	Before, After *Entry // nil where there is none
}

// Diff gives what changed from one edition to the next, by key.
func Diff(before, after []Entry) []Change {
	old := map[string]*Entry{}
	for i := range before {
		old[before[i].Key] = &before[i]
	}
	var out []Change
	for i := range after {
		e := &after[i]
		was, known := old[e.Key]
		delete(old, e.Key)
		if !known || was.Digest() != e.Digest() {
			out = append(out, Change{e.Key, was, e})
		}
	}
	for k, e := range old {
		out = append(out, Change{k, e, nil})
	}
	slices.SortFunc(out, func(a, b Change) int { return cmp.Compare(a.Key, b.Key) })
	return out
}
