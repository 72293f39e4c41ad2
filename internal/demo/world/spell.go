package world

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/unicode/norm"

	"golang.org/x/text/transform"
)

// The spellings a text may have of a name. The first group differs in letters' dress only; who looks for names must find all
// of it. The second drops, turns or changes letters: finding that is comparing, and is measured apart.
const (
	asListed   = "as listed"
	capitals   = "capitals"
	unaccented = "accents dropped"
	parted     = "hyphen parted"
	joined     = "hyphen joined"
	wrapped    = "line break inside"
	byAlias    = "alias"
	turned     = "family name first"
	inverted   = "family name, given name"

	initial    = "initial"
	familyOnly = "family name alone"
	respelled  = "other letters"
)

// Dressed lists the spellings of the first group, Changed those of the second.
func Dressed() []string {
	return []string{asListed, capitals, unaccented, parted, joined, wrapped, byAlias, turned, inverted}
}

// Changed lists the spellings that a search for exact names cannot find.
func Changed() []string { return []string{initial, familyOnly, respelled} }

// spell throws one spelling of an entity's name.
func spell(d *dice, e Entity) (written, how string) {
	k := d.n(100)
	switch {
	case k < 8:
		return strings.ToUpper(e.Name), capitals
	case k < 16:
		if p := plain(e.Name); p != e.Name {
			return p, unaccented
		}
	case k < 21 && strings.Contains(e.Name, "-"):
		return strings.ReplaceAll(e.Name, "-", " "), parted
	case k < 24 && strings.Contains(e.Name, "-"):
		return strings.ReplaceAll(e.Name, "-", ""), joined
	case k < 34 && len(e.Aliases) > 0:
		return e.Aliases[0], byAlias
	case k < 34 || e.Schema != "Person":
	case k < 38:
		return strings.ToUpper(e.Family) + " " + e.Given, turned
	case k < 41:
		return e.Family + ", " + e.Given, inverted
	case k < 43:
		return string([]rune(e.Given)[:1]) + ". " + e.Family, initial
	case k < 45:
		return e.Family, familyOnly
	case k < 48:
		if r := respell(e.Name); r != e.Name {
			return r, respelled
		}
	}
	return e.Name, asListed
}

// plain drops accents, as an old keyboard does.
func plain(s string) string {
	out, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		return s
	}
	return out
}

// respell writes a name as another clerk would have put it into our letters.
func respell(s string) string {
	return strings.NewReplacer("Shch", "Sch", "shch", "sch", "Kh", "H", "kh", "h", "Ya", "Ja", "ya", "ja", "Yu", "Iu", "yu", "iu", "Zh", "J", "ts", "c",
		"al-", "el-", "qa", "ka", "Qa", "Ka", "dh", "z", "uw", "ouw", "ph", "f").Replace(s)
}
