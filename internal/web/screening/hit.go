package screening

import (
	"strings"

	desk "schild/internal/desk/screening"
	"schild/internal/store"
	"schild/internal/web/page"
	"schild/internal/web/plain"
	"schild/label"
	"schild/match/screen"
)

// compared is what the template of one hit is given.
type compared struct {
	State      page.Tag
	Cause      string
	Percent    string
	Drawing    drawing
	Items      []item
	Sides      *page.Table // both sides' facts, beside each other
	Flags      []string
	Gone       bool
	Holds      bool
	Weak       bool
	Proof      page.List
	Decide     *page.Form
	Confirm    *page.Form
	Close      *page.Form
	History    page.Timeline
	Next       string
	Confirming string
}

// item is one piece of evidence with its bar.
type item struct {
	Words string
	Bar   bar
}

// bar is a weight as a picture: to the right what speaks for one bearer, to the left what speaks against.
type bar struct {
	X, Width int
	For      bool
}

// seenHit is one hit with what it compares.
type seenHit struct {
	hit   desk.Hit
	pair  desk.Pair
	past  []desk.Hit
	state string // of its batch
	label label.Label
	top   label.Label
}

func (p pages) seeHit(a *page.Ask, id string) (s seenHit, err error) {
	err = a.See(func(v *store.View) error {
		if s.hit, err = p.desk.Hit(v, id); err != nil {
			return err
		}
		s.label = v.Label(s.hit.Label)
		s.top = s.label
		b, err := p.desk.Batch(v, s.hit.Batch)
		if err != nil {
			return err
		}
		s.state = b.State
		s.pair, err = p.desk.Pair(v, s.hit)
		return err
	})
	if err != nil {
		return s, err
	}
	s.past, err = p.desk.History(a.R.Context(), a.By, id)
	return s, err
}

func (p pages) hit(a *page.Ask) error { return p.showHit(a, nil) }

func (p pages) showHit(a *page.Ask, form *page.Form) error {
	s, err := p.seeHit(a, a.Path("id"))
	if err != nil {
		return err
	}
	data, err := comparedOf(a, s)
	if err != nil {
		return err
	}
	switch {
	case form == nil:
	case form.ID == "decide":
		data.Decide = form
	case form.ID == "close":
		data.Close = form
	case form.ID == "confirm":
		data.Confirm = form
	}
	return a.Show(page.Page{Title: a.T("screening.hit.title", "subject", plain.Line(nameOf(s.pair.Subject)), "entry", plain.Line(s.hit.Name)), Nav: "/screening", Template: "hit", Label: s.top, Wide: true,
		Help: a.T("screening.hit.help"), Back: &page.Link{Text: a.T("screening.hits"), Path: "/screening/hits"}, Data: data})
}

func nameOf(e screen.Entry) string {
	if len(e.Names) == 0 {
		return ""
	}
	return e.Names[0]
}

func comparedOf(a *page.Ask, s seenHit) (compared, error) {
	ev, err := s.hit.Proof()
	if err != nil {
		return compared{}, err
	}
	out := compared{State: hitTag(a, s.hit), Cause: cause(a, s.hit), Percent: percent(a, s.hit.Probability()), Drawing: draw(ev), Gone: s.pair.Gone, Holds: s.pair.Holds, Sides: sides(a, s.pair)}
	for _, i := range ev.Items {
		key, args := i.Message()
		out.Items = append(out.Items, item{Words: a.T(key, args...), Bar: barOf(i.Weight)})
	}
	for _, f := range s.pair.Flags {
		out.Flags = append(out.Flags, a.T("screen.flag."+string(f)))
	}
	for _, n := range s.pair.Entry.Weak {
		out.Weak = out.Weak || n == s.hit.Name
	}
	out.Proof.Add(a.T("screening.edition"), s.hit.Edition)
	out.Proof.Add(a.T("screening.certificate.rules"), ev.Version)
	out.Proof.Add(a.T("screening.input"), ev.Input)
	out.History = history(a, s)
	forms(a, s, &out)
	return out, nil
}

