package store

// table describes one labelled table: its columns after the five common ones, and how its view is built.
type table struct {
	name   string
	cols   []string          // in digest order; the order never changes for an existing column
	hidden []string          // columns no view shows
	gate   string            // SQL function that decides visibility
	key    string            // second part of the key beside id, for tables with several rows an id
	led    bool              // has a view besides that leads by the label; see Few
	insert string            // the statement that writes a row; made by the writer
	types  map[string]string // of each column, as the schema declares it; known to the writer
}

// common are the first columns of every labelled table.
func common() []string { return []string{"id", "version", "label", "act", "registered"} }

// tables lists every labelled table, in the order in which the register audits them.
func tables() []table {
	return []table{
		{name: "person", cols: []string{"name", "organisation", "outside", "lang", "roles", "level", "compartments", "circles", "memberships", "account", "active"},
			hidden: []string{"outside", "level", "compartments", "circles", "memberships", "account"}, gate: "known"},
		{name: "source", cols: []string{"name", "kind", "organisation", "country", "lang", "default_label", "grade", "address"}},
		{name: "record", cols: []string{"seq", "source", "kind", "reference", "file", "title", "type", "status", "lang", "grade", "size", "sha256", "said", "desk", "words"},
			hidden: []string{"seq"}},
		{name: "content", cols: []string{"part", "source", "wrapped", "sealed"}, key: "part"},
		{name: "statement", cols: []string{"entity", "schema", "property", "value", "original", "lang", "record", "part", "start", "ending", "author", "grade", "holds_from", "holds_to", "said", "folded", "dup"},
			hidden: []string{"dup"}},
		{name: "name_word", cols: []string{"n", "word"}, key: "n", led: true}, // id is the name statement's
		{name: "mention", cols: []string{"record", "part", "start", "ending", "written", "entity", "name", "state", "reason", "statement"}},
		{name: "dossier", cols: []string{"reference", "title", "mission", "threat", "interest", "reason", "team", "review", "state"}},
		{name: "note", cols: []string{"kind", "lang", "reference", "title", "state", "author", "reviewer", "dossier", "body", "reason"}},
		{name: "citation", cols: []string{"note", "statement", "record"}},
		{name: "dispatch", cols: []string{"note", "copy", "copies", "name", "function", "organisation", "country", "lang", "state", "sha256", "receipt", "reason"}},
		{name: "consent", cols: []string{"originator", "subject", "recipient", "answer", "until", "reason"}},
		{name: "edition", cols: []string{"list", "kind", "record", "digest", "entries", "problems", "added", "changed", "removed"}},
		{name: "listing", cols: []string{"list", "entry", "payload", "digest", "edition", "gone"}},
		{name: "batch", cols: []string{"reference", "purpose", "ground", "mode", "until", "opened", "due", "asker", "second", "threshold", "subjects", "refused", "matched", "state", "reason"}},
		{name: "scope", cols: []string{"batch", "list", "kind", "digest", "entries", "problems", "rules"}},
		{name: "subject", cols: []string{"batch", "n", "digest"}},
		{name: "hit", cols: []string{"batch", "subject", "list", "entry", "edition", "name", "sum", "evidence", "subject_digest", "entry_digest", "cause", "state", "reason", "decider", "confirmer"}},
		{name: "token", cols: []string{"person", "name", "hash", "until", "state"}, hidden: []string{"hash"}},
		{name: "validity", cols: []string{"starts", "ends"}, hidden: []string{"starts", "ends"}, gate: "known"},
		{name: "lowering", cols: []string{"subject", "base", "target", "interest", "reason", "review", "consents", "blind", "proposer", "decider", "authority", "answer", "state"}},
		{name: "reading", cols: []string{"body", "sealed"}, hidden: []string{"body", "sealed"}, gate: "known"},
		{name: "sealing", cols: []string{"public"}, gate: "known"},
		{name: "threshold", cols: []string{"least", "reason", "proposer", "confirmer", "state"}},
		{name: "lawfile", cols: []string{"procedure", "edition", "text"}},
		{name: "cases", cols: []string{"reference", "procedure", "file", "stage", "state", "ended", "steps", "opener", "owner", "dossier", "parent", "opened"}},
		{name: "form", cols: []string{"title", "answers"}},
		{name: "step", cols: []string{"cases", "n", "move", "kind", "person", "part", "standing", "others", "stage_from", "stage_to", "record"}},
		{name: "given", cols: []string{"cases", "answers"}},
		{name: "waiting", cols: []string{"cases", "procedure", "stage", "part", "lead", "owner", "term", "due", "warn", "late", "still", "rings"}},
		{name: "pending", cols: []string{"cases", "steps", "move", "person", "part", "standing", "needs", "joined", "answers", "record", "state", "reason"}},
		{name: "notice", cols: []string{"cases", "procedure", "part", "verb", "move", "state", "reader"}},
		{name: "paper", cols: []string{"cases", "name", "lang", "citizen", "title", "body", "sha256", "state"}},
		{name: "counted", cols: []string{"cases", "procedure", "figure", "split", "month"}},
		{name: "standin", cols: []string{"absent", "person", "part", "procedure", "first", "last", "reason", "state"}},
		{name: "draft", cols: []string{"cases", "person", "move", "answers"}},
		{name: "link", cols: []string{"cases", "kind", "object"}},
		{name: "front", cols: []string{"cases", "organisation", "procedure", "file", "reference", "parts", "turn", "offers", "stage", "title", "answers", "told", "unread", "waits", "ended", "term", "due", "late", "still", "opened"}},
		{name: "passkey", cols: []string{"person", "name", "handle", "credential", "record", "state"}, hidden: []string{"handle", "credential", "record"}, gate: "known"},
		{name: "keyuse", cols: []string{"counter", "used"}, hidden: []string{"counter", "used"}, gate: "known"},
		{name: "code", cols: []string{"person", "first", "second", "until", "tries", "state"}, hidden: []string{"person", "first", "second", "until", "tries", "state"}, gate: "known"},
		{name: "proposal", cols: []string{"kind", "person", "body", "half", "proposer", "confirmer", "state", "reason"}, hidden: []string{"kind", "person", "body", "half", "proposer", "confirmer", "state", "reason"}, gate: "known"},
		{name: "bodykey", cols: []string{"public", "proposer", "witness"}, gate: "known"},
		{name: "glass", cols: []string{"person", "circle", "until", "reason"}},
		{name: "mandate", cols: []string{"body", "person", "text"}, hidden: []string{"text"}, gate: "known"},
	}
}

// all gives the table's columns in digest order.
func (t table) all() []string { return append(common(), t.cols...) }

// shown gives the columns a view shows.
func (t table) shown() []string {
	var out []string
	for _, c := range t.all() {
		if !has(t.hidden, c) {
			out = append(out, c)
		}
	}
	return out
}

func (t table) gateName() string {
	if t.gate != "" {
		return t.gate
	}
	return "visible"
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// fits tells whether a value is of a column's own type. SQLite would turn another one into it, and the register would then
// hold the digest of a row that nobody can read back.
func (t table) fits(column string, v any) bool {
	switch v.(type) {
	case string:
		return t.types[column] == "text"
	case int64:
		return t.types[column] == "integer" || t.types[column] == "bigint"
	case []byte:
		return t.types[column] == "blob"
	}
	return false
}
