package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html/charset"
)

// office is an office file: a ZIP file of XML parts.
type office struct {
	raw    []byte // the file, or what could be salvaged of it
	files  map[string]*zip.File
	names  []string // sorted
	budget unpacking
	inner  Inner
	said   []string // texts of the sections so far
	size   int      // their length
}

// The bounds of one office file. Its XML is larger than what it says, hence more than for an archive entry.
const (
	officeEntry    = 48 << 20
	officeUnpacked = 96 << 20
	officeEntries  = 5_000
	officeText     = 12 << 20
	officeEmbedded = 8 << 20 // bytes of files inside the file that are handed on
	xmlDepth       = 2_000
)

// newOffice opens an office file; one that is cut off is read as far as it goes.
func newOffice(b []byte) (*office, error) {
	o := &office{raw: b, files: map[string]*zip.File{}, budget: unpacking{entry: officeEntry, left: officeUnpacked}}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		o.lack(err)
		o.raw = salvage(b, officeUnpacked)
		z, err = zip.NewReader(bytes.NewReader(o.raw), int64(len(o.raw)))
	}
	if err != nil {
		return nil, err
	}
	for _, f := range z.File[:min(len(z.File), officeEntries)] {
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if _, twice := o.files[name]; twice {
			o.note("document.polyglot") // two entries of one name: readers differ in which they show
			continue
		}
		o.files[name] = f
		o.names = append(o.names, name)
	}
	slices.Sort(o.names)
	return o, nil
}

func (o *office) note(key string) {
	if !slices.Contains(o.inner.Notes, key) {
		o.inner.Notes = append(o.inner.Notes, key)
	}
}

// lack says why something was not read; the first reason stays.
func (o *office) lack(err error) {
	if err != nil && o.inner.Unread == "" {
		o.inner.Unread = unpackWhy(err)
	}
}

// matching lists the names a pattern of path.Match fits, in order.
func (o *office) matching(pattern string) []string {
	var out []string
	for _, n := range o.names {
		if ok, _ := path.Match(pattern, n); ok {
			out = append(out, n)
		}
	}
	return out
}

// unpack gives the bytes of an entry; a missing one is an error.
func (o *office) unpack(name string) ([]byte, error) {
	f, ok := o.files[name]
	if !ok {
		return nil, zip.ErrFormat
	}
	return o.budget.zipEntry(f)
}

// markup reads one XML part. An XML reader of the standard library expands no entities and fetches nothing; nesting is
// bounded here.
func (o *office) markup(name string, w *writer) error {
	b, err := o.unpack(name)
	if err != nil {
		return err
	}
	return readXML(b, w)
}

// writer turns the events of one XML vocabulary into text.
type writer struct {
	out   strings.Builder
	skip  int // depth inside an element that is left out, 0 when in none
	text  int // depth inside an element whose character data count, 0 when in none
	cell  int // depth of table cells: paragraphs in them end with a space
	start func(w *writer, e xml.StartElement)
	end   func(w *writer, name string)
	notes []string
}

func (w *writer) note(key string) {
	if !slices.Contains(w.notes, key) {
		w.notes = append(w.notes, key)
	}
}

// newline ends a line, or inside a table cell a word.
func (w *writer) newline() {
	if w.cell > 0 {
		w.out.WriteByte(' ')
		return
	}
	w.out.WriteByte('\n')
}

// Reasons an office file is read in part only.
var (
	errText    = errors.New("document.limit.text")
	errNesting = errors.New("document.limit.depth")
)

// readXML feeds the elements of b to w by local name. Damage ends it with an error; what came before stays in w.
func readXML(b []byte, w *writer) error {
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	for depth := 0; ; {
		t, err := d.RawToken()
		if err == io.EOF && depth == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		if depth > xmlDepth {
			return errNesting
		}
		if w.out.Len() > officeText {
			return errText
		}
		switch e := t.(type) {
		case xml.StartElement:
			depth++
			w.opened(e)
		case xml.EndElement:
			depth--
			w.closed(e.Name.Local)
		case xml.CharData:
			if w.skip == 0 && w.text > 0 {
				w.out.Write(e)
			}
		}
	}
}

func (w *writer) opened(e xml.StartElement) {
	if w.skip > 0 {
		w.skip++
		return
	}
	if w.text > 0 {
		w.text++
	}
	w.start(w, e)
}

func (w *writer) closed(name string) {
	if w.skip > 0 {
		w.skip--
		return
	}
	w.end(w, name)
	if w.text > 0 {
		w.text--
	}
}

// value gives an attribute by local name.
func value(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// section appends the text of one XML part to the file's text; an equal one is not repeated.
func (o *office) section(name string, start func(*writer, xml.StartElement), end func(*writer, string)) {
	w := &writer{start: start, end: end}
	o.lack(o.markup(name, w))
	for _, n := range w.notes {
		o.note(n)
	}
	text := cleanText(w.out.String())
	if text == "" || o.size >= officeText || len(o.said) < 64 && slices.Contains(o.said, text) {
		return
	}
	if room := officeText - o.size; len(text) > room {
		o.lack(errText)
		text = strings.ToValidUTF8(text[:room], "")
	}
	o.size += len(text)
	o.said = append(o.said, text)
}

// property gives the text of the first element of a local name in a part, "" when there is none.
func (o *office) property(name, local string) string {
	b, err := o.unpack(name)
	if err != nil {
		return ""
	}
	w := &writer{
		start: func(w *writer, e xml.StartElement) {
			if e.Name.Local == local && w.text == 0 {
				w.text = 1
			}
		},
		end: func(w *writer, name string) {},
	}
	_ = readXML(b, w)
	return cleanLine(w.out.String())
}

// finish gathers what was found; part and element hold the title.
func (o *office) finish(part, element string) (Inner, error) {
	o.inner.Title = o.property(part, element)
	o.inner.Text = strings.Join(o.said, gap)
	o.embedded()
	return o.inner, nil
}

// embedded hands on the files inside the file; pictures and macros are noted.
func (o *office) embedded() {
	room := int64(officeEmbedded)
	for _, n := range o.names {
		low := strings.ToLower(n)
		switch {
		case strings.Contains(low, "vbaproject"), strings.HasPrefix(low, "basic/"):
			o.note("document.macro")
		case strings.Contains(low, "/media/"), strings.HasPrefix(low, "pictures/"):
			o.note("document.pictures")
		case strings.Contains(low, "/embeddings/") && !strings.HasSuffix(low, "/"), strings.Contains(low, "/afchunk"):
			p := Part{Name: path.Base(n)}
			b, err := o.unpack(n)
			if err == nil && int64(len(b)) > room {
				err = errTooBig
			}
			if err != nil {
				p.Unread = unpackWhy(err)
			} else {
				p.Bytes = b
				room -= int64(len(b))
			}
			o.inner.Parts = append(o.inner.Parts, p)
		}
	}
}
