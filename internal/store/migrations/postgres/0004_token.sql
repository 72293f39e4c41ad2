-- +goose Up
-- A token lets a machine act as a person. What the machine holds is never kept, only its hash.
create table token (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  person text collate "C" not null, name text collate "C" not null, hash text collate "C" not null, until text collate "C" not null, state text collate "C" not null,
  primary key (id, version)
);
create index token_newer on token (id, version, registered) where version > 1;

-- +goose Down
drop table token;
