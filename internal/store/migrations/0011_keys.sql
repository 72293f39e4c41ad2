-- +goose Up
-- The keys people hold, the codes with which they enrol one, what waits for a second person, and what control bodies brought in themselves.
create table passkey (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  person text not null, name text not null, handle blob not null, credential text not null, record text not null, state text not null,
  primary key (id, version)
);
create index passkey_person on passkey (person, id);
create index passkey_newer on passkey (id, version, registered) where version > 1;
-- How often a key was used stands apart: it is written at every sign-in.
create table keyuse (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  counter bigint not null, used bigint not null,
  primary key (id, version)
);
create index keyuse_newer on keyuse (id, version, registered) where version > 1;
create table code (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  person text not null, first text not null, second text not null, until bigint not null, tries integer not null, state text not null,
  primary key (id, version)
);
create index code_newer on code (id, version, registered) where version > 1;
create table proposal (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  kind text not null, person text not null, body text not null, half text not null, proposer text not null, confirmer text not null, state text not null, reason text not null,
  primary key (id, version)
);
create index proposal_newer on proposal (id, version, registered) where version > 1;
create table bodykey (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  public text not null, proposer text not null, witness text not null,
  primary key (id, version)
);
create index bodykey_newer on bodykey (id, version, registered) where version > 1;
create table mandate (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  body text not null, person text not null, text text not null,
  primary key (id, version)
);
create index mandate_newer on mandate (id, version, registered) where version > 1;

-- +goose Down
drop table mandate; drop table bodykey; drop table proposal; drop table code; drop table keyuse; drop table passkey;
