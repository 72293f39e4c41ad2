package keys

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// vector is one credential of the W3C's test vectors (Web Authentication Level 3, §16): what its registration and its authentication
// give, by name.
type vector struct {
	title     string
	made, got map[string][]byte
}

// vectors reads the published text.
func vectors(t *testing.T) []vector {
	t.Helper()
	dir := os.Getenv("SCHILD_TESTDATA")
	if dir == "" {
		t.Skip("skipped: no test data")
	}
	b, err := os.ReadFile(filepath.Join(dir, "web", "webauthn-vectors", "webauthn-l3-test-vectors.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var out []vector
	value := regexp.MustCompile(`(?m)^(challenge|clientDataJSON|attestationObject|authenticatorData|signature|credential_id) = h'([0-9a-f]*)'`)
	for _, part := range strings.Split(string(b), "\n## ")[1:] {
		title, body, _ := strings.Cut(part, " ## {")
		first, second, both := strings.Cut(body, "[=authentication ceremony|Authentication=]")
		if !both {
			continue
		}
		read := func(s string) map[string][]byte {
			m := map[string][]byte{}
			for _, x := range value.FindAllStringSubmatch(s, -1) {
				m[x[1]], _ = hex.DecodeString(x[2])
			}
			return m
		}
		out = append(out, vector{title, read(first), read(second)})
	}
	if len(out) != 15 {
		t.Fatalf("%d credentials in the text, want 15", len(out))
	}
	return out
}

// vectorSite is the site of the vectors; it lets a frame of another site ask, as two of them do and schild does not.
func vectorSite(t *testing.T) *webauthn.WebAuthn {
	t.Helper()
	w, err := webauthn.New(&webauthn.Config{RPID: "example.org", RPDisplayName: "x", RPOrigins: []string{"https://example.org"}, RPTopOrigins: []string{"https://example.com"}, RPAllowCrossOrigin: true})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// created is the registration as a browser sends it.
func (v vector) created() []byte {
	b, _ := json.Marshal(map[string]any{"id": b64(v.made["credential_id"]), "rawId": b64(v.made["credential_id"]), "type": "public-key",
		"response": map[string]string{"clientDataJSON": b64(v.made["clientDataJSON"]), "attestationObject": b64(v.made["attestationObject"])}})
	return b
}

// answered is the authentication as a browser sends it.
func (v vector) answered(client, data, signature []byte) []byte {
	b, _ := json.Marshal(map[string]any{"id": b64(v.made["credential_id"]), "rawId": b64(v.made["credential_id"]), "type": "public-key",
		"response": map[string]string{"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(signature)}})
	return b
}

func verification(authData []byte) protocol.UserVerificationRequirement {
	if authData[32]&byte(protocol.FlagUserVerified) != 0 {
		return protocol.VerificationRequired
	}
	return protocol.VerificationPreferred
}

// TestW3CVectors registers and authenticates with every credential of the W3C whose algorithm is offered, and refuses each authentication
// with any one bit changed in the signature, the authenticator's data or the client's. What did not verify its user is refused where
// that is required, as it always is here.
func TestW3CVectors(t *testing.T) {
	site, changes, registered := vectorSite(t), 0, 0
	for _, v := range vectors(t) {
		offered := !strings.Contains(v.title, "Ed448")
		parsed, err := protocol.ParseCredentialCreationResponseBytes(v.created())
		if err != nil {
			if offered {
				t.Errorf("%s: %v", v.title, err)
			}
			continue
		}
		h := holder{handle: []byte("someone")}
		raw := parsed.Response.AttestationObject.RawAuthData
		s := webauthn.SessionData{Challenge: b64(v.made["challenge"]), UserID: h.handle, UserVerification: verification(raw), CredParams: parameters()}
		made, err := site.CreateCredential(h, s, parsed)
		if !offered {
			if err == nil {
				t.Errorf("%s: a key with an algorithm that is not offered is taken", v.title)
			}
			continue
		}
		if err != nil { // its maker vouches for it with a chain to a root that is not known here: the key itself is good
			t.Logf("%s: the maker's word is not taken: %v", v.title, err)
			if made, err = webauthn.NewCredential(nil, parsed); err != nil {
				t.Errorf("%s: %v", v.title, err)
				continue
			}
		} else {
			registered++
		}
		h.keys = []webauthn.Credential{*made}
		changes += v.authenticate(t, site, h)
	}
	t.Logf("%d registrations verified with their maker's word; %d changes of one bit refused", registered, changes)
}

func (v vector) authenticate(t *testing.T, site *webauthn.WebAuthn, h holder) (changes int) {
	t.Helper()
	try := func(client, data, signature []byte, uv protocol.UserVerificationRequirement) error {
		parsed, err := protocol.ParseCredentialRequestResponseBytes(v.answered(client, data, signature))
		if err != nil {
			return err
		}
		_, err = site.ValidateLogin(h, webauthn.SessionData{Challenge: b64(v.got["challenge"]), UserID: h.handle, UserVerification: uv}, parsed)
		return err
	}
	client, data, signature := v.got["clientDataJSON"], v.got["authenticatorData"], v.got["signature"]
	uv := verification(data)
	if err := try(client, data, signature, uv); err != nil {
		t.Errorf("%s: %v", v.title, err)
		return 0
	}
	if uv != protocol.VerificationRequired && try(client, data, signature, protocol.VerificationRequired) == nil {
		t.Errorf("%s: its user was not verified and it is taken", v.title)
	}
	for i, part := range [][]byte{client, data, signature} {
		for bit := range len(part) * 8 {
			parts := [][]byte{client, data, signature}
			parts[i] = bytes.Clone(part)
			parts[i][bit/8] ^= 1 << (bit % 8)
			changes++
			if try(parts[0], parts[1], parts[2], protocol.VerificationPreferred) == nil {
				t.Errorf("%s: part %d with bit %d changed is taken", v.title, i, bit)
			}
		}
	}
	return changes
}
