package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"schild/fault"
	"schild/label"
)

// identity says whose house it is. It is given once, to init or serve, and kept beside the data: a rule of release must not
// depend on somebody's remembering a flag.
type identity struct {
	Own     string `json:"own,omitempty" help:"Your own organisation, as it stands in labels; kept from then on. Default: own." placeholder:"TOKEN"`
	Country string `json:"country,omitempty" help:"Your own country: an NA then goes to your own authorities only, an NE abroad only; kept from then on." placeholder:"CC"`
	Trial   bool   `json:"trial,omitempty" help:"A house to try things in, without keys: links sign people in and one person gives roles. Only for an empty directory, and for good."`
	Service string `json:"service,omitempty" help:"The name at the head of your notes; kept from then on." placeholder:"NAME"`
}

func identityFile(dir string) string { return filepath.Join(dir, "house.json") }

func readIdentity(dir string) (i identity, err error) {
	b, err := os.ReadFile(identityFile(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return i, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &i)
	}
	if err == nil {
		err = i.check()
	}
	if err != nil {
		return i, fault.Wrap(err, fault.Invalid, "cli.identity.file", "file", identityFile(dir))
	}
	return i, nil
}

func (i identity) check() error {
	if err := (label.Label{Originators: label.NewSet(i.Own)}).Check(); err != nil || strings.ContainsAny(i.Own, " ,*") {
		return fault.Wrap(err, fault.Invalid, "cli.identity.own", "own", i.Own)
	}
	if i.Country != "" && (len(i.Country) != 2 || strings.Trim(i.Country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		return fault.New(fault.Invalid, "cli.identity.country", "country", i.Country)
	}
	return nil
}

// trial makes a directory that is still empty the place of a trial.
func trial(dir string) error { return identity{Trial: true}.keep(dir) }

func (i identity) keep(dir string) error {
	b, err := json.Marshal(i)
	if err != nil {
		return err
	}
	if err := os.WriteFile(identityFile(dir), append(b, '\n'), 0o600); err != nil {
		return fault.Wrap(err, fault.Invalid, "store.dir.unwritable", "dir", dir)
	}
	return nil
}

// is keeps what was given of a house's identity; what was not given stays as it is.
func (h *house) is(given identity) error {
	old, err := readIdentity(h.dir)
	if err != nil {
		return err
	}
	if given.Trial && !old.Trial && !h.fresh { // who kept to two persons and a key yesterday does so today
		return fault.New(fault.Refused, "cli.identity.trial", "dir", h.dir)
	}
	i := identity{Own: cmp.Or(given.Own, old.Own), Country: cmp.Or(strings.ToUpper(given.Country), old.Country), Trial: given.Trial || old.Trial, Service: cmp.Or(given.Service, old.Service)}
	if err := i.check(); err != nil {
		return err
	}
	h.office.Keyed = !i.Trial
	h.notes.Own, h.notes.Country, h.notes.Service = i.Own, i.Country, i.Service
	if i == old {
		return nil
	}
	return i.keep(h.dir)
}
