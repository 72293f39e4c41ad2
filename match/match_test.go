package match_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"schild/match"
	"schild/name"
)

func TestSpellings(t *testing.T) {
	for _, c := range []struct{ what, name, text, want string }{
		{"as written", "Jan Peters", "Gezien: Jan Peters, in Gent.", "Jan Peters"},
		{"case and accents", "Rene Muller", "M. RENÉ MÜLLER est parti", "RENÉ MÜLLER"},
		{"spaces and a line break", "Jan Peters", "met Jan \t\n  Peters.", "Jan \t\n  Peters"},
		{"a hyphen for a space", "Jan Peters", "Jan-Peters", "Jan-Peters"},
		{"tied in the list, joined in the text", "Omar Al-Fulan", "omar alfulan", "omar alfulan"},
		{"joined in the list, tied in the text", "Omar AlFulan", "Omar Al-Fulan", "Omar Al-Fulan"},
		{"tied in the list, parted in the text", "Omar Al-Fulan", "Omar al Fulan", "Omar al Fulan"},
		{"cut at the end of a line", "Janssens", "de heer Jans-\r\n  sens kwam", "Jans-\r\n  sens"},
		{"apostrophe", "Sean O'Brien", "SEAN OBRIEN", "SEAN OBRIEN"},
		{"genitive", "Sean O'Brien", "Sean O’Brien’s auto", "Sean O’Brien"},
		{"soft hyphen", "Janssens", "Jans\u00adsens", "Jans\u00adsens"},
		{"parted in the list, joined in the text: not promised", "Van Damme Jan", "vandamme jan", ""},
		{"joined in the list, parted in the text: not promised", "Inde", "in de stad", ""},
		{"family first", "JANSSENS, Peter", "Peter Janssens en JANSSENS, Peter", "Peter Janssens|JANSSENS, Peter"},
		{"two commas are no family first", "Janssens, Peter, Gent", "Peter Gent Janssens", ""},
		{"inside another word", "Oman Bank", "Roman Bank", ""},
		{"Han in running text", "習近平", "昨日習近平在北京", "習近平"},
		{"one Han letter", "習", "習近平", ""},
		{"Cyrillic", "Иван Петров", "ИВАН ПЕТРОВ!", "ИВАН ПЕТРОВ"},
		{"three letters", "Jan", "Jan", ""},
		{"digits alone", "12345", "12345", ""},
		{"letters and digits", "Sirius 7", "de Sirius 7 vertrok", "Sirius 7"},
	} {
		g := match.NewGazetteer(0)
		g.Add(c.name, 7)
		var got []string
		for h := range g.Scan(c.text) {
			got = append(got, c.text[h.Start:h.End])
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: %q in %q: got %q, want %q", c.what, c.name, c.text, s, c.want)
		}
	}
}

func TestOverlaps(t *testing.T) {
	g := match.NewGazetteer(0)
	for i, n := range []string{"Anna Bell Corp", "Bell", "Anna Bell", "Bell Corp", "anna-bell", "Anna Bell"} {
		g.Add(n, uint32(10-i))
	}
	g.Add("Anna Bell", 8)
	text := "x Anna Bell Corp"
	want := []match.Hit{{2, 11, 5}, {2, 11, 6}, {2, 11, 8}, {2, 16, 10}, {7, 11, 9}, {7, 16, 7}}
	if diff := gocmp.Diff(want, slices.Collect(g.Scan(text))); diff != "" {
		t.Error(diff)
	}
	if g.Len() != 7 {
		t.Errorf("Len = %d", g.Len())
	}
	for h := range g.Scan(text) { // a caller may stop, and add while scanning
		g.Add("Corp", h.Ref)
		break
	}
}

// pieces are few, so that names and texts meet often; joins are all the ways in which words stand together.
func pieces() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"al", "Al", "fulan", "FULAN", "b", "é", "jan", "習", "近", "a1", "7", "nl"})
}

func joins() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{" ", "-", "'", "", "-\n ", "\n", ", ", "  ", "--", "\u00ad"})
}

func texts(most int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, most).Draw(t, "pieces") {
			b.WriteString(pieces().Draw(t, "piece"))
			b.WriteString(joins().Draw(t, "join"))
		}
		return b.String()
	})
}

func TestScanFindsWhatBruteForceFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(texts(5), 1, 12).Draw(t, "names")
		text := texts(25).Draw(t, "text")
		g := match.NewGazetteer(0)
		for i, n := range names {
			g.Add(n, uint32(i%8))
		}
		if diff := gocmp.Diff(brute(names, text), slices.Collect(g.Scan(text))); diff != "" {
			t.Fatalf("names %q, text %q: %s", names, text, diff)
		}
	})
}

// brute looks for every name at every place, by the law's words: both sides may tie, part or join tied words.
func brute(names []string, text string) (hits []match.Hit) {
	words := slices.Collect(name.Words(text))
	for i, written := range names {
		if !match.Usable(written) {
			continue
		}
		spellings := ways(slices.Collect(name.Words(written)))
		if family, given, ok := strings.Cut(written, ","); ok && !strings.Contains(given, ",") {
			spellings = append(spellings, ways(slices.Collect(name.Words(given+" "+family)))...)
		}
		for from := range words {
			for to := from + 1; to <= len(words); to++ {
				if slices.ContainsFunc(ways(words[from:to]), func(w string) bool { return slices.Contains(spellings, w) }) {
					hits = append(hits, match.Hit{Start: words[from].Start, End: words[to-1].End, Ref: uint32(i % 8)})
				}
			}
		}
	}
	slices.SortFunc(hits, func(a, b match.Hit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Ref, b.Ref))
	})
	return slices.Compact(hits)
}

