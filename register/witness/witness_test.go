package witness_test

import (
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"schild/internal/badinput"
	"schild/register"
	"schild/register/witness"
)

// log is a register in memory.
type log struct {
	signer note.Signer
	vkey   string
	hashes []tlog.Hash
	size   int64
}

const origin = "house.invalid/register"

func newLog(t testing.TB, seed byte) *log {
	signer, vkey, err := register.Key(append(make([]byte, 31), seed), origin)
	if err != nil {
		t.Fatal(err)
	}
	return &log{signer: signer, vkey: vkey}
}

func (l *log) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		out = append(out, l.hashes[i])
	}
	return out, nil
}

func (l *log) grow(n int) {
	for range n {
		hs, err := tlog.StoredHashes(l.size, fmt.Appendf(nil, "entry %d of %s", l.size, l.vkey), l)
		if err != nil {
			panic(err)
		}
		l.hashes, l.size = append(l.hashes, hs...), l.size+1
	}
}

func (l *log) at(size int64) register.Checkpoint {
	root, err := tlog.TreeHash(size, l)
	if err != nil {
		panic(err)
	}
	return register.Checkpoint{Origin: origin, Size: size, Root: root}
}

func (l *log) submission(old, size int64) witness.Submission {
	signed, err := l.at(size).Sign(l.signer)
	if err != nil {
		panic(err)
	}
	s := witness.Submission{Old: old, Signed: signed}
	if old > 0 && old < size {
		if s.Proof, err = tlog.ProveTree(size, old, l); err != nil {
			panic(err)
		}
	}
	return s
}

func newKey(t testing.TB) witness.Key {
	k, err := witness.NewKey(append(make([]byte, 31), 9), "witness.invalid/w1")
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestOneHistory holds the law: whatever is submitted, what a witness signed is one growing history of the register, and a
// policy that names the witness believes each checkpoint it signed.
func TestOneHistory(t *testing.T) {
	key, house, fork := newKey(t), newLog(t, 1), newLog(t, 1)
	house.grow(40)
	fork.vkey += " " // other entries under the same key
	fork.grow(40)
	rapid.Check(t, func(t *rapid.T) {
		w := witness.Witness{Key: key, Logs: []string{house.vkey}}
		policy, err := register.ParsePolicy("log " + house.vkey + "\nwitness w " + key.String() + "\nquorum w\n")
		if err != nil {
			t.Fatal(err)
		}
		var last register.Checkpoint
		var signedBy *log
		for range rapid.IntRange(1, 12).Draw(t, "submissions") {
			of := rapid.SampledFrom([]*log{house, fork}).Draw(t, "log")
			size := int64(rapid.IntRange(0, 40).Draw(t, "size"))
			old := last.Size
			if rapid.IntRange(0, 3).Draw(t, "liar") == 0 {
				old = int64(rapid.IntRange(0, 40).Draw(t, "old"))
			}
			s := of.submission(min(old, size), size)
			s.Old = old
			v := w.Judge(s, last, 1_790_000_000)
			if v.Status != witness.Signed {
				if old == last.Size && old <= size && (signedBy == nil || of == signedBy || last.Size == 0) {
					t.Fatalf("refused (%d) a true continuation %d → %d", v.Status, last.Size, size)
				}
				continue
			}
			if v.Keep.Size < last.Size || v.Keep != of.at(size) || last.Size > 0 && of != signedBy && size > 0 {
				t.Fatalf("signed %d → %d of another history", last.Size, size)
			}
			if _, err := register.Believe(append(s.Signed, v.Line...), policy); err != nil {
				t.Fatalf("its signature is not believed: %v", err)
			}
			last, signedBy = v.Keep, of
		}
	})
}

// TestAnswers names each status by the case the protocol gives it.
func TestAnswers(t *testing.T) {
	house, other, stranger := newLog(t, 1), newLog(t, 2), newLog(t, 3)
	for _, l := range []*log{house, other, stranger} {
		l.grow(10)
	}
	w := witness.Witness{Key: newKey(t), Logs: []string{house.vkey}}
	last := house.at(4)
	strange := house.submission(4, 8)
	strange.Signed = []byte(strings.Replace(string(strange.Signed), origin+"\n", "elsewhere.invalid/x\n", 1))
	wrong := house.submission(4, 8)
	wrong.Proof[0][0] ^= 1
	for _, c := range []struct {
		name string
		s    witness.Submission
		want witness.Status
	}{
		{"continued", house.submission(4, 8), 200}, {"the same again", house.submission(4, 4), 200}, {"backwards", house.submission(4, 2), 400},
		{"signed by another key", other.submission(4, 8), 403}, {"unknown register", strange, 404}, {"another size", house.submission(3, 8), 409},
		{"another proof", wrong, 422}, {"no checkpoint", witness.Submission{Old: 4, Signed: []byte(origin + "\n")}, 403},
	} {
		if v := w.Judge(c.s, last, 1); v.Status != c.want {
			t.Errorf("%s: %d, want %d", c.name, v.Status, c.want)
		}
	}
	if v := w.Judge(house.submission(3, 8), last, 1); v.Size != 4 {
		t.Errorf("it says it signed %d last", v.Size)
	}
}

// TestForeignScenario plays the published requests of another witness and expects its published answers.
func TestForeignScenario(t *testing.T) {
	dir := os.Getenv("SCHILD_TESTDATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	b, err := os.ReadFile(filepath.Join(dir, "register/tlog-witness/litewitness.txt"))
	if err != nil {
		t.Skip("skipped: no test data")
	}
	text := string(b)
	public, err := hex.DecodeString(regexp.MustCompile(`add-sigsum-log -key=([0-9a-f]{64})`).FindStringSubmatch(text)[1])
	if err != nil {
		t.Fatal(err)
	}
	vkey, err := note.NewEd25519VerifierKey("sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562", public)
	if err != nil {
		t.Fatal(err)
	}
	w := witness.Witness{Key: newKey(t), Logs: []string{vkey}}
	var last register.Checkpoint
	cases := regexp.MustCompile("(?s)POST http://localhost:7380/add-checkpoint\n```\n(.*?)```\nHTTP ([0-9]{3})(?:\n\\[Asserts\\]\nbody == \"([0-9]+))?").FindAllStringSubmatch(text, -1)
	if len(cases) < 5 {
		t.Fatalf("%d requests found", len(cases))
	}
	for i, c := range cases {
		status, size := witness.Malformed, int64(0)
		if s, err := witness.ParseSubmission(c[1]); err == nil {
			v := w.Judge(s, last, 1)
			if status, size = v.Status, v.Size; status == witness.Signed {
				last = v.Keep
			}
		}
		if fmt.Sprint(int(status)) != c[2] || c[3] != "" && fmt.Sprint(size) != c[3] {
			t.Errorf("request %d: answered %d (size %d), published %s %s\n%s", i, status, size, c[2], c[3], c[1])
		}
	}
	t.Logf("%d published requests", len(cases))
}

// TestSubmissionRoundTrip holds that a request has one spelling.
func FuzzParseSubmission(f *testing.F) {
	l := newLog(f, 1)
	l.grow(9)
	f.Add(l.submission(4, 9).String())
	f.Add("old 0\n\nx\n")
	f.Add("old -1\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := witness.ParseSubmission(text)
		if err == nil && s.String() != text {
			t.Errorf("%q is read and written %q", text, s.String())
		} else if err != nil {
			badinput.Refused(t, err)
		}
	})
}

// FuzzJudge: whatever is submitted, a witness signs only what its register signed and what continues the last one.
func FuzzJudge(f *testing.F) {
	key, house := newKey(f), newLog(f, 1)
	house.grow(9)
	w := witness.Witness{Key: key, Logs: []string{house.vkey}}
	last := house.at(4)
	policy, err := register.ParsePolicy("log " + house.vkey + "\nwitness w " + key.String() + "\nquorum w\n")
	if err != nil {
		f.Fatal(err)
	}
	other := newLog(f, 2)
	other.grow(9)
	for _, s := range []witness.Submission{house.submission(4, 9), house.submission(4, 4), house.submission(0, 9), other.submission(4, 9)} {
		f.Add(s.String())
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := witness.ParseSubmission(text)
		if err != nil {
			return
		}
		v := w.Judge(s, last, 1_700_000_000)
		if v.Status != witness.Signed {
			if v.Line != "" || v.Keep != (register.Checkpoint{}) {
				t.Fatalf("%d with %q", v.Status, v.Line)
			}
			return
		}
		if v.Keep.Size < last.Size || v.Keep.Size > 9 || v.Keep != house.at(v.Keep.Size) {
			t.Fatalf("signed for %+v", v.Keep)
		}
		if c, err := register.Believe(append([]byte(v.Keep.String()+"\n"+signatures(string(s.Signed))), v.Line...), policy); err != nil || c != v.Keep {
			t.Fatalf("%v is not believed: %v", v.Keep, err)
		}
	})
}

