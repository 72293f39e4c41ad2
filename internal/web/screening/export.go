package screening

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"

	desk "schild/internal/desk/screening"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

// export gives the hits of a batch that the reader may see as a table, the certificate in its last row.
func (p pages) export(a *page.Ask) error {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	top := label.Label{}
	_ = w.Write([]string{"reference", "subject", "list", "edition", "entry", "name", "probability", "state", "reason", "decider", "confirmer", "label", "why"}) // into memory
	err := a.See(func(v *store.View) error {
		x, err := p.desk.Batch(v, a.Path("id"))
		if err != nil {
			return err
		}
		top = v.Label(x.Label)
		hits, _, err := p.desk.Hits(v, desk.HitFilter{Batch: x.ID, Limit: 1_000_000})
		if err != nil {
			return err
		}
		for _, h := range hits {
			top = label.Join(top, v.Label(h.Label))
			if err := w.Write(exported(a, v, h)); err != nil {
				return err
			}
		}
		c, err := p.desk.Certificate(v, x)
		if err != nil {
			return err
		}
		text, err := json.Marshal(c)
		if err != nil {
			return err
		}
		return w.Write([]string{x.Reference, "certificate", string(text), "", "", "", "", "", "", "", "", top.String(), ""})
	})
	if err != nil {
		return err
	}
	w.Flush()
	return a.File("batch.csv", "text/csv; charset=utf-8", top, &b)
}

func exported(a *page.Ask, v *store.View, h desk.Hit) []string {
	ev, _ := h.Proof() // what cannot be read is empty here, and an error on its own page
	var why []string
	for _, i := range ev.Items {
		key, args := i.Message()
		why = append(why, a.T(key, args...))
	}
	out := []string{h.Reference, ev.A, h.List, h.Edition, h.Entry, h.Name, strconv.FormatFloat(h.Probability(), 'f', 6, 64), h.State, h.Reason, h.Decider, h.Confirmer, v.Label(h.Label).String(), strings.Join(why, " ")}
	for i, s := range out {
		if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
			out[i] = "'" + s // a spreadsheet would take it for a formula
		}
	}
	return out
}
