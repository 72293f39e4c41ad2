-- +goose Up
-- What an organisation outside has of a case in which it has a part: a row of its own, under a label of its own. Nothing else of the
-- case exists in its people's view.
create table front (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  cases text not null, organisation text not null, procedure text not null, file text not null, reference text not null, parts text not null,
  turn text not null, offers text not null, stage text not null, title text not null, answers text not null, told text not null, unread integer not null,
  waits text not null, ended integer not null, term text not null, due bigint not null, late integer not null, still integer not null, opened bigint not null,
  primary key (id, version)
);
create index front_cases on front (cases, organisation, id);
create index front_due on front (organisation, ended, due, id);
create index front_newer on front (id, version, registered) where version > 1;

-- +goose Down
drop table front;
