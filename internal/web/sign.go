package web

import (
	"embed"
	"net/http"
	"strings"
	"time"
	"unicode"

	"schild/fault"
	"schild/internal/desk/keys"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web/page"
)

//go:embed sign/*.html
var signFiles embed.FS

// signs is the set of the site's own pages.
func signs() page.Set {
	return page.Set{Name: "sign", Templates: page.Folder(signFiles, "sign"), Stories: []page.Story{
		{Name: "login", Template: "login", Data: ways{}},
		{Name: "login-keys", Template: "login", Data: ways{Keys: true, Ministry: "Ministry of Public Works"}},
		{Name: "code", Template: "losing", Data: func(a *page.Ask) any { return codeForm(a) }},
		{Name: "keys", Template: "keys", Data: func(a *page.Ask) any {
			return mine{Keys: keyTable(a, []keys.Key{{ID: "a", Name: "Blue key on the ring", Since: 1_770_000_000_000_000, Used: 1_775_000_000_000_000}}), Few: a.T("web.keys.second"), Wants: true}
		}},
		{Name: "keys-none", Template: "keys", Data: func(a *page.Ask) any { return mine{Keys: keyTable(a, nil), Few: a.T("web.keys.first"), Bare: true} }},
		{Name: "losing", Template: "losing", Data: func(a *page.Ask) any { return loseForm(a) }},
		{Name: "hand", Template: "hand", Data: hand{Again: "/note/x/send", Fields: []field{{"confirm", "yes"}}, Back: "/"}},
		{Name: "hand-first", Template: "hand", Data: hand{Back: "/"}},
		{Name: "enter", Template: "enter", Data: "/login/token"},
		{Name: "welcome", Template: "welcome", Data: "A. Merel"},
		{Name: "nothing", Template: "nothing"},
	}}
}

// login says how to sign in: with a link that somebody with access to the machine makes.
func (s *Site) login(a *page.Ask) error {
	if a.By.ID != "" {
		return a.Done("/", "")
	}
	return a.Show(page.Page{Title: a.T("web.login.title"), Template: "login", Data: s.ways()})
}

// ways are how people sign in here.
type ways struct {
	Keys     bool
	Ministry string // its name, "" for none
}

func (s *Site) ways() ways {
	w := ways{Keys: s.cfg.Keys != nil}
	if s.cfg.Ministry != nil {
		w.Ministry = s.cfg.Ministry.Name
	}
	return w
}

// enter opens a link. One that another site opened asks first: that site could have put its own person's link there, so
// that somebody works, without noticing, in the name of another.
func (s *Site) enter(a *page.Ask) error {
	if site := a.R.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
		return a.Show(page.Page{Title: a.T("web.login.title"), Template: "enter", Data: a.R.URL.Path})
	}
	return s.redeem(a)
}

// redeem signs in whoever holds a link. The page leads on by itself: a redirect would still count as coming from the site
// where the link was clicked, and the browser would keep the fresh cookie back.
func (s *Site) redeem(a *page.Ask) error {
	by, ok := s.sessions.redeem(a.Path("token"))
	if !ok {
		return fault.New(fault.Late, "web.login.used")
	}
	act := office.Act{Kind: "session.open", Objects: []string{"person:" + by.ID}}
	if _, err := s.cfg.Office.Do(a.R.Context(), by, act, func(*store.Tx) error { return nil }); err != nil {
		return err
	}
	staff, err := s.cfg.Office.Who(a.R.Context(), by)
	if err != nil {
		return err
	}
	s.startSession(a, session{by: by, bare: s.cfg.Keys != nil})
	a.W.Header().Set("Refresh", "0; url=/")
	return a.Show(page.Page{Title: a.T("web.login.done"), Template: "welcome", Data: staff.Name})
}

func (s *Site) logout(a *page.Ask) error {
	_, err := s.cfg.Office.Do(a.R.Context(), a.By, office.Act{Kind: "session.close", Objects: []string{"person:" + a.By.ID}}, func(*store.Tx) error { return nil })
	s.sessions.end(s.cookie(a.R, s.sessionName()))
	s.setCookie(a.W, s.sessionName(), "", -1)
	if err != nil {
		return err
	}
	return a.Done("/login", "")
}

// home leads to the first page of this person's navigation.
func (s *Site) home(a *page.Ask) error {
	if first := s.kit.Home(page.Visit{By: a.By, Staff: a.Staff}); first != "" {
		return a.Done(first, "")
	}
	return a.Show(page.Page{Title: a.T("web.nothing.title"), Template: "nothing"})
}

// setting keeps the language or the colours of this browser.
func (s *Site) setting(a *page.Ask) error {
	if err := a.R.ParseForm(); err != nil {
		return fault.Wrap(err, fault.Invalid, "form.unreadable")
	}
	for name, allowed := range map[string]string{"lang": "nl fr de en", "theme": "auto light dark"} {
		v := a.R.PostForm.Get(name)
		for _, ok := range strings.Fields(allowed) {
			if v == ok {
				s.setCookie(a.W, name, v, 365*24*time.Hour)
			}
		}
	}
	return a.Done(local(a.R.PostForm.Get("back")), "")
}

// local gives an address of this site, "/" for any other.
func local(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.Contains(path, "\\") || strings.ContainsFunc(path, unicode.IsControl) {
		return "/"
	}
	return path
}

func (s *Site) secure() bool { return s.origin != nil && s.origin.Scheme == "https" }

// sessionName has the port in it: cookies do not know ports, and two services on one machine must not sign each other out.
func (s *Site) sessionName() string {
	switch {
	case s.secure():
		return "__Host-schild"
	case s.origin != nil && s.origin.Port() != "":
		return "schild-" + s.origin.Port()
	}
	return "schild"
}

func (s *Site) setCookie(w http.ResponseWriter, name, value string, life time.Duration) {
	c := &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: s.secure(), SameSite: http.SameSiteStrictMode, MaxAge: int(life.Seconds())}
	if life < 0 {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

func (s *Site) cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}
