package main

import (
	"testing"

	"schild/internal/browser"
	"schild/internal/web"
	demopages "schild/internal/web/demo"
)

// TestStories walks every component and page, the demo's too, with sample data.
func TestStories(t *testing.T) {
	h, err := web.Stories(append(pageSets(&house{}), demopages.Pages(demopages.Config{}))...)
	if err != nil {
		t.Fatal(err)
	}
	browser.Stories(t, h)
}
