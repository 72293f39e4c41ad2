package page

import (
	"net/http"
	"net/url"
	"strings"
)

// text makes what a browser sent a text: what is no sign becomes the sign for that, and zero bytes, which no database takes, go.
func text(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "")
}

// readable makes texts of every value; a value under a name that is no text is nobody's.
func readable(sent url.Values) {
	for name, values := range sent {
		if text(name) != name {
			delete(sent, name)
		}
		for i, v := range values {
			values[i] = text(v)
		}
	}
}

// asked makes texts of what the address asks.
func asked(r *http.Request) {
	sent := r.URL.Query()
	before := sent.Encode()
	if readable(sent); sent.Encode() != before || strings.ToValidUTF8(r.URL.RawQuery, "") != r.URL.RawQuery {
		r.URL.RawQuery = sent.Encode()
	}
}
