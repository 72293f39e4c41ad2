package label

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Set is an immutable, comparable set of tokens in its canonical text: sorted, no doubles, joined by one comma. The zero value is empty.
//
// NewSet makes a set canonical. A Set converted from a string by hand must already be; where it is not, the
// operations err on the strict side (a token may look absent from what a reader has or from what is releasable).
type Set string

// All is the set of every organisation; only Releasable uses it. Among the compartments or circles of a label
// it is never satisfied, and in a clearance it stands for nothing: no star opens a door.
const All Set = "*"

// NewSet makes a set of tokens: each is brought to Unicode NFC, trimmed, its inner spaces made single; a comma
// parts two tokens, empty tokens go, doubles count once. With "*" among them the set is All.
func NewSet(tokens ...string) Set {
	var list []string
	for _, t := range tokens {
		for part := range strings.SplitSeq(t, ",") {
			if part = tidy(part); part != "" {
				list = append(list, part)
			}
		}
	}
	if slices.Contains(list, string(All)) {
		return All
	}
	slices.Sort(list)
	return Set(strings.Join(slices.Compact(list), ","))
}

func tidy(token string) string {
	return strings.Join(strings.Fields(norm.NFC.String(token)), " ")
}

// Empty tells whether the set has no token.
func (s Set) Empty() bool { return s == "" }

// List gives the tokens in byte order; nil for the empty set, "*" for All.
func (s Set) List() []string {
	if s == "" {
		return nil
	}
	return strings.Split(string(s), ",")
}

// Has tells whether token is in the set. All has every token but the empty one.
func (s Set) Has(token string) bool {
	if token == "" || s == All {
		return token != ""
	}
	for t := range strings.SplitSeq(string(s), ",") {
		if t == token {
			return true
		}
	}
	return false
}

// SubsetOf tells whether every token of s is in t. Everything is a subset of All.
func (s Set) SubsetOf(t Set) bool {
	if s == t || s == "" || t == All {
		return true
	}
	if s == All || len(s) > len(t) {
		return false
	}
	for s != "" {
		var want, have string
		want, s = s.first()
		for have < want {
			if t == "" {
				return false
			}
			have, t = t.first()
		}
		if have != want {
			return false
		}
	}
	return true
}

// Union gives the tokens of either.
func (s Set) Union(t Set) Set {
	switch {
	case t.SubsetOf(s):
		return s
	case s.SubsetOf(t):
		return t
	}
	return NewSet(string(s), string(t))
}

// Intersect gives the tokens of both; Intersect with All changes nothing.
func (s Set) Intersect(t Set) Set {
	switch {
	case s.SubsetOf(t):
		return s
	case t.SubsetOf(s):
		return t
	}
	return s.keep(func(token string) bool { return t.Has(token) })
}

// Minus gives the tokens of s that are not in t. All minus anything but All stays All: who is left cannot be listed.
func (s Set) Minus(t Set) Set {
	if s == All && t != All {
		return s
	}
	return s.keep(func(token string) bool { return !t.Has(token) })
}

func (s Set) keep(wanted func(string) bool) Set {
	list := slices.DeleteFunc(s.List(), func(t string) bool { return !wanted(t) })
	return Set(strings.Join(list, ","))
}

// meets tells whether the two have a token in common, without making a set.
func (s Set) meets(t Set) bool {
	if s == All || t == All {
		return s != "" && t != ""
	}
	for s != "" && t != "" {
		a, restA := s.first()
		b, restB := t.first()
		if a == b {
			return true
		}
		if a < b {
			s = restA
		} else {
			t = restB
		}
	}
	return false
}

// first parts the first token from the rest.
func (s Set) first() (string, Set) {
	token, rest, _ := strings.Cut(string(s), ",")
	return token, Set(rest)
}
