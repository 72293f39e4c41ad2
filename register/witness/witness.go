package witness

import (
	"crypto/sha256"
	"errors"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
	"schild/register"
)

// Status is what a witness answers, by its number in HTTP.
type Status int

// The answers of C2SP tlog-witness.
const (
	Signed       Status = 200
	Malformed    Status = 400
	Unsigned     Status = 403
	Unknown      Status = 404
	Behind       Status = 409
	Inconsistent Status = 422
)

// Witness judges submissions for the registers it knows.
type Witness struct {
	Key  Key
	Logs []string // verifier keys of registers
}

// Verdict is the answer to a submission.
type Verdict struct {
	Status Status
	Size   int64               // of the last checkpoint signed, when Behind
	Keep   register.Checkpoint // when Signed: to be kept before Line is given away
	Line   string              // when Signed: the cosignature
}

// Origin gives the register a submission is for, "" when it says none.
func (s Submission) Origin() string {
	origin, _, _ := strings.Cut(string(s.Signed), "\n")
	return origin
}

// Judge answers a submission. last is the newest checkpoint this witness signed for its register, the zero Checkpoint for
// none; at is the time in seconds since 1970. Whoever calls it holds the register's last checkpoint from the reading of it
// to the keeping of the new one.
func (w Witness) Judge(s Submission, last register.Checkpoint, at int64) Verdict {
	c, status := w.open(s)
	switch {
	case status != Signed:
		return Verdict{Status: status}
	case s.Old > c.Size:
		return Verdict{Status: Malformed}
	case s.Old != last.Size:
		return Verdict{Status: Behind, Size: last.Size}
	case !grows(s, last, c):
		return Verdict{Status: Inconsistent}
	}
	return Verdict{Status: Signed, Keep: c, Line: w.Key.Cosign(c.String(), at)}
}

// open finds the register and believes the checkpoint when that register signed it.
func (w Witness) open(s Submission) (register.Checkpoint, Status) {
	origin, status := s.Origin(), Unknown
	for _, vkey := range w.Logs {
		name, _, _ := strings.Cut(vkey, "+")
		if name != origin {
			continue
		}
		c, err := register.OpenCheckpoint(s.Signed, origin, vkey)
		var f *fault.Error
		switch {
		case err == nil:
			return c, Signed
		case errors.As(err, &f) && f.Kind == fault.Invalid:
			status = Malformed
		default:
			status = Unsigned
		}
	}
	return register.Checkpoint{}, status
}

// grows tells whether a checkpoint continues the last one.
func grows(s Submission, last, c register.Checkpoint) bool {
	empty := tlog.Hash(sha256.Sum256(nil))
	switch {
	case c.Size == 0:
		return c.Root == empty && len(s.Proof) == 0
	case s.Old == 0:
		return len(s.Proof) == 0
	case s.Old == c.Size:
		return len(s.Proof) == 0 && c.Root == last.Root
	}
	return tlog.CheckTree(s.Proof, c.Size, c.Root, last.Size, last.Root) == nil
}
