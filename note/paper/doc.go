// Package paper sets styled text on A4 pages and writes them as a PDF file with the same bytes every time.
//
// Vocabulary: a pen measures text with the embedded fonts; a text is words in one style; a line is text already
// broken to a width; a column is where text may stand; a flow fills pages from top to bottom and knows nothing of
// what the text means; a page is a list of texts and bars at their places, drawn only when all pages are known.
//
// Laws it keeps:
//   - No text leaves its column: what is too long for a line is cut, by whole characters.
//   - No letter is lost: what the fonts cannot draw appears as its code point (Ink).
//   - No page ends with the first of several lines, none begins with the last.
//   - Same input, same bytes: no clock, no random, and the file's identifier comes from its content.
//
// What it does not do: it shapes no joining or right-to-left script, hyphenates nothing, knows no images.
package paper
