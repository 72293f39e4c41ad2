package registry

import (
	"context"
	"crypto/sha256"
	"path/filepath"
	"strings"

	"schild/document"
	"schild/internal/office"
)

// Keep takes in a file that the house reads by other means than as a text, such as a published list: it is sealed and
// gets a receipt like any other, under a kind and title of its own, and is not searched for names.
func (d *Desk) Keep(ctx context.Context, by office.Person, in Incoming, kind, title string) (Receipt, error) {
	doc := document.Document{Status: document.Read, Type: typeOf(in.File), Title: title, SHA256: sha256.Sum256(in.Bytes), Size: int64(len(in.Bytes))}
	return d.register(ctx, by, arrival{Incoming: in, doc: doc, kind: kind})
}

// typeOf gives the media type of the files lists come in, by their name's ending.
func typeOf(file string) string {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".csv":
		return "text/csv"
	case ".xml":
		return "application/xml"
	case ".json":
		return "application/json"
	case ".jsonl", ".ndjson":
		return "application/jsonl"
	}
	return "application/octet-stream"
}
