package document_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"schild/document"
)

// hostile makes files of about n bytes that aim at something costing more than its length.
func hostile(n int) map[string]string {
	rep := func(s string) string { return strings.Repeat(s, n/len(s)) }
	const head = "From: a@b.example\nSubject: s\n"
	mail := func(header, body string) string { return head + header + "\n" + body }
	mixed := func(body string) string { return mail("Content-Type: multipart/mixed; boundary=x\n", body) }
	encoded := func(how, body string) string { return mail("Content-Transfer-Encoding: "+how+"\n", body) }
	return map[string]string{
		"bytes that are no UTF-8":       rep("\xe9\xe8 "),
		"UTF-16 without a mark":         rep("a\x00"),
		"combining marks":               rep("a\u0301\u0302"),
		"line ends":                     rep("\r\n"),
		"NULs":                          rep("\x00"),
		"links":                         "<html>" + rep("<a href=http://x.example>y</a>"),
		"tags never closed":             "<html>" + rep("<p"),
		"hidden elements":               "<html>" + rep("<div hidden>"),
		"cells":                         "<html>" + rep("<td>"),
		"entities":                      "<html>" + rep("&amp;&notit;"),
		"attributes":                    "<html><p " + rep("a=b "),
		"base64":                        encoded("base64", rep("SGVsbG8gd29ybGQhSGVsbG8gd29ybGQh\n")),
		"base64 padded again and again": encoded("base64", rep("QQ==")),
		"base64 of padding":             encoded("base64", rep("=A")),
		"soft line breaks":              encoded("quoted-printable", rep("=E9=\n")),
		"broken quoted-printable":       encoded("quoted-printable", rep("=Z\n")),
		"uuencode":                      encoded("x-uuencode", "begin 644 f\n"+rep("!\n")),
		"headers":                       mail(rep("To: x@y.example\n"), "x"),
		"addresses":                     mail("To: "+rep("x@y.example, ")+"\n", "x"),
		"encoded words":                 mail("Cc: "+rep("=?utf-8?Q?a?= ")+"\n", "x"),
		"parameters":                    mail("Content-Type: text/plain; "+rep(`a="b ; `)+"\n", "x"),
		"alternatives": mail("Content-Type: multipart/alternative; boundary=x\n",
			"--x\n\n"+strings.Repeat("some words ", 90_000)+"\n"+rep("--x\n\nsome words\n")),
		"parts":                     mixed(rep("--x\n")),
		"lines like delimiters":     mixed("--x\n\n" + rep("--\n")),
		"header like delimiters":    mixed("--x\n" + rep("--y: \n")),
		"multiparts never closed":   head + nest(5_000, "Content-Type: multipart/mixed; boundary=b%\n\n--b%\n"),
		"multiparts of one name":    head + nest(5_000, "Content-Type: multipart/mixed; boundary=b\n\n--b\n"),
		"mails in mails":            nest(5_000, "Subject: s\nFrom: x@y.example\nContent-Type: message/rfc822\n\n") + rep("text "),
		"messages":                  rep("From a b\nFrom: a@b.example\nSubject: x\n\nx\n\n"),
		"lines like messages":       "From a b\nFrom: a@b.example\nSubject: x\n\nx\n\n" + rep("From a\n"),
		"RTF groups":                `{\rtf1 ` + rep("{"),
		"RTF code points":           `{\rtf1 ` + rep(`\u2000 `),
		"RTF fonts":                 `{\rtf1 ` + rep(`\f1\'e9`),
		"a PDF without an end":      "%PDF-1.4\n" + rep("1 0 obj\n<<"),
		"a tar of nothing":          strings.Repeat("x", 257) + "ustar\x00" + rep("\x00"),
		"a ZIP without a directory": rep("PK\x03\x04\x14\x00\x00\x00\x08\x00" + strings.Repeat("\x00", 20) + strings.Repeat("\x00\x00\x00\xff\xff", 50)),
		"deep markup":               packed("word/document.xml", rep("<w:p>")),
		"a bomb in an office file":  packed("word/document.xml", "<w:p><w:t>"+strings.Repeat("a", 40<<20)),
		"shared strings":            workbook(rep("<si><t>a</t></si>"), `<row r="1"><c r="A1" t="s"><v>0</v></c></row>`),
		"rows far away":             workbook("", rep(`<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`)),
		"columns far away":          workbook("", farCells(n)),
	}
}

// nest repeats a header n times, % standing for the number.
func nest(n int, header string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(header, "%", string(rune('a'+i%26))+strings.Repeat("x", i/26%40)))
	}
	return b.String()
}

// farCells makes rows of one cell in the last column each.
func farCells(n int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		fmt.Fprintf(&b, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i, i)
	}
	return b.String()
}

// TestHostile opens files that once, or in other readers, cost the square of their length or had no end. None may
// hold the reader up: the one limit of time there is for a file stands here.
func TestHostile(t *testing.T) {
	hard := inside(t)
	cases := hostile(2 << 20)
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			d := document.Open("", strings.NewReader(cases[name]), document.Limits{}, hard)
			took := time.Since(start)
			lawful(t, name, d, int64(len(cases[name])))
			if took > 30*time.Second {
				t.Errorf("took %v", took)
			}
			t.Logf("%v %s %s, %d parts, %v", took.Round(time.Millisecond), d.Status, d.Type, len(d.Parts), d.Unread()[:min(2, len(d.Unread()))])
		})
	}
}
