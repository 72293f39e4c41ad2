package demo

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	"schild/exchange"
	"schild/fact"
	"schild/internal/demo/bureau"
	"schild/internal/demo/world"
	"schild/internal/desk/knowledge"
	"schild/internal/desk/registry"
	"schild/internal/desk/screening"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// Progress is told how many of all messages are taken in.
type Progress func(done, all int)

// atOnce is how many acts are under way together: enough that each commit carries many.
const atOnce = 24

// year is one filling.
type year struct {
	House
	w        *world.World
	judge    *judge
	progress Progress
	step     time.Duration // between two pieces of work of a month's last day

	mu    sync.Mutex // guards what follows: many act at once
	story Story
	truth [][]world.Mention // by message
}

// received is one message as it was registered.
type received struct {
	n      int
	id     string
	status string
	source string
	at     time.Time
	lang   string
}

// Begin is the moment a demo's clock starts at.
func Begin() time.Time { return time.Date(world.Year, 1, 1, 0, 0, 0, 0, time.UTC) }

// World gives the world of a size, "small" or "year".
func World(size string) *world.World {
	if size == "year" {
		return world.New(1, world.Full)
	}
	return world.New(1, world.Small)
}

// Fill lives the year. truth gets what is named where, by message, as JSON lines.
func Fill(ctx context.Context, h House, w *world.World, progress Progress) (Story, []byte, error) {
	y := &year{House: h, w: w, progress: progress, truth: make([][]world.Mention, w.Size())}
	y.story.Figures.Status = map[string]int{}
	y.Clock.Set(time.Date(world.Year, 1, 1, 0, 5, 0, 0, time.UTC))
	defer y.Clock.Release()
	for _, step := range []func(context.Context) error{y.enrol, y.lists, y.live, y.labels, y.cases, y.finish} {
		if err := step(ctx); err != nil {
			return y.story, nil, err
		}
	}
	var all []world.Mention
	for _, ms := range y.truth {
		all = append(all, ms...)
	}
	lines, err := world.TruthLines(all)
	return y.story, lines, err
}

// enrol has the registrar enter people and sources.
func (y *year) enrol(ctx context.Context) error {
	for _, p := range bureau.People() {
		e := registry.Enrolment{ID: p.ID, Name: p.Name, Organisation: cmp.Or(p.Organisation, bureau.Own), Lang: p.Lang, Roles: p.Roles, Clearance: p.Clearance}
		if _, err := y.Registry.Enrol(ctx, y.Registrar, e); err != nil {
			return err
		}
	}
	for _, s := range append(world.ListSources(), world.Sources()...) {
		known, err := label.Parse(s.Known)
		if err != nil {
			return err
		}
		src := registry.Source{ID: s.ID, Name: s.Name, Kind: s.Kind, Organisation: s.Organisation, Country: s.Country, Lang: first(s.Langs), DefaultLabel: s.Label, Grade: s.Grade}
		if _, err := y.Registry.AddSource(ctx, y.Registrar, src, known); err != nil {
			return err
		}
	}
	return nil
}

func first(s []string) string {
	if len(s) == 0 {
		return "en"
	}
	return s[0]
}

// lists has intake add the lists, each file as a record and its entries as statements.
func (y *year) lists(ctx context.Context) error {
	for _, l := range y.w.Lists() {
		if err := y.list(ctx, l); err != nil {
			return fmt.Errorf("list %s: %w", l.ID, err)
		}
	}
	if err := y.Drain(ctx); err != nil { // background work on no records yet
		return err
	}
	y.story.Figures.Names = y.Knowledge.Names()
	var err error
	y.judge, err = newJudge(y.Knowledge, y.w.Entities(), func(id string) (string, error) { return y.born(ctx, id) })
	return err
}

// born gives the date of birth that the lists say of an entity.
func (y *year) born(ctx context.Context, id string) (date string, err error) {
	err = y.Office.See(ctx, office.Person{ID: bureau.Intake}, func(v *store.View) error {
		e, err := y.Knowledge.Entity(v, id)
		for _, p := range e.Properties {
			if p.Name == "birthDate" {
				date = p.Values[0].Value
			}
		}
		return err
	})
	return date, err
}

