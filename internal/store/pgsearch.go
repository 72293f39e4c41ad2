package store

import "strings"

// searchForms gives what MatchExpression wrote as PostgreSQL's search view reads it: of each needed word the forms that do, the
// ones that end in * being beginnings. An expression of another shape finds nothing.
func searchForms(expression string) [][]string {
	var out [][]string
	for _, part := range strings.Split(expression, " AND ") {
		var forms []string
		for _, form := range strings.Split(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(part), "("), ")"), " OR ") {
			w, begins := strings.CutSuffix(strings.TrimSpace(form), "*")
			if w = strings.ToLower(strings.Trim(w, `"`)); w == "" || strings.ContainsAny(w, ` "()*:^+`) {
				return [][]string{}
			}
			if begins {
				w += "*"
			}
			forms = append(forms, w)
		}
		out = append(out, forms)
	}
	return out
}

// pgSearch is the view that finds records by their words, with the score that relevance gives them. What it looks for stands in
// a setting. It is a security barrier: nothing a caller asks of it is computed for a record the caller may not see.
const pgSearch = `WITH form AS MATERIALIZED (
	SELECT g.n AS needed, f.n AS nth, left(rtrim(f.word, '*'), 250) COLLATE "C" AS word, right(f.word, 1) = '*' AS begins
	FROM jsonb_array_elements(nullif(current_setting('schild.match', true), '')::jsonb) WITH ORDINALITY AS g(forms, n), jsonb_array_elements_text(g.forms) WITH ORDINALITY AS f(word, n)
), hit AS (
	SELECT w.seq, f.needed, f.nth, sum(w.n)::float8 AS often FROM form AS f JOIN main.record_word AS w ON w.word = f.word WHERE NOT f.begins GROUP BY 1, 2, 3
	UNION ALL SELECT w.seq, f.needed, f.nth, sum(w.n)::float8 FROM form AS f JOIN main.record_word AS w ON w.word >= f.word AND w.word < f.word || chr(1114111) WHERE f.begins GROUP BY 1, 2, 3
)
SELECT r.id, r.label, r.registered, current_setting('schild.match', true) AS query,
	sum(h.often * 2.2::float8 / (h.often + 1.2::float8 * (0.25::float8 + 0.75::float8 * r.words::float8 / 200::float8)) ORDER BY h.needed, h.nth) AS score
FROM hit AS h JOIN main.record AS r ON r.seq = h.seq GROUP BY r.id, r.label, r.registered, r.words, r.seq
HAVING count(DISTINCT h.needed) = (SELECT max(needed) FROM form)`
