-- +goose Up
-- A case is one run of a procedure ("case" is a word of SQL). What people filled in stands apart from how far the case has come, so
-- that it can be erased while the proof that something was done stays: form is what the case says now, given what each step said.
create table lawfile (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  procedure text not null, edition integer not null, text text not null,
  primary key (id, version)
);
create index lawfile_newer on lawfile (id, version, registered) where version > 1;
create table cases (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  reference text not null, procedure text not null, file text not null, stage text not null, state text not null, ended integer not null,
  steps integer not null, opener text not null, owner text not null, dossier text not null, parent text not null, opened bigint not null,
  primary key (id, version)
);
create index cases_procedure on cases (procedure, ended, opened desc, id);
create index cases_reference on cases (reference);
create index cases_parent on cases (parent) where parent <> '';
create index cases_dossier on cases (dossier) where dossier <> '';
create index cases_newer on cases (id, version, registered) where version > 1;
create table form (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  title text not null, answers text not null,
  primary key (id, version)
);
create index form_newer on form (id, version, registered) where version > 1;
create table step (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  cases text not null, n integer not null, move text not null, kind text not null, person text not null, part text not null,
  standing text not null, others text not null, stage_from text not null, stage_to text not null, record text not null,
  primary key (id, version)
);
create index step_cases on step (cases, n, id);
create index step_newer on step (id, version, registered) where version > 1;
create table given (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  cases text not null, answers text not null,
  primary key (id, version)
);
create index given_cases on given (cases, id);
create index given_newer on given (id, version, registered) where version > 1;
-- A row for each part that can move an open case: they are made anew at every step, so that what is due is found by an index. The
-- first of a case has lead = 1. due is the end of the clock that ends first (9223372036854775807: none runs), rings the end of the next one that the clock has to tell of.
create table waiting (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  cases text not null, procedure text not null, stage text not null, part text not null, lead integer not null, owner text not null,
  term text not null, due bigint not null, warn bigint not null, late integer not null, still integer not null, rings bigint not null,
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
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  cases text not null, steps integer not null, move text not null, person text not null, part text not null, standing text not null,
  needs text not null, joined text not null, answers text not null, record text not null, state text not null, reason text not null,
  primary key (id, version)
);
create index pending_cases on pending (cases, id);
create index pending_state on pending (state, registered, id);
create index pending_newer on pending (id, version, registered) where version > 1;
create table notice (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  cases text not null, procedure text not null, part text not null, verb text not null, move text not null, state text not null, reader text not null,
  primary key (id, version)
);
create index notice_part on notice (part, state, registered desc, id);
create index notice_cases on notice (cases, id);
create index notice_newer on notice (id, version, registered) where version > 1;
create table paper (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  cases text not null, name text not null, lang text not null, citizen integer not null, title text not null, body text not null,
  sha256 text not null, state text not null,
  primary key (id, version)
);
create index paper_cases on paper (cases, registered, id);
create index paper_newer on paper (id, version, registered) where version > 1;
create table counted (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  cases text not null, procedure text not null, figure text not null, split text not null, month text not null,
  primary key (id, version)
);
create index counted_figure on counted (procedure, figure, month, split, label, registered);
create index counted_newer on counted (id, version, registered) where version > 1;
create table standin (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  absent text not null, person text not null, part text not null, procedure text not null, first text not null, last text not null,
  reason text not null, state text not null,
  primary key (id, version)
);
create index standin_person on standin (person, state, id);
create index standin_newer on standin (id, version, registered) where version > 1;
-- What somebody is filling in is theirs until they send it.
create table draft (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  cases text not null, person text not null, move text not null, answers text not null,
  primary key (id, version)
);
create index draft_person on draft (person, registered desc, id);
create index draft_cases on draft (cases, id);
create index draft_newer on draft (id, version, registered) where version > 1;
-- What a case is about, or has brought in: kind is about or obtained, object a table and an id.
create table link (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  cases text not null, kind text not null, object text not null,
  primary key (id, version)
);
create index link_cases on link (cases, kind, object);
create index link_object on link (object, cases);
create index link_newer on link (id, version, registered) where version > 1;

-- +goose Down
drop table link; drop table draft; drop table standin; drop table counted; drop table paper; drop table notice; drop table pending;
drop table waiting; drop table given; drop table step; drop table form; drop table cases; drop table lawfile;
