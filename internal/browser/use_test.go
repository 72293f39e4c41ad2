package browser_test

import (
	"context"
	"net/http/httptest"
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
