package fault_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"schild/fault"
)

func TestMissingAndDeniedLookAlikeOutside(t *testing.T) {
	missing := fault.New(fault.Missing, "record.missing", "id", "x1")
	denied := fault.Wrap(errors.New("needs circle east"), fault.Denied, "record.denied", "id", "x2")
	a, b := fault.Outward(missing), fault.Outward(fmt.Errorf("open: %w", denied))
	if !reflect.DeepEqual(a, b) || a.Error() != b.Error() {
		t.Fatalf("outside sees %v and %v", a, b)
	}
}

func TestOutwardKeepsWordsAndDropsCauses(t *testing.T) {
	cause := errors.New("disk sector 9 of /secret/path")
	if got := fault.Outward(cause); got.Error() != "broken: broken" {
		t.Errorf("unclassified error leaks: %v", got)
	}
	got := fault.Outward(fault.Wrap(cause, fault.Invalid, "label.level", "word", "SECRIT"))
	if got.Error() != "invalid: label.level word=SECRIT" {
		t.Errorf("got %v", got)
	}
	if fault.Outward(nil) != nil {
		t.Error("no error must stay no error")
	}
}

func TestKindOf(t *testing.T) {
	for _, c := range []struct {
		err  error
		want fault.Kind
	}{
		{errors.New("x"), fault.Broken},
		{fault.New(fault.Late, "late"), fault.Late},
		{fmt.Errorf("a: %w", fault.New(fault.Conflict, "c")), fault.Conflict},
	} {
		if got := fault.KindOf(c.err); got != c.want {
			t.Errorf("KindOf(%v) = %v, want %v", c.err, got, c.want)
		}
	}
	if fault.Is(nil, fault.Broken) {
		t.Error("nil is of no kind")
	}
}

func ExampleOutward() {
	fmt.Println(fault.Outward(fault.New(fault.Denied, "dossier.denied", "id", "7")))
	// Output: missing: missing
}
