package web

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/internal/web/page"
)

// Ministry is another house's provider of identities (OpenID Connect): it says who somebody is, and never what they may. Whom it knows
// under a subject is here who was enrolled with the account "oidc:" and that subject; nobody is made by it.
type Ministry struct {
	Issuer, Client, Secret string
	Name                   string       // as people know it, on the button
	HTTP                   *http.Client // nil = one with ten seconds' patience

	mu       sync.Mutex
	provider *oidc.Provider
}

// account is what a person enrolled for a subject has as their account.
func account(subject string) string { return "oidc:" + subject }

const stateLife = 10 * time.Minute

func (m *Ministry) client(ctx context.Context) context.Context {
	c := m.HTTP
	if c == nil {
		c = &http.Client{Timeout: 10 * time.Second}
	}
	return oidc.ClientContext(ctx, c)
}

// find asks the provider where its doors and keys are, the first time somebody signs in.
func (m *Ministry) find(ctx context.Context) (*oidc.Provider, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.provider == nil {
		p, err := oidc.NewProvider(m.client(context.WithoutCancel(ctx)), m.Issuer)
		if err != nil {
			return nil, fault.Wrap(err, fault.Late, "ministry.away", "name", m.Name)
		}
		m.provider = p
	}
	return m.provider, nil
}

func (s *Site) oauth(p *oidc.Provider) *oauth2.Config {
	m := s.cfg.Ministry
	return &oauth2.Config{ClientID: m.Client, ClientSecret: m.Secret, Endpoint: p.Endpoint(), RedirectURL: s.cfg.Origin + "/login/ministry/back", Scopes: []string{oidc.ScopeOpenID}}
}

// toMinistry sends a browser to the provider. What comes back must come to this browser: a cookie of its own holds what it is to say, and
// may come along from the provider's site, as the session's may not.
func (s *Site) toMinistry(a *page.Ask) error {
	p, err := s.cfg.Ministry.find(a.R.Context())
	if err != nil {
		return err
	}
	state := token()
	http.SetCookie(a.W, &http.Cookie{Name: s.stateName(), Value: state, Path: "/login/ministry", HttpOnly: true, Secure: s.secure(), SameSite: http.SameSiteLaxMode, MaxAge: int(stateLife.Seconds())})
	http.Redirect(a.W, a.R, s.oauth(p).AuthCodeURL(part(state, "state"), oidc.Nonce(part(state, "nonce")), oauth2.S256ChallengeOption(part(state, "verifier"))), http.StatusSeeOther)
	return nil
}

func (s *Site) stateName() string { return "schild-ministry" }

// part makes three secrets of one: what is shown to the provider tells nothing of the others.
func part(state, what string) string {
	sum := sha256.Sum256([]byte(what + " " + state))
	return encode(sum[:])
}

// fromMinistry signs in whom the provider vouches for. Every refusal is the same.
func (s *Site) fromMinistry(a *page.Ask) error {
	state := s.cookie(a.R, s.stateName())
	http.SetCookie(a.W, &http.Cookie{Name: s.stateName(), Path: "/login/ministry", MaxAge: -1})
	refused := func(err error) error {
		return fault.Wrap(err, fault.Refused, "ministry.refused", "name", s.cfg.Ministry.Name)
	}
	if len(state) != len(token()) || subtle.ConstantTimeCompare([]byte(a.Query("state")), []byte(part(state, "state"))) != 1 {
		return refused(nil)
	}
	subject, err := s.subject(a, state)
	if err != nil {
		s.cfg.Log.Warn("ministry", "fault", fault.Log(err))
		return refused(nil)
	}
	p, err := s.cfg.Office.Account(a.R.Context(), account(subject))
	if err != nil {
		return refused(err)
	}
	by := office.Person{ID: p.ID}
	act := office.Act{Kind: "session.open", Objects: []string{"person:" + by.ID}, Detail: []string{"step", "ministry"}}
	if _, err := s.cfg.Office.Do(a.R.Context(), by, act, func(*store.Tx) error { return nil }); err != nil {
		return refused(err)
	}
	s.startSession(a, session{by: by})
	a.W.Header().Set("Refresh", "0; url=/") // a redirect would still count as coming from the provider's site
	return a.Show(page.Page{Title: a.T("web.login.done"), Template: "welcome", Data: p.Name})
}

// subject takes the provider's word, checked against its keys, for this house, this browser and this moment.
func (s *Site) subject(a *page.Ask, state string) (string, error) {
	m := s.cfg.Ministry
	p, err := m.find(a.R.Context())
	if err != nil {
		return "", err
	}
	ctx := m.client(a.R.Context())
	t, err := s.oauth(p).Exchange(ctx, a.Query("code"), oauth2.VerifierOption(part(state, "verifier")))
	if err != nil {
		return "", fault.Wrap(err, fault.Refused, "ministry.refused")
	}
	raw, _ := t.Extra("id_token").(string)
	id, err := p.Verifier(&oidc.Config{ClientID: m.Client, Now: s.sessions.now}).Verify(ctx, raw)
	if err != nil {
		return "", fault.Wrap(err, fault.Refused, "ministry.refused")
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(part(state, "nonce"))) != 1 || id.Subject == "" {
		return "", fault.New(fault.Refused, "ministry.refused")
	}
	return id.Subject, nil
}
