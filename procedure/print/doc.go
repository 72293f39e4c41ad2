// Package print shows a procedure to who has to read, judge or sign it.
//
// Laws it keeps: what is printed is all there is (every role, field, stage, move, term, document and figure of the file), in the order
// of the file; every term stands with its ground and how sure we are of it; the same file gives the same bytes.
// What it does not do: it prints procedures, not cases.
package print
