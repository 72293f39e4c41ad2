package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"schild/fault"
	"schild/internal/desk/keys"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web/page"
)

// Config says what a Site is made of.
type Config struct {
	Office *office.Office
	Sets   []page.Set   // the page folders, in the order of the navigation
	Origin string       // the address people use ("https://schild.example"); "" takes any, for tests
	Log    *slog.Logger // nil = nowhere
	Demo   bool
	Keys   *keys.Desk // people sign in with keys; nil = with links, as in a trial

	Ministry *Ministry // another house that says who somebody is, beside keys; nil for none

	Now func() time.Time // nil = the system's clock

	// Who lets the demo show a page as another person: for requests that only read, when it says so. nil outside the demo.
	Who func(*http.Request) (office.Person, bool)
}

// Site serves the pages. It is safe for concurrent use.
type Site struct {
	cfg      Config
	kit      *page.Kit
	origin   *url.URL
	sessions *sessions
	handler  http.Handler
}

// New makes a site; a template that cannot be parsed or a pattern given twice is found here, not by a reader.
func New(cfg Config) (*Site, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	s := &Site{cfg: cfg, sessions: newSessions(cfg.Now)}
	var err error
	if s.origin, err = parseOrigin(cfg.Origin); err != nil {
		return nil, err
	}
	s.kit, err = page.New(page.Config{Office: cfg.Office, Sets: append([]page.Set{signs()}, cfg.Sets...), Assets: addresses(), Missing: Missing(), Demo: cfg.Demo, Keyed: cfg.Keys != nil})
	if err != nil {
		return nil, err
	}
	s.handler = s.guard(s.sameSite(s.routes()))
	return s, nil
}

// Handler gives the site as a handler.
func (s *Site) Handler() http.Handler { return s.handler }

// Link makes a one-time address that signs a person in: once, within five minutes. Whoever holds it is that person: the caller
// registers who asked for it.
func (s *Site) Link(by office.Person) string { return s.cfg.Origin + "/login/" + s.sessions.offer(by) }

func (s *Site) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /asset/{hash}/{name}", serveAsset)
	mux.HandleFunc("GET /login", s.open(s.login))
	mux.HandleFunc("GET /login/{token}", s.open(s.enter))
	mux.HandleFunc("POST /login/{token}", s.open(s.redeem))
	mux.HandleFunc("POST /logout", s.holds(s.logout))
	mux.HandleFunc("POST /setting", s.open(s.setting))
	mux.HandleFunc("GET /{$}", s.closed("sign", page.Route{Handle: s.home, Outside: true}))
	mux.HandleFunc("/", s.closed("sign", page.Route{Handle: func(*page.Ask) error { return fault.New(fault.Missing, "missing") }}))
	if s.cfg.Keys != nil {
		s.keyRoutes(mux)
	}
	if s.cfg.Ministry != nil {
		mux.HandleFunc("GET /login/ministry", s.open(s.toMinistry))
		mux.HandleFunc("GET /login/ministry/back", s.open(s.fromMinistry))
	}
	for _, set := range s.cfg.Sets {
		for _, r := range set.Routes {
			mux.HandleFunc(r.Pattern, s.closed(set.Name, r))
		}
	}
	return mux
}

// keyRoutes are the ways of keys. Who came in by a code has these and no other.
func (s *Site) keyRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST /login/ask", s.open(s.scripted(s.askSign)))
	mux.HandleFunc("POST /login/key", s.open(s.scripted(s.sign)))
	mux.HandleFunc("GET /login/code", s.open(s.codePage))
	mux.HandleFunc("POST /login/code", s.open(s.code))
	mux.HandleFunc("GET /keys", s.holds(s.keys))
	mux.HandleFunc("POST /keys/ask", s.holds(s.scripted(s.askNew)))
	mux.HandleFunc("POST /keys", s.holds(s.scripted(s.addKey)))
	mux.HandleFunc("GET /keys/{id}", s.holds(s.losing))
	mux.HandleFunc("POST /keys/{id}", s.holds(s.lose))
	mux.HandleFunc("GET /key", s.holds(s.handPage))
	mux.HandleFunc("POST /key/ask", s.holds(s.scripted(s.askShow)))
	mux.HandleFunc("POST /key", s.holds(s.scripted(s.show)))
}

// sameSite refuses what a page of another site sends.
func (s *Site) sameSite(next http.Handler) http.Handler {
	c := http.NewCrossOriginProtection()
	c.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.kit.Fail(w, r, s.stranger(r), fault.New(fault.Refused, "web.crossorigin"))
	}))
	return c.Handler(next)
}

