package demo

import (
	"io"
	"mime"
	"strings"
	"sync"
	"sync/atomic"

	"schild/fault"
	"schild/internal/demo"
	"schild/internal/demo/bureau"
	"schild/internal/desk/knowledge"
	"schild/internal/office"
	"schild/internal/web/page"
	"schild/label"
)

// sampler gives each letter of the invented world once.
type sampler struct{ n atomic.Int64 }

func (s *sampler) next() (string, []byte) { return demo.Sample(int(s.n.Add(1))) }

// dropped is what the template is given.
type dropped struct {
	Form    *page.Form
	Sample  string // words of the button that hands in a letter of the invented world
	As      string
	Receipt *receipt
}

type receipt struct {
	Title, Took, Status, Found, Path string
	Label                            label.Label
	Unread                           []string
	Text                             []piece
}

// piece is a stretch of the text; a named one is a mention.
type piece struct {
	Text  string
	Named bool
}

// officer takes in what is dropped: whoever is signed in and may, else the intake officer.
func officer(a *page.Ask) office.Person {
	for _, r := range []string{"intake", "analyst", "head"} {
		if a.Staff.Has(r) {
			return a.By
		}
	}
	return office.Person{ID: bureau.Intake}
}

func (p *pages) fields(a *page.Ask) dropped {
	f := a.Form("/demo/drop", a.T("demo.drop.do"),
		&page.Field{Name: "file", Label: a.T("demo.drop.file"), Hint: a.T("demo.drop.file.hint"), Kind: "file"},
		&page.Field{Name: "words", Label: a.T("demo.drop.words"), Hint: a.T("demo.drop.words.hint", "names", strings.Join(names(), " · ")), Kind: "area", Rows: 5, Width: "full"})
	return dropped{Form: f, Sample: a.T("demo.drop.sample"), As: a.T("demo.drop.as", "name", nameOf(officer(a).ID))}
}

// names are some names that the house looks for.
var names = sync.OnceValue(func() []string {
	var out []string
	for _, e := range demo.World("small").Entities()[:12] {
		if e.List != "heron" && len(out) < 4 {
			out = append(out, e.Name)
		}
	}
	return out
})

func (p *pages) dropForm(a *page.Ask) error { return p.showDrop(a, p.fields(a)) }

func (p *pages) showDrop(a *page.Ask, d dropped) error {
	var top label.Label
	if d.Receipt != nil {
		top = d.Receipt.Label
	}
	return a.Show(page.Page{Title: a.T("demo.drop.title"), Nav: "/demo", Template: "drop", Label: top, Data: d})
}

// drop takes in a file, what was written, or a letter of the invented world.
func (p *pages) drop(a *page.Ask) error {
	d := p.fields(a)
	if !a.Read(d.Form) {
		return p.showDrop(a, d)
	}
	name, b, err := p.handed(a, d.Form)
	if err == nil {
		var r demo.Dropped
		if r, err = p.House.Drop(a.R.Context(), officer(a), name, b); err == nil {
			d.Receipt = p.receipt(a, r)
			return p.showDrop(a, d)
		}
	}
	if a.Blame(d.Form, "file", err) {
		return p.showDrop(a, d)
	}
	return err
}

// handed gives the file that was handed in.
func (p *pages) handed(a *page.Ask, f *page.Form) (string, []byte, error) {
	if a.R.Form.Get("sample") != "" {
		name, b := p.samples.next()
		return name, b, nil
	}
	for _, h := range a.Uploads("file") {
		if h.Filename == "" {
			continue
		}
		file, err := h.Open()
		if err != nil {
			return "", nil, fault.Wrap(err, fault.Invalid, "form.unreadable")
		}
		defer file.Close()
		b, err := io.ReadAll(file)
		return h.Filename, b, err
	}
	if words := f.Value("words"); words != "" {
		return "letter.eml", []byte("From: A reader <reader@visitor.example>\r\nSubject: " + mime.QEncoding.Encode("utf-8", subject(words)) +
			"\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + strings.ReplaceAll(words, "\n", "\r\n") + "\r\n"), nil
	}
	return "", nil, fault.New(fault.Invalid, "demo.drop.none")
}

// subject is the beginning of the first line.
func subject(words string) string {
	line, _, _ := strings.Cut(words, "\n")
	r := []rune(strings.Join(strings.Fields(line), " "))
	return string(r[:min(len(r), 60)])
}

func (p *pages) receipt(a *page.Ask, d demo.Dropped) *receipt {
	out := &receipt{Title: d.Title, Took: a.T("demo.drop.took", "seconds", demo.Seconds(a.P, d.Took), "act", d.Receipt.Act), Status: a.T("demo.status." + d.Receipt.Status),
		Path: "/record/" + d.Receipt.ID, Label: p.House.Office.Store().Label(d.Label), Text: pieces(d.Texts, d.Found)}
	places := 0
	for _, x := range out.Text {
		if x.Named {
			places++
		}
	}
	out.Found = a.T("demo.drop.found", "n", itoa(places))
	for _, u := range d.Receipt.Unread {
		out.Unread = append(out.Unread, a.T("demo.drop.unread", "part", u.Part, "why", a.T(u.Why)))
	}
	return out
}

const mostShown = 6000 // bytes of text on the receipt; the record has all of it

// pieces cuts the texts at the mentions; where several cover a place the first and longest shows.
func pieces(texts []string, found []knowledge.Mention) []piece {
	var out []piece
	shown := 0
	for part, text := range texts {
		at := 0
		for _, m := range longest(found, part) {
			if m.Start < at || m.End > len(text) || shown+m.End > mostShown {
				continue
			}
			out = append(out, piece{Text: text[at:m.Start]}, piece{text[m.Start:m.End], true})
			at = m.End
		}
		end := min(len(text), max(at, mostShown-shown))
		out = append(out, piece{Text: strings.ToValidUTF8(text[at:end], "") + "\n\n"})
		if shown += end; shown >= mostShown {
			break
		}
	}
	return out
}

// longest gives a part's mentions, of those that begin at one place the longest.
func longest(found []knowledge.Mention, part int) []knowledge.Mention {
	var out []knowledge.Mention
	for _, m := range found {
		switch last := len(out) - 1; {
		case m.Part != part:
		case last >= 0 && out[last].Start == m.Start:
			if m.End > out[last].End {
				out[last] = m
			}
		default:
			out = append(out, m)
		}
	}
	return out
}
