package document

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"strconv"
	"strings"

	"schild/fault"
)

// Open reads one file to its end and opens what it can. name is the file name as sent, "" when unknown; hard opens
// office and PDF files, nil means here in this process (for a PDF that costs seconds a call: an Inside is kept for
// that). It never fails: what cannot be read is said in the Document. r must come to an end.
func Open(name string, r io.Reader, l Limits, hard Hard) Document {
	l = l.or()
	d := Document{}
	b, why := d.take(r, l.Bytes)
	if hard == nil {
		in := NewInside(nil)
		defer in.Close()
		hard = in.Hard
	}
	o := &opener{l: l, hard: hard, doc: &d, held: l.Held}
	p := piece{path: "1", name: cleanName(name), bytes: b, root: true}
	switch {
	case why != "":
		d.Type = sniff(p).mime
		o.add(Part{Path: "1", Name: p.name, Type: d.Type, Unread: why})
	default:
		o.open(p)
	}
	d.Lang = language(d.Parts)
	d.Status = d.status()
	return d
}

// take reads, counts and hashes everything, keeping at most max bytes.
func (d *Document) take(r io.Reader, max int64) (b []byte, why string) {
	h := sha256.New()
	var buf bytes.Buffer
	if sized, ok := r.(interface{ Len() int }); ok {
		buf.Grow(int(min(int64(sized.Len()), max)) + bytes.MinRead)
	}
	n, err := io.Copy(io.MultiWriter(h, &buf), io.LimitReader(r, max))
	if err == nil {
		var rest int64
		rest, err = io.Copy(h, r)
		if n += rest; rest > 0 {
			why = "document.limit.bytes"
		}
	}
	if err != nil {
		why = "document.broken"
	}
	d.Size = n
	copy(d.SHA256[:], h.Sum(nil))
	return buf.Bytes(), why
}

// status judges the parts: a file of which not one part was read is refused.
func (d *Document) status() Status {
	read, unread := 0, 0
	for _, p := range d.Parts {
		if p.Unread == "" || p.Text != "" {
			read++
		}
		if p.Unread != "" {
			unread++
		}
	}
	switch {
	case read == 0:
		return Refused
	case unread > 0:
		return Partial
	}
	return Read
}

// piece is a run of bytes to open at a place in the tree.
type piece struct {
	path   string // its own place
	name   string // cleaned
	claim  string // media type the sender wrote, "" when none
	params string // the sender's charset, "" when none
	bytes  []byte
	depth  int
	root   bool   // it is the file itself
	packed bool   // it came out of an archive: archives in it stay shut
	same   bag    // words of an earlier alternative: one that says nothing more is not repeated
	why    string // reason already known from undoing the transfer encoding
}

// inside gives the path of the n-th piece in p.
func (p piece) inside(n int) string {
	if p.root {
		return strconv.Itoa(n)
	}
	return p.path + "." + strconv.Itoa(n)
}

// opener carries the budgets of one document.
type opener struct {
	l      Limits
	hard   Hard
	doc    *Document
	held   int64 // bytes that may still be kept
	text   int   // bytes of text given so far
	full   bool  // the limit of parts was reached and said
	failed int   // hard files that were stopped
}

// add takes a part up within the limits; false means that no more parts are taken.
func (o *opener) add(p Part) bool {
	if o.full {
		return false
	}
	if len(o.doc.Parts) >= o.l.Parts {
		o.full = true
		o.doc.Parts = append(o.doc.Parts, Part{Path: p.Path, Name: p.Name, Type: p.Type, Unread: "document.limit.parts"})
		return false
	}
	if size := int64(len(p.Bytes)); size > o.held {
		p.Bytes, p.Unread = nil, "document.limit.bytes"
	} else {
		o.held -= size
	}
	p.Text = cleanText(p.Text)
	if room := o.l.Text - o.text; len(p.Text) > room {
		p.Text = strings.ToValidUTF8(p.Text[:room], "")
		p.Unread = "document.limit.text"
	}
	o.text += len(p.Text)
	p.Text = strings.Clone(p.Text)
	o.doc.Parts = append(o.doc.Parts, p)
	return true
}

