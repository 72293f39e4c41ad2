package notes

import (
	"encoding/json"
	"slices"

	"schild/day"
	"schild/fault"
	"schild/label"
	"schild/note"
)

// body is a note's text and everything that has no column of its own, as it stands in the database.
type body struct {
	Subject    string      `json:"subject"`
	Date       string      `json:"date,omitempty"`
	Paragraphs []paragraph `json:"paragraphs"`
	Label      string      `json:"label"` // the author's own choice; the row's label is never below it
	Interest   string      `json:"interest,omitempty"`
	Reason     string      `json:"reason,omitempty"`
	ReasonText string      `json:"reason_text,omitempty"`
	Review     string      `json:"review,omitempty"`
	Addressees []addressee `json:"addressees"`
	By         string      `json:"by"`                  // whose act made this version
	Authors    []string    `json:"authors"`             // everybody who saved a version
	Submitter  string      `json:"submitter,omitempty"` // whoever submitted the version now under way
	Sender     string      `json:"sender,omitempty"`
	Earlier    []Version   `json:"earlier,omitempty"` // the versions before this one
	Sources    []frozen    `json:"sources,omitempty"` // what was cited, as it stood when the note was sent
	Service    string      `json:"service,omitempty"` // who signed it
	Own        string      `json:"own,omitempty"`
}

type paragraph struct {
	Text  string   `json:"text"`
	Cites []string `json:"cites,omitempty"`
	Level int      `json:"level,omitempty"`
}

type addressee struct {
	Name         string `json:"name,omitempty"`
	Function     string `json:"function,omitempty"`
	Organisation string `json:"organisation"`
	Groups       string `json:"groups,omitempty"`
	Country      string `json:"country,omitempty"`
	Lang         string `json:"lang,omitempty"`
}

// frozen is one source as it was printed.
type frozen struct {
	Ref    string `json:"ref"`
	Label  string `json:"label"`
	Grade  string `json:"grade,omitempty"`
	Source string `json:"source"`
}

// Version is one earlier state of a note: saving the note again with its content brings it back.
type Version struct {
	Version int64  `json:"version"`
	At      int64  `json:"at"`
	By      string `json:"by"`
	State   string `json:"state"`
}

// bodyOf puts a draft into the form in which it is kept. Its label must be one that can be read back.
func bodyOf(d note.Draft) (body, error) {
	if err := d.Label.Check(); err != nil {
		return body{}, err
	}
	b := body{Subject: d.Subject, Date: d.Date.String(), Label: d.Label.String(), Interest: d.Interest, Reason: d.Reason,
		ReasonText: d.ReasonText, Review: d.Review.String(), Paragraphs: []paragraph{}, Addressees: []addressee{}}
	for _, p := range d.Paragraphs {
		b.Paragraphs = append(b.Paragraphs, paragraph{Text: p.Markdown, Cites: p.Cites, Level: int(p.Level)})
	}
	for _, a := range d.Addressees {
		b.Addressees = append(b.Addressees, addressee{a.Name, a.Function, a.Organisation, string(a.Groups), a.Country, a.Lang})
	}
	return b, nil
}

// draft reads the kept form back into what the author wrote.
func (b body) draft() (note.Draft, error) {
	l, err := label.Parse(b.Label)
	if err != nil {
		return note.Draft{}, err
	}
	d := note.Draft{Subject: b.Subject, Label: l, Interest: b.Interest, Reason: b.Reason, ReasonText: b.ReasonText}
	if d.Date, err = dateOf(b.Date); err != nil {
		return d, err
	}
	if d.Review, err = dateOf(b.Review); err != nil {
		return d, err
	}
	for _, p := range b.Paragraphs {
		d.Paragraphs = append(d.Paragraphs, note.Paragraph{Markdown: p.Text, Cites: p.Cites, Level: label.Level(p.Level)})
	}
	for _, a := range b.Addressees {
		d.Addressees = append(d.Addressees, note.Addressee{Name: a.Name, Function: a.Function, Organisation: a.Organisation,
			Groups: label.Set(a.Groups), Country: a.Country, Lang: a.Lang})
	}
	return d, nil
}

func dateOf(s string) (day.Date, error) {
	if s == "" {
		return day.Date{}, nil
	}
	return day.Parse(s)
}

func (b body) text() (string, error) {
	j, err := json.Marshal(b)
	return string(j), err
}

// wrote tells whether somebody had a hand in the note: wrote a version or submitted it.
func (b body) wrote(person string) bool {
	return person == b.Submitter || slices.Contains(b.Authors, person)
}

// parseBody reads what the house itself wrote.
func parseBody(s string) (body, error) {
	var b body
	if err := json.Unmarshal([]byte(s), &b); err != nil {
		return b, fault.Wrap(err, fault.Broken, "note.body")
	}
	return b, nil
}
