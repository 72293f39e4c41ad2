// Package document opens a file somebody sent, telling what was read of it.
//
// Vocabulary. A *document* is one file as it came in. A *part* is one piece of it that stands on its own: the body of
// a mail, an attachment, a message of an mbox, a file in an archive, the one text of a plain file. A part has a *path*
// ("2", "2.1", "2.1.3": the second piece, the first inside it …), which never changes for the same bytes. The block of
// header lines of a mail is a part too (path "0", or "2.0" for a mail inside a mail, type text/rfc822-headers), since
// the names in it are read like any other text. *Unread* is what was kept and not, or not wholly, read, with the
// reason; a *note* is what a reader should know about a part that was read (a guessed character set, deletions left
// out, a name that does not fit the content). Reasons and notes are message keys ("document.encrypted").
// *Hard* forms are office and PDF files: formats whose readers are large enough to be attacked. Open hands their bytes
// to a function of type Hard, so that a house can run it in a child process; Inside is that function in this process.
//
// Laws it keeps:
//   - Nothing is lost silently: every leaf of a mail, every message of an mbox, every entry of an archive is a part,
//     read or with a reason. What a limit cut off is said in the last part before the cut.
//   - Open never fails and never panics: a file nobody can read is a refused Document that says why.
//   - Everything is bounded (Limits): bytes, parts, depth, text, entries and how far they unpack.
//   - Pure: no file, no process, no clock, no random, no network; names inside files are never used as paths; the same
//     bytes give the same Document.
//   - Text is UTF-8 in normal form C with LF line ends and without NUL. Bidirectional controls stay: they are evidence.
//   - The type is what the bytes are (media type, PRONOM id where known), not what a sender claims; where a name or a
//     second signature says otherwise, a note says so.
//
// What it does not do: it recognises no letters in pictures, opens nothing that is encrypted, runs no macro, follows no
// link, and does not read the old binary office formats (.doc, .xls, .ppt, .msg); it keeps those and says so.
//
// Budget: one small reader a format, each a file of its own; what they share (limits, text, unpacking, parts) would
// have to be exported to take them apart.
package document
