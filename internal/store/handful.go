package store

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/ncruces/go-sqlite3"
)

// handful is an index, in memory, of the few records that readers of the same labels see: for them a search costs what it would in
// a house that has nothing else. Its answers are candidates, as those of the full-text index are; the view decides. It lives
// until a record is relabelled or taken away.
type handful struct {
	mu    sync.Mutex
	upTo  int64                 // the last record looked at
	odd   bool                  // a text has words that the full-text index may part otherwise: not to be used
	words []string              // sorted
	in    map[string][]standing // by word, records ascending
}

// standing is how often a word stands in a record.
type standing struct {
	seq   int64
	often float64
}

// Bounds of what is held in memory: records in a handful, handfuls, bytes of a word.
const (
	handfulRows = 4096
	mostHeld    = 16
	longestWord = 200
)

// moved is what a batch touched when it relabelled a record or took one away.
const moved = "record, moved"

// held are the handfuls, by labels.
type held struct {
	mu sync.Mutex
	by map[string]*handful
}

// of gives the handful of a view, one made now when there is none, and none to a view from before the last move: nothing
// may be kept of a record that is gone.
func (h *held) of(v *View) *handful {
	key := strings.TrimRight(string(v.bound.bits), "\x00")
	h.mu.Lock()
	defer h.mu.Unlock()
	if v.store.kept.count(moved) != v.since[moved] {
		return nil
	}
	if h.by == nil || len(h.by) >= mostHeld && h.by[key] == nil {
		h.by = map[string]*handful{}
	}
	if h.by[key] == nil {
		h.by[key] = &handful{in: map[string][]standing{}}
	}
	return h.by[key]
}

// drop lets go of every handful.
func (h *held) drop() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.by = nil
}

// Records of some labels whose text is in the index: all, and those behind a number.
const (
	newestRecord = ` AND r.version = (SELECT max(version) FROM main.record AS n WHERE n.seq = r.seq)`
	firstTexts   = `SELECT f.rowid AS seq, f.words, f.stems FROM main.record AS r INDEXED BY record_label CROSS JOIN main.record_fts AS f ON f.rowid = r.seq
		WHERE r.label IN (SELECT value FROM json_each($1)) AND r.seq > $2 AND r.seq <= $3` + newestRecord
	laterTexts = `SELECT f.rowid AS seq, f.words, f.stems FROM main.record AS r INDEXED BY record_seq CROSS JOIN main.record_fts AS f ON f.rowid = r.seq
		WHERE r.label IN (SELECT value FROM json_each($1)) AND r.seq > $2 AND r.seq <= $3` + newestRecord
)

// newcomer is a record that is not yet in a handful.
type newcomer struct {
	Seq          int64
	Words, Stems string
}

// follow adds the records that came since.
func (h *handful) follow(v *View) error {
	var last int64
	var came []newcomer
	err := v.asHouse(func() error {
		if err := v.ses.got(v.ctx, v.conn, &last, `SELECT coalesce((SELECT seq FROM main.record ORDER BY seq DESC LIMIT 1), 0)`); err != nil || last <= h.upTo {
			return err
		}
		query := laterTexts
		if h.upTo == 0 {
			query = firstTexts
		}
		return v.ses.selected(v.ctx, v.conn, &came, query, v.bound.sight(), h.upTo, last)
	})
	if err != nil || last <= h.upTo {
		return err
	}
	slices.SortFunc(came, func(a, b newcomer) int { return cmp.Compare(a.Seq, b.Seq) })
	known := len(h.words)
	for _, c := range came {
		h.add(c.Seq, c.Words+" "+c.Stems)
	}
	if len(h.words) > known {
		slices.Sort(h.words)
	}
	h.upTo = last
	return nil
}

// add takes a record in.
func (h *handful) add(seq int64, text string) {
	for w := range strings.FieldsSeq(text) {
		if !whole(w) {
			h.odd = true
			return
		}
		at, ok := h.in[w]
		if !ok {
			w = strings.Clone(w) // and not the whole text with it
			h.words = append(h.words, w)
		}
		if n := len(at); n > 0 && at[n-1].seq == seq {
			at[n-1].often++
			continue
		}
		h.in[w] = append(at, standing{seq, 1})
	}
}