func (y *year) list(ctx context.Context, l world.List) error {
	by := office.Person{ID: bureau.Intake}
	entries, problems, err := exchange.ReadList(l.Kind, []exchange.File{{Name: l.File, Reader: bytes.NewReader(l.Bytes), Bytes: l.Bytes}})
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return fmt.Errorf("%s", problems[0])
	}
	rec, err := y.Registry.Keep(ctx, by, registry.Incoming{File: l.File, Bytes: l.Bytes, Source: l.Source}, "list", l.Name)
	if err != nil {
		return err
	}
	r, err := y.Knowledge.AddList(ctx, by, l.Source, knowledge.List{Kind: l.Kind, Name: l.Name, Record: fact.ID(rec.ID), Entries: entries})
	if err != nil {
		return err
	}
	edition := screening.Arrived{Name: l.Name, Kind: l.Kind, Record: rec.ID, Digest: rec.SHA256[:12], Entries: entries}
	if _, err := y.Screening.AddEdition(ctx, by, edition); err != nil {
		return err
	}
	y.story.Figures.Lists++
	y.story.Figures.Entries += r.Entries
	y.story.Figures.Statements += r.Statements
	return nil
}

// live goes through the months: what comes in, what is decided on, what goes out.
func (y *year) live(ctx context.Context) error {
	if err := y.Knowledge.Ready(ctx); err != nil {
		return err
	}
	from := 0
	for m := time.January; m <= time.December; m++ {
		to := y.until(from, m)
		in, err := y.receive(ctx, from, to)
		if err != nil {
			return err
		}
		y.Clock.Set(time.Date(world.Year, m+1, 0, 8, 0, 0, 0, time.UTC))
		y.step = 14 * time.Hour / time.Duration(len(in)+1)
		if err := y.work(ctx, m, in); err != nil {
			return fmt.Errorf("%s: %w", m, err)
		}
		if err := y.verify(ctx, m); err != nil {
			return fmt.Errorf("verifications of %s: %w", m, err)
		}
		from = to
	}
	return nil
}

// until gives the first message after a month.
func (y *year) until(from int, m time.Month) int {
	end := time.Date(world.Year, m+1, 1, 0, 0, 0, 0, time.UTC)
	for from < y.w.Size() && y.w.At(from).Before(end) {
		from++
	}
	return from
}

// receive takes a month's messages in, opening many at once.
func (y *year) receive(ctx context.Context, from, to int) ([]received, error) {
	out := make([]received, to-from)
	many := atOnce
	if y.w.Size() <= 10*world.Small {
		many = 1 // few a day: at once they would all bear the last one's moment
	}
	err := each(ctx, to-from, many, func(ctx context.Context, i int) error {
		m := y.w.Message(from + i)
		doc := y.Open(m.File, m.Bytes)
		y.judge.compare(y.Knowledge.Find(textsOf(doc), label.Label{}), m.Truth)
		y.Clock.Set(m.At)
		r, err := y.Registry.Register(ctx, office.Person{ID: bureau.Intake}, registry.Incoming{File: m.File, Bytes: m.Bytes, Source: m.Source, Label: m.Label}, doc)
		if err != nil {
			return fmt.Errorf("%s: %w", m.File, err)
		}
		out[i] = received{from + i, r.ID, r.Status, m.Source, m.At, m.Lang}
		y.mu.Lock()
		defer y.mu.Unlock()
		y.truth[from+i] = m.Truth
		y.story.Figures.Messages++
		y.story.Figures.Status[r.Status]++
		y.tell()
		return nil
	})
	return out, err
}

// tick lets some time pass between two pieces of work.
func (y *year) tick() { y.Clock.Set(time.UnixMicro(y.Clock.Now()).Add(y.step)) }

func (y *year) tell() {
	if y.progress != nil {
		y.progress(y.story.Figures.Messages, y.w.Size())
	}
}

// finish sums up and lets the register be verified.
func (y *year) finish(ctx context.Context) error {
	y.Clock.Set(time.Date(world.Year, 12, 31, 23, 0, 0, 0, time.UTC))
	if err := y.Drain(ctx); err != nil {
		return err
	}
	f := &y.story.Figures
	f.Finding = y.judge.sum
	f.Mentions = f.Finding.Proposed
	f.Statements += f.Accepted
	problems, err := y.Oversight.Verify(ctx, nil)
	if err != nil {
		return err
	}
	f.Problems, f.Register = len(problems), y.Size()
	y.story.Done = true
	return nil
}
