package oversight

import "schild/internal/store"

// Broken is one time somebody opened, in an emergency, what they have no need to know.
type Broken struct {
	Act        string `db:"act"`
	Person     string `db:"person"`
	Circle     string `db:"circle"`
	Reason     string `db:"reason"`
	Until      int64  `db:"until"` // UTC microseconds
	Registered int64  `db:"registered"`
	Label      int64  `db:"label"`
}

// Glass gives every time, the newest first, to the control body; to others there was none.
func (d *Desk) Glass(v *store.View) ([]Broken, error) {
	var out []Broken
	return out, v.Select(&out, `SELECT act, person, circle, reason, until, registered, label FROM glass ORDER BY registered DESC, id`)
}
