package document

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/jhillyerd/enmime/v2"
	"github.com/jhillyerd/enmime/v2/mediatype"
)

// The two guards of the MIME tree. Every level of multipart re-reads what is below it and every part is appended to a
// chain that is walked, so depth and breadth would cost their squares.
const (
	maxMultiparts  = 64     // multipart containers in one message; further ones stay shut
	maxDelimiters  = 20_000 // lines that begin like a delimiter; a message with more is given as plain text
	maxHeaderBytes = 64 << 10
)

// openMail opens one message: a part for itself when it lies inside something, one for its header lines, one for
// each leaf of its MIME tree (RFC 2045–2049, 2231).
func (o *opener) openMail(p piece, k kind) {
	if !p.root {
		o.add(p.part(k))
	}
	b := unmark(p.bytes)
	root, why := readTree(b)
	if root == nil {
		o.add(Part{Path: p.inside(1), Type: "text/plain", Text: rawText(b), Unread: why})
		return
	}
	m := readHeaders(root.Header)
	head, cut := headerText(m)
	o.add(Part{Path: p.inside(0), Type: headerType, Text: head, Unread: cut})
	if p.root {
		o.doc.Mail = &m
		o.title(p, m.Subject)
	}
	t := tree{o: o, mail: p}
	if root.FirstChild == nil {
		t.leaf(root, p.inside(1))
		return
	}
	t.walk(root, p, "")
}

// unmark drops the "From " line that an mbox or a mail spool leaves on top.
func unmark(b []byte) []byte {
	if bytes.HasPrefix(b, []byte("From ")) || bytes.HasPrefix(b, []byte(">From ")) {
		_, b, _ = bytes.Cut(b, []byte("\n"))
	}
	return b
}

// rawText shows the source of a message whose tree cannot be read.
func rawText(b []byte) string {
	text, _ := decodeText(b, "", false)
	return text
}

// readTree parses the MIME tree without undoing any transfer encoding: that is done here, so that a part keeps the
// sender's bytes and every loss is known. A nil tree comes with the reason.
func readTree(b []byte) (*enmime.Part, string) {
	if bytes.Count(b, []byte("\n--")) > maxDelimiters {
		return nil, "document.limit.parts"
	}
	multiparts := 0
	parser := enmime.NewParser(enmime.RawContent(true), enmime.SkipMalformedParts(true),
		enmime.MultipartWOBoundaryAsSinglePart(true), enmime.MaxStoredPartErrors(100),
		enmime.SetCustomParseMediaType(func(s string) (string, map[string]string, []string, error) {
			t, params, bad, err := mediatype.ParseWithOptions(s[:min(len(s), maxHeaderBytes)],
				mediatype.ParseOptions{StripMediaTypeInvalidCharacters: true})
			if strings.HasPrefix(t, "multipart/") {
				if multiparts++; multiparts > maxMultiparts {
					delete(params, "boundary")
				}
			}
			if err != nil { // a broken header must not cost the part
				t, params, err = "", map[string]string{}, nil
			}
			return t, params, bad, err
		}))
	root, err := parser.ReadParts(bytes.NewReader(b))
	if err != nil {
		return nil, "document.mail.broken"
	}
	return root, ""
}

// tree walks one message.
type tree struct {
	o    *opener
	mail piece
}

// walk opens the children of a multipart. same is the text of an earlier alternative, see piece.
func (t tree) walk(n *enmime.Part, at piece, same string) {
	i := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		i++
		path := at.inside(i)
		switch {
		case c.FirstChild != nil:
			t.walk(c, piece{path: path}, same)
		default:
			t.alternative(c, path, same)
		}
		if n.ContentType == "multipart/alternative" && same == "" {
			same = t.lastText()
		}
	}
	for _, e := range n.Errors {
		if e.Severe && e.Name == enmime.ErrorMalformedChildPart {
			i++
			t.o.add(Part{Path: at.inside(i), Type: bytesType, Unread: "document.mail.part"})
		}
	}
	if len(bytes.TrimSpace(n.Epilogue)) > 0 {
		t.o.add(Part{Path: at.inside(i + 1), Type: "text/plain", Text: rawText(n.Epilogue), Notes: []string{"document.mail.epilogue"}})
	}
}

// lastText gives the text of the part read last, when it is plain text.
func (t tree) lastText() string {
	if n := len(t.o.doc.Parts); n > 0 && t.o.doc.Parts[n-1].Type != headerType {
		return t.o.doc.Parts[n-1].Text
	}
	return ""
}

