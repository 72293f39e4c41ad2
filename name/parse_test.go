package name_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"schild/name"
)

// roles shows a name's parts with a letter for each role, and * where the comma turned it round.
func roles(n name.Name) string {
	var out []string
	for _, p := range n.Parts {
		out = append(out, p.Folded+"/"+p.Role.String())
	}
	if n.Inverted {
		out = append(out, "*")
	}
	return strings.Join(out, " ")
}

// All names are invented.
func TestParsePersons(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"given, family", "Renée Janssens", "renee/given janssens/family"},
		{"particles", "Jan van den Berghe", "jan/given van/particle den/particle berghe/family"},
		{"title, two given, two family (Spain)", "Dr. María José García Márquez", "dr/honorific maria/given jose/given garcia/family marquez/family"},
		{"Spain with y", "Pablo García y Romero", "pablo/given garcia/family y/particle romero/family"},
		{"comma", "Janssens, Renée", "janssens/family renee/given *"},
		{"comma, two words of family", "van Damme, Jan Piet", "van/particle damme/family jan/given piet/given *"},
		{"capitals before", "JANSSENS Renée", "janssens/family renee/given"},
		{"capitals after", "Renée JANSSENS", "renee/given janssens/family"},
		{"known names reversed", "Smith Anna", "smith/family anna/given"},
		{"initials", "J. P. Janssens", "j/initial p/initial janssens/family"},
		{"suffix after a comma", "Peter Johnson, Jr.", "peter/given johnson/family jr/suffix"},
		{"suffix in letters", "Peter Johnson, M.D.", "peter/given johnson/family m/suffix d/suffix"},
		{"suffix before the comma", "Johnson Jr, Peter", "johnson/family jr/suffix peter/given *"},
		{"China, turned round", "Guoqqong Cao", "guoqqong/given cao/family"},
		{"suffix", "Peter Johnson III", "peter/given johnson/family iii/suffix"},
		{"one word", "Janssens", "janssens/family"},
		{"apostrophe", "Conan O'Sullivan", "conan/given osullivan/family"},
		{"d'", "Karel D’Hondt", "karel/given dhondt/family"},
		{"Russia", "Пётр Иванович Щукин", "петр/given иванович/patronymic щукин/family"},
		{"Russia, family first", "Щукина Анна Ивановна", "щукина/family анна/given ивановна/patronymic"},
		{"Russia in Latin letters, family first", "Shchukin Pyotr Ivanovich", "shchukin/family pyotr/given ivanovich/patronymic"},
		{"Serbia: the ending makes no patronymic of a last name", "Zoran Petrovic", "zoran/given petrovic/family"},
		{"Azerbaijan", "Rauf Kamal oglu Aliyev", "rauf/given kamal/patronymic oglu/particle aliyev/family"},
		{"bin", "Yusuf bin Tariq al-Masri", "yusuf/given bin/particle tariq/patronymic al/particle masri/family"},
		{"بن", "يوسف بن طارق المصري", "يوسف/given بن/particle طارق/patronymic المصري/family"},
		{"China", "王小平", "王/family 小平/given"},
		{"China, two ideographs of family", "歐陽小平", "歐陽/family 小平/given"},
		{"China in Latin letters", "Wang Xiaoqqing", "wang/family xiaoqqing/given"},
		{"Korea", "이민수", "이/family 민수/given"},
		{"Korea, two syllables of family", "남궁민수", "남궁/family 민수/given"},
		{"Korea, turned round", "민수 이", "민수/given 이/family"},
		{"Korea in Latin letters", "Kim Min-su", "kim/family min/given su/given"},
		{"Japan", "高橋 みなみ", "高橋/family みなみ/given"},
		{"a foreigner in China", "瓦特豪斯·尚尼", "瓦特豪斯/given 尚尼/family"},
		{"geresh", "ג'ורג' לוי", "גורג/given לוי/family"},
		{"number", "Agent 117", "agent/family 117/number"},
		{"title alone is a name", "Baron", "baron/family"},
	} {
		if got := roles(name.Parse(c.in, name.Person)); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.what, c.in, got, c.want)
		}
	}
}

func TestParseOrganisations(t *testing.T) {
	for _, c := range []struct{ in, want, form string }{
		{"Berghe Trading GmbH & Co. KG", "berghe/plain trading/plain gmbh co kg/form", "partnership"},
		{"ООО «Щукин и Ко»", "ооо/form щукин/plain и/plain ко/plain", "llc"},
		{"Berghe NV", "berghe/plain nv/form", "jsc"},
		{"N.V. Berghe", "n v/form berghe/plain", "jsc"},
		{"Foo Sp. z o.o.", "foo/plain sp z o o/form", "llc"},
		{"Bank of Nowhere", "bank/plain of/particle nowhere/plain", ""},
		{"株式会社テスト", "株式会社/form テスト/plain", "jsc"},
		{"测试有限公司", "测试/plain 有限公司/form", "llc"},
		{"117 Brigade", "117/number brigade/plain", ""},
		{"Общество с ограниченной ответственностью «Вектор»", "общество с ограниченнои ответственностью/form вектор/plain", "llc"},
	} {
		n := name.Parse(c.in, name.Unknown)
		if got := roles(n); got != c.want || n.Kind != name.Organisation {
			t.Errorf("%s (kind %d)\n got %s\nwant %s", c.in, n.Kind, got, c.want)
		}
		if got := name.LegalForm(name.Fold(c.in)); got != c.form {
			t.Errorf("LegalForm of %s is %q, want %q", c.in, got, c.form)
		}
	}
}

