// Package note makes what goes out: the NA to a domestic authority, the NE to a foreign partner.
//
// Vocabulary: a draft is what the author writes, paragraph by paragraph, in Markdown; a citation [[ref]] in the
// text points at a statement or record; a source is what a citation resolves to for this author; the floor is the
// join of the labels of everything cited; a portion mark says the level of one paragraph; the banner is the
// note's own mark, top and bottom of every page; a problem is what the author must mend (or, as a hint, may
// think about); a refusal is a rule of release that says no, for one addressee and one source.
//
// Laws it keeps:
//   - Floor is the join of what is cited, and never less than any part of it; the author's label dominates it or
//     the note does not go out. A label above the floor is a hint, not a problem: classify as little as needed.
//   - No text escapes the floor: whatever stands as [[…]] anywhere in a paragraph, code and links included, is a
//     citation. There is no way to write one that does not count.
//   - A citation that is not there and one that the author may not see give the same problem, the same refusal and
//     the same preview: the caller answers both with false.
//   - Release is refused unless every rule agrees: no consent asked is no consent given.
//   - Nothing of the text is lost: HTML, unreadable characters and link targets appear as text.
//   - Preview and print come from one and the same reading of the Markdown.
//   - Every page of the print carries banner (twice), reference, copy number, page n of m. Same input, same bytes.
//   - No name of a person stands in the metadata, and the author's name is not printed: the service signs.
//
// What it does not do: it stores, numbers and sends nothing, asks nobody for consent, and sets no level: all that
// comes in as values. Right-to-left and joining scripts are not shaped: their characters are printed as code
// points and Unprintable warns the author. PDF files are made to PDF/A-2b rules; nobody has certified them.
package note