const (
	barMiddle = 60
	barUnit   = 11 // dots for a unit of log-odds
)

func barOf(weight int32) bar {
	w := min(barMiddle-2, max(1, int(abs(weight))*barUnit/100_000))
	if weight < 0 {
		return bar{X: barMiddle - w, Width: w}
	}
	return bar{X: barMiddle, Width: w, For: true}
}

func abs(n int32) int32 { return max(n, -n) }

// forms gives the reader what may be done about the hit now.
func forms(a *page.Ask, s seenHit, out *compared) {
	if may(a, "hit.decide") && s.state != desk.Ended {
		out.Decide = decideForm(a, s.hit)
	}
	if s.hit.Unconfirmed() && s.hit.Decider != a.By.ID && may(a, "hit.confirm") {
		f := a.Form("/screening/hit/"+s.hit.ID+"/confirm", a.T("screening.confirm.do"))
		f.ID, f.Explain = "confirm", a.T("screening.confirm.explain", "person", s.hit.Decider, "reason", plain.Line(s.hit.Reason))
		out.Confirm = f
	} else if s.hit.Unconfirmed() {
		out.Confirming = a.T("screening.confirm.other")
	}
	if s.state == desk.Answered && s.hit.State != desk.Open && !s.hit.Unconfirmed() && may(a, "hit.close") {
		f := a.Form("/screening/hit/"+s.hit.ID+"/close", a.T("screening.close.do"), &page.Field{Name: "reason", Label: a.T("screening.close.where"), Required: true, Width: "full"})
		f.ID, f.Danger, f.Explain = "close", true, a.T("screening.close.explain")
		out.Close = f
	}
}

func decideForm(a *page.Ask, h desk.Hit) *page.Form {
	f := a.Form("/screening/hit/"+h.ID+"/decide", a.T("screening.decide.do"),
		&page.Field{Name: "decision", Label: a.T("screening.decide.question"), Kind: "radios", Required: true, Value: chosen(h), Options: []page.Option{
			{Value: desk.Same, Keys: "1", Text: a.T("screening.hit.same"), Hint: a.T("screening.decide.same")}, {Value: desk.Different, Keys: "2", Text: a.T("screening.hit.different"), Hint: a.T("screening.decide.different")},
			{Value: desk.Unsure, Keys: "3", Text: a.T("screening.hit.unsure"), Hint: a.T("screening.decide.unsure")}}},
		&page.Field{Name: "reason", Label: a.T("screening.reason.why"), Hint: a.T("screening.reason.hint"), Keys: "r", Required: true, Width: "full", Value: h.Reason})
	f.ID, f.Explain = "decide", a.T("screening.decide.explain")
	return f
}

func chosen(h desk.Hit) string {
	if h.State == desk.Open {
		return ""
	}
	return h.State
}

