package office

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strings"
)

// NewHalf makes one half of a code: 50 random bits as people can read them out. Two people have a half each, so that neither can sign
// in as whoever it is for.
func NewHalf() string {
	var b [7]byte
	_, _ = rand.Read(b[:]) // never fails: the runtime ends the program instead
	s := base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding).EncodeToString(b[:])[:10]
	return s[:5] + "-" + s[5:]
}

// HashHalf gives what is kept of a half. What people confuse when they type is the same: case, spaces, dashes, O and 0, I, L and 1.
func HashHalf(half string) string {
	half = strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(half))
	sum := sha256.Sum256([]byte("schild half 1 " + half))
	return hex.EncodeToString(sum[:])
}
