// Package witness lets people outside the house watch its register grow: it serves the register's files, asks witnesses to
// sign its checkpoints, is itself a witness of other registers, and keeps mirrors of them.
//
// Laws it keeps:
//   - What is served is entries and hashes, which tell nothing, and nothing else of the house.
//   - Every second in which the register grew, each witness of the policy is asked for its signature. A witness that does not
//     answer holds nobody up; that it is silent is told.
//   - A witness keeps, durably, what it is about to sign before it answers, one register at a time.
//   - A mirror takes nothing over that does not continue what it has: every entry, tile and signature is checked first.
//
// It decides nothing; whose signatures are believed is the policy's to say (package register).
package witness
