package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"schild/day"
	"schild/exchange"
	"schild/fact"
	"schild/fault"
	"schild/internal/desk/custody"
	"schild/internal/desk/screening"
	"schild/internal/store"
	"schild/label"
	"schild/match/score"
	"schild/match/screen"
	"schild/name"
)

// Subject is somebody to be looked for.
type Subject struct {
	ID            string   `json:"id,omitempty" maxLength:"200" doc:"your own word for the subject"`
	Names         []string `json:"names" minItems:"1" maxItems:"50" doc:"every name, in any script; \"Family, Given\" where you know which is which"`
	Kind          string   `json:"kind,omitempty" enum:"person,organisation,unknown" default:"person"`
	BirthDates    []string `json:"birthDates,omitempty" doc:"YYYY, YYYY-MM or YYYY-MM-DD"`
	BirthPlaces   []string `json:"birthPlaces,omitempty"`
	Nationalities []string `json:"nationalities,omitempty" doc:"two-letter codes"`
	Sex           string   `json:"sex,omitempty" enum:"male,female"`
	Numbers       []string `json:"numbers,omitempty" doc:"passport, national or company numbers"`
}

// check refuses what no list could say: a value too long, or with signs that are none to read.
func (s Subject) check() error {
	for _, f := range s.facts() {
		if err := fact.CheckValue("Person", "name", f.Value); err != nil {
			return fault.New(fault.Invalid, "fact.value", "property", f.Property, "value", strings.ToValidUTF8(f.Value[:min(len(f.Value), 60)], ""))
		}
	}
	return nil
}

func (s Subject) entry() (screen.Entry, error) {
	if err := s.check(); err != nil {
		return screen.Entry{}, err
	}
	e := screen.Entry{Key: s.ID, Subject: score.Subject{Kind: kinds[s.Kind], Names: s.Names, Facts: score.Facts{Sex: s.Sex, Places: s.BirthPlaces, Countries: s.Nationalities, Numbers: s.Numbers}}}
	for _, b := range s.BirthDates {
		d, err := day.Parse(b)
		if err != nil {
			return e, err
		}
		e.Facts.Births = append(e.Facts.Births, d)
	}
	return e, nil
}

var kinds = map[string]name.Kind{"": name.Person, "person": name.Person, "organisation": name.Organisation, "unknown": name.Unknown}

// schemas are what the kinds are called in lists.
var schemas = map[string]string{"": "Person", "person": "Person", "organisation": "Organization", "unknown": "LegalEntity"}

// Hit is an entry that resembles the subject.
type Hit struct {
	List        string         `json:"list"`
	Entry       string         `json:"entry"`
	Name        string         `json:"name"`
	Probability float64        `json:"probability" doc:"that the two names denote one; it says nothing about anybody"`
	Label       string         `json:"label,omitempty"`
	Number      string         `json:"number,omitempty"`
	State       string         `json:"state,omitempty"`
	Why         []string       `json:"why"`
	Evidence    score.Evidence `json:"evidence"`
}

type queryInput struct {
	Body struct {
		Subject
		Purpose   string  `json:"purpose" minLength:"1" maxLength:"500" doc:"stands in the register"`
		Threshold float64 `json:"threshold,omitempty" minimum:"0.05" maximum:"0.9999"`
		Top       int     `json:"top,omitempty" minimum:"1" maximum:"100"`
	}
}

type queryOutput struct {
	Timing string `header:"Server-Timing"`
	Body   struct {
		Hits      []Hit  `json:"hits"`
		Cut       int    `json:"cut,omitempty" doc:"hits beyond the first"`
		Rules     string `json:"rules"`
		Guarantee string `json:"guarantee" doc:"what cannot have been missed"`
	}
}

