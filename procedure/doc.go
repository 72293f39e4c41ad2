// Package procedure reads a procedure of the law from a file, proves that its control is built in, and steps a case through it.
//
// Vocabulary: a file says who may do what in which order, by when, and on what ground. A stage is where a case stands; a move is an
// act that takes it to another. A move asks, controls, decides, ends or is plain work. A stage may hold something that touches a
// person: intrusive (a method in use), adverse (a refusal), granted, or disclosed. A term is a length of time with what follows when it
// is over. An effect is what the house has to do beside: a closed list of verbs, carried out by others. A book is a set of files
// with their titles in four languages.
//
// Laws it keeps:
//   - Step is a function of state and act: no clock, no chance, the state it was given untouched. Time comes in with the act.
//   - What may never be edited away stands here, not in the files: nothing intrusive without the step of a control body that did not
//     ask; a decision of a person only, after its control or with a second person; time may end, shut, tell and nothing more.
//   - Reading is strict: unknown and repeated keys, anchors and comments are refused, with file and line; what loads is checked whole. A
//     condition compares fields and does nothing else, so that it ends.
//   - Whoever asked or decided does not control; whoever asked or controlled does not decide; nobody is two persons.
//   - Every term names its ground and how sure we are of it: V read in the source, V-old read in an older version, S said by the
//     service, G general knowledge, U unsure, D our own design.
//
// What it does not do: it stores nothing, knows no people, no labels and no other case, and carries out no effect.
package procedure
