package world

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf16"
)

type entry struct {
	name, body string
	stored     bool
}

// pack writes a zip archive without dates, so that it is the same every time.
func pack(entries ...entry) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		method := zip.Deflate
		if e.stored {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: method})
		if err == nil {
			_, err = w.Write([]byte(e.body))
		}
		if err != nil {
			panic(err) // into memory: the program's own fault
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // into memory
	return b.String()
}

// lines gives a text's lines, each escaped and between two tags.
func lines(text, open, shut string) string {
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		b.WriteString(open + escape(line) + shut)
	}
	return b.String()
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// docx writes a text, a line a paragraph, as WordprocessingML (ISO/IEC 29500).
func docx(text string) []byte {
	return pack(
		entry{name: "[Content_Types].xml", body: xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		entry{name: "_rels/.rels", body: xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		entry{name: "word/document.xml", body: xmlHead + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` +
			lines(text, `<w:p><w:r><w:t xml:space="preserve">`, `</w:t></w:r></w:p>`) + `</w:body></w:document>`})
}

// odt writes a text, a line a paragraph, as OpenDocument (ISO/IEC 26300).
func odt(text string) []byte {
	const kind = "application/vnd.oasis.opendocument.text"
	return pack(
		entry{name: "mimetype", body: kind, stored: true},
		entry{name: "META-INF/manifest.xml", body: xmlHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="` + kind + `"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`},
		entry{name: "content.xml", body: xmlHead + `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:text>` +
			lines(text, `<text:p>`, `</text:p>`) + `</office:text></office:body></office:document-content>`})
}

// rtf writes a text, a line a paragraph, as Rich Text with Unicode escapes.
func rtf(text string) []byte {
	var b strings.Builder
	b.WriteString(`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Sans;}}\f0\fs22` + "\n")
	for _, line := range strings.Split(text, "\n") {
		for _, u := range utf16.Encode([]rune(line)) {
			switch {
			case u == '\\' || u == '{' || u == '}':
				b.WriteString(`\` + string(rune(u)))
			case u < 0x80:
				b.WriteByte(byte(u))
			default:
				fmt.Fprintf(&b, `\u%d?`, int16(u))
			}
		}
		b.WriteString(`\par` + "\n")
	}
	return []byte(b.String() + "}")
}
