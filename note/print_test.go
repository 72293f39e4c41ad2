package note

// Inside the package: what stands on each page is seen before it is drawn, so these laws need no PDF reader.

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"schild/day"
	"schild/label"
	"schild/note/paper"
)

// squeeze leaves only what is to be read: lines may break anywhere.
func squeeze(s string) string { return strings.NewReplacer(" ", "", "\u00A0", "", "\n", "").Replace(s) }

// anyPrint draws a copy with a text of any length, a label of any length and any addressee.
func anyPrint(t *rapid.T) Print {
	line := rapid.StringMatching(`[A-Za-zéßŁЖ/\-]{1,20}( [a-z]{1,30}){0,8}`)
	d := Draft{
		Kind: National, Lang: rapid.SampledFrom([]string{"nl", "fr", "de", "en"}).Draw(t, "lang"),
		Title: line.Draw(t, "title"), Subject: line.Draw(t, "subject"), Reference: line.Draw(t, "reference"),
		Date:   day.Date{Year: 2025, Month: uint8(rapid.IntRange(0, 12).Draw(t, "month"))},
		Label:  label.Label{Level: label.Level(rapid.IntRange(0, 4).Draw(t, "level"))},
		Review: day.Date{Year: 2027},
	}
	var caveats []string
	for range rapid.IntRange(0, 12).Draw(t, "caveats") {
		caveats = append(caveats, rapid.StringMatching(`[A-Z]{3,16}`).Draw(t, "caveat"))
	}
	d.Label.Caveats = label.NewSet(caveats...)
	for range rapid.IntRange(1, 5).Draw(t, "paragraphs") {
		md := anyMarkdown().Draw(t, "markdown")
		if rapid.Bool().Draw(t, "long") {
			md += strings.Repeat(" "+line.Draw(t, "more"), 40)
		}
		d.Paragraphs = append(d.Paragraphs, Paragraph{Markdown: md})
	}
	all := func(ref string) (Cited, bool) { return Cited{Ref: ref, Source: ref, Label: label.Bottom()}, true }
	return Print{Draft: d, Cited: all, To: Addressee{Name: "A. Person"}, Copy: 2, Copies: 5, Service: "Service Lumen"}
}

func TestEveryPageIsMarked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPrint(t)
		_, pages, err := p.pages()
		if err != nil {
			t.Fatal(err)
		}
		w, _ := wordsOf(p.Draft.Lang)
		banner := squeeze(paper.Ink(p.Draft.Label.Banner(p.Draft.Lang)))
		for i, page := range pages {
			text := squeeze(strings.Join(page.Words(), ""))
			if strings.Count(text, banner) < 2 {
				t.Fatalf("page %d: banner %q is not there twice: %q", i+1, banner, text)
			}
			for _, mark := range []string{p.Draft.Reference, count(w.copies, 2, 5), count(w.page, i+1, len(pages))} {
				if !strings.Contains(text, squeeze(paper.Ink(mark))) {
					t.Fatalf("page %d of %d lacks %q: %q", i+1, len(pages), mark, text)
				}
			}
		}
	})
}

// What the preview shows is what the paper shows: every run of every paragraph, in order.
func TestEveryWordIsPrinted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPrint(t)
		p.Draft.Label = label.Label{} // the marks of a page end are cut out of the text below; let them be short
		_, pages, err := p.pages()
		if err != nil {
			t.Fatal(err)
		}
		have := map[rune]int{}
		for _, page := range pages {
			for _, r := range strings.Join(page.Words(), "") {
				have[r]++
			}
		}
		eachRun(concat(newPiece(p.Draft, p.Cited).paragraphs), func(r run) {
			for _, c := range paper.Ink(r.text) {
				if have[c]--; have[c] < 0 && c != ' ' && c != '\n' && c != '\t' && c != '\u00A0' {
					t.Fatalf("%q is printed too seldom", c)
				}
			}
		})
	})
}

func concat(lists [][]block) []block {
	var all []block
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

func TestABannerThatFillsThePageIsRefused(t *testing.T) {
	p := Print{Draft: Draft{Lang: "en", Reference: "R"}, Copy: 1, Copies: 1}
	var caveats []string
	for i := range 400 {
		caveats = append(caveats, "CAVEAT"+itoa(i))
	}
	p.Draft.Label.Caveats = label.NewSet(caveats...)
	if _, _, err := p.pages(); err == nil {
		t.Error("a banner of many pages was accepted")
	}
}

func TestDayText(t *testing.T) {
	for _, c := range []struct {
		lang string
		d    day.Date
		want string
	}{
		{"en", day.Date{Year: 2025, Month: 3, Day: 3}, "3 March 2025"},
		{"nl", day.Date{Year: 2025, Month: 3, Day: 3}, "3 maart 2025"},
		{"fr", day.Date{Year: 2025, Month: 3, Day: 1}, "1er mars 2025"},
		{"de", day.Date{Year: 2025, Month: 3, Day: 3}, "3. März 2025"},
		{"de", day.Date{Year: 2025, Month: 3}, "März 2025"},
		{"en", day.Date{Year: 2025}, "2025"},
		{"en", day.Date{}, ""},
	} {
		w, _ := wordsOf(c.lang)
		if got := w.dayText(c.d); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.lang, c.d, got, c.want)
		}
	}
}

func TestEveryLanguageHasAllWords(t *testing.T) {
	for _, lang := range []string{"nl", "fr", "de", "en"} {
		w, _ := wordsOf(lang)
		if len(w.interests()) != len(Interests()) || len(w.reasons()) != len(Reasons()) || len(strings.Fields(w.months)) != 12 {
			t.Errorf("%s: %d interests, %d reasons", lang, len(w.interests()), len(w.reasons()))
		}
		for name, s := range map[string]string{
			"national": w.national, "foreign": w.foreign, "reference": w.reference, "date": w.date, "to": w.to, "subject": w.subject,
			"copies": w.copies, "page": w.page, "interest": w.interest, "review": w.review, "ground": w.ground, "sources": w.sources,
			"origin": w.origin, "handling": w.handling, "partners": w.partners, "empty": w.empty, "day": w.day,
		} {
			if s == "" || paper.Ink(s) != s {
				t.Errorf("%s: %s is %q", lang, name, s)
			}
		}
	}
}
