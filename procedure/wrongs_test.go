package procedure_test

import "strings"

// wrongTexts are what makes a text mean something other than it shows, or is no text of ours at all.
func wrongTexts() []wrong {
	return []wrong{
		{"a tab", "depth: full", "depth:\tfull", "procedure.yaml", "4"},
		{"a zero byte", "depth: full", "depth: full\x00", "procedure.yaml", "4"},
		{"deep nesting", "depth: full", "depth: " + strings.Repeat("[", 30), "procedure.yaml", "4"},
		{"brackets within brackets", "when: days > 0", "when: \"" + strings.Repeat("(", 30) + "days" + strings.Repeat(")", 30) + " > 0\"", "procedure.yaml", "21"},
		{"nesting hidden behind closing", "depth: full", "depth: " + strings.Repeat("]", 40) + strings.Repeat("[", 30), "procedure.yaml", "4"},
		{"more than a file may hold", "depth: full", "depth: full" + strings.Repeat(" ", 300<<10), "procedure.yaml", "1"},
		{"an alias", "depth: full", "depth: *d", "procedure.yaml.plain", "4"},
		{"a merge", "depth: full", "<<: {depth: full}", "procedure.yaml.plain", "4"},
		{"a directive", "id: small", "%YAML 1.2\n---\nid: small", "procedure.yaml.plain", "1"},
		{"two documents", "roles:\n", "---\nroles:\n", "procedure.yaml", "1"},
		{"a list instead of keys", small, "- one\n- two\n", "procedure.yaml", "1"},
		{"nothing at all", small, "", "procedure.yaml", "1"},
		{"an open bracket", "depth: full", "depth: [full", "procedure.yaml", "5"},
		{"a text where a number belongs", "version: 1", "version: one", "procedure.yaml", "2"},
		{"a text where a list belongs", "takes: [days, until]", "takes: days", "procedure.yaml", "21"},
		{"an unknown key of a move", "kind: ask,", "kynd: ask,", "procedure.yaml", "21"},
	}
}

// wrongHeads are what the file says of itself.
func wrongHeads() []wrong {
	return []wrong{
		{"no version", "version: 1", "version: 0", "procedure.word", "2"},
		{"a day that does not exist", "from: \"2025-01-01\"", "from: \"2025-02-30\"", "procedure.word", "3"},
		{"a month where a day belongs", "from: \"2025-01-01\"", "from: \"2025-01\"", "procedure.word", "3"},
		{"an end before the beginning", "from: \"2025-01-01\"", "from: \"2025-01-01\", to: \"2024-12-31\"", "procedure.word", "3"},
		{"a depth that is neither", "depth: full", "depth: deep", "procedure.word", "4"},
		{"no depth: a silent outline", "depth: full\n", "", "procedure.word", "1"},
		{"a ground without a text", "ground: {law: An act, confidence: V}\nroles", "ground: {confidence: V}\nroles", "procedure.ground", "5"},
		{"a mark that is none", "ground: {law: An act, confidence: V}\nroles", "ground: {law: An act, confidence: A}\nroles", "procedure.ground", "5"},
		{"no roles", "roles:\n  - {name: officer, side: service}\n  - {name: head, side: service}\n  - {name: second, side: service}\n  - {name: judge, side: control}\n", "", "procedure.word", "9"},
	}
}

// wrongNames are what it names twice, in a word no program reads, or of a kind that is not there.
func wrongNames() []wrong {
	return []wrong{
		{"a role twice", "{name: second, side: service}", "{name: head, side: service}", "procedure.word", "9"},
		{"a role on no side", "{name: second, side: service}", "{name: second, side: nobody}", "procedure.word", "9"},
		{"a role in capitals", "{name: second, side: service}", "{name: Second, side: service}", "procedure.word", "9"},
		{"a role that is the clock", "{name: second, side: service}", "{name: clock, side: service}", "procedure.word", "9"},
		{"a field of no type", "{name: days, type: number}", "{name: days, type: integer}", "procedure.word", "12"},
		{"a choice of nothing", "{name: days, type: number}", "{name: days, type: choice}", "procedure.word", "12"},
		{"a choice that is none", "{name: days, type: number}", "{name: days, type: number, of: [one]}", "procedure.word", "12"},
		{"a choice no program reads", "{name: days, type: number}", "{name: days, type: choice, of: [One day]}", "procedure.word", "12"},
		{"a field twice", "{name: until, type: date, optional: true}", "{name: days, type: date}", "procedure.word", "13"},
		{"a stage that holds something else", "holds: intrusive", "holds: secret", "procedure.word", "18"},
		{"a stage twice", "{name: advised}", "{name: asked}", "procedure.word", "17"},
		{"a figure by a field that is not there", "stages:\n", "figures: [{name: asked, by: [weeks]}]\nstages:\n", "procedure.word", "14"},
		{"a figure nobody counts", "stages:\n", "figures: [{name: asked}]\nstages:\n", "procedure.unused", "14"},
		{"a paper nobody makes", "stages:\n", "documents: [{name: letter}]\nstages:\n", "procedure.unused", "14"},
		{"a field nobody fills in", "  - {name: until, type: date, optional: true}", "  - {name: until, type: date, optional: true}\n  - {name: idle, type: text}", "procedure.unused", "14"},
		{"an offer for a field that is not there", "stages:\n", "suggests: [{field: weeks, value: \"1\"}]\nstages:\n", "procedure.word", "14"},
		{"an offer the field cannot take", "stages:\n", "suggests: [{field: days, value: many}]\nstages:\n", "procedure.word", "14"},
		{"an offer of nothing", "stages:\n", "suggests: [{field: days}]\nstages:\n", "procedure.word", "14"},
		{"an offer under a condition that is none", "stages:\n", "suggests: [{field: days, value: \"1\", when: days}]\nstages:\n", "procedure.when", "14"},
	}
}

