package register

import (
	"errors"
	"io"
	"io/fs"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"schild/fault"
)

// Report is what Verify found: how many entries are signed for, and every problem.
type Report struct {
	Size     int64     `json:"size"`
	Problems []Problem `json:"problems,omitempty"`
}

// Verify checks an exported register from its bytes alone. What is wrong is in the report, with its place; an error is
// only for files that cannot be read. Under tile/ every file must be one of the tree's; files elsewhere are not looked at.
// earlier are signed checkpoints kept from before: what they signed for must still be the beginning of the register.
func Verify(files fs.FS, p Policy, earlier ...[]byte) (Report, error) {
	v := verifier{files: files}
	signed, err := v.read("checkpoint", maxNote)
	if err != nil || signed == nil {
		return Report{Problems: v.found.sorted()}, err
	}
	c, err := p.open(signed)
	if err != nil {
		v.found.checkpoint(err)
		return Report{Problems: v.found.sorted()}, nil
	}
	v.size, v.root = c.Size, c.Root
	v.before.open(earlier, p.open, &v.found)
	v.before.at(&v.tree, &v.found)
	for _, step := range []func() error{v.entries, v.tiles, v.extra} {
		if err := step(); err != nil {
			return Report{}, err
		}
		if v.cut { // nothing further can be told
			return Report{Size: c.Size, Problems: v.found.sorted()}, nil
		}
	}
	v.before.end(v.size, &v.found)
	v.judge()
	return Report{Size: c.Size, Problems: v.found.sorted()}, nil
}

// checkpoint notes why a checkpoint is not believed.
func (ps *problems) checkpoint(err error) {
	var f *fault.Error
	what, args := "checkpoint.forged", []string(nil)
	if errors.As(err, &f) && f.Key != "register.checkpoint" {
		what, args = strings.TrimPrefix(f.Key, "register."), f.Args
	}
	ps.add(Problem{What: what, Entry: -1, Place: "checkpoint"}, args...)
}

// verifier holds two trees: fresh is computed from the entries, kept is what the tiles say. Level 0 of both is looked at
// once and not held; the levels above are small.
type verifier struct {
	files fs.FS
	size  int64
	root  tlog.Hash

	tree    edge // of fresh
	lost    bool // some entry is neither in its bundle nor in its tile
	cut     bool // so many are nowhere that the rest was not looked for
	fresh   [8][]tlog.Hash
	kept    [8][]tlog.Hash
	tops    []tlog.Hash // the roots of the full tiles of level 0 as kept
	last    []tlog.Hash // the partial tile of level 0 as kept
	differ  []int64     // entries of which bundle and tile disagree
	skipped int

	before earlier
	found  problems
}

// read gives a file of at most limit bytes; nil and a finding when it is missing or longer.
func (v *verifier) read(path string, limit int) ([]byte, error) {
	f, err := v.files.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		v.found.add(Problem{What: "file.missing", Entry: -1, Place: path})
		return nil, nil
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "register.file", "file", path)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		v.found.add(Problem{What: "file.missing", Entry: -1, Place: path})
		return nil, nil
	}
	b, err := io.ReadAll(io.LimitReader(f, int64(limit)+1))
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "register.file", "file", path)
	}
	if len(b) > limit {
		v.found.add(Problem{What: "file.long", Entry: -1, Place: path})
		return nil, nil
	}
	return b, nil
}

// tile reads the hashes of a tile, nil and a finding when it is not there whole.
func (v *verifier) tile(level int, n int64, w int) ([]tlog.Hash, error) {
	path := tilePath(level, n, w)
	b, err := v.read(path, w*tlog.HashSize)
	if err != nil || b == nil {
		return nil, err
	}
	if len(b) < w*tlog.HashSize {
		v.found.add(Problem{What: "file.short", Entry: -1, Place: path})
		return nil, nil
	}
	out := make([]tlog.Hash, w)
	for i := range out {
		out[i] = tlog.Hash(b[i*tlog.HashSize:])
	}
	return out, nil
}

