package register_test

import (
	"bytes"
	"strings"
	"testing"

	"schild/fault"
	"schild/internal/badinput"
	"schild/register"
)

// A checkpoint signed by a foreign log, out of a witness's own test scenario.
const (
	foreignKey  = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
	foreignNote = "go.sum database tree\n35225469\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n\n" +
		"— sum.golang.org Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ=\n"
)

func TestForeignCheckpointOpens(t *testing.T) {
	c, err := register.OpenCheckpoint([]byte(foreignNote), "go.sum database tree", foreignKey)
	if err != nil || c.Size != 35225469 {
		t.Fatal(c, err)
	}
	if _, err := register.OpenCheckpoint([]byte(strings.Replace(foreignNote, "469", "468", 1)), "go.sum database tree", foreignKey); !fault.Is(err, fault.Refused) {
		t.Errorf("another size under the same signature: %v", err)
	}
	if _, err := register.OpenCheckpoint([]byte(foreignNote), "another tree", foreignKey); !fault.Is(err, fault.Refused) {
		t.Errorf("another origin: %v", err)
	}
}

func TestCheckpointHasOneSpelling(t *testing.T) {
	const root = "vt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ="
	for _, text := range []string{
		"", "o\n", "o\n1\n" + root, "\n1\n" + root + "\n", "o\n01\n" + root + "\n", "o\n+1\n" + root + "\n", "o\n-1\n" + root + "\n",
		"o\n1\n" + root + "\n\n", "o\n1\n" + root + "\nextension\n", "o\n1\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCR=\n", "o\n1\nAA==\n",
		"o\n99999999999999999999\n" + root + "\n", "o\r\n1\r\n" + root + "\r\n",
	} {
		if c, err := register.ParseCheckpoint(text); err == nil {
			t.Errorf("%q is read as %+v", text, c)
		}
	}
}

func TestKeyIsMadeOfSeedAndOrigin(t *testing.T) {
	_, a := key(t, "a.example")
	if !strings.HasPrefix(a, "a.example+") {
		t.Error(a)
	}
	for _, c := range []struct {
		seed   int
		origin string
	}{{31, "a"}, {33, "a"}, {32, ""}, {32, "a b"}, {32, "a+b"}, {32, "a\nb"}} {
		if _, _, err := register.Key(bytes.Repeat([]byte{1}, c.seed), c.origin); err == nil {
			t.Errorf("%d bytes and origin %q make a key", c.seed, c.origin)
		}
	}
}

func FuzzParseCheckpoint(f *testing.F) {
	text, _, _ := strings.Cut(foreignNote, "\n\n")
	f.Add(text + "\n")
	f.Add("o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := register.ParseCheckpoint(text); err == nil && c.String() != text {
			t.Errorf("%q is written back as %q", text, c)
		} else if err != nil {
			badinput.Refused(t, err)
		}
	})
}

// No bytes but the signed ones open under the key.
func FuzzOpenCheckpoint(f *testing.F) {
	l := newLedger(f, 3)
	f.Add(l.signed)
	f.Add([]byte(foreignNote))
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, err := register.OpenCheckpoint(b, origin, l.vkey); err == nil && c.Size != 3 {
			t.Errorf("%q opens as %+v", b, c)
		} else if err != nil {
			badinput.Refused(t, err)
		}
	})
}
