package note

import (
	"strconv"
	"strings"

	"schild/day"
)

// OtherReason is the pick that needs the author's own words beside it.
const OtherReason = "other"

// Interests gives the letters of the protected interests, art. 3 of the act of 11 December 1998, in its order.
func Interests() []string { return []string{"a", "b", "c", "d", "e", "f", "g", "h"} }

// Reasons gives the pick list of reasons for a level: protection of a source, information about a person that is
// not confirmed, a running inquiry, information of a sister service, or the author's own words.
func Reasons() []string { return []string{"source", "unconfirmed", "inquiry", "partner", OtherReason} }

// InterestWord names a protected interest in nl, fr, de or en; empty when letter or language is unknown.
func InterestWord(letter, lang string) string {
	return pick(Interests(), letter, lang, words.interests)
}

// ReasonWord names a reason in nl, fr, de or en; empty when reason or language is unknown.
func ReasonWord(reason, lang string) string { return pick(Reasons(), reason, lang, words.reasons) }

func pick(keys []string, key, lang string, of func(words) []string) string {
	w, ok := wordsOf(lang)
	if !ok {
		return ""
	}
	for i, k := range keys {
		if k == key {
			return of(w)[i]
		}
	}
	return ""
}

// words are the fixed words of one language on the print and the preview. {…} is replaced.
type words struct {
	national, foreign                      string
	reference, date, to, subject           string
	copies, page, interest, review, ground string
	sources, origin, handling, partners    string
	empty                                  string
	day                                    string // "{d} {m} {y}"
	months                                 string // January to December, blanks between
	interestWords, reasonWords             string // in the order of Interests and Reasons, "|" between
}

func (w words) interests() []string { return strings.Split(w.interestWords, "|") }
func (w words) reasons() []string   { return strings.Split(w.reasonWords, "|") }

// wordsOf gives the words of a language.
func wordsOf(lang string) (words, bool) {
	switch lang {
	case "nl":
		return dutch(), true
	case "fr":
		return french(), true
	case "de":
		return german(), true
	case "en":
		return english(), true
	}
	return words{}, false
}

func english() words {
	return words{
		national: "Note to a national authority", foreign: "Note to a foreign partner",
		reference: "Reference", date: "Date", to: "To", subject: "Subject (not classified)",
		copies: "Copy {n} of {m}", page: "Page {n} of {m}",
		interest: "Protected interest", ground: "Reason for the level", review: "Level reviewed by",
		sources: "Sources", origin: "originator: {o}", empty: "This note cites no source.",
		handling: "This note is for the addressee named above alone. It is not to be passed on, in whole or in part, in any form, without the prior consent of {o}.",
		partners: "It may only be used for the purpose for which it was given, and its level may not be lowered without the same consent.",
		day:      "{d} {m} {y}", months: "January February March April May June July August September October November December",
		interestWords: "national territory and military plans|missions of the armed forces|internal security, nuclear safety and the democratic order|external security and international relations|scientific and economic potential|another fundamental interest|safety of nationals abroad|working of the State's decision-making bodies",
		reasonWords:   "protection of a source|unconfirmed information about a person|running inquiry|information of a sister service|other",
	}
}

func dutch() words {
	return words{
		national: "Nota aan een nationale overheid", foreign: "Nota aan een buitenlandse partner",
		reference: "Kenmerk", date: "Datum", to: "Aan", subject: "Onderwerp (niet geclassificeerd)",
		copies: "Exemplaar {n} van {m}", page: "Blad {n} van {m}",
		interest: "Beschermd belang", ground: "Reden van het niveau", review: "Niveau herzien vóór",
		sources: "Bronnen", origin: "van oorsprong: {o}", empty: "Deze nota verwijst naar geen bron.",
		handling: "Deze nota is alleen bestemd voor de hierboven genoemde geadresseerde. Zij mag niet worden doorgegeven, geheel of gedeeltelijk, in welke vorm ook, zonder voorafgaande toestemming van {o}.",
		partners: "Zij mag alleen dienen voor het doel waarvoor zij is gegeven, en haar niveau mag niet worden verlaagd zonder dezelfde toestemming.",
		day:      "{d} {m} {y}", months: "januari februari maart april mei juni juli augustus september oktober november december",
		interestWords: "nationaal grondgebied en militaire plannen|opdrachten van de strijdkrachten|inwendige veiligheid, nucleaire veiligheid en democratische orde|uitwendige veiligheid en internationale betrekkingen|wetenschappelijk en economisch potentieel|een ander fundamenteel belang|veiligheid van onderdanen in het buitenland|werking van de besluitvormingsorganen van de Staat",
		reasonWords:   "bescherming van een bron|onbevestigde informatie over een persoon|lopend onderzoek|informatie van een zusterdienst|andere",
	}
}

