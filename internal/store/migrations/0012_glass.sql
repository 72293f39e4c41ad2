-- +goose Up
-- Who, in an emergency, opened what they have no need to know of in the ordinary way, for a few hours; the control body sees every one.
create table glass (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  person text not null, circle text not null, until bigint not null, reason text not null,
  primary key (id, version)
);
create index glass_person on glass (person, until);
create index glass_newer on glass (id, version, registered) where version > 1;

-- +goose Down
drop table glass;
