package store

import (
	"strings"

	"schild/fault"
)

// pgVet refuses what a caller's SQL has no business with, before PostgreSQL is asked. What a reader may see is decided by row
// security; this keeps away what row security does not cover: the catalogue, which counts rows, and functions that do something.
func pgVet(query string) error {
	ws, err := lex(query)
	if err != nil {
		return err
	}
	if len(ws) == 0 {
		return fault.New(fault.Broken, "store.query.word", "word", "")
	}
	for i, w := range ws {
		low := strings.ToLower(strings.Trim(w.text, `"`))
		switch {
		case i == 0 && !has([]string{"select", "with", "values"}, low):
		case w.kind == 'a' && pgDenied(low), w.kind == '"' && pgForeign(low):
		case i > 0 && w.kind == '(' && calls(ws[:i]):
			low = ws[i-1].text
		default:
			continue
		}
		return fault.New(fault.Broken, "store.query.word", "word", low)
	}
	return nil
}

// pgForeign are names that no query of a caller needs: other schemas, the catalogue, types that look names up in it.
func pgForeign(name string) bool {
	return strings.HasPrefix(name, "pg_") || has([]string{"main", "newer", "seen", "public", "information_schema", "regclass", "regproc", "regprocedure", "regoper",
		"regoperator", "regtype", "regrole", "regnamespace", "regconfig", "regdictionary", "regcollation"}, name)
}

// pgDenied are names and words: of changes, of locks, of who is connected and when.
func pgDenied(name string) bool {
	return pgForeign(name) || strings.HasPrefix(name, "current_") || has([]string{"insert", "update", "delete", "merge", "into", "for", "table", "tablesample",
		"session_user", "user", "localtime", "localtimestamp", "xmltable", "xmlparse"}, name)
}

// calls tells whether a parenthesis after these words calls a function that is not allowed.
func calls(before []word) bool {
	last := before[len(before)-1]
	name := strings.ToLower(strings.Trim(last.text, `"`))
	if last.kind != 'a' && last.kind != '"' || last.kind == 'a' && (pgBefore(name) || pgFunction(name)) {
		return false
	}
	if len(before) > 1 && before[len(before)-2].kind == 'a' { // WITH name (columns), AS name (columns)
		return !has([]string{"with", "recursive", "as"}, strings.ToLower(before[len(before)-2].text))
	}
	return true
}

// pgBefore are the words of SQL that an expression or a list in parentheses may follow.
func pgBefore(name string) bool {
	switch name {
	case "select", "distinct", "from", "where", "and", "or", "not", "in", "exists", "as", "on", "using", "over", "filter", "values", "any", "all", "some",
		"when", "then", "else", "case", "by", "union", "except", "intersect", "limit", "offset", "having", "join", "between", "like", "is", "match", "materialized":
		return true
	}
	return false
}

// pgFunction allows what desks call, and casts: the same names as on SQLite as far as PostgreSQL has them.
func pgFunction(name string) bool {
	switch name {
	case "count", "sum", "avg", "min", "max", "string_agg", "coalesce", "ifnull", "nullif", "lower", "upper", "length", "substr", "substring", "replace", "instr",
		"trim", "ltrim", "rtrim", "abs", "round", "cast", "row_number", "lag", "lead", "first_value", "last_value":
		return true
	}
	return false
}
