package document

import (
	"bytes"
	"cmp"
	"strings"
)

// openMail opens one message: a part for itself when it lies inside something, one for its header lines, one for
// each leaf of its MIME tree (RFC 2045–2049, 2231).
func (o *opener) openMail(p piece, k kind) {
	if !p.root {
		o.add(p.part(k))
	}
	b := unmark(p.bytes)
	root, header := readTree(b, o.l.Parts)
	m := readHeaders(header)
	head, cut := headerText(m)
	if head != "" {
		o.add(Part{Path: p.inside(0), Type: headerType, Text: head, Unread: cut})
	}
	if p.root {
		o.doc.Mail = &m
		o.title(p, m.Subject)
	}
	t := tree{o: o, mail: p}
	if len(root.kids) == 0 {
		t.leaf(root, p.inside(1))
		return
	}
	t.walk(root, p, nil)
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

// tree walks one message.
type tree struct {
	o    *opener
	mail piece
}

// walk opens the children of a multipart. same has the words of an earlier alternative, see piece.
func (t tree) walk(n *entity, at piece, same bag) {
	for i, c := range n.kids {
		path := at.inside(i + 1)
		if len(c.kids) > 0 {
			t.walk(c, piece{path: path}, same)
		} else {
			t.alternative(c, path, same)
		}
		if t.o.full {
			return
		}
		if n.kind == "multipart/alternative" && same == nil {
			same = bagOf(t.lastText())
		}
	}
	i := len(n.kids) + 1
	for _, x := range []struct {
		b          []byte
		note, lack string
	}{{b: n.epilogue, note: "document.mail.epilogue", lack: n.why}, {b: greeting(n.preamble), note: "document.mail.preamble"}} {
		if len(bytes.TrimSpace(x.b)) > 0 {
			t.o.add(Part{Path: at.inside(i), Type: "text/plain", Text: rawText(x.b), Notes: []string{x.note}, Unread: x.lack})
			i++
		}
	}
}

// greeting drops a preamble that only tells old mail programs that what follows is MIME.
func greeting(b []byte) []byte {
	if len(b) < 300 && bytes.Contains(bytes.ToUpper(b), []byte("MIME")) {
		return nil
	}
	return b
}

// lastText gives the text of the part read last, unless that is a header.
func (t tree) lastText() string {
	if n := len(t.o.doc.Parts); n > 0 && t.o.doc.Parts[n-1].Type != headerType {
		return t.o.doc.Parts[n-1].Text
	}
	return ""
}

func (t tree) leaf(n *entity, path string) { t.alternative(n, path, nil) }

// alternative opens one leaf.
func (t tree) alternative(n *entity, path string, same bag) {
	b, why := undo(n.encoding, n.body)
	p := piece{path: path, name: n.fileName(), claim: n.kind, params: n.charset, bytes: b,
		depth: t.mail.depth + 1, packed: t.mail.packed, same: same, why: why}
	if p.claim == "" && n.name == "" {
		p.claim = "text/plain"
	}
	switch body := n.name == "" && strings.HasPrefix(p.claim, "text/"); {
	case len(b) == 0 && body && why == "":
		t.o.add(Part{Path: path, Type: p.claim}) // an empty body says nothing and lacks nothing
	case strings.HasPrefix(p.claim, "multipart/"):
		t.o.add(Part{Path: path, Type: p.claim, Bytes: b, Text: rawText(b), Unread: cmp.Or(n.why, "document.mail.boundary")})
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

// fileName gives the file name of a leaf. Raw 8-bit names are decoded like 8-bit headers.
func (e *entity) fileName() string {
	name := e.name
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
