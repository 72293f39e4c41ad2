package page

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"schild/fault"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Ask is one request by one person.
type Ask struct {
	W      http.ResponseWriter
	R      *http.Request
	By     office.Person
	Staff  store.Staff
	P      *lang.Printer
	Office *office.Office
	At     int64 // see as of this moment (UTC microseconds), from ?at=2026-03-03; 0 = now

	kit    *Kit
	set    *set
	visit  Visit
	status int
}

// T gives the words of a message key; args are alternating names and values.
func (a *Ask) T(key string, args ...string) string { return a.P.T(key, args...) }

// See reads through the view of the person who asks, as of At.
func (a *Ask) See(read func(*store.View) error) error {
	return a.Office.SeeAt(a.R.Context(), a.By, a.At, read)
}

// Path gives a wildcard of the route's pattern, Query a value of the address.
func (a *Ask) Path(name string) string { return text(a.R.PathValue(name)) }

// Query gives a value of the address, without the spaces around it.
func (a *Ask) Query(name string) string { return strings.TrimSpace(a.R.URL.Query().Get(name)) }

// Show answers with a page.
func (a *Ask) Show(p Page) error {
	b, err := a.kit.render(a, p)
	if err != nil {
		return fault.Wrap(err, fault.Broken, "page.template")
	}
	a.send(b)
	return nil
}

// ShowAs answers with a page of another set, and a status of its own.
func (a *Ask) ShowAs(setName string, status int, p Page) error {
	if s := a.kit.sets[setName]; s != nil {
		a.set = s
	}
	a.status = status
	return a.Show(p)
}

// Part answers with one template alone, for script that updates a place of a page. What it shows must not be higher than the
// page around it: ask for the whole page when it may be.
func (a *Ask) Part(template string, data any) error {
	var b bytes.Buffer
	if err := a.set.in(a.P).ExecuteTemplate(&b, template, data); err != nil {
		return fault.Wrap(err, fault.Broken, "page.template")
	}
	a.send(b.Bytes())
	return nil
}

func (a *Ask) send(b []byte) {
	a.W.Header().Set("Content-Type", "text/html; charset=utf-8")
	a.W.Header().Set("Content-Length", strconv.Itoa(len(b)))
	if a.status != 0 {
		a.W.WriteHeader(a.status)
	}
	_, _ = a.W.Write(b) // the reader went away: nobody is left to tell
}

// Done leads to another page after an act, with words that say what happened.
func (a *Ask) Done(path, toast string) error {
	if toast != "" && a.visit.Say != nil {
		a.visit.Say(toast)
	}
	http.Redirect(a.W, a.R, path, http.StatusSeeOther)
	return nil
}

// File answers with a file to keep. Its name carries the level, so that it is still known on the reader's disk.
func (a *Ask) File(name, kind string, l label.Label, body io.Reader) error {
	name = strings.ReplaceAll(l.Level.String(), " ", "-") + "_" + name
	h := a.W.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	if _, err := io.Copy(a.W, body); err != nil {
		return fault.Wrap(err, fault.Broken, "page.file")
	}
	return nil
}

// asOf reads ?at=YYYY-MM-DD: the end of that day, in UTC.
func asOf(s string) int64 {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0
	}
	return t.AddDate(0, 0, 1).UnixMicro() - 1
}
