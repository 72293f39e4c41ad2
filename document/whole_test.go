package document_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"schild/document"
)

// sender makes up a file out of files, and notes the place and the text of every leaf it put in, in order of reading.
type sender struct {
	t      *rapid.T
	n      int
	leaves []string
}

func (s *sender) word(path string) string {
	s.n++
	w := fmt.Sprintf("leaf%dend", s.n)
	s.leaves = append(s.leaves, path+" "+w)
	return w
}

// below gives the path of the i-th piece in another; "" is the file itself.
func below(path string, i int) string { return strings.TrimPrefix(fmt.Sprintf("%s.%d", path, i), ".") }

// entity makes up a MIME entity: header lines, an empty line, a body. leaf is its path when it is a leaf, tree that of
// what lies in it when not: the two differ at the root of a message.
func (s *sender) entity(depth int, leaf, tree string) string {
	most := 5
	if depth == 0 {
		most = 2
	}
	switch rapid.IntRange(0, most).Draw(s.t, "kind") {
	case 0:
		return "\n" + s.word(leaf)
	case 1:
		return "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>" + s.word(leaf) + "=\n</p>"
	case 2:
		return "Content-Type: application/octet-stream; name=a.txt\nContent-Disposition: attachment\n\n" + s.word(leaf)
	case 3:
		return "Content-Type: message/rfc822\n\nFrom: a@b.example\nSubject: inside\n" + s.entity(depth-1, below(leaf, 1), leaf)
	}
	s.n++
	boundary := fmt.Sprintf("b%d", s.n)
	if rapid.Bool().Draw(s.t, "alike") {
		boundary = strings.Repeat("b", depth) // one begins as the other does
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Content-Type: multipart/%s; boundary=%q\n\n", rapid.SampledFrom([]string{"mixed", "related", "digest", "x"}).Draw(s.t, "multi"), boundary)
	for i := range rapid.IntRange(1, 4).Draw(s.t, "parts") {
		path := below(tree, i+1)
		b.WriteString("--" + boundary + rapid.SampledFrom([]string{"", " ", "\t "}).Draw(s.t, "padding") + "\n" + s.entity(depth-1, path, path) + "\n")
	}
	if rapid.IntRange(0, 3).Draw(s.t, "closed") > 0 {
		b.WriteString("--" + boundary + "--\n")
	}
	return b.String()
}

// read gives the places and texts of a document's parts in order, headers left out.
func read(d document.Document) []string {
	var out []string
	for _, p := range d.Parts {
		if p.Text != "" && p.Type != "text/rfc822-headers" {
			out = append(out, p.Path+" "+p.Text)
		}
	}
	return out
}

// Nothing vanishes: a mail of any shape gives as many parts with text as leaves were put in, each in its own place;
// also where a multipart is never closed, and with either kind of line end.
func TestEveryLeafOfAMailIsAPart(t *testing.T) {
	none := func(string, []byte) (document.Inner, error) { return document.Inner{}, io.ErrUnexpectedEOF }
	rapid.Check(t, func(t *rapid.T) {
		s := &sender{t: t}
		m := "From: a@b.example\nSubject: s\n" + s.entity(4, "1", "")
		if rapid.Bool().Draw(t, "CRLF") {
			m = strings.ReplaceAll(m, "\n", "\r\n")
		}
		d := document.Open("m.eml", strings.NewReader(m), document.Limits{Depth: 20}, none)
		if got := read(d); !slices.Equal(got, s.leaves) {
			t.Fatalf("put in %v\ngot %v\n%s\n%s", s.leaves, got, outline(d), m)
		}
	})
}

// Every message of an mbox and every entry of an archive is a part; with a limit, what is cut off is said.
func TestEveryPieceIsAPart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 30).Draw(t, "pieces")
		var mbox strings.Builder
		var entries, want []string
		for i := range n {
			text := fmt.Sprintf("text of %d", i)
			fmt.Fprintf(&mbox, "From x@y.example Tue Mar  3 09:00:00 2026\nFrom: x@y.example\nSubject: s\n\n%s\n\n", text)
			entries = append(entries, fmt.Sprintf("f/%d.txt", i), text)
		}
		for name, file := range map[string]string{"box": mbox.String(), "a.zip": packed(entries...)} {
			want = nil
			for i := range n {
				want = append(want, fmt.Sprintf("%d%s text of %d", i+1, map[string]string{"box": ".1"}[name], i))
			}
			d := document.Open(name, strings.NewReader(file), document.Limits{}, nil)
			if got := read(d); !slices.Equal(got, want) {
				t.Fatalf("%s: got %q", name, got)
			}
			most := rapid.IntRange(1, n).Draw(t, "limit")
			d = document.Open(name, strings.NewReader(file), document.Limits{Parts: most}, nil)
			if len(d.Parts) != most+1 && len(d.Unread()) > 0 || len(d.Unread()) == 0 && !slices.Equal(read(d), want) {
				t.Fatalf("%s: %d parts of %d at most\n%s", name, len(d.Parts), most, outline(d))
			}
		}
	})
}
