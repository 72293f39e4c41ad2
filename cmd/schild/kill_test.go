package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"schild/internal/office"
	"schild/internal/store"
)

// TestKilledWhileReceiving kills a receiving process at random moments. No acknowledged record may be lost, none may
// stand without its act, and the register must verify. SCHILD_KILLS says how often (default 12).
func TestKilledWhileReceiving(t *testing.T) {
	kills := 12
	if n, err := strconv.Atoi(os.Getenv("SCHILD_KILLS")); err == nil {
		kills = n
	}
	dir := t.TempDir()
	mails := filepath.Join(dir, "mails")
	if err := os.Mkdir(mails, 0o700); err != nil {
		t.Fatal(err)
	}
	for i := range 300 {
		mail := fmt.Sprintf("From: a%d@example.org\r\nSubject: number %d\r\nContent-Type: text/plain\r\n\r\nmessage %d about the bridge\r\n", i, i, i)
		if err := os.WriteFile(filepath.Join(mails, fmt.Sprintf("%03d.eml", i)), []byte(mail), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h := killed{t: t, dir: filepath.Join(dir, "house"), key: filepath.Join(dir, "key")}
	h.run("init")
	acknowledged := map[string]bool{}
	r := rand.New(rand.NewPCG(3, 4))
	most := 900 // milliseconds; a slow machine is given longer, until something was acknowledged
	for range kills {
		for _, id := range h.kill(mails, time.Duration(200+r.IntN(most))*time.Millisecond) {
			acknowledged[id] = true
		}
		if len(acknowledged) == 0 {
			most = min(2*most, 20_000)
		}
	}
	t.Logf("%d records acknowledged over %d kills", len(acknowledged), kills)
	if len(acknowledged) == 0 {
		t.Error("nothing was acknowledged: the test killed too early to mean anything")
	}
	h.run("verify")
	h.holds(acknowledged)
}

type killed struct {
	t        *testing.T
	dir, key string
}

func (h killed) command(name string, args ...string) *exec.Cmd {
	args = append([]string{name, "--data", h.dir, "--key-file", h.key}, args...)
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "SCHILD_AS_MAIN=1")
	return cmd
}

func (h killed) run(name string, args ...string) []byte {
	h.t.Helper()
	out, err := h.command(name, args...).Output()
	if err != nil {
		var e *exec.ExitError
		if errors.As(err, &e) {
			h.t.Fatalf("schild %s: %v\n%s%s", name, err, out, e.Stderr)
		}
		h.t.Fatal(err)
	}
	return out
}

// kill starts receiving, kills it after a while, and gives the ids of the receipts it printed.
func (h killed) kill(mails string, after time.Duration) (ids []string) {
	h.t.Helper()
	cmd := h.command("receive", mails)
	out, err := cmd.StdoutPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var r struct {
			ID string `json:"id"`
		}
		if json.Unmarshal(lines.Bytes(), &r) == nil && r.ID != "" {
			ids = append(ids, r.ID)
		}
	}
	_ = cmd.Wait() // it was killed
	return ids
}

// holds opens the house and looks for every acknowledged record, its contents and its act.
func (h killed) holds(ids map[string]bool) {
	h.t.Helper()
	ctx := h.t.Context()
	term := terminal{out: io.Discard, err: io.Discard, env: os.Getenv}
	house, err := openHouse(ctx, data{Data: h.dir, KeyFile: h.key}, &term)
	if err != nil {
		h.t.Fatal(err)
	}
	defer house.Close(ctx)
	err = house.office.See(ctx, office.Person{ID: "registrar"}, func(v *store.View) error {
		for id := range ids {
			if _, err := house.registry.Raw(v, id); err != nil {
				h.t.Errorf("acknowledged record %s: %v", id, err)
			}
		}
		var alone int
		err := v.Get(&alone, `SELECT count(*) FROM record WHERE act NOT IN (SELECT id FROM act)`)
		if alone > 0 {
			h.t.Errorf("%d records stand without their act", alone)
		}
		return err
	})
	if err != nil {
		h.t.Error(err)
	}
}