// sides puts what is known of both beside each other.
func sides(a *page.Ask, p desk.Pair) *page.Table {
	t := a.Table("sides")
	t.Size = 50
	t.Columns = []page.Column{{Title: a.T("screening.known")}, {Title: a.T("screening.subject")}, {Title: a.T("screening.entry")}}
	for _, row := range []struct{ key, one, other string }{
		{"screening.names", strings.Join(p.Subject.Names, " · "), strings.Join(p.Entry.Names, " · ")},
		{"screening.births", births(a, p.Subject), births(a, p.Entry)},
		{"screening.places", strings.Join(p.Subject.Facts.Places, " · "), strings.Join(p.Entry.Facts.Places, " · ")},
		{"screening.countries", upper(p.Subject.Facts.Countries), upper(p.Entry.Facts.Countries)},
		{"screening.sex", sex(a, p.Subject), sex(a, p.Entry)},
		{"screening.numbers", strings.Join(p.Subject.Facts.Numbers, " · "), strings.Join(p.Entry.Facts.Numbers, " · ")},
		{"screening.roles", strings.Join(p.Subject.Roles, " · "), strings.Join(p.Entry.Roles, " · ")},
	} {
		if row.one+row.other != "" {
			t.Add(page.Row{Cells: []page.Cell{{Text: a.T(row.key)}, {Text: plain.Line(dash(row.one))}, {Text: plain.Line(dash(row.other))}}})
		}
	}
	return t
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func upper(codes []string) string { return strings.ToUpper(strings.Join(codes, " · ")) }

func sex(a *page.Ask, e screen.Entry) string {
	if e.Facts.Sex == "male" || e.Facts.Sex == "female" {
		return a.T("screening.sex." + e.Facts.Sex)
	}
	return e.Facts.Sex
}

func births(a *page.Ask, e screen.Entry) string {
	var out []string
	for _, d := range e.Facts.Births {
		out = append(out, a.P.Date(d))
	}
	return strings.Join(out, " · ")
}

// history tells how the hit came to where it stands.
func history(a *page.Ask, s seenHit) page.Timeline {
	var t page.Timeline
	for _, h := range s.past {
		e := page.Entry{Title: hitTag(a, h).Text, When: a.P.Moment(h.Registered), Text: plain.Line(h.Reason), Who: h.Decider}
		switch {
		case h.State == desk.Open && h.Cause == "list":
			e.Title = a.T("screening.cause.list")
		case h.State == desk.Open:
			e.Title = a.T("screening.proposed")
		case h.Confirmer != "":
			e.Title, e.Who = a.T("screening.confirmed.by"), h.Confirmer
		}
		t.Entries = append(t.Entries, e)
	}
	return t
}

func (p pages) decide(a *page.Ask) error {
	s, err := p.seeHit(a, a.Path("id"))
	if err != nil {
		return err
	}
	f := decideForm(a, s.hit)
	if a.Read(f) {
		err := p.desk.Decide(a.R.Context(), a.By, s.hit.ID, f.Value("decision"), f.Value("reason"))
		if err == nil {
			return a.Done(p.next(a, s.hit.ID), a.T("screening.decided.done"))
		}
		if !a.Blame(f, "reason", err) {
			return err
		}
	}
	return p.showHit(a, f)
}

// next leads to the likeliest hit that still waits, or back to the one just decided.
func (p pages) next(a *page.Ask, id string) string {
	to := "/screening/hit/" + id
	err := a.See(func(v *store.View) error {
		hs, _, err := p.desk.Hits(v, desk.HitFilter{State: "waiting", Limit: 5})
		for _, h := range hs {
			if h.ID != id && h.State == desk.Open {
				to = "/screening/hit/" + h.ID
				break
			}
		}
		return err
	})
	if err != nil {
		return "/screening/hits"
	}
	return to
}

func (p pages) confirm(a *page.Ask) error {
	id := a.Path("id")
	if err := p.desk.Confirm(a.R.Context(), a.By, id); err != nil {
		f := &page.Form{ID: "confirm", Action: "/screening/hit/" + id + "/confirm", Method: "post", Submit: a.T("screening.confirm.do")}
		if !a.Blame(f, "", err) {
			return err
		}
		return p.showHit(a, f)
	}
	return a.Done("/screening/hit/"+id, a.T("screening.confirmed.done"))
}

func (p pages) close(a *page.Ask) error {
	s, err := p.seeHit(a, a.Path("id"))
	if err != nil {
		return err
	}
	var c compared
	if forms(a, s, &c); c.Close == nil {
		return p.showHit(a, nil)
	}
	if a.Read(c.Close) {
		err := p.desk.Close(a.R.Context(), a.By, s.hit.ID, c.Close.Value("reason"))
		if err == nil {
			return a.Done("/screening/hits", a.T("screening.closed.done"))
		}
		if !a.Blame(c.Close, "reason", err) {
			return err
		}
	}
	return p.showHit(a, c.Close)
}
