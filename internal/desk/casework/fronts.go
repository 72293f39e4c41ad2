package casework

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"schild/fact"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
	"schild/procedure"
)

// side is an organisation outside with its parts in one case.
type side struct {
	organisation string
	parts        []string
	people       []string
	lang         string
	began        bool // the case is theirs: they know its name
	row          Front
}

// fronts writes anew what each organisation outside has of the case. Whoever has had a part keeps it to the end.
func (w *worker) fronts() error {
	house, err := w.house()
	if err != nil {
		return err
	}
	sides, err := w.sides(house)
	if err != nil || len(sides) == 0 {
		return err
	}
	pending, err := w.d.waitingActs(house, w.c.ID)
	if err != nil {
		return err
	}
	for _, s := range sides {
		if err := w.front(s, pending); err != nil {
			return err
		}
	}
	w.news, w.made = nil, nil
	return nil
}

// house is what the house sees; only rows that go outside are read and written through it.
func (w *worker) house() (*store.View, error) {
	if w.all == nil {
		all, err := w.tx.All("casework")
		if err != nil {
			return nil, err
		}
		w.all = all
	}
	return w.all, nil
}

// sides finds who outside has a part in the case: had one, began it, or has one whose turn it is.
func (w *worker) sides(house *store.View) ([]*side, error) {
	var rows []Front
	if err := house.Select(&rows, frontSelect+`WHERE cases = $1 ORDER BY organisation`, w.c.ID); err != nil {
		return nil, err
	}
	asked := w.asked()
	opener, err := w.tx.Person(w.c.Opener)
	began := err == nil && opener.Outside
	if len(rows) == 0 && len(asked) == 0 && !began && w.letIn == "" {
		return nil, nil
	}
	people, err := w.tx.Outsiders()
	if err != nil {
		return nil, err
	}
	var all sidesOf
	for _, r := range rows {
		s := all.of(r.Organisation)
		s.row, s.parts = r, split(r.Parts)
	}
	if began {
		s := all.of(opener.Organisation)
		s.began, s.parts = true, append(s.parts, outsideParts(opener, w.m.File)...)
	}
	for _, p := range people {
		if p.Organisation == w.letIn {
			s := all.of(p.Organisation)
			s.parts = append(s.parts, outsideParts(p, w.m.File)...)
		}
		for _, part := range asked {
			if p.Has(part) {
				s := all.of(p.Organisation)
				s.parts = append(s.parts, part)
			}
		}
	}
	all.staff(people)
	return all, nil
}

// same tells whether a row says what the side has already.
func (s *side) same(row store.Row) bool {
	r := s.row
	was := store.Row{"cases": r.Case, "organisation": r.Organisation, "procedure": r.Procedure, "file": r.Hash, "reference": r.Reference, "parts": r.Parts, "turn": r.Turn, "offers": r.Offers,
		"stage": r.Stage, "title": r.Title, "answers": r.Answers, "told": r.Told, "unread": r.Unread, "waits": r.Waits, "ended": r.Ended, "term": r.Term, "due": r.Due, "late": r.Late, "still": r.Still, "opened": r.Opened}
	return maps.Equal(was, row)
}

type sidesOf []*side

// of gives the side of an organisation, a new one where there is none.
func (all *sidesOf) of(organisation string) *side {
	for _, s := range *all {
		if s.organisation == organisation {
			return s
		}
	}
	s := &side{organisation: organisation}
	*all = append(*all, s)
	return s
}

// staff says who each side's people are, and which language papers for them are in.
func (all sidesOf) staff(people []store.Staff) {
	for _, s := range all {
		slices.Sort(s.parts)
		s.parts = slices.Compact(s.parts)
		for _, p := range people {
			if p.Organisation == s.organisation {
				s.people, s.lang = append(s.people, p.ID), p.Lang
			}
		}
	}
}

// asked gives the parts outside that this act told or asked, of those into which every organisation with the part is let.
func (w *worker) asked() []string {
	var out []string
	for _, n := range w.news {
		if r, ok := w.m.File.Role(n.Part); ok && r.Outside() && r.Every {
			out = append(out, n.Part)
		}
	}
	return out
}

// waitingActs gives the acts of a case that wait for others.
func (d *Desk) waitingActs(house *store.View, id string) ([]Pending, error) {
	var out []Pending
	return out, house.Select(&out, pendingSelect+`WHERE p.state = 'open' AND p.cases = $1 ORDER BY p.registered, p.id`, id)
}

