SELECT title FROM main.dossier
SELECT title FROM "main"."dossier"
SELECT count(*) FROM main.dossier
SELECT EXISTS (SELECT 1 FROM main.dossier)
WITH dossier AS (SELECT * FROM main.dossier) SELECT title FROM dossier
WITH x AS (SELECT title FROM main.dossier) SELECT title FROM x
SELECT (SELECT title FROM main.dossier LIMIT 1)
SELECT title FROM dossier UNION ALL SELECT title FROM main.dossier
SELECT title FROM MAIN.DOSSIER
SELECT name FROM sqlite_schema
SELECT name FROM sqlite_master
SELECT sql FROM sqlite_temp_master
SELECT name FROM temp.sqlite_master
SELECT name FROM main.sqlite_master
SELECT name FROM pragma_table_list
SELECT name FROM pragma_database_list
PRAGMA table_info(dossier)
PRAGMA query_only = off
ATTACH DATABASE ':memory:' AS x
DROP VIEW dossier
CREATE TEMP VIEW y AS SELECT * FROM main.dossier
DELETE FROM dossier
UPDATE main.dossier SET title = 'x'
INSERT INTO main.dossier SELECT * FROM main.dossier
SELECT count(*) FROM record_fts
SELECT words FROM main.record_fts
SELECT * FROM record_fts_data
SELECT count(*) FROM main.record_fts_docsize
SELECT bm25(query) FROM search WHERE query MATCH 'secret'
SELECT snippet(query, 0, '', '', '', 9) FROM search WHERE query MATCH 'secret'
SELECT rank FROM search WHERE query MATCH 'secret'
SELECT rowid FROM dossier
SELECT seq FROM record
SELECT text FROM label
SELECT text FROM main.label
SELECT entry FROM leaf
SELECT signed FROM checkpoint
SELECT sealed FROM act
SELECT salt FROM act
SELECT args FROM river_job
SELECT id FROM goose_db_version
SELECT load_extension('x')
SELECT sqlite_version()
SELECT last_insert_rowid()
SELECT dup FROM statement
SELECT level FROM person
SELECT circles FROM person
SELECT json_group_array(title) FROM main.dossier
VALUES ((SELECT title FROM main.dossier))
WITH RECURSIVE r(n, t) AS (SELECT 1, (SELECT title FROM main.dossier) UNION ALL SELECT n + 1, t FROM r WHERE n < 3) SELECT t FROM r
SELECT d.title FROM dossier AS d JOIN main.dossier AS m ON m.id = d.id
SELECT x.title FROM (SELECT * FROM main.dossier) AS x
SELECT title FROM dossier AS d WHERE EXISTS (SELECT 1 FROM main.dossier AS m WHERE m.title LIKE 'secret%')
SELECT CASE WHEN (SELECT count(*) FROM main.dossier) > 0 THEN 'secret' ELSE '' END
EXPLAIN SELECT * FROM main.dossier
SELECT quote(title) FROM main.dossier
SELECT relname FROM pg_class
SELECT reltuples FROM pg_catalog.pg_class WHERE relname = 'dossier'
SELECT n_live_tup FROM pg_stat_user_tables WHERE relname = 'dossier'
SELECT most_common_vals FROM pg_stats WHERE tablename = 'dossier'
SELECT table_name FROM information_schema.tables
SELECT query FROM pg_stat_activity
SELECT rolname FROM pg_roles
SELECT set_config('schild.view', '', true)
SELECT set_config('schild.house', 'x', false)
SELECT set_config('role', 'none', true)
SELECT current_setting('schild.view')
SELECT current_user
SELECT pg_sleep(10)
SELECT pg_relation_size('main.dossier')
SELECT pg_total_relation_size('main.dossier'::regclass)
SELECT pg_stat_get_live_tuples('main.dossier'::regclass)
SELECT pg_terminate_backend(1)
SELECT pg_advisory_lock(7236812)
SELECT pg_advisory_unlock_all()
SELECT pg_read_file('postgresql.conf')
SELECT pg_ls_dir('.')
SELECT lo_creat(-1)
SELECT lo_from_bytea(0, 'x')
SELECT query_to_xml('SELECT title FROM main.dossier', true, false, '')
SELECT table_to_xml('main.dossier', true, false, '')
SELECT database_to_xml(true, false, '')
SELECT main.bits()
SELECT main.housework()
SELECT main.bound('schild.view', 'view')
SELECT id FROM newer.dossier
SELECT title FROM seen.dossier
SELECT key FROM main.gatekey
SELECT word FROM main.record_word
SELECT ctid FROM dossier
SELECT xmin FROM dossier
SELECT tableoid FROM dossier
SELECT ctid FROM main.dossier
SELECT dossier FROM dossier
SELECT d::text FROM dossier AS d
SELECT title::integer FROM dossier
SELECT CAST(title AS integer) FROM dossier
SELECT 1 / (length(title) - 11) FROM dossier
SELECT 1 / (label - 1) FROM dossier
WITH x AS (DELETE FROM main.dossier RETURNING title) SELECT title FROM x
WITH x AS (INSERT INTO main.label VALUES (9, 'x') RETURNING text) SELECT text FROM x
WITH x AS (UPDATE main.dossier SET label = 0 RETURNING title) SELECT title FROM x
SELECT title INTO TEMP x FROM dossier
SELECT title FROM dossier FOR UPDATE
SELECT 1; SELECT title FROM main.dossier
SELECT E'\x73' FROM dossier
SELECT U&"titl\0065" FROM dossier
SELECT $a$secret$a$
SELECT 1 -- ; SELECT title FROM main.dossier
SELECT /* */ title FROM main . dossier
SELECT title FROM "main" . "dossier"
TABLE main.dossier
SET ROLE postgres
RESET ROLE
SET SESSION AUTHORIZATION DEFAULT
SET schild.house = 'x'
SHOW schild.view
DISCARD ALL
COMMIT
ROLLBACK
BEGIN
LISTEN x
NOTIFY x
DO $$BEGIN PERFORM 1; END$$
CALL x()
COPY main.dossier TO STDOUT
COPY (SELECT 1) TO PROGRAM 'cat'
LOAD 'x'
LOCK TABLE main.dossier
PREPARE x AS SELECT 1
CREATE TEMP TABLE x AS SELECT 1
CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'
EXPLAIN ANALYZE SELECT title FROM dossier
SELECT title FROM search WHERE query MATCH 'secret'
SELECT id FROM search WHERE query MATCH 'secret*'
SELECT score FROM search WHERE query = '[["secret"]]'
SELECT count(*) FROM search_newest WHERE query MATCH 'secret'
SELECT 1 / (score - score) FROM search WHERE query MATCH 'secret'
SELECT xpath('/x', '<x/>')
SELECT generate_series(1, 3)
SELECT random()
SELECT now()
SELECT version()
SELECT txid_current()
SELECT inet_server_addr()
SELECT nextval('x')
SELECT has_table_privilege('main.dossier', 'select')
SELECT to_regclass('main.dossier')
SELECT 'main.dossier'::regclass
SELECT oid FROM pg_type
SELECT d.pg_column_size FROM dossier AS d
SELECT (d).ctid FROM dossier AS d
SELECT title FROM dossier TABLESAMPLE SYSTEM (100)
SELECT title FROM ROWS FROM (main.bits()) AS title
SELECT s.title FROM dossier AS d, LATERAL (SELECT title FROM main.dossier) AS s
SELECT CAST(1 AS text) AS label FROM main.record FULL JOIN record USING (id)
SELECT 1 FROM main.dossier JOIN (SELECT 'secretmarker' AS title) AS x USING (title)
SELECT 1 FROM main.dossier NATURAL JOIN (SELECT 'secretmarker' AS title) AS x
SELECT 1 FROM "main".dossier JOIN (SELECT 'secretmarker' AS title) AS x USING (title)
SELECT 1 FROM [MAIN] . dossier NATURAL JOIN (SELECT 'secretmarker' AS title) AS x
SELECT 1 FROM label NATURAL JOIN (SELECT 2 AS no) AS x
SELECT 1 FROM leaf JOIN (SELECT 6 AS n) AS x USING (n)
SELECT 1 FROM label JOIN (SELECT 2 AS no) AS x ON label.no = x.no
SELECT 1 WHERE 3 IN label
SELECT 1 WHERE 3 IN main.label
SELECT CAST(query AS bytea) AS title FROM search_newest
SELECT query FROM search
SELECT "query" FROM search WHERE query MATCH 'seen'
SELECT * FROM search
SELECT d FROM (SELECT * FROM search) WHERE query MATCH 'seen'
WITH s(a, b, c, d, e) AS (SELECT * FROM search) SELECT d FROM s
WITH s(a, b, c, query, e) AS (SELECT * FROM search) SELECT a FROM s WHERE query MATCH 'seen'
SELECT 1 WHERE ('a', 1, 2, 3, 4) IN search
SELECT query MATCH '3' AS title FROM search
SELECT id FROM search WHERE query MATCH 'seen' OR query MATCH '4'
SELECT search.* FROM search
SELECT id FROM search_few
SELECT title FROM dossier WHERE label IN (SELECT value FROM json_each(sight()))
SELECT asked(0) AS title FROM search_few
-- only a remark
/* only a remark */
;
