// Package badinput holds, for tests, how a reader of outside bytes refuses what it cannot take.
//
// Vocabulary: good input is what a reader takes; spoilt input is good input that somebody cut, forged, repeated or wrote into.
// The canary is a word that stands in spoilt input and nowhere else.
//
// Laws it keeps for those who ask:
//   - A refusal is a fault of a kind that is not ours (invalid, refused, missing, late, conflict), with words in every language, each
//     value in its place.
//   - The log has nothing of what was sent, and is short.
//   - What a person is told of it is one short line that steers nothing.
//
// It knows no format. It is no part of the program.
package badinput

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"schild/fault"
	"schild/internal/lang"
)

// Canary stands in spoilt input: it must not come out of a log.
const Canary = "moonfish"

// The most bytes that the log, and a line for people, may have of one refusal.
const (
	logMost  = 1 << 10
	lineMost = 8 << 10
)

// Refused wants an error to be a refusal as the package says; of several joined, each.
func Refused(t testing.TB, err error) {
	t.Helper()
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			Refused(t, e)
		}
		return
	}
	var f *fault.Error
	switch {
	case !errors.As(err, &f):
		t.Errorf("%v (%T) is no refusal", err, err)
		return
	case !slices.Contains([]fault.Kind{fault.Invalid, fault.Refused, fault.Missing, fault.Late, fault.Conflict}, f.Kind):
		t.Errorf("bad input is told as %s: %v", f.Kind, err)
	}
	if said := fault.Log(err); strings.Contains(said, Canary) || len(said) > logMost {
		t.Errorf("the log has %.300q", said)
	}
	for _, code := range lang.Codes() {
		told(t, code, f)
	}
}

// told looks at the words of a refusal in one language.
func told(t testing.TB, code string, f *fault.Error) {
	t.Helper()
	said := lang.New(code).Fault(f)
	switch {
	case f.Kind == fault.Missing: // has the same words for everything
	case said == "" || said == f.Key:
		t.Errorf("%s has no words for %s", code, f.Key)
	case strings.Contains(said, "<no value>"):
		t.Errorf("%s: %s lacks a value: %s", code, f.Key, said)
	}
	if len(said) > lineMost || !utf8.ValidString(said) || strings.ContainsFunc(said, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) {
		t.Errorf("%s: %s is said as %.300q", code, f.Key, said)
	}
}

// steps is how many places of a good input are tried at most.
const steps = 200

// Each gives good input spoilt in every way: cut short, with the canary written into it, with a byte changed, a stretch of it
// repeated; at every place of a short one, spread evenly over a long one. Then what is no input at all.
func Each(good []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		step := max(1, len(good)/steps)
		for i := 0; i <= len(good); i += step {
			for _, b := range [][]byte{good[:i], good[i:], slices.Concat(good[:i], []byte(Canary), good[i:]), changed(good, i),
				slices.Concat(good[:i], good[max(0, i-step*3):i], good[i:])} {
				if !yield(b) {
					return
				}
			}
		}
		for _, s := range []string{"", "\x00", "\xff\xfe", Canary, Canary + "\n" + Canary + "\n\n", "{\"" + Canary + "\":[", "<" + Canary + ">", "\x1b]0;" + Canary + "\a", strings.Repeat(Canary+"\n", 1<<12)} {
			if !yield([]byte(s)) {
				return
			}
		}
	}
}

// changed turns one bit over.
func changed(good []byte, at int) []byte {
	b := slices.Clone(good)
	if at < len(b) {
		b[at] ^= 1 << (at % 8)
	}
	return b
}
