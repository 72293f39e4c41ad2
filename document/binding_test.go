package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	"schild/document"
	"schild/label/stanag"
)

// bind gives a package with the label in one of its files.
func bind(t testing.TB, name, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range []struct{ name, text string }{{"mimetype", "x"}, {"word/document.xml", "<w/>"}, {name, text}} {
		w, err := z.Create(f.name)
		if err == nil {
			_, err = w.Write([]byte(f.text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// binding is a label as STANAG 4778 puts it around, naming the whole file.
func binding(classification string) string {
	return `<mb:BindingInformation xmlns:mb="urn:nato:stanag:4778:bindinginformation:1:0"><mb:MetadataBindingContainer><mb:MetadataBinding><mb:Metadata>` +
		stanag.Label{Policy: "NATO", Classification: classification}.String() +
		`</mb:Metadata><mb:DataReference URI=""/></mb:MetadataBinding></mb:MetadataBindingContainer></mb:BindingInformation>`
}

// mailWith gives a message with one attachment.
func mailWith(name string, b []byte) []byte {
	return []byte("From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\n" +
		"Content-Type: application/octet-stream; name=\"" + name + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString(b) + "\r\n--b--\r\n")
}

func TestBindings(t *testing.T) {
	secret := binding("SECRET")
	for _, c := range []struct {
		name   string
		file   []byte
		found  string
		broken bool
	}{
		{"docx, custom part", bind(t, "customXml/item1.xml", secret), "SECRET", false},
		{"odt, package metadata", bind(t, "META-INF/label.xml", secret), "SECRET", false},
		{"mail, label beside it", mailWith("label.xml", []byte(secret)), "SECRET", false},
		{"mail, docx inside", mailWith("a.docx", bind(t, "customXml/item1.xml", secret)), "SECRET", false},
		{"xml alone", []byte("\xef\xbb\xbf" + secret), "SECRET", false},
		{"in the text, not a label", bind(t, "word/other.xml", secret), "", false},
		{"broken", bind(t, "customXml/item1.xml", secret[:len(secret)-20]), "", true},
		{"too long", []byte("<a>" + secret + strings.Repeat(" ", 1<<20) + "</a>"), "", true},
		{"no label", []byte("<a>hello</a>"), "", false},
		{"nothing", nil, "", false},
	} {
		d := document.Open(c.name, bytes.NewReader(c.file), document.Limits{}, nil)
		got := d.Bindings(c.file)
		found := ""
		for _, l := range got.Labels {
			found += l.Classification
		}
		if found != c.found || got.Broken != c.broken {
			t.Errorf("%s: %q %v, want %q %v", c.name, found, got.Broken, c.found, c.broken)
		}
	}
}

func FuzzBindings(f *testing.F) {
	f.Add(bind(f, "customXml/item1.xml", binding("SECRET")))
	f.Add([]byte(binding("SECRET")))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, l := range (document.Document{}).Bindings(b).Labels {
			if l.String() == "" {
				t.Error("a label without a form")
			}
		}
	})
}
