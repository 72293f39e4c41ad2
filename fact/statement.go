package fact

import (
	"schild/day"
	"schild/label"
)

// Statement is one fact said by one record. Nothing is overwritten: a correction is another statement.
type Statement struct {
	ID       ID
	Entity   ID     // what it is about
	Schema   string // Person, Company, Organization, Address … (FollowTheMoney)
	Property string // name, birthDate, country …
	Value    string // canonical value: text, ISO date, country code, or the ID of another entity
	Original string // the words it came from, when they differ from Value
	Lang     string // language of Value, "" when none

	Record ID // the record that says it
	Place  Place

	Author string // the person who stated it
	Grade  Grade
	Label  label.Label

	Holds      Span     // when it holds in the world
	Said       day.Date // when the source said it
	Registered int64    // when schild registered it, UTC microseconds
}

// Place is where in a text something stands: byte offsets into part Part of the record's text, End exclusive. The zero value is "nowhere".
type Place struct {
	Part       int
	Start, End int
}

// Span is a time from-to in partial dates; zero dates are open ends.
type Span struct{ From, To day.Date }
