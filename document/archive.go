package document

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path"
	"strings"
)

// ratio is how many times its packed size an entry may unpack to, once it is larger than a megabyte. Text packs to a
// tenth; a bomb to a thousandth.
const ratio, ratioFrom = 200, 1 << 20

// Reasons an entry stays shut.
var (
	errTooBig = errors.New("document.limit.entry")
	errRatio  = errors.New("document.limit.ratio")
	errTotal  = errors.New("document.limit.unpacked")
	errLocked = errors.New("document.encrypted")
)

// unpacking carries the budget of one archive or one office file.
type unpacking struct {
	entry, left int64 // bytes one entry, and all together, may still unpack to
}

// read unpacks at most the budget from r; packed is the packed size, 0 when unknown.
func (u *unpacking) read(r io.Reader, packed int64) ([]byte, error) {
	limit, why := u.entry, errTooBig
	if u.left < limit {
		limit, why = u.left, errTotal
	}
	if fair := max(ratio*packed, ratioFrom); packed > 0 && fair < limit {
		limit, why = fair, errRatio
	}
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	u.left -= int64(len(b))
	if int64(len(b)) > limit {
		return nil, why
	}
	return b, err
}

// zipEntry unpacks one entry of a ZIP file.
func (u *unpacking) zipEntry(f *zip.File) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, errLocked
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return u.read(r, int64(f.CompressedSize64))
}

// unpackWhy gives the message key for an error of unpacking.
func unpackWhy(err error) string {
	for _, e := range []error{errTooBig, errRatio, errTotal, errLocked, errLink, errText, errNesting} {
		if errors.Is(err, e) {
			return e.Error()
		}
	}
	if errors.Is(err, zip.ErrAlgorithm) {
		return "document.archive.unsupported"
	}
	return "document.broken"
}

// openArchive opens the entries of an archive, one level deep: an archive in an archive is kept shut.
func (o *opener) openArchive(p piece, k kind) {
	out := p.part(k)
	if p.packed {
		out.Unread = "document.archive.nested"
		o.add(out)
		return
	}
	if !p.root {
		o.add(out)
	}
	a := archive{o: o, at: p, budget: unpacking{entry: o.l.Entry, left: o.l.Unpacked}}
	var err error
	switch k.form {
	case formZip:
		err = a.zip(p.bytes)
	case formTar:
		err = a.tar(bytes.NewReader(p.bytes))
	case formGzip:
		err = a.gzip(p)
	}
	switch {
	case err != nil:
		a.fail("", unpackWhy(err))
	case a.n == 0 && p.root:
		a.fail("", "document.empty")
	}
}

// archive numbers the entries of one archive.
type archive struct {
	o      *opener
	at     piece
	n      int
	budget unpacking
}

func (a *archive) next(name string) piece {
	a.n++
	if name != "" {
		name = path.Base(name)
	}
	return piece{path: a.at.inside(a.n), name: cleanName(name), depth: a.at.depth + 1, packed: true}
}

// fail adds an entry that stays shut.
func (a *archive) fail(name, why string) {
	p := a.next(name)
	a.o.add(Part{Path: p.path, Name: p.name, Type: bytesType, Unread: why})
}

// entry takes one entry up; false when no more may come.
func (a *archive) entry(name string, read func() ([]byte, error)) bool {
	if a.n >= a.o.l.Entries {
		a.fail(name, "document.limit.entries")
		return false
	}
	b, err := read()
	switch {
	case err != nil:
		a.fail(name, unpackWhy(err))
	default:
		p := a.next(name)
		p.bytes = b
		a.o.open(p)
	}
	return !a.o.full
}

// zip takes the entries of a ZIP file up; of one that is cut off those that are there, and then says so.
func (a *archive) zip(b []byte) error {
	z, lost := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if lost != nil {
		b = salvage(b, a.budget.left)
		var err error
		if z, err = zip.NewReader(bytes.NewReader(b), int64(len(b))); err != nil {
			return lost
		}
	}
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 {
			continue
		}
		if !a.entry(f.Name, func() ([]byte, error) { return a.budget.zipEntry(f) }) {
			return nil
		}
	}
	return lost
}

// tar takes regular files up; links and devices are named and kept shut, folders are no files.
func (a *archive) tar(r io.Reader) error {
	t := tar.NewReader(r)
	for {
		h, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch h.Typeflag {
		case tar.TypeReg, tar.TypeGNUSparse, tar.TypeCont:
			if !a.entry(h.Name, func() ([]byte, error) { return a.budget.read(t, 0) }) {
				return nil
			}
		case tar.TypeDir, tar.TypeXGlobalHeader:
		default:
			if !a.entry(h.Name, func() ([]byte, error) { return nil, errLink }) {
				return nil
			}
		}
	}
}

// errLink marks an entry that is a link or a device.
var errLink = errors.New("document.archive.link")

// gzip unpacks the one file in it; a tar inside is opened as the archive it is.
func (a *archive) gzip(p piece) error {
	z, err := gzip.NewReader(bytes.NewReader(p.bytes))
	if err != nil {
		return err
	}
	a.budget.entry = a.budget.left
	b, err := a.budget.read(z, int64(len(p.bytes)))
	if err != nil {
		return err
	}
	name := z.Name
	if name == "" {
		name = strings.TrimSuffix(strings.TrimSuffix(p.name, ".gz"), ".tgz")
	}
	if k := sniffBytes(piece{bytes: b, name: name}); k.form == formTar {
		a.budget = unpacking{entry: a.o.l.Entry, left: a.o.l.Unpacked}
		return a.tar(bytes.NewReader(b))
	}
	a.entry(name, func() ([]byte, error) { return b, nil })
	return nil
}
