package screening

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"

	"schild/exchange"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/match/screen"
)

// Desk holds the newest editions of every list, and what the service knows, ready to be searched.
type Desk struct {
	Office *office.Office

	engine *screen.Engine
	once   sync.Once
	loaded chan struct{}
	err    error      // why it could not be loaded; read after loaded is closed
	adding sync.Mutex // held while an edition is added

	mu      sync.RWMutex
	labels  map[string]int64 // label numbers of entries, by list and key
	learnt  map[string]bool  // entries of Own that changed and were not looked for in standing batches yet
	settled bool             // standing batches were looked through once since the start
}

// Own is the list of what the service itself knows: an entry for each entity and label.
const Own = "own"

// New makes the desk. Nothing is found before Load has run.
func New(o *office.Office) *Desk {
	return &Desk{Office: o, engine: screen.NewEngine(), loaded: make(chan struct{}), labels: map[string]int64{}, learnt: map[string]bool{}}
}

// Load reads every list and what the service knows, at start and once.
func (d *Desk) Load(ctx context.Context) error {
	d.once.Do(func() {
		defer close(d.loaded)
		if d.err = d.loadLists(ctx); d.err == nil {
			d.err = d.loadOwn(ctx)
		}
	})
	return d.Ready(ctx)
}

// Ready waits until lists can be searched.
func (d *Desk) Ready(ctx context.Context) error {
	select {
	case <-d.loaded:
	case <-ctx.Done():
		return fault.Wrap(ctx.Err(), fault.Late, "screening.loading")
	}
	if d.err != nil {
		return fault.Wrap(d.err, fault.Broken, "screening.loading")
	}
	return nil
}

func (d *Desk) loadLists(ctx context.Context) error {
	err := d.Office.Store().Listings(ctx, func(l store.Listing) error {
		var e screen.Entry
		if err := json.Unmarshal([]byte(l.Payload), &e); err != nil {
			return fault.Wrap(err, fault.Broken, "screening.payload", "list", l.List, "entry", l.Entry)
		}
		d.put(l.List, l.Label, screen.Change{Key: l.Entry, After: &e})
		return nil
	})
	if err != nil {
		return err
	}
	return d.Office.Store().Editions(ctx, func(list, kind, digest string, entries, problems int) {
		d.engine.Apply(screen.Edition{List: list, Kind: kind, Version: digest, Entries: entries, Problems: problems, Untested: exchange.Untested(kind)}, nil)
	})
}

// put changes an entry and remembers under which label it stands.
func (d *Desk) put(list string, label int64, c screen.Change) {
	d.mu.Lock()
	if at := at(list, c.Key); c.After == nil {
		delete(d.labels, at)
	} else {
		d.labels[at] = label
	}
	d.mu.Unlock()
	d.engine.Put(list, c)
}

func at(list, key string) string { return list + "\x00" + key }

// labelOf gives the number of the label an entry stands under, -1 for one there is not.
func (d *Desk) labelOf(list, key string) int64 {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if no, ok := d.labels[at(list, key)]; ok {
		return no
	}
	return -1
}

// loadOwn reads what the service knows, entity by entity.
func (d *Desk) loadOwn(ctx context.Context) error {
	b := ownBuilder{}
	if err := d.Office.Store().Said(ctx, "", ownProperties(), b.take); err != nil {
		return err
	}
	for _, key := range b.keys() {
		d.put(Own, b[key].label, screen.Change{Key: key, After: b[key].entry()})
	}
	d.engine.Apply(screen.Edition{List: Own, Version: "now", Entries: len(b)}, nil)
	return nil
}

// Learn takes over what the service says of an entity now; whoever states something calls it after the act.
func (d *Desk) Learn(ctx context.Context, entity string) error {
	if err := d.Ready(ctx); err != nil {
		return err
	}
	b := ownBuilder{}
	if err := d.Office.Store().Said(ctx, entity, ownProperties(), b.take); err != nil {
		return err
	}
	for _, key := range b.keys() {
		d.put(Own, b[key].label, screen.Change{Key: key, After: b[key].entry()})
		d.mu.Lock()
		d.learnt[key] = true
		d.mu.Unlock()
	}
	return nil
}

// Relearn takes over what the service says of entities now, and drops what it no longer says: an order shut, erased or opened it.
func (d *Desk) Relearn(ctx context.Context, entities []string) error {
	if err := d.Ready(ctx); err != nil {
		return err
	}
	was := map[string]bool{}
	for _, e := range entities {
		was[e] = true
	}
	var stale []string
	d.mu.RLock()
	for at := range d.labels {
		if list, key, _ := strings.Cut(at, "\x00"); list == Own && was[EntityOf(key)] {
			stale = append(stale, key)
		}
	}
	d.mu.RUnlock()
	slices.Sort(stale)
	for _, key := range stale {
		d.put(Own, 0, screen.Change{Key: key})
	}
	for _, e := range entities {
		if err := d.Learn(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// ownKey names what the service says of an entity under one label: each label is an entry of its own, so that what is said
// under a higher one never shows through a lower.
func ownKey(entity string, label int64) string { return entity + "@" + strconv.FormatInt(label, 36) }

// EntityOf gives the entity of an entry of Own.
func EntityOf(key string) string {
	entity, _, _ := strings.Cut(key, "@")
	return entity
}
