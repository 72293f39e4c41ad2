// Package screen looks for subjects on lists and says what it found, why, and what it cannot have missed.
//
// Vocabulary: an edition is one version of a list; an entry is one thing on it; a subject is somebody who is looked for; a
// hit is an entry that resembles a subject, with its evidence; a certificate says what was looked through, by which rules, and
// what therefore cannot have been missed; a flag is something about a subject that the person who decides must know.
//
// Laws it keeps:
//   - A result depends on subject, editions, rules and floor alone: the same input gives the same bytes, however many look at
//     once. Hits stand best first; those of one probability by list and entry.
//   - No entry that reaches the floor is missed within the distances that package index states, and none whose number
//     (passport, national, company number) is the subject's own.
//   - A hit's evidence recomputes bit for bit from subject and entry (score.Evidence.Holds), and names the edition.
//   - Entries that may not be seen change nothing: Options.See decides before anything is counted.
//   - A flag is shown to people and never weighs anything.
//
// What it does not do: it decides nothing, keeps nothing and says nothing about a person: a probability only says how
// likely two names denote one.
package screen
