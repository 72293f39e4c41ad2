// Package witness is what a witness of registers says and does: it signs that a register only grew.
//
// Vocabulary: a Submission is a register's newest checkpoint with the proof that it continues the last one this witness
// signed; a cosignature is the witness's line beneath a checkpoint, with the time; a Verdict is what a witness answers.
//
// Laws it keeps:
//   - A witness signs no checkpoint that it has not been shown to continue the last one it signed, and two of one size only
//     when they are the same. So two people who trust one witness were shown one history.
//   - It never signs what it cannot yet have kept: a Verdict gives the checkpoint to keep, and whoever answers keeps it first.
//   - Requests, answers, statuses and cosignatures are those of C2SP tlog-witness and tlog-cosignature (Ed25519), so foreign
//     registers and foreign witnesses can be used. One request has one reading; others are refused.
//
// It has no clock, no network and no file. It does not say whom to believe: a register.Policy does.
package witness
