package document

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// readRTF reads Rich Text Format (specification 1.9.1): text with line ends, tabs and table cells; fonts, styles,
// pictures and objects are passed over. Deleted and hidden text is left out and noted. It is one loop without
// recursion: groups only push and pop a small state.
func readRTF(b []byte) (Inner, error) {
	r := rtf{b: b, fonts: map[int]encoding.Encoding{}, state: rtfState{uc: 1}, plain: charmap.Windows1252}
	for r.at < len(r.b) && r.out.Len() < officeText {
		r.step()
	}
	r.flush()
	if len(r.b)-r.at > 0 {
		r.lack = "document.limit.text"
	} else if len(r.stack) > 0 {
		r.lack = "document.broken"
	}
	return Inner{Title: cleanLine(r.title.String()), Text: r.out.String(), Unread: r.lack, Notes: r.notes}, nil
}

// rtfState is what a group inherits and gives back.
type rtfState struct {
	skip   bool // a destination that is no text
	title  bool // the title destination
	table  bool // the font table: \f defines instead of choosing
	uc     int  // bytes that stand for one \u
	font   int
	silent bool // deleted or hidden
}

type rtf struct {
	b          []byte
	at         int
	state      rtfState
	stack      []rtfState
	fonts      map[int]encoding.Encoding
	plain      encoding.Encoding // of \ansicpg
	pending    []byte            // bytes of the current font's set, not yet decoded
	high       rune              // first half of a surrogate pair
	drop       int               // fallback bytes after \u still to drop
	out, title strings.Builder
	notes      []string
	lack       string
}

// rtfDepth bounds the stack of groups; deeper ones share their parent's state.
const rtfDepth = 10_000

// step reads one token.
func (r *rtf) step() {
	c := r.b[r.at]
	r.at++
	switch c {
	case '{':
		r.flush()
		if len(r.stack) < rtfDepth {
			r.stack = append(r.stack, r.state)
		}
	case '}':
		r.flush()
		if n := len(r.stack); n > 0 {
			r.state, r.stack = r.stack[n-1], r.stack[:n-1]
		}
		r.drop = 0
	case '\\':
		r.control()
	case '\r', '\n', 0:
	default:
		r.byte(c)
	}
}

// byte takes one byte of text in the current character set.
func (r *rtf) byte(c byte) {
	if r.drop > 0 {
		r.drop--
		return
	}
	if r.state.title || !r.state.skip && !r.state.silent {
		r.pending = append(r.pending, c)
	}
}

// flush decodes what is pending: double-byte sets need their bytes together.
func (r *rtf) flush() {
	if len(r.pending) == 0 {
		return
	}
	enc, ok := r.fonts[r.state.font]
	if !ok {
		enc = r.plain
	}
	text := string(r.pending)
	if !ascii(r.pending) {
		text = decode(enc, r.pending)
	}
	r.pending = r.pending[:0]
	r.text(text)
}

func (r *rtf) text(s string) {
	switch {
	case r.state.title:
		r.title.WriteString(s)
	case !r.state.skip && !r.state.silent:
		r.out.WriteString(s)
	}
}

// control reads a control word or symbol after the backslash.
func (r *rtf) control() {
	if r.at >= len(r.b) {
		return
	}
	c := r.b[r.at]
	if c < 'a' || c > 'z' {
		if c < 'A' || c > 'Z' {
			r.at++
			r.symbol(c)
			return
		}
	}
	word, n, has := r.word()
	if word == "bin" { // raw bytes follow
		r.at = min(len(r.b), r.at+max(0, n))
		return
	}
	if word != "u" {
		r.flush()
	}
	r.apply(word, n, has)
}

// word reads letters, a number, and the one space that ends them.
func (r *rtf) word() (word string, n int, has bool) {
	start := r.at
	for r.at < len(r.b) && (r.b[r.at]|32) >= 'a' && (r.b[r.at]|32) <= 'z' && r.at-start < 32 {
		r.at++
	}
	word = string(r.b[start:r.at])
	start = r.at
	for r.at < len(r.b) && r.at-start < 11 && (r.b[r.at] == '-' && r.at == start || r.b[r.at] >= '0' && r.b[r.at] <= '9') {
		r.at++
	}
	n, err := strconv.Atoi(string(r.b[start:r.at]))
	if r.at < len(r.b) && r.b[r.at] == ' ' {
		r.at++
	}
	return word, n, err == nil
}

