package exchange_test

import (
	"fmt"
	"strings"
	"testing"

	"schild/exchange"
)

// TestWordsOfManyNames: names that somebody wrote into one field, thousands of them with a note as long, are read once and not once for
// every name.
func TestWordsOfManyNames(t *testing.T) {
	var names strings.Builder
	for i := range 15_000 {
		fmt.Fprintf(&names, "Moonfish %d;", i)
	}
	list := "<a><INDIVIDUAL><REFERENCE_NUMBER>1</REFERENCE_NUMBER><FIRST_NAME>x</FIRST_NAME><INDIVIDUAL_ALIAS><ALIAS_NAME>" + names.String() +
		"</ALIAS_NAME><NOTE>" + strings.Repeat("n ", 1<<17) + "</NOTE></INDIVIDUAL_ALIAS></INDIVIDUAL></a>"
	entries, problems, err := exchange.ReadList("un-sc", []exchange.File{{Name: "un.xml", Reader: strings.NewReader(list)}})
	if err != nil || len(entries) != 1 || len(problems) != 0 || len(entries[0].Facts) < 15_000 {
		t.Fatalf("%d entries, %d problems, %v", len(entries), len(problems), err)
	}
	if f := entries[0].Facts[9000]; len(f.Original) > 17<<10 || !strings.HasPrefix(f.Original, "Moonfish 0;") {
		t.Errorf("%q came from %d bytes", f.Value, len(f.Original))
	}
}
