// Package screening is the desk where the subjects of verifications are looked for, on lists and in what the service knows.
//
// Vocabulary: an edition is one version of a list, a listing what it says of one entry; a batch is what somebody asked to
// have looked for, with its purpose, its legal ground and the moment at which it is answered; a subject is one of its rows;
// a hit is a listing that resembles a subject: a person decides whether they are the same. A batch runs once, or stands
// until a day: then every change of a list is looked for in it too.
//
// Laws it keeps:
//   - A batch is matched against everything the house holds, under its own mandate, whatever its operator may see. A hit bears the
//     join of the batch's label and of what it was found in: who may not see that sees no hit, no count and no trace of one.
//   - A batch is answered at the moment announced when it was opened, by the clock, with hits or without: neither state nor
//     moment tells anybody anything.
//   - A machine proposes; a person decides each hit, with a reason, and where the batch asks for two, another person confirms
//     before "the same" counts. A decision is a new version: what was decided before stays in the register.
//   - Decided once stays decided until subject or entry changes; then the hit opens again and says why.
//   - Of a batch that runs once, subjects and undecided traces are erased when it is answered: rows, sealed contents, and the
//     batch's own key, so that old copies cannot be read either. Time may end and erase, never begin or prolong.
//   - Evidence is kept as it was and recomputes bit for bit.
//   - A threshold changes by two persons, who first see which past decisions it would have turned.
//
// What it does not do: it scores nobody. A probability says how likely two names denote one, and a flag (a minor, a protected
// profession) is shown to whoever decides and weighs nothing.
package screening
