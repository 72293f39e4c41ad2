package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"schild/fault"
	"schild/internal/lang"
	"schild/internal/office"
	"schild/register"
)

type registerCommand struct {
	Export registerExportCommand `cmd:"" help:"Write tiles, bundles, checkpoint and policy: all an outsider needs to verify."`
}

type registerExportCommand struct {
	data
	Out string `required:"" type:"path" help:"An empty folder." placeholder:"DIR"`
}

// Run exports the register; the export itself is an act and the last entry of what is exported.
func (c *registerExportCommand) Run(ctx context.Context, t *terminal) error {
	if names, err := os.ReadDir(c.Out); err == nil && len(names) > 0 {
		return fault.New(fault.Invalid, "export.notempty", "dir", c.Out)
	}
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		files := 0
		err := h.oversight.Export(ctx, by, func(path string, b []byte) error {
			files++
			full := filepath.Join(c.Out, filepath.FromSlash(path))
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				return err
			}
			return os.WriteFile(full, b, 0o644)
		})
		if err != nil {
			return err
		}
		p := lang.New(lang.Choose(t.env("LANG"), ""))
		return t.print(map[string]any{"out": c.Out, "files": files}, p.T("register.exported", "n", strconv.Itoa(files), "dir", c.Out))
	})
}

type verifyCommand struct {
	Data    string   `type:"path" xor:"what" help:"A data directory: every row and act against the register." placeholder:"DIR"`
	Tiles   string   `type:"path" xor:"what" help:"An exported register, from bytes alone." placeholder:"DIR"`
	Policy  string   `type:"path" help:"Whom to trust. Default: the policy in the export." placeholder:"FILE"`
	Since   []string `type:"path" help:"Checkpoints kept from before: the register must still begin with what they signed." placeholder:"FILE"`
	KeyFile string   `type:"path" help:"The master key's file, with --data." placeholder:"FILE"`
}

// Run verifies and prints one line a problem; it exits 1 when there is any.
func (c *verifyCommand) Run(ctx context.Context, t *terminal) error {
	earlier, err := c.earlier()
	switch {
	case err != nil:
		return err
	case c.Tiles != "":
		return c.tiles(t, earlier)
	case c.Data == "":
		return fault.New(fault.Invalid, "verify.what")
	}
	return withHouse(ctx, t, data{Data: c.Data, KeyFile: c.KeyFile}, func(h *house, by office.Person) error {
		ps, err := h.oversight.Verify(ctx, nil, earlier...)
		if err != nil {
			return err
		}
		return t.problems(ps, c.Data, h.store.Size())
	})
}

// earlier reads the checkpoints kept from before.
func (c *verifyCommand) earlier() ([][]byte, error) {
	var out [][]byte
	for _, path := range c.Since {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "register.file", "file", path)
		}
		out = append(out, b)
	}
	return out, nil
}

func (c *verifyCommand) tiles(t *terminal, earlier [][]byte) error {
	path := c.Policy
	if path == "" {
		path = filepath.Join(c.Tiles, "policy")
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "verify.policy", "file", path)
	}
	policy, err := register.ParsePolicy(string(b))
	if err != nil {
		return err
	}
	r, err := register.Verify(os.DirFS(c.Tiles), policy, earlier...)
	if err != nil {
		return err
	}
	if c.Policy == "" && t.tty {
		fmt.Fprintln(t.err, lang.New(lang.Choose(t.env("LANG"), "")).T("register.policy.own"))
	}
	return t.problems(r.Problems, c.Tiles, r.Size)
}

func (t *terminal) problems(ps []register.Problem, where string, size int64) error {
	p := lang.New(lang.Choose(t.env("LANG"), ""))
	for _, x := range ps {
		if err := t.print(x, p.T(x.What, x.Args...)); err != nil {
			return err
		}
	}
	if len(ps) > 0 {
		return found
	}
	return t.print(map[string]any{"verified": where, "entries": size}, p.T("register.verified", "n", strconv.FormatInt(size, 10), "place", where))
}