// wrongMoves are moves from, to, by, with, after and about what is not there, and conditions that reach for more than the form.
func wrongMoves() []wrong {
	return []wrong{
		{"from a stage that is not there", "from: [asked]", "from: [begged]", "procedure.word", "22"},
		{"from nowhere", "from: [asked]", "from: []", "procedure.word", "22"},
		{"to a stage that is not there", "to: advised", "to: told", "procedure.word", "22"},
		{"by nobody", "who: [judge]", "who: []", "procedure.word", "22"},
		{"with a role that is not there", "with: [second]", "with: [third]", "procedure.word", "23"},
		{"after an act that is not there", "after: [advise]", "after: [bless]", "procedure.word", "23"},
		{"a field twice", "takes: [days, until]", "takes: [days, days]", "procedure.word", "21"},
		{"a field that is not there", "takes: [days, until]", "takes: [days, weeks]", "procedure.word", "21"},
		{"a kind that is none", "kind: ask", "kind: beg", "procedure.word", "21"},
		{"a decision of nothing", "decision: method, ", "", "procedure.word", "23"},
		{"something decided that is no decision", "kind: control", "kind: control, decision: method", "procedure.word", "22"},
		{"an act called as the clock is", "act: stop", "act: clock", "procedure.word", "24"},
		{"an act called as a term is", "act: stop", "act: run", "procedure.word", "24"},
		{"an act no program reads", "act: stop", "act: Stop it", "procedure.word", "24"},
		{"a condition that is no language", "when: days > 0", "when: days >", "procedure.when", "21"},
		{"a condition over a text as a number", "when: days > 0", "when: until > 0", "procedure.when", "21"},
		{"a condition that asks chance", "when: days > 0", "when: rand() > 0", "procedure.when", "21"},
		{"a condition that loops", "when: days > 0", "when: \"all(1..1000000, # > 0)\"", "procedure.when", "21"},
		{"a condition that makes a million things", "when: days > 0", "when: \"len(1..1000000) > 0\"", "procedure.when", "21"},
		{"a condition that multiplies texts", "when: days > 0", "when: \"(until * 9) != until\"", "procedure.when", "21"},
		{"a condition that reads patterns", "when: days > 0", "when: \"until matches \\\"a+\\\"\"", "procedure.when", "21"},
		{"a condition that names things", "when: days > 0", "when: \"let x = days; x > 0\"", "procedure.when", "21"},
		{"a condition longer than anybody reads", "when: days > 0", "when: \"" + strings.Repeat("days > 0 and ", 120) + "days > 0\"", "procedure.when", "21"},
		{"a way out of an end", "from: [draft, asked, advised, running], to: ended", "from: [draft, asked, advised, running, ended], to: ended", "procedure.stage.end", "19"},
	}
}

// wrongEffects are verbs and objects outside the list.
func wrongEffects() []wrong {
	return []wrong{
		{"nothing told", "effects: [notify head]", "effects: [notify]", "procedure.effect", "22"},
		{"somebody who is not there", "effects: [notify head]", "effects: [notify jury]", "procedure.effect", "22"},
		{"a paper that is not there", "effects: [notify head]", "effects: [produce letter]", "procedure.effect", "22"},
		{"a figure that is not there", "effects: [notify head]", "effects: [count asked]", "procedure.effect", "22"},
		{"a field that is not there", "effects: [notify head]", "effects: [set weeks 1]", "procedure.effect", "22"},
		{"a value the field cannot take", "effects: [notify head]", "effects: [set days many]", "procedure.effect", "22"},
		{"a set of nothing", "effects: [notify head]", "effects: [set days]", "procedure.effect", "22"},
		{"a thing nobody can shut", "effects: [shut method]}\nterms", "effects: [shut house]}\nterms", "procedure.effect", "24"},
		{"a case of no name", "effects: [notify head]", "effects: [start A.b]", "procedure.effect", "22"},
		{"two blanks", "effects: [notify head]", "effects: [\"notify  head\"]", "procedure.effect", "22"},
		{"a word too many", "effects: [notify head]", "effects: [notify head now]", "procedure.effect", "22"},
	}
}

