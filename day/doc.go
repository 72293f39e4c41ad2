// Package day keeps dates that may be known to the year, the month or the day only.
//
// Vocabulary: a date is partial when its month or day is unknown; it then stands for the whole year or month, from
// its First to its Last day. Dates are those of the Gregorian calendar, counted back before 1582 as ISO 8601 does.
//
// A term is a length of time in a text: days, working days, months or hours, with the pauses in which it stands still.
//
// Laws it keeps:
//   - Parse and String are each other's inverse; String is ISO 8601: 2025, 2025-03, 2025-03-07.
//   - Compare is a total order in which a partial date stands before every date inside it, so that lists have one order.
//   - Before never guesses: where the unknown part would decide, the answer is Unknown.
//   - A term counts as the law counts: the day it starts from out, its last day in, a last day that is not worked perhaps rolled
//     to the next, a pause taken out day for day. Days are those of Brussels.
//   - Months run to the day of the same number, or to the last of a month without one: never longer than a text allows.
//
// What it does not do: it has no clock, no time zone but that of Brussels (since 1996), no written dates of people ("3 maart").
package day
