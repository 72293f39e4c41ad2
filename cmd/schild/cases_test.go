package main

import (
	"cmp"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schild/internal/browser"
	"schild/internal/desk/registry"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// TestCasesInABrowser runs eight procedures by hand, everybody under their own name, those outside at the front desk: a special method from
// request to the order that destroys, an investment opinion whose clock stands still, a clearance with its renewal, and five more.
func TestCasesInABrowser(t *testing.T) {
	b := browser.Start(t)
	for _, lang := range []string{"nl", "fr"} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t, filepath.Join(t.TempDir(), "house"), time.Now())
			w.parts(lang)
			s := httptest.NewServer(w.site.Handler())
			defer s.Close()
			c := chain{w, b, t, s.URL, lang}
			c.method()
			c.investment()
			c.clearance()
			if lang == "nl" { // what is asked in two languages has been asked
				c.question()
				c.center()
				c.verification()
				c.release()
				c.erasure()
			}
			c.audit("case.open", "case.step", "case.agree")
		})
	}
}

// parts enrols somebody for each part, all of them cleared: what each may do follows from their part alone.
func (w *world) parts(lang string) {
	w.t.Helper()
	for id, roles := range map[string]string{"vera": "analyst", "bert": "analyst", "helga": "head", "hugo": "head", "mia": "methods_officer", "c1": "commission", "c2": "commission,chair", "c3": "commission",
		"ivo": "committee", "firm": "security_officer", "nsa": "authority", "isc": "secretariat", "chief": "cciv_chair", "adiv": "partner", "kab": "cabinet", "livia": "lawyer", "orva": "originator", "pol": "police", "rosa": "releaser", "priva": "privacy_adviser", "rik": "registrar", "aude": "auditor"} {
		organisation := cmp.Or(outside()[id], "own")
		_, err := w.registry.Enrol(w.t.Context(), office.Person{ID: "registrar"}, registry.Enrolment{ID: id, Name: strings.ToUpper(id[:1]) + id[1:], Organisation: organisation, Lang: lang, Roles: strings.Split(roles, ","),
			Clearance: label.Clearance{Level: label.Secret, Outside: organisation != "own"}})
		w.must(err)
	}
}

// outside are the people of other organisations, who come to the front desk.
func outside() map[string]string {
	return map[string]string{"firm": "FIRM", "adiv": "SGRS", "kab": "KAB", "orva": "ORVA", "pol": "FPOL"}
}

// desk gives where somebody finds their cases: the house, or the front desk.
func desk(person string) string {
	if outside()[person] != "" {
		return "/portal/"
	}
	return "/cases/"
}

// begin opens a case by its form.
func (c chain) begin(person, procedure, title string) (id string) {
	c.t.Helper()
	tab := c.as(person)
	if outside()[person] != "" {
		tab.Go(c.url + "/portal")
		c.fine(tab, "portal")
		tab.Go(c.url + "/portal/new?procedure=" + procedure)
	} else {
		tab.Go(c.url + "/case/new?procedure=" + procedure)
		tab.Click(`input[name=level][value=SECRET]`)
	}
	c.fine(tab, "case-new")
	tab.Fill(`[name=title]`, title)
	tab.Follow(`main form .actions button`)
	c.fine(tab, "case-begun")
	return strings.TrimPrefix(tab.At(), desk(person))
}

// filling puts a sample into every field of a move's form that is empty, and what is given.
const filling = `(move, given) => {
  const d = document.getElementById(move); if (!d) return "no " + move + " in: " + [...document.querySelectorAll("details.drawer")].map(x => x.id).join(" ");
  d.open = true;
  const seen = new Set();
  for (const e of d.querySelectorAll("form[action] input, form[action] textarea, form[action] select")) {
    if (e.type === "hidden" || e.name === "") continue;
    if (e.type === "checkbox") { e.checked = true; continue; }
    if (e.type === "radio") {
      const group = [...d.querySelectorAll('input[type=radio][name="' + e.name + '"]')];
      if (seen.has(e.name)) continue; seen.add(e.name);
      if (e.name in given) { group.forEach(x => x.checked = x.value === given[e.name]); }
      else if (!group.some(x => x.checked)) group[0].checked = true;
      continue;
    }
    if (e.name in given) e.value = given[e.name];
    else if (e.value !== "") continue;
    else if (e.tagName === "SELECT") e.value = e.options[1].value;
    else if (e.type === "date") e.value = "2030-01-31";
    else if (e.type === "number") e.value = "1";
    else e.value = "woorden";
  }
  return "";
}`

