package document_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"schild/document"
	"schild/fault"
)

// The fuzz targets, one for each reader of outside bytes. What holds for every Document must hold for every input; the
// seeds are small files of the form, right and wrong.

// fuzz runs one target through Open; the name chooses the form where bytes alone do not.
func fuzz(f *testing.F, name string, hard document.Hard, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		limits := document.Limits{Parts: 200, Text: 1 << 20, Entries: 50, Entry: 1 << 20, Unpacked: 4 << 20}
		d := document.Open(name, bytes.NewReader(b), limits, hard)
		lawful(t, name, d, int64(len(b)))
		again := document.Open(name, bytes.NewReader(b), limits, hard)
		if outline(d) != outline(again) || d.Text() != again.Text() || d.Lang != again.Lang {
			t.Errorf("opened twice, read twice:\n%s\n%s", outline(d), outline(again))
		}
	})
}

// shut is a Hard that opens nothing.
func shut(string, []byte) (document.Inner, error) { return document.Inner{}, io.ErrUnexpectedEOF }

func FuzzMail(f *testing.F) {
	fuzz(f, "m.eml", shut, forwarded, strings.ReplaceAll(forwarded, "\n", "\r\n"), "From: a@b.example\n\nx",
		"From: a@b.example\nSubject: s\nContent-Type: multipart/mixed; boundary=\"a b\"\n\n--a b\n\n--a b\nX\n--a b--",
		"From: a@b.example\nContent-Type: multipart/digest; boundary=x\n\n--x\nContent-Type: message/rfc822\n\nSubject: y\n\n--x\n--x--\n",
		"Subject: s\nFrom: x\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 f\n+2&5L;&\\@=V]R;&0\n`\nend\n")
}

func FuzzHeader(f *testing.F) {
	f.Add("a@b.example, \"B, C\" <d@e.example>", "=?utf-8?Q?=C3=A9?= =?utf-8?B?w6k=?=", "text/plain; charset=x; name*0*=utf-8''a%20; name*1=b")
	f.Add("group: a@b.example;", "=?iso-2022-jp?B?GyRCJUYbKEI=?=", "multipart/mixed; boundary")
	f.Add("Jos\xe9 <j@x.example>", "=?utf-8?Q?=ff?=", ";;;=\"")
	f.Fuzz(func(t *testing.T, to, subject, kind string) {
		m := "From: x@y.example\nTo: " + to + "\nSubject: " + subject + "\nContent-Type: " + kind + "\n\nbody\n"
		lawful(t, "header", document.Open("m.eml", strings.NewReader(m), document.Limits{}, shut), int64(len(m)))
	})
}

func FuzzMbox(f *testing.F) {
	one := "From a@b.example Tue Mar  3 09:00:00 2026\nFrom: a@b.example\nSubject: s\n\ntext\n>From x\n\n"
	fuzz(f, "box.mbox", shut, one+one, one+strings.ReplaceAll(one, "\n", "\r\n"), "From \n\nFrom \n\nFrom \nA: b\n")
}

func FuzzHTML(f *testing.F) {
	fuzz(f, "p.html", shut, "<!doctype html><title>T</title><p>one<br>two<table><tr><td>a<td>b</table>",
		"<a href='http://x.example'>y</a><div style='display:none'>z</div><pre> q\n r</pre>",
		"<html><meta charset=windows-1251>\xcf\xf0\xe8\xe2\xe5\xf2", "<script>x</scr", "<textarea><a href=", "<svg><title>t</svg>")
}

func FuzzText(f *testing.F) {
	fuzz(f, "t.txt", shut, "plain", "\xef\xbb\xbfmark", "\xff\xfea\x00b\x00", "\xfe\xff\x00a\xd8\x00", "Zo\xeb\r\n\x1b[0m", "e\u0301\u202e\n\n\n\n x", "a\x00b\x00c\x00d\x00e\x00")
}

func FuzzRTF(f *testing.F) {
	fuzz(f, "t.rtf", document.NewInside(nil).Hard, `{\rtf1\ansi{\fonttbl{\f0\fcharset204 A;}}\f0\'ef\u233?{\*\x y}\par}`,
		`{\rtf1 {\deleted a}{\v b}\bin3 }}}c{\title t}}`, `{\rtf1\uc2\u-10179 ??\u-8704 ??}`, `{\rtf1 \'4`, "{\\rtf1 \\")
}

