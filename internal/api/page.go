package api

import (
	"html/template"
	"maps"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"
)

var pageTemplate = template.Must(template.New("api").Parse(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>schild: API</title>
<h1>schild: API</h1><p>Send <code>Authorization: Bearer TOKEN</code>; the registrar gives tokens (schild token give). The whole description: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
{{range .}}<h2><code>{{.Method}} {{.Path}}</code></h2><p>{{.Summary}}</p><p>{{.Description}}</p>{{end}}</html>`))

// page lists the operations from the description itself.
func (a *API) page(h huma.API) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		var out []*huma.Operation
		paths := h.OpenAPI().Paths
		for _, p := range slices.Sorted(maps.Keys(paths)) {
			for _, op := range []*huma.Operation{paths[p].Get, paths[p].Post} {
				if op != nil {
					out = append(out, op)
				}
			}
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'")
		_ = pageTemplate.Execute(w, out) // the reader went away
	}
}