// part starts the Part of a piece.
func (p piece) part(k kind) Part {
	out := Part{Path: p.path, Name: p.name, Type: k.mime, Puid: k.puid, Notes: k.notes, Unread: p.why}
	if !p.root {
		out.Bytes = p.bytes
	}
	return out
}

// open finds out what a piece is and reads it.
func (o *opener) open(p piece) {
	if o.full {
		return
	}
	k := sniff(p)
	if p.root {
		o.doc.Type = k.mime
	}
	if p.depth > o.l.Depth && k.nests() {
		k.form, k.why = unreadable, "document.limit.depth"
	}
	if len(p.bytes) == 0 && !p.root {
		o.add(Part{Path: p.path, Name: p.name, Type: k.mime, Unread: p.why, Notes: []string{"document.empty"}})
		return
	}
	switch k.form {
	case formMail:
		o.openMail(p, k)
	case formMbox:
		o.openMbox(p, k)
	case formZip, formTar, formGzip:
		o.openArchive(p, k)
	case formText, formHTML:
		o.openText(p, k)
	case unreadable:
		out := p.part(k)
		out.Unread = k.why
		o.add(out)
	default:
		o.openHard(p, k)
	}
}

// openText reads plain text and HTML.
func (o *opener) openText(p piece, k kind) {
	out := p.part(k)
	b := p.bytes
	if most := 2 * o.l.Text; len(b) > most { // decoding may treble it
		b, out.Unread = b[:most], "document.limit.text"
	}
	text, notes := decodeText(b, p.params, k.form == formHTML)
	if k.form == formHTML {
		page := readHTML(text)
		text, notes = page.text, append(notes, page.notes...)
		o.title(p, page.title)
	}
	if p.same != nil && p.same.says(text) {
		text, notes = "", append(notes, "document.alternative")
	}
	out.Text, out.Notes = text, append(out.Notes, notes...)
	o.add(out)
}

// title gives the document its title when the piece is the file itself.
func (o *opener) title(p piece, title string) {
	if p.root && o.doc.Title == "" {
		o.doc.Title = cleanLine(title)
	}
}

// tries is how many files of one document may make a Hard fail before the others are left alone: a mail of a hundred
// hostile attachments must not cost a hundred time limits.
const tries = 3

// openHard hands office and PDF bytes to the Hard and takes up what comes back. The answer may come from a process
// that read hostile bytes, so it is cleaned and bounded like those.
func (o *opener) openHard(p piece, k kind) {
	out := p.part(k)
	if o.failed >= tries {
		out.Unread = "document.limit.time"
		o.add(out)
		return
	}
	in, err := o.hard(k.form, p.bytes)
	if err != nil {
		out.Unread = reason(err)
		if fault.Is(err, fault.Late) || fault.Is(err, fault.Broken) {
			o.failed++
		}
		o.add(out)
		return
	}
	o.title(p, in.Title)
	out.Text, out.Notes = in.Text, append(out.Notes, keys(in.Notes)...)
	if out.Unread == "" {
		out.Unread = strings.Join(keys([]string{in.Unread}), "")
	}
	o.add(out)
	for i, e := range in.Parts {
		q := piece{path: p.path + "." + strconv.Itoa(i+1), name: cleanName(e.Name), bytes: e.Bytes, depth: p.depth + 1, packed: p.packed}
		if len(keys([]string{e.Unread})) > 0 {
			o.add(Part{Path: q.path, Name: q.name, Type: "application/octet-stream", Bytes: e.Bytes, Unread: e.Unread})
			continue
		}
		o.open(q)
	}
}

// reason turns the error of a Hard into a message key of this package.
func reason(err error) string {
	var f *fault.Error
	if errors.As(err, &f) && len(keys([]string{f.Key})) > 0 { // it may be what a hostile file made a child say
		return f.Key
	}
	return "document.broken"
}

// keys keeps what has the form of a message key of this package, at most sixteen.
func keys(in []string) []string {
	var out []string
	for _, k := range in {
		plain := strings.Trim(k, "abcdefghijklmnopqrstuvwxyz.") == ""
		if plain && strings.HasPrefix(k, "document.") && len(k) < 64 && len(out) < 16 {
			out = append(out, k)
		}
	}
	return out
}
