package browser_test

import (
	"testing"

	"schild/internal/browser"
	"schild/internal/web"
)

// TestStories walks the kit's own stories; the pages' are walked where they are put together, in cmd/schild.
func TestStories(t *testing.T) {
	h, err := web.Stories()
	if err != nil {
		t.Fatal(err)
	}
	browser.Stories(t, h)
}
