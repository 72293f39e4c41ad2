package roman

import (
	"strings"
	"unicode/utf8"

	"schild/name/han"
)

// chinese reads ideographs as Mandarin: the family name, one or two ideographs, stands first. What stands apart was
// written apart, as the names of foreigners are.
func chinese(words []string) []Reading {
	family, given := "", ""
	words = rejoin(words)
	if len(words) == 1 {
		family, given = cutChinese(words[0])
	}
	if family == "" {
		return readAll(words)
	}
	f, g := syllables(family, true), syllables(given, false)
	if len(f) == 0 || len(g) == 0 {
		return readAll(words)
	}
	out := []Reading{
		{title([]string{join(f), join(g)}), "Hanyu Pinyin (ISO 7098)", "zh"},
		{title(append([]string{join(f)}, g...)), "Hanyu Pinyin (ISO 7098)", "zh"},
		{title([]string{wadeAll(f), wadeAll(g)}), "Wade-Giles", "zh"},
		{title([]string{strings.ReplaceAll(join(f), "ü", "yu"), strings.ReplaceAll(join(g), "ü", "yu")}), "passport, China", "zh"},
	}
	for _, other := range surnamesAbroad(family) {
		out = append(out, Reading{title([]string{other, join(g)}), "usage abroad", "zh"}, Reading{title(append([]string{other}, g...)), "usage abroad", "zh"})
	}
	return out
}

// rejoin puts together letters that folding has parted.
func rejoin(words []string) []string {
	for _, w := range words {
		if utf8.RuneCountInString(w) != 1 {
			return words
		}
	}
	return []string{strings.Join(words, "")}
}

func readAll(words []string) []Reading {
	var joined, wade []string
	for _, w := range words {
		s := syllables(w, false)
		joined = append(joined, join(s))
		wade = append(wade, wadeAll(s))
	}
	return []Reading{{title(joined), "Hanyu Pinyin (ISO 7098)", "zh"}, {title(wade), "Wade-Giles", "zh"}}
}

// cutChinese cuts a name of two to four ideographs after the family name; it gives "" for what looks like no Chinese name.
func cutChinese(word string) (family, given string) {
	r := []rune(word)
	if len(r) < 2 || len(r) > 4 {
		return "", ""
	}
	if len(r) > 2 && strings.Contains(doubleSurnames, string(r[:2])) {
		return string(r[:2]), string(r[2:])
	}
	if len(r) == 4 {
		return "", ""
	}
	return string(r[:1]), string(r[1:])
}

// doubleSurnames are the family names of two ideographs still borne, in both writings.
const doubleSurnames = "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 东方 東方 独孤 獨孤 南宫 南宮 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 长孙 長孫 宇文 司空 端木 申屠 令狐 轩辕 軒轅 淳于 单于 百里 呼延 东郭 東郭 赫连 赫連 澹台 公冶 宗政 濮阳 濮陽 太史 拓跋 鲜于 鮮于 钟离 鍾離 闾丘"

func syllables(word string, family bool) []string {
	var out []string
	for _, r := range word {
		s := han.Reading(r)
		if family {
			s = han.SurnameReading(r)
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

func join(syllables []string) string { return strings.Join(syllables, "") }

func wadeAll(syllables []string) string {
	var out []string
	for _, s := range syllables {
		out = append(out, wade(s))
	}
	return strings.Join(out, "-")
}

// wade turns a syllable of Pinyin into Wade-Giles: the initial, then the rest; a few syllables are written as one.
func wade(s string) string {
	switch s {
	case "zhi", "chi", "shi", "ri":
		return map[string]string{"zhi": "chih", "chi": "ch’ih", "shi": "shih", "ri": "jih"}[s]
	case "zi", "ci", "si":
		return map[string]string{"zi": "tzu", "ci": "tz’u", "si": "ssu"}[s]
	case "er", "yi", "you", "yan", "ye":
		return map[string]string{"er": "erh", "yi": "i", "you": "yu", "yan": "yen", "ye": "yeh"}[s]
	case "ju", "qu", "xu", "yu":
		return map[string]string{"ju": "chü", "qu": "ch’ü", "xu": "hsü", "yu": "yü"}[s]
	}
	initials := []string{"zh", "ch’?", "sh", "b", "p", "d", "t", "g", "k", "j", "q", "x", "z", "c", "r"}
	wades := []string{"ch", "ch’", "sh", "p", "p’", "t", "t’", "k", "k’", "ch", "ch’", "hs", "ts", "ts’", "j"}
	for i, in := range initials {
		in = strings.TrimSuffix(in, "’?")
		if rest, ok := strings.CutPrefix(s, in); ok {
			return wades[i] + wadeRest(in, rest)
		}
	}
	return wadeRest("", s)
}

func wadeRest(initial, rest string) string {
	front := initial == "j" || initial == "q" || initial == "x"
	switch {
	case rest == "ong":
		return "ung"
	case rest == "iong":
		return "iung"
	case rest == "ian":
		return "ien"
	case rest == "ie":
		return "ieh"
	case rest == "ue" || rest == "üe":
		return "üeh"
	case rest == "uan" && front:
		return "üan"
	case rest == "un" && front:
		return "ün"
	case rest == "uo" && initial != "g" && initial != "k" && initial != "h" && initial != "sh":
		return "o"
	case rest == "ui" && (initial == "g" || initial == "k"):
		return "uei"
	case rest == "e" && (initial == "g" || initial == "k" || initial == ""):
		return "o"
	}
	return rest
}

// surnamesAbroad are spellings of common family names that Cantonese, Hokkien and Teochew speakers and the archives of
// Hong Kong, Taiwan and Singapore use.
func surnamesAbroad(family string) []string {
	for line := range strings.Lines(abroad) {
		names, spellings, _ := strings.Cut(strings.TrimSpace(line), " ")
		if strings.Contains(names, family) {
			return strings.Fields(spellings)
		}
	}
	return nil
}

const abroad = `陈陳 Chan Tan Chin
李 Lee Li Lei
王 Wong Ong
黄黃 Wong Huang Ng Ooi
林 Lam Lim
张張 Cheung Chang Teo
刘劉 Lau Low Liew
吴吳 Ng Goh Wu
杨楊 Yeung Young Yeo
梁 Leung Leong Neo
何 Ho
郑鄭 Cheng Tay Tee
谢謝 Tse Chia
周 Chow Chou Chew
许許 Hui Koh Khoo Hsu
蔡 Choi Tsai Chua Choy
叶葉 Yip Yap Yeh
冯馮 Fung
邓鄧 Tang Teng
罗羅 Law Lo
曾 Tsang Chan Tseng
徐 Tsui Chee Hsu
郭 Kwok Kuo Quek
赵趙 Chiu Chao Teo
朱 Chu Choo
胡 Wu Woo Hu
孙孫 Suen Sun
余 Yu Yee
卢盧 Lo Lu
吕呂 Lui Lu
萧蕭肖 Siu Hsiao Seow
江 Kong Chiang
关關 Kwan
莫 Mok
方 Fong Png
袁 Yuen Yuan
潘 Poon Pan Phua
苏蘇 So Su Soh
钟鍾 Chung Cheong
温溫 Wan Wen
石 Shek Shih
马馬 Ma Mah
高 Ko Kao
沈 Sum Shen Sim
洪 Hung Ang
`
