package document_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"schild/document"
)

// packed makes a ZIP file of names and contents, all but huge ones not compressed, so that the limit of the ratio lets them by.
func packed(pairs ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(pairs); i += 2 {
		how := zip.Store
		if len(pairs[i+1]) > 32<<20 {
			how = zip.Deflate
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: pairs[i], Method: how})
		must(err)
		_, err = w.Write([]byte(pairs[i+1]))
		must(err)
	}
	must(z.Close())
	return b.String()
}

// tarred makes a tar of one file.
func tarred(name, content string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	must(w.WriteHeader(&tar.Header{Name: name, Size: int64(len(content)), Mode: 0o600}))
	_, err := w.Write([]byte(content))
	must(err)
	must(w.Close())
	return b.String()
}

func gzipped(name, content string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Name = name
	_, err := w.Write([]byte(content))
	must(err)
	must(w.Close())
	return b.String()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// docx makes a word processing file of the markup of its body.
func docx(body string) string {
	return packed("word/document.xml", `<w:document xmlns:w="x"><w:body>`+body+`</w:body></w:document>`,
		"docProps/core.xml", `<p><title>The title</title></p>`)
}

// odt makes an OpenDocument text of the markup of its body.
func odt(body string) string {
	return packed("mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", `<office:document-content><office:text>`+body+`</office:text></office:document-content>`,
		"meta.xml", `<m><dc:title>The title</dc:title></m>`)
}

// workbook makes an xlsx of one sheet, out of the markup of its strings and its rows.
func workbook(strings, rows string) string {
	const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	const rel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	return packed(
		"_rels/.rels", rels+`<Relationship Id="r1" Type="`+rel+`officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook `+ns+`><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", rels+`<Relationship Id="r1" Type="`+rel+`worksheet" Target="worksheets/sheet1.xml"/>`+
			`<Relationship Id="r2" Type="`+rel+`sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", `<worksheet `+ns+`><sheetData>`+rows+`</sheetData></worksheet>`,
		"xl/sharedStrings.xml", `<sst `+ns+`>`+strings+`</sst>`)
}

// Each form reads as a person would read it, and says what it leaves out.
func TestForms(t *testing.T) {
	hard := document.NewInside(nil).Hard
	for _, c := range []struct{ name, file, want string }{
		{"docx", docx("<w:p><w:t>One</w:t><w:tab/><w:t>two.</w:t></w:p><w:tbl><w:tr><w:tc><w:p><w:t>a</w:t></w:p></w:tc><w:tc><w:p><w:t>b</w:t></w:p></w:tc></w:tr></w:tbl>"),
			`1 application/vnd.openxmlformats-officedocument.wordprocessingml.document "One\ttwo.\na \tb"`},
		{"docx with a deletion", docx("<w:p><w:t>kept</w:t><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"),
			`1 application/vnd.openxmlformats-officedocument.wordprocessingml.document document.deleted "kept"`},
		{"docx cut in the middle of its markup", packed("word/document.xml", "<w:document><w:p><w:t>first</w:t></w:p><w:p><w:t>sec"),
			`1 application/vnd.openxmlformats-officedocument.wordprocessingml.document document.broken "first\nsec"`},
		{"docx with a mail in it", packed("word/document.xml", "<w:p><w:t>x</w:t></w:p>", "word/embeddings/m.eml", "From: a@b.example\nSubject: s\n\ninside\n"),
			"1 application/vnd.openxmlformats-officedocument.wordprocessingml.document \"x\"\n1.1 message/rfc822 m.eml\n" +
				"1.1.0 text/rfc822-headers \"From: a@b.example\\nSubject: s\"\n1.1.1 text/plain \"inside\""},
		{"odt", odt("<text:h>Title</text:h><text:p>one<text:s text:c='2'/>two<text:line-break/>three</text:p>"),
			`1 application/vnd.oasis.opendocument.text "Title\none  two\nthree"`},
		{"xlsx", workbook("<si><t>name</t></si><si><t>Zoë</t></si>", `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>`),
			`1 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet "S\nname\t\tZoë"`},
		{"rtf", `{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 B;}{\f1\fcharset204 A;}}{\info{\title T}}One \'e9\u233?\par\f1\'e4\'e0{\v hidden}}`,
			`1 text/rtf document.hidden "One éé\nда"`},
		{"html", "<!doctype html><title>T</title><p>One <b>two</b><br>three<table><tr><td>a<td>b</table><a href='https://x.example/'>link</a>" +
			"<script>no</script><div hidden>secret</div>",
			`1 text/html document.hidden "One two\nthree\na\tb\nlink <https://x.example/>"`},
		{"zip", packed("folder/a.txt", "text of a", "folder/", "", "b.zip", packed("c", "d")),
			"1 text/plain a.txt \"text of a\"\n2 application/zip b.zip document.archive.nested"},
		{"tar in gzip", gzipped("", tarred("../../x.txt", "text")), `1 text/plain x.txt "text"`},
		{"a program", "MZ" + string(make([]byte, 200)), `1 application/vnd.microsoft.portable-executable document.program`},
		{"nothing", "", `1 application/octet-stream document.empty`},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := document.Open("", bytes.NewReader([]byte(c.file)), document.Limits{}, hard)
			lawful(t, c.name, d, int64(len(c.file)))
			if diff := cmp.Diff(c.want+"\n", outline(d)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A file cut off on the way is read as far as it came: the text of an office file, the entries of an archive.
func TestCutOffFiles(t *testing.T) {
	var deflated bytes.Buffer
	z := zip.NewWriter(&deflated)
	for _, name := range []string{"[Content_Types].xml", "word/document.xml", "word/comments.xml"} {
		w, err := z.Create(name)
		must(err)
		_, err = w.Write([]byte("<w:p><w:t>text of " + name + "</w:t></w:p>"))
		must(err)
	}
	must(z.Close())
	hard := document.NewInside(nil).Hard
	for _, c := range []struct{ name, file, want string }{
		{"docx", deflated.String()[:deflated.Len()-60], "1 application/vnd.openxmlformats-officedocument.wordprocessingml.document document.broken " +
			"\"text of word/document.xml\\n\\ntext of word/comments.xml\"\n"},
		{"zip", packed("a.txt", "one", "b.txt", "two, cut off")[:75], "1 text/plain a.txt \"one\"\n2 application/octet-stream document.broken\n"},
		{"nothing but a beginning", "PK\x03\x04" + strings.Repeat("\xff", 100), "1 application/octet-stream document.broken\n"},
	} {
		d := document.Open("", strings.NewReader(c.file), document.Limits{}, hard)
		lawful(t, c.name, d, int64(len(c.file)))
		if diff := cmp.Diff(c.want, outline(d)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// A text over the limit is cut, not dropped.
func TestLongTextIsCut(t *testing.T) {
	const one = "<w:p><w:t>A line of some words that are said again and again.</w:t></w:p>"
	d := document.Open("", strings.NewReader(docx(strings.Repeat(one, 250_000))), document.Limits{}, nil)
	if len(d.Text()) < 12<<20-100 || d.Status != document.Partial || d.Unread()[0].Why != "document.limit.text" {
		t.Errorf("%s, %d bytes of text, %v", d.Status, len(d.Text()), d.Unread())
	}
}