// ways gives every writing of words in which tied ones are parted or joined; none for more words than names have here.
func ways(words []name.Word) []string {
	if len(words) == 0 || len(words) > 11 {
		return nil
	}
	out := []string{words[0].Folded}
	for _, w := range words[1:] {
		var next []string
		for _, o := range out {
			next = append(next, o+" "+w.Folded)
			if w.Tied {
				next = append(next, o+w.Folded)
			}
		}
		out = next
	}
	return out
}

// TestGrowth adds more names than the first table, filter and chunks hold, and finds every one.
func TestGrowth(t *testing.T) {
	const n = 60_000
	g := match.NewGazetteer(0)
	for i := range n {
		g.Add(fmt.Sprintf("naam%d van w%d", i, i%100), uint32(i))
	}
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "en NAAM%d  van-w%d. ", i, i%100)
	}
	next := uint32(0)
	for h := range g.Scan(b.String()) {
		if h.Ref != next {
			t.Fatalf("hit %+v, want reference %d", h, next)
		}
		next++
	}
	if next != n || g.Len() != n {
		t.Errorf("found %d of %d", next, g.Len())
	}
}

// TestManyOfOneName: a name that many bear costs no more to add, and all of them are found, once.
func TestManyOfOneName(t *testing.T) {
	const n = 20_000
	g := match.NewGazetteer(0)
	for i := range uint32(n) {
		g.Add("Jan Peters", n-1-i)
		g.Add("Jan-Peters", i)
	}
	next := uint32(0)
	for h := range g.Scan("jan peters") {
		if h.Ref != next {
			t.Fatalf("hit %+v, want reference %d", h, next)
		}
		next++
	}
	if next != n {
		t.Errorf("found %d", next)
	}
}

func TestBounds(t *testing.T) {
	for _, c := range []struct {
		what, name string
		want       bool
	}{
		{"nothing", "", false},
		{"signs", "?!", false},
		{"three letters", "Jan", false},
		{"four letters in two words", "Li Na", true},
		{"letters of one script counted as letters, not bytes", "ЁЖ", false},
		{"two ideographs", "習近", true},
		{"64 words", strings.Repeat("ab ", 64), true},
		{"65 words", strings.Repeat("ab ", 65), false},
		{"512 letters", strings.Repeat("a", 512), true},
		{"513 letters", strings.Repeat("a", 513), false},
	} {
		if got := match.Usable(c.name); got != c.want {
			t.Errorf("%s: Usable = %v", c.what, got)
		}
		g := match.NewGazetteer(0)
		g.Add(c.name, 1)
		if hits := slices.Collect(g.Scan("x " + c.name + " x")); (len(hits) == 1) != c.want || (g.Len() == 1) != c.want {
			t.Errorf("%s: %d hits, %d names", c.what, len(hits), g.Len())
		}
	}
}

func TestAddWhileScanning(t *testing.T) {
	g := match.NewGazetteer(0)
	g.Add("Jan Peters", 0)
	text := strings.Repeat("Jan Peters en naam5 naam6. ", 2000)
	var all sync.WaitGroup
	all.Go(func() {
		for i := range uint32(20_000) {
			g.Add(fmt.Sprintf("naam%d naam%d", i, i+1), i+1)
		}
	})
	all.Go(func() {
		for range 5 {
			n := 0
			for h := range g.Scan(text) {
				if h.Ref == 0 {
					n++
				}
			}
			if n != 2000 {
				t.Errorf("found %d of 2000", n)
			}
		}
	})
	all.Wait()
}

func FuzzScan(f *testing.F) {
	f.Add("Al-Fulan, Omar", "omar al\u00adfulan -\n\xff")
	f.Add("習近平", "習近平\u3099")
	f.Add("a-b-c-d-e", "a-b-c-d-e-f-g")
	f.Fuzz(func(t *testing.T, written, text string) {
		g := match.NewGazetteer(0)
		g.Add(written, 1)
		g.Add(text[:min(len(text), 30)], 2)
		last := match.Hit{Start: -1}
		for h := range g.Scan(text) {
			if h.Start < 0 || h.End <= h.Start || h.End > len(text) {
				t.Fatalf("hit %+v in %d bytes", h, len(text))
			}
			if c := cmp.Or(cmp.Compare(last.Start, h.Start), cmp.Compare(last.End, h.End), cmp.Compare(last.Ref, h.Ref)); c >= 0 {
				t.Fatalf("%+v after %+v", h, last)
			}
			last = h
		}
		around := "Gezien: " + written + " ."
		if words := name.Split(around); match.Usable(written) && strings.Join(words[1:], " ") == name.Fold(written) && !slices.ContainsFunc(
			slices.Collect(g.Scan(around)), func(h match.Hit) bool { return h.Ref == 1 }) {
			t.Fatalf("%q not found in %q", written, around)
		}
	})
}

func ExampleGazetteer() {
	g := match.NewGazetteer(0)
	g.Add("AL-FULAN, Omar", 1)
	g.Add("Zonder Weerga NV", 2)
	text := "Volgens Omar Alfulan is Zonder-Weerga N.V. failliet; Zonder Weerga\n  NV ontkent."
	for h := range g.Scan(text) {
		fmt.Printf("%d %q\n", h.Ref, text[h.Start:h.End])
	}
	// Output:
	// 1 "Omar Alfulan"
	// 2 "Zonder Weerga\n  NV"
}
