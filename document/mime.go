package document

import (
	"bufio"
	"bytes"
	"net/textproto"
	"strings"

	"github.com/jhillyerd/enmime/v2"
	"github.com/jhillyerd/enmime/v2/mediatype"
)

// The guards of the MIME tree.
const (
	maxNesting     = 32      // multiparts within multiparts; a deeper one is a leaf
	maxRootHeader  = 1 << 20 // bytes of a message's own header that are looked at
	maxHeaderBytes = 64 << 10
	maxMediaType   = 4 << 10 // bytes of a Content-Type or a Content-Disposition
)

// entity is a node of the MIME tree (RFC 2045 §2.4). Its bytes are slices of the message: nothing is copied, and no
// transfer encoding is undone yet.
type entity struct {
	kind, charset, name, encoding string // of its header: media type in lower case, file name not yet cleaned
	body                          []byte // all of it for a leaf
	kids                          []*entity
	preamble, epilogue            []byte // of a multipart: what stands before the first and after the last delimiter
	why                           string // reason known from the tree alone
}

// readTree cuts a message into its tree in one pass over its lines. A delimiter is looked for in the multiparts that
// are open, the innermost first, so that one never closed ends where an outer one goes on (RFC 2046 §5.1.2). It makes
// at most max entities: what is beyond is left in the last, which then says so. header is the message's own.
func readTree(b []byte, max int) (root *entity, header textproto.MIMEHeader) {
	head, body := cutHeader(b)
	header = parseHeader(head[:min(len(head), maxRootHeader)])
	root = &entity{kind: "text/plain", body: body}
	c := cutter{b: body, left: max}
	if boundary := root.describe(header); boundary != "" {
		c.open = []level{{e: root, boundary: boundary}}
		c.run()
	}
	return root, header
}

// level is a multipart that is open while the lines go by.
type level struct {
	e        *entity
	boundary string
	part     *entity // the part being read, nil in the preamble and after the end
	from     int     // where the body of the part, the preamble or the epilogue begins
	ended    bool
}

// cutter goes over the lines of one message.
type cutter struct {
	b    []byte
	open []level // outermost first
	left int     // entities that may still be made
}

// run looks at every line that begins like a delimiter.
func (c *cutter) run() {
	for at := 0; at < len(c.b); {
		if c.b[at] == '-' && bytes.HasPrefix(c.b[at:], []byte("--")) {
			if depth, last := c.match(line(c.b, at)); depth >= 0 {
				c.closeTo(depth, at)
				at = c.delimiter(&c.open[depth], at, last)
				continue
			}
		}
		i := bytes.Index(c.b[at:], []byte("\n--"))
		if i < 0 {
			break
		}
		at += i + 1
	}
	c.closeTo(-1, len(c.b))
}

// line gives the line that begins at b[at:], without its break.
func line(b []byte, at int) []byte {
	l := b[at:]
	if i := bytes.IndexByte(l, '\n'); i >= 0 {
		l = l[:i]
	}
	return bytes.TrimSuffix(l, []byte("\r"))
}

// match finds the open multipart a line delimits, white space at its end left aside; last means that it ends it.
func (c *cutter) match(l []byte) (depth int, last bool) {
	for i := len(c.open) - 1; i >= 0; i-- {
		rest, ok := bytes.CutPrefix(l[2:], []byte(c.open[i].boundary))
		rest = bytes.TrimSpace(rest)
		switch {
		case !ok:
		case len(rest) == 0:
			return i, false
		case bytes.HasPrefix(rest, []byte("--")):
			return i, true
		}
	}
	return -1, false
}

// closeTo ends every multipart inside the given depth, and what the one at that depth was reading, at a place.
func (c *cutter) closeTo(depth, at int) {
	for i := len(c.open) - 1; i >= 0 && i >= depth; i-- {
		l := &c.open[i]
		text := trimBreak(c.b[min(l.from, at):at])
		switch {
		case l.part != nil && i == len(c.open)-1:
			l.part.body = text
		case l.part != nil:
		case l.ended:
			l.e.epilogue = text
		default:
			l.e.preamble = text
		}
		if l.part = nil; i > depth {
			c.open = c.open[:i]
		}
	}
}

