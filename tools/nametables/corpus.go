package main

import (
	"bufio"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"schild/name"
	"schild/name/roman"
	"schild/name/script"
	"schild/name/usage"
)

// corpus is where the pairs of one script come from.
type corpus struct {
	file  string
	of    script.Script
	read  func(path string, of script.Script) ([]pair, error)
	least float64 // runs of three units seen fewer times are dropped
}

func corpora() []corpus {
	return []corpus{
		{"cyrl", script.Cyrillic, readTokens("netransliteration/wd_russian_80"), 2},
		{"arab", script.Arabic, readArabic, 2},
		{"hani", script.Han, readTokens("netransliteration/wd_chinese_80"), 2},
		{"hebr", script.Hebrew, readNames("netransliteration/wd_hebrew"), 2},
		{"hang", script.Hangul, readNames("netransliteration/wd_korean"), 2},
	}
}

// eachLine gives the fields of each line of a file parted by tabs.
func eachLine(path string, f func(fields []string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f(strings.Split(lines.Text(), "\t"))
	}
	return lines.Err()
}

// makePair folds both sides; ok is false when one has nothing to learn from.
func makePair(latin, other string, of script.Script, weight float64) (pair, bool) {
	p := pair{usage.Letters(of, other), usage.Plain(name.Fold(latin)), weight}
	ratio := float64(len(p.latin)) / float64(max(1, len(p.other)))
	most := 4.0
	if of == script.Han {
		most = 6
	}
	ok := len(p.other) > 0 && len(p.latin) > 0 && ratio <= most && ratio >= 0.5 && len(p.other) <= 24 && len(p.latin) <= 30
	return p, ok && script.Of(latin) == script.Latin
}

// readTokens reads lines of a Latin word, the letters of the other and a count.
func readTokens(file string) func(string, script.Script) ([]pair, error) {
	return func(data string, of script.Script) ([]pair, error) {
		var pairs []pair
		err := eachLine(filepath.Join(data, file), func(f []string) {
			if len(f) != 3 {
				return
			}
			n, err := strconv.ParseFloat(f[2], 64)
			if p, ok := makePair(f[0], strings.ReplaceAll(f[1], " ", ""), of, n); ok && err == nil {
				pairs = append(pairs, p)
			}
		})
		return pairs, err
	}
}

func readArabic(data string, of script.Script) ([]pair, error) {
	pairs, err := readTokens("netransliteration/wd_arabic_80")(data, of)
	if err != nil {
		return nil, err
	}
	err = eachLine(filepath.Join(data, "google-transliteration/ar2en-train.txt"), func(f []string) {
		if len(f) == 2 {
			if p, ok := makePair(f[1], f[0], of, 1); ok {
				pairs = append(pairs, p)
			}
		}
	})
	return pairs, err
}

// readNames reads whole names in both scripts and keeps those whose words stand for each other one by one.
func readNames(file string) func(string, script.Script) ([]pair, error) {
	return func(data string, of script.Script) ([]pair, error) {
		count := map[[2]string]float64{}
		err := eachLine(filepath.Join(data, file), func(f []string) {
			if len(f) != 2 {
				return
			}
			latin, other := latinWords(f[0]), strings.Fields(f[1])
			if of == script.Hangul {
				latin, other = korean(latin, other)
				latin = turned(latin, other)
			}
			if len(latin) == len(other) {
				for i := range latin {
					count[[2]string{latin[i], other[i]}]++
				}
			}
		})
		var pairs []pair
		for _, k := range sortedPairs(count) {
			if p, ok := makePair(k[0], k[1], of, count[k]); ok {
				pairs = append(pairs, p)
			}
		}
		return pairs, err
	}
}

// latinWords cuts at spaces; a bracketed note ends the name.
func latinWords(s string) []string {
	s, _, _ = strings.Cut(s, " (")
	return strings.Fields(strings.ReplaceAll(s, ",", " "))
}

