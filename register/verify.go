package register

import "io/fs"

// Report is what Verify found.
type Report struct {
	Size     int64
	Problems []Problem
}

// Verify checks an exported register from its bytes alone.
func Verify(files fs.FS, p Policy) (Report, error) {
	b, err := fs.ReadFile(files, "checkpoint")
	if err != nil {
		return Report{}, err
	}
	c, err := OpenCheckpoint(b, p.Origin, p.VKey)
	return Report{Size: c.Size}, err
}
