-- +goose Up
-- Every labelled table begins with the same five columns: id (random text), version (1, 2, …), label (number in table
-- label), act (the act that wrote the row), registered (UTC microseconds). Rows are never updated: a change is a new version.

create table label (no integer primary key, text text not null unique);

create table act (
  n integer primary key, id text not null unique, at bigint not null, actor text not null, kind text not null,
  outcome text not null, dossier text not null default '', salt blob, sealed blob
);
create index act_actor on act (actor, n);
create index act_kind on act (kind, n);
create table leaf (n integer primary key, entry blob not null);
create table node (i integer primary key, hash blob not null);
create table checkpoint (size integer primary key, signed text not null);

create table person (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  name text not null, organisation text not null, outside integer not null, lang text not null, roles text not null,
  level integer not null, compartments text not null, circles text not null, memberships text not null,
  account text not null, active integer not null,
  primary key (id, version)
);
create table source (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  name text not null, kind text not null, organisation text not null, country text not null, lang text not null,
  default_label text not null, grade text not null, address text not null,
  primary key (id, version)
);
create table record (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  seq integer not null, source text not null, kind text not null, reference text not null, file text not null,
  title text not null, type text not null, status text not null, lang text not null, grade text not null,
  size integer not null, sha256 text not null, said text not null, desk text not null, words integer not null,
  primary key (id, version)
);
create unique index record_seq on record (seq, version);
create index record_registered on record (registered desc, id);
create index record_source on record (source, registered);
create index record_desk on record (desk, registered desc, id);
create index record_status on record (status, registered desc, id);
create index record_sha256 on record (sha256);
create table content (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  part text not null, source text not null, wrapped blob not null, sealed blob not null,
  primary key (id, part, version)
);
create virtual table record_fts using fts5(words, stems, tokenize = "unicode61 remove_diacritics 0");
insert into record_fts(record_fts, rank) values ('secure-delete', 1);

create table statement (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  entity text not null, schema text not null, property text not null, value text not null, original text not null,
  lang text not null, record text not null, part integer not null, start integer not null, ending integer not null,
  author text not null, grade text not null, holds_from text not null, holds_to text not null, said text not null,
  folded text not null, dup text not null,
  primary key (id, version)
) without rowid;
create index statement_entity on statement (entity, property);
create index statement_record on statement (record);
create index statement_name on statement (property, folded);
create index statement_newer on statement (id) where version > 1;
create index statement_value on statement (value) where folded = '' and length(value) = 26;

create table name_word ( -- id is the name statement's
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  n integer not null, word text not null,
  primary key (id, n, version)
) without rowid;
create index name_word_word on name_word (word, id);

create table mention (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  record text not null, part integer not null, start integer not null, ending integer not null, written text not null,
  entity text not null, name text not null, state text not null, reason text not null, statement text not null,
  primary key (id, version)
) without rowid;
create index mention_record on mention (record);
create index mention_entity on mention (entity, registered);

create table dossier (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  reference text not null, title text not null, mission text not null, threat text not null, interest text not null,
  reason text not null, team text not null, review text not null, state text not null,
  primary key (id, version)
);
create table note (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  kind text not null, lang text not null, reference text not null, title text not null, state text not null,
  author text not null, reviewer text not null, dossier text not null, body text not null, reason text not null,
  primary key (id, version)
);
create index note_registered on note (registered desc, id);
create table citation (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  note text not null, statement text not null, record text not null,
  primary key (id, version)
);
create index citation_note on citation (note);
create index citation_record on citation (record);
create table dispatch (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  note text not null, copy integer not null, copies integer not null, name text not null, function text not null,
  organisation text not null, country text not null, lang text not null, state text not null, sha256 text not null,
  receipt text not null, reason text not null,
  primary key (id, version)
);
create index dispatch_note on dispatch (note);
create table consent (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  originator text not null, subject text not null, recipient text not null, answer text not null, until text not null,
  reason text not null,
  primary key (id, version)
);
create index consent_subject on consent (subject);

-- +goose Down
drop table consent; drop table dispatch; drop table citation; drop table note; drop table dossier; drop table mention;
drop table name_word; drop table statement; drop table record_fts; drop table content; drop table record; drop table source;
drop table person; drop table checkpoint; drop table node; drop table leaf; drop table act; drop table label;
