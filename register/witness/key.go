package witness

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"schild/fault"
)

const cosignatureKey = 4 // C2SP's number for Ed25519 cosignatures

// Key signs as one witness.
type Key struct {
	name   string
	id     uint32
	secret ed25519.PrivateKey
}

// NewKey makes the key of a witness from 32 secret bytes and the name it signs with: an address without scheme.
func NewKey(seed []byte, name string) (Key, error) {
	if len(seed) != ed25519.SeedSize {
		return Key{}, fault.New(fault.Broken, "register.seed", "bytes", fmt.Sprint(len(seed)))
	}
	odd := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) } // a policy cannot have it
	if name == "" || !utf8.ValidString(name) || strings.ContainsFunc(name, odd) || strings.Contains(name, "+") {
		return Key{}, fault.New(fault.Invalid, "witness.name", "name", name)
	}
	k := Key{name: name, secret: ed25519.NewKeyFromSeed(seed)}
	sum := sha256.Sum256(append([]byte(name+"\n"), k.public()...))
	k.id = binary.BigEndian.Uint32(sum[:4])
	return k, nil
}

// public gives the key's kind and its public half.
func (k Key) public() []byte {
	return append([]byte{cosignatureKey}, k.secret.Public().(ed25519.PublicKey)...)
}

// String gives the verifier key: what a policy names.
func (k Key) String() string {
	return fmt.Sprintf("%s+%08x+%s", k.name, k.id, base64.StdEncoding.EncodeToString(k.public()))
}

// Cosign gives the signature line for a checkpoint's body at a time in seconds since 1970.
func (k Key) Cosign(body string, at int64) string {
	said := fmt.Appendf(nil, "cosignature/v1\ntime %d\n%s", at, body)
	sig := binary.BigEndian.AppendUint32(nil, k.id)
	sig = binary.BigEndian.AppendUint64(sig, uint64(at))
	sig = append(sig, ed25519.Sign(k.secret, said)...)
	return "— " + k.name + " " + base64.StdEncoding.EncodeToString(sig) + "\n"
}