func french() words {
	return words{
		national: "Note à une autorité nationale", foreign: "Note à un partenaire étranger",
		reference: "Référence", date: "Date", to: "À", subject: "Objet (non classifié)",
		copies: "Exemplaire {n} de {m}", page: "Page {n} de {m}",
		interest: "Intérêt protégé", ground: "Motif du niveau", review: "Niveau à réexaminer avant le",
		sources: "Sources", origin: "origine\u00a0: {o}", empty: "Cette note ne cite aucune source.",
		handling: "Cette note est destinée au seul destinataire nommé ci-dessus. Elle ne peut être transmise, en tout ou en partie, sous quelque forme que ce soit, sans l’accord préalable de {o}.",
		partners: "Elle ne peut servir qu’au but pour lequel elle a été donnée, et son niveau ne peut être abaissé sans le même accord.",
		day:      "{d} {m} {y}", months: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		interestWords: "territoire national et plans militaires|missions des forces armées|sûreté intérieure, sûreté nucléaire et ordre démocratique|sûreté extérieure et relations internationales|potentiel scientifique et économique|autre intérêt fondamental|sécurité des ressortissants à l’étranger|fonctionnement des organes décisionnels de l’État",
		reasonWords:   "protection d’une source|information non confirmée sur une personne|enquête en cours|information d’un service partenaire|autre",
	}
}

func german() words {
	return words{
		national: "Vermerk an eine inländische Behörde", foreign: "Vermerk an einen ausländischen Partner",
		reference: "Aktenzeichen", date: "Datum", to: "An", subject: "Betreff (nicht eingestuft)",
		copies: "Ausfertigung {n} von {m}", page: "Seite {n} von {m}",
		interest: "Geschütztes Interesse", ground: "Grund der Einstufung", review: "Einstufung zu prüfen bis",
		sources: "Quellen", origin: "Herkunft: {o}", empty: "Dieser Vermerk nennt keine Quelle.",
		handling: "Dieser Vermerk ist allein für den oben genannten Empfänger bestimmt. Er darf ohne vorherige Zustimmung von {o} weder ganz noch teilweise, in keiner Form, weitergegeben werden.",
		partners: "Er darf nur für den Zweck verwendet werden, für den er gegeben wurde, und seine Einstufung darf ohne dieselbe Zustimmung nicht herabgesetzt werden.",
		day:      "{d}. {m} {y}", months: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
		interestWords: "Staatsgebiet und militärische Pläne|Aufträge der Streitkräfte|innere Sicherheit, nukleare Sicherheit und demokratische Ordnung|äußere Sicherheit und internationale Beziehungen|wissenschaftliches und wirtschaftliches Potenzial|ein anderes grundlegendes Interesse|Sicherheit der Staatsangehörigen im Ausland|Arbeit der Entscheidungsorgane des Staates",
		reasonWords:   "Schutz einer Quelle|unbestätigte Information über eine Person|laufende Untersuchung|Information eines Partnerdienstes|anderer",
	}
}

func itoa(n int) string { return strconv.Itoa(n) }

// count fills "{n} of {m}".
func count(pattern string, n, m int) string {
	return strings.NewReplacer("{n}", itoa(n), "{m}", itoa(m)).Replace(pattern)
}

// dayText writes a day as far as it is known: "3 March 2025", "March 2025", "2025", or nothing.
func (w words) dayText(d day.Date) string {
	year := itoa(int(d.Year))
	months := strings.Fields(w.months)
	switch {
	case d.Year == 0:
		return ""
	case d.Month < 1 || int(d.Month) > len(months):
		return year
	case d.Day == 0:
		return months[d.Month-1] + " " + year
	}
	n := itoa(int(d.Day))
	if d.Day == 1 && strings.HasPrefix(w.months, "janvier") {
		n = "1er"
	}
	return strings.NewReplacer("{d}", n, "{m}", months[d.Month-1], "{y}", year).Replace(w.day)
}

// later tells whether a is after b as far as both are known.
func later(a, b day.Date) bool {
	if a.Year != b.Year {
		return a.Year > b.Year
	}
	if a.Month == 0 || b.Month == 0 || a.Month != b.Month {
		return b.Month != 0 && a.Month > b.Month
	}
	return b.Day != 0 && a.Day > b.Day
}
