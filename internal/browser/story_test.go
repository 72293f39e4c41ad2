package browser_test

import (
	"fmt"
	"net/http/httptest"
	"path"
	"strings"
	"testing"

	"schild/internal/browser"
	"schild/internal/web"
)

// TestStories visits every story in light and dark, wide and narrow, in two languages: no complaint by the page, none by the
// accessibility checker, and nothing wider than the screen.
func TestStories(t *testing.T) {
	h, err := web.Stories()
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	defer s.Close()
	tab := browser.Start(t).Open(t, browser.Look{})
	tab.Go(s.URL)
	paths := strings.Fields(browser.Eval[string](tab, `[...document.querySelectorAll("main a")].map(a => a.getAttribute("href")).join(" ")`))
	if len(paths) < 10 {
		t.Fatalf("only %d stories", len(paths))
	}
	for _, lang := range []string{"nl", "fr"} {
		for _, p := range paths {
			tab.Wear(browser.Look{Lang: lang})
			tab.Go(s.URL + p)
			for _, look := range []browser.Look{{}, {Width: 390}, {Width: 390, Dark: true}, {Dark: true}} {
				look.Lang = lang
				tab.Wear(look)
				check(t, tab, fmt.Sprintf("%s-%s %s %d dark=%t", path.Base(path.Dir(p)), path.Base(p), lang, look.Width, look.Dark))
			}
		}
	}
}

func check(t *testing.T, tab *browser.Tab, name string) {
	t.Helper()
	for _, x := range append(tab.Axe(), tab.Problems()...) {
		t.Errorf("%s: %s", name, x)
	}
	if over := browser.Eval[int](tab, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		t.Errorf("%s: the page is %d px wider than the screen", name, over)
	}
	tab.Shot(strings.ReplaceAll(name, " ", "_"))
}
