package paper

import "strings"

// Line is one line of text, broken to a width.
type Line struct {
	pieces []placed
	width  float64
}

// placed is drawable text at a distance from the start of its line.
type placed struct {
	x     float64
	words string
	style Style
}

// Height of the line: that of its largest piece; a line without text is as high as its style would be.
func (l Line) Height() float64 {
	var largest Style
	for _, p := range l.pieces {
		if p.style.Size > largest.Size {
			largest = p.style
		}
	}
	return largest.Height()
}

// Width of what stands on the line.
func (l Line) Width() float64 { return l.width }

// String is what stands on the line.
func (l Line) String() string {
	var b strings.Builder
	for _, p := range l.pieces {
		b.WriteString(p.words)
	}
	return b.String()
}

// Lines breaks text to a width: at blanks, and inside what is longer than a line. Every line stays within the width
// unless a single character is wider.
func (p *Pen) Lines(texts []Text, width float64) []Line {
	b := breaker{pen: p, width: width}
	atoms := p.atoms(texts)
	for i := 0; i < len(atoms); {
		end := i + 1
		for end < len(atoms) && !atoms[end].space && !atoms[end].brk {
			end++
		}
		b.word(atoms[i:end])
		i = end
	}
	return b.finish()
}

// atom is a piece of a word in one style.
type atom struct {
	words string
	style Style
	width float64
	space bool // a blank stands before it, where a line may end
	brk   bool // a new line begins with it
}

// atoms cuts text into words; a word whose middle changes style becomes several atoms without a blank between.
func (p *Pen) atoms(texts []Text) []atom {
	var out []atom
	space, brk := false, false
	for _, t := range texts {
		rest := Ink(t.Words)
		for rest != "" {
			n := strings.IndexAny(rest, " \n")
			switch {
			case n == 0:
				space, brk = true, brk || rest[0] == '\n'
				rest = rest[1:]
				continue
			case n < 0:
				n = len(rest)
			}
			out = append(out, atom{words: rest[:n], style: t.Style, width: p.width(rest[:n], t.Style), space: space, brk: brk})
			space, brk, rest = false, false, rest[n:]
		}
	}
	return out
}

// breaker fills lines with words.
type breaker struct {
	pen   *Pen
	width float64
	done  []Line
	line  Line
}

// word puts atoms that belong together on the line, on the next one, or cut to pieces when no line can hold them.
func (b *breaker) word(atoms []atom) {
	total := 0.0
	for _, a := range atoms {
		total += a.width
	}
	first := atoms[0]
	gap := 0.0
	if first.space && b.line.width > 0 {
		gap = b.pen.width(" ", first.style)
	}
	if b.line.width > 0 && (first.brk || b.line.width+gap+total > b.width) {
		b.newLine()
		gap = 0
	}
	if gap > 0 {
		b.put(" ", first.style, gap)
	}
	for _, a := range atoms {
		b.atom(a)
	}
}

// atom puts one atom, cutting it where the line ends.
func (b *breaker) atom(a atom) {
	for b.line.width+a.width > b.width {
		head := b.fitting(a)
		if head == 0 && b.line.width > 0 {
			b.newLine()
			continue
		}
		if head == 0 || head == len(a.words) {
			break // one character wider than the line, or a difference of rounding: nothing to cut
		}
		taken := b.pen.width(a.words[:head], a.style)
		b.put(a.words[:head], a.style, taken)
		b.newLine()
		a.words, a.width = a.words[head:], a.width-taken
	}
	b.put(a.words, a.style, a.width)
}

// fitting is how many bytes of the atom fit on the rest of the line, whole characters only.
func (b *breaker) fitting(a atom) int {
	x := b.line.width
	for i, r := range a.words {
		x += b.pen.width(string(r), a.style)
		if x > b.width {
			return i
		}
	}
	return len(a.words)
}

// put adds words to the line; neighbours in one style become one piece, so that the text layer keeps its blanks.
func (b *breaker) put(s string, st Style, width float64) {
	if last := len(b.line.pieces) - 1; last >= 0 && b.line.pieces[last].style == st {
		b.line.pieces[last].words += s
	} else {
		b.line.pieces = append(b.line.pieces, placed{x: b.line.width, words: s, style: st})
	}
	b.line.width += width
}

func (b *breaker) newLine() {
	b.done = append(b.done, b.line)
	b.line = Line{}
}

func (b *breaker) finish() []Line {
	if len(b.line.pieces) > 0 {
		b.newLine()
	}
	return b.done
}
