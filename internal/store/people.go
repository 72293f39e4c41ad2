package store

// Passkey is a key somebody holds, with what the house needs to recognise it.
type Passkey struct {
	ID         string `db:"id"`
	Person     string `db:"person"`
	Name       string `db:"name"`
	Handle     []byte `db:"handle"`     // what the key calls its person: random, the same for all keys of one
	Credential string `db:"credential"` // the key's own name of itself, base64url
	Record     string `db:"record"`     // its public key and what it said of itself, JSON
	State      string `db:"state"`      // held | withdrawn
	Registered int64  `db:"registered"` // UTC microseconds, as everywhere
	Counter    int64  `db:"counter"`
	Used       int64  `db:"used"`
}

// Code lets one person enrol a key, once. Only hashes of its halves are kept.
type Code struct {
	ID     string `db:"id"`
	Person string `db:"person"`
	First  string `db:"first"`
	Second string `db:"second"`
	Until  int64  `db:"until"`
	Tries  int64  `db:"tries"`
	State  string `db:"state"` // open | used | spent
}

// Proposal is what one keeper of the list of people wants and another has not yet confirmed.
type Proposal struct {
	ID         string `db:"id"`
	Kind       string `db:"kind"` // enrol | clear | code | body
	Person     string `db:"person"`
	Body       string `db:"body"` // JSON of what is wanted
	Half       string `db:"half"` // the hash of the first half of a code
	Proposer   string `db:"proposer"`
	Confirmer  string `db:"confirmer"`
	State      string `db:"state"` // waiting | done | refused
	Reason     string `db:"reason"`
	Registered int64  `db:"registered"`
}

// BodyKey is the public key of a control body.
type BodyKey struct {
	Body     string `db:"id"`
	Public   string `db:"public"`
	Proposer string `db:"proposer"`
	Witness  string `db:"witness"`
}

const passkeySelect = `SELECT p.id, person, name, handle, credential, record, state,
	(SELECT min(registered) FROM main.passkey AS o WHERE o.id = p.id) AS registered, u.counter, u.used
	FROM main.passkey AS p JOIN main.keyuse AS u ON u.id = p.id AND u.version = (SELECT max(version) FROM main.keyuse AS n WHERE n.id = u.id)
	WHERE p.version = (SELECT max(version) FROM main.passkey AS n WHERE n.id = p.id) AND state = 'held' AND `

// Passkeys gives the keys somebody holds, those of everybody for "", the oldest first.
func (l *Lookup) Passkeys(person string) ([]Passkey, error) {
	var out []Passkey
	err := l.run(func() error {
		return l.ses.selected(l.ctx, l.conn, &out, passkeySelect+`($1 = '' OR person = $1) ORDER BY registered, p.id`, person)
	})
	return out, err
}

// Credential gives the held key that calls itself so, none when there is none.
func (l *Lookup) Credential(credential string) ([]Passkey, error) {
	var out []Passkey
	err := l.run(func() error {
		return l.ses.selected(l.ctx, l.conn, &out, passkeySelect+`credential = $1 ORDER BY p.id`, credential)
	})
	return out, err
}

// OpenCodes gives the codes that can still be used, by id.
func (l *Lookup) OpenCodes() ([]Code, error) {
	var out []Code
	return out, l.run(func() error {
		return l.ses.selected(l.ctx, l.conn, &out, `SELECT id, person, first, second, until, tries, state FROM main.code AS c
			WHERE state = 'open' AND version = (SELECT max(version) FROM main.code AS n WHERE n.id = c.id) ORDER BY id`)
	})
}

// Proposals gives what waits for a second person, the oldest first.
func (l *Lookup) Proposals() ([]Proposal, error) {
	var out []Proposal
	return out, l.run(func() error {
		return l.ses.selected(l.ctx, l.conn, &out, `SELECT id, kind, person, body, half, proposer, confirmer, state, reason, registered FROM main.proposal AS p
			WHERE state = 'waiting' AND version = (SELECT max(version) FROM main.proposal AS n WHERE n.id = p.id) ORDER BY registered, id`)
	})
}

// BodyKeys gives the keys of the control bodies, by body.
func (l *Lookup) BodyKeys() ([]BodyKey, error) {
	var out []BodyKey
	return out, l.run(func() error {
		return l.ses.selected(l.ctx, l.conn, &out, `SELECT id, public, proposer, witness FROM main.bodykey AS b
			WHERE version = (SELECT max(version) FROM main.bodykey AS n WHERE n.id = b.id) ORDER BY id`)
	})
}

// Mandated tells whether a mandate was used before.
func (l *Lookup) Mandated(id string) (bool, error) {
	var n int
	err := l.run(func() error {
		return l.ses.got(l.ctx, l.conn, &n, `SELECT count(*) FROM main.mandate WHERE id = $1`, id)
	})
	return n > 0, err
}

// Glass gives the circles that a person opened in an emergency and that have not shut again.
func (l *Lookup) Glass(person string) ([]string, error) {
	var out []string
	return out, l.run(func() error {
		return l.ses.selected(l.ctx, l.conn, &out, `SELECT DISTINCT circle FROM main.glass WHERE person = $1 AND until > $2 ORDER BY circle`, person, l.Now())
	})
}

// House gives what the house knows of people, inside the act.
func (t *Tx) House() *Lookup { return t.house }
