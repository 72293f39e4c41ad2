package world

import (
	"fmt"
	"strings"
	"time"
)

// Mention is the truth of one name in a message: where it stands in the text as the sender wrote it. A letter that was sent as a
// page, a table or an office file was written as plain text first: the place is the one in that.
type Mention struct {
	Message string `json:"message"`
	Part    string `json:"part"` // subject, body, or the attachment's name
	Start   int    `json:"start"`
	End     int    `json:"end"` // bytes of the part's decoded text, end exclusive
	Written string `json:"written"`
	Entity  string `json:"entity"`
	How     string `json:"how"` // the spelling: asListed …
}

// Message is one file that comes in.
type Message struct {
	File   string
	Source string
	Label  string // the marking it arrives under, "" = the source's usual one
	Lang   string
	At     time.Time
	Bytes  []byte
	Truth  []Mention
}

// At gives the moment of message i.
func (w *World) At(i int) time.Time { return w.moment(i) }

// Message makes message i, 0 to below Size.
func (w *World) Message(i int) Message {
	p := w.plan(i)
	l := letter{w: w, i: i, d: newDice(w.seed, "message", i), plan: p, words: wordsOf(p.lang)}
	l.subject, l.truth = unmarked(w.subject(i, p))
	l.write()
	m := Message{File: fmt.Sprintf("m%05d.eml", i), Source: p.source.ID, Lang: p.lang, At: p.at}
	m.Label = marking(l.d, p.source)
	m.Bytes = l.dress(&m)
	for k := range l.truth {
		l.truth[k].Message = m.File
	}
	m.Truth = l.truth
	return m
}

func unmarked(subject string, named []Mention) (string, []Mention) {
	return unmark(subject, "subject", named)
}

// marking gives a message that is more or less sensitive than its sender's usual ones its own marking.
func marking(d *dice, s Source) string {
	switch {
	case s.ID == "sund" && d.in(15):
		return "CONFIDENTIAL//REL SUND//ORIG SUND"
	case s.ID == "pol" && d.in(10):
		return "CONFIDENTIAL//REL KPOL,KINT"
	case s.ID == "orva" && d.in(12):
		return "SECRET//REL ORVA//ORIG ORVA"
	}
	return ""
}

// letter is one message being written.
type letter struct {
	w       *World
	i       int
	d       *dice
	plan    plan
	words   words
	subject string
	body    string
	truth   []Mention
}

// write fills in the body: greeting, opening, perhaps a form, what it is about with remarks between, an end.
func (l *letter) write() {
	t := teller{d: l.d, w: l.w, words: l.words, plan: l.plan}
	l.body, l.truth = l.lay(&t, l.text(&t, 3+l.d.n(5), 8+l.d.n(6)), "body", 72)
}

// lay breaks the lines, takes the marks out and adds what was named to the truth.
func (l *letter) lay(t *teller, s, part string, width int) (string, []Mention) {
	if width > 0 {
		s = wrap(s, width)
	}
	out, ms := unmark(s, part, t.named)
	t.named = nil
	return out, append(l.truth, ms...)
}

// text writes paragraphs with so many sentences of the matter and so many remarks.
func (l *letter) text(t *teller, matter, remarks int) string {
	ph, g := allPhrases()[l.plan.lang], l.plan.genre
	paragraphs := []string{l.words.greeting, t.tell(of(l.d, ph[g+" open"]))}
	if form := ph[g+" form"]; form != nil && l.d.in(80) {
		lines := make([]string, len(form))
		for i, f := range form {
			lines[i] = t.tell(f)
		}
		paragraphs = append(paragraphs, strings.Join(lines, "\n"))
	}
	paragraphs = append(paragraphs, l.paragraphs(t, some(l.d, ph[g+" body"], matter), some(l.d, ph["context"], remarks))...)
	paragraphs = append(paragraphs, t.tell(of(l.d, ph[g+" close"])), of(l.d, ph["sign"])+"\n"+l.mailbox()+"\n"+l.plan.source.Name)
	return strings.Join(paragraphs, "\n\n")
}

// paragraphs mixes matter and remarks, two to four sentences each.
func (l *letter) paragraphs(t *teller, matter, remarks []string) []string {
	var out, now []string
	most := 2 + l.d.n(3)
	for len(matter)+len(remarks) > 0 {
		from := &matter
		if len(matter) == 0 || len(remarks) > 0 && l.d.in(40) {
			from = &remarks
		}
		now = append(now, t.tell((*from)[0]))
		*from = (*from)[1:]
		if len(now) == most || len(matter)+len(remarks) == 0 {
			out, now, most = append(out, strings.Join(now, " ")), nil, 2+l.d.n(3)
		}
	}
	return out
}

func (l *letter) mailbox() string {
	return l.words.mailbox[newDice(l.w.seed, "mailbox"+l.plan.source.ID, l.plan.at.YearDay()/30).n(len(l.words.mailbox))]
}
