package office_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"schild/internal/badinput"
	"schild/internal/office"
)

// bodyKeys makes a control body's keys from a seed.
func bodyKeys(body string, seed byte) (secret, public string) {
	secret, public, err := note.GenerateKey(bytes.NewReader(bytes.Repeat([]byte{seed}, 64)), body)
	if err != nil {
		panic(err)
	}
	return secret, public
}

func mandate() office.Mandate {
	return office.Mandate{House: "schild.example/register", Body: "committee", Person: "inga", Name: "Inga Verstraeten", Roles: "committee", Level: "TOP SECRET HERON,QUAY", Says: "in", Day: "2027-01-31", Half: office.HashHalf("4F7QK-9ZR2T")}
}

// ExampleReadMandate is a committee that lets one of its investigators into a house, and the house that reads it.
func ExampleReadMandate() {
	secret, public := bodyKeys("committee", 1)
	signed, err := office.Mandate{House: "schild.example/register", Body: "committee", Person: "inga", Name: "Inga", Roles: "committee", Level: "SECRET", Says: "in", Day: "2027-01-31", Half: office.HashHalf("4F7QK-9ZR2T")}.Sign(secret)
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := office.ReadMandate(signed, public)
	fmt.Println(m.Body, "says", m.Says, "of", m.Person, err)
	_, err = office.ReadMandate(strings.Replace(signed, "SECRET", "TOP SECRET", 1), public)
	fmt.Println(err != nil)
	// Output:
	// committee says in of inga <nil>
	// true
}

// TestMandateIsOfOneBody: a body's key says nothing of another body's people, and no body gives roles that are not its own.
func TestMandateIsOfOneBody(t *testing.T) {
	secret, public := bodyKeys("committee", 1)
	other, otherPublic := bodyKeys("commission", 2)
	m := mandate()
	forged, err := m.Sign(other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := office.ReadMandate(forged, public, otherPublic); err == nil {
		t.Error("the commission lets an investigator of the committee in")
	}
	for name, change := range map[string]func(*office.Mandate){
		"another's role": func(m *office.Mandate) { m.Roles = "committee,chair" }, "a role of the house": func(m *office.Mandate) { m.Roles = "registrar" }, "no body": func(m *office.Mandate) { m.Body = "parliament" },
		"two lines": func(m *office.Mandate) { m.Name = "Inga\nroles committee" }, "nothing it can say": func(m *office.Mandate) { m.Says = "perhaps" }, "no half": func(m *office.Mandate) { m.Half = "" },
	} {
		x := mandate()
		change(&x)
		if _, err := x.Sign(secret); err == nil {
			t.Errorf("%s is signed", name)
		}
	}
}

// FuzzReadMandate: whatever is brought in as a mandate is one that the body signed, in the one form there is, or refused.
func FuzzReadMandate(f *testing.F) {
	secret, public := bodyKeys("committee", 1)
	signed, err := mandate().Sign(secret)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(signed)
	f.Add(strings.ReplaceAll(signed, "\n", "\r\n"))
	f.Add("  " + signed + "\n\n")
	for spoilt := range badinput.Each([]byte(signed)) {
		f.Add(string(spoilt))
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := office.ReadMandate(text, public)
		if err != nil {
			badinput.Refused(t, err)
			return
		}
		if m != mandate() { // nobody else has the secret key
			t.Fatalf("%q is taken as %+v", text, m)
		}
	})
}
