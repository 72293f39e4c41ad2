// Package way draws the way of a message through the house, from the bytes that come in to the copy that goes out, as one picture.
//
// Vocabulary: a station is a place on the way (message, record, mentions …); a leg joins two stations; what is lit is what a
// recall has reached so far, in the order in which it was reached.
//
// Laws it keeps:
//   - Same words and states, same bytes.
//   - Nothing is told by colour alone: what is lit is thick, and its box says so in words where the caller gives them.
//   - Inside a page it carries no style of its own, as the content policy asks; by itself it carries one for light and dark.
//
// It knows no desk: the caller counts.
package way

import (
	"fmt"
	"html"
	"strings"
)

// Picture is what is drawn.
type Picture struct {
	Words func(key string) string // names of stations ("message") and remarks ("title", "people.intake" …)
	Count map[string]string       // second line of a station's box
	Lit   []string                // stations and legs ("record", "record-mentions"), in the order in which they were reached
	Alone bool                    // a file of its own, with a style of its own
}

const (
	wide, high       = 940, 384
	boxWide, boxHigh = 150, 60
)

type station struct {
	id   string
	x, y int
}

func stations() []station {
	return []station{
		{"message", 20, 64}, {"record", 207, 64}, {"mentions", 394, 64}, {"statements", 581, 64}, {"entity", 768, 64},
		{"dossier", 768, 214}, {"note", 581, 214}, {"release", 394, 214}, {"send", 207, 214}, {"partner", 20, 214},
	}
}

// leg is a line between two stations, with what happens on it.
type leg struct{ from, to, words string }

func legs() []leg {
	return []leg{
		{"message", "record", "leg.receive"}, {"record", "mentions", "leg.find"}, {"mentions", "statements", "leg.accept"}, {"statements", "entity", "leg.view"},
		{"entity", "dossier", ""}, {"dossier", "note", ""}, {"statements", "note", "leg.cite"}, {"note", "release", "leg.ask"}, {"release", "send", "leg.approve"}, {"send", "partner", "leg.copies"},
	}
}

// SVG gives the picture.
func (p Picture) SVG() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="the-way" viewBox="0 0 %d %d" role="img" aria-labelledby="way-title" font-family="system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif" font-size="14">`, wide, high)
	fmt.Fprintf(&b, `<title id="way-title">%s</title>`, p.say("title"))
	if p.Alone {
		b.WriteString(`<style>svg{color:#16191d;--g:#fff;--s:#f3f5f7;--a:#0b4f85;--q:#4c5560}@media(prefers-color-scheme:dark){svg{color:#e6e9ec;--g:#14171a;--s:#1d2126;--a:#8cc4f5;--q:#a9b2bc}}.ground{fill:var(--g)}.box{fill:var(--s)}.aside{fill:var(--q)}.accent{fill:var(--a)}.line{stroke:var(--a)}</style>`)
		fmt.Fprintf(&b, `<rect class="ground" width="%d" height="%d" rx="6"/>`, wide, high)
	}
	b.WriteString(`<defs><marker id="way-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1 9 5 0 9Z" fill="context-stroke"/></marker></defs>`)
	fmt.Fprintf(&b, `<text class="aside" x="20" y="32" fill="currentColor">%s</text><text class="aside" x="20" y="166" fill="currentColor">%s</text>`, p.say("in"), p.say("out"))
	for _, l := range legs() {
		p.leg(&b, l)
	}
	p.register(&b)
	for _, s := range stations() {
		p.box(&b, s)
	}
	b.WriteString(`</svg>`)
	return b.String()
}

func (p Picture) say(key string) string { return html.EscapeString(p.Words(key)) }

// lit gives the class of something that is lit, with its place in the order, "" when it is not.
func (p Picture) lit(id string) string {
	for i, x := range p.Lit {
		if x == id {
			return fmt.Sprintf(" lit lit-%d", i)
		}
	}
	return ""
}

