package world

import "strings"

// tongue is how names are put together in one part of the invented world.
type tongue struct {
	given, prefix, first, last []string
	double                     int // percent with a second family name
}

func tongues() map[string]tongue {
	return map[string]tongue{
		"nl": {
			given:  []string{"Joris", "Marieke", "Wannes", "Anneleen", "Gert-Jan", "Liesbet", "Tijl", "Noortje", "Bavo", "Hadewych", "Stijn", "Roos", "Machteld", "Lowie", "Zoë", "Renée"},
			prefix: []string{"Van den ", "Van ", "De ", "Van der ", "", "Ver", "'t "},
			first:  []string{"Klaver", "Hoever", "Brak", "Ossel", "Wulver", "Tichel", "Roggen", "Halver", "Meerse", "Kwade", "Vlasse", "Kraaie", "Zilver", "Doorne", "Leeuwe"},
			last:   []string{"donk", "slag", "voorde", "schoot", "beemd", "akker", "moer", "lare", "gaver", "zande", "hulst", "brugghe"},
		},
		"fr": {
			given:  []string{"Anne-Lise", "Jean-Noé", "Aurélien", "Maëlle", "Théodore", "Clémence", "Hervé", "Françoise", "Loïc", "Éléonore", "Gaspard", "Inès", "Rémi", "Solène", "Barnabé", "Cécile"},
			prefix: []string{"", "de ", "du ", "de la ", "Le ", "", "d'"},
			first:  []string{"Aubre", "Ombre", "Estre", "Haute", "Orque", "Verde", "Perri", "Sauve", "Clére", "Monte", "Brève", "Folle", "Grandé"},
			last:   []string{"ssart", "nvilliers", "gnonnet", "rsillac", "ncombe", "lmaurin", "rtuis", "mblois", "nchelle", "sterel", "rgault", "rville"},
			double: 10,
		},
		"de": {
			given:  []string{"Jürgen", "Annelore", "Gotthold", "Mechthild", "Jörg", "Roswitha", "Käthe", "Ansgar", "Wiebke", "Hans-Eberhard", "Günther", "Friederike", "Heinz-Otto", "Bärbel", "Leopoldine", "Ulf"},
			prefix: []string{"", "", "von ", "", "von der ", "zu "},
			first:  []string{"Aschen", "Birken", "Grauen", "Lohr", "Eben", "Wolken", "Silber", "Hasel", "Tannen", "Moos", "Krähen", "Süder", "Öden"},
			last:   []string{"ried", "brunner", "leithner", "furter", "bichler", "hauser", "kamp", "stätter", "mühlen", "röder", "lechner", "winkler"},
			double: 8,
		},
		"en": {
			given:  []string{"Harriet", "Rowan", "Cedric", "Imogen", "Percival", "Maud", "Alistair", "Beatrix", "Fergus", "Winifred", "Hugo", "Tabitha", "Barnaby", "Cordelia"},
			prefix: []string{""},
			first:  []string{"Thorne", "Marl", "Wether", "Hollow", "Brackle", "Colder", "Harrow", "Penny", "Ashen", "Quill", "Sedge", "Larken"},
			last:   []string{"wicke", "combe", "stowe", "leigh", "mere", "burrow", "garth", "holt", "thwaite", "field", "ridge", "by"},
			double: 12,
		},
		"sl": {
			given:  []string{"Vadislav", "Oleksar", "Yurislav", "Taisiya", "Lyudmira", "Zoryana", "Rostimir", "Khristan", "Velislava", "Yevhor", "Bogomila", "Dragan", "Mstivoy", "Shchedra"},
			prefix: []string{""},
			first:  []string{"Dro", "Belsko", "Zagory", "Khmelo", "Shchuro", "Tikhory", "Vyazo", "Gromo", "Lyuto", "Cherno", "Zhelo", "Yaruno"},
			last:   []string{"vanenko", "yarov", "mitsky", "myakin", "vchenko", "tsubov", "lynchuk", "rodnik", "zhenko", "khtin"},
		},
		"ar": {
			given:  []string{"Samiyar", "Tariqan", "Nuhayd", "Laythan", "Rimaya", "Hadilah", "Zaydun", "Mahirah", "Abd al-Wadhim", "Qaysar", "Sulayma", "Ghaysan"},
			prefix: []string{"al-", "al-", "Ibn ", "Bin ", "al-", "Abu "},
			first:  []string{"Marzu", "Tharwa", "Qandi", "Jumra", "Hazba", "Sufra", "Wadhi", "Rashqa", "Ghuza", "Khulba", "Dhamri"},
			last:   []string{"qani", "lani", "sari", "buni", "rashi", "midi", "nabi", "thuri", "wiyah", "kumi"},
		},
	}
}

