package fact_test

import (
	"bytes"
	"encoding/base32"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"schild/fact"
	"schild/fault"
	"schild/internal/badinput"
)

// sixteen draws the bytes of an identity.
func sixteen() *rapid.Generator[[16]byte] {
	return rapid.Map(rapid.SliceOfN(rapid.Byte(), 16, 16), func(b []byte) [16]byte { return [16]byte(b) })
}

// ids draws identities.
func ids() *rapid.Generator[fact.ID] { return rapid.Map(sixteen(), fact.NewID) }

func TestIDRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := sixteen().Draw(t, "bytes")
		id := fact.NewID(b)
		if id.Bytes() != b {
			t.Fatalf("%x became %s and that %x", b, id, id.Bytes())
		}
		if got, err := fact.ParseID(string(id)); err != nil || got != id {
			t.Fatalf("%s reads as %s, %v", id, got, err)
		}
	})
}

// TestIDAgainstBase32: the standard library's base32, with two bits of 0 before, is the oracle.
func TestIDAgainstBase32(t *testing.T) {
	crockford := base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)
	rapid.Check(t, func(t *rapid.T) {
		b := sixteen().Draw(t, "bytes")
		// with four bytes of 0 in front the 160 bits are 32 whole digits, the last 26 of them the identity
		long := crockford.EncodeToString(append(make([]byte, 4), b[:]...))
		if want := long[len(long)-26:]; string(fact.NewID(b)) != want {
			t.Fatalf("%x: %s, want %s", b, fact.NewID(b), want)
		}
	})
}

// TestIDKeepsOrder: identities sort as their bytes, so that an index of either is the other's.
func TestIDKeepsOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := sixteen().Draw(t, "a"), sixteen().Draw(t, "b")
		if bytes.Compare(a[:], b[:]) != strings.Compare(string(fact.NewID(a)), string(fact.NewID(b))) {
			t.Fatalf("%x and %x are in another order as %s and %s", a, b, fact.NewID(a), fact.NewID(b))
		}
	})
}

func TestIDHasOneSpelling(t *testing.T) {
	good := string(fact.NewID([16]byte{0: 0xFF, 15: 1}))
	for _, s := range []string{"", "0", good[1:], good + "0", strings.ToUpper(good), "8" + good[1:], "z" + good[1:], good[:25] + "i", good[:25] + "l",
		good[:25] + "o", good[:25] + "u", good[:24] + "é", strings.Repeat("\x00", 26)} {
		if id, err := fact.ParseID(s); !fault.Is(err, fault.Missing) || id != "" {
			t.Errorf("ParseID(%q) = %s, %v", s, id, err)
		}
		if fact.ID(s).Bytes() != [16]byte{} {
			t.Errorf("%q has bytes", s)
		}
	}
}

func FuzzParseID(f *testing.F) {
	f.Add("0123456789abcdefghjkmnpqrs")
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		id, err := fact.ParseID(s)
		if err == nil && (string(fact.NewID(id.Bytes())) != s) {
			t.Fatalf("%q reads as %x and writes %s", s, id.Bytes(), fact.NewID(id.Bytes()))
		}
		if err != nil {
			badinput.Refused(t, err)
		}
	})
}

func TestGrade(t *testing.T) {
	for _, source := range []byte("ABCDEF") {
		for _, info := range []byte("123456") {
			s := string([]byte{source, info})
			if g, err := fact.ParseGrade(s); err != nil || g.String() != s || !g.Valid() {
				t.Errorf("%s: %v, %v", s, g, err)
			}
		}
	}
	if g, err := fact.ParseGrade(""); err != nil || g != (fact.Grade{}) || g.String() != "" || g.Valid() {
		t.Errorf("not graded: %v, %v", g, err)
	}
	for _, s := range []string{"B", "2", "B0", "B7", "G1", "b2", "2B", "B2 ", "B22"} {
		if g, err := fact.ParseGrade(s); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q is read as %v", s, g)
		}
	}
}

// FuzzParseGrade: a grade is two marks of the code, or none.
func FuzzParseGrade(f *testing.F) {
	for _, s := range []string{"", "B2", "b2", "G1", "A", "A10", "\xff1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g, err := fact.ParseGrade(s)
		if err != nil {
			badinput.Refused(t, err)
		} else if g.String() != s || s != "" && !g.Valid() {
			t.Fatalf("%q reads as %v", s, g)
		}
	})
}
