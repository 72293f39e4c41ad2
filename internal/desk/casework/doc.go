// Package casework is the desk where cases run: each a procedure of the law, stepped by the people whose part it is, on time and in turn.
//
// Vocabulary: a case is one run of a procedure's file and keeps that file. A part is a role of the procedure, held by who has
// a role of the house that fills it, or who stands in for such a person on certain days. A step is an act done in a case. An act that needs
// others waits, pending, until each of them has agreed under their own name. What waits is a list of open cases by when the
// next of their clocks ends. A front is what an organisation outside has of a case in which it has a part. A paper is a document a step made; a notice tells or asks the holders of a part.
//
// Laws it keeps:
//   - Every step is an act of the office: done in turn, by the right people, in time, or refused, registered, nothing changed.
//   - Who may do what is decided at the step, by who they are then, through a stand-in too: both then count as having acted, and
//     nobody who asked or decided controls.
//   - The clock steps as the person clock and does only what the file says time may do.
//   - A case runs to its end under the file it began under, also when the law has moved on.
//   - What was filled in can be erased without the proof that something was done.
//   - What a control body orders of a case reaches everything that rests on what the case brought in, in the same act: shut, it is there
//     for nobody but control bodies, as of no day; erased, it is in no version.
//   - To people of other organisations a case does not exist: their organisation's front does, a row under a label for it alone, with what
//     it filled in itself and what the file lets its part see. What belongs to another originator never goes there.
//   - From the steps and what each was given, every case comes to the state it is in.
//
// What it does not do: it decides nothing and knows no law: what may be done stands in the files, and what no file may say
// away stands in package procedure.
//
// Budget: a step, the people who agree to it, what it orders and what of the case then waits are one transaction on one case: apart,
// each would have to open the case again, and could see it differently.
package casework
