package document_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"schild/document"
)

// lawful checks what holds for every Document, whatever the bytes were.
func lawful(t testing.TB, name string, d document.Document, size int64) {
	t.Helper()
	if d.Size != size {
		t.Errorf("%s: size %d, want %d", name, d.Size, size)
	}
	if len(d.Parts) == 0 {
		t.Errorf("%s: a document without a part", name)
	}
	seen := map[string]bool{}
	unread := false
	for _, p := range d.Parts {
		if seen[p.Path] {
			t.Errorf("%s: path %s twice", name, p.Path)
		}
		seen[p.Path] = true
		unread = unread || p.Unread != ""
		if !utf8.ValidString(p.Text) || !norm.NFC.IsNormalString(p.Text) || strings.ContainsAny(p.Text, "\x00\r\x1b") {
			t.Errorf("%s: part %s: text is not in its normal form", name, p.Path)
		}
		if strings.ContainsAny(p.Name, "/\\\n\x00\u202e") {
			t.Errorf("%s: part %s: name %q", name, p.Path, p.Name)
		}
		for _, key := range append(p.Notes, p.Unread) {
			if key != "" && strings.Trim(strings.TrimPrefix(key, "document."), "abcdefghijklmnopqrstuvwxyz.") != "" {
				t.Errorf("%s: part %s: %.80q is no message key", name, p.Path, key)
			}
		}
		if p.Type == "" {
			t.Errorf("%s: part %s has no type", name, p.Path)
		}
	}
	if want := map[bool]string{true: "partial refused", false: "read"}[unread]; !strings.Contains(want, string(d.Status)) {
		t.Errorf("%s: status %s with %v", name, d.Status, d.Unread())
	}
}
