package world

import (
	"embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed text/*.txt
var texts embed.FS

// phrases are the sentences of one language by section ("report body").
type phrases map[string][]string

// Languages of the land.
func Languages() []string { return []string{"nl", "fr", "de", "en"} }

// allPhrases reads the embedded sentences once; they are part of the program, so a fault in them is the program's.
var allPhrases = sync.OnceValue(func() map[string]phrases {
	all := map[string]phrases{}
	for _, lang := range Languages() {
		b, err := texts.ReadFile("text/" + lang + ".txt")
		if err != nil {
			panic(err)
		}
		all[lang] = readPhrases(string(b))
	}
	return all
})

// readPhrases reads sections: a heading in brackets, then a sentence a line.
func readPhrases(s string) phrases {
	out, section := phrases{}, ""
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case strings.HasPrefix(line, "["):
			section = strings.Trim(line, "[]")
		default:
			out[section] = append(out[section], line)
		}
	}
	return out
}

// The marks around a name while a text is being laid out: private characters that no name has and that take no room.
const (
	markOpen  = '\ue000'
	markClose = '\ue001'
)

// teller fills the slots of sentences for one message and keeps what it named.
type teller struct {
	d     *dice
	w     *World
	words words
	plan  plan
	named []Mention // in the order of the text
}

// tell gives a sentence with its slots filled.
func (t *teller) tell(sentence string) string {
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(sentence, "{")
		b.WriteString(before)
		if !open {
			return b.String()
		}
		slot, after, _ := strings.Cut(rest, "}")
		b.WriteString(t.fill(slot))
		sentence = after
	}
}

func (t *teller) fill(slot string) string {
	p := t.plan
	switch slot {
	case "p":
		return t.name(p.cast[0])
	case "q":
		return t.name(p.cast[1])
	case "c":
		return t.name(p.cast[2])
	case "d":
		return t.name(p.cast[3])
	case "o":
		return t.name(p.cast[4])
	case "v":
		return t.name(p.cast[5])
	case "x":
		return t.stranger()
	case "city":
		return p.city
	case "street":
		return of(t.d, t.words.streets)
	case "land":
		return of(t.d, t.words.lands)
	case "min":
		return of(t.d, t.words.bodies)
	case "party":
		return of(t.d, t.words.parties)
	}
	return t.figure(slot)
}

func (t *teller) figure(slot string) string {
	switch slot {
	case "date":
		return t.day(-1 - t.d.n(40))
	case "soon":
		return t.day(5 + t.d.n(25))
	case "time":
		return fmt.Sprintf("%02d:%02d", 6+t.d.n(17), t.d.n(12)*5)
	case "n":
		return fmt.Sprint(3 + t.d.n(18))
	case "m":
		return fmt.Sprint((2 + t.d.n(48)) * 100)
	case "ref":
		return fmt.Sprintf("%s/%02d-%04d", strings.ToUpper(t.plan.source.ID), Year%100, 1000+t.d.n(9000))
	}
	panic("world: no slot {" + slot + "}")
}

// day writes the day so many days after the message.
func (t *teller) day(after int) string {
	at, dot := t.plan.at.AddDate(0, 0, after), ""
	if t.plan.lang == "de" {
		dot = "."
	}
	return fmt.Sprintf("%d%s %s", at.Day(), dot, t.words.months[at.Month()-1])
}

// name writes an entity's name in some spelling between marks.
func (t *teller) name(e Entity) string {
	written, how := spell(t.d, e)
	t.named = append(t.named, Mention{Entity: e.Key, How: how})
	return string(markOpen) + written + string(markClose)
}

// stranger gives a name that no list has.
func (t *teller) stranger() string {
	for {
		given, family := t.w.tongues[tongueOf(t.d)].person(t.d)
		if n := given + " " + family; !t.w.listed(n) {
			return n
		}
	}
}
