package spif

import (
	"slices"
	"strings"
)

// Marking writes the mark in words of lang: policy, classification, categories in the policy's order. A phrase that
// the policy has not in lang stands in the policy's own language.
func (p Policy) Marking(m Mark, lang string) string {
	policy := p.Name
	if d, ok := coded(p.file.Data, "replacePolicy"); ok {
		policy = d.Text
	}
	c, _ := p.class(m.Class)
	class := word(c.Name, c.Data, lang)
	if d, ok := coded(c.Data, "replacePolicy"); ok {
		policy = d.Text
	}
	for _, t := range m.Tags {
		at, ok := p.tags[t]
		if !ok {
			continue
		}
		if d, ok := coded(p.category(at).Data, "replacePolicy"); ok {
			policy = d.Text
		}
		if _, ok := coded(p.category(at).Data, "suppressClassName"); ok {
			class = ""
		}
	}
	return p.around(append([]string{policy, class}, p.categories(m.Tags, lang)...), lang)
}

// Marking of a clearance: the classifications held, then the categories.
func (p Policy) ClearanceMarking(c Clearance, lang string) string {
	var classes []string
	for _, k := range p.file.Classes {
		if slices.Contains(c.Classes, k.Lacv) {
			classes = append(classes, k.Name)
		}
	}
	return p.around(append([]string{"{" + strings.Join(classes, "|") + "}"}, p.categories(c.Tags, lang)...), lang)
}

func (p Policy) around(parts []string, lang string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	text := strings.Join(parts, qualified(p.file.Qualifiers, "separator", lang, " "))
	return qualified(p.file.Qualifiers, "prefix", lang, "") + text + qualified(p.file.Qualifiers, "suffix", lang, "")
}

// categories gives the words of each tag that has any, in the policy's order.
func (p Policy) categories(tags []Tag, lang string) []string {
	var out []string
	for _, s := range p.file.Sets {
		for _, t := range s.Tags {
			var words []string
			for _, c := range t.Categories {
				_, silent := coded(c.Data, "noNameDisplay")
				if !silent && slices.Contains(tags, Tag{s.ID, kindOf(t.Type, t.Enum), c.Lacv}) {
					words = append(words, word(c.Name, c.Data, lang))
				}
			}
			if words != nil {
				out = append(out, qualified(t.Qualifiers, "prefix", lang, "")+
					strings.Join(words, qualified(t.Qualifiers, "separator", lang, "/"))+qualified(t.Qualifiers, "suffix", lang, ""))
			}
		}
	}
	return out
}

// word gives the phrase for lang, else the one without a language, else the name.
func word(name string, data []phrase, lang string) string {
	best := name
	for _, d := range data {
		_, policy := coded([]phrase{d}, "replacePolicy")
		switch {
		case d.Text == "" || policy:
		case d.Lang == primary(lang):
			return d.Text
		case d.Lang == "":
			best = d.Text
		}
	}
	return best
}

func qualified(all []qualifier, code, lang, otherwise string) string {
	for _, q := range all {
		switch {
		case q.Code != code:
		case q.Lang == primary(lang):
			return q.Text
		case q.Lang == "":
			otherwise = q.Text
		}
	}
	return otherwise
}

func primary(lang string) string {
	out, _, _ := strings.Cut(lang, "-")
	return out
}

func coded(data []phrase, code string) (phrase, bool) {
	for _, d := range data {
		if slices.Contains(d.Codes, code) {
			return d, true
		}
	}
	return phrase{}, false
}
