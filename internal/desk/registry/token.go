package registry

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"

	"schild/day"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Token is a key with which a machine acts as a person.
type Token struct {
	ID     string `db:"id"`
	Person string `db:"person"`
	Name   string `db:"name"`
	Until  string `db:"until"`
	State  string `db:"state"` // given | withdrawn
}

// TokenMark is how every token begins.
const TokenMark = "schild_"

// GiveToken makes a token for a person until a day, and gives what the machine must keep: it is shown this once.
func (d *Desk) GiveToken(ctx context.Context, by office.Person, person, name string, until day.Date) (string, error) {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails: the runtime ends the program instead
	secret := TokenMark + base64.RawURLEncoding.EncodeToString(b[:])
	return secret, d.giveToken(ctx, by, Token{Person: person, Name: name, Until: until.String()}, secret)
}

// CertifyToken lets the machine with a certificate act as a person until a day: what it must keep, it has already.
func (d *Desk) CertifyToken(ctx context.Context, by office.Person, t Token, c *x509.Certificate) error {
	return d.giveToken(ctx, by, t, CertificateToken(c))
}

// CertificateToken names the key of a certificate: a renewed certificate with the same key is the same machine.
func CertificateToken(c *x509.Certificate) string {
	sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return "certificate " + hex.EncodeToString(sum[:])
}

func (d *Desk) giveToken(ctx context.Context, by office.Person, t Token, secret string) error {
	person := t.Person
	if until, err := day.Parse(t.Until); clean(t.Name) == "" || err != nil || until.Day == 0 {
		return fault.New(fault.Invalid, "token.needed")
	}
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "token.give", Objects: []string{"person:" + person}}, func(tx *store.Tx) error {
		switch p, err := tx.Person(person); {
		case err != nil:
			return fault.Wrap(err, fault.Invalid, "person.unknown", "person", clean(person))
		case p.Outside: // they have the front desk alone
			return fault.New(fault.Refused, "person.outside", "role", p.Roles)
		}
		id, err := tx.NewID()
		if err != nil {
			return err
		}
		return tx.Insert("token", string(id), label.Label{}, store.Row{"person": person, "name": clean(t.Name), "hash": HashToken(secret), "until": t.Until, "state": "given"})
	})
	return err
}

// WithdrawToken ends a token at once.
func (d *Desk) WithdrawToken(ctx context.Context, by office.Person, id string) error {
	_, err := d.Office.Do(ctx, by, office.Act{Kind: "token.withdraw", Objects: []string{"token:" + id}}, func(tx *store.Tx) error {
		return tx.Append("token", id, nil, store.Row{"state": "withdrawn"})
	})
	return err
}

// Tokens gives every token, without what the machines hold.
func (d *Desk) Tokens(v *store.View) ([]Token, error) {
	var out []Token
	return out, v.Select(&out, `SELECT id, person, name, until, state FROM token ORDER BY registered DESC, id`)
}

// HashToken gives what the house keeps of a token.
func HashToken(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
