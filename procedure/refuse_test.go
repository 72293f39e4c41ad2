package procedure_test

import (
	"errors"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"schild/fault"
	"schild/procedure"
	"schild/procedure/law"
)

// small is a file that checks, for tests to break one line of.
const small = `id: small
version: 1
valid: {from: "2025-01-01"}
depth: full
ground: {law: An act, confidence: V}
roles:
  - {name: officer, side: service}
  - {name: head, side: service}
  - {name: second, side: service}
  - {name: judge, side: control}
fields:
  - {name: days, type: number}
  - {name: until, type: date, optional: true}
stages:
  - {name: draft}
  - {name: asked}
  - {name: advised}
  - {name: running, holds: intrusive}
  - {name: ended, end: true}
moves:
  - {act: ask, from: [draft], to: asked, kind: ask, who: [officer], takes: [days, until], when: days > 0}
  - {act: advise, from: [asked], to: advised, kind: control, who: [judge], effects: [notify head]}
  - {act: decide, from: [advised], to: running, kind: decide, decision: method, who: [head], with: [second], after: [advise], effects: [start method]}
  - {act: stop, from: [draft, asked, advised, running], to: ended, kind: end, who: [head], effects: [shut method]}
terms:
  - {name: run, n: 5, unit: days, starts: [decide], until: until, in: [running], to: ended, effects: [shut method], ground: {law: An act, confidence: G}}
`

func TestSmallFileReads(t *testing.T) {
	if _, err := procedure.Read("small.yaml", []byte(small)); err != nil {
		t.Fatal(err)
	}
}

// wrong is one change to the good file, the rule that refuses it, and the line it stands on.
type wrong struct{ what, old, with, key, line string }

// TestTheLoaderRefuses: what is not YAML of ours, what is said wrongly, what leads nowhere, and what no file may say.
func TestTheLoaderRefuses(t *testing.T) {
	for _, c := range slices.Concat(wrongs(), wrongTexts(), wrongHeads(), wrongNames(), wrongMoves(), wrongEffects(), wrongTerms(), wrongLaw()) {
		text := strings.Replace(small, c.old, c.with, 1)
		if text == small {
			t.Fatalf("%s: nothing changed", c.what)
		}
		_, err := procedure.Read("small.yaml", []byte(text))
		place := "place=small.yaml:" + c.line
		if err == nil || !hasLine(err, c.key+" ", place+" ") {
			t.Errorf("%s: %v, want %s at %s", c.what, err, c.key, place)
		}
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Invalid {
			t.Errorf("%s: not an invalid file but %v", c.what, err)
		}
	}
}

// hasLine tells whether one of the problems, a line each, says all of these.
func hasLine(err error, words ...string) bool {
	return slices.ContainsFunc(strings.Split(err.Error(), "\n"), func(line string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line+" ", w) })
	})
}

// TestEveryRuleOfTheLoaderIsTried: whatever key the loader can refuse with stands in one of the tables, so that no rule goes untested.
func TestEveryRuleOfTheLoaderIsTried(t *testing.T) {
	tried := map[string]bool{"procedure.untitled": true} // the book's, tried below
	for _, c := range slices.Concat(wrongs(), wrongTexts(), wrongHeads(), wrongNames(), wrongMoves(), wrongEffects(), wrongTerms(), wrongLaw()) {
		tried[c.key] = true
	}
	rule := regexp.MustCompile(`fault\.Invalid, "(procedure\.[a-z.]+)"`)
	for _, name := range []string{"read.go", "check.go", "walk.go", "law.go", "effect.go", "book.go"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range rule.FindAllStringSubmatch(string(b), -1) {
			if !tried[m[1]] {
				t.Errorf("%s refuses with %s, and no wrong file tries it", name, m[1])
			}
		}
	}
}

