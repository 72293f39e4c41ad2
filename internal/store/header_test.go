package store_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"schild/internal/badinput"
	"schild/internal/store"
)

// FuzzHeader: a data directory whose clear file was altered is refused before anything in it is touched.
func FuzzHeader(f *testing.F) {
	h := open(f)
	h.Close()
	path := filepath.Join(h.cfg.Dir, "schild.json")
	good, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	var was map[string]any
	if err := json.Unmarshal(good, &was); err != nil {
		f.Fatal(err)
	}
	f.Add(good[:len(good)/2])
	f.Add([]byte(`{"format":2}`))
	f.Add([]byte(`{"format":1,"origin":"moonfish","check":""}`))
	f.Add([]byte("[]"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		var now struct{ Origin, Check string }
		if json.Unmarshal(b, &now) == nil && now.Origin == was["origin"] && now.Check == was["check"] {
			return // says the same
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(context.Background(), h.cfg)
		if err == nil {
			s.Close()
			t.Fatalf("%q opens", b)
		}
		badinput.Refused(t, err)
	})
}
