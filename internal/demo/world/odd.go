package world

import (
	"bytes"
	"fmt"
	"strings"
)

// withFile sends a short covering text with the matter in a file: text, table or page, and where office is set one of
// the office formats.
func (l *letter) withFile(m *Message, office bool) []byte {
	name, kind, body := l.enclosure(office)
	cover := l.words.greeting + "\n\n" + l.subject
	// the covering text repeats the subject, names and all
	for _, t := range l.truth {
		if t.Part != "subject" {
			continue
		}
		t.Part, t.Start, t.End = "body", t.Start+len(cover)-len(l.subject), t.End+len(cover)-len(l.subject)
		l.truth = append(l.truth, t)
	}
	transfer := "base64"
	if strings.HasPrefix(kind, "text/") {
		transfer = "quoted-printable"
	}
	return l.multipart("mixed", leaf{"text/plain; charset=utf-8", "quoted-printable", "", []byte(cover)}, leaf{kind, transfer, name, body})
}

// enclosure puts the body into a file and moves its truth there.
func (l *letter) enclosure(office bool) (name, kind string, body []byte) {
	ext := []string{"txt", "html", "csv"}[l.d.n(3)]
	if office {
		ext = []string{"docx", "odt", "rtf"}[l.i/199%3]
	}
	name = fmt.Sprintf("%s-%05d.%s", l.plan.genre, l.i, ext)
	for i := range l.truth {
		if l.truth[i].Part == "body" {
			l.truth[i].Part = name
		}
	}
	switch ext {
	case "html":
		return name, "text/html; charset=utf-8", []byte(l.page())
	case "csv":
		return name, "text/csv; charset=utf-8", []byte(l.table())
	case "docx":
		return name, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx(l.body)
	case "odt":
		return name, "application/vnd.oasis.opendocument.text", odt(l.body)
	case "rtf":
		return name, "application/rtf", rtf(l.body)
	}
	return name, "text/plain; charset=utf-8", []byte(l.body)
}

// table is the letter as a table of paragraphs, for those who send everything as one.
func (l *letter) table() string {
	var b strings.Builder
	b.WriteString("nr,text\n")
	for i, p := range strings.Split(l.body, "\n\n") {
		fmt.Fprintf(&b, "%d,\"%s\"\n", i+1, strings.ReplaceAll(p, `"`, `""`))
	}
	return b.String()
}

// nested forwards the letter inside another message.
func (l *letter) nested() []byte {
	inner := l.mail("text/plain; charset=utf-8", "8bit", []byte(l.body))
	for _, t := range l.truth {
		if t.Part == "subject" { // the subject stands in both headers
			t.Part = "inner subject"
			l.truth = append(l.truth, t)
		}
	}
	return l.multipart("mixed", leaf{"text/plain; charset=utf-8", "8bit", "", []byte(l.words.greeting + "\n\n[...]")}, leaf{kind: "message/rfc822", body: inner})
}

// broken is cut off in the middle of an enclosure, as a bad line leaves it: the text is there, the enclosure is not.
func (l *letter) broken() []byte {
	b := l.multipart("mixed", leaf{"text/plain; charset=utf-8", "quoted-printable", "", []byte(l.body)},
		leaf{"application/vnd.oasis.opendocument.text", "base64", "annex.odt", odt(l.body)})
	return b[:len(b)-600]
}

// withNoise encloses a file that nobody can read.
func (l *letter) withNoise() []byte {
	return l.multipart("mixed", leaf{"text/plain; charset=utf-8", "quoted-printable", "", []byte(l.body)},
		leaf{"application/octet-stream", "base64", "annex.bin", l.noise(900)})
}

// unreadable is no mail at all: bytes without a form.
func (l *letter) unreadable(m *Message) []byte {
	m.File = fmt.Sprintf("m%05d.bin", l.i)
	l.truth = nil
	return l.noise(2400)
}

// noise is bytes from the dice that begin like nothing known.
func (l *letter) noise(n int) []byte {
	out := append(make([]byte, 0, n+8), 0x9d, 0, 0xf1, 0, 3)
	for len(out) < n {
		k := l.d.pcg.Uint64()
		for range 8 {
			out = append(out, byte(k))
			k >>= 8
		}
	}
	return bytes.Clone(out[:n])
}
