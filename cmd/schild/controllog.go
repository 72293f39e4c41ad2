package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
)

// controlLogCommand is for a control body's own machine: it needs no data directory and never meets the house.
type controlLogCommand struct {
	New  controlLogNew  `cmd:"" help:"Make the pair of keys of a control body: the secret half into a file, the public half printed."`
	Open controlLogOpen `cmd:"" help:"Open the control body's own log with the secret key; a reading a line."`
}

type controlLogNew struct {
	File string `arg:"" type:"path" help:"Where the secret key is written; it must not exist." placeholder:"FILE"`
}

// Run makes the pair.
func (c *controlLogNew) Run(t *terminal) error {
	private, public, err := office.NewSealKey()
	if err != nil {
		return err
	}
	if err := keepSecret(c.File, private); err != nil {
		return fault.Wrap(err, fault.Invalid, "cli.file", "file", c.File)
	}
	_, err = fmt.Fprintln(t.out, public)
	return err
}

type controlLogOpen struct {
	Key string `required:"" type:"existingfile" help:"The secret key." placeholder:"FILE"`
	Log string `arg:"" type:"existingfile" help:"The sealed log, from the control body's page." placeholder:"FILE"`
}

// mostLine bounds one sealed line: what one page can show.
const mostLine = 4 << 20

// Run prints each reading; a line that this key does not open is a problem found.
func (c *controlLogOpen) Run(t *terminal) error {
	key, err := os.ReadFile(c.Key)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "cli.file", "file", c.Key)
	}
	f, err := os.Open(c.Log)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "cli.file", "file", c.Log)
	}
	defer f.Close()
	lines, problem := bufio.NewScanner(f), error(nil)
	lines.Buffer(nil, mostLine)
	for lines.Scan() {
		r, err := openLine(string(key), lines.Bytes())
		if err != nil {
			t.say("cli.control.shut", "fault", t.words().Fault(err))
			problem = found
			continue
		}
		if err := json.NewEncoder(t.out).Encode(r); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fault.Wrap(err, fault.Invalid, "cli.file", "file", c.Log)
	}
	return problem
}

func openLine(key string, line []byte) (office.Reading, error) {
	var r store.Reading
	if err := json.Unmarshal(line, &r); err != nil {
		return office.Reading{}, fault.Wrap(err, fault.Invalid, "control.sealed")
	}
	return office.OpenReading(key, r.Sealed)
}
