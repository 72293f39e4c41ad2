package print

import (
	"fmt"
	"strings"

	"schild/procedure"
)

// speaker says the titles of one file in one language.
type speaker struct {
	book *procedure.Book
	file *procedure.File
	code string
	b    strings.Builder
}

func (s *speaker) title(kind, name string) string {
	return s.book.Title(s.code, s.file, kind+"."+name)
}

func (s *speaker) titles(kind string, names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = s.title(kind, n)
	}
	return strings.Join(out, ", ")
}

func (s *speaker) head(key string) {
	fmt.Fprintf(&s.b, "\n%s\n", strings.ToUpper(s.title("print", key)))
}

// part writes "  name: value" where there is a value.
func (s *speaker) part(key, value string) {
	if value != "" {
		fmt.Fprintf(&s.b, "    %s: %s\n", s.title("print", key), value)
	}
}

// Text gives the whole procedure as text: what a lawyer reads.
func Text(book *procedure.Book, f *procedure.File, language string) string {
	s := &speaker{book: book, file: f, code: language}
	fmt.Fprintf(&s.b, "%s (%s, %s %d, %s)\n", book.Title(language, f, f.ID), f.ID, s.title("print", "version"), f.Version, s.title("print", f.Depth))
	fmt.Fprintf(&s.b, "%s: %s\n", s.title("print", "ground"), s.ground(f.Ground))
	fmt.Fprintf(&s.b, "%s: %s %s\n", s.title("print", "valid"), f.Valid.From, f.Valid.To)
	if f.Disabled {
		fmt.Fprintf(&s.b, "%s\n", s.title("print", "disabled"))
	}
	if f.Note != "" {
		fmt.Fprintf(&s.b, "%s\n", f.Note)
	}
	s.head("roles")
	for _, r := range f.Roles {
		fmt.Fprintf(&s.b, "  %s (%s)%s\n", s.title("role", r.Name), s.title("print", r.Side), s.sees(r))
	}
	s.form()
	s.stages()
	if len(f.Terms) > 0 {
		s.head("terms")
		s.b.WriteString(Terms(book, f, language))
	}
	s.lists()
	return s.b.String()
}

// sees says what people outside in a part are shown beside what they fill in.
func (s *speaker) sees(r procedure.Role) string {
	var out []string
	for _, name := range r.Sees {
		out = append(out, s.title("field", name))
	}
	if out == nil {
		return ""
	}
	return ": " + s.title("print", "sees") + " " + strings.Join(out, ", ")
}

func (s *speaker) ground(g procedure.Ground) string {
	return fmt.Sprintf("%s [%s: %s]", g.Law, g.Confidence, s.title("print", "mark_"+mark(g.Confidence)))
}

func mark(confidence string) string { return strings.ReplaceAll(strings.ToLower(confidence), "-", "_") }

func (s *speaker) form() {
	s.head("fields")
	for _, x := range s.file.Fields {
		line := s.title("field", x.Name)
		if len(x.Of) > 0 {
			line += " {" + s.titles("choice", x.Of) + "}"
		} else {
			line += " (" + s.title("print", x.Type) + ")"
		}
		if x.Optional {
			line += ", " + s.title("print", "optional")
		}
		if x.From != "" {
			line += " < " + x.From
		}
		fmt.Fprintf(&s.b, "  %s\n", line)
	}
	for _, x := range s.file.Suggests {
		f, _ := s.file.Field(x.Field)
		value := x.Value
		if f.Type == "choice" {
			value = s.title("choice", x.Value)
		}
		fmt.Fprintf(&s.b, "  %s: %s = %s ⇐ %s\n", s.title("print", "suggests"), s.title("field", x.Field), value, x.When)
	}
}

func (s *speaker) stages() {
	s.head("stages")
	for _, stage := range s.file.Stages {
		line := s.title("stage", stage.Name)
		if stage.Holds != "" {
			line += " [" + s.title("print", stage.Holds) + "]"
		}
		if stage.End {
			line += " ■"
		}
		fmt.Fprintf(&s.b, "  %s\n", line)
	}
	s.head("moves")
	for _, m := range s.file.Moves {
		s.move(m)
	}
}

func (s *speaker) move(m procedure.Move) {
	to := "="
	if m.To != "" {
		to = s.title("stage", m.To)
	}
	fmt.Fprintf(&s.b, "  %s: %s → %s\n", s.title("act", m.Act), s.titles("stage", m.From), to)
	if m.Kind != "" {
		s.part("kind", s.title("print", m.Kind))
	}
	s.part("decision", m.Decision)
	s.part("who", s.titles("role", m.Who))
	s.part("with", s.titles("role", m.With))
	s.part("after", s.titles("act", m.After))
	s.part("apart", s.titles("act", m.Apart))
	s.part("takes", s.titles("field", m.Takes))
	s.part("when", m.When)
	s.part("effects", strings.Join(m.Effects, ", "))
}

func (s *speaker) lists() {
	if len(s.file.Documents) > 0 {
		s.head("documents")
	}
	for _, d := range s.file.Documents {
		line := s.title("document", d.Name)
		if d.Citizen {
			line += " (" + s.title("print", "citizen") + ")"
		}
		fmt.Fprintf(&s.b, "  %s\n", line)
		s.part("says", s.titles("field", d.Says))
	}
	if len(s.file.Figures) > 0 {
		s.head("figures")
	}
	for _, x := range s.file.Figures {
		fmt.Fprintf(&s.b, "  %s", s.title("figure", x.Name))
		if len(x.By) > 0 {
			fmt.Fprintf(&s.b, " / %s", s.titles("field", x.By))
		}
		s.b.WriteString("\n")
	}
}

// Terms gives the table of terms: length, from what, what stops it, what follows, on what ground and how sure.
func Terms(book *procedure.Book, f *procedure.File, language string) string {
	s := &speaker{book: book, file: f, code: language}
	for _, t := range f.Terms {
		length := fmt.Sprintf("%d %s", t.N, s.title("print", t.Unit))
		if t.Own {
			length += " (" + s.title("print", "own") + ")"
		}
		if t.Roll {
			length += ", " + s.title("print", "roll")
		}
		fmt.Fprintf(&s.b, "  %s: %s\n", s.title("term", t.Name), length)
		s.part("starts", s.titles("act", t.Starts))
		if t.From != "" {
			s.part("from", s.title("field", t.From))
		}
		if t.Until != "" {
			s.part("until", s.title("field", t.Until))
		}
		s.part("in", s.titles("stage", t.In))
		s.part("stops", s.titles("act", t.Stops))
		s.part("resumes", s.titles("act", t.Resumes))
		if t.Warn > 0 {
			s.part("warn", fmt.Sprintf("%d %s", t.Warn, s.title("print", "days")))
		}
		if t.To != "" {
			s.part("over", "→ "+s.title("stage", t.To))
		}
		s.part("effects", strings.Join(t.Effects, ", "))
		s.part("ground", s.ground(t.Ground))
	}
	return s.b.String()
}
