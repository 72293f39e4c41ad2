package stanag

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"schild/fault"
)

const (
	mostBytes      = 1 << 20
	mostDeep       = 64
	mostLabels     = 64
	mostCategories = 1024
	mostAgain      = 256 // bytes of a value said twice
)

// Find reads every label in a document of XML, in its order; none and no fault where there is none.
func Find(b []byte) ([]Label, error) {
	if len(b) > mostBytes {
		return nil, fault.New(fault.Invalid, "label.stanag.long")
	}
	f := finder{d: xml.NewDecoder(bytes.NewReader(b))}
	for {
		tok, err := f.d.Token()
		if errors.Is(err, io.EOF) {
			return f.out, nil
		}
		if err == nil {
			err = f.step(tok)
		}
		if err != nil {
			if _, ok := errors.AsType[*fault.Error](err); ok {
				return nil, err
			}
			return nil, fault.Wrap(err, fault.Invalid, "label.stanag.xml")
		}
	}
}

// finder walks the tokens; path holds the names of the open elements, text what stands in the innermost.
type finder struct {
	d    *xml.Decoder
	path []string
	text strings.Builder
	at   int // depth at which the open label began; 0 outside
	now  Label
	out  []Label
}

func (f *finder) step(tok xml.Token) error {
	switch t := tok.(type) {
	case xml.Directive:
		return fault.New(fault.Invalid, "label.stanag.xml")
	case xml.CharData:
		if f.at > 0 {
			f.text.Write(t)
		}
	case xml.StartElement:
		return f.open(t)
	case xml.EndElement:
		return f.shut(t.Name.Local)
	}
	return nil
}

// isLabel tells whether an element is a confidentiality label: in 4774's namespace of any edition, or in none.
func isLabel(n xml.Name) bool {
	if n.Space != "" && !strings.HasPrefix(n.Space, "urn:nato:stanag:4774:confidentialitymetadatalabel:") {
		return false
	}
	switch strings.ToLower(n.Local) {
	case "originatorconfidentialitylabel", "confidentialitylabel", "alternativeconfidentialitylabel":
		return true
	}
	return false
}

func (f *finder) open(t xml.StartElement) error {
	f.path = append(f.path, t.Name.Local)
	f.text.Reset()
	switch {
	case len(f.path) > mostDeep:
		return fault.New(fault.Invalid, "label.stanag.long")
	case f.at == 0 && isLabel(t.Name):
		f.at, f.now = len(f.path), Label{Review: tidy(attribute(t, "ReviewDateTime"))}
	case f.at > 0 && t.Name.Local == "Category":
		if len(f.now.Categories) == mostCategories {
			return fault.New(fault.Invalid, "label.stanag.long")
		}
		f.now.Categories = append(f.now.Categories, Category{Tag: tidy(attribute(t, "TagName")), Type: strings.ToUpper(tidy(attribute(t, "Type")))})
	}
	return nil
}

func (f *finder) shut(name string) error {
	text := tidy(f.text.String())
	f.text.Reset()
	inside := f.at > 0
	if inside && len(f.path) == f.at {
		f.at = 0
		if len(f.out) == mostLabels {
			return fault.New(fault.Invalid, "label.stanag.long")
		}
		f.out = append(f.out, f.now)
		inside = false
	}
	f.path = f.path[:len(f.path)-1]
	if inside {
		f.take(name, text)
	}
	return nil
}

// take keeps the text of one element of a label.
func (f *finder) take(name, text string) {
	switch name {
	case "PolicyIdentifier":
		again(&f.now.Policy, text)
	case "Classification":
		again(&f.now.Classification, text)
	case "PrivacyMark":
		f.now.PrivacyMark = text
	case "CreationDateTime":
		f.now.Created = text
	case "GenericValue", "IntegerValue", "BitStringValue":
		if n := len(f.now.Categories); n > 0 && text != "" {
			c := &f.now.Categories[n-1]
			c.Values = append(c.Values, text)
		}
	}
}

// again keeps a value; a second, different one makes of both a word nobody knows, rather than let the last one win.
func again(at *string, text string) {
	if len(*at) > mostAgain { // nobody knows it already, and it need not grow with the file
		return
	}
	if *at != "" && text != *at {
		text = tidy(*at + " // " + text)
	}
	*at = text
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// tidy makes white space single, as XML's token type does.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }
