package register

import "iter"

// Tree is a register to be exported.
type Tree struct {
	Signed  []byte
	Policy  Policy
	Entries iter.Seq2[[]byte, error]
}

// Export writes the register.
func Export(write func(path string, b []byte) error, t Tree) error {
	if err := write("checkpoint", t.Signed); err != nil {
		return err
	}
	return write("policy", []byte(t.Policy.String()))
}
