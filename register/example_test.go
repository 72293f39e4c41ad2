package register_test

import (
	"bytes"
	"fmt"
	"testing/fstest"

	"golang.org/x/mod/sumdb/tlog"

	"schild/register"
)

// A house registers one act and hands out its register; somebody else checks it, and sees a changed bit.
func Example() {
	signer, vkey, err := register.Key(make([]byte, 32), "register.example")
	if err != nil {
		panic(err)
	}
	act := register.Act{ID: "a1", Actor: "p1", Kind: "note.send", Outcome: "done", Objects: []string{"note:n1"}}
	entry := register.Commit([32]byte{1, 2, 3}, act.Encode()) // the salt is random in a house, and secret
	hashes, _, err := register.Append(0, entry[:], tlog.HashReaderFunc(func([]int64) ([]tlog.Hash, error) { return nil, nil }))
	if err != nil {
		panic(err)
	}
	signed, err := register.Checkpoint{Origin: "register.example", Size: 1, Root: hashes[0]}.Sign(signer)
	if err != nil {
		panic(err)
	}

	policy := register.Policy{Logs: []string{vkey}}
	files := fstest.MapFS{}
	err = register.Export(func(path string, b []byte) error {
		files[path] = &fstest.MapFile{Data: bytes.Clone(b)}
		return nil
	}, register.Tree{Signed: signed, Policy: policy, Entries: func(yield func([]byte, error) bool) { yield(entry[:], nil) }})
	if err != nil {
		panic(err)
	}

	fmt.Println(register.Verify(files, policy))
	files["tile/0/000.p/1"].Data[0] ^= 1
	fmt.Println(register.Verify(files, policy))
	// Output:
	// {1 []} <nil>
	// {1 [register.problem.tile.altered entry=0 place=tile/0/000.p/1]} <nil>
}
