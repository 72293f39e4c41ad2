// Package name turns a name, or a text full of names, into comparable words.
//
// Vocabulary: to fold is to write a word in the one spelling that all its typographic variants share; a word is a
// run of letters and numbers; a joiner is an apostrophe or a hyphen; two words are tied when nothing but one
// joiner (and perhaps a line break after it) parts them.
//
// What folding does, in this order, letter by letter:
//   - compatibility forms are taken apart (Unicode NFKD: ligatures, full width, superscripts) and case is dropped;
//   - special Latin letters get their plain spelling (ß ss, æ ae, ø o, đ d, ł l, þ th …; see special.go for the
//     sources), Persian and Arabic yeh and kaf become one, the digits of all scripts become 0–9;
//   - accents, vowel points and diacritics go; the vowel signs of Indic scripts and of Thai and the voicing
//     marks of kana stay, as they are letters there;
//   - what is left is composed again (NFC), so that Hangul stays in syllables.
//
// What parts words: every joiner, space, line break, punctuation mark and symbol. "Al-Fulan", "Al Fulan" and
// "al'fulan" fold to "al fulan"; "AlFulan" folds to "alfulan", and Word.Tied tells a reader who wants to try both.
// Han, kana other than katakana, Hangul, Thai, Lao, Khmer and Burmese are written without spaces between
// words, so each of their letters is a word of its own. Characters without a shape of their own (soft hyphen, zero
// width, bidirectional controls, NUL, tatweel) are not there at all: nobody hides a name by putting one inside it.
//
// Laws it keeps:
//   - Fold is idempotent; Fold of a text in NFC and in NFD is the same; case never matters.
//   - Fold(s) is the words of Split(s) with one space between, and these are the words of Words(s).
//   - Every word says where it stands: Start and End lie on the bounds of characters, words do not overlap, and
//     folding text[Start:End] gives the word again.
//   - Any bytes may come in. Bytes that are no UTF-8 part words. Time and memory are linear in the text.
//
// Parse takes a name apart into parts with roles (given, family, patronymic, particle, title, legal form …); Romanise writes
// it in Latin letters as the standards of its script do and as people do; Speller says how well a Latin word spells a word of another
// script; Skeleton and Sound give keys to find by; Frequency tells how rare a word is. What they know stands in rooms of
// their own: script (and Unmask, for letters that pose as others), roman (the standards), usage (learned spellings), han (readings), lexicon (words).
//
// Laws these keep: any bytes may come in; same input, same output, whatever was asked before; the parts of a name stand in
// the order of writing, do not overlap, and Text is s[Start:End]; work is bounded for a name of any length.
//
// What it does not do: folding changes no script into another (ö and oe, Й and Y stay apart), and nothing here decides that two
// names are one person's. That is the work of package match.
package name
