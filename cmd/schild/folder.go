package main

import (
	"path/filepath"
	"reflect"

	"github.com/alecthomas/kong"
)

// folder is where paths on a command line begin: the caller's working directory, which is not the server's when a server
// carries the command out. "" is this process's own.
type folder string

// Decode reads one path, or all that follow where a command takes many.
func (f folder) Decode(ctx *kong.DecodeContext, to reflect.Value) error {
	if to.Kind() != reflect.Slice {
		path, err := f.next(ctx)
		to.SetString(path)
		return err
	}
	for more := true; more; more = ctx.Value.Flag == nil && ctx.Scan.Peek().IsValue() {
		path, err := f.next(ctx)
		if err != nil {
			return err
		}
		to.Set(reflect.Append(to, reflect.ValueOf(path)))
	}
	return nil
}

func (f folder) next(ctx *kong.DecodeContext) (string, error) {
	var path string
	if err := ctx.Scan.PopValueInto("file", &path); err != nil || path == "" || path == "-" {
		return path, err
	}
	if f != "" && !filepath.IsAbs(path) {
		path = filepath.Join(string(f), path)
	}
	return filepath.Abs(path)
}
