// Package match finds the names of a list in running text, however many there are.
//
// Vocabulary: a gazetteer is a list of names, each with a reference that its owner understands; a spelling is a
// name as folded words (package name) with its ties; a hit is a place in a text that one spelling of a name covers
// from the first letter of a word to the last letter of a word.
//
// How it works: the letters of every spelling, without what parts its words, are hashed; a small filter knows the hashes of
// all names and of their beginnings, so that most words of a text are done with after one look. What the filter lets pass is
// looked up, and the letters themselves are compared: no hit is ever an accident of hashing.
//
// Laws it keeps:
//   - What it cannot miss. A usable name is found wherever the text has its words in its order, whatever the case, accents,
//     invisible characters, kind and number of spaces, line breaks and punctuation between them. Where either side ties two
//     words (one apostrophe, one hyphen, a hyphen and a line break), the other may tie, part or join them: Al-Fulan, Al Fulan
//     and AlFulan find Al-Fulan; Al-Fulan finds AlFulan. A name written with one comma, "Janssens, Peter", is found as
//     "Peter Janssens" too. At most 64 words and 512 bytes of letters are one spelling, on both sides.
//   - What it does not find: other letters than the name's (that is the work of comparing, not of finding), words that only
//     a space parts as one word or the reverse, other orders of words than the two above.
//   - All hits are given, overlapping ones and ones inside others too, each once, ordered by start, end and reference.
//   - Add may run while others scan: a scan finds the names added before it began, and perhaps those added since.
//   - Any bytes may be scanned. Time is linear in the text: a word begins at most 64 looks.
//
// What it does not do: it does not decide what a hit means, and it never takes a name away. Whoever removes a name drops its
// reference when it comes back.
package match