// korean makes words stand one by one where Korean writes a name in one piece and Latin in two: 김정은, Kim Jong-un.
func korean(latin, other []string) ([]string, []string) {
	if len(other) == 1 && len(latin) >= 2 && len(latin) <= 3 {
		if n := utf8.RuneCountInString(other[0]); n >= 2 && n <= 4 && surnameSyllable(other[0], latin[0]) {
			_, size := utf8.DecodeRuneInString(other[0])
			return []string{latin[0], strings.Join(latin[1:], "")}, []string{other[0][:size], other[0][size:]}
		}
	}
	return latin, other
}

// surnameSyllable tells whether a Latin word may be the first syllable of a Korean name.
func surnameSyllable(hangul, latin string) bool {
	r, _ := utf8.DecodeRuneInString(hangul)
	known := map[rune]string{'김': "kim gim", '이': "lee yi i rhee ri li", '박': "park pak bak", '최': "choi choe", '정': "jung jeong chung chong", '강': "kang gang", '조': "cho jo", '윤': "yoon yun", '장': "jang chang", '임': "lim im rim", '한': "han", '오': "oh o", '서': "seo suh so", '신': "shin sin", '권': "kwon gwon", '황': "hwang", '안': "ahn an", '송': "song", '류': "ryu yoo", '유': "yoo yu ryu", '홍': "hong", '전': "jeon jun chun chon", '고': "ko go koh", '문': "moon mun", '손': "son sohn", '양': "yang", '배': "bae pae", '백': "baek paek", '허': "heo hur huh ho", '남': "nam", '심': "shim sim", '노': "noh roh no ro", '하': "ha", '곽': "kwak gwak", '성': "sung seong song", '차': "cha", '주': "joo ju chu", '우': "woo u", '구': "koo gu ku", '민': "min", '나': "na ra", '진': "jin chin", '지': "ji chi", '엄': "um eom om", '채': "chae", '원': "won", '천': "cheon chun", '방': "bang pang", '공': "kong gong", '현': "hyun hyeon", '함': "ham", '변': "byun byeon pyon", '염': "yeom yum", '여': "yeo", '추': "choo chu", '도': "do to", '소': "so", '석': "seok suk sok", '선': "sun seon", '설': "seol sul", '마': "ma", '길': "gil kil", '연': "yeon yun yon", '위': "wi", '표': "pyo", '명': "myung myeong", '기': "ki gi", '반': "ban pan", '왕': "wang", '금': "keum geum", '옥': "ok", '육': "yook", '인': "in", '맹': "maeng", '제': "je", '모': "mo", '탁': "tak", '국': "kook guk", '어': "eo", '은': "eun", '편': "pyun", '용': "yong", '예': "ye", '봉': "bong", '사': "sa", '부': "boo bu", '리': "ri", '림': "rim", '량': "ryang", '로': "ro"}
	for _, w := range strings.Fields(known[r]) {
		if name.Fold(latin) == w {
			return true
		}
	}
	return false
}

// turned puts the Latin words in the order of the Korean ones: as they are, the other way round, or the last one first or the first
// one last, whichever sounds best. Korean keeps the order of each country, Latin often does not.
func turned(latin, other []string) []string {
	n := len(latin)
	if n != len(other) || n < 2 || n > 6 {
		return latin
	}
	back := slices.Clone(latin)
	slices.Reverse(back)
	best, least := latin, math.MaxFloat64
	for _, order := range [][]string{latin, back, append([]string{latin[n-1]}, latin[:n-1]...), append(slices.Clone(latin[1:]), latin[0])} {
		cost := 0.0
		for i := range order {
			cost += apart(order[i], other[i])
		}
		if cost < least {
			best, least = order, cost
		}
	}
	return best
}

// apart says how far the sounds of two words are from each other, 0 to 1.
func apart(latin, hangul string) float64 {
	readings := roman.Readings(hangul)
	keys := name.Sound(usage.Plain(name.Fold(latin)))
	if len(readings) == 0 || len(keys) == 0 {
		return 1
	}
	b := name.Sound(usage.Plain(name.Fold(strings.ReplaceAll(readings[0].Text, " ", ""))))
	least := 1.0
	for _, k := range keys {
		for _, l := range b {
			least = min(least, float64(edits(k, l))/float64(max(len(k), len(l))))
		}
	}
	return least
}

// edits is the Levenshtein distance.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}
