// Package notes is the desk of what goes out: notes are drafted, submitted, approved, sent, confirmed and, when they must, recalled.
//
// Vocabulary: a note is one text for named addressees, an NA or an NE; its state is draft, submitted, returned, approved,
// sent or recalled; a dispatch is one copy for one addressee; a consent is what an originator answered about one source
// and one recipient; a trail is the way from a record to those who were told of it.
//
// Laws it keeps:
//   - A note's row bears the join of the author's label, of the floor of everything cited and of its dossier's circle: a
//     draft whose label nobody has chosen yet is seen by nobody lower than what it cites.
//   - Nobody cites what they may not see; what is not there and what may not be seen give the same answer.
//   - Three different persons: whoever wrote a version or submitted it does not approve, and neither they nor whoever
//     approved sends. Each step is bound to the version that was read.
//   - The approver must see every source that is cited; the release check is asked again in the act that sends.
//   - An originator's silence is no consent, a consent past its date is none either, and a recall overrides both.
//   - What left is kept as it left: the sources as they stood are frozen in the note, each copy's digest in its dispatch.
//   - A recall reaches every note that cites the recalled, seen or not seen by whoever recalls; they are told no more than
//     they may see.
//
// Budget: one law, the floor, runs through draft, approval, release and recall; parted, it would be written four times.
//
// It draws no page and sends no mail: it says what may leave, for whom, and remembers that it did.
package notes
