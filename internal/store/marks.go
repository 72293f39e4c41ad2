package store

import (
	"bytes"
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// Of a reader to whom little of the house is visible, most of what an index finds is hidden, and to look at each hit's label
// takes as long as the house is large. Such a reader's searches lead by the label: a record's place in the full-text index
// bears its newest label's number as a word, and names have an index that begins with the label. Both only narrow what is
// looked at; the views decide as ever, and what they show, its order and its score are the same either way.

// marksColumn is the place of the marks among the columns of record_fts. They do not count for the score.
const marksColumn = 2

// mark is the word of a label. It begins with a character for private use: no folded word has one, so no text and nothing
// that a reader types is a mark.
func mark(no int64) string { return "\ue000" + strconv.FormatInt(no, 10) }

// few ends the names of views that lead by the label.
const few = "_few"

// Bounds of seeing little: labels, those as a share of the house's, and rows under them.
const (
	fewLabels = 16
	fewShare  = 16
	fewRows   = 16_384
)

// Few gives the name of a view for a search: the one that leads by the label where the reader sees little of the house, else
// the table's own. They show the same rows.
func (v *View) Few(table string) string {
	if v.rows(table) > fewRows {
		return table
	}
	return table + few
}

// Search gives the view in which to look for the records that have the words typed, newest first, and what to look for there
// by MATCH: "" when nothing searchable was typed.
func (v *View) Search(typed string) (view, expression string) {
	const usual = "search_newest"
	expression = MatchExpression(typed)
	if expression == "" {
		return usual, ""
	}
	rows := v.rows("record")
	if rows <= handfulRows && v.find(typed, expression) {
		return "search" + few, expression
	}
	if rows <= fewRows {
		expression = v.marked(expression)
	}
	return usual, expression
}

// marked leads an expression by the labels that the reader sees.
func (v *View) marked(expression string) string {
	var marks []string
	for _, no := range v.bound.labels() {
		marks = append(marks, quote(mark(no)))
	}
	return "(" + expression + ") AND (" + strings.Join(marks, " OR ") + ")"
}

// rows counts the rows of a table under the labels that the reader sees; where that is much, or not worth a count, it gives more than
// fewRows. A wrong answer costs time alone. The count is kept until the table changes. A PostgreSQL server has other
// indexes and plans for itself.
func (v *View) rows(table string) int {
	if _, file := v.store.engine.(lite); !file {
		return math.MaxInt
	}
	n := v.bound.count()
	if v.bound.all || n == 0 || n > fewLabels || n*fewShare > v.store.labels.len() || v.since == nil {
		return math.MaxInt
	}
	key := v.keptKey([]string{table}, few, nil)
	if a, ok := v.store.kept.get(key); ok {
		return a.(int)
	}
	var rows int
	err := v.asHouse(func() error {
		return v.ses.got(v.ctx, v.conn, &rows, `SELECT count(*) FROM (SELECT 1 FROM main.`+table+` INDEXED BY `+table+`_label WHERE label IN (SELECT value FROM json_each($1)) LIMIT $2)`,
			v.bound.sight(), fewRows+1)
	})
	if err != nil {
		return math.MaxInt
	}
	v.store.kept.put(key, rows)
	return rows
}

// count gives how many labels the reader sees, labels their numbers, sight the numbers as SQL takes them.
func (b *binding) count() (n int) {
	if b == nil {
		return 0
	}
	for _, x := range b.bits {
		n += bits.OnesCount8(x)
	}
	return n
}

func (b *binding) labels() (nos []int64) {
	if b == nil {
		return nil
	}
	for i, x := range b.bits {
		for ; x != 0; x &= x - 1 {
			nos = append(nos, int64(i*8+bits.TrailingZeros8(x)))
		}
	}
	return nos
}

func (b *binding) sight() string {
	var out bytes.Buffer
	out.WriteByte('[')
	for i, no := range b.labels() {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(strconv.FormatInt(no, 10))
	}
	out.WriteByte(']')
	return out.String()
}

// fewSelect is innerSelect led by the label.
func fewSelect(t table) string {
	return strings.Replace(innerSelect(t), " AS t WHERE ", " AS t INDEXED BY "+t.name+"_label WHERE t.label IN (SELECT value FROM json_each(sight())) AND ", 1)
}

// remark gives a record's place in the full-text index the mark of its new label.
func (t *Tx) remark(seq any, no int64) error {
	p, err := t.place(seq)
	if err != nil || p == nil || p.mark == mark(no) {
		return err
	}
	if err := t.w.exec(t.ctx, `DELETE FROM main.record_fts WHERE rowid = $1`, seq); err != nil {
		return err
	}
	return t.w.exec(t.ctx, insertText, seq, p.words, p.stems, mark(no))
}

// marks gives the places in the full-text index that do not bear the mark of their record's newest label: a search led by
// the label would pass them over.
func (a *audit) marks() (wrong []string, err error) {
	err = a.c.SelectContext(a.ctx, &wrong, `SELECT 'record_fts ' || f.rowid FROM main.record_fts AS f
		JOIN main.record AS r ON r.seq = f.rowid AND r.version = (SELECT max(version) FROM main.record AS n WHERE n.seq = f.rowid)
		WHERE f.marks IS NOT char($1) || r.label ORDER BY f.rowid LIMIT 50`, 0xe000)
	return wrong, err
}
