package register_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"schild/register"
)

func TestCleanExportsVerify(t *testing.T) {
	for _, n := range []int{0, 1, 2, 255, 256, 257, 511, 512, 1000, 65535, 65536, 65537, 66000} {
		l := newLedger(t, n)
		files := l.export(t)
		if ps := verify(t, files, l.policy()); len(ps) > 0 {
			t.Errorf("%d entries: %v", n, ps)
		}
		p, err := register.ParsePolicy(string(files["policy"].Data))
		if err != nil {
			t.Fatal(err)
		}
		if ps := verify(t, files, p); len(ps) > 0 {
			t.Errorf("%d entries, the export's own policy: %v", n, ps)
		}
	}
}

// edit changes one file of an export and says which; "" when it changed nothing.
type edit struct {
	name string
	do   func(r *rand.Rand, files fstest.MapFS, path string) string
}

func edits() []edit {
	put := func(files fstest.MapFS, path string, b []byte) string {
		if f := files[path]; f != nil && bytes.Equal(f.Data, b) {
			return ""
		}
		files[path] = &fstest.MapFile{Data: b}
		return path
	}
	return []edit{
		{"flip", func(r *rand.Rand, files fstest.MapFS, path string) string {
			b := bytes.Clone(files[path].Data)
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
			return put(files, path, b)
		}},
		{"truncate", func(r *rand.Rand, files fstest.MapFS, path string) string {
			return put(files, path, files[path].Data[:r.IntN(len(files[path].Data))])
		}},
		{"lengthen", func(r *rand.Rand, files fstest.MapFS, path string) string {
			return put(files, path, append(bytes.Clone(files[path].Data), make([]byte, 1+r.IntN(40))...))
		}},
		{"drop", func(r *rand.Rand, files fstest.MapFS, path string) string {
			delete(files, path)
			return path
		}},
		{"add", func(r *rand.Rand, files fstest.MapFS, path string) string {
			return put(files, fmt.Sprintf("tile/%d/%03d", r.IntN(9), 300+r.IntN(600)), files[path].Data)
		}},
		{"replace", func(r *rand.Rand, files fstest.MapFS, path string) string {
			all := slices.Sorted(maps.Keys(files))
			return put(files, path, files[all[r.IntN(len(all))]].Data)
		}},
		{"swap inside", func(r *rand.Rand, files fstest.MapFS, path string) string {
			b, w := bytes.Clone(files[path].Data), 32
			if strings.HasPrefix(path, "tile/entries") {
				w = 34
			}
			n := len(b) / w
			if n < 2 {
				return ""
			}
			i, j := r.IntN(n), r.IntN(n)
			x := bytes.Clone(b[i*w : i*w+w])
			copy(b[i*w:], b[j*w:j*w+w])
			copy(b[j*w:], x)
			return put(files, path, b)
		}},
	}
}

// Whatever one file of an export is made to say, Verify names that file and accuses no other.
func TestEveryTamperingIsNamed(t *testing.T) {
	trees := []*ledger{newLedger(t, 1), newLedger(t, 300), newLedger(t, 1024), newLedger(t, 1500)}
	rounds := 2000
	if testing.Short() {
		rounds = 200
	}
	r, n := rand.New(rand.NewPCG(1, 2)), 0
	for _, l := range trees {
		clean := l.export(t)
		delete(clean, "policy")
		paths := slices.Sorted(maps.Keys(clean))
		for i := range rounds {
			e := edits()[i%len(edits())]
			files := maps.Clone(clean)
			path := e.do(r, files, paths[r.IntN(len(paths))])
			if path == "" {
				continue
			}
			n++
			ps := verify(t, files, l.policy())
			if len(ps) == 0 {
				t.Fatalf("round %d: %s of %s in %d entries was not found", i, e.name, path, len(l.entries))
			}
			for _, p := range ps {
				if p.Place != path {
					t.Fatalf("round %d: %s of %s in %d entries accuses %+v", i, e.name, path, len(l.entries), p)
				}
			}
		}
	}
	t.Logf("%d edits of exports, all found and named", n)
}

// Every bit of a small export matters.
func TestEveryBitCounts(t *testing.T) {
	l := newLedger(t, 3)
	clean := l.export(t)
	delete(clean, "policy")
	n := 0
	for path, f := range clean {
		n += len(f.Data) * 8
		for i := range len(f.Data) * 8 {
			b := bytes.Clone(f.Data)
			b[i/8] ^= 1 << (i % 8)
			files := maps.Clone(clean)
			files[path] = &fstest.MapFile{Data: b}
			if ps := verify(t, files, l.policy()); len(ps) == 0 || ps[0].Place != path {
				t.Fatalf("bit %d of %s: %v", i, path, ps)
			}
		}
	}
	t.Logf("%d bits, each found", n)
}

func TestTamperingOfADeepTree(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: a tree of three levels takes time")
	}
	l := newLedger(t, 66100)
	clean := l.export(t)
	r := rand.New(rand.NewPCG(3, 4))
	for _, path := range []string{"tile/0/000", "tile/0/255", "tile/0/258.p/52", "tile/1/000", "tile/1/001.p/2", "tile/2/000.p/1", "tile/entries/000", "tile/entries/258.p/52"} {
		for _, e := range edits() {
			files := maps.Clone(clean)
			if got := e.do(r, files, path); got != "" {
				path = got
			} else {
				continue
			}
			ps := verify(t, files, l.policy())
			if len(ps) == 0 || ps[0].Place != path || ps[len(ps)-1].Place != path {
				t.Errorf("%s of %s: %v", e.name, path, ps)
			}
			if e.name == "add" {
				break
			}
		}
	}
}

