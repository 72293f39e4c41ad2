package web

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// provider is a ministry's provider of identities on loopback, written from OpenID Connect Core 1.0; lie changes what it says.
type provider struct {
	*httptest.Server
	t         *testing.T
	key       *rsa.PrivateKey
	challenge string
	nonce     string
	lie       func(claims map[string]any)
	forge     bool
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{t: t, key: k}
	mux := http.NewServeMux()
	say := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(v)
	}
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		say(w, map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/auth", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, r *http.Request) {
		say(w, map[string]any{"keys": []any{map[string]string{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1", "n": b64u(k.N.Bytes()), "e": b64u(big.NewInt(int64(k.E)).Bytes())}}})
	})
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
		if r.FormValue("code") != "the-code" || b64u(sum[:]) != p.challenge {
			http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
			return
		}
		say(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": p.token()})
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func b64u(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func (p *provider) token() string {
	claims := map[string]any{"iss": p.URL, "aud": "schild", "sub": "s-1", "nonce": p.nonce, "iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix()}
	if p.lie != nil {
		p.lie(claims)
	}
	body, _ := json.Marshal(claims)
	signed := b64u([]byte(`{"alg":"RS256","kid":"1"}`)) + "." + b64u(body)
	sum := sha256.Sum256([]byte(signed))
	sig, err := rsa.SignPKCS1v15(rand.Reader, p.key, crypto.SHA256, sum[:])
	if err != nil {
		p.t.Fatal(err)
	}
	if p.forge {
		sig[9] ^= 1
	}
	return signed + "." + b64u(sig)
}

// ministered is a site with a ministry and one person it knows.
func ministered(t *testing.T, p *provider) *Site {
	t.Helper()
	st, err := store.Open(t.Context(), store.Config{Dir: t.TempDir(), Master: sha256.Sum256([]byte("test")), Origin: "test.invalid/register", Now: func() int64 { return time.Now().UnixMicro() },
		Queue: func(context.Context, *sql.Tx, []store.Job) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	o := office.New(st)
	r := &registry.Desk{Office: o}
	if _, err := r.FoundHouse(t.Context(), registry.Enrolment{ID: "anna", Name: "Anna", Organisation: "own", Lang: "en", Account: account("s-1"), Roles: []string{"registrar"}, Clearance: label.Clearance{Level: label.Secret}}); err != nil {
		t.Fatal(err)
	}
	s, err := New(Config{Office: o, Origin: "http://localhost:8080", Ministry: &Ministry{Issuer: p.URL, Client: "schild", Secret: "secret", Name: "Ministry"}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (p *provider) ask(s *Site, path string, cookies []*http.Cookie) *http.Response {
	r := httptest.NewRequest("GET", "http://localhost:8080"+path, nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w.Result()
}

// goes walks to the ministry and gives what came along: the state and the browser's cookie.
func (p *provider) goes(s *Site) (state string, cookies []*http.Cookie) {
	p.t.Helper()
	out := p.ask(s, "/login/ministry", nil)
	to, err := url.Parse(out.Header.Get("Location"))
	if err != nil || !strings.HasPrefix(to.String(), p.URL+"/auth?") || to.Query().Get("code_challenge_method") != "S256" {
		p.t.Fatalf("%d to %s", out.StatusCode, to)
	}
	p.challenge, p.nonce = to.Query().Get("code_challenge"), to.Query().Get("nonce")
	return to.Query().Get("state"), out.Cookies()
}

func signedIn(r *http.Response) bool {
	for _, c := range r.Cookies() {
		if c.Name == "schild-8080" && c.Value != "" {
			return true
		}
	}
	return false
}

// TestMinistrySaysWhoSomebodyIs: with the provider's word, for this house, this browser and this moment, somebody who is enrolled is signed
// in; with anything else nobody is, and all refusals are the same.
func TestMinistrySaysWhoSomebodyIs(t *testing.T) {
	p := newProvider(t)
	s := ministered(t, p)
	back := func(state string) string { return "/login/ministry/back?code=the-code&state=" + url.QueryEscape(state) }
	state, cookies := p.goes(s)
	if !signedIn(p.ask(s, back(state), cookies)) {
		t.Fatal("not signed in")
	}
	stranger := func(name string, state string, cookies []*http.Cookie) {
		if r := p.ask(s, back(state), cookies); signedIn(r) || r.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", name, r.StatusCode)
		}
	}
	state, cookies = p.goes(s)
	stranger("another browser", state, nil)
	stranger("another state", "x", cookies)
	for name, lie := range map[string]func(map[string]any){
		"nobody enrolled": func(c map[string]any) { c["sub"] = "s-2" }, "no subject": func(c map[string]any) { c["sub"] = "" }, "another house": func(c map[string]any) { c["aud"] = "other" },
		"another provider": func(c map[string]any) { c["iss"] = "https://evil.example" }, "another browser's word": func(c map[string]any) { c["nonce"] = "x" },
		"an old word": func(c map[string]any) { c["exp"] = time.Now().Add(-time.Hour).Unix() },
	} {
		p.lie = lie
		state, cookies = p.goes(s)
		stranger(name, state, cookies)
	}
	p.lie, p.forge = nil, true
	state, cookies = p.goes(s)
	stranger("a forged word", state, cookies)
	p.forge = false
	state, cookies = p.goes(s)
	p.challenge = "x"
	stranger("a code somebody else took", state, cookies)
}
