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
	AsListed = "as listed"
	Capitals = "capitals"
	Plain    = "accents dropped"
	Parted   = "hyphen parted"
	Joined   = "hyphen joined"
	Wrapped  = "line break inside"
	Alias    = "alias"
	Turned   = "family name first"
	Inverted = "family name, given name"

	Initial   = "initial"
	Family    = "family name alone"
	Respelled = "other letters"
)

// Dressed lists the spellings of the first group, Changed those of the second.
func Dressed() []string {
	return []string{AsListed, Capitals, Plain, Parted, Joined, Wrapped, Alias, Turned, Inverted}
}

// Changed lists the spellings that a search for exact names cannot find.
func Changed() []string { return []string{Initial, Family, Respelled} }

// spell throws one spelling of an entity's name.
func spell(d *dice, e Entity) (written, how string) {
	k := d.n(100)
	switch {
	case k < 8:
		return strings.ToUpper(e.Name), Capitals
	case k < 16:
		if p := plain(e.Name); p != e.Name {
			return p, Plain
		}
	case k < 21 && strings.Contains(e.Name, "-"):
		return strings.ReplaceAll(e.Name, "-", " "), Parted
	case k < 24 && strings.Contains(e.Name, "-"):
		return strings.ReplaceAll(e.Name, "-", ""), Joined
	case k < 34 && len(e.Aliases) > 0:
		return e.Aliases[0], Alias
	case k < 34 || e.Schema != "Person":
	case k < 38:
		return strings.ToUpper(e.Family) + " " + e.Given, Turned
	case k < 41:
		return e.Family + ", " + e.Given, Inverted
	case k < 43:
		return string([]rune(e.Given)[:1]) + ". " + e.Family, Initial
	case k < 45:
		return e.Family, Family
	case k < 48:
		if r := respell(e.Name); r != e.Name {
			return r, Respelled
		}
	}
	return e.Name, AsListed
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