// find looks in the handful of the view's labels, and keeps what it found for the view search_few. It tells whether that can be trusted.
func (v *View) find(typed, expression string) bool {
	words := needed(typed)
	for _, forms := range words {
		for _, f := range forms {
			if !whole(f.word) {
				return false
			}
		}
	}
	h := v.store.held.of(v)
	if h == nil {
		return false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.odd || h.follow(v) != nil || h.odd {
		return false
	}
	if !slices.ContainsFunc(v.ses.sought, func(s sought) bool { return s.expression == expression }) {
		v.ses.sought = append(v.ses.sought, h.find(words, expression)...)
	}
	return true
}

// whole tells whether the full-text index takes a word as it is: it is made of letters and digits that every table of Unicode has.
func whole(word string) bool {
	for _, r := range word {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		case r >= 'а' && r <= 'я', r >= 'α' && r <= 'ω' && r != 'ς', r >= 0x5d0 && r <= 0x5ea, r >= 0x621 && r <= 0x64a && r != 0x640, r >= 0x4e00 && r <= 0x9fa5, r >= 0xac00 && r <= 0xd7a3:
		default:
			return false
		}
	}
	return len(word) <= longestWord
}

// sought is a record that a search found: for which search, and how often each of its words stands in it.
type sought struct {
	expression string
	seq        int64
	often      []float64
}

// find gives the records that have every word needed.
func (h *handful) find(words [][]form, expression string) []sought {
	often := map[int64][]float64{} // of each record, by form
	has := map[int64]int{}         // how many of the words needed
	phrases, n := 0, 0
	for _, forms := range words {
		phrases += len(forms)
	}
	for i, forms := range words {
		for _, f := range forms {
			for _, w := range h.like(f) {
				for _, s := range h.in[w] {
					if has[s.seq] < i {
						continue // lacks a word before
					}
					if has[s.seq] = i + 1; often[s.seq] == nil {
						often[s.seq] = make([]float64, phrases)
					}
					often[s.seq][n] += s.often
				}
			}
			n++
		}
	}
	var out []sought
	for seq, o := range often {
		if has[seq] == len(words) {
			out = append(out, sought{expression, seq, o})
		}
	}
	slices.SortFunc(out, func(a, b sought) int { return cmp.Compare(b.seq, a.seq) })
	return out
}

// like gives the words of the handful that a form means.
func (h *handful) like(f form) []string {
	from, found := slices.BinarySearch(h.words, f.word)
	to := from
	for to < len(h.words) && f.begins && strings.HasPrefix(h.words[to], f.word) {
		to++
	}
	if found && !f.begins {
		to++
	}
	return h.words[from:to]
}

// foundSelect is the inside of the view of records found in a handful, shaped as search_newest.
func foundSelect() string {
	return "SELECT r.id, r.label, r.registered, asked(c.key) AS query, scored(c.key, r.words) AS score FROM json_each(found()) AS c CROSS JOIN main.record AS r ON r.seq = c.value" +
		" WHERE visible(r.label, r.registered) AND " + newest(table{name: "record"}, "r") + " ORDER BY r.seq DESC"
}

// found gives the numbers of the records found, as SQL takes them; scored the score of one of them.
func (ses *session) found() string {
	var out strings.Builder
	for i, s := range ses.sought {
		out.WriteByte("[,"[min(i, 1)])
		out.WriteString(strconv.FormatInt(s.seq, 10))
	}
	if out.Len() == 0 {
		return "[]"
	}
	return out.String() + "]"
}

func (ses *session) asked(i int64) string {
	if i < 0 || i >= int64(len(ses.sought)) {
		return ""
	}
	return ses.sought[i].expression
}

func (ses *session) scored(i int64, words float64) float64 {
	if i < 0 || i >= int64(len(ses.sought)) {
		return 0
	}
	return score(ses.sought[i].often, words)
}

// match is MATCH in the view search_few. FTS5 answers its own; where it cannot, SQLite asks here, and is told so as ever.
func (ses *session) match(ctx sqlite3.Context, wanted, asked string) {
	if !slices.ContainsFunc(ses.sought, func(s sought) bool { return s.expression == asked }) {
		ctx.ResultError(errors.New("unable to use function MATCH in the requested context"))
		return
	}
	ctx.ResultBool(wanted == asked)
}
