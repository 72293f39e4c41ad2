-- +goose Up
-- What an organisation outside has of a case in which it has a part: a row of its own, under a label of its own. Nothing else of the
-- case exists in its people's view.
create table front (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  cases text collate "C" not null, organisation text collate "C" not null, procedure text collate "C" not null, file text collate "C" not null, reference text collate "C" not null, parts text collate "C" not null,
  turn text collate "C" not null, offers text collate "C" not null, stage text collate "C" not null, title text collate "C" not null, answers text collate "C" not null, told text collate "C" not null, unread bigint not null,
  waits text collate "C" not null, ended bigint not null, term text collate "C" not null, due bigint not null, late bigint not null, still bigint not null, opened bigint not null,
  primary key (id, version)
);
create index front_cases on front (cases, organisation, id);
create index front_due on front (organisation, ended, due, id);
create index front_newer on front (id, version, registered) where version > 1;

-- +goose Down
drop table front;
