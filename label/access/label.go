package access

import "schild/label"

// Label gives the label that says the same, not classified; false where a label cannot say it.
func (e Expr) Label() (label.Label, bool) {
	out := label.Bottom()
	parts := []Expr{e}
	if e.all {
		parts = e.sides
	}
	groups := 0
	for _, p := range parts {
		tokens, ok := p.tokens()
		switch {
		case !ok:
			return label.Label{}, false
		case p.sides == nil:
			out.Compartments = out.Compartments.Union(tokens)
		default:
			groups++
			out.Releasable = tokens
		}
	}
	back, err := label.Parse(out.String())
	return out, groups <= 1 && err == nil && back == out
}

// tokens gives the tokens of a single token or of a group of single tokens of which one is needed. A token that a
// set would change (a comma, a star, spaces) is none.
func (e Expr) tokens() (label.Set, bool) {
	if e.all {
		return "", false
	}
	sides := e.sides
	if sides == nil {
		sides = []Expr{e}
	}
	var out label.Set
	for _, s := range sides {
		one := label.NewSet(s.token)
		if s.sides != nil || string(one) != s.token || len(one.List()) > 1 || one == label.All {
			return "", false
		}
		out = out.Union(one)
	}
	return out, true
}
