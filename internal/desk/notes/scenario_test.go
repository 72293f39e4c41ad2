package notes_test

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"schild/day"
	"schild/fact"
	"schild/fault"
	"schild/internal/cluster"
	"schild/internal/desk/notes"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/note"
)

var update = flag.Bool("update", false, "write what the scenarios say now into their files")

// TestScenarios plays the files of testdata: lines "person verb object key=value …", four dashes, what came of it.
// Names of things stand for their random ids on both sides.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			was, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := newWorld(t).play(string(was))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if d := cmp.Diff(string(was), got); d != "" {
				t.Error(d)
			}
		})
	}
}

// world is a house with a counting clock and a seeded source of ids.
type world struct {
	t      *testing.T
	office *office.Office
	desk   *notes.Desk
	now    int64
	ids    map[string]string // name → id
	seen   map[string]int64  // note → the version its last reader saw
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, ids: map[string]string{}, seen: map[string]int64{}, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixMicro()}
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: dir, Place: cluster.Place(t, dir), Origin: "test.invalid/register", Now: func() int64 { w.now += 1000; return w.now },
		Random: rand.NewChaCha8([32]byte{1}), Queue: func(context.Context, *sql.Tx, []store.Job) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	w.office = office.New(s)
	w.desk = &notes.Desk{Office: w.office, Own: "LUMEN", Country: "LU", Service: "Service Lumen"}
	w.do("registrar", "house.found", func(tx *store.Tx) error {
		return tx.Insert("person", "registrar", label.Bottom(), staff("Registrar", "registrar", label.Clearance{Level: label.TopSecret}))
	})
	w.do("registrar", "source.add", func(tx *store.Tx) error {
		return tx.Insert("source", "src", label.Bottom(), store.Row{"name": "Source", "kind": "foreign", "organisation": "", "country": "", "lang": "en",
			"default_label": "RESTRICTED", "grade": "B2", "address": ""})
	})
	return w
}

func staff(name, roles string, c label.Clearance) store.Row {
	return store.Row{"name": name, "organisation": "LUMEN", "outside": false, "lang": "en", "roles": roles, "level": int64(c.Level),
		"compartments": string(c.Compartments), "circles": string(c.Circles), "memberships": "", "account": "", "active": true}
}

func (w *world) do(by, kind string, change func(*store.Tx) error) {
	w.t.Helper()
	if _, err := w.office.Do(w.t.Context(), office.Person{ID: by}, office.Act{Kind: kind}, change); err != nil {
		w.t.Fatal(kind, err)
	}
}

// play runs a scenario and gives the file with what each command said.
func (w *world) play(file string) string {
	var out strings.Builder
	lines := strings.Split(file, "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if line != "----" {
			out.WriteString(line)
			if i < len(lines)-1 {
				out.WriteString("\n")
			}
		}
		if line == "" || strings.HasPrefix(line, "#") || i+1 >= len(lines) || lines[i+1] != "----" {
			continue
		}
		for i+1 < len(lines) && lines[i+1] != "" { // what it said before
			i++
		}
		out.WriteString("----\n")
		if said := w.hide(w.command(line)); said != "" {
			out.WriteString(strings.TrimRight(said, "\n") + "\n")
		}
	}
	w.proven()
	return out.String()
}

// proven holds that the register accounts for every row after whatever was played.
func (w *world) proven() {
	w.t.Helper()
	problems, err := w.office.Store().Audit(w.t.Context(), nil)
	if err != nil || len(problems) > 0 {
		w.t.Error("the register does not account for the rows:", problems, err)
	}
}

// hide writes names in place of ids and references.
func (w *world) hide(s string) string {
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for k := range w.ids {
			if !yield(k) {
				return
			}
		}
	}) {
		id := w.ids[name]
		s = strings.ReplaceAll(s, id, name)
		if len(id) > 8 {
			s = strings.ReplaceAll(s, strings.ToUpper(id[:4]+"-"+id[4:8]), "<"+name+">")
		}
	}
	return s
}

// words parts a command: the first three words, then key=value with quotes.
func words(line string) (head []string, args map[string]string) {
	args = map[string]string{}
	for _, m := range regexp.MustCompile(`(\w+)=(?:"([^"]*)"|(\S*))|"([^"]*)"|(\S+)`).FindAllStringSubmatch(line, -1) {
		switch {
		case m[1] != "":
			args[m[1]] = m[2] + m[3]
		default:
			head = append(head, m[4]+m[5])
		}
	}
	return append(head, "", "", "")[:3], args
}

