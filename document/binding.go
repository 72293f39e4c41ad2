package document

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"

	"schild/label/stanag"
)

const (
	boundEntries = 64      // files inside a package that are looked at for labels
	boundBytes   = 1 << 20 // of each
)

// Bound is what a file and the parts inside it say of their own confidentiality (STANAG 4774, bound as 4778 has it: a
// custom part of an office file, a file of the package, an attachment beside the message).
type Bound struct {
	Labels []stanag.Label // in the order of the parts, doubles too
	Broken bool           // something calls itself a label and could not be read
}

// Bindings looks for labels in d and in whole, the file's own bytes. Nothing is checked against a signature: a label
// found is somebody's word, good for a floor and for nothing else.
func (d Document) Bindings(whole []byte) Bound {
	var out Bound
	out.look(whole)
	for _, p := range d.Parts {
		out.look(p.Bytes)
	}
	return out
}

// look reads XML as it stands, and the XML inside a package.
func (o *Bound) look(b []byte) {
	switch {
	case bytes.HasPrefix(b, []byte("PK")):
		o.unpack(b)
	case bytes.HasPrefix(bytes.TrimLeft(b, "\xef\xbb\xbf \t\r\n"), []byte("<")):
		o.read(b)
	}
}

// unpack looks at the places where a package keeps what is said about it. A package that cannot be opened says nothing.
func (o *Bound) unpack(b []byte) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return
	}
	left := boundEntries
	for _, f := range z.File {
		if !carries(f.Name) {
			continue
		}
		if left--; left < 0 {
			o.Broken = true
			return
		}
		r, err := f.Open()
		if err != nil {
			o.Broken = true
			continue
		}
		x, err := io.ReadAll(io.LimitReader(r, boundBytes+1))
		_ = r.Close() // only read from
		if err != nil {
			o.Broken = true
			continue
		}
		o.read(x)
	}
}

// carries tells whether a file of a package may hold its label: custom parts, properties, and a folder of metadata.
func carries(name string) bool {
	top, _, _ := strings.Cut(strings.TrimPrefix(name, "/"), "/")
	return strings.EqualFold(path.Ext(name), ".xml") &&
		(slices.Contains([]string{"customXml", "docProps", "META-INF", "metadata"}, top) || top == "meta.xml" || strings.Contains(strings.ToLower(name), "label"))
}

// read takes the labels of one piece of XML. What never says the word is no label, however broken.
func (o *Bound) read(b []byte) {
	if !bytes.Contains(bytes.ToLower(b[:min(len(b), boundBytes)]), []byte("confidentialitylabel")) {
		return
	}
	found, err := stanag.Find(b)
	o.Broken = o.Broken || err != nil
	o.Labels = append(o.Labels, found...)
}
