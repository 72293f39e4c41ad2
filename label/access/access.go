// Package access reads the access expressions of Apache Accumulo.
//
// An expression ("NUC&(ORG-A|ORG-B)") says which tokens open a thing: & needs both sides, | either, mixing the two
// needs brackets, a token of other characters than letters, digits and _ - . : / stands in quotes, the empty
// expression is for everybody. Opens decides; Label gives the same rule as a label of the house where it fits.
//
// # How an expression becomes a label
//
//   - "" is label.Bottom: for anybody.
//   - Tokens all needed (A&B) are compartments; one group of which one is needed (A|B) is the releasability.
//   - Anything else (two such groups, an & below an |, tokens that a label cannot hold) has no label: the caller
//     refuses it. Half a rule would be read by more people than it should.
//
// # Laws it keeps
//
//   - There is no negation: more tokens never hide.
//   - Where Label answers, a reader outside whose compartments and memberships are the tokens may read the label
//     exactly when the expression opens.
//   - Parse takes at most 64 KiB and brackets at most 64 deep, in time linear in the text.
//
// It has no levels: who takes a thing in sets one.
package access

import (
	"strings"

	"schild/fault"
)

// Expr is one expression. The zero value is the empty one, which opens for everybody.
type Expr struct {
	token string // of a single token
	all   bool   // of several: all of them, else one
	sides []Expr // nil for a single token
}

// Opens tells whether a reader of whom has tells the tokens is let in.
func (e Expr) Opens(has func(token string) bool) bool {
	if e.sides == nil {
		return e.token == "" || has(e.token)
	}
	for _, s := range e.sides {
		if s.Opens(has) != e.all {
			return !e.all
		}
	}
	return e.all
}

// String gives the expression with no more brackets and quotes than it needs; it reads back as the same.
func (e Expr) String() string {
	if e.sides == nil {
		return quoted(e.token)
	}
	sign := "|"
	if e.all {
		sign = "&"
	}
	var out []string
	for _, s := range e.sides {
		text := s.String()
		if s.sides != nil {
			text = "(" + text + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, sign)
}

// quoted puts a token in quotes where its characters need them.
func quoted(token string) string {
	if strings.IndexFunc(token, func(r rune) bool { return !bare(r) }) < 0 {
		return token
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(token) + `"`
}

// bare tells whether a character may stand in a token without quotes.
func bare(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("_-.:/", r)
}

func refuse(key, rest string) error {
	return fault.New(fault.Invalid, key, "rest", clip(rest))
}

// clip shortens outside bytes before they go into a message.
func clip(s string) string {
	const most = 64
	s = strings.ToValidUTF8(s, "�")
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
