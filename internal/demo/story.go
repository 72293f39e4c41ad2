package demo

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Story is what a demo's data directory says of itself, in the file demo.json: what came of the year, and where to look.
type Story struct {
	Size     string  `json:"size"`
	Done     bool    `json:"done"` // false: filling was cut short
	Seconds  float64 `json:"seconds"`
	Figures  Figures `json:"figures"`
	Recall   string  `json:"recall"`   // a record that sent notes cite, not recalled: the one to press the button on
	Recalled string  `json:"recalled"` // the record that was recalled in the year
	Hidden   string  `json:"hidden"`   // a record that the second analyst may not see
	Record   string  `json:"record"`   // a message with undecided mentions
	Entity   string  `json:"entity"`
	Refused  string  `json:"refused"` // a note that release refused
	Waiting  string  `json:"waiting"` // a note that waits for approval
	Sent     string  `json:"sent"`
	Dossier  string  `json:"dossier"`
}

// Figures are the year in numbers.
type Figures struct {
	Messages   int            `json:"messages"`
	Status     map[string]int `json:"status"` // read, partial, refused
	Lists      int            `json:"lists"`
	Entries    int            `json:"entries"`
	Names      int            `json:"names"`
	Mentions   int            `json:"mentions"`
	Accepted   int            `json:"accepted"`
	Rejected   int            `json:"rejected"`
	Statements int            `json:"statements"`
	Drafted    int            `json:"drafted"`
	Approved   int            `json:"approved"`
	Returned   int            `json:"returned"`
	Sent       int            `json:"sent"`
	National   int            `json:"national"` // of those sent
	Foreign    int            `json:"foreign"`
	Refused    int            `json:"refused"`
	Rule       string         `json:"rule"` // of one refusal: the rule's key and its words' values
	RuleArgs   []string       `json:"rule_args"`
	Copies     int            `json:"copies"`
	Receipts   int            `json:"receipts"`
	Recalls    int            `json:"recalls"`
	Reached    int            `json:"reached"` // copies a recall reached
	Dossiers   int            `json:"dossiers"`
	Batches    int            `json:"batches"`
	Verified   int            `json:"verified"`
	Decided    int            `json:"decided"` // hits
	Known      int            `json:"known"`   // of them, the same
	Register   int64          `json:"register"`
	Problems   int            `json:"problems"`
	Finding    Finding        `json:"finding"`
}

const storyFile = "demo.json"

// Load reads the story of a directory; ok is false where there is none.
func Load(dir string) (s Story, ok bool, err error) {
	b, err := os.ReadFile(filepath.Join(dir, storyFile))
	if errors.Is(err, fs.ErrNotExist) {
		return s, false, nil
	}
	if err != nil {
		return s, false, err
	}
	return s, true, json.Unmarshal(b, &s)
}

// Keep writes the story into a directory.
func (s Story) Keep(dir string) error {
	b, err := json.MarshalIndent(s, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, storyFile), append(b, '\n'), 0o600)
}

// Clear takes away what a demo whose filling was cut short left in its directory, and nothing else.
func Clear(dir string) error {
	var errs []error
	for _, name := range []string{"schild.db", "schild.db-wal", "schild.db-shm", "schild.db-journal", "schild.json", "header", "keys", "cache", "lock", "schild.sock", "master.key", "truth.jsonl", storyFile} {
		errs = append(errs, os.RemoveAll(filepath.Join(dir, name)))
	}
	return errors.Join(errs...)
}
