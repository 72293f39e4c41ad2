package casework

import "schild/internal/store"

// Count is how often something was done in a month, split as its file says.
type Count struct {
	Procedure string `db:"procedure"`
	Figure    string `db:"figure"`
	Month     string `db:"month"` // 2025-03
	Split     string `db:"split"` // nature=mail,threat=espionage
	N         int    `db:"n"`
}

// Counts gives what was counted, of what the reader may see, between two months: of one procedure, or of all for "".
func (d *Desk) Counts(v *store.View, procedure, from, to string) ([]Count, error) {
	return store.Kept[Count](v, []string{"counted"}, `SELECT procedure, figure, month, split, count(*) AS n FROM counted WHERE ($1 = '' OR procedure = $2) AND month >= $3 AND month <= $4
		GROUP BY procedure, figure, month, split ORDER BY procedure, figure, month, split`, procedure, procedure, from, to)
}
