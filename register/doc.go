// Package register keeps a tamper-evident list of acts that anyone can check from bytes alone.
//
// Vocabulary: an Act is what somebody did and which rows it changed; its entry (or leaf) is a salted commitment to it and
// nothing else; entries are the leaves of a Merkle tree (RFC 6962); a Checkpoint is the tree's size and root, signed as a
// note; a Policy says whose signature is believed; a Problem names one place where the register and what is found differ.
//
// Laws it keeps:
//   - An entry tells nothing: without the salt it is 32 random-looking bytes. The act itself is kept elsewhere, sealed, and
//     may be erased; the tree still verifies.
//   - One act has one encoding and one row has one encoding. Decoding refuses every other.
//   - Verify trusts the policy and nothing else: no clock, no network, no database, no word of whoever kept the register.
//   - An Audit names every row and act that was altered, dropped or added since the checkpoint was signed. It holds 32
//     bytes a row and about 100 an act, whatever the rows say.
//   - The files are those of C2SP tlog-tiles, tlog-checkpoint and tlog-policy, so foreign programs can check them too.
//
// It does not say whose key to believe, and it does not see a history that was forged whole and signed with the house's
// own key: that takes a witness outside, or yesterday's checkpoint.
package register
