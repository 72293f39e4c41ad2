package world

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"time"
)

// verified is how many people are verified in a year of Full messages.
const verified = 335_503

// Verification is a file of people that somebody asks about: access to a port, a badge, a licence.
type Verification struct {
	Purpose, Ground, Asker string
	Standing               bool
	File                   string
	Bytes                  []byte
	Truth                  map[string]string // by row: the key of the listed entity it is, of few
}

// Verifications gives what is asked in a month.
func (w *World) Verifications(m time.Month) []Verification {
	all := verified * w.size / Full / 12
	ground := "W. 11.12.1998, art. 22quinquies"
	out := []Verification{
		{Purpose: "Badges for the container port", Ground: ground, Asker: "Harbour authority", Standing: m == time.January},
		{Purpose: "Visa applications", Ground: "W. 30.11.1998, art. 19", Asker: "Aliens office"},
		{Purpose: "Firearms and guarding licences", Ground: "W. 02.10.2017, art. 65", Asker: "Ministry of the interior"},
	}
	for i := range out {
		n := all * []int{45, 40, 15}[i] / 100
		out[i].File = fmt.Sprintf("%02d-%d.csv", int(m), i+1)
		out[i].Bytes, out[i].Truth = w.people(newDice(w.seed, "verify", int(m)*10+i), n)
	}
	return out
}

// people writes n people as a registry office would; of a thousand, four are on a list, some of them misspelt.
func (w *World) people(d *dice, n int) ([]byte, map[string]string) {
	var b bytes.Buffer
	c := csv.NewWriter(&b)
	c.Comma = ';'
	_ = c.Write([]string{"Nr", "Familienaam", "Voornaam", "Geboortedatum", "Nationaliteit", "Beroep"}) // into memory
	truth, spoken := map[string]string{}, tongues()
	var listed []Entity
	for _, e := range w.entities {
		if e.Schema == "Person" {
			listed = append(listed, e)
		}
	}
	for i := range n {
		nr := strconv.Itoa(i + 1)
		if d.n(1000) < 4 || i == n/2 {
			e := of(d, listed)
			truth[nr] = e.Key
			_ = c.Write([]string{nr, slipped(d, e.Family), e.Given, e.Birth, "", ""})
			continue
		}
		t := spoken[tongueOf(d)]
		given, family := t.person(d)
		work := ""
		if d.n(200) == 0 {
			work = of(d, []string{"advocaat", "journaliste", "arts", "burgemeester"})
		}
		_ = c.Write([]string{nr, family, given, fmt.Sprintf("%d/%d/%d", 1+d.n(28), 1+d.n(12), 1945+d.n(66)), of(d, []string{"be", "be", "be", "fr", "nl", "de", ""}), work})
	}
	c.Flush()
	return b.Bytes(), truth
}

// slipped is a name as somebody types it: one in three has a letter twice or one less.
func slipped(d *dice, s string) string {
	r := []rune(s)
	if len(r) < 5 || !d.in(33) {
		return s
	}
	i := 1 + d.n(len(r)-2)
	if d.in(50) {
		return string(r[:i]) + string(r[i]) + string(r[i:])
	}
	return string(r[:i]) + string(r[i+1:])
}
