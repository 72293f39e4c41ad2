package world

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"mime"
	"mime/quotedprintable"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// dress turns a letter into bytes: RFC 5322 mail in one of the ways mail is sent, now and then a bare file or one that cannot
// be read. Fixed messages of every hundred are odd ones, so that a small year has each kind too.
func (l *letter) dress(m *Message) []byte {
	switch l.i % 199 {
	case 41:
		return l.nested()
	case 83:
		return l.broken()
	case 127:
		return l.unreadable(m)
	case 13, 61, 151:
		return l.withFile(m, true)
	case 173:
		return l.withNoise()
	}
	switch k := l.d.n(100); {
	case k < 42:
		return l.mail("text/plain; charset=utf-8", "8bit", []byte(l.body))
	case k < 62:
		return l.mail("text/plain; charset=utf-8", "quoted-printable", []byte(l.body))
	case k < 75:
		return l.latin()
	case k < 82:
		return l.mail("text/plain; charset=utf-8", "base64", []byte(l.body))
	case k < 89:
		return l.both()
	case k < 93:
		return l.mail("text/html; charset=utf-8", "quoted-printable", []byte(l.page()))
	}
	return l.withFile(m, false)
}

// latin sends ISO 8859-1 where the text allows it.
func (l *letter) latin() []byte {
	b, err := charmap.ISO8859_1.NewEncoder().Bytes([]byte(l.body))
	if err != nil {
		return l.mail("text/plain; charset=utf-8", "quoted-printable", []byte(l.body))
	}
	return l.mail("text/plain; charset=iso-8859-1", "quoted-printable", b)
}

// mail is a message of one part.
func (l *letter) mail(kind, transfer string, body []byte) []byte {
	var b bytes.Buffer
	l.head(&b)
	part(&b, kind, transfer, "", body)
	return b.Bytes()
}

func (l *letter) head(b *bytes.Buffer) {
	p := l.plan
	fmt.Fprintf(b, "From: %s <%s@%s>\r\n", mime.QEncoding.Encode("utf-8", l.mailbox()), p.genre, p.source.Domain)
	fmt.Fprintf(b, "To: %s <intake@bureau.kestria.example>\r\n", mime.QEncoding.Encode("utf-8", l.words.address))
	fmt.Fprintf(b, "Date: %s\r\n", p.at.In(time.FixedZone("", 3600)).Format(time.RFC1123Z))
	fmt.Fprintf(b, "Message-ID: <%s>\r\n", l.w.id(l.i))
	if p.parent >= 0 {
		fmt.Fprintf(b, "In-Reply-To: <%s>\r\nReferences: <%s>\r\n", l.w.id(p.parent), l.w.id(p.parent))
	}
	fmt.Fprintf(b, "Subject: %s\r\nContent-Language: %s\r\nMIME-Version: 1.0\r\n", encodeWords(l.d, l.subject), p.lang)
}

// encodeWords writes a subject by RFC 2047, folded.
func encodeWords(d *dice, s string) string {
	enc := mime.QEncoding
	if d.in(40) {
		enc = mime.BEncoding
	}
	return strings.ReplaceAll(enc.Encode("utf-8", s), "?= =?", "?=\r\n =?")
}

// part writes one part's own header lines and its body.
func part(b *bytes.Buffer, kind, transfer, file string, body []byte) {
	fmt.Fprintf(b, "Content-Type: %s\r\nContent-Transfer-Encoding: %s\r\n", kind, transfer)
	if file != "" {
		fmt.Fprintf(b, "Content-Disposition: %s\r\n", mime.FormatMediaType("attachment", map[string]string{"filename": file}))
	}
	b.WriteString("\r\n")
	if strings.HasPrefix(kind, "text/") {
		body = bytes.ReplaceAll(body, []byte("\n"), []byte("\r\n"))
	}
	switch transfer {
	case "quoted-printable":
		w := quotedprintable.NewWriter(b)
		_, _ = w.Write(body) // into memory
		_ = w.Close()
	case "base64":
		writeBase64(b, body)
	default:
		b.Write(body)
	}
	b.WriteString("\r\n")
}

func writeBase64(b *bytes.Buffer, body []byte) {
	s := base64.StdEncoding.EncodeToString(body)
	for len(s) > 76 {
		b.WriteString(s[:76] + "\r\n")
		s = s[76:]
	}
	b.WriteString(s)
}

// page is the letter as HTML.
func (l *letter) page() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!doctype html>\n<html lang=%q><head><meta charset=\"utf-8\"><title>%s</title></head><body>\n", l.plan.lang, html.EscapeString(l.subject))
	for _, p := range strings.Split(l.body, "\n\n") {
		fmt.Fprintf(&b, "<p>%s</p>\n", strings.ReplaceAll(html.EscapeString(p), "\n", "<br>\n"))
	}
	return b.String() + "</body></html>\n"
}

// boundary is the line that parts the parts.
func (l *letter) boundary() string { return fmt.Sprintf("=_%08x_%d", uint32(l.d.pcg.Uint64()), l.i) }

type leaf struct {
	kind, transfer, file string
	body                 []byte
}

func (l *letter) multipart(sub string, leaves ...leaf) []byte {
	var b bytes.Buffer
	l.head(&b)
	line := l.boundary()
	fmt.Fprintf(&b, "Content-Type: multipart/%s; boundary=%q\r\n\r\n", sub, line)
	for _, x := range leaves {
		fmt.Fprintf(&b, "--%s\r\n", line)
		if x.kind == "message/rfc822" {
			fmt.Fprintf(&b, "Content-Type: message/rfc822\r\n\r\n%s\r\n", x.body)
			continue
		}
		part(&b, x.kind, x.transfer, x.file, x.body)
	}
	fmt.Fprintf(&b, "--%s--\r\n", line)
	return b.Bytes()
}

func (l *letter) both() []byte {
	return l.multipart("alternative", leaf{"text/plain; charset=utf-8", "quoted-printable", "", []byte(l.body)}, leaf{"text/html; charset=utf-8", "quoted-printable", "", []byte(l.page())})
}
