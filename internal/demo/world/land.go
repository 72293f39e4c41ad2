package world

import "schild/internal/demo/bureau"

// Source is a correspondent of the service.
type Source struct {
	ID, Name, Kind, Organisation, Country, Grade string
	Langs                                        []string
	Label                                        string // the marking of what it sends without one
	Known                                        string // the marking of the fact that it writes to us
	Domain                                       string
	weight                                       int // of a hundred messages
	genres                                       []string
}

// Sources gives the correspondents in fixed order. Foreign ones stay masters of what they send.
func Sources() []Source {
	open, all := "UNCLASSIFIED//REL *", []string{"nl", "fr", "de"}
	return []Source{
		{ID: "orva", Name: "Orvanian Protective Service", Kind: "foreign", Organisation: "ORVA", Country: "XO", Grade: "B2", Langs: []string{"en", "de"},
			Label: "CONFIDENTIAL//REL ORVA//ORIG ORVA", Known: open, Domain: "ops.orva.example", weight: 17, genres: []string{"report", "request", "meeting", "trade"}},
		{ID: "belm", Name: "Belmarin Bureau of Inquiry", Kind: "foreign", Organisation: "BELM", Country: "XB", Grade: "C3", Langs: []string{"fr", "en"},
			Label: "SECRET//REL BELM//ORIG BELM", Known: open, Domain: "bureau.belm.example", weight: 13, genres: []string{"report", "request", "meeting", "narrative"}},
		{ID: "sund", Name: "Sundrian Information Office", Kind: "foreign", Organisation: "SUND", Country: "XS", Grade: "B3", Langs: []string{"en"},
			Label: "RESTRICTED//REL KCUS,KFOR,KPOL,ORVA,SUND,THAL//ORIG SUND", Known: open, Domain: "office.sund.example", weight: 10, genres: []string{"report", "request", "narrative"}},
		{ID: "thal", Name: "Thalvian Guard Service", Kind: "foreign", Organisation: "THAL", Country: "XT", Grade: "C2", Langs: []string{"de", "en"},
			Label: "CONFIDENTIAL//REL THAL//ORIG THAL", Known: open, Domain: "guard.thal.example", weight: 8, genres: []string{"report", "request", "sighting"}},
		{ID: "heron", Name: "Orvanian protected channel", Kind: "foreign", Organisation: "ORVA", Country: "XO", Grade: "A2", Langs: []string{"en"},
			Label: "SECRET//COMP HERON//ORIG ORVA", Known: "SECRET//COMP HERON", Domain: "channel.orva.example", weight: 2, genres: []string{"report"}},
		{ID: "pol", Name: "State Police of Kestria", Kind: "domestic", Organisation: "KPOL", Country: bureau.Country, Grade: "B2", Langs: all,
			Label: "RESTRICTED//REL KCUS,KFOR,KINT,KPOL,ORVA", Known: open, Domain: "police.kestria.example", weight: 12, genres: []string{"report", "sighting", "approach"}},
		{ID: "cus", Name: "Kestrian Customs", Kind: "domestic", Organisation: "KCUS", Country: bureau.Country, Grade: "B2", Langs: all,
			Label: "RESTRICTED//REL KCUS,KFOR,KINT,KPOL", Known: open, Domain: "customs.kestria.example", weight: 9, genres: []string{"trade"}},
		{ID: "int", Name: "Ministry of the Interior", Kind: "domestic", Organisation: "KINT", Country: bureau.Country, Grade: "A2", Langs: all,
			Label: "RESTRICTED//REL KINT,KPOL", Known: open, Domain: "interior.kestria.example", weight: 13, genres: []string{"verify", "approach"}},
		{ID: "for", Name: "Ministry of Foreign Affairs", Kind: "domestic", Organisation: "KFOR", Country: bureau.Country, Grade: "A2", Langs: all,
			Label: "RESTRICTED//REL KFOR,KINT", Known: open, Domain: "foreign.kestria.example", weight: 5, genres: []string{"request", "meeting"}},
		{ID: "avi", Name: "Aviation Office", Kind: "domestic", Organisation: "KAVI", Country: bureau.Country, Grade: "B1", Langs: all,
			Label: "UNCLASSIFIED//REL KAVI,KINT,KPOL", Known: open, Domain: "aviation.kestria.example", weight: 4, genres: []string{"sighting"}},
		{ID: "public", Name: "Letters from the public", Kind: "public", Country: bureau.Country, Grade: "F6", Langs: []string{"nl", "fr", "de", "en"},
			Label: "UNCLASSIFIED", Known: open, Domain: "post.kestria.example", weight: 5, genres: []string{"sighting", "narrative", "approach"}},
		{ID: "posts", Name: "Own posts abroad", Kind: "own", Organisation: bureau.Own, Country: bureau.Country, Grade: "B2", Langs: []string{"nl", "fr"},
			Label: "CONFIDENTIAL//REL KFOR,KPOL,ORVA,SUND", Known: "RESTRICTED", Domain: "posts.kestria.example", weight: 2, genres: []string{"report", "meeting"}},
	}
}

