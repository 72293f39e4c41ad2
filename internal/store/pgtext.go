package store

import (
	"strconv"
	"strings"
	"sync"

	"schild/fault"
)

// pgQuery is a query in PostgreSQL's words.
type pgQuery struct {
	text  string
	match string // the words that MATCH looks for, "" = none or an argument
	arg   int    // which argument MATCH looks for, 0 = none

	foreign bool // not the house's own: in PostgreSQL's words already
}

// A word of SQL as the house writes it. Everything PostgreSQL knows beside (comments, dollar quotes, escapes, Unicode names) is
// refused: what is not understood here cannot be judged.
type word struct {
	kind  byte // 'a' name, '"' quoted name, '\'' text, '0' number, '$' argument, otherwise the sign itself
	text  string
	glued bool // nothing stands between it and the word before
}

// lex takes a query apart.
func lex(q string) ([]word, error) {
	var out []word
	glued := false
	for i := 0; i < len(q); {
		c := q[i]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			glued = false
			i++
			continue
		}
		kind, n := one(q[i:])
		if n == 0 {
			return nil, fault.New(fault.Broken, "store.query.word", "word", q[i:min(len(q), i+8)])
		}
		w := word{kind, q[i : i+n], glued}
		if len(out) > 0 && glued && (kind == '\'' || kind == '"') && strings.IndexByte("a&", out[len(out)-1].kind) >= 0 {
			return nil, fault.New(fault.Broken, "store.query.word", "word", out[len(out)-1].text+string(kind)) // E'', U&"" and their like
		}
		out, glued, i = append(out, w), true, i+n
	}
	return out, nil
}

// one measures the first word of a text; 0 = none that is allowed.
func one(q string) (kind byte, n int) {
	c := q[0]
	switch {
	case letter(c):
		for n = 1; n < len(q) && (letter(q[n]) || digit(q[n])); n++ {
		}
		return 'a', n
	case digit(c):
		for n = 1; n < len(q) && (digit(q[n]) || q[n] == '.'); n++ {
		}
		return '0', n
	case c == '$':
		for n = 1; n < len(q) && digit(q[n]); n++ {
		}
		if n == 1 {
			return c, 0
		}
		return '$', n
	case c == '\'' || c == '"':
		for n = 1; n < len(q); n++ {
			if q[n] != c {
				continue
			}
			if n++; n == len(q) || q[n] != c {
				return c, n
			}
		}
		return c, 0
	case strings.HasPrefix(q, "--"), strings.HasPrefix(q, "/*"), c == ';', c == '\\', c >= 0x80, c < ' ':
		return c, 0
	}
	return c, 1
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }
func digit(c byte) bool  { return c >= '0' && c <= '9' }

// pgWords are functions by SQLite's names and PostgreSQL's.
var pgWords = sync.OnceValue(func() map[string]string {
	return map[string]string{"instr": "strpos", "ifnull": "coalesce", "typeof": "main.typeof"}
})

// pgTranslate gives a query of the house in PostgreSQL's words.
func pgTranslate(query string) (pgQuery, error) {
	ws, err := lex(query)
	if err != nil {
		return pgQuery{}, err
	}
	var out pgQuery
	var b strings.Builder
	asked := 0 // arguments written as ?
	for i := 0; i < len(ws); i++ {
		w := ws[i]
		if !w.glued && i > 0 {
			b.WriteByte(' ')
		}
		low := strings.ToLower(w.text)
		after := word{}
		if i+1 < len(ws) {
			after = ws[i+1]
		}
		switch {
		case w.kind == 'a' && low == "indexed" && i+2 < len(ws): // INDEXED BY name: PostgreSQL finds its index
			i += 2
		case w.kind == '+' && unary(ws[:i]): // SQLite's hint to use no index
		case w.kind == '?':
			asked++
			b.WriteString("$" + strconv.Itoa(asked))
		case w.kind == 'a' && after.kind == '(' && pgWords()[low] != "":
			b.WriteString(pgWords()[low])
		case w.kind == 'a' && low == "like": // which SQLite takes for the same in capitals
			b.WriteString("ILIKE")
		case w.kind == 'a' && low == "match":
			if out.arg > 0 || out.match != "" || after.kind != '$' && after.kind != '\'' {
				return pgQuery{}, fault.New(fault.Broken, "store.query.word", "word", "match")
			}
			if b.WriteByte('='); after.kind == '$' {
				out.arg, _ = strconv.Atoi(after.text[1:]) // digits only; what is too large names no argument
				break
			}
			out.match = strings.ReplaceAll(after.text[1:len(after.text)-1], "''", "'")
			b.WriteString(" current_setting('schild.match')")
			i++
		default:
			b.WriteString(w.text)
		}
	}
	out.text = b.String()
	return out, nil
}

// unary tells whether a sign after these words has nothing before it to be added to.
func unary(before []word) bool {
	if len(before) == 0 {
		return true
	}
	last := before[len(before)-1]
	switch last.kind {
	case 'a':
		return pgBefore(strings.ToLower(last.text))
	case '"', '\'', '0', '$', '?', ')':
		return false
	}
	return true
}
