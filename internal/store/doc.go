// Package store keeps everything schild knows in one encrypted database that shows each reader only what that reader may see.
//
// Vocabulary: a Binding says for whom a connection reads; a View is one read transaction under a binding; a Tx is
// one act being applied, with three verbs (Insert, Append, Remove) and reads through the author's own view.
//
// Laws it keeps:
//   - What may not be seen is hidden in the engine: public names are TEMP views that end in visible(label, registered);
//     an authorizer denies every other way to the tables. No binding = nothing visible.
//   - Rows are never updated. Append adds a version; the view shows the newest version registered by the moment asked for.
//   - An act, its changes and its leaf in the register are one transaction, and the leaf commits to the digests of
//     exactly the rows the act wrote or removed.
//   - An answer is given only after the commit that makes it durable.
//   - Contents are sealed with a key per record, wrapped under a key per source kept outside the database.
//
// It stands on an encrypted SQLite file, or on PostgreSQL where Config.Place names a database (served.go, pggate.go). There the
// same views are made by forced row security, for roles that own nothing. Contents are sealed on both; what is searched stands in
// clear on PostgreSQL, whose disk and administrator are trusted with it. PostgreSQL keeps no text with a zero byte in it.
//
// It does not decide who may do what: that is internal/office, the only package that calls Write.
//
// Budget: the gate of reading, the one writer, the index and the audit share one connection's secrets; apart, each would have to
// show the others what nobody else may see.
package store
