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
		for _, width := range []int64{1280, 390} {
			for _, dark := range []bool{false, true} {
				tab.Wear(browser.Look{Width: width, Dark: dark, Lang: lang})
				for _, p := range paths {
					visit(t, tab, s.URL+p, fmt.Sprintf("%s %s %d dark=%t", path.Base(path.Dir(p))+"-"+path.Base(p), lang, width, dark))
				}
			}
		}
	}
}

func visit(t *testing.T, tab *browser.Tab, address, name string) {
	t.Helper()
	tab.Go(address)
	for _, x := range append(tab.Axe(), tab.Problems()...) {
		t.Errorf("%s: %s", name, x)
	}
	if over := browser.Eval[int](tab, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		t.Errorf("%s: the page is %d px wider than the screen", name, over)
	}
	tab.Shot(strings.ReplaceAll(name, " ", "_"))
}
