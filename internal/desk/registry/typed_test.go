package registry_test

import (
	"testing"

	"schild/internal/badinput"
	"schild/internal/desk/registry"
)

// FuzzParsePeriod: a period that is read is two days that exist, in order, or no end on a side.
func FuzzParsePeriod(f *testing.F) {
	f.Add("2026-01-01", "2026-12-31")
	f.Add("", "2026")
	f.Add("2027", "2026-12")
	f.Add("moonfish", "\x1b")
	f.Fuzz(func(t *testing.T, from, until string) {
		p, err := registry.ParsePeriod(from, until)
		if err != nil {
			badinput.Refused(t, err)
			return
		}
		if p.From.String() != from || p.Until.String() != until || from != "" && until != "" && p.Until.Last().Compare(p.From.First()) < 0 {
			t.Fatalf("%q to %q is read as %v", from, until, p)
		}
	})
}
