package knowledge

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
)

func TestInert(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "Ravelin": "Ravelin", "1981-04": "1981-04", "a=b": "a=b",
		"=1+1": "'=1+1", "+32 2 000": "'+32 2 000", "-5": "'-5", "@SUM(A1)": "'@SUM(A1)", "|calc": "'|calc",
		" =1": "' =1", "\t=1": "'\t=1", "\u00a0=1": "'\u00a0=1", "\rx": "'\rx", "\n=1": "'\n=1", "＝1": "'＝1",
	} {
		if got := inert(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

// FuzzSheet: whatever a statement says, the sheet reads back as one row of as many cells, none of which begins like a
// formula, and nothing of the value is lost.
func FuzzSheet(f *testing.F) {
	f.Add("=cmd|' /C calc'!A0")
	f.Add("a,b\"c\nd")
	f.Fuzz(func(t *testing.T, value string) {
		b, err := sheet([]told{{Value: value, Label: "SECRET"}})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
		if err != nil || len(rows) != 2 || len(rows[1]) != len(rows[0]) {
			t.Fatalf("%q: %d rows: %v", value, len(rows), err)
		}
		cell := rows[1][slices.Index(rows[0], "value")]
		if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@|\t\r\n") {
			t.Errorf("%q leaves as %q", value, cell)
		}
		line := strings.NewReplacer("\r\n", "\n", "\r", "")
		if got := line.Replace(strings.TrimPrefix(cell, "'")); !strings.HasPrefix(value, "'") && got != line.Replace(value) {
			t.Errorf("%q comes back as %q", value, got)
		}
	})
}
