-- +goose Up
-- Every labelled table begins with the same five columns: id (random text), version (1, 2, …), label (number in table
-- label), act (the act that wrote the row), registered (UTC microseconds). Rows are never updated: a change is a new version.

create table label (no bigint primary key, text text collate "C" not null unique);

create table act (
  n bigint primary key, id text collate "C" not null unique, at bigint not null, actor text collate "C" not null, kind text collate "C" not null,
  outcome text collate "C" not null, dossier text collate "C" not null default '', salt bytea, sealed bytea
);
create index act_actor on act (actor, n);
create index act_kind on act (kind, n);
create table leaf (n bigint primary key, entry bytea not null);
create table node (i bigint primary key, hash bytea not null);
create table checkpoint (size bigint primary key, signed text collate "C" not null);

create table person (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  name text collate "C" not null, organisation text collate "C" not null, outside bigint not null, lang text collate "C" not null, roles text collate "C" not null,
  level bigint not null, compartments text collate "C" not null, circles text collate "C" not null, memberships text collate "C" not null,
  account text collate "C" not null, active bigint not null,
  primary key (id, version)
);
create table source (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  name text collate "C" not null, kind text collate "C" not null, organisation text collate "C" not null, country text collate "C" not null, lang text collate "C" not null,
  default_label text collate "C" not null, grade text collate "C" not null, address text collate "C" not null,
  primary key (id, version)
);
create table record (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  seq bigint not null, source text collate "C" not null, kind text collate "C" not null, reference text collate "C" not null, file text collate "C" not null,
  title text collate "C" not null, type text collate "C" not null, status text collate "C" not null, lang text collate "C" not null, grade text collate "C" not null,
  size bigint not null, sha256 text collate "C" not null, said text collate "C" not null, desk text collate "C" not null, words bigint not null,
  primary key (id, version)
);
create unique index record_seq on record (seq, version);
create index record_registered on record (registered desc, id);
create index record_source on record (source, registered);
create index record_desk on record (desk, registered desc, id);
create index record_status on record (status, registered desc, id);
create index record_sha256 on record (sha256);
create table content (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  part text collate "C" not null, source text collate "C" not null, wrapped bytea not null, sealed bytea not null,
  primary key (id, part, version)
);
create table record_fts (rowid bigint primary key, words text collate "C" not null, stems text collate "C" not null);
-- How often each word stands in each record. Kept by the triggers below; a word is as long as fits an index.
create table record_word (word text collate "C" not null, seq bigint not null, n bigint not null, primary key (word, seq));
create index record_word_seq on record_word (seq);
-- +goose StatementBegin
create function record_fts_in() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  insert into main.record_word (word, seq, n)
    select left(w, 250), new.rowid, count(*) from unnest(string_to_array(new.words || ' ' || new.stems, ' ')) as w where w <> '' group by left(w, 250);
  return null;
end $$;
-- +goose StatementEnd
-- +goose StatementBegin
create function record_fts_out() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  delete from main.record_word where seq = old.rowid;
  return null;
end $$;
-- +goose StatementEnd
create trigger record_fts_in after insert on record_fts for each row execute function record_fts_in();
create trigger record_fts_out after delete on record_fts for each row execute function record_fts_out();

create table statement (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  entity text collate "C" not null, schema text collate "C" not null, property text collate "C" not null, value text collate "C" not null, original text collate "C" not null,
  lang text collate "C" not null, record text collate "C" not null, part bigint not null, start bigint not null, ending bigint not null,
  author text collate "C" not null, grade text collate "C" not null, holds_from text collate "C" not null, holds_to text collate "C" not null, said text collate "C" not null,
  folded text collate "C" not null, dup text collate "C" not null,
  primary key (id, version)
);
create index statement_entity on statement (entity, property);
create index statement_record on statement (record);
create index statement_name on statement (property, folded);
create index statement_newer on statement (id) where version > 1;
create index statement_value on statement (value) where folded = '' and length(value) = 26;

create table name_word ( -- id is the name statement's
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  n bigint not null, word text collate "C" not null,
  primary key (id, n, version)
);
create index name_word_word on name_word (word, id);

create table mention (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  record text collate "C" not null, part bigint not null, start bigint not null, ending bigint not null, written text collate "C" not null,
  entity text collate "C" not null, name text collate "C" not null, state text collate "C" not null, reason text collate "C" not null, statement text collate "C" not null,
  primary key (id, version)
);
create index mention_record on mention (record);
create index mention_entity on mention (entity, registered);

create table dossier (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  reference text collate "C" not null, title text collate "C" not null, mission text collate "C" not null, threat text collate "C" not null, interest text collate "C" not null,
  reason text collate "C" not null, team text collate "C" not null, review text collate "C" not null, state text collate "C" not null,
  primary key (id, version)
);
create table note (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  kind text collate "C" not null, lang text collate "C" not null, reference text collate "C" not null, title text collate "C" not null, state text collate "C" not null,
  author text collate "C" not null, reviewer text collate "C" not null, dossier text collate "C" not null, body text collate "C" not null, reason text collate "C" not null,
  primary key (id, version)
);
create index note_registered on note (registered desc, id);
create table citation (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  note text collate "C" not null, statement text collate "C" not null, record text collate "C" not null,
  primary key (id, version)
);
create index citation_note on citation (note);
create index citation_record on citation (record);
create table dispatch (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  note text collate "C" not null, copy bigint not null, copies bigint not null, name text collate "C" not null, function text collate "C" not null,
  organisation text collate "C" not null, country text collate "C" not null, lang text collate "C" not null, state text collate "C" not null, sha256 text collate "C" not null,
  receipt text collate "C" not null, reason text collate "C" not null,
  primary key (id, version)
);
create index dispatch_note on dispatch (note);
create table consent (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  originator text collate "C" not null, subject text collate "C" not null, recipient text collate "C" not null, answer text collate "C" not null, until text collate "C" not null,
  reason text collate "C" not null,
  primary key (id, version)
);
create index consent_subject on consent (subject);

-- +goose Down
drop table consent; drop table dispatch; drop table citation; drop table note; drop table dossier; drop table mention;
drop table name_word; drop table statement; drop table record_word; drop table record_fts; drop function record_fts_in(); drop function record_fts_out(); drop table content; drop table record; drop table source;
drop table person; drop table checkpoint; drop table node; drop table leaf; drop table act; drop table label;
