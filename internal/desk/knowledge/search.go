package knowledge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"schild/internal/store"
	"schild/name"
)

// Hit is one record found by its words.
type Hit struct {
	ID         string  `db:"id"`
	Label      int64   `db:"label"`
	Registered int64   `db:"registered"`
	Reference  string  `db:"reference"`
	Title      string  `db:"title"`
	Source     string  `db:"source_name"`
	Status     string  `db:"status"`
	Lang       string  `db:"lang"`
	Score      float64 `db:"score"`
}

// Results is what a reader's view holds for a query. Counts are of the view, not of the house.
type Results struct {
	Query    string
	Records  []Hit
	Entities []Summary
	More     bool // more records than shown
}

const shownHits = 50

// mostScored is how many hits, the newest that the reader sees, are held against each other. A word that stands in every
// other record tells them apart little, and to score them all would take as long as the house is old.
const mostScored = 2000

// Search finds records by their words and entities by their names, in the reader's view alone.
func (d *Desk) Search(v *store.View, typed string) (Results, error) {
	r := Results{Query: clean(typed)}
	view, expr := v.Search(r.Query)
	if expr == "" {
		return r, nil
	}
	err := v.Select(&r.Records, `SELECT x.id, x.label, x.registered, r.reference, r.title, coalesce(s.name, '') AS source_name, r.status, r.lang, x.score
		FROM (SELECT id, label, registered, score FROM (SELECT id, label, registered, score FROM `+view+` WHERE query MATCH $1 LIMIT $2) AS newest ORDER BY score DESC, id LIMIT $3) AS x
		JOIN record AS r ON r.id = x.id LEFT JOIN source AS s ON s.id = r.source ORDER BY x.score DESC, x.id`, expr, mostScored, shownHits+1)
	if err != nil {
		return r, err
	}
	if r.More = len(r.Records) > shownHits; r.More {
		r.Records = r.Records[:shownHits]
	}
	for _, h := range r.Records {
		v.Opened("record", h.ID, h.Label)
	}
	r.Entities, err = d.FindEntities(v, r.Query, 50)
	return r, err
}

// mostNames bounds the names looked at for one search.
const mostNames = 400

// FindEntities finds entities one of whose names has every word typed; the last word may be a beginning. Short names that
// are little else than what was typed come first. limit is at most 50.
func (d *Desk) FindEntities(v *store.View, typed string, limit int) ([]Summary, error) {
	words := name.Split(clean(typed))
	if len(words) == 0 {
		return nil, nil
	}
	var found []nameRow
	q, args := wordsQuery(v.Few("name_word"), words[:min(len(words), 8)])
	if err := v.Select(&found, q, args...); err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b nameRow) int {
		return cmp.Or(cmp.Compare(len(a.Folded), len(b.Folded)), cmp.Compare(a.Folded, b.Folded), cmp.Compare(a.Entity, b.Entity))
	})
	var ids []string
	seen := map[string]bool{}
	for _, f := range found {
		if len(ids) < min(limit, shownHits) && !seen[f.Entity] {
			ids = append(ids, f.Entity)
		}
		seen[f.Entity] = true
	}
	return d.summaries(v, ids)
}

// nameRow is a name found by its words.
type nameRow struct {
	Entity string `db:"entity"`
	Folded string `db:"folded"`
}

// wordsQuery finds name statements by words, in a view of words. The longest word, which few names have, leads; the others are looked for in
// the names it found. Of a beginning, the whole word comes before longer ones.
func wordsQuery(view string, words []string) (string, []any) {
	lead, last := 0, len(words)-1
	for i, w := range words {
		if len(w) > len(words[lead]) {
			lead = i
		}
	}
	q, args := `w.word = $1`, []any{words[lead]}
	if lead == last {
		q, args = `w.word >= $1 AND w.word < $2`, append(args, words[lead]+"\U0010FFFF")
	}
	for i, w := range words {
		if i == lead {
			continue
		}
		if w = " " + w; i < last {
			w += " "
		}
		args = append(args, w)
		q += ` AND instr(' ' || st.folded || ' ', ` + dollar(len(args)) + `) > 0`
	}
	args = append(args, mostNames)
	return `SELECT st.entity, st.folded FROM ` + view + ` AS w JOIN statement AS st ON st.id = w.id WHERE ` + q +
		` ORDER BY w.word, w.id LIMIT ` + dollar(len(args)), args
}

// Entities lists entities by the first of their names, for browsing: of one schema or, for "", of all. The list goes on
// behind the entity named by after, "" = from the start. limit is at most 50.
func (d *Desk) Entities(v *store.View, schema, after string, limit int) ([]Summary, error) {
	// The plus signs lead SQLite to an entity's own few names, away from the index of all names in order.
	var from string
	if after != "" {
		err := v.Get(&from, `SELECT st.folded FROM statement AS st WHERE st.entity = $1 AND st.property = 'name' ORDER BY +st.folded LIMIT 1`, after)
		if err != nil {
			return nil, err
		}
	}
	var ids []string
	err := v.Select(&ids, `SELECT st.entity FROM statement AS st WHERE st.property = 'name' AND st.folded >= $1 AND (st.folded > $2 OR st.entity > $3)
		AND ($4 = '' OR st.schema = $5) AND NOT EXISTS (SELECT 1 FROM statement AS o WHERE o.entity = st.entity AND o.property = 'name'
		AND (+o.folded < st.folded OR (+o.folded = st.folded AND +o.id < st.id)))
		ORDER BY st.folded, st.entity LIMIT $6`, from, from, after, schema, schema, min(limit, shownHits))
	if err != nil {
		return nil, err
	}
	return d.summaries(v, ids)
}

// summaries gives the lines of entities in the order of ids.
func (d *Desk) summaries(v *store.View, ids []string) ([]Summary, error) {
	known, err := d.summed(v, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Summary, 0, len(ids))
	for _, id := range ids {
		if s, ok := known[id]; ok {
			out = append(out, s)
		}
	}
	return out, nil
}

func dollar(n int) string { return "$" + strconv.Itoa(n) }

// clean bounds a query for people: no control characters, at most 200 bytes.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, " "))
	return strings.ToValidUTF8(s[:min(len(s), 200)], "")
}
