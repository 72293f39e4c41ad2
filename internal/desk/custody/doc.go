// Package custody is the desk of what a thing bears while the house keeps it: its label is lowered and raised here.
//
// Vocabulary: a Subject is a record, a statement or a note; a Wish is what somebody would have it bear, and why; a Lowering
// is the way of a wish: proposed, lowered or kept. Authority is the role under which somebody decides.
//
// Laws it keeps:
//   - Lowering is an act of its own, with the protected interest, the reason, the authority and, for what stays classified, a
//     review date; the register has the label before and after. What does not dominate what a thing bears is lower, in
//     whatever part: level, compartments, circles, who may have it.
//   - A SECRET thing is lowered by two persons, and so is one that the proposer cannot read.
//   - An originator stays one; each other than the house must have consented to this lowering, recorded by somebody else than
//     the proposer. There is no tacit consent.
//   - Nothing is lowered below what it was made from: a statement not below its record, a note not below what it cites.
//   - Raising counts at once and takes along what was made of the thing: statements of a record, notes on paper not yet sent.
//     The author may, and whoever may lower.
//   - A record that nobody may read is not lost: the registrar learns its reference, size and day, and nothing more, and may
//     propose a label for it, blind.
//
// A draft is not lowered here: its author chooses its label in the draft, never below what it cites. What was left under the
// old label stays as earlier versions, for whoever may read that.
package custody
