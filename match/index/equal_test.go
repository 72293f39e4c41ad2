package index_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"schild/match/index"
	"schild/match/score"
	"schild/name"
	"schild/name/script"
)

var update = flag.Bool("update", false, "write match/screen/equal.csv anew")

// regions are the parts of the world by the countries in the sets of people, as names and as codes.
const regions = `Arab world: Iraq, Syria, Saudi Arabia, Algeria, Jordan, Lebanon, Qatar, Morocco, Tunisia, United Arab Emirates, Egypt, Kuwait, Yemen, Libya, Oman, Bahrain, Sudan, Palestine, iq, sy, sa, dz, jo, lb, qa, ma, tn, ae, eg, kw, ye, ly, om, bh, sd, ps, mr
Iran, Afghanistan, Turkey: Afghanistan, Turkey, Iran, af, tr, ir
South Asia: Bangladesh, Pakistan, Sri Lanka, India, Bhutan, Nepal, Maldives, bd, pk, lk, in
East Asia: China, Japan, South Korea, Hong Kong, Taiwan, North Korea, Mongolia, cn, jp, kr, kp
South-East Asia: Malaysia, Singapore, Indonesia, Vietnam, Cambodia, Laos, Philippines, Thailand, Myanmar, id, ph, my
Former Soviet Union: Russia, Ukraine, Belarus, Kazakhstan, Uzbekistan, Georgia, Armenia, Azerbaijan, Tajikistan, Kyrgyzstan, Turkmenistan, Moldova, ru, uz, ge, tj
Africa south of the Sahara: Cameroon, Ethiopia, Mali, Ivory Coast, South Africa, Botswana, Uganda, Nigeria, Senegal, Rwanda, Democratic Republic of the Congo, Kenya, Tanzania, Burkina Faso, Zimbabwe, Ghana, Angola, Zambia, Mozambique, Niger, Chad, Somalia, cd, rw, gw, ug, so, ss, tz, ke, ml, er, et, td, cf
Latin America: Guatemala, Bolivia, Ecuador, Mexico, Peru, Colombia, Brazil, Argentina, Chile, Venezuela, Cuba, Haiti, Paraguay, Uruguay, Honduras, Nicaragua, Panama, Costa Rica, El Salvador, Dominican Republic, ht
Europe, North America, Oceania: Australia, Canada, United States, New Zealand, Germany, United Kingdom, Norway, France, Ireland, Finland, Austria, Italy, Sweden, Denmark, Netherlands, Switzerland, Belgium, Spain, Portugal, Greece, Poland, Czech Republic, Hungary, Romania, Bulgaria, Serbia, Croatia, Iceland, Luxembourg, gb, fr, us
`

func regionOf(country string) string {
	for line := range strings.Lines(regions) {
		region, countries, _ := strings.Cut(strings.TrimSpace(line), ": ")
		if slices.Contains(strings.Split(countries, ", "), country) {
			return region
		}
	}
	return "elsewhere or not stated"
}

// rates counts what went wrong in one group.
type rates struct{ asked, alerts, wanted, missed int }

// TestHarnessEqual counts false alerts and misses by script and by region at the shipped threshold, names alone, and keeps
// the table that the product shows. It fails when the table is not today's.
func TestHarnessEqual(t *testing.T) {
	entries := lists(t)
	x := build(entries)
	byKey := map[string]score.Subject{}
	of := map[string][]string{}
	for _, e := range entries {
		byKey[e.key] = e.s
		for _, n := range e.s.Names {
			of[name.Fold(n)] = append(of[name.Fold(n)], e.key)
		}
	}
	groups := map[string]*rates{}
	at := func(g string) *rates {
		if groups[g] == nil {
			groups[g] = &rates{}
		}
		return groups[g]
	}
	for _, row := range rowsOf(t, "yente/negatives_global.csv")[:12000] {
		hit := len(x.Search(person(row, false), index.Options{Floor: 0, Top: 1})) > 0
		for _, g := range []string{"all", "script: " + script.Of(row[0]).String(), "region: " + regionOf(row[7])} {
			if at(g).asked++; hit {
				at(g).alerts++
			}
		}
	}
	missed := func(country string, s score.Subject, want []string) {
		hits := x.Search(s, index.Options{Floor: 0})
		miss := !slices.ContainsFunc(hits, func(h index.Hit) bool { return slices.Contains(want, h.Key) })
		for _, g := range []string{"all", "script: " + script.Of(s.Names[0]).String(), "region: " + regionOf(country)} {
			if at(g).wanted++; miss {
				at(g).missed++
			}
		}
	}
	plain := rowsOf(t, "yente/positives_un_untreated.csv")
	for i, row := range rowsOf(t, "yente/positives_un_treated.csv") {
		if want := of[name.Fold(plain[i][0])]; len(want) > 0 {
			missed(row[7], person(row, false), want)
		}
	}
	for _, row := range rowsOf(t, "derived/un_crossscript_pairs.csv") {
		if want := of[name.Fold(row[2])]; row[1] == "INDIVIDUAL" && len(want) > 0 {
			missed("", score.Subject{Kind: name.Person, Names: []string{row[3]}}, want)
		}
	}
	keepEqual(t, groups)
}

func keepEqual(t *testing.T, groups map[string]*rates) {
	var names []string
	for g, r := range groups {
		if r.asked >= 100 || r.wanted >= 30 {
			names = append(names, g)
		}
	}
	slices.Sort(names)
	text := "group,looked_for,false_alerts,wanted,missed\n"
	all := groups["all"]
	for _, g := range names {
		r := groups[g]
		text += fmt.Sprintf("%q,%d,%d,%d,%d\n", g, r.asked, r.alerts, r.wanted, r.missed)
		mark := ""
		if share(r.alerts, r.asked) > 2*share(all.alerts, all.asked) || share(r.missed, r.wanted) > 2*share(all.missed, all.wanted) {
			mark = "  MORE THAN TWICE"
		}
		line(t, g, "-", "false alerts %.2f %% of %d, missed %.2f %% of %d%s", 100*share(r.alerts, r.asked), r.asked, 100*share(r.missed, r.wanted), r.wanted, mark)
	}
	const file = "../screen/equal.csv"
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != text {
		t.Errorf("%s is not today's: go test ./match/index -run Equal -update", file)
	}
}

func share(n, of int) float64 { return float64(n) / float64(max(1, of)) }
