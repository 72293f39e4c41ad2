package oversight

import (
	"context"
	"encoding/json"
	"math"
	"slices"

	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/register"
)

// Folder is one dossier as a control body walks it: what stands in it, whoever's it is, and every act on that, in order.
type Folder struct {
	ID        string `db:"id"`
	Reference string `db:"reference"`
	Title     string `db:"title"`
	State     string `db:"state"`
	Mission   string `db:"mission"`
	Reason    string `db:"reason"`
	Team      string `db:"team"`
	Review    string `db:"review"`
	Label     int64  `db:"label"`

	Documents []Document
	Acts      []register.Act
	More      bool // there are more acts than are given
}

// Document is one thing that stands in a dossier.
type Document struct {
	Table   string `db:"kind"`
	ID      string `db:"id"`
	Caption string `db:"caption"`
	Label   int64  `db:"label"`
}

// mostActs bounds the acts of a folder.
const mostActs = 5000

const folderColumns = `id, reference, title, state, mission, reason, team, review, label`

// Folders lists every dossier of the house, for a control body.
func (d *Desk) Folders(v *store.View) ([]Folder, error) {
	if !v.Controls() {
		return nil, fault.New(fault.Denied, "missing")
	}
	var out []Folder
	err := v.Select(&out, `SELECT `+folderColumns+` FROM dossier ORDER BY state DESC, title, id LIMIT 2000`)
	for _, f := range out {
		v.Opened("dossier", f.ID, f.Label)
	}
	return out, err
}

// Folder gives one dossier with its documents, those under an originator's control included, and every act on it or them.
func (d *Desk) Folder(v *store.View, id string) (Folder, error) {
	var f Folder
	if !v.Controls() {
		return f, fault.New(fault.Denied, "missing")
	}
	if err := v.Get(&f, `SELECT `+folderColumns+` FROM dossier WHERE id = $1`, id); err != nil {
		return f, err
	}
	v.Opened("dossier", f.ID, f.Label)
	if err := f.documents(v); err != nil {
		return f, err
	}
	return f, f.acts(v)
}

// documents gathers the notes and cases filed under the dossier, and the records those cite.
func (f *Folder) documents(v *store.View) error {
	err := v.Select(&f.Documents, `SELECT 'note' AS kind, id, reference || ' ' || title AS caption, label FROM note WHERE dossier = $1
		UNION SELECT 'cases', id, reference || ' ' || procedure, label FROM cases WHERE dossier = $2
		UNION SELECT 'record', r.id, r.reference || ' ' || r.title, r.label FROM note AS n JOIN citation AS c ON c.note = n.id JOIN record AS r ON r.id = c.record WHERE n.dossier = $3
		ORDER BY 1, 3, 2`, f.ID, f.ID, f.ID)
	for _, x := range f.Documents {
		v.Opened(x.Table, x.ID, x.Label)
	}
	return err
}

// acts gathers the acts that bear the dossier, wrote any version of it or of its documents, or name them among their objects:
// who read them too.
func (f *Folder) acts(v *store.View) error {
	objects, wrote := map[string]bool{"dossier:" + f.ID: true}, map[string]bool{}
	all := append([]Document{{Table: "dossier", ID: f.ID}}, f.Documents...)
	from := int64(math.MaxInt64) // nothing was done with what had not come yet
	for _, x := range all {
		objects[x.Table+":"+x.ID] = true
		acts, err := v.WrittenBy(x.Table, x.ID)
		if err != nil {
			return err
		}
		first, err := v.First(x.Table, x.ID)
		if err != nil {
			return err
		}
		from = min(from, first.At)
		for _, a := range acts {
			wrote[a] = true
		}
	}
	return v.EachAct(from, func(a register.Act) error {
		touches := func(o string) bool { return objects[o] }
		if a.Dossier != f.ID && !wrote[a.ID] && !slices.ContainsFunc(a.Objects, touches) {
			return nil
		}
		if f.More = len(f.Acts) == mostActs; !f.More {
			f.Acts = append(f.Acts, a)
		}
		return nil
	})
}

// Seal installs the key under which the committee's own reading is sealed.
func (d *Desk) Seal(ctx context.Context, by office.Person, public string) (office.Receipt, error) {
	return d.Office.SetSealKey(ctx, by, public)
}

// Log gives the committee its own reading as it is kept, sealed: a line of JSON each, to be opened with the committee's key
// where the house cannot look.
func (d *Desk) Log(ctx context.Context, by office.Person) ([]byte, error) {
	rs, err := d.Office.Readings(ctx, by)
	if err != nil {
		return nil, err
	}
	var out []byte
	for _, r := range rs {
		line, err := json.Marshal(r)
		if err != nil {
			return nil, err
		}
		out = append(append(out, line...), '\n')
	}
	return out, nil
}