// shows tells whether a side is shown more than it filled in itself: then what it has bears the label of the case. What belongs to
// somebody else does not go outside here: that is a release.
func (w *worker) shows(s *side) bool {
	return w.label.Originators.Empty() && slices.ContainsFunc(w.m.File.Roles, func(r procedure.Role) bool { return len(r.Sees) > 0 && slices.Contains(s.parts, r.Name) }) && !s.began
}

// under gives the label of what a side has: for its organisation alone, not for the house, which has the case.
func (w *worker) under(s *side) label.Label {
	l := label.Label{}
	if w.shows(s) {
		l = w.label
	}
	l.Releasable, l.Circles = label.NewSet(s.organisation), l.Circles.Union(office.Front(s.organisation))
	return l
}

// front writes one side's row.
func (w *worker) front(s *side, pending []Pending) error {
	row, err := w.frontRow(s, pending)
	if err != nil {
		return err
	}
	l := w.under(s)
	if err := l.Check(); err != nil {
		return err
	}
	switch {
	case s.row.ID == "":
		s.row.ID = string(fact.Derive([]byte(w.c.ID), "front", s.organisation))
		if err := insert(w.tx, "link", w.label, store.Row{"cases": w.c.ID, "kind": "front", "object": "organisation:" + s.organisation}); err != nil {
			return err
		}
		err = w.tx.Insert("front", s.row.ID, l, row)
	case w.c.Erased(): // no earlier version keeps what was erased
		if err = w.tx.Remove("front", s.row.ID); err == nil {
			err = w.tx.Insert("front", s.row.ID, l, row)
		}
	case s.same(row) && w.view.Label(s.row.Label) == l: // nothing for them: that something was done is not told either
	default:
		err = w.tx.Append("front", s.row.ID, &l, row)
	}
	if err != nil {
		return err
	}
	return w.handOver(s, l)
}

func (w *worker) frontRow(s *side, pending []Pending) (store.Row, error) {
	told, unread := s.row.News(), s.row.Unread
	for _, n := range w.news {
		if slices.Contains(s.parts, n.Part) {
			told, unread = append(told, n), unread+1
		}
	}
	title := ""
	if (s.began || w.shows(s)) && !w.c.Erased() {
		title = w.c.Title
	}
	turn, next := among(w.expected(told), s.parts), clock(w.duesFor(s.parts))
	stage, _ := w.m.File.Stage(w.s.Stage)
	offers := w.offers(s)
	if stage.End {
		turn, next, offers = nil, clock(nil), nil
	}
	row := store.Row{"cases": w.c.ID, "organisation": s.organisation, "procedure": w.m.File.ID, "file": w.m.File.Hash(), "reference": w.c.Reference, "parts": strings.Join(s.parts, ","),
		"turn": strings.Join(turn, ","), "offers": strings.Join(offers, ","), "stage": w.knows(s, turn), "title": title, "unread": unread, "ended": stage.End,
		"term": next.term, "due": next.due, "late": next.late, "still": next.still, "opened": w.c.Opened}
	for name, v := range map[string]any{"answers": w.theirs(s), "told": told, "waits": w.waitsFor(s, pending)} {
		b, err := json.Marshal(v)
		if err != nil {
			return nil, err
		}
		row[name] = string(b)
	}
	return row, nil
}

// expected gives the parts from which the case waits for something: a step that leads on, or what they were asked. That one may also
// withdraw, or tell of a change, is not waiting.
func (w *worker) expected(told []Told) []string {
	var out []string
	for _, m := range w.m.File.MovesFrom(w.s.Stage) {
		for _, part := range append(slices.Clone(m.Who), m.With...) {
			asked := slices.ContainsFunc(told, func(t Told) bool { return t.Verb == "ask" && t.Part == part })
			if m.Kind != "end" && (m.To != "" || asked) && !slices.Contains(out, part) {
				out = append(out, part)
			}
		}
	}
	return out
}

// offers gives the moves that a side can do where the case really stands.
func (w *worker) offers(s *side) []string {
	var out []string
	for n, m := range w.m.File.Moves {
		if slices.Contains(m.From, w.s.Stage) && among(m.Who, s.parts) != nil {
			out = append(out, itoa(n))
		}
	}
	return out
}

// knows gives the stage that a side is shown: where the case stands now when the act is theirs, told to them, or leads to where something
// is expected of them; else the one they knew. That somebody was found, or that a decision is near, is not told by a stage.
func (w *worker) knows(s *side, turn []string) string {
	told := slices.ContainsFunc(w.news, func(n Told) bool { return slices.Contains(s.parts, n.Part) })
	mine := len(w.s.Deeds) > 0 && w.by(s, w.s.Deeds[len(w.s.Deeds)-1])
	if s.row.ID == "" || told || mine || len(turn) > 0 {
		return w.s.Stage
	}
	return s.row.Stage
}