// symbol handles a backslash before something that is no letter.
func (r *rtf) symbol(c byte) {
	switch c {
	case '\'':
		if r.at+1 < len(r.b) {
			hi, lo := unhex(r.b[r.at]), unhex(r.b[r.at+1])
			if hi >= 0 && lo >= 0 {
				r.at += 2
				r.byte(byte(hi<<4 | lo))
			}
		}
	case '\\', '{', '}':
		r.byte(c)
	case '~':
		r.byte(' ')
	case '_':
		r.byte('-')
	case '\r', '\n':
		r.flush()
		r.text("\n")
	case '*':
		r.state.skip = !r.keeps()
	}
}

// keeps tells whether the optional destination that follows \* is text after all.
func (r *rtf) keeps() bool {
	rest := string(r.b[r.at:min(len(r.b), r.at+12)])
	return strings.HasPrefix(rest, `\shptxt`) || strings.HasPrefix(rest, `\annotation`)
}

// apply carries out a control word.
func (r *rtf) apply(word string, n int, has bool) {
	switch word {
	case "u":
		r.unicode(n)
	case "uc":
		r.state.uc = min(max(n, 0), 100)
	case "f", "deff":
		r.state.font = n
	case "fcharset":
		if enc := rtfCharset(n); r.state.table && enc != nil {
			r.fonts[r.state.font] = enc
		}
	case "ansicpg":
		if enc, ok := lookup("windows-" + strconv.Itoa(n)); ok && enc != nil {
			r.plain = enc
		}
	case "deleted":
		r.hide(!has || n != 0, "document.deleted")
	case "v":
		r.hide(!has || n != 0, "document.hidden")
	case "title":
		r.state.title = true
	case "fonttbl":
		r.state.skip, r.state.table = true, true
	case "pict":
		r.state.skip = true
		r.note("document.pictures")
	case "objdata":
		r.state.skip = true
		r.lack = "document.embedded"
	case "colortbl", "stylesheet", "info", "fldinst", "themedata", "colorschememapping", "datastore", "listtable",
		"listoverridetable", "latentstyles", "generator", "xmlnstbl", "rsidtbl", "objclass", "bkmkstart", "bkmkend", "nonshppict":
		r.state.skip = true
	default:
		if s := rtfText(word); s != "" {
			r.text(s)
		}
	}
}

func (r *rtf) hide(on bool, key string) {
	r.state.silent = on
	if on {
		r.note(key)
	}
}

func (r *rtf) note(key string) {
	if !slices.Contains(r.notes, key) {
		r.notes = append(r.notes, key)
	}
}

// unicode takes \uN: a signed 16-bit unit, two for characters beyond the first plane, then uc bytes to drop.
func (r *rtf) unicode(n int) {
	r.flush()
	c := rune(uint16(n))
	switch {
	case utf16.IsSurrogate(c) && r.high == 0:
		r.high = c
	default:
		if r.high != 0 {
			c, r.high = utf16.DecodeRune(r.high, c), 0
		}
		r.text(string(utf8.AppendRune(nil, c)))
	}
	r.drop = r.state.uc
}

// rtfText gives the text a control word stands for.
func rtfText(word string) string {
	switch word {
	case "par", "line", "sect", "page", "row", "column":
		return "\n"
	case "tab", "cell", "nestcell":
		return "\t"
	case "emdash":
		return "—"
	case "endash":
		return "–"
	case "lquote":
		return "‘"
	case "rquote":
		return "’"
	case "ldblquote":
		return "“"
	case "rdblquote":
		return "”"
	case "bullet":
		return "•"
	case "emspace", "enspace", "qmspace":
		return " "
	}
	return ""
}

// rtfCharset maps \fcharsetN to a code page (specification 1.9.1, font table).
func rtfCharset(n int) encoding.Encoding {
	name := ""
	switch n {
	case 128:
		name = "shift_jis"
	case 129:
		name = "euc-kr"
	case 134:
		name = "gbk"
	case 136:
		name = "big5"
	case 161:
		name = "windows-1253"
	case 162:
		name = "windows-1254"
	case 163:
		name = "windows-1258"
	case 177:
		name = "windows-1255"
	case 178:
		name = "windows-1256"
	case 186:
		name = "windows-1257"
	case 204:
		name = "windows-1251"
	case 222:
		name = "windows-874"
	case 238:
		name = "windows-1250"
	}
	enc, _ := lookup(name)
	return enc
}
