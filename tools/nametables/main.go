// Command nametables learns the tables that package name and its rooms ship, from public lists of names.
//
//	nametables --data DIR --out NAME/DIR [--only PART] [--dev]
//
// With --dev nothing is written: a tenth of the pairs is kept apart, the rest is learned, and what the tables do on the tenth is
// printed. Same data, same bytes.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	data := flag.String("data", "", "the folder of name lists")
	out := flag.String("out", "name", "the folder of package name")
	only := flag.String("only", "", "make this table only")
	dev := flag.Bool("dev", false, "measure instead of writing")
	flag.Parse()
	if err := run(job{*data, *out, *only, *dev}); err != nil {
		fmt.Fprintln(os.Stderr, "nametables:", err)
		os.Exit(1)
	}
}

// job is what was asked for.
type job struct {
	data, out, only string
	dev             bool
}

func (j job) wants(part string) bool { return j.only == "" || j.only == part }

func (j job) write(path string, b []byte) error {
	fmt.Printf("%-24s %8d bytes\n", path, len(b))
	return os.WriteFile(filepath.Join(j.out, path), b, 0o644)
}

// run writes the texts, which the rest is read with, and then learns script by script.
func run(j job) error {
	for _, t := range []struct {
		part, path string
		text       func(string) (string, error)
	}{{"pinyin", "han/pinyin.txt", readPinyin}, {"share", "lexicon/share.txt", makeShares}, {"nick", "lexicon/nick.txt", makeNicks}} {
		if !j.wants(t.part) || j.dev {
			continue
		}
		text, err := t.text(j.data)
		if err != nil {
			return err
		}
		if err := j.write(t.path, []byte(text)); err != nil {
			return err
		}
	}
	for _, c := range corpora() {
		if !j.wants(c.file) {
			continue
		}
		if err := learn(j, c); err != nil {
			return fmt.Errorf("%s: %w", c.file, err)
		}
	}
	return nil
}

func sortedPairs[V any](m map[[2]string]V) [][2]string {
	keys := make([][2]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return keys
}
