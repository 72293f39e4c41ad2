package main

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schild/internal/browser"
	"schild/internal/desk/registry"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// TestTheWayOfAMessage walks the whole chain in a browser, in two languages: a file comes in, a name in it is accepted, a note
// cites the statement, another person approves, a third one sends, and the auditor finds every step in the register. Each
// page is checked for accessibility on the way.
func TestTheWayOfAMessage(t *testing.T) {
	b := browser.Start(t)
	for _, lang := range []string{"nl", "fr"} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t, filepath.Join(t.TempDir(), "house"), time.Now())
			w.staff(lang)
			w.list("Nalder", "Ödön Kálvárosi-Brandt")
			s := httptest.NewServer(w.site.Handler())
			defer s.Close()
			c := chain{w, b, t, s.URL, lang}
			record := c.receive()
			statement := c.accept(record)
			id := c.draft(statement)
			c.decide("helga", "/note/"+id+"/review", `form[action$="/approve"] .actions button`)
			c.decide("remi", "/note/"+id+"/release", `form[action$="/send"] .actions button`)
			c.marks(id)
			c.audit("record.receive", "mention.accept", "note.draft", "note.submit", "note.approve", "note.send")
		})
	}
}

type chain struct {
	*world
	b    *browser.Browser
	t    *testing.T
	url  string
	lang string
}

// staff enrols who the chain needs: nobody does two steps.
func (w *world) staff(lang string) {
	w.t.Helper()
	ctx, registrar := w.t.Context(), office.Person{ID: "registrar"}
	for _, e := range []registry.Enrolment{
		{ID: "vera", Name: "Vera", Roles: []string{"analyst", "intake"}, Clearance: label.Clearance{Level: label.Secret}},
		{ID: "helga", Name: "Helga", Roles: []string{"head"}, Clearance: label.Clearance{Level: label.Secret}},
		{ID: "remi", Name: "Rémi", Roles: []string{"releaser"}, Clearance: label.Clearance{Level: label.Secret}},
		{ID: "aude", Name: "Aude", Roles: []string{"auditor"}},
	} {
		e.Organisation, e.Lang = "own", lang
		_, err := w.registry.Enrol(ctx, registrar, e)
		w.must(err)
	}
	_, err := w.registry.AddSource(ctx, registrar, registry.Source{ID: "kust", Name: "Kust", Kind: "domestic", Lang: lang,
		DefaultLabel: "RESTRICTED//REL KFOR", Grade: "B2"}, label.Label{})
	w.must(err)
}

// as opens a tab signed in as a person.
func (c chain) as(person string) *browser.Tab {
	c.t.Helper()
	tab := c.b.Open(c.t, browser.Look{Lang: c.lang})
	tab.Enter(c.url + c.site.Link(office.Person{ID: person}))
	return tab
}

// fine checks the page in hand.
func (c chain) fine(tab *browser.Tab, name string) {
	c.t.Helper()
	for _, v := range tab.Axe() {
		c.t.Errorf("%s %s: %s", c.lang, name, v)
	}
	for _, p := range tab.Problems() {
		c.t.Errorf("%s %s complains: %s", c.lang, name, p)
	}
	if got := browser.Eval[string](tab, `document.documentElement.lang`); !strings.HasPrefix(got, c.lang) {
		c.t.Errorf("%s speaks %q, want %s", name, got, c.lang)
	}
	tab.Shot("chain-" + name + "-" + c.lang)
}

func (c chain) receive() (record string) {
	c.t.Helper()
	file := filepath.Join(c.t.TempDir(), "seen.eml")
	mail := "From: Ola Verhest <ola@example.org>\r\nSubject: gezien, vu\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nODON\r\nBRANDT stond aan de brug.\r\n"
	c.must(os.WriteFile(file, []byte(mail), 0o600))
	tab := c.as("vera")
	tab.Go(c.url + "/receive")
	c.fine(tab, "receive")
	if browser.Eval[bool](tab, `!!document.querySelector("select[name=source]")`) {
		tab.Fill(`select[name=source]`, "kust")
	}
	tab.Upload(`input[type=file]`, file)
	if browser.Eval[bool](tab, `!document.querySelector("#receipts li")`) {
		tab.Click(`.drop form .actions button`)
	}
	tab.Until(`document.querySelector("#receipts li a[href^='/record/']")`)
	c.fine(tab, "receipt")
	tab.Follow(`#receipts li a[href^='/record/']`)
	return strings.TrimPrefix(tab.At(), "/record/")
}

