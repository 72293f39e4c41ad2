package document

import (
	"io"
	"mime"
	"net/textproto"
	"strings"
	"unicode/utf8"

	"github.com/jhillyerd/enmime/v2"
)

// readHeaders decodes the headers a reader looks at first.
func readHeaders(h textproto.MIMEHeader) Mail {
	return Mail{
		From:      addresses(h, "From"),
		To:        addresses(h, "To"),
		Cc:        addresses(h, "Cc"),
		Subject:   cleanLine(decodeWords(h.Get("Subject"))),
		Date:      cleanLine(h.Get("Date")),
		MessageID: cleanLine(h.Get("Message-Id")),
	}
}

// addresses reads an address header (RFC 5322 §3.4); one that is no list is given whole, decoded.
func addresses(h textproto.MIMEHeader, field string) []string {
	var out []string
	for _, raw := range h[field] {
		raw = strings.TrimSpace(eightBit(raw[:min(len(raw), maxHeaderBytes)]))
		if raw == "" {
			continue
		}
		list, err := enmime.ParseAddressList(raw)
		if err != nil || len(list) == 0 {
			out = append(out, cleanLine(decodeWords(raw)))
			continue
		}
		for _, a := range list {
			name := cleanLine(decodeWords(a.Name))
			if name == "" {
				out = append(out, cleanLine(a.Address))
				continue
			}
			out = append(out, name+" <"+cleanLine(a.Address)+">")
		}
	}
	return out
}

// decodeWords undoes the encoded words of RFC 2047; a word in an unknown set stays as it is.
func decodeWords(s string) string {
	s = eightBit(s[:min(len(s), maxHeaderBytes)])
	dec := mime.WordDecoder{CharsetReader: func(name string, r io.Reader) (io.Reader, error) {
		b, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		text, _ := decodeText(b, name, false)
		return strings.NewReader(text), nil
	}}
	out, err := dec.DecodeHeader(s)
	if err != nil {
		return s
	}
	return out
}

// eightBit reads header bytes that are no UTF-8 as windows-1252 (RFC 6532 allows only UTF-8; old senders differ).
func eightBit(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	text, _ := decodeText([]byte(s), "", false)
	return text
}

// headerText gives the header block as lines a reader and a name finder can use. What is beyond the bound is said.
func headerText(m Mail) (text, why string) {
	var b strings.Builder
	line := func(field string, values ...string) {
		for _, v := range values {
			if v == "" {
				continue
			}
			if b.Len()+len(v) > maxHeaderBytes {
				why = "document.limit.text"
				return
			}
			b.WriteString(field + ": " + v + "\n")
		}
	}
	line("From", m.From...)
	line("To", m.To...)
	line("Cc", m.Cc...)
	line("Subject", m.Subject)
	line("Date", m.Date)
	return b.String(), why
}
