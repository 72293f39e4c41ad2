// Package softkey is a passkey without a thing, for tests: what an authenticator does, written from W3C Web Authentication Level 3, §6, and
// nothing of the library that checks it.
package softkey

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"

	"github.com/fxamacker/cbor/v2"
)

// Key is one key for one site.
type Key struct {
	Origin  string // of the page that asks
	Handle  []byte // what it calls its person
	Counter uint32
	Steady  bool // never counts, as a key kept in several places does
	Lazy    bool // does not verify its user

	id     []byte
	secret *ecdsa.PrivateKey
}

// New makes a key for pages of an origin.
func New(origin string) *Key {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic("softkey: " + err.Error())
	}
	id := make([]byte, 32)
	_, _ = rand.Read(id)
	return &Key{Origin: origin, id: id, secret: k}
}

// asked is what of a question a key looks at.
type asked struct {
	PublicKey struct {
		Challenge string `json:"challenge"`
		RPID      string `json:"rpId"`
		RP        struct {
			ID string `json:"id"`
		} `json:"rp"`
		User struct {
			ID string `json:"id"`
		} `json:"user"`
	} `json:"publicKey"`
}

func read(options []byte) (a asked) {
	must(json.Unmarshal(options, &a))
	return a
}

func must(err error) {
	if err != nil {
		panic("softkey: " + err.Error())
	}
}

// data is the authenticator's data: whose site, what was verified, the count.
func (k *Key) data(site string, more []byte) []byte {
	flags := byte(0x05) // user present, user verified
	if k.Lazy {
		flags = 0x01
	}
	if more != nil {
		flags |= 0x40
	}
	if !k.Steady {
		k.Counter++
	}
	sum := sha256.Sum256([]byte(site))
	out := append(sum[:], flags)
	return append(binary.BigEndian.AppendUint32(out, k.Counter), more...)
}

func (k *Key) client(kind, challenge string) []byte {
	b, _ := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": k.Origin, "crossOrigin": false})
	return b
}

// Make answers a question for a new key; options are what a page hands to the browser.
func (k *Key) Make(options []byte) []byte {
	a := read(options)
	k.Handle, _ = base64.RawURLEncoding.DecodeString(a.PublicKey.User.ID)
	point, err := k.secret.PublicKey.Bytes()
	must(err)
	cose, err := cbor.Marshal(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	must(err)
	more := append(make([]byte, 16), 0, byte(len(k.id)))
	more = append(append(more, k.id...), cose...)
	object, err := cbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": k.data(a.PublicKey.RP.ID, more)})
	must(err)
	return k.send(map[string]any{"clientDataJSON": enc(k.client("webauthn.create", a.PublicKey.Challenge)), "attestationObject": enc(object)})
}

// Show answers a question for a key that is there.
func (k *Key) Show(options []byte) []byte {
	a := read(options)
	data, client := k.data(a.PublicKey.RPID, nil), k.client("webauthn.get", a.PublicKey.Challenge)
	hash := sha256.Sum256(client)
	digest := sha256.Sum256(append(data[:len(data):len(data)], hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, k.secret, digest[:])
	must(err)
	return k.send(map[string]any{"clientDataJSON": enc(client), "authenticatorData": enc(data), "signature": enc(signature), "userHandle": enc(k.Handle)})
}

func (k *Key) send(response map[string]any) []byte {
	b, _ := json.Marshal(map[string]any{"id": enc(k.id), "rawId": enc(k.id), "type": "public-key", "clientExtensionResults": map[string]any{}, "response": response})
	return b
}

func enc(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
