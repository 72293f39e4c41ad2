package main

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"schild/fault"
)

// data says where the data is and where its key is. Embedded by every command that opens a house.
type data struct {
	Data    string `required:"" type:"path" help:"The data directory; an empty one is founded." placeholder:"DIR"`
	KeyFile string `type:"path" help:"The master key's file. Default: $SCHILD_KEY_FILE, the systemd credential schild.key, or a file under the user's configuration directory." placeholder:"FILE"`
	DB      string `name:"db" help:"The PostgreSQL database that the data is in, as its owner; nothing given: a file in the data directory. Default: $SCHILD_DB." placeholder:"postgres://…"`
}

// place gives where the data is, "" = in the directory.
func (d data) place(env func(string) string) string { return cmp.Or(d.DB, env("SCHILD_DB")) }

// key finds the master key, or makes one where a fresh directory needs it; place says where it lies.
func (d data) key(env func(string) string, fresh bool) (key [32]byte, place string, made bool, err error) {
	if v := env("SCHILD_KEY"); v != "" {
		key, err = decodeKey(v)
		return key, "$SCHILD_KEY", false, err
	}
	place, err = d.keyPlace(env)
	if err != nil {
		return key, "", false, err
	}
	b, err := os.ReadFile(place)
	switch {
	case err == nil:
		key, err = decodeKey(string(b))
		return key, place, false, err
	case !errors.Is(err, fs.ErrNotExist) || !fresh:
		return key, place, false, fault.Wrap(err, fault.Invalid, "key.missing", "file", place, "dir", d.Data)
	}
	key, err = makeKey(place)
	return key, place, true, err
}

func (d data) keyPlace(env func(string) string) (string, error) {
	if d.KeyFile != "" {
		return d.KeyFile, nil
	}
	if v := env("SCHILD_KEY_FILE"); v != "" {
		return v, nil
	}
	if dir := env("CREDENTIALS_DIRECTORY"); dir != "" {
		return filepath.Join(dir, "schild.key"), nil
	}
	if demo := filepath.Join(d.Data, "master.key"); exists(demo) { // a demo keeps its key beside the data and says so
		return demo, nil
	}
	base := env("XDG_CONFIG_HOME")
	if base == "" {
		home := env("HOME")
		if home == "" {
			return "", fault.New(fault.Invalid, "key.nowhere")
		}
		base = filepath.Join(home, ".config")
	}
	sum := sha256.Sum256([]byte(d.Data))
	return filepath.Join(base, "schild", filepath.Base(d.Data)+"-"+hex.EncodeToString(sum[:4])+".key"), nil
}

func decodeKey(s string) ([32]byte, error) {
	b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(s))
	if err != nil || len(b) != 32 {
		return [32]byte{}, fault.Wrap(err, fault.Invalid, "key.form")
	}
	return [32]byte(b), nil
}

// makeKey writes a fresh master key, readable by its owner only.
func makeKey(place string) ([32]byte, error) {
	var key [32]byte
	if _, err := rand.Read(key[:]); err != nil {
		return key, err
	}
	if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		return key, fault.Wrap(err, fault.Invalid, "key.unwritable", "file", place)
	}
	if err := keepSecret(place, base64.StdEncoding.EncodeToString(key[:])); err != nil {
		return key, fault.Wrap(err, fault.Invalid, "key.unwritable", "file", place)
	}
	return key, nil
}

// keepSecret writes one line into a new file that only its owner reads, down to the disk.
func keepSecret(path, line string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, werr := f.WriteString(line + "\n")
	return errors.Join(werr, f.Sync(), f.Close())
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
