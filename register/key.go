package register

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"schild/fault"
)

const ed25519Key = 1 // C2SP signed-note's number for plain Ed25519 signatures

// Key makes the signer of a register from 32 secret bytes, and the verifier key that outsiders need. The key bears the
// register's origin as its name, as C2SP wants it.
func Key(seed []byte, origin string) (note.Signer, string, error) {
	if len(seed) != ed25519.SeedSize {
		return nil, "", fault.New(fault.Broken, "register.seed", "bytes", fmt.Sprint(len(seed)))
	}
	public := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	vkey, err := note.NewEd25519VerifierKey(origin, public)
	if err == nil {
		_, err = note.NewVerifier(vkey) // refuses names that no note can carry
	}
	if err != nil {
		return nil, "", fault.Wrap(err, fault.Invalid, "register.origin", "origin", origin)
	}
	id, _, _ := strings.Cut(strings.TrimPrefix(vkey, origin+"+"), "+")
	secret := base64.StdEncoding.EncodeToString(append([]byte{ed25519Key}, seed...))
	signer, err := note.NewSigner("PRIVATE+KEY+" + origin + "+" + id + "+" + secret)
	if err != nil {
		return nil, "", fault.Wrap(err, fault.Broken, "register.seed", "bytes", fmt.Sprint(len(seed)))
	}
	return signer, vkey, nil
}