func FuzzDocx(f *testing.F) {
	fuzz(f, "t.docx", document.NewInside(nil).Hard, docx("<w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r></w:p>"),
		docx("<w:tbl><w:tr><w:tc><w:p><w:t>a</w:t></w:p></w:tc></w:tr></w:tbl><w:del><w:t>x</w:t></w:del>"), docx("<w:p><w:t>&#xD;&amp;&x;<![CDATA[y]]>"))
}

func FuzzODF(f *testing.F) {
	fuzz(f, "t.odt", document.NewInside(nil).Hard, odt("<text:p>one<text:s text:c='3'/>two</text:p>"),
		odt("<text:tracked-changes>x</text:tracked-changes><table:table table:name='T'><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>"))
}

func FuzzXlsx(f *testing.F) {
	fuzz(f, "t.xlsx", document.NewInside(nil).Hard, workbook("<si><t>one</t></si>", `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"><v>1.5</v></c></row>`),
		workbook("", `<row r="9"><c r="B9" t="inlineStr"><is><t>x</t></is></c></row>`), workbook("", `<row><c t="d"><v>2026-03-03</v></c></row>`))
}

// FuzzMarkup feeds the readers of office markup the markup itself: a change of a packed file seldom gets that far.
func FuzzMarkup(f *testing.F) {
	f.Add("<w:p><w:r><w:t>one</w:t></w:r></w:p>", byte(0))
	f.Add("<text:p>one<text:note>n</text:note></text:p>", byte(1))
	f.Add(`<row r="1"><c r="A1" t="inlineStr"><is><t>one</t></is></c></row>`, byte(2))
	hard := document.NewInside(nil).Hard
	f.Fuzz(func(t *testing.T, markup string, form byte) {
		file := [...]string{docx(markup), odt(markup), workbook("", markup)}[form%3]
		lawful(t, markup, document.Open("", strings.NewReader(file), document.Limits{}, hard), int64(len(file)))
	})
}

func FuzzArchive(f *testing.F) {
	fuzz(f, "t.zip", shut, packed("a.txt", "one", "b/c.eml", "From: a@b.example\nSubject: s\n\nx\n"), packed("z.zip", packed("in", "x")),
		"PK\x05\x06"+strings.Repeat("\x00", 18), tarred("a.txt", "one"), gzipped("t.txt", "one"), gzipped("t.tar", tarred("a", "b")))
}

func FuzzPDF(f *testing.F) {
	hard := inside(f)
	if _, err := hard("pdf", []byte(pdf("one"))); err != nil { // the engine is compiled before the first file: that takes longer than a file may
		f.Fatal(err)
	}
	fuzz(f, "t.pdf", hard, pdf("one"), pdf("(nested) \\251"), "%PDF-1.7\n%%EOF", "%PDF-1.4\ntrailer <</Root 1 0 R>>")
}

// pdf makes a PDF of one page with one line, its cross-reference table left to the reader to rebuild.
func pdf(text string) string {
	stream := "BT /F1 12 Tf 50 700 Td (" + text + ") Tj ET"
	return "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n" +
		"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>> endobj\n" +
		fmt.Sprintf("4 0 obj <</Length %d>> stream\n%s\nendstream endobj\n", len(stream), stream) +
		"5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\ntrailer <</Root 1 0 R>>\n"
}

// FuzzAnswer: what a child answers comes from a process that read hostile bytes. Whatever it says, the document is as every
// document is.
func FuzzAnswer(f *testing.F) {
	f.Add("one", "two", "document.locked", "../../x\u202e.docx", []byte("PK"), false)
	f.Add("\xff\x00\x1b[2J", "t\n", "document.<script>", "", []byte("<a>"), true)
	f.Add("", "", "label.level", "m.eml", []byte("From: a@b.example\nSubject: s\n\nx"), false)
	f.Fuzz(func(t *testing.T, text, title, key, file string, b []byte, fails bool) {
		hard := func(string, []byte) (document.Inner, error) {
			if fails {
				return document.Inner{}, fault.New(fault.Invalid, key)
			}
			return document.Inner{Text: text, Title: title, Notes: []string{key, key}, Unread: key, Parts: []document.Part{{Name: file, Bytes: b}, {Name: title, Unread: key}}}, nil
		}
		whole := docx("<w:p/>")
		d := document.Open("t.docx", strings.NewReader(whole), document.Limits{Text: 1 << 16, Parts: 100, Depth: 4}, hard)
		lawful(t, "answer", d, int64(len(whole)))
	})
}
