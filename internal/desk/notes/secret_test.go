package notes_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWhatOneMayNotSeeChangesNothing plays the same scene in two worlds that differ only in what Noor may not see, and
// gives her every view: she learns the same.
func TestWhatOneMayNotSeeChangesNothing(t *testing.T) {
	scene := `person noor name="Noor Low" roles=analyst,head level=RESTRICTED
person ilse name="Ilse High" roles=analyst level=SECRET
person hugo name="Hugo High" roles=head level=SECRET
record open title="Open" label="RESTRICTED//REL *//ORIG VESTERLY"
statement said record=open value="Seen" label="RESTRICTED//REL *//ORIG VESTERLY"
noor draft mine kind=NE lang=en title="Mine" subject="Mine" text="It[[said]]." to="Anna,STARKAU,ST" label="RESTRICTED//REL STARKAU//ORIG VESTERLY" interest=e why=partner review=2028`
	secret := `record hidden title="Hidden" label="SECRET//REL STARKAU//ORIG VESTERLY"
statement more record=open value="Unseen" label="SECRET//REL *//ORIG VESTERLY"
ilse draft theirs kind=NE lang=en title="Theirs" subject="Theirs" text="It[[said]] and[[open]] and[[hidden]]." to="Anna,STARKAU,ST" label="SECRET//REL STARKAU//ORIG VESTERLY" interest=e why=partner review=2028
ilse submit theirs
hugo consent hidden originator=VESTERLY recipient=STARKAU answer=yes reason=letter`
	asked := `noor list
noor list queue=review
noor read mine
noor check mine
noor release mine
noor trail open
noor trail said
noor trail hidden
noor read theirs
noor copies theirs
noor confirm theirs how=x
noor approve theirs version=2
noor draft cites kind=NE lang=en title="C" subject="C" text="It[[hidden]]." to="Anna,STARKAU,ST"
noor check cites
noor recall hidden reason=x
noor consent hidden originator=VESTERLY recipient=STARKAU answer=asked
noor recall open reason="withdrawn"
noor trail open
noor list`
	with, without := newWorld(t), newWorld(t)
	answers := func(w *world, scenes ...string) string {
		var out strings.Builder
		for _, scene := range scenes {
			out.Reset()
			for line := range strings.SplitSeq(scene, "\n") {
				out.WriteString(w.hide(w.command(line)) + "\n")
			}
		}
		return out.String()
	}
	high := answers(with, scene, secret, asked)
	low := answers(without, scene, asked)
	if d := cmp.Diff(low, high); d != "" {
		t.Error(d)
	}
	if strings.Count(low, "missing: missing") < 6 {
		t.Error("the scene no longer asks for what is not there:\n" + low)
	}
	with.proven()
}
