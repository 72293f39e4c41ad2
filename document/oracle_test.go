package document_test

import (
	"bytes"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"schild/document"
)

// differs lists the messages where the other reader sees another number of leaves, and why ours is right.
func differs(stem string) (leaves int, why string) {
	switch filepath.Base(stem) {
	case "multipartemptypart", "multipartnestedemptyparts":
		return 1, "one part stands between the delimiters, as the published tree too has it"
	case "missing-boundary", "multipartnopart", "badbound":
		return 1, "a multipart without a part is given as the text it is, where the other loses it"
	case "missing-inner-start-boundary":
		return 2, "the same for the inner one"
	case "multi-igor", "multi-igor2":
		return 9, "a mail attached as a file of no known type is opened too"
	}
	return 0, ""
}

// TestMailOracle compares with the trees another reader of mail published for its odd and malformed messages: as many
// leaves, and of each attachment that is no text the same bytes (where base64 is cut off ours has some more).
func TestMailOracle(t *testing.T) {
	none := func(string, []byte) (document.Inner, error) { return document.Inner{}, io.ErrUnexpectedEOF }
	mails, leavesSeen, bytesSeen := 0, 0, 0
	all := map[string][]byte{}
	files(t, data(t, "files/mime4j-eml"), func(name string, b []byte) { all[name] = b })
	for name, b := range all {
		stem, isMail := strings.CutSuffix(name, ".msg")
		if !isMail {
			continue
		}
		var texts, raws [][]byte
		for other, body := range all {
			if strings.HasPrefix(other, stem+"_decoded_") {
				switch filepath.Ext(other) {
				case ".txt":
					texts = append(texts, body)
				case ".bin":
					raws = append(raws, body)
				}
			}
		}
		mails++
		d := document.Open("m.eml", bytes.NewReader(b), document.Limits{}, none)
		want := len(texts) + len(raws)
		if n, why := differs(stem); why != "" {
			want = n
		}
		if got := leaves(d); got != want {
			t.Errorf("%s: %d leaves, want %d\n%s", name, got, want, outline(d))
		}
		for _, raw := range raws {
			bytesSeen++
			if !slices.ContainsFunc(d.Parts, func(p document.Part) bool { return bytes.HasPrefix(p.Bytes, raw) }) {
				t.Errorf("%s: no part has the %d bytes %.40q", name, len(raw), raw)
			}
		}
		leavesSeen += len(texts) + len(raws)
	}
	t.Logf("%d mails, %d leaves, %d of them compared byte for byte", mails, leavesSeen, bytesSeen)
}