func (w *world) id(name string) string {
	if id, ok := w.ids[name]; ok {
		return id
	}
	return name
}

func (w *world) command(line string) string {
	head, args := words(line)
	person, verb, object := head[0], head[1], head[2]
	switch person {
	case "person", "record", "statement", "dossier", "relabel", "days":
		return w.scene(person, verb, args)
	}
	by := office.Person{ID: person}
	if said, done := w.acts(by, verb, object, args); done {
		return said
	}
	return w.views(by, verb, object, args)
}

// scene sets the stage: what other desks do.
func (w *world) scene(what, name string, args map[string]string) string {
	l := w.label(args["label"])
	switch what {
	case "days":
		w.now += 24 * time.Hour.Microseconds() * 30
	case "person":
		level, err := label.ParseLevel(args["level"])
		if err != nil {
			return err.Error()
		}
		c := label.Clearance{Level: level, Compartments: label.NewSet(args["compartments"]), Circles: w.circles(args["circles"])}
		w.do("registrar", "person.enrol", func(tx *store.Tx) error {
			return tx.Insert("person", name, label.Bottom(), staff(args["name"], args["roles"], c))
		})
	case "record":
		w.do("registrar", "record.receive", func(tx *store.Tx) error {
			id, err := tx.NewID()
			w.ids[name] = string(id)
			return orErr(err, func() error {
				return tx.Record(id, l, store.Row{"source": "src", "kind": "message", "reference": "R-" + strings.ToUpper(string(id[:4]+"-"+id[4:8])),
					"file": "", "title": args["title"], "type": "text/plain", "status": "read", "lang": "en", "grade": "B2", "size": 1,
					"sha256": "", "said": "", "desk": ""}, args["title"])
			})
		})
	case "statement":
		w.do("registrar", "list.add", func(tx *store.Tx) error {
			id, err := tx.NewID()
			w.ids[name] = string(id)
			return orErr(err, func() error {
				return tx.Insert("statement", string(id), l, store.Row{"entity": "e", "schema": "Company", "property": "name", "value": args["value"],
					"original": "", "lang": "", "record": fact.ID(w.id(args["record"])), "part": 0, "start": 0, "ending": 0, "author": "", "grade": args["grade"],
					"holds_from": "", "holds_to": "", "said": "", "folded": "", "dup": ""})
			})
		})
	case "dossier":
		w.do("registrar", "person.clear", func(tx *store.Tx) error {
			id, err := tx.NewID()
			w.ids[name] = string(id)
			l.Circles = label.NewSet("dossier:" + string(id))
			return orErr(err, func() error {
				return tx.Insert("dossier", string(id), l, store.Row{"reference": "D", "title": args["title"], "mission": "m", "threat": "", "interest": "",
					"reason": "r", "team": "", "review": "", "state": "open"})
			})
		})
	case "relabel":
		w.do("registrar", "person.clear", func(tx *store.Tx) error {
			all, err := tx.All("cascade") // so that the registrar reaches it
			_ = all
			if args["table"] == "note" {
				return orErr(err, func() error { return w.desk.Relabel(tx, w.id(name), l) })
			}
			return orErr(err, func() error { return tx.Append(args["table"], w.id(name), &l, store.Row{}) })
		})
	}
	return ""
}

func orErr(err error, f func() error) error {
	if err != nil {
		return err
	}
	return f()
}

func (w *world) circles(s string) label.Set {
	if s == "" {
		return ""
	}
	return label.NewSet("dossier:" + w.id(s))
}

func (w *world) label(s string) label.Label {
	if s == "" {
		return label.Label{}
	}
	l, err := label.Parse(s)
	if err != nil {
		w.t.Fatal(s, err)
	}
	return l
}

// acts are the verbs that change something.
func (w *world) acts(by office.Person, verb, object string, args map[string]string) (string, bool) {
	ctx := w.t.Context()
	step := notes.Step{ID: w.id(object), Version: w.seen[object], Reason: args["reason"]}
	if v := args["version"]; v != "" {
		fmt.Sscan(v, &step.Version)
	}
	var err error
	switch verb {
	case "draft":
		return w.draft(by, object, args), true
	case "restore":
		var n int64
		fmt.Sscan(args["to"], &n)
		_, err = w.desk.Restore(ctx, by, step, n)
	case "submit":
		_, err = w.desk.Submit(ctx, by, step)
	case "return":
		_, err = w.desk.Return(ctx, by, step)
	case "approve":
		_, err = w.desk.Approve(ctx, by, step)
	case "send":
		_, err = w.desk.Send(ctx, by, step)
	case "confirm":
		_, err = w.desk.Confirm(ctx, by, w.id(object), args["how"])
	case "recall":
		_, err = w.desk.Recall(ctx, by, w.id(object), args["reason"])
	case "consent":
		_, err = w.desk.Consent(ctx, by, notes.Consent{Originator: args["originator"], Subject: w.id(object), Recipient: args["recipient"],
			Answer: args["answer"], Until: args["until"], Reason: args["reason"]})
	default:
		return "", false
	}
	if err == nil {
		w.learn(object)
	}
	return outcome(err), true
}

