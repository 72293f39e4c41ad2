package browser

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Tab is one page of a browser. Its steps fail the test when they cannot be done.
type Tab struct {
	t   testing.TB
	ctx context.Context

	mu       sync.Mutex
	problems []string
}

// listen gathers what pages complain of.
func (b *Tab) listen() {
	messages := chromedp.Console(b.ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleException || m.Type == chromedp.ConsoleWarning {
				b.mu.Lock()
				b.problems = append(b.problems, fmt.Sprintf("%s: %s (%s:%d)", m.Type, m.Text, m.URL, m.Line+1))
				b.mu.Unlock()
			}
		}
	}()
}

// Problems gives what pages complained of since the last call: script errors, refused scripts and styles, missing files.
func (b *Tab) Problems() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.problems
	b.problems = nil
	return out
}

func (b *Tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%v\n%s", err, b.where())
	}
}

// where describes the page for a failure.
func (b *Tab) where() string {
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	s, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + (document.body ? document.body.innerText.slice(0, 1500) : "")`))
	if err != nil {
		return "(the page cannot be read)"
	}
	return s
}

// Go opens an address and waits for the page.
func (b *Tab) Go(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address))
}

// Enter opens a page that leads on by itself, as the one that signs a person in does, and waits until it has. Meanwhile the
// page may be gone at any moment, which is no fault.
func (b *Tab) Enter(address string) {
	b.t.Helper()
	b.Go(address)
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	for ctx.Err() == nil {
		at, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.readyState === "complete" ? location.pathname : ""`))
		if err == nil && at != "" && !strings.HasSuffix(address, at) {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
	b.t.Fatalf("%s leads nowhere\n%s", address, b.where())
}

// Click presses what a CSS selector finds; Follow does, and waits for the page it leads to.
func (b *Tab) Click(selector string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// Follow clicks and waits for the page that comes.
func (b *Tab) Follow(selector string) {
	b.t.Helper()
	b.leave(chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// Press types keys into whatever has the focus ("\r" is Enter); Lead does, and waits for the page that comes.
func (b *Tab) Press(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// Lead types keys and waits for the page they lead to.
func (b *Tab) Lead(keys string) {
	b.t.Helper()
	b.leave(chromedp.KeyEvent(keys))
}

func (b *Tab) leave(step chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, step); err != nil {
		b.t.Fatalf("%v\n%s", err, b.where())
	}
}

// Fill puts text into a field.
func (b *Tab) Fill(selector, text string) {
	b.t.Helper()
	b.do(chromedp.SetValue(chromedp.CSS(selector), text))
}

// Upload gives files to a file field.
func (b *Tab) Upload(selector string, files ...string) {
	b.t.Helper()
	b.do(chromedp.SetUploadFiles(chromedp.CSS(selector), files))
}

// Text gives the visible text of what a selector finds; "body" for the whole page.
func (b *Tab) Text(selector string) string {
	b.t.Helper()
	return Eval[string](b, fmt.Sprintf("document.querySelector(%q)?.innerText ?? ''", selector))
}

// Wants fails the test unless the page shows the text.
func (b *Tab) Wants(text string) {
	b.t.Helper()
	if all := b.Text("body"); !strings.Contains(all, text) {
		b.t.Fatalf("the page does not show %q:\n%s", text, b.where())
	}
}

// At gives the address of the page, without the host.
func (b *Tab) At() string {
	b.t.Helper()
	return Eval[string](b, "location.pathname + location.search")
}

// Eval gives the value of an expression on the page; a promise is waited for.
func Eval[T any](b *Tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v\n%s", expression[:min(len(expression), 80)], err, b.where())
	}
	return v
}

// Until waits until an expression on the page is true.
func (b *Tab) Until(expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("!!("+expression+")", chromedp.WithPollingTimeout(limit))); err != nil {
		b.t.Fatalf("%s: %v\n%s", expression, err, b.where())
	}
}

// Do takes steps that Tab has no verb for.
func Do(b *Tab, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	b.do(steps...)
}

// Shot keeps a picture of the whole page in the folder named by $SCHILD_SHOTS; without it, nothing.
func (b *Tab) Shot(name string) {
	b.t.Helper()
	dir := os.Getenv("SCHILD_SHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// PDF gives the page as it prints on A4.
func (b *Tab) PDF() []byte {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		b.t.Fatal(err)
	}
	return pdf
}