func (a *API) screening(h huma.API) {
	secured := []map[string][]string{{"token": {}}}
	huma.Register(h, huma.Operation{OperationID: "screening-query", Method: http.MethodPost, Path: "/api/v1/screening/query", Security: secured, Summary: "Look for one subject",
		Description: "In everything the token's person may see. The question stands in the register before the answer leaves."}, a.query)
	huma.Register(h, huma.Operation{OperationID: "screening-open", Method: http.MethodPost, Path: "/api/v1/screening/batches", Security: secured, Summary: "Open a batch", DefaultStatus: http.StatusCreated, MaxBodyBytes: mostBody, BodyReadTimeout: 2 * time.Minute,
		Description: "Its subjects are looked for under the batch's own mandate; it is answered at one moment, with hits or without."}, a.open)
	huma.Register(h, huma.Operation{OperationID: "screening-batch", Method: http.MethodGet, Path: "/api/v1/screening/batches/{id}", Security: secured, Summary: "One batch",
		Description: "Its state, its certificate, and the hits the token's person may see."}, a.batch)
	huma.Register(h, huma.Operation{OperationID: "screening-lists", Method: http.MethodGet, Path: "/api/v1/screening/lists", Security: secured, Summary: "Lists and their editions"}, a.lists)
}

func (a *API) query(ctx context.Context, in *queryInput) (*queryOutput, error) {
	c := from(ctx)
	s, err := in.Body.entry()
	if err != nil {
		return nil, c.problem(err)
	}
	r, err := a.Screening.Query(ctx, c.by, screening.Question{Subject: s, Purpose: name.Clean(in.Body.Purpose), Threshold: in.Body.Threshold, Top: in.Body.Top})
	if err != nil {
		return nil, c.problem(err)
	}
	out := &queryOutput{}
	out.Body.Hits, out.Body.Cut, out.Body.Rules, out.Body.Guarantee = []Hit{}, r.Cut, score.Version, c.p.T(screen.Guarantee)
	for _, h := range r.Hits {
		out.Body.Hits = append(out.Body.Hits, Hit{List: h.List, Entry: h.Entry, Name: h.Name, Probability: h.Probability, Label: h.Label.String(), Number: h.Number, Why: c.why(h.Evidence), Evidence: h.Evidence})
	}
	if a.Timing {
		out.Timing = fmt.Sprintf("search;dur=%.3f, register;dur=%.3f", r.Searched.Seconds()*1000, r.Registered.Seconds()*1000)
	}
	return out, nil
}

func (c caller) why(e score.Evidence) []string {
	out := make([]string, len(e.Items))
	for i, item := range e.Items {
		key, args := item.Message()
		out[i] = c.p.T(key, args...)
	}
	return out
}

type openInput struct {
	Body struct {
		Purpose  string    `json:"purpose" minLength:"1"`
		Ground   string    `json:"ground" minLength:"1" doc:"the article that allows it"`
		Asker    string    `json:"asker" minLength:"1"`
		Mode     string    `json:"mode" enum:"once,standing"`
		Until    string    `json:"until,omitempty" doc:"last day of a standing batch"`
		Answer   time.Time `json:"answer" doc:"the moment of the answer"`
		Second   bool      `json:"second,omitempty" doc:"\"the same\" needs a second person"`
		Label    string    `json:"label" doc:"the batch's label, as RESTRICTED"`
		Subjects []Subject `json:"subjects" minItems:"1" maxItems:"500000"`
	}
}

type openOutput struct {
	Body struct {
		ID string `json:"id"`
	}
}

