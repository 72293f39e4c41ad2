package access

import (
	"strings"
	"unicode/utf8"

	"schild/fault"
)

const (
	mostBytes = 64 << 10
	mostDeep  = 64
)

// Parse reads an expression.
func Parse(s string) (Expr, error) {
	switch {
	case len(s) > mostBytes:
		return Expr{}, fault.New(fault.Invalid, "label.access.long")
	case !utf8.ValidString(s):
		return Expr{}, refuse("label.access.token", s)
	case s == "":
		return Expr{}, nil
	}
	e, rest, err := expression(s, 0)
	if err == nil && rest != "" {
		err = refuse("label.access.rest", rest)
	}
	if err != nil {
		return Expr{}, err
	}
	return e, nil
}

// expression reads one part, then as many more as the same sign joins.
func expression(s string, deep int) (e Expr, rest string, err error) {
	e, rest, err = part(s, deep)
	if err != nil || rest == "" || rest[0] != '&' && rest[0] != '|' {
		return e, rest, err
	}
	sign := rest[0]
	sides := []Expr{e}
	for rest != "" && rest[0] == sign {
		e, rest, err = part(rest[1:], deep)
		if err != nil {
			return Expr{}, rest, err
		}
		sides = append(sides, e)
	}
	if rest != "" && (rest[0] == '&' || rest[0] == '|') {
		return Expr{}, rest, refuse("label.access.mixed", rest)
	}
	return Expr{all: sign == '&', sides: sides}, rest, nil
}

// part reads a token or a pair of brackets.
func part(s string, deep int) (e Expr, rest string, err error) {
	switch {
	case s == "":
		return e, s, fault.New(fault.Invalid, "label.access.end")
	case deep > mostDeep:
		return e, s, fault.New(fault.Invalid, "label.access.deep")
	case s[0] == '"':
		return quotedToken(s)
	case s[0] != '(':
		return bareToken(s)
	}
	e, rest, err = expression(s[1:], deep+1)
	if err == nil && !strings.HasPrefix(rest, ")") {
		err = refuse("label.access.bracket", rest)
	}
	if err != nil {
		return Expr{}, rest, err
	}
	return e, rest[1:], nil
}

func bareToken(s string) (Expr, string, error) {
	n := strings.IndexFunc(s, func(r rune) bool { return !bare(r) })
	if n < 0 {
		n = len(s)
	}
	if n == 0 {
		return Expr{}, s, refuse("label.access.token", s)
	}
	return Expr{token: s[:n]}, s[n:], nil
}

// quotedToken reads a token in quotes, in which \" and \\ stand for the sign itself and no other \ may stand.
func quotedToken(s string) (Expr, string, error) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"' && b.Len() > 0:
			return Expr{token: b.String()}, s[i+1:], nil
		case s[i] == '"':
			return Expr{}, s, refuse("label.access.token", s)
		case s[i] != '\\':
			b.WriteByte(s[i])
		case i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
			b.WriteByte(s[i])
		default:
			return Expr{}, s, refuse("label.access.token", s)
		}
	}
	return Expr{}, s, fault.New(fault.Invalid, "label.access.end")
}