// bundle reads the hashes of a bundle's entries, as many as can be told.
func (v *verifier) bundle(n int64, w int) ([]tlog.Hash, error) {
	path := tilePath(entryLevel, n, w)
	b, err := v.read(path, w*(2+maxEntry))
	if err != nil || b == nil {
		return nil, err
	}
	out := make([]tlog.Hash, 0, w)
	for len(out) < w {
		if len(b) < 2 || len(b)-2 < int(b[0])<<8|int(b[1]) {
			v.found.add(Problem{What: "file.short", Entry: n*width + int64(len(out)), Place: path})
			return out, nil
		}
		end := 2 + (int(b[0])<<8 | int(b[1]))
		out = append(out, tlog.RecordHash(b[2:end]))
		b = b[end:]
	}
	if len(b) > 0 {
		v.found.add(Problem{What: "file.long", Entry: -1, Place: path})
	}
	return out, nil
}

// absentMost is after how many tiles in a row that are nowhere the rest is not looked for: whoever signs for more entries than there
// are must not keep a verifier busy for ever.
const absentMost = 256

// entries reads every bundle with its tile of level 0. Where one of the two is not there the other stands in.
func (v *verifier) entries() error {
	absent := int64(0)
	for n := int64(0); n*width < v.size; n++ {
		w := tileWidth(v.size, 0, n)
		said, err := v.bundle(n, w)
		if err != nil {
			return err
		}
		tile, err := v.tile(0, n, w)
		if err != nil {
			return err
		}
		if absent++; said != nil || tile != nil {
			absent = 0
		}
		if absent > absentMost {
			v.cut = true
			v.found.add(Problem{What: "entry.cut", Entry: (n + 1 - absent) * width}, "last", number(v.size-1))
			return nil
		}
		v.compare(n*width, said, tile)
		switch {
		case len(said) < w && tile != nil:
			said = append(said, tile[len(said):]...)
		case len(said) < w:
			v.lost = true
			said = append(said, make([]tlog.Hash, w-len(said))...)
		}
		if tile == nil {
			tile = said
		}
		v.take(said, tile)
	}
	return nil
}

func (v *verifier) compare(first int64, said, tile []tlog.Hash) {
	for i := 0; i < min(len(said), len(tile)); i++ {
		switch {
		case said[i] == tile[i]:
		case len(v.differ) < maxProblems:
			v.differ = append(v.differ, first+int64(i))
		default:
			v.skipped++
		}
	}
}

// take grows both trees by one tile of level 0.
func (v *verifier) take(said, tile []tlog.Hash) {
	for _, h := range said {
		v.tree.add(h)
		if !v.lost {
			v.before.at(&v.tree, &v.found)
		}
	}
	if len(said) < width {
		v.last = tile
		return
	}
	v.tops = append(v.tops, top(tile))
	v.fresh[1] = append(v.fresh[1], top(said))
	for level := 1; level < 7 && len(v.fresh[level])%width == 0; level++ {
		v.fresh[level+1] = append(v.fresh[level+1], top(v.fresh[level][len(v.fresh[level])-width:]))
	}
}

// tiles reads the tiles above level 0; for one that is missing the computed one stands in.
func (v *verifier) tiles() error {
	for level := 1; held(v.size, level) > 0; level++ {
		for n := int64(0); n*width < held(v.size, level); n++ {
			w := tileWidth(v.size, level, n)
			t, err := v.tile(level, n, w)
			if err != nil {
				return err
			}
			if t == nil {
				t = v.fresh[level][n*width:][:w]
			}
			v.kept[level] = append(v.kept[level], t...)
		}
	}
	return nil
}

// extra finds files under tile/ that are none of the tree's.
func (v *verifier) extra() error {
	err := fs.WalkDir(v.files, "tile", func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		if p, err := ParsePart(path); err != nil || !p.Of(v.size) {
			v.found.add(Problem{What: "file.extra", Entry: -1, Place: path})
		}
		return nil
	})
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "register.file", "file", "tile")
	}
	return nil
}
