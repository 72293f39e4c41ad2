package api

import (
	"context"
	"crypto/tls"
	_ "embed"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"schild/fault"
	"schild/internal/desk/custody"
	"schild/internal/desk/registry"
	"schild/internal/desk/screening"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/internal/store"
)

// API is the doors for machines.
type API struct {
	Office    *office.Office
	Screening *screening.Desk
	Custody   *custody.Desk
	Now       func() time.Time
	Certified bool // a machine shows a certificate of the house's own authority, not only what it was told
	Timing    bool // tell how long searching and registering took, for measuring

	mu     sync.Mutex
	known  map[string]store.Token
	as     uint64 // the state of the table when known was read
	loaded bool
}

// mostBody bounds a request.
const mostBody = 64 << 20

// Handler answers below /api/.
func (a *API) Handler() http.Handler {
	mux := http.NewServeMux()
	cfg := huma.DefaultConfig("schild", "1")
	cfg.OpenAPIPath, cfg.DocsPath, cfg.SchemasPath = "/api/openapi", "", ""
	cfg.CreateHooks = nil // no links to schemas in answers
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer"}}
	h := humago.New(mux, cfg)
	h.UseMiddleware(a.enter(h))
	a.screening(h)
	a.labels(h)
	mux.HandleFunc("GET /api/{$}", a.page(h))
	return http.MaxBytesHandler(mux, mostBody)
}

type personKey struct{}

// enter finds the person whose token was sent.
func (a *API) enter(h huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		secret, _ := strings.CutPrefix(ctx.Header("Authorization"), "Bearer ")
		if a.Certified {
			secret = certificate(ctx.TLS())
		} else if !strings.HasPrefix(secret, registry.TokenMark) { // a certificate's name is no secret
			secret = ""
		}
		person, ok, err := a.person(ctx.Context(), secret)
		if err != nil || !ok {
			_ = huma.WriteErr(h, ctx, http.StatusUnauthorized, "no such token") // the machine went away: nobody is left to tell
			return
		}
		next(huma.WithValue(ctx, personKey{}, caller{person, lang.New(lang.Choose(ctx.Header("Accept-Language"), ""))}))
	}
}

// certificate names the key of the certificate that a machine showed and the house's authority signed, "" when it showed none.
func certificate(c *tls.ConnectionState) string {
	if c == nil || len(c.VerifiedChains) == 0 {
		return ""
	}
	return registry.CertificateToken(c.PeerCertificates[0])
}

// caller is who asks, and in which language.
type caller struct {
	by office.Person
	p  *lang.Printer
}

func from(ctx context.Context) caller {
	c, _ := ctx.Value(personKey{}).(caller)
	return c
}

// person looks a token up. The list is read again when somebody was given one or lost it.
func (a *API) person(ctx context.Context, secret string) (office.Person, bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	s := a.Office.Store()
	if as := s.Changes("token"); !a.loaded || as != a.as {
		all, err := s.Tokens(ctx)
		if err != nil {
			return office.Person{}, false, err
		}
		a.known, a.as, a.loaded = map[string]store.Token{}, as, true
		for _, t := range all {
			a.known[t.Hash] = t
		}
	}
	t, ok := a.known[registry.HashToken(secret)]
	if !ok || t.Until < a.Now().UTC().Format(time.DateOnly) {
		return office.Person{}, false, nil
	}
	return office.Person{ID: t.Person}, true, nil
}

// missed turns an error into what a machine is told; that it asked for one thing in vain is registered.
func (a *API) missed(ctx context.Context, c caller, s fmt.Stringer, err error) error {
	if fault.Outward(err).Kind == fault.Missing {
		table, id, _ := strings.Cut(s.String(), ":")
		a.Office.Missed(ctx, c.by, table, id)
	}
	return c.problem(err)
}

// problem turns an error into what a machine is told.
func (c caller) problem(err error) error {
	status := map[fault.Kind]int{fault.Invalid: http.StatusUnprocessableEntity, fault.Denied: http.StatusNotFound, fault.Missing: http.StatusNotFound, fault.Refused: http.StatusConflict,
		fault.Conflict: http.StatusConflict, fault.Late: http.StatusServiceUnavailable}[fault.KindOf(err)]
	if status == 0 {
		status = http.StatusInternalServerError
	}
	return huma.NewError(status, c.p.Fault(fault.Outward(err)))
}
