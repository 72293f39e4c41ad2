package demo

import (
	"bytes"
	"context"
	"time"

	"schild/day"
	"schild/exchange"
	"schild/fault"
	"schild/internal/demo/bureau"
	"schild/internal/demo/world"
	"schild/internal/desk/screening"
	"schild/internal/office"
	"schild/internal/store"
	"schild/label"
)

// verify has intake open a month's batches, people decide their hits, and the clock answer them.
func (y *year) verify(ctx context.Context, m time.Month) error {
	asked := y.w.Verifications(m)
	ids := make([]string, len(asked))
	for i, q := range asked {
		var err error
		if ids[i], err = y.ask(ctx, q); err != nil {
			return err
		}
	}
	if err := y.Drain(ctx); err != nil {
		return err
	}
	for i, q := range asked {
		if m == time.December && i == 1 {
			continue // what is found late in the year still waits for somebody
		}
		if err := y.judged(ctx, ids[i], q); err != nil {
			return err
		}
	}
	if m != time.December {
		y.Clock.Set(time.UnixMicro(y.Clock.Now()).Add(90 * time.Minute))
	}
	return y.Screening.Tick(ctx, y.Clock.Now())
}

func (y *year) ask(ctx context.Context, q world.Verification) (string, error) {
	var subjects []exchange.Subject
	problems, err := exchange.ReadSubjects(exchange.File{Name: q.File, Reader: bytes.NewReader(q.Bytes)}, func(s exchange.Subject) error {
		subjects = append(subjects, s)
		return nil
	})
	if err != nil {
		return "", err
	}
	o := screening.Opening{Purpose: q.Purpose, Ground: q.Ground, Asker: q.Asker, Mode: screening.Once, Label: label.Label{Level: label.Restricted}, Refused: len(problems),
		Due: y.Clock.Now() + time.Hour.Microseconds(), Second: q.Standing}
	if q.Standing {
		o.Mode, o.Until = screening.Standing, day.Date{Year: world.Year + 10, Month: 6, Day: 30}
	}
	y.mu.Lock()
	y.story.Figures.Verified += len(subjects)
	y.story.Figures.Batches++
	y.mu.Unlock()
	return y.Screening.Open(ctx, office.Person{ID: bureau.Intake}, o, subjects)
}

// judged has the analyst decide a batch's hits, and the head confirm where two are asked for.
func (y *year) judged(ctx context.Context, batch string, q world.Verification) error {
	by := office.Person{ID: bureau.Analyst}
	var hits []screening.Hit
	err := y.Office.See(ctx, by, func(v *store.View) (err error) {
		hits, _, err = y.Screening.Hits(v, screening.HitFilter{Batch: batch, Limit: 1 << 20})
		return err
	})
	if err != nil {
		return err
	}
	same := map[string]bool{}
	for _, key := range q.Truth {
		same[key] = true
	}
	for _, h := range hits {
		decision, reason := screening.Different, "another birth date"
		if same[h.Entry] {
			decision, reason = screening.Same, "name and birth date agree"
			y.story.Figures.Known++
		}
		y.story.Figures.Decided++
		if err := y.Screening.Decide(ctx, by, h.ID, decision, reason); err != nil {
			return err
		}
		if decision != screening.Same || !h.Second {
			continue
		}
		if err := y.Screening.Confirm(ctx, office.Person{ID: bureau.Head}, h.ID); err != nil && !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	return nil
}
