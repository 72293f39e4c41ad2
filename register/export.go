package register

import (
	"encoding/binary"
	"fmt"
	"iter"

	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
)

// Tree is a register as it is exported: its newest signed checkpoint, whom to believe, every entry in order.
type Tree struct {
	Signed  []byte
	Policy  Policy
	Entries iter.Seq2[[]byte, error]
}

// Export writes the register's files in the C2SP tlog-tiles layout: tiles, bundles of entries, policy, and the
// checkpoint last, so that an export cut short has none. Tiles are computed from the entries; entries that do not give
// the signed root are refused. write may not keep the bytes it is given.
func Export(write func(path string, b []byte) error, t Tree) error {
	c, err := t.Policy.open(t.Signed)
	if err != nil {
		return err
	}
	x := exporter{write: write}
	for entry, err := range t.Entries {
		if err == nil {
			err = x.entry(entry)
		}
		if err != nil {
			return err
		}
	}
	if x.tree.size != c.Size || x.tree.root() != c.Root {
		return fault.New(fault.Broken, "register.export.root", "found", fmt.Sprint(x.tree.size), "signed", fmt.Sprint(c.Size))
	}
	if err := x.rest(); err != nil {
		return err
	}
	if err := write("policy", []byte(t.Policy.String())); err != nil {
		return err
	}
	return write("checkpoint", t.Signed)
}

// exporter holds the last, growing tile of each level.
type exporter struct {
	write  func(string, []byte) error
	tree   edge
	bundle []byte
	levels []tileBuffer
}

type tileBuffer struct {
	n      int64
	hashes []tlog.Hash
}

func (x *exporter) entry(b []byte) error {
	if len(b) > maxEntry {
		return fault.New(fault.Invalid, "register.entry.long", "entry", fmt.Sprint(x.tree.size))
	}
	x.bundle = append(binary.BigEndian.AppendUint16(x.bundle, uint16(len(b))), b...)
	h := tlog.RecordHash(b)
	x.tree.add(h)
	if x.tree.size%width == 0 {
		if err := x.write(tilePath(entryLevel, x.tree.size/width-1, width), x.bundle); err != nil {
			return err
		}
		x.bundle = x.bundle[:0]
	}
	return x.hash(0, h)
}

func (x *exporter) hash(level int, h tlog.Hash) error {
	if level == len(x.levels) {
		x.levels = append(x.levels, tileBuffer{})
	}
	t := &x.levels[level]
	t.hashes = append(t.hashes, h)
	if len(t.hashes) < width {
		return nil
	}
	if err := x.tile(level); err != nil {
		return err
	}
	up := top(t.hashes)
	t.n, t.hashes = t.n+1, t.hashes[:0]
	return x.hash(level+1, up)
}

func (x *exporter) tile(level int) error {
	t := x.levels[level]
	b := make([]byte, 0, len(t.hashes)*tlog.HashSize)
	for _, h := range t.hashes {
		b = append(b, h[:]...)
	}
	return x.write(tilePath(level, t.n, len(t.hashes)), b)
}

// rest writes what is left in tiles that are not full.
func (x *exporter) rest() error {
	if len(x.bundle) > 0 {
		if err := x.write(tilePath(entryLevel, x.tree.size/width, int(x.tree.size%width)), x.bundle); err != nil {
			return err
		}
	}
	for level, t := range x.levels {
		if len(t.hashes) > 0 {
			if err := x.tile(level); err != nil {
				return err
			}
		}
	}
	return nil
}
