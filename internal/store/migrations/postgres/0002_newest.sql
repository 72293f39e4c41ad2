-- +goose Up
-- Which version is the newest is asked of every row that is read. Few rows have a second version: an index of those alone
-- is small, and where a row's id is not in it, the first is the newest.
drop index statement_newer;
create index person_newer on person (id, version, registered) where version > 1;
create index source_newer on source (id, version, registered) where version > 1;
create index record_newer on record (id, version, registered) where version > 1;
create index content_newer on content (id, part, version, registered) where version > 1;
create index statement_newer on statement (id, version, registered) where version > 1;
create index name_word_newer on name_word (id, n, version, registered) where version > 1;
create index mention_newer on mention (id, version, registered) where version > 1;
create index dossier_newer on dossier (id, version, registered) where version > 1;
create index note_newer on note (id, version, registered) where version > 1;
create index citation_newer on citation (id, version, registered) where version > 1;
create index dispatch_newer on dispatch (id, version, registered) where version > 1;
create index consent_newer on consent (id, version, registered) where version > 1;

-- Acts are listed by their moment, newest first: all, one person's, one kind's, the refused.
drop index act_actor;
drop index act_kind;
create index act_at on act (at desc, id);
create index act_actor on act (actor, at desc, id);
create index act_kind on act (kind, at desc, id);
create index act_outcome on act (outcome, at desc, id) where outcome <> 'done';

-- Lists and documents are few among the messages.
create index record_kind on record (kind, registered desc, id);

-- A note's text is long and has a version for each step: what its lists ask for stands in indexes without it.
create index note_state on note (state, registered desc, id, version, label, author);
create index note_dossier on note (dossier, registered desc, id);

-- +goose Down
drop index record_kind; drop index note_state; drop index note_dossier; drop index act_at; drop index act_actor; drop index act_kind; drop index act_outcome;
create index act_actor on act (actor, n);
create index act_kind on act (kind, n);
drop index person_newer; drop index source_newer; drop index record_newer; drop index content_newer; drop index statement_newer;
drop index name_word_newer; drop index mention_newer; drop index dossier_newer; drop index note_newer; drop index citation_newer;
drop index dispatch_newer; drop index consent_newer;
create index statement_newer on statement (id) where version > 1;
