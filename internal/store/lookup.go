package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/jmoiron/sqlx"

	"schild/day"
	"schild/fault"
	"schild/label"
)

// Lookup lets internal/office read who somebody is, before any view is bound and in the same transaction.
type Lookup struct {
	ctx   context.Context
	conn  *sqlx.Conn
	ses   *session
	store *Store
	today day.Date
}

// Staff is one person as the house knows them: who, in which roles, with which clearance. Outside the days it was granted
// for, Level and Compartments are those of nobody cleared: whoever asks for them cannot forget the days.
type Staff struct {
	ID           string `db:"id"`
	Version      int64  `db:"version"`
	Name         string `db:"name"`
	Organisation string `db:"organisation"`
	Outside      bool   `db:"outside"`
	Lang         string `db:"lang"`
	Roles        string `db:"roles"` // comma-separated
	Level        int64  `db:"level"`
	Compartments string `db:"compartments"`
	Circles      string `db:"circles"`
	Memberships  string `db:"memberships"`
	Account      string `db:"account"` // the operating system's user, "" when none
	Active       bool   `db:"active"`
	Starts       string `db:"starts"` // first day of the clearance, "" = from the beginning
	Ends         string `db:"ends"`   // last day of the clearance, "" = without end

	today   day.Date // when the house was asked
	lapsed  bool     // today is not among the clearance's days
	granted label.Clearance
}

// Clearance gives what the person brings to a label.
func (p Staff) Clearance() label.Clearance {
	return label.Clearance{Level: label.Level(p.Level), Compartments: label.Set(p.Compartments), Circles: label.Set(p.Circles),
		Outside: p.Outside, Memberships: label.Set(p.Memberships)}
}

// Has tells whether the person holds a role.
func (p Staff) Has(role string) bool { return has(strings.Split(p.Roles, ","), role) }

// Blind tells whether the person is shown no content whatever their clearance says: who checks the register, who looks after the machine.
func (p Staff) Blind() bool { return p.Has("auditor") || p.Has("administrator") }

const staffSelect = `SELECT p.id, p.version, name, organisation, outside, lang, roles, level, compartments, circles, memberships, account, active,
	coalesce(y.starts, '') AS starts, coalesce(y.ends, '') AS ends FROM main.person AS p
	LEFT JOIN main.validity AS y ON y.id = p.id AND y.version = (SELECT max(version) FROM main.validity AS z WHERE z.id = p.id)
	WHERE p.version = (SELECT max(version) FROM main.person AS n WHERE n.id = p.id) AND `

// Person gives one person's newest version, fault.Missing when there is none.
func (l *Lookup) Person(id string) (Staff, error) { return l.one(staffSelect+`p.id = $1`, id) }

// Account gives the active person enrolled for an operating-system account.
func (l *Lookup) Account(account string) (Staff, error) {
	return l.one(staffSelect+`p.account = $1 AND p.active = 1 ORDER BY p.id LIMIT 1`, account)
}

// Everyone gives every person, by id.
func (l *Lookup) Everyone() ([]Staff, error) {
	var out []Staff
	err := l.run(func() error { return l.ses.selected(l.ctx, l.conn, &out, staffSelect+`true ORDER BY p.id`) })
	for i := range out {
		out[i] = out[i].on(l.Today())
	}
	return out, err
}

// Outsiders gives the active people of other organisations, by id.
func (l *Lookup) Outsiders() ([]Staff, error) {
	var out []Staff
	err := l.run(func() error {
		return l.ses.selected(l.ctx, l.conn, &out, staffSelect+`p.outside = 1 AND p.active = 1 ORDER BY p.id`)
	})
	for i := range out {
		out[i] = out[i].on(l.Today())
	}
	return out, err
}

func (l *Lookup) one(query, arg string) (Staff, error) {
	var p Staff
	err := l.run(func() error { return l.ses.got(l.ctx, l.conn, &p, query, arg) })
	if errors.Is(err, sql.ErrNoRows) {
		return p, fault.New(fault.Missing, "person.missing")
	}
	return p.on(l.Today()), err
}

// run lets one statement of the house be prepared past the authorizer.
func (l *Lookup) run(f func() error) error {
	was := l.ses.house
	l.ses.house = true
	defer func() { l.ses.house = was }()
	return f()
}
