package name

// special gives the plain spelling of letters that Unicode does not take apart, "" for all others. It is asked
// for letters in lower case only. Where ICAO Doc 9303 part 3, section 6 (the letters of a passport's
// machine-readable zone) and CLDR's Latin-ASCII transform differ, the shorter wins: ø is o, not oe, as people type it.
func special(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ø':
		return "o"
	case 'đ', 'ð', 'ɖ', 'ɗ': // Croatian and Sami, Icelandic, African, Hausa
		return "d"
	case 'ł':
		return "l"
	case 'ı': // Turkish i without a dot
		return "i"
	case 'þ':
		return "th"
	case 'ħ':
		return "h"
	case 'ŧ':
		return "t"
	case 'ŋ', 'ɲ':
		return "n"
	case 'ĸ':
		return "q"
	case 'ə', 'ǝ', 'ɛ': // Azerbaijani schwa, as in passports; African
		return "e"
	case 'ɔ':
		return "o"
	case 'ɓ':
		return "b"
	case 'ƙ':
		return "k"
	case 'ƴ':
		return "y"
	}
	return specialArabic(r)
}

// specialArabic makes one letter of the shapes that Arabic, Persian and Urdu keyboards give to the same letter
// (Unicode core specification, chapter 9.2: kaf, yeh and heh).
func specialArabic(r rune) string {
	switch r {
	case 'ک':
		return "ك"
	case 'ی', 'ى':
		return "ي"
	case 'ہ':
		return "ه"
	}
	return ""
}

// isApostrophe tells the marks that people write for an apostrophe, prime, okina and geresh.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '´', '‘', '’', '‛', '′', 'ʹ', 'ʻ', 'ʼ', 'ʽ', 'ˈ', '＇', '׳', '՚':
		return true
	}
	return false
}

// isHyphen tells the marks that people, scanners and old encodings write for a hyphen.
func isHyphen(r rune) bool {
	switch r {
	case '-', '‐', '‑', '‒', '–', '−', '֊', '־', '﹣', '－':
		return true
	}
	return false
}
