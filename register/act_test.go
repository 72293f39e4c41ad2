package register_test

import (
	"bytes"
	"encoding/hex"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"schild/internal/badinput"
	"schild/register"
)

func anyAct(r *rapid.T) register.Act {
	text := rapid.String()
	digest := rapid.Custom(func(r *rapid.T) (d [32]byte) {
		if rapid.Bool().Draw(r, "there") {
			copy(d[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(r, "digest"))
		}
		return d
	})
	list := func(name string) []string {
		if l := rapid.SliceOfN(text, 0, 4).Draw(r, name); len(l) > 0 {
			return l
		}
		return nil
	}
	a := register.Act{ID: text.Draw(r, "id"), At: rapid.Int64().Draw(r, "at"), Actor: text.Draw(r, "actor"), Kind: text.Draw(r, "kind"),
		Outcome: text.Draw(r, "outcome"), Ground: text.Draw(r, "ground"), Dossier: text.Draw(r, "dossier"), Objects: list("objects"), Detail: list("detail")}
	for range rapid.IntRange(0, 4).Draw(r, "changes") {
		a.Changes = append(a.Changes, register.Change{Table: text.Draw(r, "table"), ID: text.Draw(r, "row"), Before: digest.Draw(r, "before"), After: digest.Draw(r, "after")})
	}
	return a
}

func TestActIsReadBackAsWritten(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a := anyAct(r)
		got, err := register.DecodeAct(a.Encode())
		if err != nil || !reflect.DeepEqual(got, a) {
			r.Fatalf("%v\nwrote %+v\n read %+v", err, a, got)
		}
	})
}

func TestTwoActsNeverHaveOneEncoding(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a, b := anyAct(r), anyAct(r)
		if reflect.DeepEqual(a, b) != bytes.Equal(a.Encode(), b.Encode()) {
			r.Fatalf("%+v\n%+v", a, b)
		}
	})
}

// The bytes are for ever: a register written today must be readable by whoever checks it in thirty years.
func TestEncodingsNeverChange(t *testing.T) {
	a := register.Act{ID: "a1", At: 1_700_000_000_000_001, Actor: "p1", Kind: "record.receive", Outcome: "done", Ground: "g", Objects: []string{"r1", "r2"},
		Detail: []string{"n", "2"}, Changes: []register.Change{{Table: "record", ID: "r1@1", After: [32]byte{1}}, {Table: "record", ID: "r2@1", Before: [32]byte{2}}}}
	salt := [32]byte{9}
	entry := register.Commit(salt, a.Encode())
	row := register.RowDigest(salt, "record", "r1@1", [][]byte{register.CellBytes("r1"), register.CellBytes(int64(-1)), register.CellBytes(nil), register.CellBytes([]byte{0})})
	for _, c := range []struct {
		name string
		got  []byte
		want string
	}{
		{"act", a.Encode()[:24], "01026131" + "00060a24181e4001" + "027031" + "0e7265636f72642e72"},
		{"entry", entry[:], "68e1426daa5f05de6a4054ee0c9600d1410b2e66d8445922a2fe508d54edd1be"},
		{"row", row[:], "2f4894a2a23312c3b5e4c795cb05f4f9ae9ebfd546cc96996a72c2ac2de25d0f"},
	} {
		if got := hex.EncodeToString(c.got); got != c.want {
			t.Errorf("%s is %s, want %s", c.name, got, c.want)
		}
	}
}

func TestCellsOfDifferentTypesDiffer(t *testing.T) {
	cells := []any{nil, int64(0), int64(1), int64(49), "", "1", "0", []byte{}, []byte("1"), 0.0, 1.0, "n", "i\x00\x00\x00\x00\x00\x00\x00\x01", struct{}{}}
	seen := map[string]any{}
	for _, c := range cells {
		b := string(register.CellBytes(c))
		if old, ok := seen[b]; ok {
			t.Errorf("%#v and %#v are one cell", old, c)
		}
		seen[b] = c
	}
	if !bytes.Equal(register.CellBytes(true), register.CellBytes(int64(1))) || !bytes.Equal(register.CellBytes(7), register.CellBytes(int64(7))) {
		t.Error("what a database gives back as an integer must be encoded as one")
	}
}

func TestRowsOfDifferentCellsDiffer(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		row := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 3), 0, 3)
		name := rapid.StringN(0, 2, 2)
		a, b := row.Draw(r, "a"), row.Draw(r, "b")
		ta, tb, ia, ib := name.Draw(r, "ta"), name.Draw(r, "tb"), name.Draw(r, "ia"), name.Draw(r, "ib")
		same := len(a) == len(b) && ta == tb && ia == ib
		for i := range min(len(a), len(b)) {
			same = same && bytes.Equal(a[i], b[i])
		}
		if same != (register.RowDigest([32]byte{}, ta, ia, a) == register.RowDigest([32]byte{}, tb, ib, b)) {
			r.Fatal(a, b)
		}
	})
}

func FuzzDecodeAct(f *testing.F) {
	f.Add(register.Act{}.Encode())
	f.Add(register.Act{ID: "a", Objects: []string{"x"}, Changes: []register.Change{{Table: "t", ID: "i", Before: [32]byte{1}, After: [32]byte{2}}}}.Encode())
	f.Add([]byte{1, 0x80, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		if a, err := register.DecodeAct(b); err == nil && !bytes.Equal(a.Encode(), b) {
			t.Errorf("%x is read and written back as %x", b, a.Encode())
		} else if err != nil {
			badinput.Refused(t, err)
		}
	})
}
