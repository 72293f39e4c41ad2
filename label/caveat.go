package label

// caveat is one handling word that the package knows in every language. A caveat it does not know is kept and shown as it is.
type caveat struct {
	token string    // as in Label.Caveats
	words [4]string // nl fr de en, on banners
	short [4]string // on portion marks
}

// caveats is in the order of token. LIMITED DISTRIBUTION is the mark of the royal decree of 24 March 2000.
var caveats = [...]caveat{
	{"ADDRESSEE ONLY", [4]string{"ALLEEN VOOR DE GEADRESSEERDE", "POUR LE SEUL DESTINATAIRE", "NUR FÜR DEN EMPFÄNGER", "ADDRESSEE ONLY"}, [4]string{"GEADR", "DEST", "EMPF", "ADDR"}},
	{"LIMITED DISTRIBUTION", [4]string{"BEPERKTE VERSPREIDING", "DIFFUSION RESTREINTE", "BEGRENZTE VERBREITUNG", "LIMITED DISTRIBUTION"}, [4]string{"BV", "DR", "BV", "LD"}},
	{"NO COPIES", [4]string{"NIET KOPIËREN", "NE PAS COPIER", "NICHT KOPIEREN", "DO NOT COPY"}, [4]string{"NK", "NPC", "NK", "NC"}},
	{"NOT AS EVIDENCE", [4]string{"NIET ALS BEWIJS TE GEBRUIKEN", "NE PAS UTILISER COMME PREUVE", "NICHT ALS BEWEIS VERWENDEN", "NOT FOR USE AS EVIDENCE"}, [4]string{"NB", "NPUP", "NBW", "NE"}},
	{"ORCON", [4]string{"ALLEEN MET TOESTEMMING VAN DE OPSTELLER", "ACCORD DE L’AUTEUR REQUIS", "NUR MIT ZUSTIMMUNG DES URHEBERS", "ORIGINATOR CONTROLLED"}, [4]string{"ORCON", "ORCON", "ORCON", "ORCON"}},
	{"PROTECT SOURCE", [4]string{"BRON BESCHERMEN", "PROTÉGER LA SOURCE", "QUELLE SCHÜTZEN", "PROTECT SOURCE"}, [4]string{"BRON", "SOURCE", "QUELLE", "SOURCE"}},
}

// standard gives the token of a caveat known in any language's words; any other as it is.
func standard(token string) string {
	if m, ok := find(token); ok && m.caveat != "" {
		return m.caveat
	}
	return token
}

// caveatIn gives a caveat's words (or its short form) in a language; an unknown one as it is.
func caveatIn(token string, col int, short bool) string {
	for _, c := range caveats {
		switch {
		case token != c.token:
		case short:
			return c.short[col]
		default:
			return c.words[col]
		}
	}
	return token
}
