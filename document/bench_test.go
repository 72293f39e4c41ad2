package document_test

import (
	"strings"
	"testing"

	"schild/document"
)

// BenchmarkOpenMail is a usual mail: two alternatives, an attached mail and a picture.
func BenchmarkOpenMail(b *testing.B) { benchmark(b, forwarded) }

// BenchmarkOpenLetter is a plain mail of two pages.
func BenchmarkOpenLetter(b *testing.B) {
	benchmark(b, "From: a@b.example\nTo: c@d.example\nSubject: s\n\n"+strings.Repeat("De vergadering van donderdag begint om negen uur in de grote zaal.\n", 90))
}

// BenchmarkOpenBase64 is a mail with a text of 6 MB in base64.
func BenchmarkOpenBase64(b *testing.B) {
	benchmark(b, "From: a@b.example\nSubject: s\nContent-Transfer-Encoding: base64\n\n"+
		strings.Repeat("RGUgdmVyZ2FkZXJpbmcgdmFuIGRvbmRlcmRhZyBiZWdpbnQgb20gbmVnZW4gdXVyLgoK\r\n", 120_000))
}

func benchmark(b *testing.B, mail string) {
	b.SetBytes(int64(len(mail)))
	b.ReportAllocs()
	for b.Loop() {
		document.Open("m.eml", strings.NewReader(mail), document.Limits{}, shut)
	}
}
