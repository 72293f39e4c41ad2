package roman

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// jamo is a syllable of Hangul taken apart: the numbers of its initial, vowel and final (0 for none), as Unicode counts them.
type jamo struct{ initial, vowel, final int }

func takeApart(r rune) (jamo, bool) {
	if r < 0xAC00 || r > 0xD7A3 {
		return jamo{}, false
	}
	n := int(r - 0xAC00)
	return jamo{n / 588, n % 588 / 28, n % 28}, true
}

// The spellings of vowels and initials, in Unicode's order, in the Revised Romanization of 2000 and in McCune-Reischauer.
func vowels(mccune bool) []string {
	if mccune {
		return strings.Fields("a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i")
	}
	return strings.Fields("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
}

const silent = 11 // the initial ㅇ

func initials(mccune bool) []string {
	if mccune {
		return []string{"k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "ch", "tch", "ch’", "k’", "t’", "p’", "h"}
	}
	return []string{"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"}
}

// finalSound is what a final sounds like before a consonant or at the end: k, n, t, l, m, p, ng, or nothing.
func finalSound(final int) string {
	return strings.Fields("- k k k n n n t l k m p l l p l m p p t t ng t t k t p t")[final]
}

// korean spells Korean words: the first of a name of one piece is the family name, kept apart from the rest.
func korean(words []string) []Reading {
	if words = rejoin(words); len(words) == 1 {
		words = cutKorean(words[0])
	}
	var revised, mccune, north []string
	for _, w := range words {
		revised = append(revised, spellHangul(w, false))
		mccune = append(mccune, spellHangul(w, true))
		north = append(north, strings.NewReplacer("’", "", "ŏ", "o", "ŭ", "u").Replace(spellHangul(w, true)))
	}
	out := []Reading{{title(revised), "Revised Romanization 2000", "ko"}, {title(mccune), "McCune-Reischauer", "ko"}, {title(north), "McCune-Reischauer without marks", "ko"}}
	return slices.Concat(out[:1], passportsKorean(words), out[1:])
}

// cutKorean cuts a name of two to five syllables after the family name.
func cutKorean(word string) []string {
	r := []rune(word)
	if len(r) < 2 || len(r) > 5 {
		return []string{word}
	}
	n := 1
	if len(r) > 2 && slices.Contains(strings.Fields("남궁 제갈 선우 황보 독고 사공 서문 동방"), string(r[:2])) {
		n = 2
	}
	if n == 1 && !strings.Contains("\n"+familiesKorean, "\n"+string(r[:1])+" ") {
		return []string{word} // nobody's family name: a foreigner's name
	}
	return []string{string(r[:n]), string(r[n:])}
}

// spellHangul spells a run of syllables.
func spellHangul(word string, mccune bool) string {
	var out strings.Builder
	before := jamo{final: -1}
	for _, r := range word {
		j, ok := takeApart(r)
		if !ok {
			continue
		}
		out.WriteString(meet(before.final, j.initial, mccune))
		out.WriteString(vowels(mccune)[j.vowel])
		before = j
	}
	if before.final > 0 {
		out.WriteString(strings.Trim(finalSound(before.final), "-"))
	}
	return out.String()
}

// meet spells the final of a syllable and the initial of the next; final is -1 at the start of a word. The Revised
// Romanization writes the syllables of a name without the sounds that meet (section 3, item 4); McCune-Reischauer writes what is heard.
func meet(final, initial int, mccune bool) string {
	in := initials(mccune)[initial]
	switch {
	case final < 0:
		return in
	case final == 0:
		return voiced(in, mccune)
	case !mccune:
		return strings.Trim(finalSound(final), "-") + in
	case initial == silent:
		return carried(final)
	}
	end := finalSound(final)
	switch {
	case (end == "l" || end == "n") && initial == 5, end == "l" && initial == 2:
		return "ll"
	case (end == "m" || end == "ng") && initial == 5:
		return end + "n"
	case initial == 2 || initial == 6 || initial == 5:
		return nasal(end) + strings.Replace(in, "r", "n", 1)
	case end == "n" || end == "m" || end == "l" || end == "ng":
		return end + voiced(in, true)
	}
	return end + in
}

// nasal is what a stop sounds like before n and m.
func nasal(end string) string {
	switch end {
	case "k":
		return "ng"
	case "t":
		return "n"
	case "p":
		return "m"
	}
	return strings.Trim(end, "-")
}

// voiced softens a plain initial between sounds in McCune-Reischauer.
func voiced(in string, mccune bool) string {
	if mccune {
		switch in {
		case "k":
			return "g"
		case "t":
			return "d"
		case "p":
			return "b"
		case "ch":
			return "j"
		}
	}
	return in
}

// carried is a final spoken as the initial of the next syllable.
func carried(final int) string {
	return strings.Trim(strings.Fields("- g kk ks n nj n d r lg lm lb ls lt lp r m b ps s ss ng j ch k t p -")[final], "-")
}

// passportsKorean gives the spellings most often chosen in passports: of family names as lists have them, of given names
// by syllable.
func passportsKorean(words []string) []Reading {
	if len(words) < 2 {
		return nil
	}
	family := familyKorean(words[0])
	var out []Reading
	for i := range 4 {
		given := []string{}
		for _, w := range words[1:] {
			for _, r := range w {
				given = append(given, chosen(passportSyllable(r), i))
			}
		}
		text := chosen(family, i)
		out = append(out, Reading{title(append([]string{text}, given...)), "passport, Korea", "ko"})
		out = append(out, Reading{title([]string{text, strings.Join(given, "")}), "passport, Korea", "ko"})
	}
	return out
}

func chosen(list []string, i int) string {
	if len(list) == 0 {
		return ""
	}
	return list[min(i, len(list)-1)]
}

func familyKorean(word string) []string {
	for line := range strings.Lines(familiesKorean) {
		if rest, ok := strings.CutPrefix(line, word+" "); ok {
			return strings.Fields(rest)
		}
	}
	return []string{spellHangul(word, false)}
}

// passportSyllable gives the usual spellings of a syllable of a given name.
func passportSyllable(r rune) []string {
	j, ok := takeApart(r)
	if !ok {
		return nil
	}
	vowel := strings.Fields("a ae,ai ya yae,yea u,eo,o e yu,yeo,young ye,yea o wa wae oe,oi yo u,oo wo,won we,wea wi,wee yu,yoo u,eu ui,ee,eui i,ee")
	begin := strings.Fields("k,g kk n d,t tt r,l m b,p pp s,sh ss - j,ch jj ch,c k t p h")
	end := strings.Fields("- k,g k k n n n t l,ll k m p l l p l m p,b p t t ng t t k t p t")
	var out []string
	for _, v := range strings.Split(vowel[j.vowel], ",")[:min(3, strings.Count(vowel[j.vowel], ",")+1)] {
		if j.vowel == 6 && (v == "young" || j.final == 21 && v == "yu") {
			v = "you"
		}
		for k, b := range strings.Split(begin[j.initial], ",") {
			if k == 0 {
				out = append(out, strings.Trim(b, "-")+v+strings.Trim(strings.Split(end[j.final], ",")[0], "-"))
			}
		}
	}
	first, _ := utf8.DecodeRuneInString(out[0])
	if first == 's' && j.vowel == 20 {
		out = append([]string{"sh" + out[0][1:]}, out...) // 시, 신
	}
	return out
}

// familiesKorean are the commonest family names and how passports spell them.
const familiesKorean = `김 Kim Gim
이 Lee Yi Rhee I
리 Ri Lee Yi
박 Park Pak Bak Bahk
최 Choi Choe Chey
정 Jung Jeong Chung Chong
강 Kang Gang
조 Cho Jo Joe
윤 Yoon Yun
장 Jang Chang
임 Lim Im Rim Yim
림 Rim Lim
한 Han Hahn
오 Oh O
서 Seo Suh So
신 Shin Sin
권 Kwon Gwon
황 Hwang Whang
안 Ahn An
송 Song
류 Ryu Yoo Ryoo
유 Yoo Yu Ryu You
전 Jeon Jun Chun Chon
홍 Hong
고 Ko Go Koh
문 Moon Mun
양 Yang
손 Son Sohn
배 Bae Pae
백 Baek Paek Back
허 Heo Hur Huh Ho
남 Nam
심 Shim Sim
노 Noh Roh No
로 Ro No
하 Ha
곽 Kwak Gwak
성 Sung Seong Song
차 Cha
주 Joo Ju Chu
우 Woo U
구 Koo Gu Ku
민 Min
나 Na Ra
라 Ra Na
진 Jin Chin
지 Ji Chi
엄 Um Eom Om
채 Chae
원 Won
천 Cheon Chun Chon
방 Bang Pang
공 Kong Gong
현 Hyun Hyeon
함 Ham
변 Byun Byeon Pyon
염 Yeom Yum
여 Yeo Yo
추 Choo Chu
도 Do To
소 So
석 Seok Suk Sok
선 Sun Seon Son
설 Seol Sul
마 Ma
길 Gil Kil
연 Yeon Yun Yon
위 Wi
표 Pyo
명 Myung Myeong Myong
기 Ki Gi
반 Ban Pan
왕 Wang
금 Keum Geum Kum
옥 Ok
육 Yook Yuk
인 In
맹 Maeng
남궁 Namgung Namkung
황보 Hwangbo
제갈 Jegal
선우 Sunwoo Seonu
`
