-- +goose Up
-- Between which days a person's clearance holds: the first and the last, "" = no end on that side. The id is the person's.
create table validity (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  starts text collate "C" not null, ends text collate "C" not null,
  primary key (id, version)
);
create index validity_newer on validity (id, version, registered) where version > 1;

-- A lowering is the way of one thing to a lower label: who proposed it, on what ground, which originators consented, who decided.
create table lowering (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  subject text collate "C" not null, base bigint not null, target text collate "C" not null, interest text collate "C" not null, reason text collate "C" not null,
  review text collate "C" not null, consents text collate "C" not null, blind bigint not null, proposer text collate "C" not null, decider text collate "C" not null,
  authority text collate "C" not null, answer text collate "C" not null, state text collate "C" not null,
  primary key (id, version)
);
create index lowering_subject on lowering (subject, registered);
create index lowering_state on lowering (state, registered, id);
create index lowering_newer on lowering (id, version, registered) where version > 1;

-- Which records bear a label is asked when nobody may read what bears it.
create index record_label on record (label, id);

-- A committee's own reading, sealed under a key that the house does not have. Nobody is shown it by the house.
create table reading (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  body text collate "C" not null, sealed bytea not null,
  primary key (id, version)
);
create index reading_body on reading (body, registered, id);
create index reading_newer on reading (id, version, registered) where version > 1;

-- The public key under which a control body's reading is sealed. The id is the body's.
create table sealing (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  public text collate "C" not null,
  primary key (id, version)
);
create index sealing_newer on sealing (id, version, registered) where version > 1;

-- +goose Down
drop table sealing; drop table reading; drop index record_label; drop table lowering; drop table validity;
