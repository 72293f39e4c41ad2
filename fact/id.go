package fact

import (
	"schild/fault"
)

// ID is a random 128-bit identity in lower-case Crockford base32, 26 characters. It tells nothing: no time, no order.
type ID string

// The digits of Crockford's base32: no i, l, o, u, so that an identity read aloud or from paper stays itself.
const digits = "0123456789abcdefghjkmnpqrstvwxyz"

// idLen is the length of an identity: 26 digits of five bits, of which the first two are always 0.
const idLen = 26

// NewID writes 16 bytes as an identity.
func NewID(b [16]byte) ID {
	var out [idLen]byte
	var acc uint
	have, at := 2, 0 // two bits of 0 in front make 130
	for _, c := range b {
		acc = acc<<8 | uint(c)
		for have += 8; have >= 5; at++ {
			have -= 5
			out[at] = digits[acc>>have&31]
		}
	}
	return ID(out[:])
}

// Bytes gives the 16 bytes of an identity, all 0 when it is none.
func (id ID) Bytes() [16]byte {
	b, _ := id.bytes()
	return b
}

func (id ID) bytes() (b [16]byte, ok bool) {
	if len(id) != idLen || digit(id[0]) > 7 {
		return b, false
	}
	var acc uint
	have, at := -2, 0
	for i := range len(id) {
		d := digit(id[i])
		if d > 31 {
			return [16]byte{}, false
		}
		acc = acc<<5 | uint(d)
		if have += 5; have >= 8 {
			have -= 8
			b[at] = byte(acc >> have)
			at++
		}
	}
	return b, true
}

// digit gives the value of one digit, 32 or more for what is none. Only the form NewID writes is read: an identity has
// one spelling.
func digit(c byte) byte {
	for i := range len(digits) {
		if digits[i] == c {
			return byte(i)
		}
	}
	return 0xFF
}

// ParseID reads an identity as NewID writes it. It is a fault.Missing when it is none: an identity that cannot exist
// is answered like one that does not.
func ParseID(s string) (ID, error) {
	if _, ok := ID(s).bytes(); !ok {
		return "", fault.New(fault.Missing, "missing")
	}
	return ID(s), nil
}
