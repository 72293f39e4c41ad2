package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"schild/day"
	"schild/internal/desk/custody"
	"schild/internal/store"
	"schild/label"
	"schild/name"
)

// labels are the doors to what a thing bears. A machine proposes a lower label; it neither consents nor decides nor raises: a
// level is a person's decision.
func (a *API) labels(h huma.API) {
	secured := []map[string][]string{{"token": {}}}
	huma.Register(h, huma.Operation{OperationID: "label-of", Method: http.MethodGet, Path: "/api/v1/labels/{table}/{id}", Security: secured, Summary: "What a thing bears",
		Description: "Of a record, a statement or a note that the token's person may see, with what has been proposed for it."}, a.labelOf)
	huma.Register(h, huma.Operation{OperationID: "label-propose", Method: http.MethodPost, Path: "/api/v1/labels/{table}/{id}/proposals", Security: secured, Summary: "Propose a lower label", DefaultStatus: http.StatusCreated,
		Description: "A person with authority decides, a second one from SECRET up, after every originator's consent."}, a.proposeLabel)
}

// Proposal is one proposed lowering.
type Proposal struct {
	ID       string `json:"id"`
	Target   string `json:"target"`
	Interest string `json:"interest"`
	Review   string `json:"review,omitempty"`
	State    string `json:"state" enum:"proposed,lowered,kept"`
}

type labelOutput struct {
	Body struct {
		Label     string     `json:"label"`
		Proposals []Proposal `json:"proposals"`
	}
}

func (a *API) labelOf(ctx context.Context, in *struct {
	Table string `path:"table" enum:"record,statement,note"`
	ID    string `path:"id"`
}) (*labelOutput, error) {
	c, out := from(ctx), &labelOutput{}
	s := custody.Subject{Table: in.Table, ID: in.ID}
	out.Body.Proposals = []Proposal{}
	err := a.Office.See(ctx, c.by, func(v *store.View) error {
		l, err := a.Custody.Label(v, s)
		if err != nil {
			return err
		}
		out.Body.Label = l.String()
		all, err := a.Custody.Lowerings(v, s.String())
		for _, x := range all {
			out.Body.Proposals = append(out.Body.Proposals, Proposal{ID: x.ID, Target: x.Target, Interest: x.Interest, Review: x.Review, State: x.State})
		}
		return err
	})
	if err != nil {
		return nil, a.missed(ctx, c, s, err)
	}
	return out, nil
}

type proposalInput struct {
	Table string `path:"table" enum:"record,statement,note"`
	ID    string `path:"id"`
	Body  struct {
		Target   string `json:"target" minLength:"1" doc:"the label wished for, as RESTRICTED//ORIG VELTRA"`
		Interest string `json:"interest" enum:"a,b,c,d,e,f,g,h" doc:"the protected interest weighed, article 3 of the act of 11 December 1998"`
		Reason   string `json:"reason" minLength:"1"`
		Review   string `json:"review,omitempty" doc:"the day somebody looks again; needed for what stays classified"`
	}
}

type proposalOutput struct {
	Body struct {
		ID string `json:"id"`
	}
}

func (a *API) proposeLabel(ctx context.Context, in *proposalInput) (*proposalOutput, error) {
	c, out := from(ctx), &proposalOutput{}
	w := custody.Wish{Subject: custody.Subject{Table: in.Table, ID: in.ID}, Interest: in.Body.Interest, Reason: name.Clean(in.Body.Reason)}
	var err error
	if w.Target, err = label.Parse(in.Body.Target); err == nil && in.Body.Review != "" {
		w.Review, err = day.Parse(in.Body.Review)
	}
	if err == nil {
		out.Body.ID, err = a.Custody.Propose(ctx, c.by, w)
	}
	if err != nil {
		return nil, a.missed(ctx, c, w.Subject, err)
	}
	return out, nil
}
