package registry

import (
	"schild/fact"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"

	"schild/document"
)

// Desk receives records and keeps sources and people.
type Desk struct {
	Office *office.Office
	Open   func(name string, b []byte) document.Document // opens hostile bytes, in a child process where needed
	Scan   func(tx *store.Tx, r Scanned) error           // writes the mentions of known names; nil = none
}

// Scanned is what the finder of names is given: a new record, its label, the texts of its parts.
type Scanned struct {
	Record fact.ID
	Label  label.Label
	Texts  []string // by part number
}
