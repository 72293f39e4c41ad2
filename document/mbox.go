package document

import "bytes"

// looksMbox tells whether bytes are an mbox (RFC 4155): a "From " line with a header below it, at least twice. A
// single message with a "From " line on top is just a mail.
func looksMbox(b []byte) bool {
	if !bytes.HasPrefix(b, []byte("From ")) {
		return false
	}
	first := true
	for m := range messages(b) {
		if !first {
			return true
		}
		if _, fields, ok := headerShape(unmark(m)); !ok || fields == 0 {
			return false
		}
		first = false
	}
	return false
}

// messages cuts an mbox: a message begins at a line "From …" at the start or after an empty line when a header field
// follows it. The pieces are slices of b and together are b.
func messages(b []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		start, at := 0, 0
		for {
			i := bytes.Index(b[at:], []byte("\nFrom "))
			if i < 0 {
				break
			}
			at += i + 1
			if !begins(b, at) {
				continue
			}
			if !yield(b[start:at]) {
				return
			}
			start = at
		}
		yield(b[start:])
	}
}

// begins tells whether a message begins at the "From " line at b[at:].
func begins(b []byte, at int) bool {
	before := b[:at-1]
	if len(before) > 0 && !bytes.HasSuffix(before, []byte("\n")) && !bytes.HasSuffix(before, []byte("\n\r")) {
		return false
	}
	_, rest, ok := bytes.Cut(b[at:min(len(b), at+2000)], []byte("\n"))
	if !ok {
		return false
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	name, _, found := bytes.Cut(line, []byte(":"))
	return found && len(name) > 0 && !bytes.ContainsAny(name, " \t")
}

// openMbox opens each message as a part with its own tree below it.
func (o *opener) openMbox(p piece, k kind) {
	if !p.root {
		o.add(p.part(k))
	}
	n := 0
	for m := range messages(p.bytes) {
		n++
		q := piece{path: p.inside(n), claim: mailType, bytes: unescape(m), depth: p.depth + 1, packed: p.packed}
		if o.open(q); o.full {
			return
		}
	}
}

// unescape takes the ">" off ">From " lines (mboxrd and mboxo); most messages have none and are not copied.
func unescape(m []byte) []byte {
	if !bytes.Contains(m, []byte("\n>From ")) {
		return m
	}
	return bytes.ReplaceAll(m, []byte("\n>From "), []byte("\nFrom "))
}