// Two edits at once may blame either side, but are never passed over.
func TestTwoTamperingsAreFound(t *testing.T) {
	l := newLedger(t, 1500)
	clean := l.export(t)
	paths := slices.Sorted(maps.Keys(clean))
	r := rand.New(rand.NewPCG(5, 6))
	for i := range 1000 {
		files, changed := maps.Clone(clean), false
		for range 2 {
			path := paths[r.IntN(len(paths))]
			if files[path] == nil || path == "policy" || len(files[path].Data) == 0 {
				continue
			}
			e := edits()[r.IntN(len(edits()))]
			changed = e.do(r, files, path) != "" || changed
		}
		same := maps.EqualFunc(files, clean, func(a, b *fstest.MapFile) bool { return bytes.Equal(a.Data, b.Data) })
		if ps := verify(t, files, l.policy()); len(ps) == 0 && changed && !same {
			t.Fatalf("round %d: nothing found", i)
		}
	}
}

func TestEntryIsNamed(t *testing.T) {
	l := newLedger(t, 1500)
	files := l.export(t)
	b := bytes.Clone(files["tile/entries/002"].Data)
	b[34*7+5] ^= 1
	files["tile/entries/002"] = &fstest.MapFile{Data: b}
	ps := verify(t, files, l.policy())
	if len(ps) != 1 || ps[0].What != "register.problem.entry.altered" || ps[0].Entry != 519 {
		t.Fatalf("%+v", ps)
	}
	if got, want := ps[0].String(), "register.problem.entry.altered entry=519 place=tile/entries/002"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestWhoSignedIsNamed(t *testing.T) {
	l := newLedger(t, 300)
	_, other := key(t, "other.example/register")
	for _, c := range []struct {
		name   string
		policy register.Policy
		want   string
	}{
		{"another key", register.Policy{Logs: []string{other}}, "register.problem.checkpoint.signer"},
		{"no key", register.Policy{}, "register.problem.policy.log"},
		{"another key first", register.Policy{Logs: []string{other, l.vkey}}, ""},
	} {
		got := ""
		if ps := verify(t, l.export(t), c.policy); len(ps) > 0 {
			got = ps[0].What
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A checkpoint of another register, signed with this one's key, is not this register's.
func TestOriginIsPartOfWhatIsSigned(t *testing.T) {
	l := newLedger(t, 3)
	c, err := register.OpenCheckpoint(l.signed, origin, l.vkey)
	if err != nil {
		t.Fatal(err)
	}
	c.Origin = "elsewhere.example"
	files := l.export(t)
	b, err := c.Sign(l.signer)
	if err != nil {
		t.Fatal(err)
	}
	files["checkpoint"] = &fstest.MapFile{Data: b}
	if ps := verify(t, files, l.policy()); len(ps) != 1 || ps[0].What != "register.problem.checkpoint.origin" {
		t.Errorf("%v", ps)
	}
}

// An older checkpoint is a true one: the tiles are then more than it signed for.
func TestRolledBackCheckpointShows(t *testing.T) {
	l := newLedger(t, 300)
	files := l.export(t)
	old := newLedger(t, 299)
	files["checkpoint"] = &fstest.MapFile{Data: old.signed}
	if ps := verify(t, files, l.policy()); len(ps) == 0 {
		t.Error("nothing found")
	}
}

// Who holds yesterday's checkpoint sees that today's register was rewritten, though the house's own key signed it.
func TestEarlierCheckpointsShowARewrittenRegister(t *testing.T) {
	l := newLedger(t, 0)
	kept := map[int][]byte{}
	for i := range 500 {
		kept[i] = l.signed
		e := register.Commit([32]byte{2}, fmt.Append(nil, i))
		l.add(t, e[:])
		if i%100 == 99 {
			l.sign(t)
		}
	}
	rewritten := newLedger(t, 0)
	for i, e := range l.entries {
		if i == 250 {
			e = bytes.Repeat([]byte{7}, 32)
		}
		rewritten.add(t, e)
	}
	rewritten.sign(t)
	for _, c := range []struct {
		name string
		of   *ledger
		kept [][]byte
		want string
	}{
		{"true to all", l, [][]byte{kept[450], kept[150], kept[0], kept[250], l.signed}, "[]"},
		{"rewritten", rewritten, [][]byte{kept[450], kept[150], kept[250]}, "[register.problem.earlier.other entry=200 place=checkpoint last=399]"},
		{"rewritten before any kept", rewritten, [][]byte{kept[250]}, "[]"},
		{"turned back", newLedger(t, 0), [][]byte{kept[150]}, "[register.problem.earlier.more entry=0 place=checkpoint last=99]"},
		{"somebody else's", l, [][]byte{[]byte(foreignNote)}, "[register.problem.checkpoint.signer place=checkpoint origin=register.example/test]"},
	} {
		r, err := register.Verify(c.of.export(t), c.of.policy(), c.kept...)
		if got := fmt.Sprint(r.Problems); err != nil || got != c.want {
			t.Errorf("%s: %s %v, want %s", c.name, got, err, c.want)
		}
	}
}

// Any bytes in any one file: found, unless they are the file's own.
func FuzzVerify(f *testing.F) {
	l := newLedger(f, 300)
	clean := l.export(f)
	delete(clean, "policy")
	paths := slices.Sorted(maps.Keys(clean))
	for i, p := range paths {
		f.Add(i, clean[p].Data)
	}
	f.Fuzz(func(t *testing.T, i int, b []byte) {
		path := paths[int(uint(i)%uint(len(paths)))]
		files := maps.Clone(clean)
		files[path] = &fstest.MapFile{Data: b}
		ps := verify(t, files, l.policy())
		if same := bytes.Equal(b, clean[path].Data); same != (len(ps) == 0) {
			t.Errorf("%s: same %v, found %v", path, same, ps)
		}
	})
}
