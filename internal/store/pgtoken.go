package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
)

// gatekey makes the settings that say for whom a PostgreSQL connection reads and whether the house itself works there. The
// server checks them with the same key; main.bound is the other end of this.
type gatekey []byte

// sign puts the code before a text: SHA-256 twice, the key before each, as the server computes it without an extension.
func (k gatekey) sign(text string) string {
	inner := sha256.Sum256(append(bytes.Clone(k), text...))
	outer := sha256.Sum256(append(bytes.Clone(k), inner[:]...))
	return hex.EncodeToString(outer[:]) + text
}

// house lets the house itself work on the connection of one server process.
func (k gatekey) house(pid uint32) string { return k.sign(fmt.Sprintf("house|%d", pid)) }

// view binds the connection of one server process to a reader; "" binds it to nobody. Zeros at the end of the bitset are
// left out: how many labels there are is not the reader's to know.
func (k gatekey) view(pid uint32, b *binding) string {
	if b == nil {
		return ""
	}
	may := ""
	for _, m := range []struct {
		what string
		yes  bool
	}{{"known ", !b.Clearance.Outside}, {"register ", b.Register || b.all}, {"numbers ", b.chronology()}, {"all ", b.all}} {
		if m.yes {
			may += m.what
		}
	}
	bits := base64.StdEncoding.EncodeToString(bytes.TrimRight(b.bits, "\x00"))
	return k.sign(fmt.Sprintf("view|%d|%d|%s|%x|%s", pid, b.moment(), may, b.Person, bits))
}