func TestKinds(t *testing.T) {
	for in, want := range map[string]name.Kind{"Renée Janssens": name.Person, "Janssens BV": name.Organisation, "Université de Nulle Part": name.Organisation, "": name.Unknown,
		"Li Se": name.Person, "Kim Oy": name.Person, "…": name.Unknown, "山田太郎": name.Person} {
		if got := name.Parse(in, name.Unknown).Kind; got != want {
			t.Errorf("%s: kind %d, want %d", in, got, want)
		}
	}
}

func checkParse(t failer, s string) {
	for _, kind := range []name.Kind{name.Unknown, name.Person, name.Organisation} {
		n := name.Parse(s, kind)
		if again := name.Parse(s, kind); !reflect.DeepEqual(n, again) {
			t.Fatalf("Parse(%+q) differs: %v, %v", s, n, again)
		}
		end := 0
		for _, p := range n.Parts {
			if p.Start < end || p.End <= p.Start || p.End > len(s) || p.Text != s[p.Start:p.End] || p.Folded == "" {
				t.Fatalf("Parse(%+q): part %+v after %d", s, p, end)
			}
			if a, b := unspaced(name.Fold(p.Text)), unspaced(p.Folded); a != b {
				t.Fatalf("Parse(%+q): part %+v folds to %+q", s, p, a)
			}
			end = p.End
		}
		if (len(n.Parts) > 0) != (n.Kind != name.Unknown) && kind == name.Unknown || len(n.Parts) > 80 {
			t.Fatalf("Parse(%+q): kind %d of %d parts", s, n.Kind, len(n.Parts))
		}
	}
}

func unspaced(s string) string { return strings.ReplaceAll(s, " ", "") }

func TestParseLaws(t *testing.T) {
	words := rapid.SampledFrom([]string{"van", "Dr.", "bin", "oglu", "Ivanovich", "Kim", "GmbH", "Sp. z o.o.", ",", "Jr", "O'", "ג'", "王", "株式会社", "김", "みなみ", "JANSSENS", "117", "J.", "al-", "\u202e"})
	rapid.Check(t, func(t *rapid.T) {
		checkParse(t, strings.Join(rapid.SliceOfN(rapid.OneOf(words, texts()), 0, 8).Draw(t, "words"), " "))
	})
}

// What lists and people send: nothing of it is an error, and each is read in bounded time.
func TestBadNames(t *testing.T) {
	for _, s := range []string{"", "x", "王", "\x00", "\u202eJan\u202c Janssens", "J\x00a\x00n", "Pаul Janssens", "Jan Пётр 王小平", "\xff\xfe", ",", ",,", "- -", "'", "Dr.", "bin", "van van van", "GmbH", "…",
		strings.Repeat("a", 10_000), strings.Repeat("a ", 5_000), strings.Repeat("王", 10_000), strings.Repeat("김 ", 5_000), strings.Repeat("ש", 10_000), strings.Repeat("Щ", 10_000), strings.Repeat("bin ", 2_500)} {
		checkParse(t, s)
		checkLatin(t, s)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"Dr. Jan van den Berghe, Jr", "Yusuf bin Tariq al-Masri", "株式会社テスト", "ООО «Щукин»", "김민수", "ג'ורג'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkParse(t, s) })
}

func TestNicknames(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"william", "bill", true}, {"bill", "william", true}, {"bill", "billy", true}, {"jan", "johannes", true}, {"kees", "cornelis", true}, {"саша", "александр", true},
		{"sasha", "aleksandr", true}, {"anna", "anna", true}, {"anna", "peter", false}, {"", "anna", false},
	} {
		if got := name.SameNickname(c.a, c.b); got != c.want {
			t.Errorf("SameNickname(%s, %s) = %v", c.a, c.b, got)
		}
	}
	if name.Nicknames("qqqq") != nil {
		t.Error("an unknown name has nicknames")
	}
}

// TestNicknamesAreAllOfThem: whoever looks names up by Nicknames finds every one that SameNickname would accept.
func TestNicknamesAreAllOfThem(t *testing.T) {
	known := name.Nicknames("mohammed")
	for _, seed := range []string{"william", "jan", "maria", "guillermo", "alexander"} {
		known = append(known, name.Nicknames(seed)...)
	}
	for _, a := range known {
		listed := name.Nicknames(a)
		for _, b := range known {
			if a != b && name.SameNickname(a, b) != slices.Contains(listed, b) {
				t.Errorf("%s and %s: the same %v, listed %v", a, b, name.SameNickname(a, b), slices.Contains(listed, b))
			}
		}
	}
	if !slices.Contains(name.Nicknames("mohammed"), "memo") {
		t.Error("two forms of one name, mohammed and memo, are not listed")
	}
}
