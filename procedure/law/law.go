// Package law holds the procedures that are built in, with their words in four languages.
//
// Laws it keeps: a file stands here in its canonical form, and the whole book loads or nothing does.
// What it does not do: it holds no rule in Go; those that no file may edit away are in package procedure.
package law

import (
	"embed"
	"io/fs"

	"schild/procedure"
)

//go:embed *.yaml
var files embed.FS

// Files gives the files themselves, for who reads or signs them.
func Files() fs.FS { return files }

// Book reads them all.
func Book() (*procedure.Book, error) { return procedure.Open(files) }
