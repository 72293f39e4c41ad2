package keys_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"schild/internal/desk/keys"
)

// softKey is a key without a thing: what an authenticator does, written from the specification.
type softKey struct {
	t       *testing.T
	origin  string
	id      []byte
	handle  []byte
	secret  *ecdsa.PrivateKey
	counter uint32
	steady  bool // never counts, as a key kept in several places does
	lazy    bool // does not verify its user
}

func newSoftKey(t *testing.T) *softKey {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id := make([]byte, 32)
	_, _ = rand.Read(id)
	return &softKey{t: t, origin: "https://schild.example", id: id, secret: k}
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

func (k *softKey) read(c keys.Ceremony) (a asked) {
	k.t.Helper()
	if err := json.Unmarshal(c.Options, &a); err != nil {
		k.t.Fatal(err)
	}
	return a
}

// data is the authenticator's data: whose site, what was verified, the count.
func (k *softKey) data(site string, more []byte) []byte {
	flags := byte(0x05) // user present, user verified
	if k.lazy {
		flags = 0x01
	}
	if more != nil {
		flags |= 0x40
	}
	if !k.steady {
		k.counter++
	}
	sum := sha256.Sum256([]byte(site))
	out := append(sum[:], flags)
	return append(binary.BigEndian.AppendUint32(out, k.counter), more...)
}

func (k *softKey) client(kind, challenge string) []byte {
	b, _ := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": k.origin, "crossOrigin": false})
	return b
}

// make answers a question for a new key.
func (k *softKey) make(c keys.Ceremony) []byte {
	k.t.Helper()
	a := k.read(c)
	k.handle, _ = base64.RawURLEncoding.DecodeString(a.PublicKey.User.ID)
	point, err := k.secret.PublicKey.Bytes()
	if err != nil {
		k.t.Fatal(err)
	}
	cose, err := cbor.Marshal(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	if err != nil {
		k.t.Fatal(err)
	}
	more := append(make([]byte, 16), 0, byte(len(k.id)))
	more = append(append(more, k.id...), cose...)
	object, err := cbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": k.data(a.PublicKey.RP.ID, more)})
	if err != nil {
		k.t.Fatal(err)
	}
	return k.send(map[string]any{"clientDataJSON": enc(k.client("webauthn.create", a.PublicKey.Challenge)), "attestationObject": enc(object)})
}

// show answers a question for a key that is there.
func (k *softKey) show(c keys.Ceremony) []byte {
	k.t.Helper()
	a := k.read(c)
	data, client := k.data(a.PublicKey.RPID, nil), k.client("webauthn.get", a.PublicKey.Challenge)
	hash := sha256.Sum256(client)
	digest := sha256.Sum256(append(data[:len(data):len(data)], hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, k.secret, digest[:])
	if err != nil {
		k.t.Fatal(err)
	}
	return k.send(map[string]any{"clientDataJSON": enc(client), "authenticatorData": enc(data), "signature": enc(signature), "userHandle": enc(k.handle)})
}

func (k *softKey) send(response map[string]any) []byte {
	b, _ := json.Marshal(map[string]any{"id": enc(k.id), "rawId": enc(k.id), "type": "public-key", "clientExtensionResults": map[string]any{}, "response": response})
	return b
}

func enc(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
