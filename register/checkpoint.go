package register

import (
	"encoding/base64"
	"errors"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
)

// Checkpoint is the state of a register: its name, how many entries it has, and the root of their tree.
type Checkpoint struct {
	Origin string
	Size   int64
	Root   tlog.Hash
}

const maxNote = 1 << 20 // a checkpoint with thousands of cosignatures stays below

// String gives the body of the signed note (C2SP tlog-checkpoint, without extension lines).
func (c Checkpoint) String() string {
	return c.Origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" + base64.StdEncoding.EncodeToString(c.Root[:]) + "\n"
}

// Sign gives the checkpoint as a signed note.
func (c Checkpoint) Sign(s note.Signer) ([]byte, error) {
	b, err := note.Sign(&note.Note{Text: c.String()}, s)
	if err != nil {
		return nil, fault.Wrap(err, fault.Broken, "register.sign")
	}
	return b, nil
}

// ParseCheckpoint reads the body of a checkpoint; it refuses every spelling but String's, and extension lines.
func ParseCheckpoint(text string) (Checkpoint, error) {
	bad := fault.New(fault.Invalid, "register.checkpoint")
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] == "" || lines[3] != "" {
		return Checkpoint{}, bad
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, berr := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || berr != nil || size < 0 || len(root) != tlog.HashSize {
		return Checkpoint{}, bad
	}
	c := Checkpoint{Origin: lines[0], Size: size, Root: tlog.Hash(root)}
	if c.String() != text {
		return Checkpoint{}, bad
	}
	return c, nil
}

// OpenCheckpoint reads a signed checkpoint and believes it only when the key of vkey signed it and it bears origin.
func OpenCheckpoint(signed []byte, origin, vkey string) (Checkpoint, error) {
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return Checkpoint{}, fault.Wrap(err, fault.Invalid, "register.vkey")
	}
	if len(signed) > maxNote {
		return Checkpoint{}, fault.New(fault.Invalid, "register.checkpoint")
	}
	n, err := note.Open(signed, note.VerifierList(v))
	var unverified *note.UnverifiedNoteError
	switch {
	case errors.As(err, &unverified):
		return Checkpoint{}, fault.Wrap(err, fault.Refused, "register.checkpoint.signer", "origin", origin)
	case err != nil:
		return Checkpoint{}, fault.Wrap(err, fault.Refused, "register.checkpoint.signature")
	}
	if !strict(signed) {
		return Checkpoint{}, fault.New(fault.Refused, "register.checkpoint.signature")
	}
	c, err := ParseCheckpoint(n.Text)
	if err == nil && c.Origin != origin {
		err = fault.New(fault.Refused, "register.checkpoint.origin", "origin", c.Origin, "wanted", origin)
	}
	return c, err
}

// strict tells whether every signature is spelt in the one way base64 has for its bytes: the note package lets the unused
// bits of the last digit be anything, and then not every change of a file would show.
func strict(signed []byte) bool {
	_, lines, _ := strings.Cut(string(signed), "\n\n")
	for line := range strings.Lines(lines) {
		spelt := line[strings.LastIndexByte(line, ' ')+1:]
		if _, err := base64.StdEncoding.Strict().DecodeString(strings.TrimSuffix(spelt, "\n")); err != nil {
			return false
		}
	}
	return true
}
