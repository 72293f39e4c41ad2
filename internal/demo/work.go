package demo

import (
	"context"
	"slices"
	"time"

	"schild/day"
	"schild/internal/demo/bureau"
	"schild/internal/demo/world"
	"schild/internal/desk/dossier"
	"schild/internal/desk/notes"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// notesOf a thousand messages, in the report's proportion: 2,066 NA and 3,939 NE of 39,750 messages.
const notesOf = 151

// work is what the house does with a month: decide, write, send, confirm, and what happens once in the year.
func (y *year) work(ctx context.Context, m time.Month, in []received) error {
	based, err := y.decide(ctx, in)
	if err != nil {
		return err
	}
	if m == time.February {
		if err := y.openDossier(ctx); err != nil {
			return err
		}
	}
	if err := y.scenes(ctx, m, based); err != nil {
		return err
	}
	orders := y.orders(m, in, based)
	if err := each(ctx, len(orders), atOnce, func(ctx context.Context, i int) error {
		d, err := y.write(ctx, orders[i])
		if err != nil || !d.ok {
			return err
		}
		y.remember(orders[i], d)
		if orders[i].fate != sends {
			return nil
		}
		return y.confirm(ctx, d.id, orders[i].basis.n)
	}); err != nil {
		return err
	}
	return y.look(ctx, m, in)
}

// orders says which notes a month brings and to what end: two to partners for each to an authority. What is under way at the
// end of the year stays so.
func (y *year) orders(m time.Month, in []received, based []basis) []order {
	abroad, home, asks := y.sort(based)
	var out []order
	for i := range max(4, len(in)*notesOf/1000) {
		from := abroad
		if len(abroad) == 0 || i%3 == 0 && len(home) > 0 {
			from = home
		}
		if len(from) == 0 {
			return nil
		}
		o := order{basis: from[i%len(from)], home: i%3 == 0} // more than one note may rest on a message
		switch {
		case m == time.December && i < 3:
			o.fate = []fate{waits, ready, drafts}[i]
		case i%29 == 3 && (i > 3 || m%4 == 3) && len(asks) > 0:
			o.basis, o.fate = asks[i%len(asks)], refused
		case i%6 == 1 && y.story.Dossier != "" && o.basis.by.ID == bureau.Analyst:
			o.dossier = y.story.Dossier
		}
		out = append(out, o)
	}
	return out
}

// sort tells what may go to partners, what to authorities, and what only with an originator's consent. What the scenes play with is
// left out.
func (y *year) sort(based []basis) (abroad, home, asks []basis) {
	for _, b := range based {
		if b.id == y.story.Recall || b.id == y.story.Recalled {
			continue
		}
		free, asked := split(y.floor(b))
		partners, authorities := apart(append(free, asked...))
		if len(partners) > 0 {
			abroad = append(abroad, b)
		}
		if len(authorities) > 0 {
			home = append(home, b)
		}
		if len(asked) > 0 {
			asks = append(asks, b)
		}
	}
	return abroad, home, asks
}

// remember keeps, of each sort, the last note for the story.
func (y *year) remember(o order, d done) {
	y.mu.Lock()
	defer y.mu.Unlock()
	switch o.fate {
	case refused:
		y.story.Refused = d.id
	case waits:
		y.story.Waiting = d.id
	case sends:
		y.story.Sent = d.id
	}
}

// openDossier has the head of desk open a dossier with a team of four: the second analyst is not of it.
func (y *year) openDossier(ctx context.Context) error {
	id, err := y.Dossier.Open(ctx, office.Person{ID: bureau.Head}, dossier.Opening{
		Title: "Merre harbours: goods and intermediaries", Mission: "Protection of the economic potential", Threat: "Evasion of export control",
		Interest: "Harbours, dual-use goods", Reason: "Three independent messages name the same intermediaries",
		Review: day.Date{Year: world.Year, Month: 12, Day: 15}, Team: []string{bureau.Analyst, bureau.Releaser, bureau.Intake}, Level: label.Restricted})
	y.story.Dossier = id
	y.story.Figures.Dossiers++
	return err
}

// scenes are what happens once: in June a message is withdrawn after it was passed on, and in October one is passed on to
// several, ready to be withdrawn by whoever plays with the demo.
func (y *year) scenes(ctx context.Context, m time.Month, based []basis) error {
	if m < time.June || m > time.November {
		return nil
	}
	for _, b := range based {
		if b.source != "sund" || y.story.Recall != "" || m < time.October && y.story.Recalled != "" {
			continue
		}
		ok, err := y.passOn(ctx, b)
		if err != nil {
			return err
		}
		switch {
		case !ok:
			continue
		case y.story.Recalled == "":
			y.story.Recalled = b.id
			y.tick()
			return y.withdraw(ctx, b)
		}
		y.story.Recall = b.id
		return nil
	}
	return nil
}

// passOn has two notes rest on one message: one to two authorities, one to a partner.
func (y *year) passOn(ctx context.Context, b basis) (bool, error) {
	groups, floor := [][]string{{"KPOL", "KFOR"}, {"ORVA"}}, y.floor(b)
	for _, org := range slices.Concat(groups...) {
		if !floor.ReleasableTo(org) {
			return false, nil
		}
	}
	for i, orgs := range groups {
		d, err := y.write(ctx, order{basis: b, orgs: orgs})
		if err != nil {
			return false, err
		}
		if err := y.confirm(ctx, d.id, 3*i+1); err != nil { // of three copies one is not confirmed yet
			return false, err
		}
	}
	return true, nil
}

// withdraw is the originator's word that its message must go back, and what the house does on it.
func (y *year) withdraw(ctx context.Context, b basis) error {
	if _, err := y.Notes.Recall(ctx, office.Person{ID: bureau.Head}, b.id, textOf(b.lang).recall); err != nil {
		return err
	}
	y.story.Figures.Recalls++
	var t notes.Trail
	err := y.Office.See(ctx, office.Person{ID: bureau.Head}, func(v *store.View) (err error) {
		t, err = y.Notes.Trail(v, b.id)
		return err
	})
	for _, n := range t.Nodes {
		if n.Kind != "dispatch" {
			continue
		}
		y.story.Figures.Reached++
		if y.story.Figures.Reached == 1 && err == nil {
			_, err = y.Notes.Confirm(ctx, office.Person{ID: bureau.Intake}, n.ID, textOf(b.lang).back)
		}
	}
	return err
}

// look keeps where the last month is worth a look.
func (y *year) look(ctx context.Context, m time.Month, in []received) error {
	for _, r := range in {
		switch {
		case r.source == "heron" && y.story.Hidden == "" && r.status == "read":
			y.story.Hidden = r.id
		case m == time.December && y.story.Record == "" && r.status == "read" && !y.chooses(r):
			ms, err := y.mentions(ctx, office.Person{ID: bureau.Second}, r.id)
			if err != nil {
				return err
			}
			if len(ms) > 3 {
				y.story.Record = r.id
			}
			if y.story.Entity == "" && len(ms) > 0 {
				y.story.Entity = ms[0].Entity
			}
		}
	}
	return nil
}
