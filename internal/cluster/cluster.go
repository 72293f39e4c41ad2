// Package cluster starts a throw-away PostgreSQL server for tests, with databases to be thrown away on it.
//
// Vocabulary: a Cluster is one server in a folder of its own, reached by a Unix socket in that folder and by nothing else.
//
// Laws it keeps: nothing of it is left behind: where the test process is killed, the server ends and the next one removes the folder; what tests
// find there is what an installed server does: passwords are asked for, every commit reaches the disk.
//
// It is not part of the service: only tests import it.
package cluster

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// ErrAbsent says that no PostgreSQL is installed here, or none that this user may run.
var ErrAbsent = errors.New("no PostgreSQL 15 or later")

// First is the name of the first database that Database makes.
const First = "house1"

// Cluster is one running server.
type Cluster struct {
	dir      string
	password string
	server   *os.Process // nil: none was started
	ended    chan error
	mu       sync.Mutex
	count    int // of databases
}

// Start makes and starts a server, with settings of the caller's ("fsync=off"). It gives ErrAbsent where none can be had.
func Start(ctx context.Context, settings ...string) (*Cluster, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	as, err := account()
	if err != nil {
		return nil, err
	}
	sweep()
	dir, err := os.MkdirTemp("", prefix)
	if err != nil {
		return nil, err
	}
	c := &Cluster{dir: dir, password: rand.Text(), ended: make(chan error, 1)}
	if err := c.start(ctx, bin, as, settings); err != nil {
		return nil, errors.Join(err, c.Stop())
	}
	return c, nil
}

const prefix = "schild-pg-"

// sweep removes the folders of servers that ended with a killed test: such a server ends in good order, and takes the file away that
// says it runs.
func sweep() {
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), prefix+"*")) // the pattern is right
	for _, d := range dirs {
		_, running := os.Stat(filepath.Join(d, "data", "postmaster.pid"))
		if st, err := os.Stat(d); err == nil && errors.Is(running, fs.ErrNotExist) && time.Since(st.ModTime()) > 10*time.Minute {
			_ = os.RemoveAll(d) // somebody else's, perhaps
		}
	}
}

func (c *Cluster) start(ctx context.Context, bin string, as *syscall.Credential, settings []string) error {
	secret := filepath.Join(c.dir, "password")
	if err := os.WriteFile(secret, []byte(c.password), 0o600); err != nil {
		return err
	}
	if as != nil {
		if err := errors.Join(os.Chown(c.dir, int(as.Uid), int(as.Gid)), os.Chown(secret, int(as.Uid), int(as.Gid))); err != nil {
			return err
		}
	}
	data := filepath.Join(c.dir, "data")
	found := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "--pwfile", secret, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync")
	found.Dir, found.SysProcAttr = c.dir, &syscall.SysProcAttr{Credential: as}
	if out, err := found.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	args := []string{"-D", data, "-k", c.dir, "-h", ""}
	for _, s := range append([]string{"max_connections=100", "log_min_messages=fatal", "shared_buffers=64MB"}, settings...) {
		args = append(args, "-c", s)
	}
	server := exec.Command(filepath.Join(bin, "postgres"), args...)
	server.Dir, server.SysProcAttr = c.dir, attributes(as)
	if err := c.run(server); err != nil {
		return err
	}
	c.server = server.Process
	return c.ready(ctx)
}

// run starts the server on a thread that stays: the server is told to end when that thread does.
func (c *Cluster) run(server *exec.Cmd) error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := server.Start()
		started <- err
		if err == nil {
			c.ended <- server.Wait()
		}
	}()
	return <-started
}

func (c *Cluster) ready(ctx context.Context) error {
	db, err := sql.Open("pgx", c.Place("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	for range 200 {
		if err = db.PingContext(ctx); err == nil {
			return nil
		}
		select {
		case err := <-c.ended:
			c.ended <- err
			return fmt.Errorf("the server ended: %w", err)
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return err
}

// Stop ends the server and removes its folder.
func (c *Cluster) Stop() error {
	if c.server != nil {
		_ = c.server.Signal(syscall.SIGINT) // a fast shutdown; it may have ended already
		select {
		case <-c.ended:
		case <-time.After(20 * time.Second):
			_ = c.server.Kill() // its folder goes all the same
		}
	}
	return os.RemoveAll(c.dir)
}

// Place gives the URL of a database for the server's superuser.
func (c *Cluster) Place(database string) string { return c.PlaceOf("postgres", c.password, database) }

// PlaceOf gives the URL of a database for somebody.
func (c *Cluster) PlaceOf(role, password, database string) string {
	u := url.URL{Scheme: "postgres", User: url.UserPassword(role, password), Path: "/" + database, RawQuery: url.Values{"host": {c.dir}}.Encode()}
	return u.String()
}

// Database makes a database with an owner who may make roles and is no superuser, and gives its URL for the owner. It is
// empty, or a copy of another of the same owner's that nobody is connected to.
func (c *Cluster) Database(ctx context.Context, from string) (owner string, err error) {
	db, err := sql.Open("pgx", c.Place("postgres"))
	if err != nil {
		return "", err
	}
	defer db.Close()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count++
	name := fmt.Sprint("house", c.count)
	var do []string
	if c.count == 1 {
		do = append(do, `CREATE ROLE owner LOGIN CREATEROLE PASSWORD '`+c.password+`'`)
	}
	from = cmp.Or(from, "template0")
	for _, q := range append(do, `CREATE DATABASE `+name+` OWNER owner TEMPLATE `+from) {
		if _, err := db.ExecContext(ctx, q); err != nil {
			return "", err
		}
	}
	return c.PlaceOf("owner", c.password, name), nil
}

// programs finds the folder of the newest installed server's programs.
func programs() (string, error) {
	dirs, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return "", err
	}
	if p, err := exec.LookPath("postgres"); err == nil {
		dirs = append(dirs, filepath.Dir(p))
	}
	version := func(dir string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(dir))) // what has no number sorts first and is taken when it is alone
		return n
	}
	slices.SortFunc(dirs, func(a, b string) int { return version(b) - version(a) })
	for _, d := range dirs {
		if _, err := os.Stat(filepath.Join(d, "initdb")); err == nil && (version(d) >= 15 || version(d) == 0) {
			return d, nil
		}
	}
	return "", ErrAbsent
}

// account gives as whom the server runs: it refuses to run as root.
func account() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, ErrAbsent
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err
}
