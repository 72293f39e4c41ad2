package keys_test

import (
	"fmt"
	"testing"

	"schild/internal/badinput"
	"schild/internal/desk/keys"
	"schild/internal/office"
	"schild/internal/softkey"
)

// Example says which signatures of keys are taken, the best first.
func Example() {
	for _, a := range keys.Algorithms() {
		fmt.Println(int(a)) // numbers of IANA's COSE registry: EdDSA, ES256, ES384, ES512, RS256
	}
	// Output:
	// -8
	// -7
	// -35
	// -36
	// -257
}

// FuzzAnswer: whatever a browser sends as the answer of a key, to sign in or to be a new one, is that key's own answer or refused with the
// same words; nothing of it is in the log.
func FuzzAnswer(f *testing.F) {
	h := newHouse(f)
	k := h.key["guard"]
	ask, err := h.desk.Ask(f.Context(), office.Person{})
	h.must(err)
	fresh, err := h.desk.AskNew(f.Context(), h.at("guard"))
	h.must(err)
	good, made := k.Show(ask.Options), softkey.New(site).Make(fresh.Options)
	for _, one := range [][]byte{good, made} {
		for b := range badinput.Each(one) {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if shown, err := h.desk.Show(t.Context(), ask, b, "session.open"); err != nil {
			badinput.Refused(t, err)
		} else if shown.By.ID != "guard" {
			t.Fatalf("%q signs %q in", b, shown.By.ID)
		}
		if err := h.desk.Add(t.Context(), h.at("registrar"), fresh, "a key", b); err == nil {
			t.Fatalf("%q is a key of somebody who was not asked", b)
		} else {
			badinput.Refused(t, err)
		}
	})
}
