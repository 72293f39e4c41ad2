package paper

// Page is what is drawn on one sheet.
type Page struct {
	texts []inked
	bars  []Bar
}

// inked is text at its place: x and the baseline y, in millimetres from the top left corner.
type inked struct {
	x, y  float64
	words string
	style Style
}

// Bar is a filled rectangle in a grey, 0 black to 255 white; a thin one is a line. Millimetres from the top left.
type Bar struct {
	X, Y, W, H float64
	Grey       int
}

// Put places a line with its left end at x and its upper edge at y, as high as h.
func (p *Page) Put(l Line, x, y, h float64) {
	for _, piece := range l.pieces {
		p.texts = append(p.texts, inked{x: x + piece.x, y: y + h*ascent, words: piece.words, style: piece.style})
	}
}

// Draw places a bar.
func (p *Page) Draw(b Bar) { p.bars = append(p.bars, b) }

// Words gives the texts of the page in the order they were placed, without their places.
func (p Page) Words() []string {
	words := make([]string, len(p.texts))
	for i, t := range p.texts {
		words[i] = t.words
	}
	return words
}

// Column is where a text stands.
type Column struct {
	X, Width float64
	Quoted   int // grey bars at its left
}

// Body is the whole width of the text area.
func Body() Column { return Column{X: LeftEdge, Width: RightEdge - LeftEdge} }

// Indent makes a column narrower from the left, but never narrower than a third of the text area.
func (c Column) Indent(by float64) Column {
	if c.Width-by < (RightEdge-LeftEdge)/3 {
		return c
	}
	c.X += by
	c.Width -= by
	return c
}

// Flow fills pages from top to bottom. Nothing is drawn before the number of pages is known.
type Flow struct {
	Pen         *Pen
	Pages       []Page
	Top, Bottom float64 // of the text area
	Y           float64 // where the next line begins
	hanging     []hung
}

// hung is a mark that waits for the line it stands beside.
type hung struct {
	line Line
	x    float64
}

// NewFlow begins a first page.
func NewFlow(p *Pen, top, bottom float64) *Flow {
	return &Flow{Pen: p, Pages: make([]Page, 1), Top: top, Bottom: bottom, Y: top}
}

// Page is the page being filled.
func (f *Flow) Page() *Page { return &f.Pages[len(f.Pages)-1] }

// Room begins a new page unless h millimetres are left on this one. An empty page is never left behind.
func (f *Flow) Room(h float64) {
	if f.Y+h > f.Bottom && f.Y > f.Top {
		f.Pages = append(f.Pages, Page{})
		f.Y = f.Top
	}
}

// Skip leaves white space, which a page never begins with.
func (f *Flow) Skip(h float64) {
	if f.Y > f.Top {
		f.Y += h
	}
}

// Text flows texts through a column.
func (f *Flow) Text(texts []Text, c Column) {
	lines := f.Pen.Lines(texts, c.Width)
	for i, line := range lines {
		h := line.Height()
		switch left := len(lines) - i; {
		case i == 0 && left == 3: // neither one and two nor two and one
			f.Room(3 * h)
		case i == 0 && left > 1, left == 2:
			f.Room(2 * h)
		default:
			f.Room(h)
		}
		f.Line(line, c, h)
	}
}

// Hang keeps a mark ("•", "3.") to stand at x beside the next line, on whatever page that comes.
func (f *Flow) Hang(mark Text, x float64) {
	for _, line := range f.Pen.Lines([]Text{mark}, RightEdge-LeftEdge) {
		f.hanging = append(f.hanging, hung{line: line, x: x})
	}
}

// Waiting tells whether a mark still waits for its line.
func (f *Flow) Waiting() bool { return len(f.hanging) > 0 }

// Line places one line as high as h and moves on.
func (f *Flow) Line(line Line, c Column, h float64) {
	for _, mark := range f.hanging {
		f.Page().Put(mark.line, mark.x, f.Y, h)
	}
	f.hanging = nil
	f.Page().Put(line, c.X, f.Y, h)
	for q := range c.Quoted {
		f.Page().Draw(Bar{X: c.X - 4 - 4*float64(q), Y: f.Y, W: 0.8, H: h, Grey: 190})
	}
	f.Y += h
}

// Across draws a thin line over the column.
func (f *Flow) Across(c Column, grey int) {
	f.Page().Draw(Bar{X: c.X, Y: f.Y, W: c.Width, H: 0.2, Grey: grey})
}