// shares of tongues in a hundred people.
func tongueOf(d *dice) string {
	switch k := d.n(100); {
	case k < 28:
		return "nl"
	case k < 48:
		return "fr"
	case k < 60:
		return "de"
	case k < 70:
		return "en"
	case k < 87:
		return "sl"
	}
	return "ar"
}

// person throws a given and a family name.
func (t tongue) person(d *dice) (given, family string) {
	given, family = of(d, t.given), t.family(d)
	if d.in(t.double) {
		family += "-" + strings.TrimSpace(of(d, t.first)+of(d, t.last))
	}
	return given, family
}

func (t tongue) family(d *dice) string {
	prefix, stem := of(d, t.prefix), of(d, t.first)+of(d, t.last)
	if prefix == "Ver" {
		stem = strings.ToLower(stem)
	}
	return prefix + stem
}

// firms are how companies are called: a made-up word, a trade, a form of company.
func firm(d *dice) string {
	word := of(d, []string{"Kem", "Tral", "Vex", "Ost", "Bry", "Zel", "Quor", "Mer", "Hal", "Lum", "Dex", "Pol", "Sar", "Tyr", "Ulv", "Wen", "Fen", "Gar", "Øst", "Kræ"}) +
		of(d, []string{"al", "er", "on", "ath", "im", "or", "ess", "und", "é"}) + of(d, []string{"tra", "dix", "mar", "line", "dane", "rix", "gate", "tal", "bex", "quin"})
	trade := of(d, []string{"Shipping", "Logistics", "Trading", "Engineering", "Consult", "Transport", "Chemie", "Handel", "Instruments", "Aviation Services", "Média", "Holding", "Maritime", "Datacenter", "Élevage & Négoce"})
	return word + " " + trade + " " + of(d, []string{"NV", "BV", "SA", "SRL", "GmbH", "AG", "Ltd", "JSC", "FZE", "SNC", "KG"})
}

// association throws the name of an organisation.
func association(d *dice) string {
	switch d.n(4) {
	case 0:
		return of(d, []string{"Institute for", "Forum for", "Circle of", "Foundation for", "Council on"}) + " " + of(d, []string{"River and Border Studies", "Balanced Dialogue", "Shared Harbours", "Future Neighbourhood", "Sober Reporting", "Continental Friendship", "Quiet Diplomacy"}) + of(d, []string{"", "", " Orvania", " Kestria", " East"})
	case 1:
		return of(d, []string{"Institut pour", "Cercle pour", "Fondation pour", "Maison pour", "Bureau pour"}) + " " + of(d, []string{"l'amitié des rives", "le dialogue apaisé", "l'avenir commun", "la parole libre", "l'échange des savoirs"}) + of(d, []string{"", "", " de Lannebourg", " de Saint-Orrec"})
	case 2:
		return of(d, []string{"Stichting", "Vereniging", "Kring", "Huis"}) + " " + of(d, []string{"Brug en Oever", "Stille Dialoog", "Nieuwe Horizon Merre", "Vrij Woord Oost", "Handel en Vriendschap"}) + of(d, []string{"", "", " Hoogveere", " Tessenbeek"})
	}
	return of(d, []string{"Verein für", "Gesellschaft für", "Stiftung für", "Bund für"}) + " " + of(d, []string{"Völkergespräch", "Ufer und Brücke", "freie Rede Ost", "stille Verständigung", "gemeinsame Zukunft"}) + of(d, []string{"", "", " Grauweiler", " Niederlohr"})
}

// ship throws the name of a vessel.
func ship(d *dice) string {
	return of(d, []string{"Veloran", "Meraltis", "Ostrana", "Halderin", "Tessalin", "Brakmar", "Orvellan", "Zeluna", "Quorima", "Askerin"}) + " " +
		of(d, []string{"Dawn", "Petrel", "Lantern", "Venture", "Grace", "Swell", "Meridian", "Sorrel", "Anvil", "Tide"})
}
