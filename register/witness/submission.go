package witness

import (
	"encoding/base64"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
)

// Submission is a request for a cosignature (C2SP tlog-witness, add-checkpoint).
type Submission struct {
	Old    int64 // the size this witness signed last
	Proof  tlog.TreeProof
	Signed []byte // the checkpoint as a signed note
}

const (
	maxProof      = 63
	maxSubmission = 1 << 20
)

// String gives the body of the request.
func (s Submission) String() string {
	var b strings.Builder
	b.WriteString("old " + strconv.FormatInt(s.Old, 10) + "\n")
	for _, h := range s.Proof {
		b.WriteString(base64.StdEncoding.EncodeToString(h[:]) + "\n")
	}
	b.WriteString("\n")
	b.Write(s.Signed)
	return b.String()
}

// ParseSubmission reads the body of a request; it refuses every spelling but String's.
func ParseSubmission(text string) (Submission, error) {
	bad := fault.New(fault.Invalid, "witness.submission")
	head, signed, ok := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	number, old := strings.CutPrefix(lines[0], "old ")
	if !ok || !old || len(text) > maxSubmission || len(lines)-1 > maxProof {
		return Submission{}, bad
	}
	s := Submission{Signed: []byte(signed)}
	var err error
	if s.Old, err = strconv.ParseInt(number, 10, 64); err != nil || s.Old < 0 {
		return Submission{}, bad
	}
	for _, line := range lines[1:] {
		h, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(h) != tlog.HashSize {
			return Submission{}, bad
		}
		s.Proof = append(s.Proof, tlog.Hash(h))
	}
	if s.String() != text {
		return Submission{}, bad
	}
	return s, nil
}
