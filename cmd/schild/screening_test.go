package main

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schild/internal/browser"
)

// TestTheWayOfAVerification walks a batch in a browser, in two languages: a file with a wrong row is sent, two hits wait, an
// analyst decides one by keyboard alone, a head confirms it, and the batch is answered at its moment. Each page is checked for
// accessibility on the way.
func TestTheWayOfAVerification(t *testing.T) {
	b := browser.Start(t)
	for _, lang := range []string{"nl", "fr"} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t, filepath.Join(t.TempDir(), "house"), time.Now())
			w.staff(lang)
			w.list("Nalder", "Ödön Kálvárosi-Brandt")
			s := httptest.NewServer(w.site.Handler())
			defer s.Close()
			c := chain{w, b, t, s.URL, lang}
			batch := c.open()
			c.must(c.screening.Match(t.Context(), []string{batch}))
			hit := c.judge()
			c.second(hit)
			c.must(c.screening.Tick(t.Context(), time.Now().Add(2*time.Hour).UnixMicro()))
			tab := c.as("helga")
			tab.Go(c.url + "/screening/batch/" + batch)
			c.fine(tab, "batch")
			tab.Wants(map[string]string{"nl": "beantwoord", "fr": "répondue"}[lang])
			for _, page := range []string{"find", "lists", "threshold?try=90"} {
				tab.Go(c.url + "/screening/" + page)
				c.fine(tab, strings.Split(page, "?")[0])
			}
		})
	}
}

// open sends a file whose third row cannot be read.
func (c chain) open() (batch string) {
	c.t.Helper()
	file := filepath.Join(c.t.TempDir(), "port.csv")
	c.must(os.WriteFile(file, []byte("Nr;Familienaam;Voornaam;Geboortedatum\n1;Kalvarosi-Brandt;Odon;2/4/1961\n2;Niemand;Ergens;\n3;;;\n"), 0o600))
	tab := c.as("vera")
	tab.Go(c.url + "/screening/new")
	c.fine(tab, "batch-new")
	tab.Upload(`input[type=file]`, file)
	tab.Fill(`#f-purpose`, "Badges")
	tab.Fill(`#f-ground`, "art. 22quinquies")
	tab.Fill(`#f-asker`, "Port")
	tab.Click(`#f-second`)
	tab.Fill(`#f-due`, "1")
	tab.Follow(`form.form .actions button.primary`)
	c.fine(tab, "batch-opened")
	return strings.TrimPrefix(tab.At(), "/screening/batch/")
}

// judge decides the first hit with the keyboard alone.
func (c chain) judge() (hit string) {
	c.t.Helper()
	tab := c.as("vera")
	tab.Go(c.url + "/screening/hits")
	c.fine(tab, "hits")
	tab.Press("j")
	tab.Lead("\r")
	c.fine(tab, "hit")
	hit = strings.TrimPrefix(tab.At(), "/screening/hit/")
	tab.Press("1")
	tab.Press("r")
	tab.Press("naam en geboortedatum")
	tab.Lead("\r")
	tab.Until(`document.querySelector(".toast")`)
	return hit
}

// second confirms as another person; whoever decided cannot.
func (c chain) second(hit string) {
	c.t.Helper()
	tab := c.as("vera")
	tab.Go(c.url + "/screening/hit/" + hit)
	if browser.Eval[bool](tab, `!!document.querySelector("form[action$='/confirm']")`) {
		c.t.Error("whoever decided is offered to confirm")
	}
	tab = c.as("helga")
	tab.Go(c.url + "/screening/hit/" + hit)
	c.fine(tab, "hit-confirm")
	tab.Follow(`form[action$="/confirm"] .actions button`)
	tab.Until(`document.querySelector(".toast")`)
	c.fine(tab, "hit-confirmed")
	if browser.Eval[bool](tab, `!!document.querySelector("form[action$='/confirm']")`) {
		c.t.Error("it can be confirmed again")
	}
}
