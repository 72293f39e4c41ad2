package usage

import (
	"cmp"
	"errors"
	"slices"
)

// model is a model in memory. Chances are natural logarithms.
type model struct {
	units    []Unit
	one      []float32
	left     []float32
	rowStart []int32 // of each unit A, into rows
	rows     []row
	next     []next
	byOther  map[string][]int32 // units by their other side, likeliest first
	byFirst  map[string]*firsts
}

// firsts are the units of the same other side by their first Latin letter, those without one at 0.
type firsts [27][]int32

func firstOf(latin string) int {
	if latin == "" || latin[0] < 'a' || latin[0] > 'z' {
		return 0
	}
	return int(latin[0]-'a') + 1
}

type row struct {
	b            int32
	chance, left float32
	start, end   int32 // into next
}

type next struct {
	c      int32
	chance float32
}

// errBroken says that a table is not what Pack writes.
var errBroken = errors.New("usage: broken table")

func read(b []byte) (*model, error) {
	p, err := inflate(b)
	if err != nil {
		return nil, err
	}
	m := &model{byOther: map[string][]int32{}, byFirst: map[string]*firsts{}}
	for n := p.number(); n > 0 && len(p.b) > 0; n-- {
		u := Unit{Other: p.text(), Latin: p.text()}
		m.units = append(m.units, u)
		m.one = append(m.one, p.chance())
		m.left = append(m.left, p.chance())
	}
	if len(m.units) < 2 || !m.readRows(&p) {
		return nil, errBroken
	}
	for i, u := range m.units[2:] {
		m.byOther[u.Other] = append(m.byOther[u.Other], int32(i+2))
		if m.byFirst[u.Other] == nil {
			m.byFirst[u.Other] = new(firsts)
		}
		list := &m.byFirst[u.Other][firstOf(u.Latin)]
		*list = append(*list, int32(i+2))
	}
	for _, ids := range m.byOther {
		slices.SortFunc(ids, func(a, b int32) int { return cmp.Or(cmp.Compare(m.one[b], m.one[a]), cmp.Compare(a, b)) })
	}
	return m, nil
}

// readRows reads the runs of units; it tells whether all they name is there.
func (m *model) readRows(p *packed) bool {
	m.rowStart = make([]int32, len(m.units)+1)
	a, b := 0, 0
	for n := p.number(); n > 0 && len(p.b) > 0; n-- {
		if step := p.number(); step > 0 {
			a, b = a+step, 0
		}
		b += p.number()
		r := row{b: int32(b), chance: p.chance(), left: p.chance(), start: int32(len(m.next))}
		if !m.has(a) || !m.has(b) || !m.readNext(p) {
			return false
		}
		r.end = int32(len(m.next))
		m.rows = append(m.rows, r)
		m.rowStart[a+1] = int32(len(m.rows))
	}
	for i := 1; i < len(m.rowStart); i++ {
		m.rowStart[i] = max(m.rowStart[i], m.rowStart[i-1])
	}
	return true
}

func (m *model) readNext(p *packed) bool {
	c := 0
	for n := p.number(); n > 0 && len(p.b) > 0; n-- {
		c += p.number()
		if !m.has(c) {
			return false
		}
		m.next = append(m.next, next{int32(c), p.chance()})
	}
	return true
}

func (m *model) has(unit int) bool { return unit >= 0 && unit < len(m.units) }

// row finds the pair (a, b).
func (m *model) row(a, b int32) *row {
	lo, hi := m.rowStart[a], m.rowStart[a+1]
	for lo < hi {
		mid := (lo + hi) / 2
		if m.rows[mid].b < b {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < m.rowStart[a+1] && m.rows[lo].b == b {
		return &m.rows[lo]
	}
	return nil
}

// two gives the chance of b after a.
func (m *model) two(a, b int32) float32 {
	if r := m.row(a, b); r != nil {
		return r.chance
	}
	return m.left[a] + m.one[b]
}

// three gives the chance of c after the pair whose row is given (nil if never seen) and whose second unit is b.
func (m *model) three(r *row, b, c int32) float32 {
	if r == nil {
		return m.two(b, c)
	}
	lo, hi := r.start, r.end
	for lo < hi {
		mid := (lo + hi) / 2
		if m.next[mid].c < c {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < r.end && m.next[lo].c == c {
		return m.next[lo].chance
	}
	return r.left + m.two(b, c)
}
