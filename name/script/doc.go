// Package script tells in which writing a name stands.
//
// Vocabulary: a script is a set of letters; the script of a text is the one most of its letters belong to; a mask is a
// letter of one script that stands for its twin of another (the Cyrillic а in "Pаul").
//
// Laws it keeps:
//   - Any bytes may come in; what is no letter counts for nothing.
//   - Of does not depend on the order of letters, except that the first script wins a draw.
//   - Unmask is idempotent, and leaves every word of a single script as it is.
//
// What it does not do: it does not guess a language (package name's Romanise offers those that a script allows).
package script
