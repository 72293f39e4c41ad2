package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

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
		for _, f := range h.examine(c.Data) {
			mark := "ok  "
			if !f.OK {
				mark, bad = "MEND", bad+1
			}
			if err := t.print(f, strings.TrimRight(fmt.Sprintf("%s %s. %s", mark, f.What, f.Do), " ")); err != nil {
				return err
			}
		}
		if bad > 0 {
			return found
		}
		return nil
	})
}

func (h *house) examine(dir string) []finding {
	fs := []finding{{What: "data directory opens with its key", OK: true}}
	beside := strings.HasPrefix(h.keyPlace, dir+string(filepath.Separator)) || filepath.Dir(h.keyPlace) == filepath.Dir(dir)
	fs = append(fs, finding{What: "key and data lie apart (key: " + h.keyPlace + ")", OK: !beside,
		Do: pick(!beside, "", "Move the key to another disk, a token or a systemd credential: who copies both reads everything.")})
	if st, err := os.Stat(h.keyPlace); err == nil {
		tight := st.Mode().Perm()&0o077 == 0
		fs = append(fs, finding{What: "key is readable by its owner only", OK: tight, Do: pick(tight, "", "chmod 600 "+h.keyPlace)})
	}
	fs = append(fs, finding{What: "hostile files are opened in a child: " + h.extract.Sandbox, OK: !strings.Contains(h.extract.Sandbox, "none"),
		Do: pick(true, "", "")})
	missing := web.Missing()
	fs = append(fs, finding{What: "pictures and fast page updates are built in", OK: len(missing) == 0,
		Do: pick(len(missing) == 0, "", "Missing: "+strings.Join(missing, ", ")+". Build with Node installed: make. Pages show tables instead.")})
	return fs
}

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}