// waitsFor gives the acts that wait for a side's word, with what it is shown of them.
func (w *worker) waitsFor(s *side, pending []Pending) []Agreeing {
	out := []Agreeing{}
	for _, p := range pending {
		if mine := among(p.Open(), s.parts); mine != nil {
			out = append(out, Agreeing{ID: p.ID, Move: p.Move, Parts: mine, Values: only(p.Values(), w.shown(s))})
		}
	}
	return out
}

// among gives the ones of a list that are in another, in order.
func among(list, of []string) []string {
	var out []string
	for _, x := range list {
		if slices.Contains(of, x) {
			out = append(out, x)
		}
	}
	return out
}

// shown gives the fields a side is shown: where the case belongs to others too, only what it filled in itself.
func (w *worker) shown(s *side) []string {
	if s.began || w.shows(s) {
		return w.m.File.Shown(s.parts)
	}
	bare := *w.m.File
	bare.Roles = nil
	return bare.Shown(s.parts)
}

// theirs gives the values a side is shown. What somebody else filled into a field that is also theirs is not.
func (w *worker) theirs(s *side) map[string]any {
	if w.c.Erased() {
		return map[string]any{}
	}
	return only(w.s.Values, slices.DeleteFunc(w.shown(s), func(name string) bool { return w.others(s, name) }))
}

// others tells whether a field that a side may fill in, and is not otherwise shown, was last filled in by somebody else.
func (w *worker) others(s *side, name string) bool {
	for _, r := range w.m.File.Roles {
		if slices.Contains(s.parts, r.Name) && slices.Contains(r.Sees, name) {
			return false
		}
	}
	for _, deed := range slices.Backward(w.s.Deeds) {
		if slices.ContainsFunc(w.m.File.Moves, func(m procedure.Move) bool { return m.Act == deed.Act && slices.Contains(m.Takes, name) }) {
			return !w.by(s, deed)
		}
	}
	return true
}

// by tells whether a side did something, itself or by a letter that was entered for it.
func (w *worker) by(s *side, deed procedure.Deed) bool {
	return slices.ContainsFunc(deed.Persons, func(p string) bool {
		part := strings.TrimSuffix(strings.TrimPrefix(p, "("), ")")
		return slices.Contains(s.people, p) || s.began && part != p && slices.Contains(s.parts, part)
	})
}

func only(values map[string]any, names []string) map[string]any {
	out := map[string]any{}
	for _, n := range names {
		if v, ok := values[n]; ok {
			out[n] = v
		}
	}
	return out
}

// duesFor gives the clocks a side is told of: those whose end its parts are told.
func (w *worker) duesFor(parts []string) []procedure.Due {
	return slices.DeleteFunc(w.m.Dues(w.s), func(d procedure.Due) bool {
		return !slices.ContainsFunc(w.m.File.Terms, func(t procedure.Term) bool { return t.Name == d.Term && tells(t.Effects, parts) })
	})
}

// handOver gives a side its own copy of the papers made in this act that go to it, written from what it is shown and what the paper says
// outside. What the side could not see otherwise bears the label of the case.
func (w *worker) handOver(s *side, low label.Label) error {
	for _, m := range w.made {
		if !hands(w.m.File, m.doc, s.parts) {
			continue
		}
		l, state := low, w.s
		if more := slices.ContainsFunc(m.doc.Says, func(name string) bool { return !slices.Contains(w.shown(s), name) }); more && !w.label.Originators.Empty() {
			continue // that is a release
		} else if more {
			l = w.label
			l.Releasable, l.Circles = low.Releasable, l.Circles.Union(low.Circles)
		}
		if !m.doc.Citizen {
			m.lang, state.Values = s.lang, w.theirs(s)
			maps.Copy(state.Values, only(w.s.Values, m.doc.Says))
		}
		title, body := w.d.write(w.c, w.m.File, state, m)
		sum := sha256.Sum256([]byte(body))
		if err := insert(w.tx, "paper", l, store.Row{"cases": w.c.ID, "name": m.doc.Name, "lang": m.lang, "citizen": m.doc.Citizen, "title": title, "body": body,
			"sha256": hex.EncodeToString(sum[:]), "state": "told"}); err != nil {
			return err
		}
	}
	return nil
}
