package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed asset vendor
var built embed.FS

// wanted are the scripts of others that pages use when they are built in.
func wanted() []string { return []string{"cytoscape.min.js", "htmx.min.js"} }

// Missing lists the scripts of others that were not there when the binary was built.
func Missing() []string {
	var out []string
	for _, n := range wanted() {
		if files()[n] == nil {
			out = append(out, strings.TrimSuffix(n, ".min.js"))
		}
	}
	return out
}

// asset is one built-in file; its address has a piece of its hash, so a browser may keep it for ever.
type asset struct {
	body    []byte
	kind    string
	address string
}

// files is every built-in file by name. It is made once from what is embedded and never changed.
var files = sync.OnceValue(func() map[string]*asset {
	all := map[string]*asset{}
	_ = fs.WalkDir(built, ".", func(name string, d fs.DirEntry, err error) error {
		kind := kinds()[path.Ext(name)]
		if err != nil || d.IsDir() || kind == "" {
			return err
		}
		b, err := built.ReadFile(name)
		sum := sha256.Sum256(b)
		base := path.Base(name)
		all[base] = &asset{body: b, kind: kind, address: "/asset/" + hex.EncodeToString(sum[:6]) + "/" + base}
		return err
	})
	return all
})

func kinds() map[string]string {
	return map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
}

// addresses gives the address of each built-in file.
func addresses() map[string]string {
	out := map[string]string{}
	for n, a := range files() {
		out[n] = a.address
	}
	return out
}

// serveAsset answers GET /asset/{hash}/{name}.
func serveAsset(w http.ResponseWriter, r *http.Request) {
	a := files()[r.PathValue("name")]
	if a == nil || a.address != r.URL.Path {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(a.body)
}
