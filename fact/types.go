package fact

import (
	"schild/day"
	"schild/label"
)

// ID is a random 128-bit identity in lower-case Crockford base32, 26 characters. It tells nothing: no time, no order.
type ID string

// Grade is the source's reliability A–F and the information's credibility 1–6 (NATO Admiralty code). Two independent axes,
// never mapped to numbers and never compared with each other. The zero value is "not graded".
type Grade struct{ Source, Info byte }

// Place is where in a text something stands: byte offsets into part Part of the record's text, End exclusive. The zero value is "nowhere".
type Place struct {
	Part       int
	Start, End int
}

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

// Span is a time from-to in partial dates; zero dates are open ends.
type Span struct{ From, To day.Date }