// trimBreak takes off the line break that belongs to the delimiter below it.
func trimBreak(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}

// delimiter begins the next part of l, or ends l, and gives the place to go on from.
func (c *cutter) delimiter(l *level, at int, last bool) int {
	at += len(c.b[at:]) - len(after(c.b[at:]))
	l.from, l.ended = at, l.ended || last
	if last || c.left <= 0 {
		if !last && l.e.why == "" {
			l.e.why = "document.limit.parts"
		}
		return at
	}
	c.left--
	head := c.partHeader(at)
	p := &entity{}
	l.part, l.ended = p, false
	l.e.kids = append(l.e.kids, p)
	l.from = at + len(head)
	boundary := p.describe(parseHeader(head[:min(len(head), maxHeaderBytes)]))
	switch {
	case boundary == "":
	case len(c.open) >= maxNesting:
		p.why = "document.limit.depth"
	default:
		p.body = nil
		c.open = append(c.open, level{e: p, boundary: boundary, from: l.from})
		return l.from
	}
	return l.from
}

// after gives what stands below the first line.
func after(b []byte) []byte {
	_, rest, _ := bytes.Cut(b, []byte("\n"))
	return rest
}

// partHeader gives the header of the part that begins at a place, with the empty line below it. A delimiter ends it
// too; lines that are no header at all are a body without one.
func (c *cutter) partHeader(at int) []byte {
	start := at
	for at < len(c.b) {
		l := line(c.b, at)
		next := len(c.b) - len(after(c.b[at:]))
		if len(l) == 0 {
			return c.b[start:next]
		}
		if bytes.HasPrefix(l, []byte("--")) {
			if depth, _ := c.match(l); depth >= 0 {
				return c.b[start:at]
			}
		}
		if at == start && !fieldLine(l) {
			return nil
		}
		at = next
	}
	return c.b[start:]
}

// fieldLine tells whether a line begins a header field.
func fieldLine(l []byte) bool {
	name, _, found := bytes.Cut(l, []byte(":"))
	name = bytes.TrimRight(name, " \t")
	return found && len(name) > 0 && bytes.IndexFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// cutHeader cuts a message at the first empty line, which goes with the header.
func cutHeader(b []byte) (head, body []byte) {
	for at := 0; at < len(b); {
		l := line(b, at)
		at = len(b) - len(after(b[at:]))
		if len(l) == 0 {
			return b[:at], b[at:]
		}
	}
	return b, nil
}

// quiet is an enmime.ErrorCollector: what a header has wrong shows in what is read of it.
type quiet struct{}

func (quiet) AddError(string, string, ...any)   {}
func (quiet) AddWarning(string, string, ...any) {}

// parseHeader reads header fields as leniently as can be; a header nobody can read has no fields.
func parseHeader(b []byte) textproto.MIMEHeader {
	h, err := enmime.ReadHeader(bufio.NewReader(bytes.NewReader(b)), quiet{})
	if err != nil && h == nil {
		return textproto.MIMEHeader{}
	}
	return h
}

// describe takes over what a header says of a body; boundary is "" unless it is a multipart that can be cut.
func (e *entity) describe(h textproto.MIMEHeader) (boundary string) {
	kind, params := mediaType(h.Get("Content-Type"))
	_, disposition := mediaType(h.Get("Content-Disposition"))
	e.kind, e.charset, e.encoding = strings.ToLower(kind), params["charset"], h.Get("Content-Transfer-Encoding")
	for _, name := range []string{disposition["filename"], params["name"], params["file"]} {
		if e.name == "" {
			e.name = name
		}
	}
	if strings.HasPrefix(e.kind, "multipart/") {
		return params["boundary"]
	}
	return ""
}

// mediaType reads a header of the form "type/subtype; name=value"; one that is broken says nothing.
func mediaType(s string) (kind string, params map[string]string) {
	kind, params, _, err := mediatype.ParseWithOptions(s[:min(len(s), maxMediaType)],
		mediatype.ParseOptions{StripMediaTypeInvalidCharacters: true})
	if err != nil {
		return "", nil
	}
	return kind, params
}
