package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"
)

// Stories visits every story that h lists, in light and dark, wide and narrow, in two languages: no complaint by the page, none
// by the accessibility checker, nothing wider than the screen.
func Stories(t *testing.T, h http.Handler) {
	t.Helper()
	s := httptest.NewServer(h)
	defer s.Close()
	tab := Start(t).Open(t, Look{})
	tab.Go(s.URL)
	paths := strings.Fields(Eval[string](tab, `[...document.querySelectorAll("main a")].map(a => a.getAttribute("href")).join(" ")`))
	if len(paths) < 10 {
		t.Fatalf("only %d stories", len(paths))
	}
	for _, lang := range []string{"nl", "fr"} {
		for _, p := range paths {
			tab.Wear(Look{Lang: lang})
			tab.Go(s.URL + p)
			for _, look := range []Look{{}, {Width: 390}, {Width: 390, Dark: true}, {Dark: true}} {
				look.Lang = lang
				tab.Wear(look)
				tab.check(t, fmt.Sprintf("%s-%s %s %d dark=%t", path.Base(path.Dir(p)), path.Base(p), lang, look.Width, look.Dark))
			}
		}
	}
}

// check looks at the page as it is; what is wrong fails the test and does not end it.
func (b *Tab) check(t *testing.T, name string) {
	t.Helper()
	for _, x := range append(b.Axe(), b.Problems()...) {
		t.Errorf("%s: %s", name, x)
	}
	if over := Eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		t.Errorf("%s: the page is %d px wider than the screen", name, over)
	}
	b.Shot(strings.ReplaceAll(name, " ", "_"))
}
