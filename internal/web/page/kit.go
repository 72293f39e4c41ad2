package page

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/internal/store"
)

//go:embed part/*.html
var parts embed.FS

// Config is what a Kit is made from.
type Config struct {
	Office  *office.Office    // nil for stories
	Sets    []Set             // in the order of the navigation
	Assets  map[string]string // name of a built-in file → its address
	Missing []string          // what is not built in; the footer says so
	Demo    bool              // the footer names the template of each page
	Keyed   bool              // people hold keys: the menu leads to them
}

// Kit makes pages. It is made once and safe for concurrent use.
type Kit struct {
	cfg   Config
	sets  map[string]*set
	nav   []Item
	find  bool // there is a page that searches
	glass bool // there is a page that breaks the glass
	frame *set
}

// set is a Set with its templates, once for each language.
type set struct {
	Set
	byLang map[string]*template.Template
}

func (s *set) in(p *lang.Printer) *template.Template { return s.byLang[p.Code()] }

// Visit is who asks and how they look at pages; internal/web knows it from the session.
type Visit struct {
	By    office.Person
	Staff store.Staff
	Lang  string
	Theme string       // "", "light" or "dark"
	Toast string       // what the page before left to say
	Say   func(string) // leaves something to say on the next page
}

// New parses every template of every set.
func New(cfg Config) (*Kit, error) {
	k := &Kit{cfg: cfg, sets: map[string]*set{}}
	var err error
	if k.frame, err = k.parse(Set{Name: "page"}); err != nil {
		return nil, err
	}
	for _, s := range cfg.Sets {
		if k.sets[s.Name] != nil {
			return nil, fmt.Errorf("page: two sets named %q", s.Name)
		}
		if k.sets[s.Name], err = k.parse(s); err != nil {
			return nil, err
		}
		k.nav = append(k.nav, s.Nav...)
		k.glass = k.glass || s.answers("GET /glass")
		k.find = k.find || s.answers("GET /search")
	}
	slices.SortStableFunc(k.nav, func(a, b Item) int { return a.Rank - b.Rank })
	return k, nil
}

func (k *Kit) parse(s Set) (*set, error) {
	out := &set{Set: s, byLang: map[string]*template.Template{}}
	for _, code := range lang.Codes() {
		t := template.New("").Funcs(k.funcs(lang.New(code)))
		if err := add(t, parts, "part/*.html"); err != nil {
			return nil, err
		}
		if s.Templates != nil {
			if err := add(t, s.Templates, "*.html"); err != nil {
				return nil, fmt.Errorf("set %s: %w", s.Name, err)
			}
		}
		out.byLang[code] = t
	}
	return out, nil
}

// add parses files into t, each named by its base without the ending.
func add(t *template.Template, fsys fs.FS, pattern string) error {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return err
	}
	for _, n := range names {
		b, err := fs.ReadFile(fsys, n)
		if err != nil {
			return err
		}
		base := strings.TrimSuffix(n[strings.LastIndex(n, "/")+1:], ".html")
		if old := t.Lookup(base); old != nil && old.Tree != nil {
			return fmt.Errorf("page: template %q is there already", base)
		}
		if _, err := t.New(base).Parse(string(b)); err != nil {
			return err
		}
	}
	return nil
}

// Answer lets a handler of a set answer one request, and turns its error into a page.
func (k *Kit) Answer(w http.ResponseWriter, r *http.Request, v Visit, setName string, h Handler) {
	a := k.ask(w, r, v)
	if s := k.sets[setName]; s != nil {
		a.set = s
	}
	if err := h(a); err != nil {
		k.fail(a, err)
	}
}

// Fail answers with the page of an error.
func (k *Kit) Fail(w http.ResponseWriter, r *http.Request, v Visit, err error) {
	k.fail(k.ask(w, r, v), err)
}

func (k *Kit) ask(w http.ResponseWriter, r *http.Request, v Visit) *Ask {
	asked(r)
	return &Ask{W: w, R: r, By: v.By, Staff: v.Staff, P: lang.New(v.Lang), Office: k.cfg.Office, At: asOf(r.URL.Query().Get("at")),
		kit: k, set: k.frame, visit: v}
}

// Tell shows one story of a set.
func (k *Kit) Tell(a *Ask, setName string, s Story) error {
	if found := k.sets[setName]; found != nil {
		a.set = found
	}
	data := s.Data
	if f, ok := data.(func(*Ask) any); ok {
		data = f(a)
	}
	return a.Show(Page{Title: s.Name, Template: s.Template, Label: s.Label, Data: data, Nav: navOf(a.set)})
}

func navOf(s *set) string {
	if len(s.Nav) > 0 {
		return s.Nav[0].Path
	}
	return ""
}

// render gives the bytes of a page: its template, then the frame around it.
func (k *Kit) render(a *Ask, p Page) ([]byte, error) {
	var body, whole bytes.Buffer
	if err := a.set.in(a.P).ExecuteTemplate(&body, p.Template, p.Data); err != nil {
		return nil, err
	}
	f := k.around(a, p)
	f.Body = template.HTML(body.String()) // escaped by its own template
	if err := k.frame.in(a.P).ExecuteTemplate(&whole, "frame", f); err != nil {
		return nil, err
	}
	return whole.Bytes(), nil
}

// fail shows the page of an error. Missing and denied get the same bytes, and a request for one thing by its id
// is registered as missed, whichever it was.
func (k *Kit) fail(a *Ask, err error) {
	out := fault.Outward(err)
	if out.Kind == fault.Missing && a.Office != nil && a.By.ID != "" && a.Path("id") != "" {
		table, _, _ := strings.Cut(strings.TrimPrefix(a.R.URL.Path, "/"), "/")
		a.Office.Missed(a.R.Context(), a.By, table, a.Path("id"))
	}
	a.set, a.status = k.frame, status(out.Kind)
	p := Page{Title: a.T("error." + out.Kind.String()), Template: "wrong", Data: a.P.Fault(out)}
	b, rerr := k.render(a, p)
	if rerr != nil {
		http.Error(a.W, a.P.Fault(out), a.status)
		return
	}
	a.send(b)
}

// status gives the HTTP status of a kind of error.
func status(k fault.Kind) int {
	switch k {
	case fault.Invalid:
		return http.StatusBadRequest
	case fault.Missing, fault.Denied:
		return http.StatusNotFound
	case fault.Refused:
		return http.StatusForbidden
	case fault.Conflict, fault.Late:
		return http.StatusConflict
	}
	return http.StatusInternalServerError
}
