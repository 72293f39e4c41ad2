// Package office is the one door for change: every act is authorised, applied and registered in one transaction, and
// every read goes through the view of one person.
//
// Vocabulary: a Person is who asks, as a door authenticated them; an Act says what kind of thing they do, to which
// objects, on what ground; a Receipt proves that it stands in the register.
//
// Laws it keeps:
//   - An act's kind is in one table (Kinds) with the roles that may do it; a kind not in the table cannot be done.
//   - Roles and clearance are read inside the act's own transaction: what was revoked a moment ago no longer counts.
//   - A read that showed classified things is registered before its answer leaves; so is every refusal.
//   - Timers act as the person "clock", which can stop, end, remind, and never grant.
package office
