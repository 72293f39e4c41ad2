package plain

import (
	"strings"
	"testing"
)

// What could make text read otherwise than it is stands there by its code; what scripts need to be written does not.
func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"invoice\u202egpj.exe":      "invoice[U+202E]gpj.exe",
		"pay\u200bpal":              "pay[U+200B]pal",
		"\u2066x\u2069\u061c\ufeff": "[U+2066]x[U+2069][U+061C][U+FEFF]",
		"a\x00b\x1b[31m":            "a[U+0000]b[U+001B][31m",
		"tag \U000E0041":            "tag [U+E0041]",
		"می\u200cخواهم":             "می\u200cخواهم",
		"العربية":                   "العربية",
		"<script>alert(1)</script>": "<script>alert(1)</script>",
		"line\nand\ttab stay 漢字 🚢":  "line\nand\ttab stay 漢字 🚢",
	} {
		if got := Line(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func FuzzGlyphs(f *testing.F) {
	f.Add("invoice\u202egpj.exe \xff")
	f.Fuzz(func(t *testing.T, in string) {
		in = strings.ToValidUTF8(in, "?")
		kept := 0
		for _, g := range Glyphs(in) {
			kept += len([]rune(g.Text))
			if g.Code != "" {
				kept++
			}
			if (g.Text == "") == (g.Code == "") {
				t.Errorf("%q: a glyph is text or a sign: %+v", in, g)
			}
		}
		if kept != len([]rune(in)) {
			t.Errorf("%q: %d of %d signs", in, kept, len([]rune(in)))
		}
	})
}
