package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"schild/internal/lang"
	"schild/internal/office"
	"schild/internal/web"
)

type doctorCommand struct{ data }

// finding is one line of the doctor's: what was looked at, how it is, what to do.
type finding struct {
	What string `json:"what"`
	OK   bool   `json:"ok"`
	Do   string `json:"do,omitempty"`
}

// Run looks at the installation and says what to mend; it exits 1 when something should be.
func (c *doctorCommand) Run(ctx context.Context, t *terminal) error {
	return withHouse(ctx, t, c.data, func(h *house, by office.Person) error {
		bad := 0
		for _, f := range h.examine(c.Data, t.words()) {
			mark := "ok  "
			if !f.OK {
				mark, bad = "MEND", bad+1
			}
			if err := t.print(f, strings.TrimRight(fmt.Sprintf("%s %s %s", mark, f.What, f.Do), " ")); err != nil {
				return err
			}
		}
		if bad > 0 {
			return found
		}
		return nil
	})
}

// examine looks at everything; each finding is said in the words of how it is.
func (h *house) examine(dir string, p *lang.Printer) []finding {
	say := func(key string, ok bool, args ...string) finding {
		if ok {
			return finding{What: p.T("doctor."+key, args...), OK: true}
		}
		return finding{What: p.T("doctor."+key+".not", args...), Do: p.T("doctor."+key+".do", args...)}
	}
	beside := strings.HasPrefix(h.keyPlace, dir+string(filepath.Separator)) || filepath.Dir(h.keyPlace) == filepath.Dir(dir)
	fs := []finding{say("opens", true), say("apart", !beside, "place", h.keyPlace)}
	if st, err := os.Stat(h.keyPlace); err == nil {
		fs = append(fs, say("tight", st.Mode().Perm()&0o077 == 0, "place", h.keyPlace))
	}
	missing := web.Missing()
	return append(fs, say("child", !strings.Contains(h.extract.Sandbox, "none"), "how", h.extract.Sandbox),
		say("pictures", len(missing) == 0, "missing", strings.Join(missing, ", ")))
}
