package store

import (
	"strings"

	"github.com/ncruces/go-sqlite3"
)

// authorize is asked by SQLite for every object a statement touches while it is prepared. House work passes;
// everything else may read the public views and nothing more.
func (ses *session) authorize(action sqlite3.AuthorizerActionCode, third, fourth, schema, inner string) sqlite3.AuthorizerReturnCode {
	if ses.house || ses.allowed(action, strings.ToLower(third), strings.ToLower(fourth), strings.ToLower(schema), strings.ToLower(inner)) {
		return sqlite3.AUTH_OK
	}
	return sqlite3.AUTH_DENY
}

func (ses *session) allowed(action sqlite3.AuthorizerActionCode, third, fourth, schema, inner string) bool {
	switch action {
	case sqlite3.AUTH_SELECT, sqlite3.AUTH_RECURSIVE, sqlite3.AUTH_TRANSACTION:
		return true
	case sqlite3.AUTH_FUNCTION:
		return ses.function(fourth) || ses.within(fourth, inner)
	case sqlite3.AUTH_PRAGMA:
		return third == "data_version" || third == "query_only" && fourth == "" // FTS5 and the driver ask; neither sets anything
	case sqlite3.AUTH_READ:
		return ses.read(third, fourth, schema, inner)
	}
	return false
}

// function allows what desks and the views themselves call. What is not named is denied: corpus statistics (bm25,
// snippet), chance, the file, the process, and whatever a later SQLite adds.
func (ses *session) function(name string) bool {
	switch name {
	case "visible", "cleared", "known", "asof", "sees_act", "chronology", "relevance": // the views' own gates and score
	case "match", "like", "glob", "count", "sum", "total", "avg", "min", "max", "group_concat", "string_agg", "coalesce", "ifnull", "nullif", "iif", "if":
	case "lower", "upper", "length", "substr", "substring", "replace", "instr", "trim", "ltrim", "rtrim", "abs", "round", "typeof", "quote", "hex", "char", "unicode":
	case "json", "json_extract", "json_each", "json_array", "json_array_length", "json_object", "json_group_array", "->", "->>":
	case "row_number", "lag", "lead", "first_value", "last_value":
	default:
		return false
	}
	return true
}

// within allows the views alone what tells of the reader's labels and of what was sought for the reader.
func (ses *session) within(name, inner string) bool {
	return strings.HasPrefix(inner, ses.nonce+"_") && has([]string{"sight", "found", "asked", "scored"}, name)
}

// read decides one column read. schema is "" where the statement uses no column of the object (count(*)): then the
// name is the caller's spelling, and an unqualified name resolves to a public view before it resolves to a table.
func (ses *session) read(name, column, schema, inner string) bool {
	nonce := ses.nonce + "_"
	switch {
	case schema == "main" && strings.HasPrefix(inner, nonce):
		return column != "rank"
	case schema == "main" && shadow(name) && inner == "":
		return true // FTS5's own reads; View.query refuses these names in a caller's text
	case strings.HasPrefix(name, nonce):
		return inner == strings.TrimPrefix(name, nonce)
	case schema == "main":
		return false
	case ses.public[name]:
		return true
	case name == "json_each":
		return true
	}
	return schema == "" && !ses.hidden[name] && !strings.HasPrefix(name, "sqlite_") && !strings.HasPrefix(name, "pragma_") &&
		!strings.HasPrefix(name, "river_") && !shadow(name) && !strings.HasPrefix(name, "fts5") && name != "dbstat"
}

func shadow(name string) bool {
	for _, suffix := range []string{"_fts_data", "_fts_idx", "_fts_docsize", "_fts_content", "_fts_config"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}
