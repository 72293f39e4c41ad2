-- +goose Up
-- The keys people hold, the codes with which they enrol one, what waits for a second person, and what control bodies brought in themselves.
create table passkey (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  person text collate "C" not null, name text collate "C" not null, handle bytea not null, credential text collate "C" not null, record text collate "C" not null, state text collate "C" not null,
  primary key (id, version)
);
create index passkey_person on passkey (person, id);
create index passkey_newer on passkey (id, version, registered) where version > 1;
-- How often a key was used stands apart: it is written at every sign-in.
create table keyuse (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  counter bigint not null, used bigint not null,
  primary key (id, version)
);
create index keyuse_newer on keyuse (id, version, registered) where version > 1;
create table code (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  person text collate "C" not null, first text collate "C" not null, second text collate "C" not null, until bigint not null, tries bigint not null, state text collate "C" not null,
  primary key (id, version)
);
create index code_newer on code (id, version, registered) where version > 1;
create table proposal (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  kind text collate "C" not null, person text collate "C" not null, body text collate "C" not null, half text collate "C" not null, proposer text collate "C" not null, confirmer text collate "C" not null, state text collate "C" not null, reason text collate "C" not null,
  primary key (id, version)
);
create index proposal_newer on proposal (id, version, registered) where version > 1;
create table bodykey (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  public text collate "C" not null, proposer text collate "C" not null, witness text collate "C" not null,
  primary key (id, version)
);
create index bodykey_newer on bodykey (id, version, registered) where version > 1;
create table mandate (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  body text collate "C" not null, person text collate "C" not null, text text collate "C" not null,
  primary key (id, version)
);
create index mandate_newer on mandate (id, version, registered) where version > 1;

-- +goose Down
drop table mandate; drop table bodykey; drop table proposal; drop table code; drop table keyuse; drop table passkey;
