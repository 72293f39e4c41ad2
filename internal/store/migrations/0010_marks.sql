-- +goose Up
-- A record's place in the full-text index bears its newest label's number as a word that no text has (a character for private use before
-- the digits): who sees little of the house finds it without a look at every hit.
alter table record_fts rename to record_fts_plain; -- an index cannot be widened: texts are indexed anew
create virtual table record_fts using fts5(words, stems, marks, tokenize = "unicode61 remove_diacritics 0");
insert into record_fts(record_fts, rank) values ('secure-delete', 1);
insert into record_fts (rowid, words, stems, marks)
  select f.rowid, f.words, f.stems, coalesce((select char(57344) || r.label from record as r where r.seq = f.rowid order by r.version desc limit 1), '')
  from record_fts_plain as f order by f.rowid;
drop table record_fts_plain;

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
alter table record_fts rename to record_fts_marked;
create virtual table record_fts using fts5(words, stems, tokenize = "unicode61 remove_diacritics 0");
insert into record_fts(record_fts, rank) values ('secure-delete', 1);
insert into record_fts (rowid, words, stems) select rowid, words, stems from record_fts_marked order by rowid;
drop table record_fts_marked;
