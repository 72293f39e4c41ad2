package exchange

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
)

// elements walks a file of XML and lets take read each element of the given names, one at a time. A file that ends too
// soon keeps what stood whole before the end.
func elements(b *builder, f File, names []string, take func(place, xml.StartElement, *xml.Decoder) error) error {
	in := &limited{file: f.Name, r: f.Reader, left: bytesMost}
	d := xml.NewDecoder(in)
	for {
		t, err := d.Token()
		line, _ := d.InputPos()
		at := place{f.Name, line}
		start, isStart := t.(xml.StartElement)
		_, isDirective := t.(xml.Directive)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case isDirective:
			return errDirective
		case isStart && slices.Contains(names, start.Name.Local):
			err = take(at, start, d)
		}
		if err != nil && (len(b.entries) == 0 || in.left < 0) {
			return err
		}
		if err != nil {
			b.problem(at, start.Name.Local, "exchange.xml", err.Error())
			return nil
		}
	}
}

// errDirective refuses document types: lists have none, and what they declare is never wanted.
var errDirective = errors.New("exchange: document type in a list")

// limited ends with an error when more than left bytes come.
type limited struct {
	file string
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, tooBig(l.file)
	}
	return n, err
}
