package registry_test

import (
	"fmt"
	"testing"

	"schild/internal/desk/registry"
	"schild/internal/store"
)

// BenchmarkInbox reads a page of the inbox, its count and its choices among 10,000 records, half of them above the reader.
func BenchmarkInbox(b *testing.B) {
	h := newHouse(b)
	for i := range 10_000 {
		mark := []string{"RESTRICTED", "SECRET"}[i%2]
		h.receive(registry.Incoming{File: "x.txt", Bytes: fmt.Appendf(nil, "message %d", i), Label: mark, Desk: []string{"", "harbour", "airport"}[i%3]})
	}
	for _, f := range []registry.Filter{{}, {Desk: "airport"}, {Status: "refused"}, {Open: true}} {
		b.Run(fmt.Sprintf("%+v", f), func(b *testing.B) {
			for range b.N {
				h.see(intake, func(v *store.View) error {
					_, err := h.desk.Inbox(v, f)
					_, cerr := h.desk.Count(v, f)
					_, derr := h.desk.Desks(v)
					return firstError(err, cerr, derr)
				})
			}
		})
	}
}
