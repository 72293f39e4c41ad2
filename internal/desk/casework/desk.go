package casework

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"slices"
	"sync"

	"schild/day"
	"schild/fault"
	"schild/internal/office"
	"schild/internal/store"
	"schild/procedure"
)

// Desk runs the cases of a book of procedures.
type Desk struct {
	Office   *office.Office
	Book     *procedure.Book
	Calendar day.Calendar
	Lengths  map[string]map[string]int // of the terms the service sets itself: by procedure and term

	Ordered func(context.Context, Order) // told after an act that shut, erased or opened what was known; nil = nobody

	texts map[string][]byte // of the book's files, by hash

	mu    sync.RWMutex
	files map[string]*procedure.File // by hash: the book's, and older ones that cases still run under
}

// New makes the desk. files is where the book was read from.
func New(o *office.Office, book *procedure.Book, files fs.FS) (*Desk, error) {
	d := &Desk{Office: o, Book: book, texts: map[string][]byte{}, files: map[string]*procedure.File{}}
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(b)
		d.texts[hex.EncodeToString(sum[:])] = b
	}
	for _, f := range book.Files {
		if _, ok := d.texts[f.Hash()]; !ok {
			return nil, fault.New(fault.Broken, "procedure.missing", "procedure", f.ID)
		}
		d.files[f.Hash()] = f
	}
	return d, wired(book.Files)
}

// wired refuses a file with an effect that this desk does not carry out.
func wired(files []*procedure.File) error {
	for _, f := range files {
		for _, v := range f.Verbs() {
			if v != "set" && !slices.Contains(carried(), v) {
				return fault.New(fault.Invalid, "casework.unwired", "procedure", f.ID, "effect", v)
			}
		}
	}
	return nil
}

// File gives the file a case runs under, by its hash.
func (d *Desk) File(hash string) (*procedure.File, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if f, ok := d.files[hash]; ok {
		return f, nil
	}
	return nil, fault.New(fault.Broken, "casework.file", "hash", hash)
}

// machine gives what steps cases of a file.
func (d *Desk) machine(f *procedure.File) procedure.Machine {
	return procedure.Machine{File: f, Calendar: d.Calendar, Lengths: d.Lengths[f.ID]}
}

// Load reads the files of cases that began under another book than today's.
func (d *Desk) Load(ctx context.Context) error {
	return d.Office.Store().Laws(ctx, func(hash, id, text string) error {
		d.mu.RLock()
		_, known := d.files[hash]
		d.mu.RUnlock()
		if known {
			return nil
		}
		f, err := procedure.Read(id+".yaml", []byte(text))
		if err != nil {
			return err
		}
		d.mu.Lock()
		d.files[hash] = f
		d.mu.Unlock()
		return nil
	})
}

// keepFile keeps the text of a file in the house the first time a case begins under it.
func (d *Desk) keepFile(tx *store.Tx, f *procedure.File) error {
	var n int
	if err := tx.Get(&n, `SELECT count(*) FROM lawfile WHERE id = $1`, f.Hash()); err != nil || n > 0 {
		return err
	}
	return tx.Insert("lawfile", f.Hash(), public(), store.Row{"procedure": f.ID, "edition": f.Version, "text": string(d.texts[f.Hash()])})
}
