package page

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"schild/internal/lang"
	"schild/label"
)

// Table is rows under headings that sort and filter by plain links.
type Table struct {
	ID      string // the prefix of its values in the address, when a page has two
	Caption string // read out and printed; finished words
	Columns []Column
	Rows    []Row
	Marked  bool  // a first column with each row's level
	Filter  *Form // a form of method "get" above it
	Empty   Empty
	Size    int    // rows a page; 0 = 50
	Count   int    // rows in all when more than Rows; Arrange sets it
	Sort    string // the chosen column's key, "" for the handler's own order
	Desc    bool
	At      int // first row shown

	path    string
	query   url.Values
	printer *lang.Printer
	paged   bool
}

// Column is one heading.
type Column struct {
	Key   string
	Title string
	Sort  bool
	Num   bool // figures, to the right
	Minor bool // left out on a narrow screen
}

// Row is one line; Path opens it.
type Row struct {
	Path  string
	Label label.Label
	Cells []Cell
	Late  bool // needs attention now; give it a Tag that says why
}

// Cell is one value.
type Cell struct {
	Text string
	Note string // a second, smaller line
	Path string // a link of its own
	Tag  Tag
	By   string // what it sorts by; "" = Text, as a reader of the language expects
}

// Tag is a short word in a frame. Kind: "" neutral, "good", "wait", "late".
type Tag struct{ Text, Kind string }

// Empty says that nothing is here, and what one could do.
type Empty struct {
	Title, Text string
	Do          *Link
}

// Table makes a table that knows from the address how it is sorted and where it begins.
func (a *Ask) Table(id string) *Table {
	q := a.R.URL.Query()
	t := &Table{ID: id, path: a.R.URL.Path, query: q, printer: a.P}
	t.Sort = q.Get(t.name("sort"))
	t.Sort, t.Desc = strings.CutPrefix(t.Sort, "-")
	if n, err := strconv.Atoi(q.Get(t.name("from"))); err == nil && n > 0 && n < 1e9 {
		t.At = n
	}
	return t
}

func (t *Table) name(what string) string {
	if t.ID == "" {
		return what
	}
	return t.ID + "." + what
}

// Add appends a row.
func (t *Table) Add(r Row) { t.Rows = append(t.Rows, r) }

// Arrange sorts the rows by the chosen column and keeps those of the chosen page: for tables that fit in memory. Rows that are
// equal keep the handler's order.
func (t *Table) Arrange() {
	if i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Key == t.Sort && c.Sort }); i >= 0 {
		t.order(i)
	}
	t.Count = len(t.Rows)
	if t.At >= t.Count {
		t.At = 0
	}
	t.Rows = t.Rows[t.At:min(t.At+t.size(), t.Count)]
}

func (t *Table) order(col int) {
	compare := strings.Compare
	if t.printer != nil {
		compare = t.printer.Compare()
	}
	slices.SortStableFunc(t.Rows, func(x, y Row) int {
		a, b := x.Cells[col], y.Cells[col]
		n := strings.Compare(a.By, b.By)
		if a.By == "" && b.By == "" {
			n = compare(a.Text, b.Text)
		}
		if t.Desc {
			return -n
		}
		return n
	})
}

func (t *Table) size() int {
	if t.Size > 0 {
		return t.Size
	}
	return 50
}

// Limit gives how many rows a page has, for the handler's query.
func (t *Table) Limit() int { return t.size() }

// Aria gives a column's aria-sort: "ascending", "descending" or "none".
func (t *Table) Aria(c Column) string {
	switch {
	case c.Key != t.Sort || t.Sort == "":
		return "none"
	case t.Desc:
		return "descending"
	}
	return "ascending"
}

// SortLink gives the address of the table sorted by a column, or the other way round when it already is.
func (t *Table) SortLink(c Column) string {
	v := c.Key
	if c.Key == t.Sort && !t.Desc {
		v = "-" + v
	}
	return t.link(map[string]string{"sort": v, "from": ""})
}

// Kept gives what the filter's form must carry along: the order.
func (t *Table) Kept() map[string]string {
	if t.Sort == "" {
		return nil
	}
	v := t.Sort
	if t.Desc {
		v = "-" + v
	}
	return map[string]string{t.name("sort"): v}
}

// Pager gives the links to the rows before and after.
func (t *Table) Pager() Pager {
	all := max(t.Count, t.At+len(t.Rows))
	p := Pager{From: min(t.At+1, all), To: t.At + len(t.Rows), All: all}
	if t.At > 0 {
		p.Before = t.link(map[string]string{"from": strconv.Itoa(max(0, t.At-t.size()))})
	}
	if p.To < all {
		p.After = t.link(map[string]string{"from": strconv.Itoa(p.To)})
	}
	return p
}

func (t *Table) link(set map[string]string) string {
	q := url.Values{}
	for k, v := range t.query {
		q[k] = v
	}
	for k, v := range set {
		if q.Set(t.name(k), v); v == "" || k == "from" && v == "0" {
			q.Del(t.name(k))
		}
	}
	u := url.URL{Path: t.path, RawQuery: q.Encode()}
	return u.String()
}

// Pager is where one is in a long list; Before and After are addresses, "" at the ends.
type Pager struct {
	From, To, All int
	Before, After string
}
