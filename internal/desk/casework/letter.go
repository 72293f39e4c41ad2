package casework

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"schild/procedure"
)

// letter is a paper that is being written.
type letter struct {
	doc  procedure.Document
	lang string
	act  procedure.Act
}

// phrases are the set words of a paper in one language.
type phrases struct {
	reference, date, to, opening, decided, reasons, ground, appeal, appealUnsure, closing, signed, yes, no string
}

// phrasesIn gives the set words; what is written to a person is polite and says where one can turn.
func phrasesIn(lang string) phrases {
	switch lang {
	case "fr":
		return phrases{"Référence", "Date", "Concerne", "Madame, Monsieur,", "Dans la procédure « {p} », l’étape suivante a été accomplie : {a}. L’affaire se trouve maintenant en : {s}.", "Motifs", "Base légale",
			"Vous pouvez introduire un recours dans un délai de {n} auprès de l’organe que la loi désigne.", "Ce délai n’a pas été vérifié au Moniteur belge : consultez le texte.", "Veuillez agréer, Madame, Monsieur, l’expression de notre considération distinguée.", "Signature", "oui", "non"}
	case "de":
		return phrases{"Zeichen", "Datum", "Betrifft", "Sehr geehrte Damen und Herren,", "im Verfahren „{p}“ ist folgender Schritt getan worden: {a}. Die Sache steht jetzt in: {s}.", "Gründe", "Rechtsgrundlage",
			"Sie können binnen {n} bei der Stelle, die das Gesetz nennt, Beschwerde einlegen.", "Diese Frist ist nicht im Belgischen Staatsblatt nachgelesen: Prüfen Sie den Text.", "Mit freundlichen Grüßen", "Unterschrift", "ja", "nein"}
	case "en":
		return phrases{"Reference", "Date", "Concerning", "Dear Sir or Madam,", "In the procedure “{p}” the following step has been done: {a}. The case now stands in: {s}.", "Reasons", "Legal ground",
			"You can lodge an appeal within {n} with the body that the law names.", "This term was not verified against the Official Gazette: check the text.", "Yours faithfully,", "Signature", "yes", "no"}
	}
	return phrases{"Kenmerk", "Datum", "Betreft", "Geachte heer, geachte mevrouw,", "In de procedure “{p}” is de volgende stap gezet: {a}. De zaak staat nu in: {s}.", "Redenen", "Wettelijke grond",
		"U kunt binnen {n} beroep instellen bij het orgaan dat de wet aanwijst.", "Deze termijn is niet in het Belgisch Staatsblad nagelezen: kijk de tekst na.", "Hoogachtend,", "Handtekening", "ja", "neen"}
}

// units are the lengths of a term in words.
func units(lang, unit string, n int) string {
	words := map[string]map[string]string{
		"nl": {"days": "kalenderdagen", "working": "werkdagen", "months": "maanden", "hours": "uur"}, "fr": {"days": "jours calendrier", "working": "jours ouvrables", "months": "mois", "hours": "heures"},
		"de": {"days": "Kalendertagen", "working": "Arbeitstagen", "months": "Monaten", "hours": "Stunden"}, "en": {"days": "calendar days", "working": "working days", "months": "months", "hours": "hours"}}
	return strconv.Itoa(n) + " " + words[lang][unit]
}

// writer writes one paper.
type writer struct {
	d    *Desk
	c    Case
	f    *procedure.File
	s    procedure.State
	l    letter
	p    phrases
	text []string
}

// write gives a paper's title and its text: paragraphs, an empty line between. Of a letter to a person only what is theirs to know is
// told: the step, its reasons where the act gave them to the person, what the file says it tells, the ground, and how to appeal; never
// what the service noted.
func (d *Desk) write(c Case, f *procedure.File, s procedure.State, l letter) (title, body string) {
	w := &writer{d: d, c: c, f: f, s: s, l: l, p: phrasesIn(l.lang)}
	w.add(w.p.reference + ": " + c.Reference + "\n" + w.p.date + ": " + today(l.act.At.UnixMicro()).String() + "\n" + w.p.to + ": " + w.word(f.ID))
	if l.doc.Citizen {
		w.citizen()
	} else {
		w.inside()
	}
	return w.word("document." + l.doc.Name), strings.Join(w.text, "\n\n")
}

func (w *writer) word(key string) string { return w.d.Book.Title(w.l.lang, w.f, key) }

func (w *writer) add(s string) { w.text = append(w.text, s) }

func (w *writer) citizen() {
	w.add(w.p.opening)
	w.add(cmp.Or(w.d.Book.Letter(w.l.lang, w.f, w.l.doc.Name, w.l.act.Do), w.told()))
	if reasons, ok := w.s.Values["reasons"].(string); ok && reasons != "" && w.says("reasons") {
		w.add(w.p.reasons + ": " + reasons)
	}
	for _, x := range w.f.Fields {
		if v := w.value(x); v != "" && x.Name != "reasons" && slices.Contains(w.l.doc.Says, x.Name) {
			w.add(w.word("field."+x.Name) + ": " + v)
		}
	}
	w.add(w.p.ground + ": " + w.f.Ground.Law)
	for _, t := range w.f.Terms {
		if strings.HasPrefix(t.Name, "appeal") {
			line := strings.ReplaceAll(w.p.appeal, "{n}", units(w.l.lang, t.Unit, t.N))
			if t.Ground.Confidence != "V" {
				line += " " + w.p.appealUnsure
			}
			w.add(line)
		}
	}
	w.add(w.p.closing)
	w.add(w.p.signed + ": ____________________")
}

// told says which step was done and where the case stands.
func (w *writer) told() string {
	return strings.NewReplacer("{p}", w.word(w.f.ID), "{a}", w.word("act."+w.l.act.Do), "{s}", w.word("stage."+w.s.Stage)).Replace(w.p.decided)
}

// says tells whether the paper may tell a field: the file lists them, or lists none and leaves the choice to the kind of paper.
func (w *writer) says(field string) bool {
	return len(w.l.doc.Says) == 0 || slices.Contains(w.l.doc.Says, field)
}

// inside writes a paper of the house: everything the form says, in the order of the file.
func (w *writer) inside() {
	w.add(w.told())
	for _, x := range w.f.Fields {
		if v := w.value(x); v != "" && w.says(x.Name) {
			w.add(w.word("field."+x.Name) + ": " + v)
		}
	}
	w.add(w.p.ground + ": " + w.f.Ground.Law)
	w.add(w.p.signed + ": ____________________")
}

func (w *writer) value(x procedure.Field) string {
	switch v := w.s.Values[x.Name].(type) {
	case string:
		if x.Type == "choice" && v != "" {
			return w.word("choice." + v)
		}
		return v
	case bool:
		return map[bool]string{true: w.p.yes, false: w.p.no}[v]
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []string:
		return strings.Join(v, "; ")
	}
	return ""
}