// closed answers a route for whoever is signed in; others are led to the page that says how to, whatever they asked for.
func (s *Site) closed(set string, r page.Route) http.HandlerFunc { return s.shut(set, r, false) }

// holds answers what everybody who is signed in may do, also who came in by a code.
func (s *Site) holds(h page.Handler) http.HandlerFunc {
	return s.shut("sign", page.Route{Handle: h, Outside: true}, true)
}

func (s *Site) shut(set string, r page.Route, bare bool) http.HandlerFunc {
	most := r.Most
	if most == 0 {
		most = 1 << 20
	}
	return func(w http.ResponseWriter, q *http.Request) {
		q.Body = http.MaxBytesReader(w, q.Body, most)
		v, x, ok := s.visit(q)
		if ok && x.bare && !bare && !r.Open {
			http.Redirect(w, q, "/keys", http.StatusSeeOther)
			return
		}
		if !ok && !r.Open {
			http.Redirect(w, q, "/login", http.StatusSeeOther)
			return
		}
		h := s.inHand(r, r.Handle)
		if v.Staff.Outside && !r.Outside && !r.Open {
			h = func(*page.Ask) error { return fault.New(fault.Missing, "missing") }
		} else if r.Act != "" && !office.May(r.Act, v.Staff) {
			h = notTheirs(r.Act)
		}
		s.kit.Answer(w, q, v, set, h)
	}
}

// notTheirs answers whoever has no role for an act, as if its route were not there. The office refuses the act, and so registers
// that they tried.
func notTheirs(act string) page.Handler {
	return func(a *page.Ask) error {
		refused := office.Act{Kind: act}
		if id := a.Path("id"); id != "" && !a.Staff.Has(office.Committee) { // what a control body asks for is its own
			table, _, _ := strings.Cut(strings.TrimPrefix(a.R.URL.Path, "/"), "/")
			refused.Objects = []string{table + ":" + strings.ToValidUTF8(id[:min(len(id), 64)], "?")}
		}
		if _, err := a.Office.Do(a.R.Context(), a.By, refused, func(*store.Tx) error { return nil }); err != nil {
			return err
		}
		return fault.New(fault.Conflict, "person.changed") // somebody gave them the role this moment: once more, then
	}
}

func (s *Site) open(h page.Handler) http.HandlerFunc {
	return s.closed("sign", page.Route{Handle: h, Open: true})
}

// visit tells who asks, from the session's cookie.
func (s *Site) visit(r *http.Request) (page.Visit, session, bool) {
	v := s.stranger(r)
	t := s.cookie(r, s.sessionName())
	x, ok := s.sessions.find(t, r.Method == http.MethodGet)
	if !ok {
		return v, x, false
	}
	v.Toast, v.Say = x.toast, func(words string) { s.sessions.say(t, words) }
	by := x.by
	if other, as := s.as(r); as {
		by, v.Say = other, nil
	}
	staff, err := s.cfg.Office.Who(r.Context(), by)
	if err != nil || by == x.by && !s.stands(r, t, x, staff) { // no longer active, or no longer who they were: the session ends
		s.sessions.end(t)
		return s.stranger(r), x, false
	}
	v.By, v.Staff = by, staff
	if s.cookie(r, "lang") == "" && !s.cfg.Demo { // a demo is several people to one visitor: the visitor's language stays
		v.Lang = lang.Choose("", staff.Lang)
	}
	return v, x, true
}

// stands tells whether a session still counts: the key it rests on is held, and its person may do and see what they could.
func (s *Site) stands(r *http.Request, t string, x session, p store.Staff) bool {
	if s.cfg.Keys != nil && x.key != "" {
		if held, err := s.cfg.Keys.Stands(r.Context(), p.ID, x.key); err != nil || !held {
			return false
		}
	}
	g := p.Granted()
	return s.sessions.stamped(t, fmt.Sprintf("%q %d %q %v %q", p.Roles, g.Level, g.Compartments, p.Outside, p.Organisation))
}

func (s *Site) as(r *http.Request) (office.Person, bool) {
	if s.cfg.Who == nil || r.Method != http.MethodGet {
		return office.Person{}, false
	}
	return s.cfg.Who(r)
}

// stranger is a visit of nobody, in the language the browser asks for.
func (s *Site) stranger(r *http.Request) page.Visit {
	v := page.Visit{Lang: lang.Choose(r.Header.Get("Accept-Language"), s.cookie(r, "lang"))}
	if t := s.cookie(r, "theme"); t == "light" || t == "dark" {
		v.Theme = t
	}
	return v
}
