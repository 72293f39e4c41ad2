package page

import (
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"
)

// text makes what a browser sent a text: what is no sign becomes the sign for that, and zero bytes, which no database takes, go.
func text(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "")
}

// readable makes texts of every value, and tells whether it changed any; a value under a name that is no text is nobody's.
func readable(sent url.Values) (changed bool) {
	for name, values := range sent {
		if text(name) != name {
			delete(sent, name)
			changed = true
			continue
		}
		for i, v := range values {
			values[i] = text(v)
			changed = changed || values[i] != v
		}
	}
	return changed
}

// asked makes texts of what the address asks.
func asked(r *http.Request) {
	sent := r.URL.Query()
	if readable(sent) || !utf8.ValidString(r.URL.RawQuery) {
		r.URL.RawQuery = sent.Encode()
	}
}
