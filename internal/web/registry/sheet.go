package registry

import (
	"cmp"
	"fmt"
	"time"

	"schild/document"
	"schild/internal/desk/knowledge"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
)

// record is what the template is given.
type record struct {
	ID      string
	Refused bool
	Doubt   bool // the house's policy does not allow the label it bears
	Unread  []unread
	Reading reading
	Head    page.List // who wrote to whom, when
	About   page.List // what the house knows of it
	Files   []file    // attachments and parts
	Twins   page.Queue
	Route   *page.Form
	Raw     string
}

// reading is the text with its names and what was stated: what script replaces when a name is decided.
type reading struct {
	Claims *page.Table
	Record string
	Parts  []part
	Names  []named
	Open   int
	May    bool
	Say    string // what was just done
	Next   string // the name to go on with
	Cut    bool   // the text is longer than shown
	Whole  string
	Why    []page.Option
}

type unread struct{ Part, Name, Why string }

// file is one part as the list of what came has it.
type file struct {
	Path, Name, Type, Puid string
	Why                    string
	Notes                  []string
	Anchor                 string // "" when no text of it is shown
}

// part is the text of one part.
type part struct {
	No        int
	Title     string
	Stretches []stretch
}

// named is one line of the list of names.
type named struct {
	ID, Place, Written string
	Entity, Caption    string
	State, Reason      string
	Label              *label.Label // only where it is higher than the record's own
	May                bool
	Accept, Reject     string
}

// mostText is how many bytes of text a page shows unless the whole is asked for.
const mostText = 256 << 10

func showSheet(a *page.Ask, s sheet) record {
	out := record{ID: s.rec.ID, Refused: s.rec.Status == string(document.Refused), Raw: "/record/" + s.rec.ID + "/raw"}
	out.Reading = showReading(a, s)
	out.Head, out.About = headers(a, s.doc), about(a, s)
	for i, x := range s.doc.Parts {
		f := file{Path: x.Path, Name: plain.Line(x.Name), Type: x.Type, Puid: x.Puid, Notes: words(a, x.Notes)}
		if x.Unread != "" {
			f.Why = a.T(x.Unread)
			out.Unread = append(out.Unread, unread{x.Path, plain.Line(x.Name), f.Why})
		}
		if x.Text != "" {
			f.Anchor = fmt.Sprintf("p%d", i)
		}
		out.Files = append(out.Files, f)
	}
	out.Twins = twins(a, s)
	return out
}

func words(a *page.Ask, keys []string) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = a.T(k)
	}
	return out
}

func showReading(a *page.Ask, s sheet) reading {
	r := reading{Record: s.rec.ID, Claims: claims(a, s), May: may(a, "mention.accept"), Whole: "/record/" + s.rec.ID + "?whole=1"}
	for _, k := range reasons() {
		r.Why = append(r.Why, page.Option{Value: k, Text: a.T("registry.reason." + k)})
	}
	spots := spotsOf(s)
	left := mostText
	if a.Query("whole") != "" {
		left = 1 << 40
	}
	for i, x := range s.doc.Parts {
		text := x.Text
		if text == "" {
			continue
		}
		if len(text) > left {
			text, r.Cut = upTo(text, left), true
		}
		left -= len(text)
		r.Parts = append(r.Parts, part{No: i, Title: partTitle(a, x), Stretches: stretches(i, text, spots[i])})
	}
	for _, m := range s.mentions {
		r.Names = append(r.Names, nameLine(a, s, m, r.May))
		if m.State == "proposed" {
			r.Open++
		}
	}
	return r
}

// upTo cuts text to at most n bytes between two characters.
func upTo(text string, n int) string {
	for n > 0 && text[n]&0xC0 == 0x80 {
		n--
	}
	return text[:n]
}

func partTitle(a *page.Ask, x document.Part) string {
	if x.Path == "0" {
		return a.T("registry.part.headers")
	}
	return a.T("registry.part", "path", x.Path, "name", cmp.Or(plain.Line(x.Name), x.Type))
}

// spotsOf gives the places in each part: of mentions, and of statements that were not mentions before.
func spotsOf(s sheet) map[int][]spot {
	out := map[int][]spot{}
	from := map[string]bool{}
	for _, m := range s.mentions {
		from[m.Statement] = true
		out[m.Part] = append(out[m.Part], spot{Start: m.Start, End: m.End, State: m.State, ID: m.ID, Name: s.captions[m.Entity]})
	}
	for _, c := range s.claims {
		if p := c.Place; p.End > p.Start && !from[string(c.ID)] {
			out[p.Part] = append(out[p.Part], spot{Start: p.Start, End: p.End, State: "stated", ID: "", Name: s.captions[string(c.Entity)]})
		}
	}
	return out
}