// signatures gives the lines after a note's body.
func signatures(signed string) string {
	_, lines, _ := strings.Cut(signed, "\n\n")
	return lines
}

// FuzzNewKey: a name that a key takes stands in a policy.
func FuzzNewKey(f *testing.F) {
	f.Add(make([]byte, 32), "witness.invalid/w1")
	f.Add(make([]byte, 32), "a b")
	f.Add(make([]byte, 31), "a+b")
	f.Add(make([]byte, 32), "a\x00b")
	house := newLog(f, 1)
	f.Fuzz(func(t *testing.T, seed []byte, name string) {
		k, err := witness.NewKey(seed, name)
		if len(seed) != 32 {
			if err == nil {
				t.Fatalf("%d bytes make a key", len(seed))
			}
			return
		}
		if err != nil {
			badinput.Refused(t, err)
			return
		}
		if _, err := register.ParsePolicy("log " + house.vkey + "\nwitness w " + k.String() + "\nquorum w\n"); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
	})
}

func TestSpoiltSubmissions(t *testing.T) {
	l := newLog(t, 1)
	l.grow(9)
	for b := range badinput.Each([]byte(l.submission(4, 9).String())) {
		if s, err := witness.ParseSubmission(string(b)); err != nil {
			badinput.Refused(t, err)
		} else if s.String() != string(b) {
			t.Errorf("%q is written %q", b, s)
		}
	}
	if _, err := witness.ParseSubmission(l.submission(4, 9).String() + strings.Repeat("x", 1<<20)); err == nil {
		t.Error("a submission of a megabyte is read")
	}
}
