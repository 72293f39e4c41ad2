package casework

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	desk "schild/internal/desk/casework"
	"schild/label"
)

// TestALetterOnPaper: marks on every page, every word of it, and the same bytes each time.
func TestALetterOnPaper(t *testing.T) {
	x := desk.Paper{Name: "decision_letter", Lang: "fr", Registered: sampleAt, Body: "Référence: CLEA-1\n\nMadame, Monsieur,\n\n" + strings.Repeat("L’habilitation de sécurité demandée pour vous a été refusée. ", 120) + "\n\nSignature"}
	l := label.Label{Level: label.Restricted, Circles: "dossier:x"}
	b, err := letterPDF(x, "Lettre", l)
	again, _ := letterPDF(x, "Lettre", l)
	if err != nil || !bytes.Equal(b, again) {
		t.Fatalf("%v, the same bytes: %v", err, bytes.Equal(b, again))
	}
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("skipped: no pdftotext")
	}
	cmd := exec.Command(tool, "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(b)
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	if len(pages) < 2 || strings.Contains(string(text), "dossier:x") {
		t.Fatalf("%d pages: %s", len(pages), text)
	}
	for i, p := range pages {
		if strings.Count(p, l.Level.Word("fr")) < 2 {
			t.Errorf("page %d bears no marks: %s", i+1, p)
		}
	}
	for _, want := range []string{"Lettre", "CLEA-1", "Signature", "1/"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
}