func (a *API) open(ctx context.Context, in *openInput) (*openOutput, error) {
	c, b := from(ctx), in.Body
	l, err := label.Parse(b.Label)
	if err != nil {
		return nil, c.problem(err)
	}
	o := screening.Opening{Purpose: name.Clean(b.Purpose), Ground: name.Clean(b.Ground), Asker: name.Clean(b.Asker), Mode: b.Mode, Due: b.Answer.UnixMicro(), Second: b.Second, Label: l}
	if b.Until != "" {
		if o.Until, err = day.Parse(b.Until); err != nil {
			return nil, c.problem(err)
		}
	}
	subjects := make([]exchange.Subject, len(b.Subjects))
	for i, s := range b.Subjects {
		if err := s.check(); err != nil {
			return nil, c.problem(err)
		}
		subjects[i] = s.row(i + 1)
	}
	out := &openOutput{}
	if out.Body.ID, err = a.Screening.Open(ctx, c.by, o, subjects); err != nil {
		return nil, c.problem(err)
	}
	return out, nil
}

// row gives a subject as a batch's file has it.
func (s Subject) row(n int) exchange.Subject {
	out := exchange.Subject{Row: n, Entry: exchange.Entry{Key: s.ID, Schema: schemas[s.Kind]}}
	if out.Key == "" {
		out.Key = fmt.Sprint(n)
	}
	out.Facts = s.facts()
	return out
}

// facts gives what is said of a subject, as lists say it.
func (s Subject) facts() (out []exchange.Fact) {
	for _, f := range []struct {
		property string
		values   []string
	}{{"name", s.Names}, {"birthDate", s.BirthDates}, {"birthPlace", s.BirthPlaces}, {"nationality", s.Nationalities}, {"gender", []string{s.Sex}}, {"idNumber", s.Numbers}} {
		for _, v := range f.values {
			if v != "" {
				out = append(out, exchange.Fact{Property: f.property, Value: name.Clean(v)})
			}
		}
	}
	return out
}

type batchOutput struct {
	Body struct {
		ID          string             `json:"id"`
		Reference   string             `json:"reference"`
		State       string             `json:"state"`
		Answer      time.Time          `json:"answer"`
		Certificate screen.Certificate `json:"certificate"`
		Hits        []Hit              `json:"hits" doc:"those the token's person may see, at most a thousand"`
	}
}

func (a *API) batch(ctx context.Context, in *struct {
	ID string `path:"id"`
}) (*batchOutput, error) {
	c, out := from(ctx), &batchOutput{}
	out.Body.Hits = []Hit{}
	err := a.Office.See(ctx, c.by, func(v *store.View) error {
		b, err := a.Screening.Batch(v, in.ID)
		if err != nil {
			return err
		}
		out.Body.ID, out.Body.Reference, out.Body.State, out.Body.Answer = b.ID, b.Reference, b.State, time.UnixMicro(b.Due).UTC()
		if out.Body.Certificate, err = a.Screening.Certificate(v, b); err != nil {
			return err
		}
		hits, _, err := a.Screening.Hits(v, screening.HitFilter{Batch: b.ID, Limit: 1000})
		for _, h := range hits {
			ev, err := h.Proof()
			if err != nil {
				return err
			}
			out.Body.Hits = append(out.Body.Hits, Hit{List: h.List, Entry: h.Entry, Name: h.Name, Probability: h.Probability(), Label: v.Label(h.Label).String(), State: h.State, Why: c.why(ev), Evidence: ev})
		}
		return err
	})
	if err != nil {
		return nil, a.missed(ctx, c, custody.Subject{Table: "batch", ID: in.ID}, err)
	}
	return out, nil
}

type listsOutput struct {
	Body struct {
		Lists []screen.Edition `json:"lists"`
	}
}

func (a *API) lists(ctx context.Context, _ *struct{}) (*listsOutput, error) {
	c, out := from(ctx), &listsOutput{}
	err := a.Office.See(ctx, c.by, func(v *store.View) error {
		es, err := a.Screening.Editions(v, "")
		for _, e := range es {
			out.Body.Lists = append(out.Body.Lists, screen.Edition{List: e.List, Kind: e.Kind, Version: e.Digest, Entries: e.Entries, Problems: e.Problems, Untested: e.Untested()})
		}
		return err
	})
	if err != nil {
		return nil, c.problem(err)
	}
	return out, nil
}