// move does a move by its form. given is a JavaScript object of field names and values.
func (c chain) move(person, id, act, given string) {
	c.t.Helper()
	tab := c.as(person)
	tab.Go(c.url + desk(person) + id)
	c.fine(tab, act)
	if wrong := browser.Eval[string](tab, "("+filling+`)("`+act+`", `+given+`)`); wrong != "" {
		c.t.Fatalf("%s: %s", person, wrong)
	}
	tab.Follow(`#` + act + ` form .actions button`)
	c.fine(tab, act+"-done")
	if errs := tab.Text(`.errors`); errs != "" {
		c.t.Fatalf("%s %s: %s", person, act, errs)
	}
}

// joins gives a person's word on the act that waits.
func (c chain) joins(person, id string) {
	c.t.Helper()
	tab := c.as(person)
	if outside()[person] == "" {
		tab.Go(c.url + "/work")
		c.fine(tab, "work")
	}
	tab.Go(c.url + desk(person) + id)
	c.fine(tab, "agree")
	tab.Follow(`#agree form .actions button`)
	c.fine(tab, "agreed")
}

func (c chain) standsIn(id, stage string) {
	c.t.Helper()
	var got string
	c.must(c.office.See(c.t.Context(), office.Person{ID: "vera"}, func(v *store.View) error {
		x, err := c.casework.Case(v, id)
		got = x.Stage
		return err
	}))
	if got != stage {
		c.t.Fatalf("the case stands in %s, not %s", got, stage)
	}
}

func (c chain) method() {
	id := c.begin("vera", "bim.exceptional", "Bank")
	c.move("vera", id, "request", `{"profession":"none","nature":"bank","period_end":"2030-01-31"}`)
	c.move("helga", id, "submit", `{}`)
	c.move("c1", id, "advise_yes", `{}`)
	c.joins("c2", id)
	c.joins("c3", id)
	c.standsIn(id, "advised")
	c.move("helga", id, "authorise", `{}`)
	c.joins("mia", id)
	c.standsIn(id, "running")
	c.move("c2", id, "suspend", `{}`)
	c.move("ivo", id, "order_destruction", `{}`)
	c.standsIn(id, "destroying")
	c.move("mia", id, "report_destruction", `{}`)
	c.standsIn(id, "reviewed")
}

func (c chain) investment() {
	id := c.begin("isc", "fdi.opinion", "Investering")
	c.move("isc", id, "complete", `{"sector":"energy","turnover":"200000000","pct_after":"12","outside_eu":"yes"}`)
	c.move("vera", id, "take_in", `{"scope":"inside"}`)
	c.joins("helga", id)
	c.move("adiv", id, "contribute", `{}`)
	c.move("isc", id, "ask_information", `{}`)
	c.standsIn(id, "waiting")
	tab := c.as("vera")
	tab.Go(c.url + "/cases/" + id)
	tab.Wants(c.words("casework.clock.still"))
	c.fine(tab, "stopped")
	c.move("isc", id, "receive_information", `{}`)
	c.move("bert", id, "draft", `{}`)
	c.move("hugo", id, "review", `{}`)
	c.move("chief", id, "validate", `{"opinion":"no_objection"}`)
	c.move("vera", id, "deliver", `{}`)
	c.standsIn(id, "delivered")
}

