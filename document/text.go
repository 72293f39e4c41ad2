package document

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	xunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// decodeText turns bytes into UTF-8: byte order mark first, then the declared character set where it can be true, then
// UTF-8, and at last windows-1252, which never fails and is noted. HTML may declare its set in a meta element.
func decodeText(b []byte, declared string, isHTML bool) (text string, notes []string) {
	if enc := marked(b); enc != nil {
		return decode(enc, b), nil
	}
	if declared == "" && isHTML {
		if _, name, certain := charset.DetermineEncoding(b, ""); certain {
			declared = name
		}
	}
	enc, known := lookup(declared)
	switch {
	case !known:
		notes = append(notes, "document.charset.unknown")
	case enc != nil && !(singleByte(declared) && !ascii(b) && utf8.Valid(b)):
		return decode(enc, b), nil
	}
	if utf8.Valid(b) {
		return string(b), notes
	}
	return decode(charmap.Windows1252, b), append(notes, "document.charset.guessed")
}

// marked gives the encoding a byte order mark, or the pattern of NULs in UTF-16 text without one, tells.
func marked(b []byte) encoding.Encoding {
	le := xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM)
	be := xunicode.UTF16(xunicode.BigEndian, xunicode.UseBOM)
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return xunicode.UTF8BOM
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return le
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return be
	}
	head := b[:min(len(b), 512)&^1]
	var even, odd int
	for i := 0; i+1 < len(head); i += 2 {
		even += btoi(head[i] == 0)
		odd += btoi(head[i+1] == 0)
	}
	switch most := len(head) * 2 / 5; {
	case len(head) >= 8 && odd > most && even == 0:
		return xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM)
	case len(head) >= 8 && even > most && odd == 0:
		return xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM)
	}
	return nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// lookup finds a character set by the names of WHATWG and then of IANA. nil and true means UTF-8, ASCII or none given.
func lookup(name string) (encoding.Encoding, bool) {
	name = strings.Trim(strings.ToLower(strings.TrimSpace(name)), `"'`)
	switch name {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "ansi_x3.4-1968", "unicode-1-1-utf-8":
		return nil, true
	}
	if enc, err := htmlindex.Get(name); err == nil && enc != encoding.Replacement {
		return enc, true
	}
	if enc, err := ianaindex.MIME.Encoding(name); err == nil && enc != nil {
		return enc, true
	}
	return nil, false
}

// singleByte tells whether a set is one of those any byte string is valid in: a claim of it that is also valid UTF-8
// is wrong far more often than right.
func singleByte(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "iso-8859") || strings.HasPrefix(name, "windows-125") || strings.HasPrefix(name, "latin")
}

func decode(enc encoding.Encoding, b []byte) string {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return string(out)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// cleanText brings text into the form every Part keeps: valid UTF-8, NFC, LF, no C0 control but tab and line feed, no
// space at line ends, never more than two empty lines, none at either end.
func cleanText(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	s = strings.Map(plainRune, s)
	s = norm.NFC.String(s)
	if strings.Contains(s, " \n") || strings.Contains(s, "\t\n") || strings.Contains(s, "\n\n\n") {
		s = squeeze(s)
	}
	return strings.Trim(s, "\n\t ")
}

// plainRune drops controls, and turns the form feed and the Unicode line and paragraph separators into line ends.
func plainRune(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\f' || r == '\v' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return '\n'
	case r < ' ' || r == 0x7f || r == 0xfeff:
		return -1
	}
	return r
}

// squeeze trims lines and shortens runs of empty ones.
func squeeze(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	empty := 0
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimRight(line, " \t")
		if line == "" {
			empty++
			continue
		}
		if b.Len() > 0 {
			b.WriteString(strings.Repeat("\n", min(empty, 2)+1))
		}
		empty = 0
		b.WriteString(line)
	}
	return b.String()
}

// cleanLine is cleanText on one line, at most 1,000 bytes.
func cleanLine(s string) string {
	s = strings.Join(strings.Fields(cleanText(s[:min(len(s), 4000)])), " ")
	return strings.ToValidUTF8(s[:min(len(s), 1000)], "")
}

// cleanName makes a file name as sent safe to show: one line, no folders, no bidirectional controls (they disguise
// extensions), at most 255 bytes.
func cleanName(s string) string {
	s = s[strings.LastIndexAny(s, `/\`)+1:]
	s = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Bidi_Control) || !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, cleanLine(s))
	return strings.ToValidUTF8(s[:min(len(s), 255)], "")
}

// words splits text for comparing two forms of the same message.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// bag counts the words of a text; nil when there are none, or too many to be worth it.
type bag map[string]int

// bagSize is the longest text that is compared with its alternatives.
const bagSize = 1 << 20

func bagOf(s string) bag {
	if len(s) > bagSize {
		return nil
	}
	var b bag
	for _, w := range words(s) {
		if b == nil {
			b = bag{}
		}
		b[w]++
	}
	return b
}

// says tells whether every word of a text stands in the bag at least as often: then it says nothing new.
func (b bag) says(text string) bool {
	if len(text) > bagSize {
		return false
	}
	seen := map[string]int{}
	for _, w := range words(text) {
		if seen[w]++; seen[w] > b[w] {
			return false
		}
	}
	return true
}

// enough is the number of letters below which a guess of the language is noise, sample how many are looked at.
const enough, sample = 25, 400

// language guesses the language of the parts' text, headers of mail left out, from its first letters. A tie between
// two languages is no answer: the order inside the guesser is not fixed.
func language(parts []Part) string {
	text, letters := languageSample(parts)
	if letters < enough {
		return ""
	}
	names := map[whatlanggo.Lang]string{whatlanggo.Nld: "nl", whatlanggo.Fra: "fr", whatlanggo.Deu: "de", whatlanggo.Eng: "en"}
	info := whatlanggo.DetectWithOptions(text, whatlanggo.Options{Whitelist: map[whatlanggo.Lang]bool{
		whatlanggo.Nld: true, whatlanggo.Fra: true, whatlanggo.Deu: true, whatlanggo.Eng: true}})
	if info.Confidence == 0 {
		return ""
	}
	return names[info.Lang]
}

// languageSample gathers words of letters only (addresses, links and numbers tell nothing of a language).
func languageSample(parts []Part) (string, int) {
	var b strings.Builder
	letters := 0
	for _, p := range parts {
		if p.Type == headerType {
			continue
		}
		for w := range strings.FieldsSeq(p.Text) {
			if letters >= sample {
				return b.String(), letters
			}
			if strings.ContainsAny(w, "@/=_<>\\{}") || len(w) > 60 {
				continue
			}
			b.WriteString(w + " ")
			letters += strings.IndexFunc(w+" ", func(r rune) bool { return !unicode.IsLetter(r) })
		}
	}
	return b.String(), letters
}
