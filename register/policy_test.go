package register_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/mod/sumdb/note"

	"schild/internal/badinput"
	"schild/register"
)

// witness signs checkpoints as C2SP tlog-cosignature says, written here a second time from the specification.
type witness struct {
	name string
	key  ed25519.PrivateKey
}

func newWitness(name string) witness {
	return witness{name, ed25519.NewKeyFromSeed(bytes.Repeat([]byte(name[:1]), 32))}
}

func (w witness) public() []byte { return append([]byte{4}, w.key.Public().(ed25519.PublicKey)...) }

func (w witness) id() uint32 {
	sum := sha256.Sum256(append([]byte(w.name+"\n"), w.public()...))
	return binary.BigEndian.Uint32(sum[:])
}

func (w witness) vkey() string {
	return fmt.Sprintf("%s+%08x+%s", w.name, w.id(), base64.StdEncoding.EncodeToString(w.public()))
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.id() }

func (w witness) Sign(msg []byte) ([]byte, error) {
	sig := binary.BigEndian.AppendUint64(nil, 1_700_000_000)
	return append(sig, ed25519.Sign(w.key, append([]byte("cosignature/v1\ntime 1700000000\n"), msg...))...), nil
}

func cosign(t testing.TB, signed []byte, ws ...witness) []byte {
	t.Helper()
	for _, w := range ws {
		n, err := note.Open(signed, note.VerifierList())
		if e, ok := err.(*note.UnverifiedNoteError); ok {
			n, err = e.Note, nil
		}
		if err == nil {
			signed, err = note.Sign(n, w)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return signed
}

func TestQuorumDecides(t *testing.T) {
	l := newLedger(t, 5)
	x1, x2, x3, y1 := newWitness("1x.example"), newWitness("2x.example"), newWitness("3x.example"), newWitness("4y.example")
	head := "# whom we believe\nlog " + l.vkey + " https://register.example\n\n"
	for i, w := range []witness{x1, x2, x3, y1} {
		head += fmt.Sprintf("witness w%d %s\n", i+1, w.vkey())
	}
	groups := "group X 2 w1 w2 w3\n\tgroup Y any w4\ngroup both all X Y\n"
	for _, c := range []struct {
		rule string
		by   []witness
		ok   bool
	}{
		{"quorum none\n", nil, true},
		{"quorum w1\n", nil, false},
		{"quorum w1\n", []witness{x1}, true},
		{"quorum w1\n", []witness{x2, x3, y1}, false},
		{groups + "quorum both\n", []witness{x1, x2}, false},
		{groups + "quorum both\n", []witness{x1, y1}, false},
		{groups + "quorum both\n", []witness{x3, x1, y1}, true},
		{groups + "quorum X\n", []witness{x3, x1}, true},
	} {
		p, err := register.ParsePolicy(head + c.rule)
		if err != nil {
			t.Fatal(err)
		}
		files := l.export(t)
		files["checkpoint"] = &fstest.MapFile{Data: cosign(t, l.signed, c.by...)}
		ps := verify(t, files, p)
		if ok := len(ps) == 0; ok != c.ok || !ok && ps[0].What != "register.problem.checkpoint.quorum" {
			t.Errorf("%q with %d cosignatures: %v", c.rule, len(c.by), ps)
		}
	}
}

func TestCosignatureOfAnotherCheckpointIsWorthNothing(t *testing.T) {
	l, w := newLedger(t, 5), newWitness("1x.example")
	other := cosign(t, newLedger(t, 4).signed, w)
	line := other[bytes.LastIndex(other[:len(other)-1], []byte("\n"))+1:]
	p, err := register.ParsePolicy("log " + l.vkey + "\nwitness w " + w.vkey() + "\nquorum w\n")
	if err != nil {
		t.Fatal(err)
	}
	files := l.export(t)
	files["checkpoint"] = &fstest.MapFile{Data: append(bytes.Clone(l.signed), line...)}
	if ps := verify(t, files, p); len(ps) == 0 {
		t.Error("believed")
	}
}

func TestPolicyRefusesWhatItDoesNotUnderstand(t *testing.T) {
	l, w := newLedger(t, 1), newWitness("1x.example")
	log, wit := "log "+l.vkey+"\n", "witness w "+w.vkey()+"\n"
	for _, text := range []string{
		"", log, "quorum none\n", log + "quorum none\nquorum none\n", log + "quorum w\n" + wit, log + log + "quorum none\n",
		log + wit + wit + "quorum w\n", log + wit + strings.Replace(wit, "witness w", "witness v", 1) + "quorum w\n", log + "witness none " + w.vkey() + "\nquorum none\n",
		log + wit + "group g 2 w\nquorum g\n", log + wit + "group g 0 w\nquorum g\n", log + wit + "group g 01 w\nquorum g\n", log + wit + "group g all\nquorum g\n",
		log + wit + "group g all w w\nquorum g\n", log + wit + "group g any none\nquorum g\n", log + wit + "group g any w\ngroup h any w\nquorum h\n",
		log + "group g any g\nquorum g\n", log + "quorum none\nmirror x\n", "log x\nquorum none\n", "log " + w.vkey() + "\nquorum none\n",
		log + "witness w " + l.vkey + "\nquorum w\n", log + "quorum none\r\n", log + "quorum none \x00\n", log + "quorum\n", "quorum none\nlog\n",
		log + "witness w " + strings.Replace(w.vkey(), "+", "+0", 1) + "\nquorum w\n",
	} {
		if _, err := register.ParsePolicy(text); err == nil {
			t.Errorf("accepted:\n%s", text)
		}
	}
}

func TestPolicyIsWrittenAsRead(t *testing.T) {
	l := newLedger(t, 1)
	text := l.policy().String()
	p, err := register.ParsePolicy(text)
	if err != nil || p.String() != text || len(p.Logs) != 1 || p.Logs[0] != l.vkey {
		t.Errorf("%q: %+v %v", text, p, err)
	}
}

func FuzzParsePolicy(f *testing.F) {
	l, w := newLedger(f, 1), newWitness("1x.example")
	f.Add(l.policy().String())
	f.Add("log " + l.vkey + "\nwitness w " + w.vkey() + "\ngroup g all w\nquorum g\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := register.ParsePolicy(text)
		if err != nil {
			badinput.Refused(t, err)
			return
		}
		if p.String() != text || len(text) > 64<<10 {
			t.Errorf("%q is written back as %q", text, p)
		}
		if _, err := register.ParsePolicy(p.String()); err != nil {
			t.Error(err)
		}
		if _, err := register.Verify(fstest.MapFS{"checkpoint": {Data: l.signed}}, p); err != nil {
			t.Error(err)
		}
	})
}