func nameLine(a *page.Ask, s sheet, m knowledge.Mention, mayDecide bool) named {
	base := "/record/" + s.rec.ID + "/mention/" + m.ID
	n := named{ID: m.ID, Place: fmt.Sprintf("p%d-%d", m.Part, m.Start), Written: plain.Line(m.Written), Entity: "/entity/" + m.Entity,
		Caption: cmp.Or(plain.Line(s.captions[m.Entity]), plain.Line(m.Written)), State: m.State, May: mayDecide && m.State == "proposed", Accept: base + "/accept", Reject: base + "/reject"}
	if m.Reason != "" {
		n.Reason = a.T("registry.reason." + m.Reason)
	}
	if l := s.labels[m.ID]; l != s.label {
		n.Label = &l
	}
	return n
}

// headers gives what a mail says of itself.
func headers(a *page.Ask, doc document.Document) (l page.List) {
	if doc.Mail == nil {
		return l
	}
	add := func(key string, values ...string) {
		for _, v := range values {
			if v != "" {
				l.Add(a.T(key), plain.Line(v))
			}
		}
	}
	add("registry.mail.from", doc.Mail.From...)
	add("registry.mail.to", doc.Mail.To...)
	add("registry.mail.cc", doc.Mail.Cc...)
	add("registry.mail.subject", doc.Mail.Subject)
	add("registry.mail.date", doc.Mail.Date)
	add("registry.mail.id", doc.Mail.MessageID)
	return l
}

// about gives what the house knows of a record, and the receipt it gave for it.
func about(a *page.Ask, s sheet) (l page.List) {
	r := s.rec
	add := func(key, value string) {
		if value != "" {
			l.Add(a.T(key), value)
		}
	}
	add("registry.reference", r.Reference)
	add("registry.source", r.SourceName)
	add("registry.grade", r.Grade)
	add("registry.kind", a.T("registry.kind."+r.Kind))
	add("registry.lang", langOf(a, r.Lang))
	add("registry.said", saidOf(a, r.Said))
	add("registry.desk", r.Desk)
	add("registry.file", plain.Line(r.File))
	add("registry.type", r.Type)
	add("registry.size", a.P.Size(r.Size))
	add("registry.sha256", r.SHA256)
	add("registry.received", a.P.Moment(s.arrival.Registered))
	l.Entries = append(l.Entries, page.Entry{Title: a.T("registry.receipt"), Text: s.arrival.Act, Path: actPath(a, s.arrival.Act)},
		page.Entry{Title: a.T("registry.status"), Tag: statusTag(a, r.Status)})
	return l
}

// actPath leads whoever keeps the register to an act; others see their own acts only, and this may be somebody else's.
func actPath(a *page.Ask, act string) string {
	if !a.Staff.Has("registrar") {
		return ""
	}
	return "/register/" + act
}

// saidOf gives when a message says it was sent, as the reader writes it; what is no moment stays as it is.
func saidOf(a *page.Ask, said string) string {
	t, err := time.Parse(time.RFC3339, said)
	if err != nil {
		return plain.Line(said)
	}
	return a.P.Moment(t.UnixMicro())
}

func twins(a *page.Ask, s sheet) (q page.Queue) {
	for _, t := range s.twins {
		l := s.labels[t.ID]
		q.Entries = append(q.Entries, page.Entry{Title: t.Reference, Text: t.SourceName, Path: "/record/" + t.ID, When: a.P.Moment(t.Registered), Label: &l})
	}
	return q
}

// claims lists the statements that rest on the record.
func claims(a *page.Ask, s sheet) *page.Table {
	t := s.stated
	if t == nil { // a page of the storybook
		t = a.Table("stated")
	}
	t.Caption, t.Marked = a.T("registry.stated.caption"), true
	t.Columns = []page.Column{{Title: a.T("registry.stated.about")}, {Title: a.T("registry.stated.says")}, {Title: a.T("registry.grade")}, {Title: a.T("registry.stated.by"), Minor: true}}
	t.Empty = page.Empty{Title: a.T("registry.stated.none"), Text: a.T("registry.stated.none.text")}
	for _, c := range s.claims {
		place := ""
		if c.Place.End > c.Place.Start {
			place = fmt.Sprintf("#p%d-%d", c.Place.Part, c.Place.Start)
		}
		t.Add(page.Row{Path: "/entity/" + string(c.Entity), Label: s.labels[string(c.ID)], Cells: []page.Cell{
			{Text: cmp.Or(plain.Line(s.captions[string(c.Entity)]), a.T("fact.schema."+c.Schema))}, {Text: plain.Line(c.Value), Note: a.T("fact.property." + c.Property), Path: place}, {Text: c.Grade.String()}, {Text: c.Author}}})
	}
	return t
}
