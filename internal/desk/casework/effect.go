package casework

import (
	"slices"
	"sort"
	"strings"

	"schild/internal/store"
	"schild/procedure"
)

// carried are the effects this desk carries out; set is the procedure's own.
func carried() []string {
	return []string{"ask", "count", "erase", "notify", "produce", "recall", "relabel", "shut", "start"}
}

// carry does what the file says beside a step, in its order, and gives the papers made.
func (w *worker) carry(effects []procedure.Effect, a procedure.Act) ([]string, error) {
	var papers []string
	for _, e := range effects {
		var err error
		switch e.Verb {
		case "ask", "notify":
			err = w.tell(e.Verb, e.What, a.Do)
		case "count":
			err = w.count(e.What)
		case "produce":
			var id string
			id, err = w.produce(e.What, a)
			papers = append(papers, id)
		case "start":
			err = w.start(e.What, a)
		case "shut", "erase", "recall", "relabel":
			err = w.order(e, a)
		}
		if err != nil {
			return nil, err
		}
	}
	return papers, nil
}

// tell leaves a notice for the holders of a part.
func (w *worker) tell(verb, part, move string) error {
	w.news = append(w.news, Told{Verb: verb, Part: part, Move: move, At: w.tx.At(), Words: w.along(move)})
	return insert(w.tx, "notice", w.label, store.Row{"cases": w.c.ID, "procedure": w.m.File.ID, "part": part, "verb": verb, "move": move, "state": "new", "reader": ""})
}

// along gives what goes with a notice to people outside: why a file came back, what is asked of them. Why something was decided does not.
func (w *worker) along(act string) string {
	for _, m := range w.m.File.Moves {
		if m.Act != act || m.Kind != "" {
			continue
		}
		for _, name := range []string{"question", "reasons"} {
			if text, ok := w.s.Values[name].(string); ok && slices.Contains(m.Takes, name) {
				return text
			}
		}
	}
	return ""
}

// count writes that something was done, split as the file says: "nature=mail,threat=espionage".
func (w *worker) count(figure string) error {
	var split []string
	for _, f := range w.m.File.Figures {
		if f.Name != figure {
			continue
		}
		for _, by := range f.By {
			if v, ok := w.s.Values[by].(string); ok {
				split = append(split, by+"="+v)
			}
		}
	}
	sort.Strings(split)
	return insert(w.tx, "counted", w.label, store.Row{"cases": w.c.ID, "procedure": w.m.File.ID, "figure": figure, "split": strings.Join(split, ","), "month": today(w.tx.At()).String()[:7]})
}

// start begins a case of another procedure, or a method: what an earlier order of this case shut is then open again.
func (w *worker) start(what string, a procedure.Act) error {
	f, ok := w.d.Book.File(what)
	if !ok {
		return w.reopen()
	}
	values := map[string]any{}
	for _, field := range f.Fields {
		mine, there := w.m.File.Field(field.Name)
		if v, ok := w.s.Values[field.Name]; ok && there && mine.Type == field.Type && field.Type != "choice" {
			values[field.Name] = v
		}
	}
	_, err := w.d.begin(w.tx, f, beginning{Opening: Opening{Procedure: what, Title: w.c.Title, Label: w.label, Dossier: w.c.Dossier}, by: a.By.Person, parent: w.c.ID, values: values})
	return err
}
