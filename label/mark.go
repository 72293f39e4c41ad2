package label

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/unicode/norm"
)

// mark is what one known writing means: a caveat, or a level and whose mark it is ("" for a plain word).
type mark struct {
	caveat string
	level  Level
	owner  string
}

// otherMarks are writings that Parse takes besides those on paper, folded; the EU's as Council Decision 2013/488/EU,
// annex III, has them.
var otherMarks = [...]struct {
	text string
	mark
}{
	{"NIET-GEKLASSIFICEERD", mark{level: NotClassified}},
	{"ONGECLASSIFICEERD", mark{level: NotClassified}},
	{"NON-CLASSIFIE", mark{level: NotClassified}},
	{"STRENG GEHEIM", mark{level: TopSecret}},
	{"NATO UNCLASSIFIED", mark{level: NotClassified, owner: "NATO"}},
	{"NATO SANS CLASSIFICATION", mark{level: NotClassified, owner: "NATO"}},
	{"NATO DIFFUSION RESTREINTE", mark{level: Restricted, owner: "NATO"}},
	{"NATO CONFIDENTIEL", mark{level: Confidential, owner: "NATO"}},
	{"COSMIC TRES SECRET", mark{level: TopSecret, owner: "NATO"}},
	{"RESTREINT UE", mark{level: Restricted, owner: "EU"}},
	{"EU RESTRICTED", mark{level: Restricted, owner: "EU"}},
	{"R-UE/EU-R", mark{level: Restricted, owner: "EU"}},
	{"CONFIDENTIEL UE", mark{level: Confidential, owner: "EU"}},
	{"EU CONFIDENTIAL", mark{level: Confidential, owner: "EU"}},
	{"C-UE/EU-C", mark{level: Confidential, owner: "EU"}},
	{"SECRET UE", mark{level: Secret, owner: "EU"}},
	{"EU SECRET", mark{level: Secret, owner: "EU"}},
	{"S-UE/EU-S", mark{level: Secret, owner: "EU"}},
	{"TRES SECRET UE", mark{level: TopSecret, owner: "EU"}},
	{"EU TOP SECRET", mark{level: TopSecret, owner: "EU"}},
	{"TS-UE/EU-TS", mark{level: TopSecret, owner: "EU"}},
}

// find looks up a known writing, whatever its case, accents and spacing.
func find(s string) (mark, bool) {
	s = fold(s)
	if rest, french := strings.CutPrefix(s, "OTAN "); french {
		s = "NATO " + rest
	}
	m, ok := marks()[s]
	return m, ok
}

// marks is every known writing, folded. It is made once from the tables and never changed.
var marks = sync.OnceValue(func() map[string]mark {
	all := map[string]mark{}
	for i, v := range levels {
		all[fold(v.nato)] = mark{level: Level(i), owner: "NATO"}
		all[fold(v.eu)] = mark{level: Level(i), owner: "EU"}
		all[v.canonical] = mark{level: Level(i)}
		for _, w := range v.words {
			all[fold(w)] = mark{level: Level(i)}
		}
	}
	for _, m := range otherMarks {
		all[m.text] = m.mark
	}
	for _, c := range caveats {
		all[c.token] = mark{caveat: c.token}
		for _, w := range c.words {
			all[fold(w)] = mark{caveat: c.token}
		}
	}
	delete(all, "") // what has no equivalent
	return all
})

// fold brings marks that look alike to one form: upper case, no accents, single spaces, none around / and -.
func fold(s string) string {
	s = runes.Remove(runes.In(unicode.Mn)).String(norm.NFKD.String(s))
	s = strings.Join(strings.Fields(strings.ToUpper(s)), " ")
	for _, sign := range []string{"/", "-"} {
		s = strings.ReplaceAll(strings.ReplaceAll(s, " "+sign, sign), sign+" ", sign)
	}
	return s
}

// clip shortens outside bytes before they go into a message: at most 64 bytes, whole characters.
func clip(s string) string {
	const most = 64
	s = strings.ToValidUTF8(s, "�")
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
