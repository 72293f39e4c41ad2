package main

import (
	"bufio"
	"encoding/json"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestWatchedFromOutside runs three programs that trust each other in nothing: a house, a witness with a mirror of its own,
// and an outsider's mirror that believes only what the witness signed.
func TestWatchedFromOutside(t *testing.T) {
	dir := t.TempDir()
	h := killed{t: t, dir: filepath.Join(dir, "house"), key: filepath.Join(dir, "key")}
	note := filepath.Join(dir, "a.txt")
	write(t, note, "one line")
	h.run("receive", note)
	out := h.command("export", "--out", filepath.Join(dir, "out"))
	out.Args = append([]string{out.Args[0], "register"}, out.Args[1:]...)
	if b, err := out.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	vkey := regexp.MustCompile(`(?m)^log (\S+)$`).FindStringSubmatch(read(t, filepath.Join(dir, "out/policy")))[1]
	registerAt := freePort(t)
	w := background(t, "witness", "--dir", filepath.Join(dir, "w"), "--name", "committee.invalid/w", "--listen", "127.0.0.1:0", "--log", vkey, "--mirror", "http://"+registerAt)
	policy := filepath.Join(dir, "policy")
	write(t, policy, "log "+vkey+"\nwitness w "+w["vkey"]+" "+w["address"]+"\nquorum w\n")
	background(t, "serve", "--data", h.dir, "--key-file", h.key, "--listen", "127.0.0.1:0", "--register", registerAt, "--policy", policy)
	mirror := filepath.Join(dir, "mirror")
	var said string
	for range 60 {
		b, err := schild("mirror", "--from", "http://"+registerAt, "--policy", policy, "--out", mirror).CombinedOutput()
		if said = string(b); err == nil {
			break
		}
		time.Sleep(250 * time.Millisecond)
	}
	if !strings.Contains(said, `"mirrored"`) {
		t.Fatalf("the mirror took nothing over: %s", said)
	}
	for _, copy := range []string{mirror, filepath.Join(dir, "w/mirror")} {
		args := []string{"verify", "--tiles", copy}
		if copy == mirror {
			args = append(args, "--policy", policy)
		}
		if b, err := schild(args...).CombinedOutput(); err != nil {
			t.Errorf("%s does not verify: %s", copy, b)
		}
	}
}

func schild(args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], args...)
	c.Env = append(os.Environ(), "SCHILD_AS_MAIN=1", "LANG=en")
	return c
}

// background starts a program that runs until the test ends, and gives the line it begins with.
func background(t *testing.T, args ...string) map[string]string {
	t.Helper()
	c := schild(args...)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var wrong strings.Builder
	c.Stderr = &wrong
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Signal(os.Interrupt); c.Wait() })
	first := bufio.NewScanner(out)
	said := map[string]string{}
	if !first.Scan() || json.Unmarshal(first.Bytes(), &said) != nil {
		t.Fatalf("schild %s said nothing: %s", args[0], wrong.String())
	}
	go func() {
		for first.Scan() {
		}
	}()
	return said
}

func freePort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
