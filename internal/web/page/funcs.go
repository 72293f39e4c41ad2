package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"

	"schild/day"
	"schild/internal/lang"
	"schild/label"
	"schild/note"
)

// funcs are what templates may call, bound to one language.
func (k *Kit) funcs(p *lang.Printer) template.FuncMap {
	return template.FuncMap{
		"t":        func(key string, args ...any) string { return p.T(key, texts(args)...) },
		"fault":    p.Fault,
		"lang":     p.Code,
		"moment":   p.Moment,
		"date":     p.Day,
		"calendar": func(d day.Date) string { return p.Date(d) },
		"number":   func(n any) string { return number(p, n) },
		"size":     func(n any) string { return sized(p, n) },
		"level":    func(l any) template.HTML { return level(p, l) },
		"bars":     func(l label.Level) template.HTML { return bars(min(int(l), 4)) },
		"portion":  func(l label.Label) string { return note.Mark(l, p.Code()) },
		"asset":    func(name string) string { return k.cfg.Assets[name] },
		"built":    func(name string) bool { return k.cfg.Assets[name] != "" },
		"dict":     dict,
		"json":     func(v any) (string, error) { b, err := json.Marshal(v); return string(b), err },
		"split":    strings.Fields,
		"join":     strings.Join,
	}
}

func texts(args []any) []string {
	out := make([]string, len(args))
	for i, a := range args {
		out[i] = fmt.Sprint(a)
	}
	return out
}

func number(p *lang.Printer, n any) string {
	switch n := n.(type) {
	case int:
		return p.Number(int64(n))
	case int64:
		return p.Number(n)
	}
	return fmt.Sprint(n)
}

func sized(p *lang.Printer, n any) string {
	switch n := n.(type) {
	case int:
		return p.Size(int64(n))
	case int64:
		return p.Size(n)
	}
	return fmt.Sprint(n)
}

// dict makes a map of alternating names and values, to give a template more than one thing.
func dict(args ...any) (map[string]any, error) {
	m := map[string]any{}
	if len(args)%2 != 0 {
		return nil, fmt.Errorf("dict: a name without a value")
	}
	for i := 0; i < len(args); i += 2 {
		m[fmt.Sprint(args[i])] = args[i+1]
	}
	return m, nil
}

// level gives a label's mark: one bar a level, a colour and the word, so that none of the three is needed to read it.
func level(p *lang.Printer, v any) template.HTML {
	var l label.Label
	switch v := v.(type) {
	case label.Label:
		l = v
	case *label.Label:
		if v == nil {
			return ""
		}
		l = *v
	case label.Level:
		l.Level = v
	}
	n := min(int(l.Level), 4)
	var b strings.Builder
	fmt.Fprintf(&b, `<span class="level level-%d" title="%s">%s<span>%s</span></span>`, n, template.HTMLEscapeString(l.Banner(p.Code())), bars(n),
		template.HTMLEscapeString(l.Level.Word(p.Code())))
	return template.HTML(b.String()) // built from numbers and escaped words
}

// bars draws a level's shape: four places, as many filled as the level is high.
func bars(n int) template.HTML {
	var b strings.Builder
	b.WriteString(`<svg class="bars" viewBox="0 0 16 12" width="16" height="12" aria-hidden="true">`)
	for i := range 4 {
		h := 3 * (i + 1)
		kind := "off"
		if i < n {
			kind = "on"
		}
		fmt.Fprintf(&b, `<rect class="%s" x="%d" y="%d" width="3" height="%d"/>`, kind, 4*i, 12-h, h)
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// fragment executes one template of a set.
func (s *set) fragment(a *Ask, name string, data any) (template.HTML, error) {
	var b bytes.Buffer
	err := s.in(a.P).ExecuteTemplate(&b, name, data)
	return template.HTML(b.String()), err
}
