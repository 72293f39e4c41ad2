package screen

import (
	"slices"
	"strings"

	"schild/day"
	"schild/name"
)

// Flag is something the person who decides must know about a subject; its text is a part of a message key.
type Flag string

// The flags: a minor (law of 30 November 1998, special care), a profession whose secrets the law protects (lawyer, physician,
// journalist: article 2, § 2), somebody in public office.
const (
	Minor      Flag = "minor"
	Protected  Flag = "protected"
	InOffice   Flag = "office"
	adult           = 18
	unknownAge      = -1
)

// Flags gives what is to be known about a subject on a day. It weighs nothing in any score.
func Flags(s Entry, on day.Date) []Flag {
	var out []Flag
	if a := age(s.Facts.Births, on); a != unknownAge && a < adult {
		out = append(out, Minor)
	}
	for _, r := range s.Roles {
		words := strings.Fields(name.Fold(r))
		if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(protected(), w) }) {
			out = append(out, Protected)
		}
		if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(office(), w) }) {
			out = append(out, InOffice)
		}
	}
	if slices.ContainsFunc(s.Topics, func(t string) bool { return t == "role.pep" || strings.HasPrefix(t, "gov.") }) {
		out = append(out, InOffice)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// age gives the greatest age that the dates leave open: whoever may be of age by one of them is no minor for certain, but is
// flagged when any date says so. Only the year known: who turns eighteen in the year is taken as still a minor.
func age(births []day.Date, on day.Date) int {
	youngest := unknownAge
	for _, b := range births {
		a := int(on.Year) - int(b.Year)
		if b.Month == 0 || b.Month > on.Month || b.Month == on.Month && (b.Day == 0 || b.Day > on.Day) {
			a--
		}
		if youngest == unknownAge || a < youngest {
			youngest = a
		}
	}
	return youngest
}

func protected() []string {
	return []string{"advocaat", "advocate", "avocat", "avocate", "rechtsanwalt", "rechtsanwaltin", "anwalt", "anwaltin", "lawyer", "attorney", "solicitor", "barrister",
		"arts", "geneesheer", "medecin", "arzt", "arztin", "physician", "doctor", "journalist", "journaliste", "journalistin", "reporter"}
}

func office() []string {
	return []string{"minister", "ministre", "ministerin", "senator", "senateur", "senatorin", "parlementslid", "volksvertegenwoordiger", "depute", "deputee", "abgeordneter", "abgeordnete",
		"magistraat", "magistrat", "magistrate", "rechter", "juge", "richter", "richterin", "judge", "burgemeester", "bourgmestre", "burgermeister", "mayor", "ambassadeur", "ambassador", "botschafter"}
}
