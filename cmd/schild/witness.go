package main

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"schild/fault"
	watch "schild/internal/witness"
	"schild/register"
	"schild/register/witness"
)

type witnessCommand struct {
	Dir    string   `required:"" type:"path" help:"The witness's folder: its key, and the checkpoint it signed last for each register." placeholder:"DIR"`
	Name   string   `required:"" help:"The name it signs with: an address without scheme." placeholder:"NAME"`
	Log    []string `required:"" help:"Verifier key of a register it knows; repeatable." placeholder:"VKEY"`
	Listen string   `default:"localhost:7380" help:"The address to listen on." placeholder:"ADDR"`
	Mirror string   `help:"Sign only after taking over every entry from here: the register's own address." placeholder:"URL"`
}

// Run is a witness until it is told to stop. It needs no data directory and trusts no house.
func (c *witnessCommand) Run(ctx context.Context, t *terminal) error {
	key, err := c.key()
	if err != nil {
		return err
	}
	s := &watch.Server{Witness: witness.Witness{Key: key, Logs: c.Log}, Dir: c.Dir, Now: time.Now}
	if c.Mirror != "" {
		if s.Ready, err = c.mirrored(ctx); err != nil {
			return err
		}
	}
	l, err := listenOn(c.Listen)
	if err != nil {
		return err
	}
	if err := t.print(map[string]string{"vkey": key.String(), "address": localOrigin(l)}, t.words().T("cli.witness", "vkey", key.String(), "address", localOrigin(l))); err != nil {
		return errors.Join(err, l.Close())
	}
	return serveUntil(ctx, l, calm(logTo(t.err), s.Handler()))
}

// key reads the witness's key, or makes it the first time.
func (c *witnessCommand) key() (witness.Key, error) {
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return witness.Key{}, fault.Wrap(err, fault.Invalid, "witness.dir", "dir", c.Dir)
	}
	path := filepath.Join(c.Dir, "witness.key")
	seed, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		seed = make([]byte, 32)
		rand.Read(seed)
		err = os.WriteFile(path, seed, 0o600)
	}
	if err != nil {
		return witness.Key{}, fault.Wrap(err, fault.Invalid, "witness.dir", "dir", c.Dir)
	}
	return witness.NewKey(seed, c.Name)
}

// mirrored lets the witness sign what it has taken over whole.
func (c *witnessCommand) mirrored(ctx context.Context) (func(register.Checkpoint) error, error) {
	p, err := register.ParsePolicy("log " + c.Log[0] + "\nquorum none\n")
	if err != nil || len(c.Log) != 1 {
		return nil, fault.Wrap(err, fault.Invalid, "witness.mirror.one")
	}
	m := watch.Mirror{From: c.Mirror, Dir: filepath.Join(c.Dir, "mirror"), Policy: p, Client: patient()}
	return func(want register.Checkpoint) error {
		got, problems, err := m.Pull(ctx)
		if err == nil && (len(problems) > 0 || got.Size < want.Size) {
			err = fault.New(fault.Refused, "witness.mirror.behind")
		}
		return err
	}, nil
}

func patient() *http.Client { return &http.Client{Timeout: time.Minute} }

type mirrorCommand struct {
	From   string        `required:"" help:"The address of the register's files." placeholder:"URL"`
	Policy string        `required:"" type:"path" help:"Whom to trust: a policy file, kept from the beginning." placeholder:"FILE"`
	Out    string        `required:"" type:"path" help:"The mirror's folder; schild verify --tiles checks it too." placeholder:"DIR"`
	Every  time.Duration `help:"Follow the register, asking this often; without it once." placeholder:"1m"`
}

// Run takes over what the register grew by, once or until it is told to stop. It exits 1 when what it was given is not
// the continuation of what it has.
func (c *mirrorCommand) Run(ctx context.Context, t *terminal) error {
	b, err := os.ReadFile(c.Policy)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "verify.policy", "file", c.Policy)
	}
	policy, err := register.ParsePolicy(string(b))
	if err != nil {
		return err
	}
	m := watch.Mirror{From: c.From, Dir: c.Out, Policy: policy, Client: patient()}
	for {
		err := c.pull(ctx, t, m)
		if c.Every <= 0 || errors.Is(err, found) {
			return err
		}
		if err != nil { // not there just now: it is asked again
			t.report(err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(c.Every):
		}
	}
}

func (c *mirrorCommand) pull(ctx context.Context, t *terminal, m watch.Mirror) error {
	at, problems, err := m.Pull(ctx)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return t.problems(problems, c.Out, at.Size)
	}
	return t.print(map[string]any{"mirrored": c.Out, "entries": at.Size}, t.words().T("cli.mirrored", "n", strconv.FormatInt(at.Size, 10), "dir", c.Out))
}
