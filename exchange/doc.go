// Package exchange reads published lists into entries of facts.
//
// Vocabulary: a list is a file somebody publishes, with its siblings (the files that belong to it); an entry is one thing
// on it, under the key the list gives it; a fact is one property of an entry with the words it came from; a problem is
// a row, or part of one, that could not be read, and where. Every list has a form of its own, hence a reader of its
// own, and together they are longer than a package should be: ofac.go, un.go, eu.go, uk.go, csv.go, ftm.go.
//
// Laws it keeps:
//   - Nothing vanishes: what is not read is a problem that names file, row and column. Good rows are kept, and a row
//     is an entry or none.
//   - Every fact passes fact.CheckValue (the value of an entity property is the other entry's key) and stands once in
//     its entry; what a list marks as a weak alias stays weak.
//   - A partial date stays partial; a range of years is the two years it gives, never a day nobody said. The words a value
//     was read from stay beside it where they differ.
//   - The same bytes give the same entries in the same order, the list's own. Time and memory are linear in the file and
//     bounded; XML entities and includes are never followed.
//
// What it does not do: it opens no file and no address, decides no label and no grade, compares no names, and makes
// no identities: a key is the list's own word for a thing, the house derives an identity from it.
//
// Budget: the readers of lists and of batches share the rows, the words for countries and dates, and the problems; apart,
// each would have its own, and read the same words otherwise.
package exchange
