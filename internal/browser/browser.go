// Package browser lets tests use pages as a person with a browser does, and check them as a person with a screen reader would.
//
// Start gives a Browser, or skips the test and says which command installs one; Open gives a Tab with a look: width, light or
// dark, language. A Tab goes, clicks, types and reads; Axe lists what breaks the accessibility rules (WCAG 2.2 A and AA and the
// checker's good practice); Problems lists what the page complained of: script errors and what the content policy refused.
//
// Laws it keeps:
//   - Nothing outside the machine is asked for: the browser is started without its own errands.
//   - A step that cannot be done fails the test with the page's text, within a limit; nothing waits for ever.
//
// It is for tests only; the program at run time needs no browser.
package browser

import (
	"context"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// limit is how long one step may take on a slow and busy machine.
const limit = 90 * time.Second

// Browser is one running browser.
type Browser struct{ ctx context.Context }

// Look is how a person has their browser. The zero Look is a light desktop in English.
type Look struct {
	Width int64  // 0 = 1280
	Dark  bool   // the system prefers dark
	Lang  string // "" = en
}

// Start starts Chromium, or skips the test visibly when there is none.
func Start(t testing.TB) *Browser {
	t.Helper()
	path := find()
	if path == "" {
		t.Skip("skipped: no Chromium; install it with: apt-get install -y chromium")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "en"))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewContext(ctx, chromedp.WithErrorf(func(string, ...any) {}))
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Skipf("skipped: Chromium does not start (%v); try: apt-get install -y chromium", err)
	}
	return &Browser{ctx}
}

func find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// root gives the folder of the repository.
func root() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..")
}

// Open opens a tab with cookies of its own.
func (b *Browser) Open(t testing.TB, l Look) *Tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	tab := &Tab{t: t, ctx: ctx}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	tab.listen()
	tab.Wear(l)
	return tab
}

// Wear gives the tab another look; the next page has it.
func (b *Tab) Wear(l Look) {
	b.t.Helper()
	if l.Width == 0 {
		l.Width = 1280
	}
	if l.Lang == "" {
		l.Lang = "en"
	}
	scheme := "light"
	if l.Dark {
		scheme = "dark"
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			return err
		}
		if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := chromedp.Call(ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": l.Lang}})
		return err
	}), chromedp.EmulateViewport(l.Width, 800))
}
