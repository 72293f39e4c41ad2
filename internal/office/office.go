package office

import (
	"context"
	"errors"
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/store"
	"schild/label"
	"schild/register"
)

// Person is somebody a door has authenticated. The zero Person may do nothing.
type Person struct {
	ID    string
	Shown int64 // when they last showed the door a key of theirs, UTC microseconds; 0 = they did not
}

// KeyLife is how long, in microseconds, a key that was shown counts as being in the hand.
const KeyLife = 5 * 60 * 1_000_000

// Clock is the person as which time acts.
func Clock() Person { return Person{ID: "clock"} }

// Act says what is done: its kind, the objects it touches, and why it may be done.
type Act struct {
	Kind    string
	Objects []string // ids; never content
	Ground  string   // legal ground, where the act needs one of its own
	Dossier string   // the dossier whose purpose carries the act, "" when none
	Detail  []string // alternating names and values, no content: what the register should tell
}

// Receipt proves an act: a random reference and its moment (UTC microseconds).
type Receipt struct {
	ID string
	At int64
}

// Office is the door. It is safe for concurrent use.
type Office struct {
	Policy func(label.Label) error // what the house's policy allows; nil = whatever a label can say. Set before use

	// Keyed says that people hold keys here: some acts then want the key in hand, people and roles take two, and control bodies
	// name their own people. Only a trial is without. Set before use.
	Keyed bool

	store *store.Store
	kinds map[string]Kind
}

// New opens the door of a store.
func New(s *store.Store) *Office {
	o := &Office{store: s, kinds: map[string]Kind{}}
	for _, k := range Kinds() {
		o.kinds[k.Name] = k
	}
	return o
}

// Allows holds a label that somebody sets against the policy of the house: the fault names the rule. What a label becomes by
// joining others is not asked again, or a sender could have a file refused.
func (o *Office) Allows(l label.Label) error {
	if o.Policy == nil {
		return nil
	}
	return o.Policy(l)
}

// Do authorises, applies and registers one act in one transaction. A change without an act, or an act without its
// register entry, cannot be committed. change is called at most once, does no I/O and no nested Do. Do returns when the
// act, or its refusal, is durable.
func (o *Office) Do(ctx context.Context, by Person, a Act, change func(*store.Tx) error) (Receipt, error) {
	kind, known := o.kinds[a.Kind]
	who := func(l *store.Lookup) (store.Binding, error) {
		p, err := o.active(l, by)
		if err != nil {
			return store.Binding{}, err
		}
		if !known || !kind.allows(p) || p.Outside && !outside(kind.Name) {
			return store.Binding{}, fault.New(fault.Denied, "act.denied", "kind", a.Kind)
		}
		b := binding(p)
		b.Proved = o.proved(l, by)
		if NeedsKey(kind.Name) && !b.Proved {
			return store.Binding{}, errKey()
		}
		return b, nil
	}
	w := o.store.Write(ctx, register.Act{Actor: by.ID, Kind: a.Kind, Ground: a.Ground, Dossier: a.Dossier, Objects: a.Objects, Detail: a.Detail}, who, change)
	return Receipt{ID: w.Act, At: w.At}, w.Err
}

// proved tells whether somebody has their key in hand: they showed it a moment ago. The clock has none and starts nothing that asks
// for one; in a trial nobody has.
func (o *Office) proved(l *store.Lookup, by Person) bool {
	const ahead = 1_000_000 // moments of acts are made distinct by counting on: one may be a little ahead of the clock
	since := l.Now() - by.Shown
	return !o.Keyed || by.ID == Clock().ID || by.Shown > 0 && since >= -ahead && since <= KeyLife
}

// InHand refuses an act whose author has not shown a key a moment ago: for what one step of an act that needs none may turn out to be.
func InHand(tx *store.Tx) error {
	if !tx.Proved() {
		return errKey()
	}
	return nil
}

// KeyFault is the key of the fault that asks for the key in hand: a door then asks for it and tries once more.
const KeyFault = "act.key"

// AsksKey tells whether an act was refused for want of the key in hand.
func AsksKey(err error) bool {
	var e *fault.Error
	return errors.As(err, &e) && e.Key == KeyFault
}

func errKey() error { return fault.New(fault.Refused, KeyFault) }

// See opens a read transaction through the view of one person; nothing outside the view exists in it. When it showed
// classified things, that is registered before See returns.
func (o *Office) See(ctx context.Context, by Person, read func(*store.View) error) error {
	return o.SeeAt(ctx, by, 0, read)
}

// SeeAt is See as of a past moment (UTC microseconds): what did this person's service know then? The person's rights
// are today's.
func (o *Office) SeeAt(ctx context.Context, by Person, at int64, read func(*store.View) error) error {
	sealed := "" // the key under which a control body's reading is sealed
	reads, err := o.store.Read(ctx, func(l *store.Lookup) (store.Binding, error) {
		p, err := o.active(l, by)
		b := binding(p)
		b.AsOf = at
		if sealed = controls(l, p); sealed != "" {
			b.Control = true
		}
		return b, err
	}, read)
	if err != nil {
		return err
	}
	if sealed != "" {
		return o.sealReads(ctx, by, sealed, things(reads))
	}
	return o.registerReads(ctx, by, reads)
}

