package browser_test

import (
	"bytes"
	"context"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"schild/internal/browser"
	"schild/internal/web"
)

// stories serves the kit's own stories and opens one by name.
func stories(t *testing.T, name string) *browser.Tab {
	t.Helper()
	h, err := web.Stories()
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	tab := browser.Start(t).Open(t, browser.Look{})
	tab.Go(s.URL)
	path := browser.Eval[string](tab, `[...document.querySelectorAll("main a")].find(a => a.textContent === "`+name+`").getAttribute("href")`)
	tab.Go(s.URL + path)
	return tab
}

func TestKeysWalkAndOpen(t *testing.T) {
	tab := stories(t, "queue")
	tab.Press("jj")
	if got := browser.Eval[string](tab, "document.activeElement.textContent"); got != "Record from Partner A" {
		t.Errorf("j j stands on %q", got)
	}
	tab.Press("k")
	if got := browser.Eval[string](tab, "document.activeElement.getAttribute('href')"); got != "/note/1" {
		t.Errorf("k stands on %q", got)
	}
	tab.Press("?")
	if !browser.Eval[bool](tab, "document.getElementById('keys').open") {
		t.Error("? does not open the list of keys")
	}
	tab.Press("j")
	if got := browser.Eval[bool](tab, "document.getElementById('keys').contains(document.activeElement)"); !got {
		t.Error("the page moves behind the list")
	}
}

// TestSortsWithAndWithoutScript: the same links, with the page kept in place when script is there.
func TestSortsWithAndWithoutScript(t *testing.T) {
	tab := stories(t, "table")
	for _, script := range []bool{true, false} {
		browser.Do(tab, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !script})
			return err
		}))
		tab.Go(browser.Eval[string](tab, "location.origin + location.pathname"))
		browser.Eval[bool](tab, "window.kept = true")
		if script {
			tab.Click("thead a")
			tab.Until(`document.querySelector('[aria-sort="ascending"]')`)
		} else {
			tab.Follow("thead a")
		}
		if got := browser.Eval[string](tab, `document.querySelector("tbody a").textContent`); got != "Élan Freight, annual list" {
			t.Errorf("script %t: first row is %q", script, got)
		}
		if got := tab.At(); !strings.Contains(got, "sort=title") {
			t.Errorf("script %t: at %s", script, got)
		}
		if kept := browser.Eval[bool](tab, "!!window.kept"); kept != (script && len(web.Missing()) == 0) {
			t.Errorf("script %t: page kept %t", script, kept)
		}
	}
	if p := tab.Problems(); len(p) > 0 {
		t.Error(p)
	}
}

func TestPictureIsDrawn(t *testing.T) {
	if len(web.Missing()) > 0 {
		t.Skip("skipped: built without pictures; run: npm ci && node tools/vendor.mjs")
	}
	tab := stories(t, "graph")
	tab.Until(`document.querySelector(".picture canvas")`)
}

// TestPaperIsMarked: the level stands twice on every sheet.
func TestPaperIsMarked(t *testing.T) {
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("skipped: no pdftotext; install it with: apt-get install -y poppler-utils")
	}
	tab := stories(t, "timeline")
	browser.Eval[int](tab, `(l => { for (let i = 0; i < 40; i++) l.append(...[...l.children].slice(0, 3).map(x => x.cloneNode(true))); return 0 })(document.querySelector(".timeline"))`)
	c := exec.Command(reader, "-", "-")
	c.Stdin = bytes.NewReader(tab.PDF())
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	sheets := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	if len(sheets) < 3 {
		t.Fatalf("only %d sheets", len(sheets))
	}
	for i, s := range sheets {
		if n := strings.Count(s, "RESTRICTED"); n < 2 {
			t.Errorf("sheet %d of %d has its level %d times", i+1, len(sheets), n)
		}
	}
}
