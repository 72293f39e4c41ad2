package document_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"schild/document"
)

// open opens text as a file; line ends become CRLF as on the wire.
func open(t testing.TB, name, text string, hard document.Hard) document.Document {
	t.Helper()
	text = strings.ReplaceAll(text, "\n", "\r\n")
	d := document.Open(name, strings.NewReader(text), document.Limits{}, hard)
	lawful(t, name, d, int64(len(text)))
	return d
}

// outline shows the parts of a document, one a line: path, type, name, reason, notes, text.
func outline(d document.Document) string {
	var b strings.Builder
	for _, p := range d.Parts {
		fmt.Fprintf(&b, "%s %s", p.Path, p.Type)
		for _, s := range append([]string{p.Name, p.Unread}, p.Notes...) {
			if s != "" {
				b.WriteString(" " + s)
			}
		}
		if p.Text != "" {
			fmt.Fprintf(&b, " %q", p.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

const forwarded = `From: =?iso-8859-1?Q?Zo=EB?= <zoe@voorbeeld.example>
To: Desk <desk@schild.example>, other@schild.example
Subject: =?utf-8?B?` + "0JLQtdGH0LXRgA==" + `?= vergadering
Date: Tue, 3 Mar 2026 09:00:00 +0100
Message-ID: <1@voorbeeld.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=A

preamble
--A
Content-Type: multipart/alternative; boundary=B

--B
Content-Type: text/plain; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

De prijs is 5 =80.
--B
Content-Type: text/html; charset=utf-8

<p>De <b>prijs</b> is 5 €.</p>
--B--
--A
Content-Type: message/rfc822

From: a@b.example
Subject: inside
Content-Type: multipart/mixed; boundary=C

--C

body without a header
--C
Content-Type: application/octet-stream
Content-Disposition: attachment; filename*0*=utf-8''na%C3%AFve%20; filename*1=list.txt
Content-Transfer-Encoding: base64

TGluZSBvbmUK
--C--
--A
Content-Type: image/png; name="C:\\pictures\\p.png"
Content-Transfer-Encoding: base64

iVBORw0KGgoAAAANSUhEUgAAAAE=
--A--
After the end.
`

// One mail with a nested one (RFC 2046 §5.2.1), an encoded name (RFC 2231), encoded words (RFC 2047) and old sets.
func TestMailTree(t *testing.T) {
	d := open(t, "m.eml", forwarded, nil)
	want := `0 text/rfc822-headers "From: Zoë <zoe@voorbeeld.example>\nTo: Desk <desk@schild.example>\nTo: other@schild.example\nSubject: Вечер vergadering\nDate: Tue, 3 Mar 2026 09:00:00 +0100"
1.1 text/plain "De prijs is 5 €."
1.2 text/html document.alternative
2 message/rfc822
2.0 text/rfc822-headers "From: a@b.example\nSubject: inside"
2.1 text/plain "body without a header"
2.2 text/plain naïve list.txt "Line one"
3 image/png p.png document.image
4 text/plain document.mail.epilogue "After the end."
5 text/plain document.mail.preamble "preamble"
`
	if diff := cmp.Diff(want, outline(d)); diff != "" {
		t.Error(diff)
	}
	m := &document.Mail{From: []string{"Zoë <zoe@voorbeeld.example>"}, To: []string{"Desk <desk@schild.example>", "other@schild.example"},
		Subject: "Вечер vergadering", Date: "Tue, 3 Mar 2026 09:00:00 +0100", MessageID: "<1@voorbeeld.example>"}
	if diff := cmp.Diff(m, d.Mail); diff != "" {
		t.Error(diff)
	}
	if d.Status != document.Partial || d.Title != m.Subject || string(d.Parts[6].Bytes) != "Line one\n" {
		t.Errorf("%s %q %q", d.Status, d.Title, d.Parts[6].Bytes)
	}
}

// What is damaged is read as far as it goes, and said.
func TestMailDamage(t *testing.T) {
	head := "From: a@b.example\nSubject: s\n"
	for _, c := range []struct{ name, mail, want string }{
		{"base64 with foreign bytes (RFC 2045 §6.8)", head + "Content-Transfer-Encoding: base64\n\nSGVsbG8g!!d29ybGQ=\n",
			`1 text/plain document.mail.damaged "Hello world"`},
		{"base64 cut within a byte", head + "Content-Transfer-Encoding: base64\n\nSGVsbG8gd29ybGQhI\n",
			`1 text/plain document.mail.damaged "Hello world!"`},
		{"quoted-printable with a bare = (RFC 2045 §6.7)", head + "Content-Transfer-Encoding: quoted-printable\n\nok=20=C3=A9\na=zb\n",
			`1 text/plain "ok é\na=zb"`},
		{"unknown transfer encoding", head + "Content-Transfer-Encoding: x-secret\n\nplain after all\n",
			`1 text/plain document.mail.encoding "plain after all"`},
		{"uuencode", head + "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 f\n+2&5L;&\\@=V]R;&0\n`\nend\n",
			`1 text/plain "Hello world"`},
		{"a set nobody knows", head + "Content-Type: text/plain; charset=x-klingon\n\nqapla\n",
			`1 text/plain document.charset.unknown "qapla"`},
		{"UTF-8 called ISO 8859-1", head + "Content-Type: text/plain; charset=iso-8859-1\n\nZoë\n",
			`1 text/plain "Zoë"`},
		{"no set, no UTF-8", head + "\nZo\xeb\n", `1 text/plain document.charset.guessed "Zoë"`},
		{"multipart without a boundary (RFC 2046 §5.1.1)", head + "Content-Type: multipart/mixed\n\n--x\n\nlost?\n",
			`1 multipart/mixed document.mail.boundary "--x\n\nlost?"`},
		{"boundary never closed", head + "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nnot lost\n",
			`1 text/plain "not lost"`},
		{"signed (RFC 8551): the signature lacks nothing", head + "Content-Type: multipart/signed; boundary=x\n\n--x\n\ntext\n--x\n" +
			"Content-Type: application/pkcs7-signature; name=smime.p7s\n\nMIIB\n--x--\n",
			`2 application/pkcs7-signature smime.p7s document.signature`},
		{"enveloped (RFC 8551)", head + "Content-Type: application/pkcs7-mime; name=smime.p7m\n\nMIIB\n",
			`1 application/pkcs7-mime smime.p7m document.encrypted`},
		{"empty body", head + "\n", `1 text/plain`},
		{"name that climbs and disguises", head + "Content-Type: text/plain; name=\"../../etc/pass\u202etxt.exe\"\n\nx\n",
			`1 text/plain passtxt.exe "x"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := outline(open(t, "m.eml", c.mail, nil))
			if !strings.HasSuffix(got, "\n"+c.want+"\n") {
				t.Errorf("got\n%swant last\n%s", got, c.want)
			}
		})
	}
}

// Mails within mails end at the limit, and the one beyond it is kept with the reason.
func TestMailDepth(t *testing.T) {
	m := "Subject: innermost\nFrom: x@y.example\n\nbottom\n"
	for range 12 {
		m = "Subject: s\nFrom: x@y.example\nContent-Type: message/rfc822\n\n" + m
	}
	d := open(t, "m.eml", m, nil)
	last := d.Parts[len(d.Parts)-1]
	if last.Unread != "document.limit.depth" || len(last.Bytes) == 0 {
		t.Errorf("last part %s: %q, %d bytes", last.Path, last.Unread, len(last.Bytes))
	}
}

// naive counts the leaves of a MIME tree with the standard library, messages inside opened too; ok is false where
// that is too strict to read the message, or where a mail lies in it under another type.
func naive(header map[string][]string, body io.Reader) (n int, ok bool) {
	get := func(k string) string { return strings.Join(header[k], "") }
	kind, params, err := mime.ParseMediaType(get("Content-Type"))
	if get("Content-Type") != "" && err != nil {
		return 0, false
	}
	if strings.Contains(get("Content-Type")+get("Content-Disposition"), ".msg") && kind != "message/rfc822" {
		return 0, false
	}
	encoding := strings.ToLower(get("Content-Transfer-Encoding"))
	if encoding == "base64" {
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		r := multipart.NewReader(body, params["boundary"])
		for {
			p, err := r.NextRawPart()
			if err == io.EOF {
				return n, n > 0
			}
			if err != nil {
				return 0, false
			}
			k, ok := naive(p.Header, p)
			if !ok {
				return 0, false
			}
			n += k
		}
	case kind == "message/rfc822":
		m, err := mail.ReadMessage(body)
		if err != nil {
			return 0, false
		}
		return naive(m.Header, m.Body)
	}
	return 1, true
}

// leaves counts the parts that are leaves of the MIME tree: no header block, no mail with parts, nothing out of an
// archive or an office file.
func leaves(d document.Document) (n int) {
	kind := map[string]string{}
	for _, p := range d.Parts {
		kind[p.Path] = p.Type
	}
	for i, p := range d.Parts {
		if p.Type == "text/rfc822-headers" || p.Type == "message/rfc822" && i+1 < len(d.Parts) && strings.HasPrefix(d.Parts[i+1].Path, p.Path+".") {
			continue
		}
		inside := false
		for up := p.Path; strings.Contains(up, "."); {
			up = up[:strings.LastIndex(up, ".")]
			if k, is := kind[up]; is && k != "message/rfc822" {
				inside = true
			}
		}
		if inside {
			continue
		}
		for _, note := range p.Notes {
			if note == "document.mail.epilogue" || note == "document.mail.preamble" {
				n--
			}
		}
		n++
	}
	return n
}

// TestNoLeafIsLost compares the number of leaves with the naive walk, for every real mail that the walk can read.
func TestNoLeafIsLost(t *testing.T) {
	none := func(string, []byte) (document.Inner, error) { return document.Inner{}, io.ErrUnexpectedEOF }
	mails, compared, total := 0, 0, 0
	for _, dir := range []string{"enmime-eml", "mail-ruby-eml", "mime4j-eml"} {
		files(t, data(t, "files/"+dir), func(name string, b []byte) {
			d := document.Open(filepath.Base(name), bytes.NewReader(b), document.Limits{}, none)
			if d.Mail == nil {
				return
			}
			mails++
			m, err := mail.ReadMessage(bytes.NewReader(b))
			if err != nil {
				return
			}
			want, ok := naive(m.Header, m.Body)
			if !ok {
				return
			}
			compared++
			total += want
			if got := leaves(d); got != want {
				t.Errorf("%s: %d leaves, the naive walk sees %d\n%s", name, got, want, outline(d))
			}
		})
	}
	t.Logf("%d mails, %d compared, %d leaves", mails, compared, total)
}