// registerReads writes one act for everything classified one answer showed.
func (o *Office) registerReads(ctx context.Context, by Person, reads []store.Read) error {
	if len(reads) == 0 {
		return nil
	}
	_, err := o.Do(ctx, by, Act{Kind: "read", Objects: things(reads)}, func(*store.Tx) error { return nil })
	return err
}

// things names what was read, each once.
func things(reads []store.Read) []string {
	var ids []string
	for _, r := range reads {
		ids = append(ids, r.Table+":"+r.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Missed registers that somebody asked for one thing and was shown nothing: a refusal and a wrong reference alike.
func (o *Office) Missed(ctx context.Context, by Person, table, id string) {
	if len(id) > 64 {
		id = id[:64]
	}
	if o.sealMissed(ctx, by, table+":"+strings.ToValidUTF8(id, "?")) {
		return
	}
	// The answer to the reader is the same whether this could be written or not.
	_, _ = o.Do(ctx, by, Act{Kind: "read.missed", Objects: []string{table + ":" + strings.ToValidUTF8(id, "?")}}, func(*store.Tx) error { return nil })
}

// Who gives what the house knows of a person.
func (o *Office) Who(ctx context.Context, by Person) (store.Staff, error) {
	return o.find(ctx, func(l *store.Lookup) (store.Staff, error) { return o.active(l, by) })
}

// Account gives the person enrolled for an operating-system account.
func (o *Office) Account(ctx context.Context, account string) (store.Staff, error) {
	return o.find(ctx, func(l *store.Lookup) (store.Staff, error) { return l.Account(account) })
}

func (o *Office) find(ctx context.Context, f func(*store.Lookup) (store.Staff, error)) (store.Staff, error) {
	var p store.Staff
	return p, o.Look(ctx, func(l *store.Lookup) (err error) { p, err = f(l); return err })
}

// Look reads what the house knows of people and their keys: for the desks that keep those, never for a page.
func (o *Office) Look(ctx context.Context, f func(*store.Lookup) error) error {
	_, err := o.store.Read(ctx, func(l *store.Lookup) (store.Binding, error) {
		return store.Binding{Blind: true}, f(l)
	}, func(*store.View) error { return nil })
	return err
}

// Everyone lists the staff, for the registrar's page and the demo's switch of readers.
func (o *Office) Everyone(ctx context.Context) ([]store.Staff, error) {
	var ps []store.Staff
	return ps, o.Look(ctx, func(l *store.Lookup) (err error) { ps, err = l.Everyone(); return err })
}

// Store gives the store for what is no act and no view: the register's own bytes.
func (o *Office) Store() *store.Store { return o.store }

func (o *Office) active(l *store.Lookup, by Person) (store.Staff, error) {
	if by.ID == Clock().ID {
		return store.Staff{ID: "clock", Roles: "clock", Active: true, Level: int64(label.NotClassified)}, nil
	}
	p, err := l.Person(by.ID)
	if err != nil || !p.Active {
		if fault.Is(err, fault.Missing) && o.founding(l, by) {
			return store.Staff{ID: by.ID, Roles: "founder", Active: true}, nil
		}
		return p, fault.New(fault.Denied, "person.unknown")
	}
	opened, err := l.Glass(p.ID)
	p.Circles = string(label.Set(p.Circles).Union(label.NewSet(opened...)))
	return p, err
}

// ControlOnly is the label of what a control body sees and nobody of the house does.
func ControlOnly() label.Label {
	return label.Label{Level: label.Restricted, Circles: label.NewSet("control:" + Committee)}
}

// founding tells whether nobody is enrolled yet: then, and only then, the first person may enrol.
func (o *Office) founding(l *store.Lookup, by Person) bool {
	ps, err := l.Everyone()
	return err == nil && len(ps) == 0 && by.ID != ""
}

// binding turns a person into what the view shows them. An auditor sees the register and no content, an administrator neither.
func binding(p store.Staff) store.Binding {
	return store.Binding{
		Person: p.ID, Clearance: clearance(p), Blind: p.Blind() || p.Has("founder") || p.Has("clock"),
		Register: p.Has("auditor") || p.Has("registrar") || p.Has(Committee), Numbers: p.Has("registrar") || p.Has("auditor") || p.Has(Committee),
	}
}

// clearance is what a person brings to a view. Whoever stands outside is in the circle of their own organisation's front desk, and in
// what is releasable to that organisation; neither is given or taken by hand.
func clearance(p store.Staff) label.Clearance {
	c := p.Clearance()
	if p.Outside {
		c.Circles, c.Memberships = c.Circles.Union(Front(p.Organisation)), c.Memberships.Union(label.NewSet(p.Organisation))
	}
	return c
}

// Front is the circle of the front desk of an organisation outside.
func Front(organisation string) label.Set { return label.NewSet("front:" + organisation) }
