package screening

import (
	"maps"
	"slices"

	"schild/exchange"
	"schild/internal/store"
	"schild/match/screen"
)

// ownProperties are what is compared of an entity.
func ownProperties() []string {
	return []string{"name", "alias", "weakAlias", "previousName", "birthDate", "birthPlace", "gender", "nationality", "citizenship", "country", "jurisdiction",
		"passportNumber", "idNumber", "registrationNumber", "taxNumber", "vatCode", "imoNumber", "leiCode", "position", "topics"}
}

// said is what the service says of one entity under one label.
type said struct {
	label int64
	e     exchange.Entry
	key   string
}

// entry gives what is compared; nil when there is no name under this label.
func (s *said) entry() *screen.Entry {
	x := s.e
	x.Key = s.key
	e := EntryOf(x)
	if len(e.Names) == 0 {
		return nil
	}
	slices.Sort(e.Names) // statements come in no order
	slices.Sort(e.Facts.Countries)
	slices.Sort(e.Facts.Places)
	slices.Sort(e.Facts.Numbers)
	slices.SortFunc(e.Facts.Births, compareDates)
	return &e
}

// ownBuilder gathers statements by entity and label.
type ownBuilder map[string]*said

func (b ownBuilder) take(s store.Said) {
	key := ownKey(s.Entity, s.Label)
	x, ok := b[key]
	if !ok {
		x = &said{label: s.Label, key: key, e: exchange.Entry{Schema: s.Schema}}
		b[key] = x
	}
	if s.Schema == "Person" || x.e.Schema == "LegalEntity" {
		x.e.Schema = s.Schema
	}
	x.e.Facts = append(x.e.Facts, exchange.Fact{Property: s.Property, Value: s.Value})
}

func (b ownBuilder) keys() []string { return slices.Sorted(maps.Keys(b)) }