func (t tree) leaf(n *enmime.Part, path string) { t.alternative(n, path, "") }

// alternative opens one leaf.
func (t tree) alternative(n *enmime.Part, path, same string) {
	b, why := undo(n.Header.Get("Content-Transfer-Encoding"), n.Content)
	p := piece{path: path, name: leafName(n), claim: strings.ToLower(n.ContentType), params: n.Charset, bytes: b,
		depth: t.mail.depth + 1, packed: t.mail.packed, same: same, why: why}
	if p.claim == "" && n.Parent == nil || p.claim == "" && n.FileName == "" {
		p.claim = "text/plain"
	}
	switch body := n.FileName == "" && strings.HasPrefix(p.claim, "text/"); {
	case len(b) == 0 && body && why == "":
		t.o.add(Part{Path: path, Type: p.claim}) // an empty body says nothing and lacks nothing
	case strings.HasPrefix(p.claim, "multipart/"):
		t.o.add(Part{Path: path, Type: p.claim, Bytes: b, Text: rawText(b), Unread: "document.mail.boundary"})
	case p.claim == "application/pkcs7-mime" || p.claim == "application/x-pkcs7-mime":
		t.o.add(Part{Path: path, Name: p.name, Type: "application/pkcs7-mime", Bytes: b, Unread: "document.encrypted"})
	case p.claim == "application/pkcs7-signature" || p.claim == "application/x-pkcs7-signature" || p.claim == "application/pgp-signature":
		t.o.add(Part{Path: path, Name: p.name, Type: p.claim, Bytes: b, Notes: []string{"document.signature"}})
	case body && !asMail(p.claim):
		t.o.openBody(p)
	default:
		t.o.open(p)
	}
}

// openBody opens a text body. It is not asked whether it looks like a mail: a forwarded header block in a text is text.
func (o *opener) openBody(p piece) {
	k := textKind(p, "text/plain")
	if bytes.IndexByte(p.bytes, 0) >= 0 && marked(p.bytes) == nil {
		o.open(p) // not text after all
		return
	}
	if k.form != formText && k.form != formHTML {
		o.open(p)
		return
	}
	k.puid = puid(k, p.bytes)
	o.openText(p, k)
}

// asMail tells whether a claimed type is a message whose inside is opened.
func asMail(claim string) bool {
	return claim == mailType || claim == "message/global" || claim == "message/news"
}

// leafName gives the file name of a leaf. Raw 8-bit names are decoded like 8-bit headers.
func leafName(n *enmime.Part) string {
	name := n.FileName
	if strings.Contains(name, "=?") {
		name = decodeWords(name)
	}
	return cleanName(eightBit(name))
}

// looksMail tells whether bytes begin with the header of a message: header lines only, up to an empty line, with at
// least two known fields, or one where the name or the claim says mail.
func looksMail(p piece) bool {
	need := 2
	if asMail(p.claim) {
		need = 0
	} else if formOfName(p.name) == formMail || strings.HasSuffix(strings.ToLower(p.name), ".msg") {
		need = 1
	}
	known, fields, ok := headerShape(unmark(p.bytes))
	return ok && fields > 0 && known >= need
}

// headerShape counts header fields, and the known ones among them, up to the first empty line.
func headerShape(b []byte) (known, fields int, ok bool) {
	b = b[:min(len(b), maxHeaderBytes)]
	for line := range bytes.Lines(b) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			return known, fields, true
		}
		if line[0] == ' ' || line[0] == '\t' {
			if fields == 0 {
				return 0, 0, false
			}
			continue
		}
		name, _, found := bytes.Cut(line, []byte(":"))
		name = bytes.TrimRight(name, " \t")
		if !found || len(name) == 0 || bytes.ContainsAny(name, " \t<>{}[]()\"") || bytes.IndexFunc(name, func(r rune) bool { return r < '!' || r > '~' }) >= 0 {
			return known, fields, known >= 3 // a broken line late in a real header
		}
		fields++
		if knownField(string(bytes.ToLower(name))) {
			known++
		}
	}
	return known, fields, fields > 0
}

// knownField lists fields that mark a message (RFC 5322, RFC 2045, and what servers add).
func knownField(name string) bool {
	switch name {
	case "from", "to", "cc", "subject", "date", "message-id", "received", "return-path", "mime-version", "reply-to",
		"sender", "delivered-to", "content-type", "content-transfer-encoding", "in-reply-to", "references", "x-mailer":
		return true
	}
	return false
}

// itoa is the decimal form of n.
func itoa(n int) string { return strconv.Itoa(n) }
