package office

import (
	"context"
	"crypto/hpke"
	"encoding/base64"
	"encoding/json"
	"strings"

	"schild/fault"
	"schild/internal/store"
	"schild/label"
	"schild/register"
)

// Committee is the control body whose investigators see everything, whatever it bears and whoever's it is. What they read
// stands in the register as an act of the body, and what that was is sealed under a key that the house does not have. A
// body without such a key is shown no more than the clearance of whoever asks for it.
const Committee = "committee"

// Reading is what one answer showed a control body: when, whom, which things.
type Reading struct {
	At     int64    `json:"at"` // UTC microseconds
	By     string   `json:"by"`
	Things []string `json:"things"`
}

// sealInfo binds what is sealed to what it is.
const sealInfo = "schild reading 1"

// NewSealKey makes the pair of keys of a control body, as texts: the first stays with the body, the second goes to the house.
func NewSealKey() (private, public string, err error) {
	k, err := hpke.MLKEM768X25519().GenerateKey()
	if err != nil {
		return "", "", err
	}
	b, err := k.Bytes()
	return base64.StdEncoding.EncodeToString(b), base64.StdEncoding.EncodeToString(k.PublicKey().Bytes()), err
}

// SealReading seals a reading under a body's public key.
func SealReading(public string, r Reading) ([]byte, error) {
	pk, err := publicKey(public)
	if err != nil {
		return nil, err
	}
	b, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	return hpke.Seal(pk, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte(sealInfo), b)
}

// OpenReading opens what SealReading sealed, with the body's own key. It needs no house.
func OpenReading(private string, sealed []byte) (r Reading, err error) {
	b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(private))
	if err != nil {
		return r, fault.Wrap(err, fault.Invalid, "control.key")
	}
	k, err := hpke.MLKEM768X25519().NewPrivateKey(b)
	if err != nil {
		return r, fault.Wrap(err, fault.Invalid, "control.key")
	}
	plain, err := hpke.Open(k, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte(sealInfo), sealed)
	if err == nil {
		err = json.Unmarshal(plain, &r)
	}
	if err != nil {
		return r, fault.Wrap(err, fault.Invalid, "control.sealed")
	}
	return r, nil
}

func publicKey(text string) (hpke.PublicKey, error) {
	b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "control.key")
	}
	pk, err := hpke.MLKEM768X25519().NewPublicKey(b)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "control.key")
	}
	return pk, nil
}

// SetSealKey installs the public key under which a body's reading is sealed from now on; only somebody of the body does. What
// was sealed before stays sealed under the key before.
func (o *Office) SetSealKey(ctx context.Context, by Person, public string) (Receipt, error) {
	public = strings.Join(strings.Fields(public), "")
	if _, err := publicKey(public); err != nil {
		return Receipt{}, err
	}
	return o.Do(ctx, by, Act{Kind: "control.seal", Objects: []string{"sealing:" + Committee}}, func(tx *store.Tx) error {
		err := tx.Append("sealing", Committee, nil, store.Row{"public": public})
		if fault.Is(err, fault.Missing) {
			err = tx.Insert("sealing", Committee, label.Bottom(), store.Row{"public": public})
		}
		return err
	})
}

// controls gives the key under which a person's reading is sealed, "" for everybody but a control body that has one.
func controls(l *store.Lookup, p store.Staff) string {
	if !p.Active || !p.Has(Committee) {
		return ""
	}
	key, err := l.SealKey(Committee)
	if err != nil {
		return "" // no key, no more than their clearance
	}
	return key
}

// sealReads keeps what was shown, sealed, as an act of the body: who of it read what, nobody in the house can tell.
func (o *Office) sealReads(ctx context.Context, by Person, key string, things []string) error {
	if len(things) == 0 {
		return nil
	}
	who := func(l *store.Lookup) (store.Binding, error) {
		p, err := o.active(l, by)
		if err == nil && controls(l, p) != key {
			err = fault.New(fault.Denied, "act.denied", "kind", "control.read")
		}
		return store.Binding{Person: Committee, Blind: true}, err
	}
	return o.store.Write(ctx, register.Act{Actor: Committee, Kind: "control.read"}, who, func(tx *store.Tx) error {
		sealed, err := SealReading(key, Reading{At: tx.At(), By: by.ID, Things: things})
		if err != nil {
			return err
		}
		id, err := tx.NewID()
		if err != nil {
			return err
		}
		return tx.Insert("reading", string(id), label.Bottom(), store.Row{"body": Committee, "sealed": sealed})
	}).Err
}

// sealMissed keeps sealed what a control body asked for in vain, and tells whether it was one.
func (o *Office) sealMissed(ctx context.Context, by Person, thing string) bool {
	key := ""
	_, err := o.find(ctx, func(l *store.Lookup) (store.Staff, error) {
		p, err := o.active(l, by)
		if err == nil {
			key = controls(l, p)
		}
		return p, err
	})
	if err != nil || key == "" {
		return false
	}
	_ = o.sealReads(ctx, by, key, []string{"missed " + thing}) // the answer is the same whether this could be written or not
	return true
}

// Readings gives a body's sealed log, for somebody of the body, the oldest first.
func (o *Office) Readings(ctx context.Context, by Person) (out []store.Reading, err error) {
	p, err := o.Who(ctx, by)
	if err != nil {
		return nil, err
	}
	if !p.Has(Committee) {
		return nil, fault.New(fault.Denied, "missing")
	}
	return o.store.Readings(ctx, Committee)
}
