package demo

import (
	"bytes"
	"context"
	"time"

	"schild/internal/demo/world"
	"schild/internal/desk/knowledge"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
)

// Dropped is what became of a file somebody handed in.
type Dropped struct {
	Receipt registry.Receipt
	Title   string
	Label   int64
	Texts   []string // of its parts
	Found   []knowledge.Mention
	Took    time.Duration // from the bytes to the receipt
}

// Drop takes a file in and looks at what was found in it.
func (h House) Drop(ctx context.Context, by office.Person, file string, b []byte) (Dropped, error) {
	var d Dropped
	if err := h.Knowledge.Ready(ctx); err != nil {
		return d, err
	}
	began := time.Now()
	r, err := h.Registry.Register(ctx, by, registry.Incoming{File: file, Bytes: b, Source: "public"}, h.Open(file, b))
	d.Receipt, d.Took = r, time.Since(began)
	if err != nil {
		return d, err
	}
	err = h.Office.See(ctx, by, func(v *store.View) error {
		rec, err := h.Registry.Record(v, r.ID)
		if err != nil {
			return err
		}
		doc, err := h.Registry.Document(v, r.ID)
		if err != nil {
			return err
		}
		d.Title, d.Label, d.Texts = rec.Title, rec.Label, textsOf(doc)
		d.Found, err = h.Knowledge.Mentions(v, r.ID)
		return err
	})
	return d, err
}

// Sample gives a letter nobody has sent yet, for those who have none at hand: the n-th of the year that never was, of those that are
// plain letters and name several.
func Sample(n int) (file string, b []byte) {
	w := world.New(1, world.Small)
	for i := w.Size() + 1; ; i++ {
		m := w.Message(i)
		if len(m.Truth) < 4 || bytes.Contains(m.Bytes, []byte("Content-Disposition")) || !bytes.Contains(m.Bytes, []byte("text/plain")) {
			continue
		}
		if n--; n < 0 {
			return m.File, m.Bytes
		}
	}
}
