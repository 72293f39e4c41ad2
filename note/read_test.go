package note

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCitations(t *testing.T) {
	for _, c := range []struct{ why, in, want string }{
		{"in order, repeated", "a[[x]] b[[y]] c[[x]]", "x y x"},
		{"blanks around the ref", "a[[ x ]]", "x"},
		{"after an exclamation mark: not an image", "Stop![[x]]", "x"},
		{"followed by an address: not a link", "[[x]](https://a.example)", "x"},
		{"inside a link", "[see [[x]]](https://a.example)", "x"},
		{"in an address", "[see](https://a.example/[[x]])", "x"},
		{"in emphasis, list, quote, heading", "# **[[a]]**\n\n- *[[b]]*\n\n> [[c]]", "a b c"},
		{"in a table", "| a | b |\n|---|---|\n| [[x]] | [[y]] |", "x y"},
		{"in a cell too many, which the standard drops", "| a |\n|---|\n| b | [[x]] |", "x"},
		{"in code", "`[[x]]`\n\n```[[y]]\n[[z]]\n```\n\n    [[q]]", "x y z q"},
		{"behind an escape", `\[[x]] &#91;[y]]`, "x y"},
		{"in HTML, which is only text", "<p title='[[x]]'><!-- [[y]] --></p>", "x y"},
		{"in what would define a link", "[a]: https://a.example '[[x]]'", "x"},
		{"in brackets", "[[[x]]]", "x"},
		{"no ref", "[[]] [[ ]] [[a]b]] [x]", ""},
		{"over two lines", "[[a\nb]]", "a_b"},
		{"ref with an inner blank is one ref", "[[a b]]", "a_b"},
	} {
		var got []string
		for _, ref := range Citations(c.in) {
			got = append(got, strings.ReplaceAll(ref, " ", "_"))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: Citations(%q) = %q, want %q", c.why, c.in, s, c.want)
		}
	}
}

// visible is all text of the blocks, citations as [[ref]].
func visible(markdown string) string {
	var b strings.Builder
	eachRun(read(markdown), func(r run) {
		if r.cite != "" {
			b.WriteString("[[" + r.cite + "]]")
		}
		b.WriteString(r.text)
		b.WriteByte(' ')
	})
	return b.String()
}

// anyMarkdown draws text full of the signs that mean something in Markdown.
func anyMarkdown() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"[[st-1]]", "[[x y]]", "[", "]", "]]", "!", "`", "```\n", "*", "**", "_", "> ", "- ", "1. ", "# ", "\n", "\n\n", "    ",
			"| a | b |\n|---|---|\n", "|", "(", ")", "<script>", "</p>", "<!--", `\`, "&#60;", "[a]: b", "---\n", "\t", "[a](b)", "![i](j \"t\")"}),
		rapid.StringMatching(`[a-zé]{1,6} ?`))
	return rapid.Map(rapid.SliceOfN(piece, 0, 25), func(p []string) string { return strings.Join(p, "") })
}

// No text can look like a citation to the reader and not count as one.
func TestWhatLooksLikeACitationCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		md := anyMarkdown().Draw(t, "markdown")
		eachRun(read(md), func(r run) {
			for i := range r.text {
				if ref, n := citeAt([]byte(r.text[i:])); n > 0 {
					t.Fatalf("%q shows [[%s]] as text", md, ref)
				}
			}
		})
	})
}

// Every word the author wrote is still there to be read.
func TestNoWordIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		md := anyMarkdown().Draw(t, "markdown")
		shown := visible(md)
		word := func(r rune) bool { return !(r >= 'a' && r <= 'z' || r == 'é') }
		want := strings.Join(strings.FieldsFunc(md, word), "")
		got := strings.Join(strings.FieldsFunc(shown, word), "")
		if got != want {
			t.Fatalf("%q shows %q", md, shown)
		}
	})
}

func TestDeepNestingIsFlattened(t *testing.T) {
	md := strings.Repeat("> ", 200) + "deep[[x]]"
	depth := 0
	for b := read(md); len(b) > 0 && len(b[0].inside) > 0; b = b[0].inside {
		depth++
	}
	if depth > maxNesting {
		t.Errorf("nesting of %d", depth)
	}
	if !slices.Equal(Citations(md), []string{"x"}) || !strings.Contains(visible(md), "deep") {
		t.Errorf("lost: %q", visible(md))
	}
}

func FuzzCitations(f *testing.F) {
	for _, s := range []string{"", "a[[x]]", "![[x]]", "`[[x]]`", "| a |\n|-|\n| [[x]] |", "[[x]](y)", "> - 1. [[x]]", "\x00[[\xff]]", "[[a]][[b]]", "<[[x]]>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, md string) {
		if len(md) > 4096 {
			return
		}
		for _, ref := range Citations(md) {
			if ref == "" || strings.ContainsAny(ref, "[]\n") {
				t.Fatalf("Citations(%q) has %q", md, ref)
			}
		}
	})
}
