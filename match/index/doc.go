// Package index finds the names of a list that resemble a name, and misses none.
//
// Vocabulary: an entry is what the list says of one bearer, under its key; a term is a folded word that occurs in names; the
// floor is the least score anybody wants to hear of; a hit is an entry with its score.
//
// How it works: every term is found by what is left of it when up to two letters are taken away, by its Latin spellings, by its sound and by
// its nicknames; from the terms near a word the names that have them are counted, and whatever could still reach the
// floor is compared in full.
//
// The guarantee: Search gives exactly what comparing with every entry one by one (score.Compare) would give, the same entries, in
// the same order, with the same sums. No entry that reaches the floor is missed, on account of
//   - typing errors: one in each word of two to five letters, two in each longer one;
//   - the order of words, a comma, words without a partner, honorifics, particles, initials, words joined or parted;
//   - another script, where two Latin spellings are as near as that, or sound alike; nicknames that package name knows.
//
// What such differences cost is package score's to say; the tests name those that never fall below the shipped floor.
//
// Laws it keeps:
//   - An entry that See refuses influences nothing: not the hits, not the sums, not the counts. Rarity is the population's,
//     from package name, never the list's.
//   - Put and Drop change one entry and rebuild nothing; what they leave behind is found by no search.
//   - Hits stand by sum, then by key: a total order. Any bytes may come in.
//   - Safe for concurrent use: searches run beside each other, changes one at a time.
//
// What it does not do: it keeps no labels and no files, and does not decide what a hit means.
package index
