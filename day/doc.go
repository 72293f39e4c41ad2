// Package day keeps dates that may be known to the year, the month or the day only.
//
// Vocabulary: a date is partial when its month or day is unknown; it then stands for the whole year or month, from
// its First to its Last day. Dates are those of the Gregorian calendar, counted back before 1582 as ISO 8601 does.
//
// Laws it keeps:
//   - Parse and String are each other's inverse; String is ISO 8601: 2025, 2025-03, 2025-03-07.
//   - Compare is a total order in which a partial date stands before every date inside it, so that lists have one order.
//   - Before never guesses: where the unknown part would decide, the answer is Unknown.
//
// What it does not do: it has no clock, no times of day, no time zones, no written dates of people ("3 maart") and no terms
// or working days.
package day