// wrongs are the plain ones, a rule each.
func wrongs() []wrong {
	return []wrong{
		{"an unknown key", "depth: full", "depht: full", "procedure.yaml", "4"},
		{"a key twice", "depth: full", "depth: full\ndepth: full", "procedure.yaml", "5"},
		{"an anchor", "ground: {law: An act, confidence: V}\nroles", "ground: &g {law: An act, confidence: V}\nroles", "procedure.yaml.plain", "5"},
		{"a comment", "depth: full", "depth: full # not yet", "procedure.yaml.plain", "4"},
		{"a tag", "version: 1", "version: !!int 1", "procedure.yaml.plain", "2"},
		{"another id than the file's", "id: small", "id: large", "procedure.word", "1"},
		{"a ground without a mark", "ground: {law: An act, confidence: G}", "ground: {law: An act}", "procedure.ground", "26"},
		{"sight for a part of the house", "{name: head, side: service}", "{name: head, side: service, sees: [days]}", "procedure.word", "8"},
		{"every organisation in a part of the house", "{name: head, side: service}", "{name: head, side: service, every: true}", "procedure.word", "8"},
		{"sight of an unknown field", "{name: judge, side: control}", "{name: judge, side: partner, sees: [nights]}", "procedure.word", "10"},
		{"an unknown role", "who: [judge]", "who: [jury]", "procedure.word", "22"},
		{"a guard over a field that is not there", "when: days > 0", "when: weeks > 0", "procedure.when", "21"},
		{"a guard of another type", "when: days > 0", "when: days + 1", "procedure.when", "21"},
		{"a guard that knows the time", "when: days > 0", "when: now().Year() > 0", "procedure.when", "21"},
		{"an effect outside the list", "effects: [notify head]", "effects: [execute head]", "procedure.effect", "22"},
		{"a dead stage", "stages:\n", "stages:\n  - {name: first}\n", "procedure.stage.dead", "16"},
		{"an endless stage", "  - {name: ended, end: true}", "  - {name: ended, end: true}\n  - {name: lost}", "procedure.stage.endless", "20"},
		{"an act twice", "  - {act: stop,", "  - {act: ask, from: [draft], to: asked, who: [officer]}\n  - {act: stop,", "procedure.move.twice", "24"},
		{"a term without consequence", "to: ended, effects: [shut method], ground", "ground", "procedure.term.idle", "26"},
		{"time that starts", "to: ended, effects: [shut method], ground", "to: ended, effects: [start method], ground", "procedure.term.acts", "26"},
		{"time that grants", "in: [running], to: ended", "in: [advised, running], to: running", "procedure.law.time", "26"},
		{"time that decides", "in: [running], to: ended", "in: [asked, running], to: advised", "procedure.law.time", "26"},
		{"a term that rolls on", "unit: days", "unit: days, roll: true", "procedure.law.prolongs", "26"},
		{"a term that begins again", "starts: [decide]", "starts: [decide, stop]", "procedure.law.prolongs", "26"},
		{"a method no term ends", "in: [running], to: ended", "in: [running]", "procedure.law.endless", "18"},
		{"a role that asks and controls", "who: [officer]", "who: [judge]", "procedure.law.both", "10"},
		{"a decision alone", "with: [second], after: [advise]", "with: []", "procedure.law.alone", "23"},
		{"a control by who decides", "who: [judge]", "who: [head]", "procedure.law.control", "23"},
		{"a way round the control", "from: [advised], to: running", "from: [asked, advised], to: running", "procedure.law.path", "23"},
		{"a method without a control body", "{name: judge, side: control}", "{name: judge, side: service}", "procedure.law.intrusive", "18"},
		{"a method that nobody decided", "kind: decide, decision: method, ", "", "procedure.law.undecided", "18"},
		{"a method that begins unsaid", "effects: [start method]", "effects: [notify head]", "procedure.law.method", "23"},
		{"a decision that is not on the list", "decision: method", "decision: anything", "procedure.word", "23"},
		{"a paper that tells a field that is not there", "stages:\n", "documents: [{name: letter, says: [weeks]}]\nstages:\n", "procedure.word", "14"},
		{"what is never used", "  - {name: judge, side: control}", "  - {name: judge, side: control}\n  - {name: idler, side: service}", "procedure.unused", "11"},
	}
}

// shipped gives the files of the book, to be spoilt.
func shipped(t testing.TB) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	names, err := fs.Glob(law.Files(), "*.yaml")
	for _, n := range names {
		b, rerr := fs.ReadFile(law.Files(), n)
		err = errors.Join(err, rerr)
		out[n] = &fstest.MapFile{Data: b}
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestABookRefusesAMissingTitle, in whatever language it is missing.
func TestABookRefusesAMissingTitle(t *testing.T) {
	whole := shipped(t)
	if _, err := procedure.Open(whole); err != nil {
		t.Fatal(err)
	}
	de := string(whole["words.de.yaml"].Data)
	whole["words.de.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(de, "role.head:", "role.haed:", 1))}
	if _, err := procedure.Open(whole); err == nil || !strings.Contains(err.Error(), "word=role.head language=de") {
		t.Errorf("a book without the German for role.head: %v", err)
	}
}

// TestABookRefusesALetterNobodySends, or one that some language lacks.
func TestABookRefusesALetterNobodySends(t *testing.T) {
	for _, c := range []struct{ old, now, want string }{
		{"clearance.person/letter.decision_letter.refuse:", "clearance.person/letter.decision_letter.accept:", "decision_letter.accept"},
		{"invite/letter.thanks_letter:", "invite/letter.thanks_note:", "language=fr"},
	} {
		whole := shipped(t)
		fr := strings.Replace(string(whole["letters.fr.yaml"].Data), c.old, c.now, 1)
		whole["letters.fr.yaml"] = &fstest.MapFile{Data: []byte(fr)}
		if _, err := procedure.Open(whole); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.now, err)
		}
	}
}

// TestABookRefusesAStartOfWhatCannotBegin: of a procedure that it lacks, or that is disabled.
func TestABookRefusesAStartOfWhatCannotBegin(t *testing.T) {
	for _, c := range []struct{ file, old, now string }{
		{"security.incident.yaml", "start judicial.handover", "start judicial.handovers"},
		{"judicial.handover.yaml", "depth: full\n", "depth: full\ndisabled: true\n"},
	} {
		whole := shipped(t)
		whole[c.file] = &fstest.MapFile{Data: []byte(strings.Replace(string(whole[c.file].Data), c.old, c.now, 1))}
		if _, err := procedure.Open(whole); err == nil || !strings.Contains(err.Error(), "place=security.incident.yaml what=start word=judicial.handover") {
			t.Errorf("%s: %v", c.now, err)
		}
	}
}
