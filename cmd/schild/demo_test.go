package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"schild/internal/browser"
	"schild/internal/demo"
	"schild/internal/demo/cheat"
	"schild/internal/office"
)

// demoHouse fills a small year, with its key beside it.
func demoHouse(t *testing.T) (*demoCommand, *terminal, *house, demo.Story) {
	t.Helper()
	var out bytes.Buffer
	term := &terminal{out: &out, err: &out, env: func(string) string { return "" }}
	c := &demoCommand{Data: filepath.Join(t.TempDir(), "demo"), Size: "small", Listen: "localhost:0"}
	h, story, err := c.open(t.Context(), term, c.Data)
	if err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return c, term, h, story
}

// TestDemoLivesTheYear holds what a demo must show, and how well names are found: every spelling that only dresses a name's
// letters otherwise, whatever the rest.
func TestDemoLivesTheYear(t *testing.T) {
	c, term, h, story := demoHouse(t)
	f := story.Figures
	for what, n := range map[string]int{"read": f.Status["read"], "partial": f.Status["partial"], "refused": f.Status["refused"], "accepted": f.Accepted,
		"rejected": f.Rejected, "sent": f.Sent, "refused by release": f.Refused, "recalls": f.Recalls, "reached": f.Reached, "dossiers": f.Dossiers, "receipts": f.Receipts} {
		if n == 0 {
			t.Errorf("nothing %s", what)
		}
	}
	if f.Problems != 0 {
		t.Errorf("%d problems in the register", f.Problems)
	}
	for what, id := range map[string]string{"recall": story.Recall, "recalled": story.Recalled, "hidden": story.Hidden, "record": story.Record,
		"entity": story.Entity, "refused": story.Refused, "waiting": story.Waiting, "sent": story.Sent, "dossier": story.Dossier} {
		if id == "" {
			t.Errorf("the story has no %s", what)
		}
	}
	if f.Rule != "note.release.consent" || !strings.Contains(strings.Join(f.RuleArgs, " "), "R-") {
		t.Errorf("refused by %s %v: want the rule and the source", f.Rule, f.RuleArgs)
	}
	checkFinding(t, f.Finding)
	checkTruth(t, c.Data)
	checkCheats(t, h)
	if err := h.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	again, same, err := c.open(t.Context(), term, c.Data)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close(context.Background())
	t.Logf("second start: %v", time.Since(began).Round(time.Millisecond))
	if same.Figures.Register != f.Register || again.store.Size() < f.Register {
		t.Errorf("the second start has %d acts, the first had %d", same.Figures.Register, f.Register)
	}
}

// checkCheats plays every trick: verification names the act, and finds nothing once all is put back.
func checkCheats(t *testing.T, h *house) {
	t.Helper()
	for _, trick := range cheat.Tricks() {
		c, err := h.demo(nil).Cheat(t.Context(), trick)
		if err != nil {
			t.Errorf("%s: %v", trick, err)
			continue
		}
		named := false
		for _, p := range c.Named {
			t.Logf("%s: %s", trick, p)
			named = named || p.Act == c.Act || strings.HasPrefix(p.What, "register.problem.act.dropped")
		}
		if !named || len(c.Left) > 0 {
			t.Errorf("%s: said %v, want act %s; left %v", trick, c.Named, c.Act, c.Left)
		}
	}
}

func checkFinding(t *testing.T, f demo.Finding) {
	t.Helper()
	for how, h := range f.How {
		t.Logf("%-24s %d of %d", how, h.Found, h.Named)
	}
	dressed := []string{"as listed", "capitals", "accents dropped", "hyphen parted", "hyphen joined", "line break inside", "alias", "family name first", "family name, given name"}
	if r := f.Recall(dressed...); r < 0.995 {
		t.Errorf("only %.4f of names in other dress were found", r)
	}
	if p := f.Precision(); p < 0.97 {
		t.Errorf("only %.4f of proposals are right", p)
	}
}

func checkTruth(t *testing.T, dir string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "truth.jsonl"))
	if err != nil || bytes.Count(b, []byte("\n")) < 1000 {
		t.Errorf("truth: %d lines, %v", bytes.Count(b, []byte("\n")), err)
	}
}

// serveDemo serves a filled demo and gives its address and a link for somebody.
func serveDemo(t *testing.T) (origin string, story demo.Story, link func(string) string) {
	t.Helper()
	c, _, h, story := demoHouse(t)
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	if err := c.site(h, story, l); err != nil {
		t.Fatal(err)
	}
	go func() { ended <- h.serve(ctx, l) }()
	t.Cleanup(func() { cancel(); <-ended; h.Close(context.Background()) })
	return localOrigin(l), story, func(person string) string {
		s, err := h.link(ctx, office.Person{ID: "registrar"}, office.Person{ID: person})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

// TestFirstFiveMinutes does the five things in a browser, in the looks and languages people have, and checks each page.
func TestFirstFiveMinutes(t *testing.T) {
	b := browser.Start(t)
	origin, story, link := serveDemo(t)
	tab := b.Open(t, browser.Look{Lang: "nl"})
	tab.Enter(link("aline"))
	tab.Go(origin + "/demo")
	tab.Wants("Vijf dingen")
	look := func(name string) {
		t.Helper()
		tab.Shot(name)
		for _, p := range tab.Axe() {
			t.Errorf("%s: %s", name, p)
		}
		for _, p := range tab.Problems() {
			t.Errorf("%s: %s", name, p)
		}
	}
	look("home-nl")
	tab.Go(origin + "/demo/readers?page=/inbox")
	tab.Until(`[...document.querySelectorAll("iframe")].every(f => f.contentDocument && f.contentDocument.querySelector("main"))`)
	tab.Shot("readers-nl")
	tab.Go(origin + "/demo/readers?page=/record/" + story.Hidden)
	tab.Until(`[...document.querySelectorAll("iframe")].every(f => f.contentDocument && f.contentDocument.querySelector("main"))`)
	tab.Shot("readers-hidden-nl")
	tab.Problems() // what one of the two may not see answers 404, as it must
	tab.Go(origin + "/demo/cheat")
	look("cheat-nl")
	tab.Follow(`main form.form button`)
	tab.Wants("teruggezet")
	look("cheated-nl")
	tab.Go(origin + "/demo/drop")
	look("drop-nl")
	tab.Follow(`button[name="sample"]`)
	tab.Until(`document.querySelector("mark")`)
	look("dropped-nl")
	tab.Go(origin + "/demo/recall")
	look("recall-nl")
	tab.Follow(`main form.form button`)
	tab.Until(`document.querySelectorAll(".the-way .lit").length > 10`)
	look("recalled-nl")
	tab.Wear(browser.Look{Lang: "fr", Dark: true})
	tab.Go(origin + "/demo")
	look("home-fr-dark")
	tab.Go(origin + "/demo/recall?now=yes&record=" + story.Recall)
	look("recalled-fr-dark")
	tab.Go(origin + "/demo/walk")
	for at := 2; at <= len(demo.Walk(story)); at++ {
		tab.Lead(kb.ArrowRight)
		browser.Do(tab, chromedp.WaitVisible(chromedp.CSS(fmt.Sprintf(`.coach a[href*="walk=%d"]`, at-1)))) // the way back
		look(fmt.Sprintf("walk-%d-fr-dark", at))
	}
	tab.Wear(browser.Look{Lang: "fr", Width: 390})
	for _, p := range []string{"", "/readers", "/cheat", "/drop", "/recall"} {
		tab.Go(origin + "/demo" + p)
		look("narrow" + strings.ReplaceAll(p, "/", "-"))
	}
}
