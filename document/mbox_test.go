package document_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"schild/document"
)

// An mbox (RFC 4155) is its messages; what the limit cuts off is said.
func TestMbox(t *testing.T) {
	var b strings.Builder
	for i := range 5 {
		fmt.Fprintf(&b, "From sender@x.example Tue Mar  3 09:00:00 2026\nFrom: s%d@x.example\nSubject: n%d\n\nFrom here it is text.\n>From quoted\n\n", i, i)
	}
	d := document.Open("box", strings.NewReader(b.String()), document.Limits{Parts: 7}, nil)
	lawful(t, "box", d, int64(b.Len()))
	want := `1 message/rfc822
1.0 text/rfc822-headers "From: s0@x.example\nSubject: n0"
1.1 text/plain "From here it is text.\nFrom quoted"
2 message/rfc822
2.0 text/rfc822-headers "From: s1@x.example\nSubject: n1"
2.1 text/plain "From here it is text.\nFrom quoted"
3 message/rfc822
3.0 text/rfc822-headers document.limit.parts
`
	if diff := cmp.Diff(want, outline(d)); diff != "" || d.Type != "application/mbox" || d.Status != document.Partial {
		t.Errorf("%s %s\n%s", d.Type, d.Status, diff)
	}
}
