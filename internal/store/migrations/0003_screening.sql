-- +goose Up
-- An edition is one version of a list; a listing is what the newest edition says of one entry, as it is compared. A batch is
-- what somebody asked to have looked for; its subjects' contents are sealed under a key of the batch's own, in content.
create table edition (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  list text not null, kind text not null, record text not null, digest text not null, entries integer not null, problems integer not null,
  added integer not null, changed integer not null, removed integer not null,
  primary key (id, version)
);
create index edition_list on edition (list, registered desc, id);
create index edition_newer on edition (id, version, registered) where version > 1;
create table listing (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  list text not null, entry text not null, payload text not null, digest text not null, edition text not null, gone integer not null,
  primary key (id, version)
);
create index listing_list on listing (list, entry, version);
create index listing_edition on listing (edition, entry);
create index listing_newer on listing (id, version, registered) where version > 1;
create table batch (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  reference text not null, purpose text not null, ground text not null, mode text not null, until text not null, opened bigint not null, due bigint not null,
  asker text not null, second integer not null, threshold integer not null, subjects integer not null, refused integer not null,
  matched integer not null, state text not null, reason text not null,
  primary key (id, version)
);
create index batch_opened on batch (opened desc, id);
create index batch_newer on batch (id, version, registered) where version > 1;
create table scope (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  batch text not null, list text not null, kind text not null, digest text not null, entries integer not null, problems integer not null, rules text not null,
  primary key (id, version)
);
create index scope_batch on scope (batch, list);
create index scope_newer on scope (id, version, registered) where version > 1;
create table subject (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  batch text not null, n integer not null, digest text not null,
  primary key (id, version)
);
create index subject_batch on subject (batch, n, id);
create index subject_newer on subject (id, version, registered) where version > 1;
create table hit (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  batch text not null, subject text not null, list text not null, entry text not null, edition text not null, name text not null, sum integer not null,
  evidence text not null, subject_digest text not null, entry_digest text not null, cause text not null,
  state text not null, reason text not null, decider text not null, confirmer text not null,
  primary key (id, version)
);
create index hit_batch on hit (batch, subject, id);
create index hit_subject on hit (subject, list, entry);
create index hit_state on hit (state, registered, id);
create index hit_newer on hit (id, version, registered) where version > 1;
create table threshold (
  id text not null, version integer not null, label integer not null, act text not null, registered bigint not null,
  least integer not null, reason text not null, proposer text not null, confirmer text not null, state text not null,
  primary key (id, version)
);
create index threshold_newer on threshold (id, version, registered) where version > 1;
create index content_source on content (source, part, id);

-- +goose Down
drop index content_source; drop table threshold; drop table hit; drop table subject; drop table scope; drop table batch; drop table listing; drop table edition;