// wrongTerms are lengths and ways of time.
func wrongTerms() []wrong {
	return []wrong{
		{"no length", "n: 5", "n: 0", "procedure.word", "26"},
		{"longer than anything lasts", "n: 5", "n: 99999", "procedure.word", "26"},
		{"a unit that is none", "unit: days", "unit: weeks", "procedure.word", "26"},
		{"a warning after the end", "unit: days", "unit: days, warn: -1", "procedure.word", "26"},
		{"hours that roll", "unit: days", "unit: hours, roll: true", "procedure.word", "26"},
		{"never begun", "starts: [decide], ", "", "procedure.word", "26"},
		{"begun by an act that is not there", "starts: [decide]", "starts: [begin]", "procedure.word", "26"},
		{"run nowhere", "in: [running], to: ended", "in: [], to: ended", "procedure.word", "26"},
		{"run in a stage that is not there", "in: [running], to: ended", "in: [walking], to: ended", "procedure.word", "26"},
		{"stopped and never resumed", "starts: [decide]", "starts: [decide], stops: [stop]", "procedure.word", "26"},
		{"counted from what is no date", "until: until", "until: days", "procedure.word", "26"},
		{"over, to a stage that is not there", "to: ended, effects: [shut method], ground", "to: gone, effects: [shut method], ground", "procedure.word", "26"},
		{"time that erases", "to: ended, effects: [shut method], ground", "to: ended, effects: [erase derived], ground", "procedure.term.acts", "26"},
		{"time that fills in", "to: ended, effects: [shut method], ground", "to: ended, effects: [set days 1], ground", "procedure.term.acts", "26"},
		{"time that calls back", "to: ended, effects: [shut method], ground", "to: ended, effects: [recall notes], ground", "procedure.term.acts", "26"},
		{"a term twice", "unit: days, starts: [decide], until: until, in: [running], to: ended, effects: [shut method], ground: {law: An act, confidence: G}}", "unit: days, starts: [decide], until: until, in: [running], to: ended, effects: [shut method], ground: {law: An act, confidence: G}}\n  - {name: run, n: 1, unit: days, starts: [decide], in: [running], effects: [notify head], ground: {law: An act, confidence: G}}", "procedure.word", "27"},
	}
}

// wrongLaw are what no file may edit away, tried in the ways somebody would.
func wrongLaw() []wrong {
	return []wrong{
		{"a control body that asks", "who: [officer]", "who: [officer, judge]", "procedure.law.both", "10"},
		{"a control body that helps to ask", "kind: ask, who: [officer]", "kind: ask, who: [officer], with: [judge]", "procedure.law.both", "10"},
		{"a control the service does beside the body", "kind: control, who: [judge]", "kind: control, who: [judge, second]", "procedure.law.intrusive", "18"},
		{"a control that is no control", "kind: control, ", "", "procedure.law.control", "23"},
		{"a refusal nobody decided", "{name: asked}", "{name: asked, holds: adverse}", "procedure.law.undecided", "16"},
		{"something granted that nobody decided", "{name: advised}", "{name: advised, holds: granted}", "procedure.law.undecided", "17"},
		{"something told that nobody decided", "{name: asked}", "{name: asked, holds: disclosed}", "procedure.law.undecided", "16"},
		{"a method that begins where none is", "effects: [notify head]", "effects: [start method]", "procedure.law.method", "22"},
		{"a term that stands still over a method", "starts: [decide]", "starts: [decide], stops: [stop], resumes: [stop]", "procedure.law.prolongs", "26"},
		{"a new question that keeps the old advice", "  - {act: stop,", "  - {act: ask_more, from: [asked], to: advised, kind: ask, who: [officer]}\n  - {act: stop,", "procedure.law.path", "23"},
		{"a second way in without the body", "  - {act: stop,", "  - {act: rush, from: [asked], to: running, kind: decide, decision: method, who: [head], with: [second], effects: [start method]}\n  - {act: stop,", "procedure.law.intrusive", "18"},
		{"a method whose end some way in forgets", "  - {act: stop,", "  - {act: rush, from: [advised], to: running, kind: decide, decision: method, who: [head], after: [advise], effects: [start method]}\n  - {act: stop,", "procedure.law.endless", "18"},
	}
}