// words are what slots are filled with, by language: nl, fr, de, en.
type words struct {
	months   []string
	lands    []string // whose services are watched
	streets  []string
	bodies   []string // ministries, as the templates need them
	parties  []string
	mailbox  []string
	address  string
	greeting string
}

func wordsOf(lang string) words {
	parties := []string{"Havenlicht", "Union du Fleuve", "Bund der Täler", "Open Shore"}
	switch lang {
	case "nl":
		return words{[]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
			[]string{"Drovië", "Qarzan", "Tsengmar"}, []string{"Tichelstraat", "Oude Kaai", "Weversgang", "Korenlei-Noord", "Molenwal"},
			[]string{"het ministerie van Economie", "het ministerie van Binnenlandse Zaken", "het ministerie van Landsverdediging"}, parties,
			[]string{"Meldkamer", "Dienst Internationale Zaken", "Secretariaat", "Bureau Oost"}, "Aan het Bureau voor de Veiligheid", "Geachte collega,"}
	case "fr":
		return words{[]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
			[]string{"Drovie", "Qarzanie", "Tsengmarie"}, []string{"rue des Tuiliers", "quai Ancien", "passage des Tisserands", "rempart du Moulin"},
			[]string{"ministère de l'Économie", "ministère de l'Intérieur", "ministère de la Défense"}, parties,
			[]string{"Permanence", "Service des affaires internationales", "Secrétariat", "Bureau Est"}, "Au Bureau de la Sécurité", "Cher collègue,"}
	case "de":
		return words{[]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
			[]string{"Drovien", "Qarzan", "Tsengmar"}, []string{"Ziegelgasse", "Alten Uferstraße", "Webergasse", "Mühlwallstraße"},
			[]string{"Wirtschaftsministerium", "Innenministerium", "Verteidigungsministerium"}, parties,
			[]string{"Lagezentrum", "Referat Internationales", "Geschäftsstelle", "Büro Ost"}, "An das Büro für Sicherheit", "Sehr geehrte Kollegin, sehr geehrter Kollege,"}
	}
	return words{[]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		[]string{"Drovia", "Qarzan", "Tsengmar"}, []string{"Old Quay", "Copper Yard", "Upper Market", "Weavers' Row"},
		[]string{"Ministry of the Economy", "Ministry of the Interior", "Ministry of Defence"}, parties,
		[]string{"Duty Officer", "International Section", "Registry", "Desk East"}, "To the Kestrian Security Bureau", "Dear colleague,"}
}

func cities() []string {
	return []string{"Ravelmonde", "Hoogveere", "Lannebourg", "Saint-Orrec", "Grauweiler", "Brakkendam", "Tessenbeek", "Vaulx-sur-Merre", "Niederlohr", "Wesselhaven", "Port-Verran", "Klein-Aske"}
}
