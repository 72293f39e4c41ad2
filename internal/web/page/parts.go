package page

import "schild/label"

// Entry is one line of a Queue, a Timeline or a List.
type Entry struct {
	Title string       // what; in a List the term
	Text  string       // more of it; in a List the value
	Path  string       // opens it
	When  string       // as the reader writes it; in a Queue when it is due
	Who   string       // who did it, or who has it
	Label *label.Label // shows its mark
	Tag   Tag
	Late  bool
}

// Queue is what waits for somebody, the most urgent first; j and k walk it.
type Queue struct {
	Entries []Entry
	Empty   Empty
}

// Timeline is what happened, in the order given.
type Timeline struct {
	Entries []Entry
	Empty   Empty
}

// List is terms and their values.
type List struct{ Entries []Entry }

// Add appends a term and its value.
func (l *List) Add(term, value string) {
	l.Entries = append(l.Entries, Entry{Title: term, Text: value})
}

// Tabs are links to parts of one thing; the current one has Current.
type Tabs []Link

// Graph is a network with its table: the picture appears where script and the drawing library are there, the table always.
type Graph struct {
	Title string
	Nodes []Node
	Edges []Edge
}

// Node is one thing of a Graph.
type Node struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Kind string `json:"kind"` // finished words: "person", "company"
	Path string `json:"path,omitempty"`
}

// Edge is one link of a Graph.
type Edge struct {
	From string `json:"source"`
	To   string `json:"target"`
	Kind string `json:"kind"` // finished words
}

// Joined is one line of the table: an edge with both its ends.
type Joined struct {
	From, To Node
	Kind     string
}

// Lines gives the edges with their ends, for the table.
func (g Graph) Lines() []Joined {
	nodes := map[string]Node{}
	for _, n := range g.Nodes {
		nodes[n.ID] = n
	}
	var out []Joined
	for _, e := range g.Edges {
		out = append(out, Joined{nodes[e.From], nodes[e.To], e.Kind})
	}
	return out
}
