-- +goose Up
-- A case is one run of a procedure ("case" is a word of SQL). What people filled in stands apart from how far the case has come, so
-- that it can be erased while the proof that something was done stays: form is what the case says now, given what each step said.
create table lawfile (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  procedure text collate "C" not null, edition bigint not null, text text collate "C" not null,
  primary key (id, version)
);
create index lawfile_newer on lawfile (id, version, registered) where version > 1;
create table cases (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  reference text collate "C" not null, procedure text collate "C" not null, file text collate "C" not null, stage text collate "C" not null, state text collate "C" not null, ended bigint not null,
  steps bigint not null, opener text collate "C" not null, owner text collate "C" not null, dossier text collate "C" not null, parent text collate "C" not null, opened bigint not null,
  primary key (id, version)
);
create index cases_procedure on cases (procedure, ended, opened desc, id);
create index cases_reference on cases (reference);
create index cases_parent on cases (parent) where parent <> '';
create index cases_dossier on cases (dossier) where dossier <> '';
create index cases_newer on cases (id, version, registered) where version > 1;
create table form (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  title text collate "C" not null, answers text collate "C" not null,
  primary key (id, version)
);
create index form_newer on form (id, version, registered) where version > 1;
create table step (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  cases text collate "C" not null, n bigint not null, move text collate "C" not null, kind text collate "C" not null, person text collate "C" not null, part text collate "C" not null,
  standing text collate "C" not null, others text collate "C" not null, stage_from text collate "C" not null, stage_to text collate "C" not null, record text collate "C" not null,
  primary key (id, version)
);
create index step_cases on step (cases, n, id);
create index step_newer on step (id, version, registered) where version > 1;
create table given (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  cases text collate "C" not null, answers text collate "C" not null,
  primary key (id, version)
);
create index given_cases on given (cases, id);
create index given_newer on given (id, version, registered) where version > 1;
-- A row for each part that can move an open case: they are made anew at every step, so that what is due is found by an index. The
-- first of a case has lead = 1. due is the end of the clock that ends first (9223372036854775807: none runs), rings the end of the next one that the clock has to tell of.
create table waiting (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  cases text collate "C" not null, procedure text collate "C" not null, stage text collate "C" not null, part text collate "C" not null, lead bigint not null, owner text collate "C" not null,
  term text collate "C" not null, due bigint not null, warn bigint not null, late bigint not null, still bigint not null, rings bigint not null,
  primary key (id, version)
);
create index waiting_cases on waiting (cases, id);
create index waiting_due on waiting (lead, due, id);
create index waiting_part on waiting (part, due, id);
create index waiting_owner on waiting (owner, lead, due, id);
create index waiting_stage on waiting (lead, procedure, stage, due, id);
create index waiting_rings on waiting (lead, rings, id);
create index waiting_newer on waiting (id, version, registered) where version > 1;
-- An act that needs others beside is here until they have all said yes.
create table pending (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  cases text collate "C" not null, steps bigint not null, move text collate "C" not null, person text collate "C" not null, part text collate "C" not null, standing text collate "C" not null,
  needs text collate "C" not null, joined text collate "C" not null, answers text collate "C" not null, record text collate "C" not null, state text collate "C" not null, reason text collate "C" not null,
  primary key (id, version)
);
create index pending_cases on pending (cases, id);
create index pending_state on pending (state, registered, id);
create index pending_newer on pending (id, version, registered) where version > 1;
create table notice (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  cases text collate "C" not null, procedure text collate "C" not null, part text collate "C" not null, verb text collate "C" not null, move text collate "C" not null, state text collate "C" not null, reader text collate "C" not null,
  primary key (id, version)
);
create index notice_part on notice (part, state, registered desc, id);
create index notice_cases on notice (cases, id);
create index notice_newer on notice (id, version, registered) where version > 1;
create table paper (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  cases text collate "C" not null, name text collate "C" not null, lang text collate "C" not null, citizen bigint not null, title text collate "C" not null, body text collate "C" not null,
  sha256 text collate "C" not null, state text collate "C" not null,
  primary key (id, version)
);
create index paper_cases on paper (cases, registered, id);
create index paper_newer on paper (id, version, registered) where version > 1;
create table counted (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  cases text collate "C" not null, procedure text collate "C" not null, figure text collate "C" not null, split text collate "C" not null, month text collate "C" not null,
  primary key (id, version)
);
create index counted_figure on counted (procedure, figure, month, split, label, registered);
create index counted_newer on counted (id, version, registered) where version > 1;
create table standin (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  absent text collate "C" not null, person text collate "C" not null, part text collate "C" not null, procedure text collate "C" not null, first text collate "C" not null, last text collate "C" not null,
  reason text collate "C" not null, state text collate "C" not null,
  primary key (id, version)
);
create index standin_person on standin (person, state, id);
create index standin_newer on standin (id, version, registered) where version > 1;
-- What somebody is filling in is theirs until they send it.
create table draft (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  cases text collate "C" not null, person text collate "C" not null, move text collate "C" not null, answers text collate "C" not null,
  primary key (id, version)
);
create index draft_person on draft (person, registered desc, id);
create index draft_cases on draft (cases, id);
create index draft_newer on draft (id, version, registered) where version > 1;
-- What a case is about, or has brought in: kind is about or obtained, object a table and an id.
create table link (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  cases text collate "C" not null, kind text collate "C" not null, object text collate "C" not null,
  primary key (id, version)
);
create index link_cases on link (cases, kind, object);
create index link_object on link (object, cases);
create index link_newer on link (id, version, registered) where version > 1;

-- +goose Down
drop table link; drop table draft; drop table standin; drop table counted; drop table paper; drop table notice; drop table pending;
drop table waiting; drop table given; drop table step; drop table form; drop table cases; drop table lawfile;
