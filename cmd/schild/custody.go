package main

import (
	"context"

	"schild/fault"
	"schild/internal/desk/custody"
	"schild/internal/store"
	"schild/label"
)

// custodyOf wires the desk that lowers and raises labels with those that keep the things.
func (h *house) custodyOf(ctx context.Context) *custody.Desk {
	return &custody.Desk{Office: h.office, Kinds: map[string]custody.Kind{
		"record": {Relabel: h.registry.Relabel},
		"note":   {Relabel: h.notes.Relabel},
		"statement": {Relabel: func(tx *store.Tx, id string, to label.Label) error {
			if err := h.screening.Follow(tx, id, to); err != nil {
				return err
			}
			return h.knowledge.Relabel(tx, id, to)
		}, Settled: func(id string, from, to label.Label) {
			h.knowledge.Relabelled(id, to)
			if err := h.rescreen(ctx, id, from); err != nil {
				h.log.Error("screening", "fault", fault.Log(err))
			}
		}},
	}}
}

// rescreen takes what a statement says from under the label it left, in what is screened against.
func (h *house) rescreen(ctx context.Context, statement string, from label.Label) error {
	entity, err := h.store.Entity(ctx, statement)
	if err != nil {
		return err
	}
	return h.screening.Relabelled(ctx, entity, h.store.Number(from))
}
