package exchange

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"schild/day"
	"schild/fault"
	"schild/name"
)

// TestCountryTable: every code has its shape, and no name stands under two codes.
func TestCountryTable(t *testing.T) {
	seen := map[string]string{}
	for line := range strings.Lines(countryText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		code, names, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Errorf("%q", line)
		}
		for n := range strings.SplitSeq(names, "|") {
			folded := name.Fold(n)
			if other, twice := seen[folded]; folded == "" || twice && other != code {
				t.Errorf("%q stands for %s and %s", n, other, code)
			}
			seen[folded] = code
			if got, ok := country(n); !ok || got != code {
				t.Errorf("%q is %s, want %s", n, got, code)
			}
		}
		if got, ok := country(strings.ToUpper(code)); !ok || got != code {
			t.Errorf("%s is %s", code, got)
		}
	}
}

func TestCountry(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Belgium", "be"}, {"België", "be"}, {"BELGIQUE", "be"}, {"Belgien", "be"}, {" be ", "be"},
		{"Korea, North", "kp"}, {"Korea, South", "kr"}, {"Cote d’Ivoire", "ci"}, {"Burma", "mm"}, {"former Soviet Union", "suhh"},
		{"Democratic Republic of the Congo", "cd"}, {"Congo", "cg"}, {"United Kingdom of Great Britain and Northern Ireland", "gb"},
		{"Atlantis", ""}, {"", ""}, {"b", ""},
	} {
		if got, _ := country(c.in); got != c.want {
			t.Errorf("%q is %q, want %q", c.in, got, c.want)
		}
	}
	for _, c := range []struct{ in, want string }{
		{"Cali, Colombia", "co"}, {"Pyongyang, Korea, North", "kp"}, {"Colombia", "co"}, {"Portland, OR", ""}, {"Paris", ""}, {"Somewhere, IN", ""},
	} {
		if got, _ := countryAt(c.in); got != c.want {
			t.Errorf("%q lies in %q, want %q", c.in, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"1946", "1946"}, {"15 Jan 1955", "1955-01-15"}, {"Jan 1955", "1955-01"}, {"circa 1951", "1951"}, {"1951 to 1953", "1951 1953"},
		{"between 1951 and 1953", "1951 1953"}, {"01 Jul 1946", "1946-07-01"}, {"29 Feb 2000", "2000-02-29"}, {"1961-03-03", "1961-03-03"},
		{"Aug 1960 to Sep 1961", "1960-08 1961-09"}, {"circa 1943 to circa 1947", "1943 1947"}, {"approximately 1960", "1960"}, {"5 September 1970", "1970-09-05"}, {"circa 1979-1982", "1979 1982"}, {"1979-1982", "1979 1982"},
		{"29 Feb 1999", ""}, {"31 Apr 1970", ""}, {"0 Jan 1970", ""}, {"", ""}, {"Jan", ""}, {"1955 Jan", ""}, {"15 Jan 55", ""}, {"01/02/1970", ""},
		{"1951 to", ""}, {"1951 to nobody", ""}, {"15 ebm 1970", ""}, {"100 Jan 1970", ""}, {"-1 Jan 1970", ""},
	} {
		var got []string
		list, ok := dates(c.in)
		for _, d := range list {
			got = append(got, d.String())
		}
		if s := strings.Join(got, " "); ok != (c.want != "") || ok && s != c.want {
			t.Errorf("%q is %q, %v, want %q", c.in, s, ok, c.want)
		}
	}
}

// TestDateReadsWhatIsWritten: every date written as the lists do reads back.
func TestDateReadsWhatIsWritten(t *testing.T) {
	short := strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
	rapid.Check(t, func(t *rapid.T) {
		d := day.Date{Year: int16(rapid.IntRange(1000, 9999).Draw(t, "year")), Month: uint8(rapid.IntRange(1, 12).Draw(t, "month"))}
		d.Day = uint8(rapid.IntRange(0, int(d.Last().Day)).Draw(t, "day"))
		text := short[d.Month-1] + " " + d.String()[:4]
		if d.Day > 0 {
			text = d.String()[8:] + " " + text
		}
		if got, ok := dates(text); !ok || got[0] != d {
			t.Fatalf("%q is %v", text, got)
		}
	})
}

func TestNumber(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"A100", "A100"}, {"A100 (Peru)", "A100"}, {"A100 (Peru) issued 3 May 2001 expires 2011", "A100"}, {"V-12 issued 2001", "V-12"}, {"(98)(912)", "(98)(912)"}, {"", ""},
	} {
		if got := number(c.in); got != c.want {
			t.Errorf("%q is %q", c.in, got)
		}
	}
}

// TestRowsGoOn: a broken row costs itself; the rows after it keep their line numbers.
func TestRowsGoOn(t *testing.T) {
	text := "a,\"b\nc\",d\nx,\"never closed,y\n1,2,3\n\n" + strings.Repeat("z", lineMost+5) + "\n\"bad\"quote,2\n\xff,2\nlast,\"q\"\"q\",end"
	r := newRows(File{Name: "f", Reader: strings.NewReader(text)}, false)
	var got []string
	for {
		w, ok, err := r.next()
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		got = append(got, strings.Join(append([]string{strings.Repeat("|", w.at.row), w.why}, w.fields...), ";"))
	}
	want := []string{"|;;a;b\nc;d", "|||;exchange.row.quotes", "||||;;1;2;3", "||||||;exchange.row.long", "|||||||;exchange.row.quotes", "||||||||;exchange.row.encoding", "|||||||||;;last;q\"q;end"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q", got)
	}
}

// TestTheFileThatIsTooBigIsNamed: it may stand beside the list's own.
func TestTheFileThatIsTooBigIsNamed(t *testing.T) {
	r := newRows(File{Name: "add.csv", Reader: strings.NewReader("a,b\n")}, true)
	r.left = 3
	_, _, err := r.next()
	_, xmlErr := (&limited{file: "add.csv", r: strings.NewReader("<a/>"), left: 3}).Read(make([]byte, 8))
	for _, err := range []error{err, xmlErr} {
		if said := fault.Outward(err); !errors.Is(err, errTooBig) || said.Key != "exchange.long" || !slices.Equal(said.Args[:2], []string{"file", "add.csv"}) {
			t.Errorf("%v", err)
		}
	}
}
