package badinput_test

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"testing"

	"schild/fault"
	"schild/internal/badinput"
)

// judge counts what Refused finds.
type judge struct {
	testing.TB
	found int
}

func (j *judge) Helper()               {}
func (j *judge) Errorf(string, ...any) { j.found++ }

func TestRefusedFindsFault(t *testing.T) {
	_, number := strconv.Atoi(badinput.Canary)
	for _, c := range []struct {
		err error
		bad bool
	}{
		{fault.New(fault.Invalid, "label.level", "word", badinput.Canary), false},
		{fault.Wrap(number, fault.Invalid, "label.long"), false},
		{errors.Join(fault.New(fault.Invalid, "label.empty"), fault.New(fault.Refused, "register.proof.wrong", "entry", "1")), false},
		{number, true},
		{fault.New(fault.Broken, "broken"), true},
		{fault.New(fault.Invalid, "no.such.key"), true},
		{fault.New(fault.Invalid, "label.level"), true}, // without its word
		{errors.Join(fault.New(fault.Invalid, "label.empty"), number), true},
		{&fault.Error{Kind: fault.Invalid, Key: "label.level", Args: []string{"word", "\x1b[2J"}}, true},
	} {
		j := &judge{TB: t}
		if badinput.Refused(j, c.err); (j.found > 0) != c.bad {
			t.Errorf("%v: %d faults found", c.err, j.found)
		}
	}
}

func TestEachSpoils(t *testing.T) {
	good := []byte("a good input of some length")
	same, written := 0, 0
	for b := range badinput.Each(good) {
		if bytes.Equal(b, good) {
			same++
		}
		if bytes.Contains(b, []byte(badinput.Canary)) {
			written++
		}
	}
	if same == 0 || written < len(good) {
		t.Errorf("%d whole, %d with the canary", same, written)
	}
}

// ExampleEach spoils a short input in every way.
func ExampleEach() {
	n, whole := 0, 0
	for b := range badinput.Each([]byte("ab")) {
		n++
		if string(b) == "ab" {
			whole++
		}
	}
	fmt.Println(n > 9, whole > 0)
	// Output: true true
}
