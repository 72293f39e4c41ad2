// Package registry is the desk through which everything comes in: records, the sources they come from, the people who handle them.
//
// Vocabulary: what arrives is an Incoming; what became of it is its Receipt; what stands in the house is a Record.
// A Source is where records come from. An Enrolment makes a person known, a Clearing changes what that person may see.
//
// Laws it keeps:
//   - Every file gets a receipt: read, read in part (what not, and why) or refused (why). A refused file is kept, sealed.
//   - A record's label is the marking it was given, else its source's default, and always with the source's
//     organisation among its originators. Nothing read in the file changes it, routing does not lower it.
//   - Names found in it are proposals (mentions), written in the same act as the record.
//   - The same bytes sent again are another record with another receipt: that it came twice is a fact, and an answer
//     "we have this already" would tell the sender what the house holds. Records with equal bytes find each other as
//     twins, each reader seeing those of their own view. So a sender without a receipt may send again: nothing is
//     lost, nothing is overwritten, and what came twice shows as twice.
//   - Nobody enrols or clears themselves, and the last registrar cannot be put out. What is changed counts from the
//     person's next act. A dossier's circle comes from its team alone and is never given here.
//   - Lists and counts read the view only. They are ordered by moment and then by random id; a place in a list
//     (Cursor) is made of a row its reader saw.
//
// One thing it cannot hide: the short name of a source is taken or free, and a registrar who tries a name taken by a
// source above their clearance learns that it is taken. Short names of such sources should say nothing.
package registry
