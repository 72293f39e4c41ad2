package document

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"strings"
)

// undo takes a content transfer encoding off (RFC 2045 §6). Damage costs as little as can be: why tells that some of
// the content was lost, or that the encoding is unknown and the bytes are as sent.
func undo(encoding string, b []byte) (out []byte, why string) {
	encoding, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(encoding)), ";")
	switch strings.TrimSpace(encoding) {
	case "base64":
		return unbase64(b)
	case "quoted-printable":
		return unquote(b), ""
	case "x-uuencode", "x-uue", "uuencode":
		return unuu(b)
	case "", "7bit", "8bit", "binary", "7-bit", "8-bit", "plain", "none":
		return b, ""
	}
	return b, "document.mail.encoding"
}

// unbase64 drops what is not of the alphabet. Padding ends the content unless more base64 follows it and nothing else:
// then two encodings were joined; otherwise a footer was put below (mailing lists do), which is no part of the file.
func unbase64(b []byte) (out []byte, why string) {
	first, rest, _ := bytes.Cut(b, []byte("="))
	if rest = bytes.TrimLeft(rest, "= \t\r\n"); foreign(rest) {
		rest, why = nil, "document.mail.damaged"
	}
	for {
		got, bad := decodeBlock(first)
		if out = append(out, got...); bad {
			why = "document.mail.damaged"
		}
		if len(rest) == 0 {
			return out, why
		}
		first, rest, _ = bytes.Cut(rest, []byte("="))
		rest = bytes.TrimLeft(rest, "= \t\r\n")
	}
}

// decodeBlock decodes base64 without padding.
func decodeBlock(b []byte) (out []byte, bad bool) {
	clean := make([]byte, 0, len(b))
	for _, c := range b {
		if inAlphabet(c) {
			clean = append(clean, c)
		}
	}
	bad = foreign(b)
	if len(clean)%4 == 1 { // six bits too many are half a byte lost
		clean, bad = clean[:len(clean)-1], true
	}
	n, err := base64.RawStdEncoding.Decode(clean, clean)
	return clean[:n], bad || err != nil
}

func inAlphabet(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}

// foreign tells whether base64 has bytes in it that neither the alphabet nor line ends explain.
func foreign(b []byte) bool {
	for _, c := range b {
		if !inAlphabet(c) && !strings.ContainsRune("=\r\n \t", rune(c)) {
			return true
		}
	}
	return false
}

// unquote decodes quoted-printable line by line, so that one bad line is kept as sent and costs no other. The standard
// decoder wants lines cut where a soft break is, so runs of lines joined by soft breaks go together.
func unquote(b []byte) []byte {
	out, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(b)))
	if err == nil {
		return out
	}
	var buf bytes.Buffer
	for line := range bytes.Lines(b) {
		got, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(line)))
		if err != nil {
			got = looseQuote(line)
		}
		buf.Write(got)
	}
	return buf.Bytes()
}

// looseQuote decodes the escapes that are right and keeps everything else.
func looseQuote(line []byte) []byte {
	var out []byte
	for i := 0; i < len(line); i++ {
		if line[i] == '=' && i+2 < len(line) {
			hi, lo := unhex(line[i+1]), unhex(line[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		out = append(out, line[i])
	}
	return out
}

// unhex gives the value of a hexadecimal digit, -1 for other bytes.
func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// unuu decodes uuencode (POSIX uuencode, historical algorithm).
func unuu(b []byte) ([]byte, string) {
	_, body, ok := bytes.Cut(b, []byte("begin "))
	if !ok {
		return b, "document.mail.encoding"
	}
	_, body, _ = bytes.Cut(body, []byte("\n"))
	var out []byte
	for line := range bytes.Lines(body) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 || line[0] == '`' || string(line) == "end" {
			break
		}
		want := int(line[0]-' ') & 63
		got := uuLine(line[1:])
		if len(got) < want {
			return append(out, got...), "document.mail.damaged"
		}
		out = append(out, got[:want]...)
	}
	return out, ""
}

// uuLine decodes the groups of four of one line.
func uuLine(line []byte) []byte {
	var out []byte
	for len(line) > 0 {
		var v uint32
		for i := range 4 {
			v <<= 6
			if i < len(line) {
				v |= uint32(line[i]-' ') & 63
			}
		}
		out = append(out, byte(v>>16), byte(v>>8), byte(v))
		line = line[min(4, len(line)):]
	}
	return out
}
