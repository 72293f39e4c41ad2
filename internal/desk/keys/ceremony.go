package keys

import (
	"encoding/json"
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"
	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/google/uuid"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
)

// Desk keeps the keys of people.
type Desk struct {
	Office *office.Office
	Models []string // the AAGUIDs of the models of key that are let in; none = any

	site *webauthn.WebAuthn

	mu sync.Mutex
	of map[string]string // whose each key is
	as uint64            // the state of the table when that was read
}

// At says for which site keys are made: its name of host, its whole address. Keys of another site do not fit.
func (d *Desk) At(host, origin string) error {
	c := &webauthn.Config{RPID: host, RPDisplayName: "schild", RPOrigins: []string{origin},
		AttestationPreference:  protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(), UserVerification: protocol.VerificationRequired},
		Timeouts:               webauthn.TimeoutsConfig{Login: timeout(), Registration: timeout()}}
	for _, m := range d.Models {
		id, err := uuid.Parse(m)
		if err != nil {
			return fault.Wrap(err, fault.Invalid, "key.model", "model", m)
		}
		if c.Filtering == nil { // a browser hides the model unless it is asked for
			c.Filtering, c.AttestationPreference = &webauthn.FilteringConfig{}, protocol.PreferDirectAttestation
		}
		c.Filtering.PermittedAAGUIDs = append(c.Filtering.PermittedAAGUIDs, id)
	}
	var err error
	if d.site, err = webauthn.New(c); err != nil {
		return fault.Wrap(err, fault.Invalid, "key.site", "origin", origin)
	}
	return nil
}

// AskLife is how long a browser has to answer.
const AskLife = 2 * time.Minute

func timeout() webauthn.TimeoutConfig {
	return webauthn.TimeoutConfig{Timeout: AskLife, TimeoutUVD: AskLife}
}

// Ceremony is one question to a browser; whoever holds it may put the answer once.
type Ceremony struct {
	Person  string          // whose key it is to be, "" when the answer says who
	Options json.RawMessage // what the browser is given

	session webauthn.SessionData
}

// Algorithms lists the signatures that are offered, the best first.
func Algorithms() []webauthncose.COSEAlgorithmIdentifier {
	return []webauthncose.COSEAlgorithmIdentifier{webauthncose.AlgEdDSA, webauthncose.AlgES256, webauthncose.AlgES384, webauthncose.AlgES512, webauthncose.AlgRS256}
}

func parameters() []protocol.CredentialParameter {
	var out []protocol.CredentialParameter
	for _, a := range Algorithms() {
		out = append(out, protocol.CredentialParameter{Type: protocol.PublicKeyCredentialType, Algorithm: a})
	}
	return out
}

// holder is a person with their keys, as the library asks for them.
type holder struct {
	handle   []byte
	id, name string
	keys     []webauthn.Credential
}

// WebAuthnID gives what keys call their person.
func (h holder) WebAuthnID() []byte { return h.handle }

// WebAuthnName gives the login, which a browser shows beside the key.
func (h holder) WebAuthnName() string { return h.id }

// WebAuthnDisplayName gives the name.
func (h holder) WebAuthnDisplayName() string { return h.name }

// WebAuthnCredentials gives the keys.
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

// holding makes the holder of some keys.
func holding(person store.Staff, keys []store.Passkey) (holder, error) {
	h := holder{id: person.ID, name: person.Name}
	for _, k := range keys {
		var c webauthn.Credential
		if err := json.Unmarshal([]byte(k.Record), &c); err != nil {
			return h, fault.Wrap(err, fault.Broken, "key.record")
		}
		c.Authenticator.SignCount = uint32(k.Counter)
		h.handle, h.keys = k.Handle, append(h.keys, c)
	}
	return h, nil
}

// ceremony keeps what was asked.
func ceremony(person string, options any, s *webauthn.SessionData, err error) (Ceremony, error) {
	if err != nil {
		return Ceremony{}, fault.Wrap(err, fault.Refused, "key.ask")
	}
	b, err := json.Marshal(options)
	return Ceremony{Person: person, Options: b, session: *s}, err
}
