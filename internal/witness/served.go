package witness

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"schild/fault"
	"schild/internal/store"
	"schild/register"
)

// Register serves a house's register to whoever is let at the address: /checkpoint, /tile/…, read only.
type Register struct{ Store *store.Store }

// Handler answers for the register's files in the C2SP tlog-tiles layout.
func (r Register) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /checkpoint", r.checkpoint)
	mux.HandleFunc("GET /tile/", r.part)
	return mux
}

func (r Register) checkpoint(w http.ResponseWriter, q *http.Request) {
	signed, err := r.newest(q.Context())
	if err != nil {
		refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(signed)
}

// newest gives the newest checkpoint that the witnesses signed, or, when none did, the newest of all.
func (r Register) newest(ctx context.Context) (signed []byte, err error) {
	if b := r.Store.Cosigned(); b != nil {
		return b, nil
	}
	err = r.Store.Export(ctx, func(s *store.Source) error { signed = s.Signed(); return nil })
	return signed, err
}

func (r Register) part(w http.ResponseWriter, q *http.Request) {
	p, err := register.ParsePart(strings.TrimPrefix(q.URL.Path, "/"))
	if err != nil || !p.In(r.Store.Size()) {
		http.NotFound(w, q)
		return
	}
	var body []byte
	err = r.Store.Export(q.Context(), func(s *store.Source) (err error) {
		from, count, bundle := p.Bundle()
		if !bundle {
			body, err = p.Tile(s)
			return err
		}
		entries, err := s.Leaves(from, count)
		body = register.PackBundle(entries)
		return err
	})
	if err != nil {
		refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if p.Whole() {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	_, _ = w.Write(body)
}

// refuse answers with a status and no words of the house.
func refuse(w http.ResponseWriter, err error) {
	if fault.Is(err, fault.Missing) {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	http.Error(w, "not now", http.StatusServiceUnavailable)
}
