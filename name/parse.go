package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"schild/name/lexicon"
	"schild/name/script"
)

// partsMax bounds the work for one name; the longest real one has some thirty words.
const partsMax = 64

// Parse takes a name apart. It never fails: a word it knows nothing about is Plain. The roles given and family follow
// the customs of the script, the comma, capitals, known names; where these say nothing, they follow the place. Words
// beyond the 64th are left out.
func Parse(s string, kind Kind) Name {
	n := Name{Kind: kind, Script: script.Of(s), Parts: parts(s)}
	if len(n.Parts) == 0 {
		return n
	}
	if n.Kind != Person {
		n.Parts = apart(n.Parts)
	}
	if n.Kind == Unknown {
		n.Kind = guess(n.Parts)
	}
	if n.Kind == Organisation {
		n.organise()
		n.Parts = written(n.Parts, s)
		return n
	}
	n.personal(s)
	return n
}

// parts cuts a name into words and puts together what folding parts but readers do not: letters of unspaced scripts that
// stand side by side, what an apostrophe ties (O'Brien, ג'ורג'), and God's name with the word before it (سيف الله, Saifullah).
func parts(s string) []Part {
	var out []Part
	var whole []byte // the last part, where it was put together: a word of a book's length must not be copied a letter at a time
	tail := script.None
	for w := range Words(s) {
		last := len(out) - 1
		of := writing(w.Folded)
		switch {
		case last >= 0 && of != script.None && of == tail && w.Start == out[last].End,
			last >= 0 && w.Tied && byApostrophe(s[out[last].End:w.Start]),
			last >= 0 && w.Folded == "الله" && s[out[last].End:w.Start] == " ":
			if whole == nil {
				whole = []byte(out[last].Folded)
			}
			out[last].End, whole = w.End, append(whole, w.Folded...)
		default:
			if whole != nil {
				out[last].Folded, whole = string(whole), nil
			}
			if len(out) == partsMax {
				return written(out, s)
			}
			out = append(out, Part{Folded: w.Folded, Start: w.Start, End: w.End})
		}
		tail = of
	}
	if whole != nil {
		out[len(out)-1].Folded = string(whole)
	}
	return written(out, s)
}

// written fills in the text of each part.
func written(out []Part, s string) []Part {
	for i, p := range out {
		out[i].Text = s[p.Start:p.End]
	}
	return out
}

// writing gives the script of a word of one unspaced letter, none for other words. Kana and ideographs are one writing there, Japanese.
func writing(folded string) Script {
	r, size := utf8.DecodeRuneInString(folded)
	if of := script.OfRune(r); size > 0 && Unspaced(r) || of == script.Kana {
		if of == script.Kana {
			return script.Han
		}
		return of
	}
	return script.None
}

func byApostrophe(gap string) bool {
	for _, r := range gap {
		if isApostrophe(r) {
			return true
		}
	}
	return false
}

// apart cuts legal forms off words of unspaced scripts: 株式会社テスト.
func apart(parts []Part) []Part {
	var out []Part
	for _, p := range parts {
		_, start, end := lexicon.FormWithin(p.Folded)
		if end == 0 || p.Text != p.Folded {
			out = append(out, p)
			continue
		}
		for _, cut := range [][2]int{{0, start}, {start, end}, {end, len(p.Folded)}} {
			if cut[0] < cut[1] {
				text := p.Text[cut[0]:cut[1]]
				out = append(out, Part{Text: text, Folded: text, Start: p.Start + cut[0], End: p.Start + cut[1]})
			}
		}
	}
	return out
}

// guess tells an organisation by a legal form or by a word that only bodies bear.
func guess(parts []Part) Kind {
	words := foldedOf(parts)
	for i := range words {
		if len(words) > 1 && lexicon.Of(words[i])&lexicon.Body != 0 || len(words[i]) > len("bank") && strings.HasSuffix(words[i], "bank") {
			return Organisation
		}
		if f, ok := lexicon.FormAt(words[i:]); ok && i > 0 && i+f.Words == len(words) && sure(parts, i, f) {
			return Organisation
		}
	}
	if f, ok := lexicon.FormAt(words); ok && len(words) > f.Words && (f.Words > 1 || len(words[0]) > 4 || !asciiOnly(words[0])) {
		return Organisation
	}
	return Person
}

// sure tells a legal form that cannot well be a family name: it has two words or more, or three letters or more, or is
// written in capitals beside a name that is not.
func sure(parts []Part, i int, f lexicon.Form) bool {
	p := parts[i]
	loud := strings.ToUpper(p.Text) == p.Text && strings.ToUpper(parts[0].Text) != parts[0].Text
	given, family := lexicon.Share(p.Folded)
	return f.Words > 1 || loud || len(p.Folded) > 2 && given+family < 1e-4
}

func asciiOnly(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func foldedOf(parts []Part) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = p.Folded
	}
	return out
}

// organise gives the parts of an organisation's name their roles. A legal form may stand anywhere; its words become one part.
func (n *Name) organise() {
	words := foldedOf(n.Parts)
	var out []Part
	for i := 0; i < len(words); i++ {
		p := n.Parts[i]
		f, ok := lexicon.FormAt(words[i:])
		switch {
		case ok && (i > 0 || len(words) > f.Words) && f.Class != "group" && f.Class != "trust":
			last := n.Parts[i+f.Words-1]
			p.Folded, p.End = strings.Join(words[i:i+f.Words], " "), last.End
			p.Role = Form
			i += f.Words - 1
		case isNumber(p.Folded):
			p.Role = Number
		case lexicon.Of(p.Folded)&lexicon.Particle != 0, p.Folded == "of", p.Folded == "for":
			p.Role = Particle
		}
		out = append(out, p)
	}
	n.Parts = out
}

func isNumber(folded string) bool {
	return strings.IndexFunc(folded, func(r rune) bool { return r < '0' || r > '9' }) < 0 && folded != ""
}

func isInitial(folded string) bool {
	r, size := utf8.DecodeRuneInString(folded)
	return size == len(folded) && unicode.IsLetter(r) && !Unspaced(r)
}
