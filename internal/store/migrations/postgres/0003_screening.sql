-- +goose Up
-- An edition is one version of a list; a listing is what the newest edition says of one entry, as it is compared. A batch is
-- what somebody asked to have looked for; its subjects' contents are sealed under a key of the batch's own, in content.
create table edition (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  list text collate "C" not null, kind text collate "C" not null, record text collate "C" not null, digest text collate "C" not null, entries bigint not null, problems bigint not null,
  added bigint not null, changed bigint not null, removed bigint not null,
  primary key (id, version)
);
create index edition_list on edition (list, registered desc, id);
create index edition_newer on edition (id, version, registered) where version > 1;
create table listing (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  list text collate "C" not null, entry text collate "C" not null, payload text collate "C" not null, digest text collate "C" not null, edition text collate "C" not null, gone bigint not null,
  primary key (id, version)
);
create index listing_list on listing (list, entry, version);
create index listing_edition on listing (edition, entry);
create index listing_newer on listing (id, version, registered) where version > 1;
create table batch (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  reference text collate "C" not null, purpose text collate "C" not null, ground text collate "C" not null, mode text collate "C" not null, until text collate "C" not null, opened bigint not null, due bigint not null,
  asker text collate "C" not null, second bigint not null, threshold bigint not null, subjects bigint not null, refused bigint not null,
  matched bigint not null, state text collate "C" not null, reason text collate "C" not null,
  primary key (id, version)
);
create index batch_opened on batch (opened desc, id);
create index batch_newer on batch (id, version, registered) where version > 1;
create table scope (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  batch text collate "C" not null, list text collate "C" not null, kind text collate "C" not null, digest text collate "C" not null, entries bigint not null, problems bigint not null, rules text collate "C" not null,
  primary key (id, version)
);
create index scope_batch on scope (batch, list);
create index scope_newer on scope (id, version, registered) where version > 1;
create table subject (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  batch text collate "C" not null, n bigint not null, digest text collate "C" not null,
  primary key (id, version)
);
create index subject_batch on subject (batch, n, id);
create index subject_newer on subject (id, version, registered) where version > 1;
create table hit (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  batch text collate "C" not null, subject text collate "C" not null, list text collate "C" not null, entry text collate "C" not null, edition text collate "C" not null, name text collate "C" not null, sum bigint not null,
  evidence text collate "C" not null, subject_digest text collate "C" not null, entry_digest text collate "C" not null, cause text collate "C" not null,
  state text collate "C" not null, reason text collate "C" not null, decider text collate "C" not null, confirmer text collate "C" not null,
  primary key (id, version)
);
create index hit_batch on hit (batch, subject, id);
create index hit_subject on hit (subject, list, entry);
create index hit_state on hit (state, registered, id);
create index hit_newer on hit (id, version, registered) where version > 1;
create table threshold (
  id text collate "C" not null, version bigint not null, label bigint not null, act text collate "C" not null, registered bigint not null,
  least bigint not null, reason text collate "C" not null, proposer text collate "C" not null, confirmer text collate "C" not null, state text collate "C" not null,
  primary key (id, version)
);
create index threshold_newer on threshold (id, version, registered) where version > 1;
create index content_source on content (source, part, id);

-- +goose Down
drop index content_source; drop table threshold; drop table hit; drop table subject; drop table scope; drop table batch; drop table listing; drop table edition;
