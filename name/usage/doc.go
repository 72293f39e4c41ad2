// Package usage knows how people spell the names of other scripts in Latin letters.
//
// Vocabulary: a word is the letters of one name part, folded; a unit pairs one or two letters of a word with none to
// a few Latin letters; a model gives the chance of a run of units, each after the two before it; a spelling is
// a Latin word with its chance.
//
// The models are learned by tools/nametables from public pairs of names (CC0 and Apache-2.0) and kept beside this
// file: *.gram holds the runs of units, *.word the spellings of common words that the runs alone would not give.
//
// Laws it keeps:
//   - Same input, same output; equal chances are ordered by spelling.
//   - Any word may come in: letters that no model knows are passed over, and words are cut at 40 letters.
//   - What is shipped is read once, on first use, script by script.
//
// What it does not do: it follows no standard (that is package roman) and says nothing about Latin words alone.
package usage
