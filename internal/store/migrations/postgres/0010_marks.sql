-- +goose Up
-- A record's place in the full-text index bears its newest label's number as a word that no text has (a character for private use before
-- the digits): who sees little of the house finds it without a look at every hit.
alter table record_fts add column marks text collate "C" not null default '';
update record_fts set marks = coalesce((select chr(57344) || r.label from record as r where r.seq = rowid order by r.version desc limit 1), '');

-- The same for names, by their words. What the view asks of a word stands in both indexes: a hidden one is passed over without
-- a look at its row.
create index name_word_label on name_word (label, word, id, registered);
drop index name_word_word;
create index name_word_word on name_word (word, id, label, registered);

-- And for records: what the view asks of a hit stands in the index by which it is found.
drop index record_seq;
create unique index record_seq on record (seq, version, label, registered, id);

-- +goose Down
drop index record_seq;
create unique index record_seq on record (seq, version);
drop index name_word_label;
drop index name_word_word;
create index name_word_word on name_word (word, id);
alter table record_fts drop column marks;
