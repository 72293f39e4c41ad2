package web

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"

	"schild/fault"
	"schild/internal/desk/keys"
	"schild/internal/office"
	"schild/internal/web/page"
)

// reply is what script sends: the ticket of the question and what the key answered.
type reply struct {
	Ticket string          `json:"ticket"`
	Name   string          `json:"name"`
	Answer json.RawMessage `json:"answer"`
}

const mostReply = 128 << 10

func (s *Site) reply(a *page.Ask) (x reply, err error) {
	b, err := io.ReadAll(io.LimitReader(a.R.Body, mostReply))
	if err == nil {
		err = json.Unmarshal(b, &x)
	}
	if err != nil {
		return x, fault.Wrap(err, fault.Invalid, "form.unreadable")
	}
	return x, nil
}

// tell answers script.
func tell(a *page.Ask, status int, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	a.W.Header().Set("Content-Type", "application/json")
	a.W.WriteHeader(status)
	_, _ = a.W.Write(b) // the reader went away: nobody is left to tell
	return nil
}

// scripted lets a handler answer script: an error is words for the page that asked.
func (s *Site) scripted(h page.Handler) page.Handler {
	return func(a *page.Ask) error {
		err := h(a)
		if err == nil {
			return nil
		}
		if fault.KindOf(err) == fault.Broken {
			s.cfg.Log.Error("key", "fault", fault.Log(err))
		}
		out := map[string]string{"error": a.P.Fault(fault.Outward(err))}
		if office.AsksKey(err) {
			out["next"] = "/key?back=/keys" // the one act of script's that asks
		}
		return tell(a, http.StatusForbidden, out)
	}
}

// ask puts a question to the browser.
func (s *Site) ask(a *page.Ask, session string, c keys.Ceremony, err error) error {
	if err != nil {
		return err
	}
	t, err := s.sessions.ask(c, session)
	if err != nil {
		return err
	}
	return tell(a, http.StatusOK, map[string]any{"ticket": t, "options": c.Options})
}

// askSign asks for anybody's key.
func (s *Site) askSign(a *page.Ask) error {
	c, err := s.cfg.Keys.Ask(a.R.Context(), office.Person{})
	return s.ask(a, "", c, err)
}

// sign signs in whoever showed a key.
func (s *Site) sign(a *page.Ask) error {
	x, err := s.reply(a)
	if err != nil {
		return err
	}
	c, err := s.sessions.answer(x.Ticket, "")
	if err != nil {
		return err
	}
	shown, err := s.cfg.Keys.Show(a.R.Context(), c, x.Answer, "session.open")
	if err != nil {
		return err
	}
	s.startSession(a, session{by: shown.By, key: shown.Key})
	return tell(a, http.StatusOK, map[string]string{"next": "/"})
}

// startSession ends whatever session this browser had, and begins one.
func (s *Site) startSession(a *page.Ask, x session) {
	s.sessions.end(s.cookie(a.R, s.sessionName()))
	s.setCookie(a.W, s.sessionName(), s.sessions.start(x), sessionLife)
}

// askShow asks for a key of whoever is signed in.
func (s *Site) askShow(a *page.Ask) error {
	c, err := s.cfg.Keys.Ask(a.R.Context(), a.By)
	return s.ask(a, s.cookie(a.R, s.sessionName()), c, err)
}

// show notes that whoever is signed in showed a key.
func (s *Site) show(a *page.Ask) error {
	x, err := s.reply(a)
	if err != nil {
		return err
	}
	t := s.cookie(a.R, s.sessionName())
	c, err := s.sessions.answer(x.Ticket, t)
	if err != nil {
		return err
	}
	shown, err := s.cfg.Keys.Show(a.R.Context(), c, x.Answer, "key.show")
	if err != nil {
		return err
	}
	s.sessions.shown(t, shown.By, shown.Key)
	return tell(a, http.StatusOK, map[string]string{"next": "/"})
}

// hand is the page that asks for the key before something is done. What was sent waits in it, and is sent again with the key shown.
type hand struct {
	Again  string // where to send it, "" when it cannot wait
	Fields []field
	Back   string
}

type field struct{ Name, Value string }

// askKey asks for the key in hand.
func (s *Site) askKey(a *page.Ask) error {
	h := hand{Back: "/"}
	if err := a.R.ParseForm(); err == nil && !strings.HasPrefix(a.R.Header.Get("Content-Type"), "multipart/") {
		h.Again = a.R.URL.RequestURI()
		for name, values := range a.R.PostForm {
			for _, v := range values {
				h.Fields = append(h.Fields, field{name, v})
			}
		}
		slices.SortStableFunc(h.Fields, func(x, y field) int { return strings.Compare(x.Name, y.Name) })
	}
	return a.ShowAs("sign", http.StatusForbidden, page.Page{Title: a.T("web.hand.title"), Template: "hand", Data: h})
}

// handPage is the same, for whoever wants to show their key before they begin.
func (s *Site) handPage(a *page.Ask) error {
	return a.Show(page.Page{Title: a.T("web.hand.title"), Template: "hand", Data: hand{Back: local(a.Query("back"))}})
}

// inHand asks for the key where an act wants it in the hand. Which acts do is said once, in the office; a page cannot forget it.
func (s *Site) inHand(r page.Route, h page.Handler) page.Handler {
	if s.cfg.Keys == nil {
		return h
	}
	return func(a *page.Ask) error {
		fresh := a.By.Shown > 0 && s.sessions.now().UnixMicro()-a.By.Shown < office.KeyLife
		if a.R.Method == http.MethodPost && office.NeedsKey(r.Act) && !fresh {
			return s.askKey(a)
		}
		err := h(a)
		if office.AsksKey(err) {
			return s.askKey(a)
		}
		return err
	}
}

