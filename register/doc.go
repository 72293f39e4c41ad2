// Package register keeps a tamper-evident list of acts that anyone can check from bytes alone.
//
// Vocabulary: an Act is what somebody did and which rows it changed; its entry (or leaf) is a salted commitment to it and
// nothing else; entries are the leaves of a Merkle tree (RFC 6962); a Checkpoint is the tree's size and root, signed as a
// note; a Policy says whose signature is believed; a Proof is the receipt of one entry, checked without the rest; a Problem
// names one place where the register and what is found differ.
//
// Laws it keeps:
//   - An entry tells nothing: without the salt it is 32 random-looking bytes. The act itself is kept elsewhere, sealed, and
//     may be erased; the tree still verifies.
//   - One act has one encoding and one row has one encoding. Decoding refuses every other.
//   - Verify trusts the policy and nothing else: no clock, no network, no database, no word of whoever kept the register.
//   - Whatever one edit does to an export, Verify names its file and accuses no other. Of several edits at once it may
//     accuse either side of what disagrees, but passes over none.
//   - An Audit names every row and act that was altered, dropped or added since the checkpoint was signed. It holds 32
//     bytes a change and about 130 an act, whatever the rows say.
//   - The files are those of C2SP tlog-tiles, tlog-checkpoint and tlog-policy, so foreign programs can check them too.
//
// It does not say whose key to believe. And a history forged whole and signed with the house's own key is whole: only
// against a checkpoint kept elsewhere, or a witness's signature, does it show.
package register
