// Package world invents a year of a small country's security service: who lives there, who writes to the service, what they write.
//
// Vocabulary: an entity is a person, company, organisation or vessel that one of the lists names; a message is one
// file that came in, with the truth of it: which entities its text names, where, in which spelling; a spelling is how a
// text writes a name (as listed, in capitals, without accents, family name first, …).
//
// Laws it keeps:
//   - Same seed and size, same bytes: no clock, no chance but dice thrown from the seed. Each message is thrown from its own
//     dice, so any may be made alone, in any order, by many at once.
//   - Everyone and everything in it is invented: names are put together from syllables, countries have codes that ISO 3166
//     leaves to users (XA to XZ), addresses end in .example.
//   - The truth stays beside the data, never in it.
//
// It opens no house and writes no file: package demo does.
package world