// outcome is what somebody outside learns of an act, and, for the reader of the scenario, what it really was.
func outcome(err error) string {
	if err == nil {
		return "done"
	}
	out := fault.Outward(err)
	s := out.Kind.String() + ": " + out.Key
	for i := 0; i+1 < len(out.Args); i += 2 {
		s += fmt.Sprintf(" %s=%q", out.Args[i], out.Args[i+1])
	}
	if fault.KindOf(err) != out.Kind || fault.KindOf(err) == fault.Broken {
		s += "   (the log: " + err.Error() + ")"
	}
	return s
}

// learn keeps the version of a note and the names of its copies, as somebody who sees everything.
func (w *world) learn(object string) {
	w.do("registrar", "person.clear", func(tx *store.Tx) error {
		all, err := tx.All("recall")
		if err != nil {
			return err
		}
		var version int64
		if err := all.Get(&version, `SELECT version FROM note WHERE id = $1`, w.id(object)); err != nil {
			return nil
		}
		w.seen[object] = version
		ds, err := w.desk.Dispatches(all, w.id(object))
		for _, d := range ds {
			w.ids[fmt.Sprintf("%s/%d", object, d.Copy)] = d.ID
		}
		return err
	})
}

func (w *world) draft(by office.Person, object string, args map[string]string) string {
	d := note.Draft{Kind: note.Kind(args["kind"]), Lang: args["lang"], Title: args["title"], Subject: args["subject"], Label: w.label(args["label"]),
		Interest: args["interest"], Reason: args["why"], Reference: "", Author: by.ID}
	d.Review, _ = day.Parse(args["review"])
	for p := range strings.SplitSeq(args["text"], "|") {
		for name, id := range w.ids {
			p = strings.ReplaceAll(p, "[["+name+"]]", "[["+id+"]]")
		}
		d.Paragraphs = append(d.Paragraphs, note.Paragraph{Markdown: strings.TrimSpace(p)})
	}
	for a := range strings.SplitSeq(args["to"], ";") {
		parts := append(strings.Split(a, ","), "", "", "")
		if parts[0] != "" {
			d.Addressees = append(d.Addressees, note.Addressee{Name: parts[0], Organisation: parts[1], Country: parts[2], Lang: "en"})
		}
	}
	work := notes.Work{ID: w.ids[object], Version: w.seen[object], Dossier: w.id(args["dossier"]), Draft: d}
	if v := args["version"]; v != "" {
		fmt.Sscan(v, &work.Version)
	}
	s, err := w.desk.Save(w.t.Context(), by, work)
	if err != nil {
		return outcome(err)
	}
	w.ids[object], w.seen[object] = s.ID, s.Version
	return fmt.Sprintf("saved %s version %d", s.Reference, s.Version)
}

// views are the verbs that only look.
func (w *world) views(by office.Person, verb, object string, args map[string]string) string {
	var b strings.Builder
	err := w.office.See(w.t.Context(), by, func(v *store.View) error {
		switch verb {
		case "list":
			return w.list(&b, v, args)
		case "read":
			return w.read(&b, v, w.id(object))
		case "check":
			return w.check(&b, v, w.id(object))
		case "release":
			return w.release(&b, v, w.id(object))
		case "copies":
			return w.copies(&b, v, w.id(object))
		case "trail":
			return w.trail(&b, v, w.id(object))
		}
		return fmt.Errorf("no such verb %q", verb)
	})
	if err != nil {
		return outcome(err)
	}
	if b.Len() == 0 {
		return "nothing"
	}
	return b.String()
}