func (c chain) clearance() {
	id := c.begin("firm", "clearance.person", "Kandidaat")
	c.move("firm", id, "request", `{"consent":"yes","partner_consent":"given","months_abroad":"0","level":"secret","language":"fr"}`)
	c.move("rik", id, "accept", `{}`)
	c.move("rik", id, "investigate", `{}`)
	c.move("vera", id, "report", `{}`)
	c.move("nsa", id, "grant", `{"valid_until":"2029-12-31"}`)
	c.standsIn(id, "active")
	c.move("firm", id, "renew", `{}`)
	tab := c.as("firm")
	tab.Go(c.url + "/portal/" + id)
	tab.Wants(c.words("casework.portal.news"))
	tab.Follow(`form[action$="/noted"] button`)
	c.fine(tab, "noted")
	tab.Go(c.url + "/portal")
	c.fine(tab, "renewed")
	tab = c.as("rik")
	tab.Go(c.url + "/cases/" + id)
	tab.Wants(c.words("casework.child"))
	c.fine(tab, "shared")
	for _, path := range []string{"/boards", "/board/clearance.person", "/calendar?month=2029-12", "/figures", "/law/clearance.person", "/standins"} {
		tab.Go(c.url + path)
		c.fine(tab, strings.ReplaceAll(strings.Trim(path, "/"), "/", "-"))
	}
}

// question is one of parliament, whose answer leaves with the word of a cabinet at the front desk.
func (c chain) question() {
	id := c.begin("rik", "parliamentary.question", "Vraag 12")
	c.move("rik", id, "register_written", `{}`)
	c.move("helga", id, "assign", `{}`)
	c.move("vera", id, "draft", `{}`)
	c.move("bert", id, "check_classification", `{"classified_annex":"no"}`)
	c.move("livia", id, "check_law", `{}`)
	c.move("hugo", id, "approve", `{}`)
	c.move("hugo", id, "send", `{}`)
	c.joins("kab", id)
	c.standsIn(id, "sent")
}

// center is a joint one: convened, shared with a service at the front desk, decided with it.
func (c chain) center() {
	id := c.begin("vera", "jic", "Signaal")
	c.move("vera", id, "signal", `{}`)
	c.move("helga", id, "convene", `{}`)
	c.move("adiv", id, "share", `{}`)
	c.move("vera", id, "picture", `{"youngest":"30","minors":"no"}`)
	c.move("bert", id, "review", `{}`)
	c.move("hugo", id, "decide", `{}`)
	c.joins("adiv", id)
	c.standsIn(id, "followed")
	c.move("hugo", id, "close", `{}`)
	c.standsIn(id, "closed")
}

// verification is asked for at the front desk; a likeness is weighed by two, answered by a third.
func (c chain) verification() {
	id := c.begin("pol", "verification.contribution", "Luchthaven")
	c.move("pol", id, "receive", `{}`)
	c.move("rik", id, "find_possible", `{"candidates":"1"}`)
	c.move("vera", id, "propose", `{}`)
	c.move("bert", id, "confirm", `{}`)
	c.move("rosa", id, "answer_data", `{"consents":"yes"}`)
	c.standsIn(id, "answered_data")
	tab := c.as("pol")
	tab.Go(c.url + "/portal/" + id)
	tab.Follow(`a[href^="/portal/paper/"]`)
	c.fine(tab, "answered")
}

// release asks the originator, who answers at the front desk.
func (c chain) release() {
	id := c.begin("vera", "release.request", "Bericht")
	c.move("vera", id, "ask", `{"recipient_kind":"foreign"}`)
	c.move("rik", id, "forward", `{}`)
	tab := c.as("vera")
	tab.Go(c.url + "/cases/" + id)
	tab.Click(`#letin summary`)
	tab.Click(`#letin input[value=ORVA]`)
	tab.Follow(`#letin form .actions button`)
	c.fine(tab, "letin")
	c.move("orva", id, "consent", `{"answer":"in_full"}`)
	c.move("rosa", id, "execute", `{}`)
	c.move("rik", id, "report_back", `{}`)
	c.standsIn(id, "closed")
}

// erasure is planned, ordered by a head with the privacy adviser, done, and signed by both.
func (c chain) erasure() {
	id := c.begin("rik", "erasure", "Dossier")
	c.move("rik", id, "open", `{"level":"confidential","last_processing":"1975-06-30"}`)
	c.move("vera", id, "plan", `{}`)
	c.move("helga", id, "order", `{}`)
	c.joins("priva", id)
	c.move("vera", id, "destroy", `{}`)
	c.move("helga", id, "sign", `{}`)
	c.joins("priva", id)
	c.standsIn(id, "closed")
}

// words gives a text of the interface in the language of the walk.
func (c chain) words(key string) string { return lang.New(c.lang).T(key) }
