package work

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"schild/document"
	"schild/fault"
)

// FuzzRequest: what a child reads from its parent is a file or an end; what is read is written the same again.
func FuzzRequest(f *testing.F) {
	var good bytes.Buffer
	if err := writeRequest(&good, "docx", []byte("PK")); err != nil {
		f.Fatal(err)
	}
	f.Add(good.Bytes())
	f.Add([]byte{})
	f.Add([]byte{0, 0, 0})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 1})
	f.Add([]byte{0, 0, 0, 4, 'd', 'o', 'c', 'x', 0, 0x40, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		r := bytes.NewReader(b)
		kind, file, err := readRequest(r)
		switch {
		case errors.Is(err, io.EOF) && len(b) > 0 && !errors.Is(err, io.ErrUnexpectedEOF):
			t.Fatalf("%x ends as if nothing had begun", b)
		case err != nil:
			return
		}
		var again bytes.Buffer
		if err := writeRequest(&again, kind, file); err != nil || !bytes.Equal(again.Bytes(), b[:len(b)-r.Len()]) {
			t.Fatalf("%x is written %x, %v", b, again.Bytes(), err)
		}
	})
}

// writer closes what is no pipe.
type writer struct{ io.Writer }

func (writer) Close() error { return nil }

// FuzzSaid: whatever a child says, its parent has an answer or an error, and the answer becomes a document as every other.
func FuzzSaid(f *testing.F) {
	frame := func(b []byte) []byte {
		var out bytes.Buffer
		if err := writeFrame(&out, b); err != nil {
			f.Fatal(err)
		}
		return out.Bytes()
	}
	f.Add(frame(encode(document.Inner{Text: "one", Parts: []document.Part{{Name: "a", Bytes: []byte("x")}}}, nil)))
	f.Add(frame(encode(document.Inner{}, fault.New(fault.Invalid, "document.locked"))))
	f.Add(frame([]byte(`{"why":"document.moonfish <b>"}`)))
	f.Add(frame([]byte(`{"inner":{"Parts":[{"Unread":"moonfish"}]}}`)))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff})
	whole := smallDocx(f, "x")
	f.Fuzz(func(t *testing.T, said []byte) {
		c := &child{in: writer{io.Discard}, out: io.NopCloser(bytes.NewReader(said))}
		a, err := c.ask("docx", nil)
		if err != nil {
			return
		}
		hard := func(string, []byte) (document.Inner, error) {
			if a.Why != "" {
				return document.Inner{}, fault.New(fault.Invalid, a.Why)
			}
			return a.Inner, nil
		}
		d := document.Open("t.docx", bytes.NewReader(whole), document.Limits{Text: 1 << 16, Parts: 50, Depth: 3}, hard)
		for _, p := range d.Parts {
			for _, key := range append(p.Notes, p.Unread) {
				if strings.Trim(strings.TrimPrefix(key, "document."), "abcdefghijklmnopqrstuvwxyz.") != "" {
					t.Fatalf("%q is no reason", key)
				}
			}
		}
	})
}

// FuzzHello: the first thing a child reads is understood or ends it.
func FuzzHello(f *testing.F) {
	b, _ := json.Marshal(hello{Cache: "x"})
	f.Add(b)
	f.Add([]byte(`{"cache":[]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var in bytes.Buffer
		if err := writeFrame(&in, b); err != nil || len(b) > maxHello || json.Unmarshal(b, new(hello)) == nil {
			return // one that is understood confines this very process
		}
		if code := ExtractMain(&in, io.Discard); code != 2 {
			t.Fatalf("%q: %d", b, code)
		}
	})
}