// mine is the page of one's keys.
type mine struct {
	Keys  *page.Table
	Few   string // what to do when there are too few
	Bare  bool
	Wants bool // another key wants one of them in the hand
}

func (s *Site) keys(a *page.Ask) error {
	ks, err := s.cfg.Keys.Mine(a.R.Context(), a.By)
	if err != nil {
		return err
	}
	m := mine{Keys: keyTable(a, ks), Bare: s.sessions.bare(s.cookie(a.R, s.sessionName())), Wants: len(ks) > 0}
	if len(ks) < 2 {
		m.Few = a.T([]string{"web.keys.first", "web.keys.second"}[len(ks)])
	}
	return a.Show(page.Page{Title: a.T("web.keys.title"), Template: "keys", Help: a.T("web.keys.help"), Data: m})
}

func keyTable(a *page.Ask, ks []keys.Key) *page.Table {
	t := a.Table("")
	t.Caption = a.T("web.keys.caption")
	t.Columns = []page.Column{{Title: a.T("web.keys.name")}, {Title: a.T("web.keys.since")}, {Title: a.T("web.keys.used")}, {Title: a.T("web.keys.lose")}}
	t.Empty = page.Empty{Title: a.T("web.keys.none")}
	for _, k := range ks {
		used := a.T("web.keys.never")
		if k.Used > 0 {
			used = a.P.Moment(k.Used)
		}
		t.Add(page.Row{Cells: []page.Cell{{Text: k.Name}, {Text: a.P.Moment(k.Since)}, {Text: used}, {Text: a.T("web.keys.lose"), Path: "/keys/" + k.ID}}})
	}
	return t
}

// askNew asks the browser to make a key.
func (s *Site) askNew(a *page.Ask) error {
	c, err := s.cfg.Keys.AskNew(a.R.Context(), a.By)
	return s.ask(a, s.cookie(a.R, s.sessionName()), c, err)
}

// addKey takes a key that the browser made. Who came with a code signs in with it next.
func (s *Site) addKey(a *page.Ask) error {
	x, err := s.reply(a)
	if err != nil {
		return err
	}
	c, err := s.sessions.answer(x.Ticket, s.cookie(a.R, s.sessionName()))
	if err != nil {
		return err
	}
	if err := s.cfg.Keys.Add(a.R.Context(), a.By, c, x.Name, x.Answer); err != nil {
		return err
	}
	next := "/keys"
	if t := s.cookie(a.R, s.sessionName()); s.sessions.bare(t) {
		s.sessions.end(t)
		next = "/login"
	}
	return tell(a, http.StatusOK, map[string]string{"next": next})
}

// losing is the page that asks before a key is taken away.
func (s *Site) losing(a *page.Ask) error {
	return a.Show(page.Page{Title: a.T("web.keys.lose.title"), Template: "losing", Back: &page.Link{Text: a.T("web.keys.title"), Path: "/keys"}, Data: loseForm(a)})
}

func loseForm(a *page.Ask) *page.Form {
	f := a.Form("/keys/"+a.Path("id"), a.T("web.keys.lose.do"))
	f.Explain, f.Danger, f.Confirm = a.T("web.keys.lose.explain"), true, a.T("web.keys.lose.confirm")
	f.Cancel = &page.Link{Text: a.T("web.keys.lose.not"), Path: "/keys"}
	return f
}

func (s *Site) lose(a *page.Ask) error {
	f := loseForm(a)
	if !a.Read(f) {
		return a.Show(page.Page{Title: a.T("web.keys.lose.title"), Template: "losing", Data: f})
	}
	if err := s.cfg.Keys.Withdraw(a.R.Context(), a.By, a.Path("id")); err != nil {
		return err
	}
	return a.Done("/keys", a.T("web.keys.lost"))
}

// codeForm asks for a code in two halves.
func codeForm(a *page.Ask) *page.Form {
	f := a.Form("/login/code", a.T("web.code.do"),
		&page.Field{Name: "person", Label: a.T("web.code.person"), Required: true, Width: "short", Most: 64},
		&page.Field{Name: "first", Label: a.T("web.code.first"), Required: true, Width: "short", Most: 20},
		&page.Field{Name: "second", Label: a.T("web.code.second"), Required: true, Width: "short", Most: 20})
	f.Explain = a.T("web.code.explain")
	return f
}

func (s *Site) codePage(a *page.Ask) error { return s.showCode(a, codeForm(a)) }

func (s *Site) showCode(a *page.Ask, f *page.Form) error {
	return a.Show(page.Page{Title: a.T("web.code.title"), Template: "losing", Back: &page.Link{Text: a.T("web.login.title"), Path: "/login"}, Data: f})
}

// code lets in, to enrol a key, whoever has both halves of a code.
func (s *Site) code(a *page.Ask) error {
	f := codeForm(a)
	if !a.Read(f) {
		return s.showCode(a, f)
	}
	err := s.sessions.try()
	var by office.Person
	if err == nil {
		by, err = s.cfg.Keys.Redeem(a.R.Context(), f.Value("person"), [2]string{f.Value("first"), f.Value("second")})
	}
	if err != nil {
		if a.Blame(f, "", err) {
			return s.showCode(a, f)
		}
		return err
	}
	s.startSession(a, session{by: by, bare: true})
	return a.Done("/keys", "")
}
