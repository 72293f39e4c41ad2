package api_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"schild/internal/api"
	"schild/internal/desk/registry"
)

// authority signs certificates of machines.
type authority struct {
	t    *testing.T
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) authority {
	t.Helper()
	a := authority{t: t}
	a.cert, a.key, _ = a.sign(&x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}, nil)
	return a
}

func (a authority) sign(c *x509.Certificate, key *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey, tls.Certificate) {
	a.t.Helper()
	var err error
	if key == nil {
		key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
	c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	parent, with := a.cert, a.key
	if parent == nil {
		parent, with = c, key
	}
	der, cerr := x509.CreateCertificate(rand.Reader, c, parent, &key.PublicKey, with)
	if err != nil || cerr != nil {
		a.t.Fatal(err, cerr)
	}
	out, err := x509.ParseCertificate(der)
	if err != nil {
		a.t.Fatal(err)
	}
	return out, key, tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func (a authority) machine(serial int64, key *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey, tls.Certificate) {
	return a.sign(&x509.Certificate{SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "machine"}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}, key)
}

// TestMachinesShowCertificates: where the house asks for them, a machine acts as the person its certificate's key was given, also with a
// renewed certificate; no token, no other certificate and no other authority opens anything; and a certificate's name is no token.
func TestMachinesShowCertificates(t *testing.T) {
	h := newHouse(t)
	ours, theirs := newAuthority(t), newAuthority(t)
	cert, key, machine := ours.machine(2, nil)
	h.must(h.reg.CertifyToken(t.Context(), boss, registry.Token{Person: "boss", Name: "machine", Until: "2026-12-31"}, cert))
	srv := httptest.NewUnstartedServer((&api.API{Office: h.desk.Office, Screening: h.desk, Certified: true, Now: func() time.Time { return h.now }}).Handler())
	pool := x509.NewCertPool()
	pool.AddCert(ours.cert)
	srv.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	srv.TLS = &tls.Config{ClientAuth: tls.VerifyClientCertIfGiven, ClientCAs: pool, MinVersion: tls.VersionTLS13}
	srv.StartTLS()
	defer srv.Close()
	ask := func(bearer string, certs ...tls.Certificate) int {
		tr := srv.Client().Transport.(*http.Transport).Clone()
		tr.TLSClientConfig.Certificates = certs
		defer tr.CloseIdleConnections()
		r, err := http.NewRequest("GET", srv.URL+"/api/v1/screening/lists", nil)
		h.must(err)
		r.Header.Set("Authorization", "Bearer "+bearer)
		out, err := (&http.Client{Transport: tr}).Do(r)
		if err != nil {
			return 0
		}
		out.Body.Close()
		return out.StatusCode
	}
	_, _, renewed := ours.machine(3, key)
	_, _, other := ours.machine(4, nil)
	_, _, foreign := theirs.machine(2, key)
	for _, x := range []struct {
		name string
		got  int
		want int
	}{
		{"its certificate", ask("", machine), 200}, {"a renewed one", ask("", renewed), 200}, {"one that was given nothing", ask("", other), 401}, {"none", ask(""), 401},
		{"a token alone", ask(h.token("boss")), 401}, {"the same key, another authority's", ask("", foreign), 0}, {"its name as a token", ask(registry.CertificateToken(cert)), 401},
	} {
		if x.got != x.want {
			t.Errorf("%s: %d, want %d", x.name, x.got, x.want)
		}
	}
	if code, _ := h.ask(registry.CertificateToken(cert), "GET", "/api/v1/screening/lists", ""); code != http.StatusUnauthorized {
		t.Errorf("a certificate's name is a token: %d", code)
	}
}
