package fact

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"strconv"
)

// Key gives the duplicate key of a statement under the secret of its source: equal for statements that say the same thing
// in the same record by the same author, whatever their id, label and time of registration. Who has not the secret
// learns nothing from it and cannot make it.
func Key(secret []byte, s Statement) string { return string(sum(secret, encode(s))) }

// Derive gives the identity that a source's own name for a thing has in the house: the same parts always give the same
// identity, and without the secret nobody can tell which.
func Derive(secret []byte, parts ...string) ID {
	return sum(secret, join("schild 1 identity", parts...))
}

// encode writes everything the duplicate key covers, so that no two different statements look alike.
func encode(s Statement) []byte {
	return join("schild 1 statement",
		string(s.Entity), s.Schema, s.Property, s.Value, s.Original, s.Lang,
		string(s.Record), strconv.Itoa(s.Place.Part), strconv.Itoa(s.Place.Start), strconv.Itoa(s.Place.End),
		s.Author, s.Grade.String(), s.Holds.From.String(), s.Holds.To.String(), s.Said.String())
}

// join writes what it is for and the parts, each behind its length: the only text that reads back as these parts.
func join(purpose string, parts ...string) []byte {
	out := binary.AppendUvarint(nil, uint64(len(purpose)))
	out = append(out, purpose...)
	for _, p := range parts {
		out = binary.AppendUvarint(out, uint64(len(p)))
		out = append(out, p...)
	}
	return out
}

// sum is HMAC-SHA256, of which the first 128 bits are kept.
func sum(secret, text []byte) ID {
	h := hmac.New(sha256.New, secret)
	h.Write(text)
	return NewID([16]byte(h.Sum(nil)))
}