func (c chain) accept(record string) (statement string) {
	c.t.Helper()
	tab := c.as("vera")
	tab.Go(c.url + "/record/" + record)
	tab.Until(`document.querySelector(".names li.proposed")`)
	c.fine(tab, "record")
	tab.Click(`.names li.proposed form[action$="/accept"] button`)
	tab.Until(`document.querySelector(".names li.accepted")`)
	c.fine(tab, "accepted")
	entity := browser.Eval[string](tab, `document.querySelector(".names li.accepted a[href^='/entity/']").getAttribute("href")`)
	tab.Go(c.url + entity)
	tab.Wants("Kálvárosi-Brandt")
	c.fine(tab, "entity")
	tab.Go(c.url + "/search?q=brandt")
	tab.Wants("Brandt")
	c.fine(tab, "search")
	c.must(c.office.See(c.t.Context(), office.Person{ID: "vera"}, func(v *store.View) error {
		return v.Get(&statement, `SELECT id FROM statement WHERE record = $1`, record)
	}))
	return statement
}

func (c chain) draft(statement string) (id string) {
	c.t.Helper()
	tab := c.as("vera")
	tab.Go(c.url + "/notes/new?cite=" + statement)
	c.fine(tab, "editor")
	for field, v := range map[string]string{`[name=title]`: "Gezien aan de brug", `[name=subject]`: "Brug", `[name=p0]`: "Hij stond aan de brug [[" + statement + "]].",
		`[name=a0name]`: "Clémence Mertens", `[name=a0function]`: "directeur", `[name=a0organisation]`: "KFOR", `[name=a0country]`: "XA", `[name=releasable]`: "KFOR",
		`[name=interest]`: "a", `[name=reason]`: "source", `[name=review]`: time.Now().AddDate(1, 0, 0).Format(time.DateOnly), `[name=kind]`: "NA", `[name=lang]`: c.lang} {
		tab.Fill(field, v)
	}
	tab.Click(`input[name=level][value=RESTRICTED]`)
	tab.Follow(`button[name=do][value=save]`)
	c.fine(tab, "draft")
	id = strings.TrimSuffix(strings.TrimPrefix(tab.At(), "/note/"), "/edit")
	tab.Go(c.url + "/note/" + id)
	c.fine(tab, "sheet")
	tab.Follow(`form[action$="/submit"] .actions button`)
	c.fine(tab, "submitted")
	return id
}

// decide opens a page as a person and presses the button of its form.
func (c chain) decide(person, path, button string) {
	c.t.Helper()
	tab := c.as(person)
	tab.Go(c.url + path)
	c.fine(tab, person)
	if browser.Eval[bool](tab, `!!document.querySelector("input[name=confirm]")`) {
		tab.Click(`input[name=confirm]`)
	}
	tab.Follow(button)
	c.fine(tab, person+"-done")
	if errs := tab.Text(`.errors`); errs != "" {
		c.t.Fatalf("%s at %s: %s", person, path, errs)
	}
}

// marks reads the text layer of the copy that was sent with a foreign reader.
func (c chain) marks(id string) {
	c.t.Helper()
	var pdf []byte
	c.must(c.office.See(c.t.Context(), office.Person{ID: "remi"}, func(v *store.View) (err error) {
		copies, err := c.notes.Dispatches(v, id)
		if err != nil || len(copies) != 1 {
			return fmt.Errorf("%d copies: %w", len(copies), err)
		}
		_, pdf, err = c.notes.Copy(v, copies[0].ID)
		return err
	}))
	if _, err := exec.LookPath("pdftotext"); err != nil {
		c.t.Log("skipped: no pdftotext; install it with: apt-get install -y poppler-utils")
		return
	}
	cmd := exec.Command("pdftotext", "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	text, err := cmd.Output()
	c.must(err)
	banner := map[string]string{"nl": "BEPERKT", "fr": "RESTREINT"}[c.lang]
	if strings.Count(string(text), banner) < 2 || !strings.Contains(string(text), "Clémence Mertens") {
		c.t.Errorf("the copy lacks its marks (%s) or its addressee:\n%s", banner, text)
	}
}

// audit looks whether these acts stand in the register, and whether it holds.
func (c chain) audit(kinds ...string) {
	c.t.Helper()
	tab := c.as("aude")
	tab.Go(c.url + "/register")
	c.fine(tab, "register")
	for _, kind := range kinds {
		var n int
		c.must(c.office.See(c.t.Context(), office.Person{ID: "aude"}, func(v *store.View) error {
			return v.Get(&n, `SELECT count(*) FROM act WHERE kind = $1 AND outcome = 'done'`, kind)
		}))
		if n == 0 {
			c.t.Errorf("%s does not stand in the register", kind)
		}
	}
	ps, err := c.oversight.Verify(c.t.Context(), nil)
	c.must(err)
	for _, p := range ps {
		c.t.Errorf("register: %+v", p)
	}
}