func (w *world) list(b *strings.Builder, v *store.View, args map[string]string) error {
	f := notes.Filter{Queue: args["queue"], Kind: args["kind"], Words: args["words"], Dossier: w.id(args["dossier"]), Sort: args["sort"], Desc: args["desc"] != ""}
	ns, err := w.desk.List(v, f)
	if n, err := w.desk.Count(v, f); err != nil || n != len(ns) {
		w.t.Errorf("%d listed, %d counted: %v", len(ns), n, err)
	}
	waiting, werr := w.desk.Waiting(v)
	for _, queue := range []string{"", "mine", "review", "send", "sent", "recalled"} {
		if n, err := w.desk.Count(v, notes.Filter{Queue: queue}); n != waiting[queue] || err != nil || werr != nil {
			w.t.Errorf("queue %q counts %d in one pass, %d by itself: %v %v", queue, waiting[queue], n, werr, err)
		}
	}
	for _, n := range ns {
		fmt.Fprintf(b, "%s %s %q %s by %s, %s\n", n.Reference, n.Kind, n.Title, n.State, n.AuthorName, v.Label(n.Label).Level)
	}
	return err
}

func (w *world) read(b *strings.Builder, v *store.View, id string) error {
	n, err := w.desk.Note(v, id)
	if err != nil {
		return err
	}
	fmt.Fprintf(b, "%s version %d %s; row %s; own %s\n", n.Reference, n.Version, n.State, v.Label(n.Label), n.Draft.Label)
	fmt.Fprintf(b, "authors %s, submitted by %q, reviewed by %q, sent by %q\n", strings.Join(n.Authors, " "), n.Submitter, n.Reviewer, n.Sender)
	if n.Reason != "" {
		fmt.Fprintf(b, "reason: %s\n", n.Reason)
	}
	for _, e := range n.Earlier {
		fmt.Fprintf(b, "earlier: %d %s by %s\n", e.Version, e.State, e.By)
	}
	for _, p := range n.Draft.Paragraphs {
		fmt.Fprintf(b, "| %s\n", p.Markdown)
	}
	return nil
}

func (w *world) check(b *strings.Builder, v *store.View, id string) error {
	n, err := w.desk.Note(v, id)
	if err != nil {
		return err
	}
	c, err := w.desk.Check(v, notes.Work{ID: id, Version: n.Version, Dossier: n.Dossier, Draft: n.Draft})
	fmt.Fprintf(b, "floor %s\n", c.Floor)
	for i, p := range c.Portions {
		fmt.Fprintf(b, "paragraph %d %s\n", i+1, p.Portion("en"))
	}
	for _, p := range c.Problems {
		fmt.Fprintf(b, "%s %s %q in paragraph %d\n", map[bool]string{true: "hint", false: "problem"}[p.Hint], p.Key, p.Args, p.Paragraph+1)
	}
	return err
}

func (w *world) release(b *strings.Builder, v *store.View, id string) error {
	t := time.UnixMicro(w.now).UTC()
	r, err := w.desk.Release(v, id, day.Date{Year: int16(t.Year()), Month: uint8(t.Month()), Day: uint8(t.Day())})
	for _, no := range r.Refusals {
		fmt.Fprintf(b, "no to %s: %s source=%q originator=%q\n", no.Addressee.Organisation, no.Rule, no.Ref, no.Originator)
	}
	for _, c := range r.Answers {
		fmt.Fprintf(b, "%s answered %s about %s to %s until %q\n", c.Originator, c.Answer, c.Subject, c.Recipient, c.Until)
	}
	if err == nil && len(r.Refusals) == 0 {
		b.WriteString("every rule agrees\n")
	}
	return err
}

func (w *world) copies(b *strings.Builder, v *store.View, id string) error {
	ds, err := w.desk.Dispatches(v, id)
	for _, d := range ds {
		_, pdf, err := w.desk.Copy(v, d.ID)
		fmt.Fprintf(b, "copy %d of %d for %s (%s): %s %q %q; printed again: %v\n", d.Copy, d.Copies, d.Name, d.Organisation, d.State, d.Receipt, d.Reason, err == nil && len(pdf) > 1000)
	}
	return err
}

func (w *world) trail(b *strings.Builder, v *store.View, id string) error {
	t, err := w.desk.Trail(v, id)
	for _, n := range t.Nodes {
		fmt.Fprintf(b, "%s %s %q %s %s %q", n.Kind, n.ID, n.Caption, n.Reference, n.State, n.Receipt)
		if len(n.From) > 0 {
			fmt.Fprintf(b, " ← %s", strings.Join(n.From, " "))
		}
		b.WriteString("\n")
	}
	if t.Unused > 0 {
		fmt.Fprintf(b, "and %d statements no note cites\n", t.Unused)
	}
	return err
}
