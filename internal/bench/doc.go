// Package bench measures the house as a whole: a year of messages against a million names.
//
// The benchmarks are in its tests; make bench runs them, and each prints its own figures beside the time. The
// flags -names and -messages make the year smaller while something is being tried; -house and -year keep one for the next time.
package bench
