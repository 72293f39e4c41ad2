package document

import (
	"strings"
)

// Status says how much of a document was read.
type Status string

// The three ways a receipt can end.
const (
	Read    Status = "read"    // every part was read
	Partial Status = "partial" // something was read, something was not
	Refused Status = "refused" // nothing was read
)

// Document is one file and what was found in it. The file's own bytes stay with the caller.
type Document struct {
	Status Status
	Type   string // media type of the whole, by content
	Title  string // subject of a mail, title of an office, PDF or HTML file; "" when none
	Mail   *Mail  // headers of a mail; nil when the file is none
	Parts  []Part // in reading order
	Lang   string // nl, fr, de or en; "" when the text is too short or something else
	SHA256 [32]byte
	Size   int64 // bytes read from the source, all of them, also of a file over the limit
}

// Mail holds the decoded headers of a message (RFC 5322, words of RFC 2047). Addresses read "Name <address>", or just
// the address, or the raw header text where it is no valid list. Date stays as the sender wrote it.
type Mail struct {
	From, To, Cc             []string
	Subject, Date, MessageID string
}

// Part is one piece of a document.
type Part struct {
	Path   string   // place in the tree: "1", "2.1"; "0" is the header block of a mail
	Name   string   // file name as sent, decoded, without folders and controls; "" when none
	Type   string   // media type by content
	Puid   string   // PRONOM id (The National Archives, UK), "" when the table does not know it
	Text   string   // what was read; "" when nothing was
	Bytes  []byte   // the part's own bytes, transfer encoding undone; nil when the part is the file itself
	Unread string   // why it was not, or not wholly, read: a message key; "" when it was
	Notes  []string // message keys of what a reader should know; no claim that anything is missing
}

// Unread names one part that was not wholly read and the message key of the reason.
type Unread struct{ Part, Why string }

// Unread lists what was not wholly read, in order of the parts.
func (d Document) Unread() []Unread {
	var out []Unread
	for _, p := range d.Parts {
		if p.Unread != "" {
			out = append(out, Unread{Part: p.Path, Why: p.Unread})
		}
	}
	return out
}

// gap stands between the texts of two parts.
const gap = "\n\n"

// Text joins the texts of the parts in order, with one blank line between two; parts without text leave no trace.
func (d Document) Text() string {
	var b strings.Builder
	for _, p := range d.Parts {
		if p.Text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(gap)
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

// At maps a byte offset in Text to the index in Parts and the byte offset in that part's text. An offset in the gap
// after a part, or at its end, belongs to the end of that part; ok is false outside Text.
func (d Document) At(offset int) (part, at int, ok bool) {
	last, end := -1, 0
	for i, p := range d.Parts {
		if p.Text == "" {
			continue
		}
		start := 0
		if last >= 0 {
			start = end + len(gap)
		}
		if last >= 0 && offset < start {
			break
		}
		last, end = i, start+len(p.Text)
		if offset >= start && offset < end {
			return i, offset - start, true
		}
	}
	if offset < 0 || last < 0 || offset > end+len(gap) {
		return 0, 0, false
	}
	return last, len(d.Parts[last].Text), true
}

// Limits bound the work on one document. A zero field means the default in brackets.
type Limits struct {
	Bytes    int64 // size of the file [64 MiB]
	Parts    int   // parts of the document [10,000]
	Depth    int   // mails within mails, files within files [8]
	Text     int   // bytes of text of all parts together [16 MiB]
	Held     int64 // bytes of all parts together [128 MiB]
	Entries  int   // entries of an archive [2,000]
	Entry    int64 // unpacked bytes of one entry [16 MiB]
	Unpacked int64 // unpacked bytes of an archive [64 MiB]
}

// or fills the defaults in.
func (l Limits) or() Limits {
	l.Bytes = orDefault(l.Bytes, 64<<20)
	l.Parts = orDefault(l.Parts, 10_000)
	l.Depth = orDefault(l.Depth, 8)
	l.Text = orDefault(l.Text, 16<<20)
	l.Held = orDefault(l.Held, 128<<20)
	l.Entries = orDefault(l.Entries, 2_000)
	l.Entry = orDefault(l.Entry, 16<<20)
	l.Unpacked = orDefault(l.Unpacked, 64<<20)
	return l
}

func orDefault[T int | int64](v, def T) T {
	if v <= 0 {
		return def
	}
	return v
}

// Hard opens the bytes of one office or PDF file. kind is "docx", "pptx", "xlsx",
// "odf", "rtf" or "pdf". An error means that nothing was read; when it
// is a fault.Error with a key of this package ("document.limit.time") that key becomes the reason.
type Hard func(kind string, b []byte) (Inner, error)

// Inner is what a Hard found in one file.
type Inner struct {
	Title  string
	Text   string
	Unread string   // message key, "" when all of it was read
	Notes  []string // message keys
	Parts  []Part   // files inside the file, not yet opened: only Name, Bytes and Unread are looked at
}
