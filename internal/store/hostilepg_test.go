package store_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"schild/internal/store"
	"schild/label"
)

// TestPostgresAloneHidesRows asks hostile SQL of the server itself, with nothing before it that judges a query: row security alone
// keeps what is hidden out of every answer and every error. What the catalogue counts is another matter: pgVet keeps it away.
func TestPostgresAloneHidesRows(t *testing.T) {
	h := open(t)
	w := worlds{h, h}
	w.fill(t)
	raw := h.Raw(t)
	who := store.Binding{Person: "reader", Clearance: cleared(label.Restricted)}
	g, ran := composer{rand.New(rand.NewPCG(5, 6))}, 0
	all := hostile(t)
	for range *tries {
		all = append(all, g.query(3))
	}
	for _, q := range all {
		got, err := raw.Ask(h.Store, who, q)
		if err == nil {
			ran++
		}
		if strings.Contains(strings.Join(got, " "), marker) || err != nil && strings.Contains(err.Error(), marker) && !strings.Contains(q, marker) {
			t.Fatalf("%s\n shows %q, %v", q, got, err)
		}
	}
	t.Logf("%d of %d queries were answered", ran, len(all))
	if ran < len(all)/20 {
		t.Error("hardly a query was well-formed: nothing was tried")
	}
	h.clean()
}
