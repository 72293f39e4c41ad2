package keys

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Key is one key as its holder sees it.
type Key struct {
	ID, Name    string
	Since, Used int64 // UTC microseconds; Used 0 = never
}

// Mine lists the keys of whoever asks, the oldest first.
func (d *Desk) Mine(ctx context.Context, by office.Person) ([]Key, error) {
	ks, err := d.held(ctx, by.ID)
	var out []Key
	for _, k := range ks {
		out = append(out, Key{k.ID, k.Name, k.Registered, k.Used})
	}
	return out, err
}

func (d *Desk) held(ctx context.Context, person string) (ks []store.Passkey, err error) {
	if person == "" {
		return nil, fault.New(fault.Denied, "person.unknown")
	}
	err = d.Office.Look(ctx, func(l *store.Lookup) (err error) { ks, err = l.Passkeys(person); return err })
	return ks, err
}

// holder gives whoever asks, with their keys.
func (d *Desk) holder(ctx context.Context, by office.Person) (holder, error) {
	me, err := d.Office.Who(ctx, by)
	if err != nil {
		return holder{}, err
	}
	ks, err := d.held(ctx, by.ID)
	if err != nil {
		return holder{}, err
	}
	return holding(me, ks)
}

// AskNew asks a browser to make a key for whoever is signed in.
func (d *Desk) AskNew(ctx context.Context, by office.Person) (Ceremony, error) {
	h, err := d.holder(ctx, by)
	if err != nil {
		return Ceremony{}, err
	}
	if h.handle == nil {
		h.handle = make([]byte, 32)
		_, _ = rand.Read(h.handle) // never fails: the runtime ends the program instead
	}
	options, s, err := d.site.BeginRegistration(h, webauthn.WithCredentialParameters(parameters()), webauthn.WithExclusions(webauthn.Credentials(h.keys).CredentialDescriptors()))
	return ceremony(by.ID, options, s, err)
}

// mostAnswer bounds what a browser answers.
const mostAnswer = 64 << 10

// Add takes a key that a browser made. Beside others it wants one of them in the hand.
func (d *Desk) Add(ctx context.Context, by office.Person, c Ceremony, name string, answer []byte) error {
	made, err := d.made(by, c, answer)
	if err != nil {
		return err
	}
	made.Attestation = webauthn.CredentialAttestation{} // who made the key is not asked again
	record, err := json.Marshal(made)
	if err != nil {
		return err
	}
	name = strings.Join(strings.Fields(strings.ToValidUTF8(name, "?")), " ")
	if name == "" || len(name) > 60 {
		return fault.New(fault.Invalid, "key.name")
	}
	_, err = d.Office.Do(ctx, by, office.Act{Kind: "key.add", Objects: []string{"person:" + by.ID}}, func(tx *store.Tx) error {
		credential := base64.RawURLEncoding.EncodeToString(made.ID)
		switch mine, err := mayAdd(tx, by, credential, c.session.UserID); {
		case err != nil:
			return err
		case len(mine) >= mostKeys:
			return fault.New(fault.Refused, "key.most")
		}
		id, err := tx.NewID()
		if err != nil {
			return err
		}
		if err := tx.Insert("passkey", string(id), label.Bottom(), store.Row{"person": by.ID, "name": name, "handle": c.session.UserID, "credential": credential, "record": string(record), "state": "held"}); err != nil {
			return err
		}
		return tx.Insert("keyuse", string(id), label.Bottom(), store.Row{"counter": int64(made.Authenticator.SignCount), "used": int64(0)})
	})
	return err
}

const mostKeys = 10

func (d *Desk) made(by office.Person, c Ceremony, answer []byte) (*webauthn.Credential, error) {
	if c.Person == "" || c.Person != by.ID || len(answer) > mostAnswer {
		return nil, refused(nil)
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return nil, refused(err)
	}
	made, err := d.site.CreateCredential(holder{handle: c.session.UserID}, c.session, parsed)
	if err != nil {
		return nil, refused(err)
	}
	if len(d.Models) > 0 && bytes.Equal(made.Authenticator.AAGUID, make([]byte, 16)) { // the library lets a key pass that does not say
		return nil, refused(nil)
	}
	return made, nil
}

// refused is the one answer to whatever a key may not do; the cause is for the log.
func refused(err error) error { return fault.Wrap(err, fault.Refused, "key.refused") }

// mayAdd gives the keys somebody has, when another may be added.
func mayAdd(tx *store.Tx, by office.Person, credential string, handle []byte) ([]store.Passkey, error) {
	mine, err := tx.House().Passkeys(by.ID)
	if err != nil {
		return nil, err
	}
	if len(mine) > 0 {
		if err := office.InHand(tx); err != nil {
			return nil, err
		}
		if !bytes.Equal(mine[0].Handle, handle) { // somebody was first, with a first key
			return nil, fault.New(fault.Conflict, "key.again")
		}
	}
	if same, err := tx.House().Credential(credential); err != nil || len(same) > 0 {
		return nil, refused(err)
	}
	return mine, nil
}

// Withdraw ends a key at once: one's own, or, by those who keep the list of people, anybody's of the house or its front desk. The keys of
// a control body are its people's own.
func (d *Desk) Withdraw(ctx context.Context, by office.Person, id string) error {
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "key.withdraw", Objects: []string{"passkey:" + id}}, func(tx *store.Tx) error {
		all, err := tx.House().Passkeys("")
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(k store.Passkey) bool { return k.ID == id })
		if i < 0 || all[i].Person != by.ID && !mayShut(tx, by, all[i].Person) {
			return fault.New(fault.Missing, "missing")
		}
		if _, err := tx.All("keys"); err != nil {
			return err
		}
		return tx.Append("passkey", id, nil, store.Row{"state": "withdrawn"})
	})
	return err
}

func mayShut(tx *store.Tx, by office.Person, whose string) bool {
	me, err := tx.Person(by.ID)
	them, terr := tx.Person(whose)
	return err == nil && terr == nil && office.Keeps(me) && office.BodyOf(strings.Split(them.Roles, ",")) == ""
}
