-- +goose Up
-- A token lets a machine act as a person. What the machine holds is never kept, only its hash.
create table token (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  person text not null, name text not null, hash text not null, until text not null, state text not null,
  primary key (id, version)
);
create index token_newer on token (id, version, registered) where version > 1;

-- +goose Down
drop table token;
