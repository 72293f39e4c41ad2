package registry

import (
	"context"
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// GlassLife is how long, in microseconds, broken glass lets somebody in.
const GlassLife = 4 * 60 * 60 * 1_000_000

// Break opens, for four hours, what somebody has the level and the compartments for and no need to know: a dossier by its id, a desk by its
// name. The control body sees it at once, with the reason. What a control body shut, and front desks of others, nobody opens so. It tells
// nothing of whether there is such a dossier.
func (d *Desk) Break(ctx context.Context, by office.Person, what, reason string) (until int64, err error) {
	circle, err := glassCircle(what)
	if err != nil {
		return 0, err
	}
	if reason = clean(reason); len(reason) < 10 {
		return 0, fault.New(fault.Invalid, "glass.reason")
	}
	_, err = d.Office.Do(ctx, by, office.Act{Kind: "glass.break", Objects: []string{"circle:" + circle}, Detail: []string{"reason", reason}}, func(tx *store.Tx) error {
		id, err := tx.NewID()
		if err != nil {
			return err
		}
		until = tx.At() + GlassLife
		return tx.Insert("glass", string(id), office.ControlOnly(), store.Row{"person": by.ID, "circle": circle, "until": until, "reason": reason})
	})
	return until, err
}

// glassCircle gives the circle of a dossier or a desk as somebody writes it: an id, an address, a desk's name.
func glassCircle(what string) (string, error) {
	what = strings.TrimSpace(what)
	if _, after, ok := strings.Cut(what, "/dossier/"); ok {
		what, _, _ = strings.Cut(after, "/")
		what, _, _ = strings.Cut(what, "?")
	}
	if !strings.Contains(what, ":") {
		what = "dossier:" + what
	}
	kind, name, _ := strings.Cut(what, ":")
	if !slices.Contains([]string{"dossier", "desk"}, kind) || name == "" || (label.Label{Circles: label.NewSet(what)}).Check() != nil || strings.ContainsAny(what, ",* ") {
		return "", fault.New(fault.Invalid, "glass.what")
	}
	return what, nil
}
