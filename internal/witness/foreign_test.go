package witness_test

import (
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/ncruces/go-sqlite3/driver" // the foreign witness keeps its memory in SQLite

	"schild/register"
)

// TestForeignWitness has litewitness (torchwood 0.9) sign, and refuse a rollback and a fork. It needs litewitness and
// OpenSSH's agent on the path.
func TestForeignWitness(t *testing.T) {
	program, err := exec.LookPath("litewitness")
	if err != nil {
		t.Skip("skipped: no litewitness on the path (go install filippo.io/torchwood/cmd/litewitness@v0.9.0)")
	}
	for _, p := range []string{"ssh-agent", "ssh-add", "ssh-keygen"} {
		if _, err := exec.LookPath(p); err != nil {
			t.Skip("skipped: no", p)
		}
	}
	s := open(t, 5)
	dir := t.TempDir()
	vkey, at := litewitness(t, program, dir, s.Verifier())
	p := policy(t, "log "+s.Verifier(), "witness lite "+vkey+" "+at, "quorum lite")
	for range 3 {
		act(t, s, 20)
		if size, err := asker(t, s, p).Once(t.Context()); err != nil || size != s.Size() {
			t.Fatalf("not signed: %d of %d, %v", size, s.Size(), err)
		}
	}
	if _, err := asker(t, open(t, 30), p).Once(t.Context()); err == nil {
		t.Error("a rollback was signed")
	}
	if _, err := asker(t, open(t, 90), p).Once(t.Context()); err == nil {
		t.Error("a fork was signed")
	}
	if _, err := register.Believe(s.Cosigned(), p); err != nil {
		t.Error(err)
	}
}

// litewitness starts one that knows one register; it gives the verifier key and the address.
func litewitness(t *testing.T, program, dir, log string) (vkey, at string) {
	t.Helper()
	run := func(name string, args ...string) {
		c := exec.Command(name, args...)
		c.Dir, c.Env = dir, append(os.Environ(), "SSH_AUTH_SOCK="+filepath.Join(dir, "s"))
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
	}
	start := func(name string, args ...string) {
		c := exec.Command(name, args...)
		c.Dir = dir
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Process.Kill(); c.Wait() })
	}
	run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key")
	start("ssh-agent", "-D", "-a", filepath.Join(dir, "s"))
	waitFor(t, func() bool { _, err := os.Stat(filepath.Join(dir, "s")); return err == nil })
	run("ssh-add", "-q", "key")
	seed(t, filepath.Join(dir, "w.db"), log)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	blob := publicKey(t, filepath.Join(dir, "key.pub"))
	print := sha256.Sum256(blob)
	start(program, "-name", "lite.invalid/w", "-db", "w.db", "-ssh-agent", filepath.Join(dir, "s"), "-listen", address,
		"-key", "SHA256:"+base64.RawStdEncoding.EncodeToString(print[:]))
	waitFor(t, func() bool {
		c, err := net.Dial("tcp", address)
		if err == nil {
			c.Close()
		}
		return err == nil
	})
	return cosignKey("lite.invalid/w", blob[len(blob)-32:]), "http://" + address
}

func publicKey(t *testing.T, path string) []byte {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	blob, err := base64.StdEncoding.DecodeString(strings.Fields(string(b))[1])
	if err != nil {
		t.Fatal(err)
	}
	return blob
}

func cosignKey(name string, public []byte) string {
	key := append([]byte{4}, public...)
	id := sha256.Sum256(append([]byte(name+"\n"), key...))
	return fmt.Sprintf("%s+%08x+%s", name, binary.BigEndian.Uint32(id[:4]), base64.StdEncoding.EncodeToString(key))
}

// seed writes the two rows that tell the witness of a register.
func seed(t *testing.T, path, log string) {
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	empty := sha256.Sum256(nil)
	origin, _, _ := strings.Cut(log, "+")
	for _, q := range [][]any{
		{`CREATE TABLE log (origin TEXT PRIMARY KEY, tree_size INTEGER NOT NULL, tree_hash TEXT NOT NULL)`},
		{`CREATE TABLE key (origin TEXT NOT NULL, key TEXT NOT NULL, FOREIGN KEY(origin) REFERENCES log(origin))`},
		{`INSERT INTO log VALUES (?, 0, ?)`, origin, base64.StdEncoding.EncodeToString(empty[:])},
		{`INSERT INTO key VALUES (?, ?)`, origin, log},
	} {
		if _, err := db.Exec(q[0].(string), q[1:]...); err != nil {
			t.Fatal(err)
		}
	}
}

func waitFor(t *testing.T, there func() bool) {
	t.Helper()
	for range 200 {
		if there() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("it did not start")
}
