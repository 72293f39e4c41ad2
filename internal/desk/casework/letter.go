package casework

import (
	"fmt"
	"strings"

	"schild/procedure"
)

// letter is a paper that is being written.
type letter struct {
	doc  procedure.Document
	lang string
	act  procedure.Act
}

// write gives a paper's title and its text: which case, what was done, and what the step said.
func (d *Desk) write(c Case, f *procedure.File, s procedure.State, l letter) (title, body string) {
	word := func(key string) string { return d.Book.Title(l.lang, f, key) }
	title = word("document." + l.doc.Name)
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s · %s\n\n", title, word(f.ID), c.Reference)
	for _, field := range f.Fields {
		if v, ok := s.Values[field.Name]; ok && v != "" {
			fmt.Fprintf(&b, "**%s**: %v\n\n", word("field."+field.Name), v)
		}
	}
	return title, b.String()
}
