package main

import (
	"context"
	"fmt"
	"strings"

	"schild/fault"
	"schild/internal/desk/screening"
	"schild/internal/office"
	"schild/internal/store"
)

type listShowCommand struct {
	data
	Name string `help:"Only this list." placeholder:"NAME"`
}

// Run prints the editions of lists, newest first.
func (c *listShowCommand) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		var es []screening.Edition
		err := h.office.See(ctx, by, func(v *store.View) (err error) { es, err = h.screening.Editions(v, c.Name); return err })
		if err != nil {
			return err
		}
		for _, e := range es {
			line := fmt.Sprintf("%-24s %-12s %-20s %7d entries  +%d ~%d -%d", e.List, e.Kind, e.Digest, e.Entries, e.Added, e.Changed, e.Removed)
			err := t.print(map[string]any{"list": e.List, "kind": e.Kind, "version": e.Digest, "edition": e.ID, "entries": e.Entries, "problems": e.Problems, "added": e.Added, "changed": e.Changed, "removed": e.Removed}, line)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

type listDiffCommand struct {
	data
	Name string `arg:"" help:"The list."`
}

// Run prints the entries that the newest edition of a list added, changed or took away.
func (c *listDiffCommand) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		var cs []screening.Changed
		err := h.office.See(ctx, by, func(v *store.View) error {
			es, err := h.screening.Editions(v, c.Name)
			if err == nil && len(es) == 0 {
				err = fault.New(fault.Invalid, "screening.list.unknown", "list", c.Name)
			}
			if err != nil {
				return err
			}
			cs, err = h.screening.Changes(v, es[0].ID)
			return err
		})
		if err != nil {
			return err
		}
		for _, x := range cs {
			state, names := "gone", []string(nil)
			if x.After != nil {
				state, names = "there", x.After.Names
			}
			if err := t.print(map[string]any{"entry": x.Entry, "state": state, "names": names}, fmt.Sprintf("%-6s %-16s %s", state, x.Entry, strings.Join(names, " · "))); err != nil {
				return err
			}
		}
		return nil
	})
}
