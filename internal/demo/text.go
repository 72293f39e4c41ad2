package demo

// text is what the analysts of the house write, in one language; %s are names, dates and citations.
type text struct {
	reject, title, subject, intro, fact, second, close, why, returned, receipt, recall, back string
}

func textOf(lang string) text {
	switch lang {
	case "nl":
		return text{
			reject: "Iemand anders met dezelfde naam.", title: "Contacten rond %s", subject: "Bericht over contacten in Kestrië",
			intro:  "Deze nota vat samen wat de dienst vernam. Zij is **geen bewijs** en mag niet als grond voor een beslissing dienen zonder verder onderzoek.",
			fact:   "Een bericht van %s noemt *%s*[[%s]]. De bron is beoordeeld zoals bij de vermelding staat.",
			second: "In hetzelfde verband wordt *%s* genoemd[[%s]]; of beiden elkaar kennen, staat niet vast.",
			close:  "Wij vernemen graag of u over verdere gegevens beschikt. Een onschuldige verklaring is mogelijk.",
			why:    "Brief van de herkomstdienst", returned: "Herkomstdienst gaf geen toestemming; eerst navragen.",
			receipt: "Ontvangststrook getekend", recall: "De herkomstdienst trekt het bericht in: de bron bleek onbetrouwbaar.", back: "Exemplaar teruggestuurd"}
	case "fr":
		return text{
			reject: "Une autre personne du même nom.", title: "Contacts autour de %s", subject: "Communication sur des contacts en Kestrie",
			intro:  "Cette note résume ce que le service a appris. Elle n'est **pas une preuve** et ne peut fonder une décision sans autre enquête.",
			fact:   "Un message du %s cite *%s*[[%s]]. La source est appréciée comme indiqué à la référence.",
			second: "Dans le même contexte, *%s* est cité[[%s]] ; rien ne dit que les deux se connaissent.",
			close:  "Nous vous saurions gré de toute autre information. Une explication innocente reste possible.",
			why:    "Lettre du service d'origine", returned: "Le service d'origine n'a pas consenti ; à demander d'abord.",
			receipt: "Accusé de réception signé", recall: "Le service d'origine retire le message : la source n'était pas fiable.", back: "Exemplaire renvoyé"}
	case "de":
		return text{
			reject: "Eine andere Person gleichen Namens.", title: "Kontakte um %s", subject: "Mitteilung über Kontakte in Kestrien",
			intro:  "Dieser Vermerk fasst zusammen, was dem Dienst bekannt wurde. Er ist **kein Beweis** und trägt ohne weitere Ermittlung keine Entscheidung.",
			fact:   "Eine Nachricht vom %s nennt *%s*[[%s]]. Die Quelle ist bewertet wie beim Nachweis angegeben.",
			second: "Im selben Zusammenhang wird *%s* genannt[[%s]]; ob beide einander kennen, steht nicht fest.",
			close:  "Für weitere Erkenntnisse wären wir dankbar. Eine harmlose Erklärung ist möglich.",
			why:    "Schreiben des Ursprungsdienstes", returned: "Der Ursprungsdienst hat nicht zugestimmt; zuerst anfragen.",
			receipt: "Empfangsbestätigung unterschrieben", recall: "Der Ursprungsdienst zieht die Nachricht zurück: die Quelle war nicht verlässlich.", back: "Exemplar zurückgesandt"}
	}
	return text{
		reject: "Another person of that name.", title: "Contacts around %s", subject: "Information on contacts in Kestria",
		intro:  "This note sums up what became known to the service. It is **no evidence** and carries no decision without further inquiry.",
		fact:   "A message of %s names *%s*[[%s]]. The source is graded as stated with the reference.",
		second: "In the same connection *%s* is named[[%s]]; whether the two know each other is not established.",
		close:  "We would be grateful for anything further. An innocent explanation remains possible.",
		why:    "Letter of the originating service", returned: "The originator has not consented; ask first.",
		receipt: "Receipt slip signed", recall: "The originator withdraws the message: its source proved unreliable.", back: "Copy returned"}
}
