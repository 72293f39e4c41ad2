// Package han knows how ideographs are read in Mandarin.
//
// Vocabulary: a reading is a syllable of Hanyu Pinyin (ISO 7098) without its tone; two ideographs are alike when they have one
// reading; a surname has readings of its own (单 is shan, not dan).
//
// The table pinyin.txt is written by tools/nametables from the readings of the Unicode Consortium's CLDR (kMandarin).
//
// Laws it keeps:
//   - A reading is of lower case letters a to z and ü; an ideograph without one reads "".
//   - Alike is idempotent and keeps the reading.
//
// What it does not do: it reads no Japanese, Korean or Cantonese, and chooses no reading by the words around.
package han
