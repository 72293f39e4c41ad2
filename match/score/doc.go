// Package score says how likely two names, with what else is known, denote one bearer, and why.
//
// Before anything is compared, compound names of Arabic are brought into one word and one spelling (see compound.go).
//
// Vocabulary: a subject is what one side says (names, dates, places, numbers); a word is one part of a name as it is
// compared; two words are near when one is a spelling of the other within the distance below; a link is a near pair and
// its cost; an item is one piece of evidence with its weight; the score is the sum of the items' weights as a
// probability. Weights are hundred-thousandths of a natural log-odds unit, whole numbers: they add up on paper, on any machine.
//
// When words are near:
//   - in one script: at most one typing error (a letter more, less, other, or two neighbours swapped) in words of two to five
//     letters, two in longer ones; in two scripts: the same between any two of their Latin spellings (name.Romanise);
//   - or they share a key of sound (name.Sound, name.Skeleton) and differ little in letters; or one is a nickname of the other (name.SameNickname);
//   - or one is two or three neighbouring words of the other joined, with at most one typing error in words
//     of five letters and more, where the first or the last of the joined words, of three letters or more, is whole;
//   - or two neighbours are two others with the space between them one letter off.
//
// Two exceptions need no near word: an initial and a word that begins with it; the last word of a name of four words and more, cut short.
//
// Laws it keeps:
//   - Compare is symmetric, pure and total: any bytes may come in, and the work is bounded (24 words a name, 40 letters a word).
//   - Only near words speak for a name; a word with no near one speaks against it. So whoever finds all near words
//     finds all names (package index does).
//   - Absence is neutral: what one side does not say has no item. What differs lowers, what agrees raises.
//   - The names alone never reach certainty: how much they can say is bounded by how rare they are in the population, from
//     package name's tables. No list, and so no entry that a reader may not see, has any influence.
//   - Stored evidence recomputes: the items add up to the score, and the two subjects give the same items again, bit for
//     bit, under the same Version.
//
// What it does not do: it says nothing about a person, only about two names. It decides nothing; a person does.
//
// Budget: an index must know before it compares what a score can be at most; those bounds stand beside the weights they come
// from, and their names with them.
package score
