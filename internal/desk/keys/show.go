package keys

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
)

// Ask asks a browser for a key: any person's for the zero Person, one of theirs for whoever is signed in.
func (d *Desk) Ask(ctx context.Context, by office.Person) (Ceremony, error) {
	if by.ID == "" {
		options, s, err := d.site.BeginDiscoverableLogin()
		return ceremony("", options, s, err)
	}
	h, err := d.holder(ctx, by)
	if err != nil {
		return Ceremony{}, err
	}
	if len(h.keys) == 0 {
		return Ceremony{}, fault.New(fault.Refused, "key.none")
	}
	options, s, err := d.site.BeginLogin(h)
	return ceremony(by.ID, options, s, err)
}

// Shown is a key that was shown, by whom.
type Shown struct {
	By  office.Person // Shown is set
	Key string
}

// Show takes a browser's answer: it gives whose key it was, and registers as an act of theirs what it was for ("session.open" or
// "key.show"). Every refusal is the same.
func (d *Desk) Show(ctx context.Context, c Ceremony, answer []byte, what string) (Shown, error) {
	if len(answer) > mostAnswer {
		return Shown{}, refused(nil)
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return Shown{}, refused(err)
	}
	k, h, err := d.find(ctx, parsed.RawID)
	if err != nil {
		return Shown{}, err
	}
	used, err := d.valid(h, c, parsed)
	if err != nil {
		return Shown{}, refused(err)
	}
	by := office.Person{ID: k.Person}
	return d.used(ctx, by, k, used, what)
}

// find gives a held key with its holder.
func (d *Desk) find(ctx context.Context, credential []byte) (k store.Passkey, h holder, err error) {
	err = d.Office.Look(ctx, func(l *store.Lookup) error {
		ks, err := l.Credential(base64.RawURLEncoding.EncodeToString(credential))
		if err != nil || len(ks) != 1 {
			return refused(err)
		}
		p, err := l.Person(ks[0].Person)
		if err != nil || !p.Active {
			return refused(err)
		}
		mine, err := l.Passkeys(p.ID)
		if err != nil {
			return err
		}
		k = ks[0]
		h, err = holding(p, mine)
		return err
	})
	return k, h, err
}

// valid holds an answer against the question and the key.
func (d *Desk) valid(h holder, c Ceremony, parsed *protocol.ParsedCredentialAssertionData) (*webauthn.Credential, error) {
	if c.Person != "" {
		return d.site.ValidateLogin(h, c.session, parsed)
	}
	_, used, err := d.site.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		if !bytes.Equal(handle, h.handle) {
			return nil, errors.New("another's handle")
		}
		return h, nil
	}, c.session, parsed)
	return used, err
}

// used writes that a key was used. Its counter is read again inside the act: of two answers of a copied key one is refused.
func (d *Desk) used(ctx context.Context, by office.Person, k store.Passkey, used *webauthn.Credential, what string) (Shown, error) {
	counter := int64(used.Authenticator.SignCount)
	out := Shown{By: by, Key: k.ID}
	_, err := d.Office.Do(ctx, by, office.Act{Kind: what, Objects: []string{"person:" + by.ID}, Detail: []string{"key", k.ID}}, func(tx *store.Tx) error {
		now, err := tx.House().Credential(k.Credential)
		if err != nil || len(now) != 1 {
			return refused(err)
		}
		if used.Authenticator.CloneWarning || (counter != 0 || now[0].Counter != 0) && counter <= now[0].Counter {
			return fault.New(fault.Refused, "key.copied")
		}
		if _, err := tx.All("keys"); err != nil {
			return err
		}
		out.By.Shown = tx.At()
		return tx.Append("keyuse", k.ID, nil, store.Row{"counter": counter, "used": tx.At()})
	})
	return out, err
}

// Stands tells whether a key is still a person's. It is asked with every page: the keys are read again when somebody added one or took
// one away.
func (d *Desk) Stands(ctx context.Context, person, id string) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if as := d.Office.Store().Changes("passkey"); d.of == nil || as != d.as {
		of := map[string]string{}
		err := d.Office.Look(ctx, func(l *store.Lookup) error {
			all, err := l.Passkeys("")
			for _, k := range all {
				of[k.ID] = k.Person
			}
			return err
		})
		if err != nil {
			return false, err
		}
		d.of, d.as = of, as
	}
	return d.of[id] == person && person != "", nil
}
