// Package fact holds what records say, one statement a fact.
//
// Vocabulary: a statement is one fact said by one record about one entity; an entity is what statements are about, and
// nothing but them; a schema says what kind of thing an entity is (Person, Company …) and which properties it may have,
// by the names of FollowTheMoney so that facts travel; a grade is the Admiralty code of source and information.
//
// Laws it keeps:
//   - Nothing is merged: Fold lays values side by side, each with the statements that say it. A record taken away takes
//     with it exactly what it alone said.
//   - The order in which statements are given never matters, nor does a statement given twice.
//   - A duplicate key tells nothing without the secret of its source, leaves out label, id and time of registration, and
//     two statements that differ in anything else have different encodings.
//   - An identity is 128 bits without time or order in it; ParseID and String forms are one to one.
//
// What it does not do: it makes no random numbers and knows no clock (both come in as values), it does not judge whether
// two entities are the same, and it gives no score. Ethnic origin, belief and political opinion are not among the properties.
package fact
