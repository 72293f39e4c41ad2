package demo

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"schild/internal/demo/bureau"
	"schild/internal/demo/cheat"
	"schild/internal/lang"
	"schild/internal/office"
)

// Five does the five things to try and gives what came of them as one page of text. The recall alone is not pressed: it tells what
// it would reach.
func Five(ctx context.Context, h House, s Story, p *lang.Printer) (string, error) {
	f := fiver{h: h, s: s, p: p}
	for i, part := range []func(context.Context) error{f.readers, f.cheat, f.drop, f.recall, f.walk} {
		f.title([]string{"demo.readers.title", "demo.cheat.title", "demo.drop.title", "demo.recall.title", "demo.walk.title"}[i], i)
		if err := part(ctx); err != nil {
			return f.b.String(), err
		}
	}
	return f.b.String(), nil
}

type fiver struct {
	h House
	s Story
	p *lang.Printer
	b strings.Builder
}

func (f *fiver) title(key string, i int) {
	fmt.Fprintf(&f.b, "\n(%c) %s\n", 'a'+i, f.p.T(key))
}

func (f *fiver) line(key string, args ...string) {
	f.b.WriteString("    " + f.p.T(key, args...) + "\n")
}

func (f *fiver) n(i int) string { return f.p.Number(int64(i)) }

func (f *fiver) readers(ctx context.Context) error {
	more, less := Readers()
	var names []string
	for _, who := range []string{more, less} {
		s, err := f.h.Seen(ctx, who, f.s.Hidden)
		if err != nil {
			return err
		}
		names = append(names, s.Name)
		f.b.WriteString("    " + s.Name + ": " + f.p.T("demo.readers.count", "records", Many(f.p, s.Records), "sources", f.n(s.Sources), "notes", f.n(s.Notes), "dossiers", f.n(s.Cases)) + "\n")
	}
	f.line("demo.readers.same", "more", names[0], "less", names[1])
	return nil
}

// Many writes a count of records; the house counts no further than a thousand, which is what a list shows.
func Many(p *lang.Printer, n int) string {
	if n > 1000 {
		return p.Number(1000) + "+"
	}
	return p.Number(int64(n))
}

func (f *fiver) cheat(ctx context.Context) error {
	c, err := f.h.Cheat(ctx, cheat.Grade)
	if err != nil {
		return err
	}
	f.line("demo.cheat.did."+string(c.Trick), "was", c.Was, "now", c.Now)
	f.line("demo.cheat.named", "entries", f.p.Number(c.Entries), "seconds", Seconds(f.p, c.Took))
	for _, x := range c.Named {
		f.b.WriteString("      " + f.p.T(x.What, x.Args...) + "\n")
	}
	if len(c.Left) == 0 {
		f.line("demo.cheat.back")
	} else {
		f.line("demo.cheat.left", "problems", f.n(len(c.Left)))
	}
	return nil
}

func (f *fiver) drop(ctx context.Context) error {
	file, b := Sample(0)
	d, err := f.h.Drop(ctx, office.Person{ID: bureau.Intake}, file, b)
	if err != nil {
		return err
	}
	fmt.Fprintf(&f.b, "    %s: %s, %s\n", file, f.p.T("demo.status."+d.Receipt.Status), d.Receipt.Label)
	f.line("demo.drop.took", "seconds", Seconds(f.p, d.Took), "act", d.Receipt.Act)
	seen := map[string]bool{}
	var names []string
	for _, m := range d.Found {
		if w := oneLine(m.Written); !seen[w] {
			seen[w], names = true, append(names, w)
		}
	}
	fmt.Fprintf(&f.b, "    %s: %s\n", f.p.T("demo.drop.found", "n", strconv.Itoa(len(names))), strings.Join(names, " · "))
	return nil
}

func (f *fiver) recall(ctx context.Context) error {
	t, err := f.h.Told(ctx, f.s.Recall)
	if err != nil {
		return err
	}
	copies, _ := t.Count("dispatch")
	_, receipts := t.Count("dispatch", "received", "confirmed")
	statements, _ := t.Count("statement")
	notes, _ := t.Count("note")
	f.line("demo.recall.subject", "title", t.Title, "reference", t.Reference)
	f.line("demo.recall.told", "statements", f.n(statements), "notes", f.n(notes), "copies", f.n(copies), "receipts", f.n(receipts))
	for _, n := range t.Nodes {
		if n.Kind == "note" || n.Kind == "dispatch" {
			fmt.Fprintf(&f.b, "      %s  %s\n", n.Reference, oneLine(n.Caption))
		}
	}
	return nil
}

func (f *fiver) walk(context.Context) error {
	for i, s := range Walk(f.s) {
		fmt.Fprintf(&f.b, "    %d. %s\n       %s?as=%s\n", i+1, f.p.T(s.Key), s.Path, s.Person)
	}
	return nil
}

// Seconds writes a duration in seconds to a tenth, never nought.
func Seconds(p *lang.Printer, d time.Duration) string {
	n := max(1, int64(d+50*time.Millisecond)/int64(100*time.Millisecond))
	return p.Number(n/10) + p.T("demo.point") + strconv.FormatInt(n%10, 10)
}
