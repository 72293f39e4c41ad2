package registry_test

import (
	"strings"
	"testing"

	"schild/label/spif"
	"schild/label/stanag"
)

// TestReceiptSaysWhy: the receipt on the page says what the label was joined from, what in the file nobody here understands,
// and that the house's policy does not allow what came of it; the record's own page says the last again and leads to where it is
// set right.
func TestReceiptSaysWhy(t *testing.T) {
	s := newSite(t)
	all, err := spif.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	s.office.Policy = all[0].CheckLabel // Belgium's
	w := s.upload("head", map[string]string{"label": "UNCLASSIFIED"}, map[string]string{"a.xml": stanag.Label{Policy: "NATO", Classification: "SECRET"}.String()})
	has(t, w, 200, "The label is joined from", "the marking on arrival", "what the file says of itself", "ORIGIN NATO")
	w = s.upload("head", map[string]string{"label": "RESTRICTED"}, map[string]string{"b.xml": stanag.Label{Policy: "HERON", Classification: "OFFICIAL"}.String()})
	has(t, w, 200, "does not know: HERON OFFICIAL")
	nuclear := stanag.Label{Policy: "BEL", Classification: "RESTRICTED", Categories: []stanag.Category{{Tag: "Category", Type: "RESTRICTIVE", Values: []string{"NUC"}}}}
	s.post("registrar", "/person/head", "roles", "head", "level", "TOP SECRET", "compartments", "NUC", "version", s.version("head"), "active", "yes")
	w = s.upload("head", map[string]string{"label": "UNCLASSIFIED"}, map[string]string{"c.xml": nuclear.String()})
	has(t, w, 200, "does not allow this combination")
	record := first(t, `href="(/record/[0-9a-z]{26})"`, w.Body.String())
	has(t, s.get("head", record), 200, "does not allow this combination", record+"/label")
	has(t, s.upload("head", map[string]string{"label": "RESTRICTED//COMP NUC"}, map[string]string{"d.txt": "d"}), 422, "does not allow these together")
	plain := s.upload("head", map[string]string{"label": "SECRET"}, map[string]string{"e.txt": "e"})
	if strings.Contains(plain.Body.String(), "joined from") {
		t.Error("one marking alone is explained")
	}
}

// TestDaysOfAClearance: the registrar sets them, the list and the person's page show them; in the wrong order they stand refused
// at their field.
func TestDaysOfAClearance(t *testing.T) {
	s := newSite(t) // in February 2026
	has(t, s.post("registrar", "/people", "id", "new", "name", "New One", "roles", "analyst", "lang", "nl", "level", "SECRET", "from", "2026-05-01", "until", "2026-01-01"), 422, `href="#f-until"`)
	has(t, s.post("registrar", "/people", "id", "new", "name", "New One", "roles", "analyst", "lang", "nl", "level", "SECRET", "from", "2026-01-01", "until", "2026-02-12"), 303)
	has(t, s.get("registrar", "/people"), 200, "10 days left")
	has(t, s.get("registrar", "/person/new"), 200, `value="2026-02-12"`, "level-3")
	has(t, s.post("registrar", "/person/new", "roles", "analyst", "level", "SECRET", "version", s.version("new"), "active", "yes", "from", "2026-01-01", "until", "2026-01-31"), 303)
	has(t, s.get("registrar", "/people"), 200, "clearance does not hold")
	has(t, s.get("registrar", "/person/new"), 200, `value="SECRET" checked`) // what was granted, not what is in force
	has(t, s.post("registrar", "/person/new", "roles", "analyst", "level", "SECRET", "version", s.version("new"), "active", "yes", "until", "soon"), 422, `href="#f-until"`)
}
