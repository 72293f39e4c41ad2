// Package lexicon knows the words that names are made of.
//
// Vocabulary: all words are folded. A form is a legal form and its class one of a few kinds of bodies, alike in all countries; a title
// stands before a name, a suffix after it, a particle before the part it belongs to; the share of a word is the part of all
// given or family names that it makes up.
//
// The files form.txt and word.txt are written by hand; nick.txt and share.txt by tools/nametables from public lists (United
// States census 2010, popular names by country, the nicknames list, names of people on Wikidata).
//
// Laws it keeps:
//   - Every word in the tables is folded already: folding changes none.
//   - Lookups are exact and the answers sorted; a share is never 0.
//
// What it does not do: it takes no name apart (that is package name).
package lexicon
