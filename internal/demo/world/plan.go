package world

import (
	"fmt"
	"time"
)

// plan is what is settled of a message before a word of it is written: cheap, so that an answer can look up what it answers.
type plan struct {
	at     time.Time
	source Source
	genre  string
	lang   string
	city   string
	cast   [6]Entity // two persons, two companies, an organisation, a vessel
	parent int       // the message it answers, -1 = none
}

const threads = 35 // percent of messages that answer an earlier one

func (w *World) opens(i int) bool { return i == 0 || !newDice(w.seed, "opens", i).in(threads) }

// plan settles message i.
func (w *World) plan(i int) plan {
	if w.opens(i) {
		return w.fresh(i)
	}
	j := i - 1 - newDice(w.seed, "answers", i).n(40)
	for j > 0 && !w.opens(j) {
		j--
	}
	p := w.fresh(max(j, 0))
	p.at, p.parent = w.moment(i), max(j, 0)
	return p
}

func (w *World) fresh(i int) plan {
	d := newDice(w.seed, "plan", i)
	p := plan{at: w.moment(i), source: w.source(d), city: of(d, cities()), parent: -1}
	p.genre, p.lang = of(d, p.source.genres), of(d, p.source.Langs)
	for k, kind := range [6]int{0, 0, 1, 1, 2, 3} {
		p.cast[k] = w.pick(d, kind)
	}
	if p.cast[1].Key == p.cast[0].Key {
		p.cast[1] = w.pick(d, 0)
	}
	return p
}

func (w *World) pick(d *dice, kind int) Entity {
	from := w.byKind[kind]
	return from[d.skewed(len(from))]
}

func (w *World) source(d *dice) Source {
	k := d.n(100)
	for _, s := range w.sources {
		if k -= s.weight; k < 0 {
			return s
		}
	}
	return w.sources[0]
}

// id is a message's Message-ID without brackets.
func (w *World) id(i int) string {
	d := newDice(w.seed, "id", i)
	return fmt.Sprintf("%08x.%05d@%s", uint32(d.pcg.Uint64()), i, w.plan(i).source.Domain)
}

// subject gives a message's subject; answers bear that of what they answer.
func (w *World) subject(i int, p plan) (string, []Mention) {
	if p.parent >= 0 {
		s, ms := w.subject(p.parent, w.fresh(p.parent))
		return "Re: " + s, ms
	}
	t := teller{d: newDice(w.seed, "subject", i), w: w, words: wordsOf(p.lang), plan: p}
	return t.tell(of(t.d, allPhrases()[p.lang][p.genre+" subject"])), t.named
}
