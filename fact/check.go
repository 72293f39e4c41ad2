package fact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"schild/day"
	"schild/fault"
)

// The most bytes a value may have: a text, and anything else.
const (
	textMost  = 64 << 10
	valueMost = 4 << 10
)

// Check tells what is wrong with a statement that somebody wants to make, nil when nothing is. Its id, author, label and
// time of registration are not looked at: the house gives them.
func Check(s Statement) error {
	if _, err := ParseID(string(s.Entity)); err != nil {
		return err
	}
	if _, err := ParseID(string(s.Record)); err != nil {
		return err
	}
	if err := CheckValue(s.Schema, s.Property, s.Value); err != nil {
		return err
	}
	return checkSaying(s)
}

// checkSaying looks at everything around the value.
func checkSaying(s Statement) error {
	switch {
	case !clean(s.Original, true) || len(s.Original) > textMost:
		return fault.New(fault.Invalid, "fact.value", "property", s.Property, "value", short(s.Original))
	case len(s.Lang) > 35 || !plain(s.Lang):
		return fault.New(fault.Invalid, "fact.lang", "lang", short(s.Lang))
	case s.Grade != (Grade{}) && !s.Grade.Valid():
		return fault.New(fault.Invalid, "fact.grade", "grade", short(s.Grade.String()))
	case s.Place.Part < 0, s.Place.Start < 0, s.Place.End < s.Place.Start:
		return fault.New(fault.Invalid, "fact.place")
	}
	for _, d := range []day.Date{s.Holds.From, s.Holds.To, s.Said} {
		if !d.IsZero() && !d.Valid() {
			return fault.New(fault.Invalid, "day.unreadable", "date", d.String())
		}
	}
	if s.Holds.To.Before(s.Holds.From) == day.Yes {
		return fault.New(fault.Invalid, "fact.span", "from", s.Holds.From.String(), "to", s.Holds.To.String())
	}
	return nil
}

// CheckValue tells what is wrong with a value of a schema's property, nil when nothing is.
func CheckValue(schema, property, value string) error {
	if !Known(schema) {
		return fault.New(fault.Invalid, "fact.schema", "schema", short(schema))
	}
	p, ok := Lookup(schema, property)
	if !ok {
		return fault.New(fault.Invalid, "fact.property", "schema", schema, "property", short(property))
	}
	if !fits(p.Type, value) {
		return fault.New(fault.Invalid, "fact.value", "property", property, "value", short(value))
	}
	return nil
}

// fits tells whether a value is one of the type, in its canonical spelling.
func fits(typ, v string) bool {
	long := typ == "text"
	switch {
	case v == "", v != strings.TrimSpace(v), !clean(v, long), !long && len(v) > valueMost, len(v) > textMost:
		return false
	}
	switch typ {
	case "date":
		_, err := day.Parse(v)
		return err == nil
	case "entity":
		_, err := ParseID(v)
		return err == nil
	case "country":
		return isCountry(v)
	case "gender":
		return v == "female" || v == "male" || v == "other"
	case "language":
		return len(v) == 3 && lower(v)
	}
	return true
}

// isCountry tells codes by their shape: two letters (ISO 3166-1), four for a country that is no more (ISO 3166-3), two
// and a part ("gb-sct").
func isCountry(v string) bool {
	country, part, parted := strings.Cut(v, "-")
	if !parted {
		return (len(v) == 2 || len(v) == 4) && lower(v)
	}
	return 1 <= len(country) && len(country) <= 2 && 2 <= len(part) && len(part) <= 4 && lower(country) && lower(part)
}

func lower(s string) bool {
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == ""
}

// plain tells whether s has ASCII letters, digits and hyphens only, as a language tag has.
func plain(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		if !('a' <= c && c <= 'z' || '0' <= s[i] && s[i] <= '9' || s[i] == '-') {
			return false
		}
	}
	return true
}

// clean tells whether s is valid UTF-8 without control characters; line breaks and tabs are let through in long texts.
func clean(s string, long bool) bool {
	if !utf8.ValidString(s) {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && !(long && (r == '\n' || r == '\r' || r == '\t'))
	}) < 0
}

// short bounds what an error says of the words it was given.
func short(s string) string {
	const most = 40
	end := ""
	if len(s) > most {
		s, end = s[:most], "…"
	}
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")) + end
}
