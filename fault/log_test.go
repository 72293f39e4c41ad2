package fault_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"pgregory.net/rapid"

	"schild/fault"
)

// row is an error of a database: words that quote, and a number.
type row struct{ words string }

func (r row) Error() string      { return "duplicate " + r.words }
func (r row) ExtendedCode() code { return 2067 }

type code uint16

func (c code) Error() string { return "unique constraint" }

type state struct{ row }

func (state) SQLState() string { return "23505" }

func TestLogTellsWhatHappenedAndNoContent(t *testing.T) {
	_, number := strconv.Atoi("moonfish")
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{fault.New(fault.Invalid, "label.level", "word", "moonfish"), "invalid: label.level (word)"},
		{fault.Wrap(number, fault.Broken, "store.full", "dir", "moonfish", "n", "1"), "broken: store.full (dir, n): *strconv.NumError: *errors.errorString"},
		{fmt.Errorf("moonfish: %w", &fs.PathError{Op: "open", Path: "moonfish", Err: syscall.ENOSPC}), "*fs.PathError: no space left on device"},
		{fmt.Errorf("moonfish: %w", io.ErrUnexpectedEOF), "unexpected EOF"},
		{errors.Join(errors.New("moonfish"), fault.New(fault.Late, "late")), "*errors.errorString + late: late"},
		{row{"moonfish"}, "fault_test.row unique constraint"},
		{&state{row{"moonfish"}}, "*fault_test.state 23505"},
	} {
		got := fault.Log(c.err)
		if got != c.want || strings.Contains(got, "moonfish") {
			t.Errorf("%v is logged as %q, want %q", c.err, got, c.want)
		}
	}
}

// TestLogHoldsNoWords builds chains of every sort around a word and looks for it.
func TestLogHoldsNoWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		err := errors.New("moonfish")
		for range rapid.IntRange(0, 6).Draw(t, "deep") {
			switch rapid.IntRange(0, 4).Draw(t, "sort") {
			case 0:
				err = fault.Wrap(err, fault.Invalid, "k", "word", "moonfish")
			case 1:
				err = fmt.Errorf("moonfish %w", err)
			case 2:
				err = errors.Join(err, row{"moonfish"})
			case 3:
				err = fmt.Errorf("%w moonfish %w", err, io.EOF)
			case 4:
				err = &fs.PathError{Op: "moonfish", Path: "moonfish", Err: err}
			}
		}
		if got := fault.Log(err); got == "" || strings.Contains(got, "moonfish") {
			t.Fatalf("%v is logged as %q", err, got)
		}
	})
}
