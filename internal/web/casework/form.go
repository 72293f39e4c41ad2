package casework

import (
	"slices"
	"strconv"
	"strings"

	desk "schild/internal/desk/casework"
	"schild/internal/web/page"
	"schild/procedure"
)

// moveForm asks for what a move takes. What the case says already, and what the reader began to fill in, stands in it.
func (p pages) moveForm(a *page.Ask, c desk.Case, f *procedure.File, o desk.Option) *page.Form {
	var fields []*page.Field
	for _, name := range o.Move.Takes {
		if field, ok := f.Field(name); ok {
			fields = append(fields, p.field(a, f, field))
		}
	}
	if o.OnPaper {
		fields = append(fields, &page.Field{Name: "_record", Label: a.T("casework.paper.record"), Hint: a.T("casework.paper.record.hint"), Required: true})
	}
	fields = append(fields, &page.Field{Name: "_steps", Kind: "hidden", Value: strconv.Itoa(c.Steps)}, &page.Field{Name: "_part", Kind: "hidden", Value: o.Part}, &page.Field{Name: "_standsin", Kind: "hidden", Value: o.StandsIn})
	form := a.Form("/cases/"+c.ID+"/step/"+o.Move.Act, p.word(a, f, "act", o.Move.Act), fields...)
	form.ID = o.Move.Act
	form.Danger = o.Move.Kind == "end"
	if form.Danger {
		form.Confirm = a.T("casework.end.sure")
	}
	form.Explain = p.explain(a, f, c.Stage, o)
	return form
}

// explain says what happens when the button is pressed: where the case goes, who is told, who must agree first.
func (p pages) explain(a *page.Ask, f *procedure.File, stage string, o desk.Option) string {
	to := o.Move.To
	if to == "" {
		to = stage
	}
	out := a.T("casework.then", "stage", p.word(a, f, "stage", to))
	if len(o.Move.With) > 0 {
		out += " " + a.T("casework.with", "who", p.parts(a, f, o.Move.With))
	}
	var told []string
	for _, e := range o.Move.Effects {
		if verb, who, _ := strings.Cut(e, " "); verb == "notify" || verb == "ask" {
			told = append(told, who)
		}
	}
	if len(told) > 0 {
		out += " " + a.T("casework.told", "who", p.parts(a, f, told))
	}
	if o.StandsIn != "" {
		out += " " + a.T("casework.standing", "who", o.StandsIn)
	}
	return out
}

// parts lists parts by their titles, each once, with how many where more than one is needed.
func (p pages) parts(a *page.Ask, f *procedure.File, names []string) string {
	var out []string
	for _, n := range slices.Compact(slices.Sorted(slices.Values(names))) {
		count := 0
		for _, x := range names {
			if x == n {
				count++
			}
		}
		text := p.word(a, f, "role", n)
		if count > 1 {
			text += " × " + strconv.Itoa(count)
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// field asks for one value of a form as its type wants it.
func (p pages) field(a *page.Ask, f *procedure.File, x procedure.Field) *page.Field {
	out := &page.Field{Name: x.Name, Label: p.word(a, f, "field", x.Name), Required: !x.Optional}
	switch x.Type {
	case "number":
		out.Kind, out.Width = "number", "short"
	case "date":
		out.Kind, out.Width = "date", "short"
	case "bool":
		out.Kind, out.Options = "radios", []page.Option{{Value: "yes", Text: a.T("casework.yes")}, {Value: "no", Text: a.T("casework.no")}}
	case "choice":
		out.Kind = "radios"
		if len(x.Of) > 5 {
			out.Kind = "choice"
			out.Options = []page.Option{{Value: "", Text: a.T("casework.choose")}}
		}
		for _, v := range x.Of {
			out.Options = append(out.Options, page.Option{Value: v, Text: p.word(a, f, "choice", v)})
		}
	case "list":
		out.Kind, out.Rows, out.Hint = "area", 3, a.T("casework.list.hint")
	default:
		out.Kind, out.Rows = "area", 3
		if x.From != "" || short(x.Name) {
			out.Kind, out.Width = "", "full"
		}
	}
	return out
}

// short tells whether a text field is a name or a number: one line.
func short(name string) bool {
	return slices.Contains([]string{"person", "post", "passport", "employer", "signature", "methods_officer_name", "item", "recipient", "object", "reference", "investor", "target", "company", "site", "place", "asker", "author", "subject", "theme", "partner", "number", "title", "owner"}, name)
}

// fill puts values into a form.
func fill(form *page.Form, values map[string]any) {
	for _, x := range form.Fields {
		switch v := values[x.Name].(type) {
		case string:
			x.Value = v
		case float64:
			x.Value = strconv.FormatFloat(v, 'f', -1, 64)
		case bool:
			x.Value = map[bool]string{true: "yes", false: "no"}[v]
		case []string:
			x.Value = strings.Join(v, "\n")
		}
		if x.Kind == "radios" {
			x.Values = []string{x.Value}
		}
	}
}

// restore puts what somebody began to fill in into a form.
func restore(form *page.Form, words map[string][]string) {
	for _, x := range form.Fields {
		if v := words[x.Name]; len(v) > 0 && !strings.HasPrefix(x.Name, "_") {
			x.Value, x.Values = v[0], v
		}
	}
}

// values reads a form as the file's types. What cannot be read stays text, and the step says so at its field.
func values(f *procedure.File, form *page.Form) map[string]any {
	out := map[string]any{}
	for _, x := range form.Fields {
		field, ok := f.Field(x.Name)
		if !ok || x.Value == "" {
			continue
		}
		out[x.Name] = x.Value
		switch field.Type {
		case "number":
			if n, err := strconv.ParseFloat(strings.ReplaceAll(x.Value, ",", "."), 64); err == nil {
				out[x.Name] = n
			}
		case "bool":
			out[x.Name] = x.Value == "yes"
		case "list":
			out[x.Name] = lines(x.Value)
		}
	}
	return out
}

func lines(text string) []string {
	var out []string
	for l := range strings.SplitSeq(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
