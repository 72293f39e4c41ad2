// Package demo lives an invented year through the desks of a house, so that everything in the data is some person's act.
//
// Vocabulary: the world (package world) is what comes in and the truth of it; the people of the house take it in, decide on
// mentions, write, approve, send and recall notes, month by month; the clock goes through the year with them; figures are
// what came of it; the story is where to look.
//
// Laws it keeps:
//   - Nothing is written but through a desk, by a person who may: what the demo shows is what the house does.
//   - What is found is measured against the truth, and the truth is kept beside the data.
//   - Only an empty directory is filled.
//
// It draws no page: internal/web/demo does.
package demo