func (p Picture) box(b *strings.Builder, s station) {
	stroke := 1.5
	lit := p.lit(s.id)
	if lit != "" {
		stroke = 3
	}
	fmt.Fprintf(b, `<g class="station%s"><rect class="box" x="%d" y="%d" width="%d" height="%d" rx="6" fill="none" stroke="currentColor" stroke-width="%g"/>`, lit, s.x, s.y, boxWide, boxHigh, stroke)
	y := s.y + 36
	if c := p.Count[s.id]; c != "" {
		y = s.y + 26
		fmt.Fprintf(b, `<text class="aside" x="%d" y="%d" text-anchor="middle" font-size="12" fill="currentColor">%s</text>`, s.x+boxWide/2, s.y+46, html.EscapeString(c))
	}
	fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="middle" font-weight="600" fill="currentColor">%s</text></g>`, s.x+boxWide/2, y, p.say(s.id))
}

func (p Picture) leg(b *strings.Builder, l leg) {
	from, to := find(l.from), find(l.to)
	lit, stroke := p.lit(l.from+"-"+l.to), 1.5
	if lit != "" {
		stroke = 3.5
	}
	x1, y1, x2, y2 := from.x+boxWide, from.y+boxHigh/2, to.x-3, to.y+boxHigh/2
	mx, my, anchor := (x1+x2)/2, y1-8, "middle"
	switch {
	case to.x < from.x:
		x1, x2 = from.x, to.x+boxWide+3
		mx = (x1 + x2) / 2
	case to.x == from.x:
		x1, y1, x2, y2 = from.x+boxWide/2, from.y+boxHigh, to.x+boxWide/2, to.y-3
		mx, my, anchor = x1+8, (y1+y2)/2+4, "start"
	}
	fmt.Fprintf(b, `<g class="leg%s"><path class="line" d="M%d %dL%d %d" fill="none" stroke="currentColor" stroke-width="%g" marker-end="url(#way-tip)"/>`, lit, x1, y1, x2, y2, stroke)
	if l.words != "" {
		p.legWords(b, p.Words(l.words), mx, my, anchor)
	}
	b.WriteString(`</g>`)
}

// legWords writes what happens on a leg: above the row in the row's own gap there is no room, so it stands over the boxes' edge,
// one word a line.
func (p Picture) legWords(b *strings.Builder, words string, x, y int, anchor string) {
	if anchor == "middle" {
		y -= 32
		fmt.Fprintf(b, `<text class="accent" x="%d" y="%d" text-anchor="middle" font-size="12.5" fill="currentColor">%s</text>`, x, y, html.EscapeString(words))
		return
	}
	fmt.Fprintf(b, `<text class="accent" x="%d" y="%d" font-size="12.5" fill="currentColor">%s</text>`, x, y, html.EscapeString(words))
}

// register is the line under everything: each act leaves a leaf in it.
func (p Picture) register(b *strings.Builder) {
	fmt.Fprintf(b, `<g class="station%s"><rect class="box" x="20" y="312" width="%d" height="52" rx="6" fill="none" stroke="currentColor" stroke-width="1.5"/>`, p.lit("register"), wide-42)
	fmt.Fprintf(b, `<text x="36" y="343" font-weight="600" fill="currentColor">%s</text>`, p.say("register"))
	if c := p.Count["register"]; c != "" {
		fmt.Fprintf(b, `<text class="aside" x="%d" y="343" font-size="13" text-anchor="end" fill="currentColor">%s</text>`, wide-38, html.EscapeString(c))
	} else {
		fmt.Fprintf(b, `<text class="aside" x="%d" y="343" font-size="13" text-anchor="end" fill="currentColor">%s</text>`, wide-38, p.say("verify"))
	}
	for i := range 15 {
		fmt.Fprintf(b, `<path class="line" d="M%d 330v16" stroke="currentColor" stroke-width="%d" opacity="0.55"/>`, 200+i*18, 1+i*7%3)
	}
	b.WriteString(`</g>`)
	for _, x := range []int{95, 282, 469, 656, 843} {
		fmt.Fprintf(b, `<path d="M%d 276V310" fill="none" stroke="currentColor" stroke-width="1" stroke-dasharray="2 4" opacity="0.6"/>`, x)
	}
}

func find(id string) station {
	for _, s := range stations() {
		if s.id == id {
			return s
		}
	}
	return station{}
}
