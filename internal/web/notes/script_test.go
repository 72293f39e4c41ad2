package notes_test

import (
	"strings"
	"testing"

	"schild/internal/browser"
	"schild/internal/office"
)

// TestFloorFollowsTheWords types into the editor as an author does: the floor rises with what is cited, without a button.
func TestFloorFollowsTheWords(t *testing.T) {
	tab := browser.Start(t).Open(t, browser.Look{})
	h := newHouse(t)
	h.as("ilse").post("/notes/new", h.draft("save"), 200)
	tab.Go(h.site.Link(office.Person{ID: "ilse"}))
	tab.Go(h.server.URL + "/notes")
	tab.Follow("tbody a")
	tab.Follow(".title .actions a")
	if got := tab.Text("#floor"); !strings.Contains(got, "Nothing to mend") && !strings.Contains(got, "nothing to mend") {
		t.Fatalf("the panel begins with %q", got)
	}
	tab.Fill("#f-p0", "Nothing is cited here.")
	tab.Until(`document.querySelector("#floor .level").textContent.includes("NOT CLASSIFIED")`)
	tab.Fill("#f-p0", "Something [["+strings.Repeat("0", 26)+"]].")
	tab.Until(`document.querySelector("#floor").textContent.includes("points at nothing")`)
	for _, x := range append(tab.Axe(), tab.Problems()...) {
		t.Error(x)
	}
}
