package store

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"schild/fault"
)

// Keys derives every key of a data directory from its master key and keeps the keys of sources.
//
// The master key never enters the data directory. A source's key is a random key in a file of its own, sealed under
// the master key: destroying that file makes every content of the source unreadable, in old copies of the database too.
type Keys struct {
	master [32]byte
	dir    string
	random io.Reader
}

func (k *Keys) derive(purpose string) []byte {
	key, err := hkdf.Key(sha256.New, k.master[:], nil, "schild 1 "+purpose, 32)
	if err != nil { // only for lengths HKDF cannot give
		panic("store: " + err.Error())
	}
	return key
}

func (k *Keys) database() []byte { return k.derive("database") }
func (k *Keys) acts() []byte     { return k.derive("acts") }

// Register gives the seed of the key that signs checkpoints of the register.
func (k *Keys) Register() []byte { return k.derive("register signature") }

// header is the one clear file of a data directory: it tells a wrong key before anything is touched.
type header struct {
	Format int    `json:"format"`
	Origin string `json:"origin"`
	Check  string `json:"check"`

	Database string `json:"database,omitempty"` // on PostgreSQL: its name; else the data lies beside this file
}

func (k *Keys) check(origin string) string {
	m := hmac.New(sha256.New, k.derive("check"))
	m.Write([]byte(origin))
	return hex.EncodeToString(m.Sum(nil))
}

const headerFile = "schild.json"

// Fresh tells whether dir holds no data of schild yet: it does not exist, or nothing is in it.
func Fresh(dir string) (bool, error) {
	if _, err := os.Stat(filepath.Join(dir, headerFile)); err == nil {
		return false, nil
	}
	names, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, nil
	case err != nil:
		return false, fault.Wrap(err, fault.Invalid, "store.dir.unreadable", "dir", dir)
	}
	for _, n := range names {
		if !has([]string{"master.key", "lock", "cache", "house.json"}, n.Name()) {
			return false, fault.New(fault.Invalid, "store.dir.foreign", "dir", dir, "file", n.Name())
		}
	}
	return true, nil
}

// openHeader checks the master key against the directory, or founds the directory when it is fresh.
func openHeader(dir, origin, database string, k *Keys) (string, error) {
	fresh, err := Fresh(dir)
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, headerFile)
	if fresh {
		if err := os.MkdirAll(filepath.Join(dir, "keys"), 0o700); err != nil {
			return "", fault.Wrap(err, fault.Invalid, "store.dir.unwritable", "dir", dir)
		}
		if err := os.Chmod(dir, 0o700); err != nil { // SQLite's side files have the rights it gives them: the folder shuts them in
			return "", fault.Wrap(err, fault.Invalid, "store.dir.unwritable", "dir", dir)
		}
		b, err := json.Marshal(header{Format: 1, Origin: origin, Check: k.check(origin), Database: database})
		if err != nil {
			return "", err
		}
		return origin, writeDurable(path, append(b, '\n'))
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fault.Wrap(err, fault.Broken, "store.header", "file", path)
	}
	var h header
	if err := json.Unmarshal(b, &h); err != nil || h.Format != 1 {
		return "", fault.Wrap(err, fault.Invalid, "store.header", "file", path)
	}
	if subtle.ConstantTimeCompare([]byte(h.Check), []byte(k.check(h.Origin))) != 1 {
		return "", fault.New(fault.Invalid, "store.key.wrong", "dir", dir)
	}
	switch {
	case h.Database != "" && h.Database != database:
		return "", fault.New(fault.Invalid, "store.place.other", "dir", dir, "database", h.Database)
	case h.Database != database:
		return "", fault.New(fault.Invalid, "store.place.none", "dir", dir)
	}
	return h.Origin, nil
}

// source gives the key of a source, made on first use.
func (k *Keys) source(id string) ([]byte, error) {
	path := filepath.Join(k.dir, hex.EncodeToString([]byte(id))+".key")
	sealed, err := os.ReadFile(path)
	if err == nil {
		return unseal(k.derive("sources"), sealed, id)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Wrap(err, fault.Broken, "store.source.key", "source", id)
	}
	return nil, fault.New(fault.Missing, "store.source.erased", "source", id)
}

// make founds the key of a new source. Doing it twice changes nothing.
func (k *Keys) make(id string) error {
	if _, err := k.source(id); err == nil {
		return nil
	}
	key := make([]byte, 32)
	if _, err := io.ReadFull(k.random, key); err != nil {
		return err
	}
	sealed, err := seal(k.random, k.derive("sources"), key, id)
	if err != nil {
		return err
	}
	return writeDurable(filepath.Join(k.dir, hex.EncodeToString([]byte(id))+".key"), sealed)
}

// destroy takes a source's key away for ever: what was sealed under it can be read no more, in old copies of the database
// too. Doing it twice changes nothing.
func (k *Keys) destroy(id string) error {
	path := filepath.Join(k.dir, hex.EncodeToString([]byte(id))+".key")
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.Wrap(err, fault.Broken, "store.source.key", "source", id)
	}
	return nil
}

// writeDurable writes a small file so that after a crash it is there whole or not at all.
func writeDurable(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, werr := f.Write(b)
	if err := errors.Join(werr, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
