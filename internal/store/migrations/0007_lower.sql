-- +goose Up
-- Between which days a person's clearance holds: the first and the last, "" = no end on that side. The id is the person's.
create table validity (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  starts text not null, ends text not null,
  primary key (id, version)
);
create index validity_newer on validity (id, version, registered) where version > 1;

-- A lowering is the way of one thing to a lower label: who proposed it, on what ground, which originators consented, who decided.
create table lowering (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  subject text not null, base integer not null, target text not null, interest text not null, reason text not null,
  review text not null, consents text not null, blind integer not null, proposer text not null, decider text not null,
  authority text not null, answer text not null, state text not null,
  primary key (id, version)
);
create index lowering_subject on lowering (subject, registered);
create index lowering_state on lowering (state, registered, id);
create index lowering_newer on lowering (id, version, registered) where version > 1;

-- Which records bear a label is asked when nobody may read what bears it.
create index record_label on record (label, id);

-- A committee's own reading, sealed under a key that the house does not have. Nobody is shown it by the house.
create table reading (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  body text not null, sealed blob not null,
  primary key (id, version)
);
create index reading_body on reading (body, registered, id);
create index reading_newer on reading (id, version, registered) where version > 1;

-- The public key under which a control body's reading is sealed. The id is the body's.
create table sealing (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  public text not null,
  primary key (id, version)
);
create index sealing_newer on sealing (id, version, registered) where version > 1;

-- +goose Down
drop table sealing; drop table reading; drop index record_label; drop table lowering; drop table validity;
