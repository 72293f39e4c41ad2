package register

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
)

// Proof says that one entry stands in a register: a C2SP tlog-proof file, checked offline by anyone who has the policy.
type Proof struct {
	// Extra is what the holder may be told of the act: its salt and payload, or nothing.
	Extra  []byte
	Index  int64
	Hashes tlog.RecordProof
	Signed []byte // the checkpoint
}

const (
	proofHead = "c2sp.org/tlog-proof@v1\n"
	maxProof  = 64 << 20 // an act that brought in a list says much
	maxHashes = 63
)

// Prove makes the proof of entry n under a signed checkpoint. hashes reads the tree's stored hashes.
func Prove(signed []byte, n int64, hashes tlog.HashReader) (Proof, error) {
	text, _, _ := strings.Cut(string(signed), "\n\n")
	c, err := ParseCheckpoint(text + "\n")
	if err != nil {
		return Proof{}, err
	}
	if n < 0 || n >= c.Size {
		return Proof{}, fault.New(fault.Missing, "register.proof.entry", "entry", number(n))
	}
	p, err := tlog.ProveRecord(c.Size, n, hashes)
	if err != nil {
		return Proof{}, fault.Wrap(err, fault.Broken, "register.proof")
	}
	return Proof{Index: n, Hashes: p, Signed: signed}, nil
}

// Disclose gives the proof with the act itself, so that its holder can read what was registered.
func (p Proof) Disclose(salt [32]byte, payload []byte) Proof {
	p.Extra = append(append(make([]byte, 0, 32+len(payload)), salt[:]...), payload...)
	return p
}

// Act gives the disclosed act and the entry it commits to. It proves nothing before Check was asked about that entry.
func (p Proof) Act() (Act, []byte, error) {
	if len(p.Extra) < 32 {
		return Act{}, nil, fault.New(fault.Missing, "register.proof.undisclosed")
	}
	a, err := DecodeAct(p.Extra[32:])
	if err != nil {
		return Act{}, nil, err
	}
	entry := Commit([32]byte(p.Extra[:32]), p.Extra[32:])
	return a, entry[:], nil
}

// Check tells whether entry stands in the register at the proof's place, under a checkpoint the policy believes.
func (p Proof) Check(policy Policy, entry []byte) error {
	c, err := policy.open(p.Signed)
	if err != nil {
		return err
	}
	if p.Index < 0 || p.Index >= c.Size || tlog.CheckRecord(p.Hashes, c.Size, c.Root, p.Index, tlog.RecordHash(entry)) != nil {
		return fault.New(fault.Refused, "register.proof.wrong", "entry", number(p.Index))
	}
	return nil
}

// String gives the proof as a file.
func (p Proof) String() string {
	var b strings.Builder
	b.WriteString(proofHead)
	if len(p.Extra) > 0 {
		b.WriteString("extra " + base64.StdEncoding.EncodeToString(p.Extra) + "\n")
	}
	fmt.Fprintf(&b, "index %d\n", p.Index)
	for _, h := range p.Hashes {
		b.WriteString(h.String() + "\n")
	}
	return b.String() + "\n" + string(p.Signed)
}

// ParseProof reads a proof file; it refuses every spelling but String's.
func ParseProof(text string) (Proof, error) {
	bad := fault.New(fault.Invalid, "register.proof.text")
	rest, ok := strings.CutPrefix(text, proofHead)
	head, signed, cut := strings.Cut(rest, "\n\n")
	if !ok || !cut || len(text) > maxProof {
		return Proof{}, bad
	}
	p := Proof{Signed: []byte(signed)}
	lines := strings.Split(head, "\n")
	if extra, ok := strings.CutPrefix(lines[0], "extra "); ok {
		b, err := base64.StdEncoding.DecodeString(extra)
		if err != nil || len(b) == 0 {
			return Proof{}, bad
		}
		p.Extra, lines = b, lines[1:]
	}
	if len(lines) == 0 || len(lines) > 1+maxHashes || !strings.HasPrefix(lines[0], "index ") {
		return Proof{}, bad
	}
	var err error
	if p.Index, err = strconv.ParseInt(lines[0][len("index "):], 10, 64); err != nil || p.Index < 0 {
		return Proof{}, bad
	}
	for _, l := range lines[1:] {
		h, err := tlog.ParseHash(l)
		if err != nil {
			return Proof{}, bad
		}
		p.Hashes = append(p.Hashes, h)
	}
	if p.String() != text {
		return Proof{}, bad
	}
	return p, nil
}

// number spells a number in a message.
func number(n int64) string { return strconv.FormatInt(n, 10) }
