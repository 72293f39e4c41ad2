// Package roman writes names of other scripts in Latin letters as published standards do.
//
// Vocabulary: a scheme is one standard for one language: rules from letters to spellings. It covers a word when it
// has a rule for each of its letters. A reading is what one scheme makes of a name.
//
// Sources of the rules, restated as tables: the BGN/PCGN agreements, ICAO Doc 9303 part 3, ISO 9, 233, 259, 843, 3602, 7098,
// 9984, 9985 and 15919, the passport rules of the countries named, McCune-Reischauer and the Revised Romanization
// of Korean, Hepburn, Wade-Giles, and the spellings of Duden and Taalunie.
//
// Laws it keeps:
//   - Every reading names its standard; readings come in a fixed order, that of the scheme files.
//   - Any bytes may come in. A letter that no scheme of its script covers is passed over.
//   - Linear in the length of the name.
//
// What it does not do: it does not know how a man spells his own name, nor the vowels that Arabic and Hebrew leave out (that
// is package usage); it reads no ideographs in Japanese.
package roman
