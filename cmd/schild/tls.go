package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net"
	"os"
	"strings"

	"schild/fault"
	"schild/internal/web"
)

// doorway is how the house's own door is locked: its certificate, whose certificates machines show, who else says who people are.
type doorway struct {
	TLSCert  string `type:"existingfile" help:"The house's certificate (PEM): it then speaks TLS 1.3 itself." placeholder:"FILE"`
	TLSKey   string `type:"existingfile" help:"The certificate's secret key (PEM)." placeholder:"FILE"`
	ClientCA string `type:"existingfile" help:"The authority (PEM) whose certificates machines must show at the API; tokens alone open nothing then." placeholder:"FILE"`

	MinistryIssuer string `help:"A ministry's provider of identities (OpenID Connect): its issuer." placeholder:"URL"`
	MinistryClient string `help:"What the house is called there." placeholder:"ID"`
	MinistrySecret string `type:"existingfile" help:"The file with what the house shows there." placeholder:"FILE"`
	MinistryName   string `default:"OpenID Connect" help:"What people call it."`

	KeyModels []string `help:"The AAGUIDs of the models of key that are let in. Default: any." placeholder:"AAGUID"`
}

// lock puts TLS around a listener, where there is a certificate.
func (d doorway) lock(l net.Listener) (net.Listener, error) {
	if d.TLSCert == "" {
		if d.ClientCA != "" {
			return nil, fault.New(fault.Invalid, "tls.needed")
		}
		return l, nil
	}
	own, err := tls.LoadX509KeyPair(d.TLSCert, d.TLSKey)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "tls.cert", "file", d.TLSCert)
	}
	c := &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{own}, NextProtos: []string{"h2", "http/1.1"}}
	if d.ClientCA != "" {
		b, err := os.ReadFile(d.ClientCA)
		c.ClientCAs, c.ClientAuth = x509.NewCertPool(), tls.VerifyClientCertIfGiven // people's browsers have none
		if err != nil || !c.ClientCAs.AppendCertsFromPEM(b) {
			return nil, fault.Wrap(err, fault.Invalid, "tls.cert", "file", d.ClientCA)
		}
	}
	return tls.NewListener(l, c), nil
}

// ministry gives who else says who people are, nil for nobody.
func (d doorway) ministry() (*web.Ministry, error) {
	if d.MinistryIssuer == "" {
		return nil, nil
	}
	secret, err := fileText(d.MinistrySecret)
	if err != nil {
		return nil, err
	}
	return &web.Ministry{Issuer: d.MinistryIssuer, Client: d.MinistryClient, Secret: strings.TrimSpace(secret), Name: d.MinistryName}, nil
}

// readCertificate reads the first certificate of a file.
func readCertificate(path string) (*x509.Certificate, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "cli.file", "file", path)
	}
	p, _ := pem.Decode(b)
	if p == nil || p.Type != "CERTIFICATE" {
		return nil, fault.New(fault.Invalid, "tls.cert", "file", path)
	}
	c, err := x509.ParseCertificate(p.Bytes)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "tls.cert", "file", path)
	}
	return c, nil
}
