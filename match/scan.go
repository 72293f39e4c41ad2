package match

import (
	"iter"
	"slices"

	"schild/name"
)

// token is one word of a text.
type token struct {
	hash       uint64
	start, end int   // in the text
	from       int32 // its letters
	size       int32
	tied       bool
}

// ahead is how many words are read at once. The list is locked for that long, and no longer.
const ahead = 1024

// reading is the stretch of a text under the eye.
type reading struct {
	tokens  []token
	letters []byte
	hits    []Hit
}

// Scan gives every place in text that bears a name of the list, ordered by start, end and reference.
func (g *Gazetteer) Scan(text string) iter.Seq[Hit] {
	return func(yield func(Hit) bool) {
		r := g.pool.Get().(*reading)
		defer g.pool.Put(r)
		r.tokens, r.letters = r.tokens[:0], r.letters[:0]
		c := name.NewCursor(text)
		for more := true; more; {
			more = r.fill(c)
			ready := len(r.tokens)
			if more {
				ready -= maxWords // their names may go on behind what was read
			}
			r.hits = r.hits[:0]
			g.mu.RLock()
			for i := range ready {
				g.index.at(r, i)
			}
			g.mu.RUnlock()
			for _, h := range r.hits {
				if !yield(h) {
					return
				}
			}
			r.drop(ready)
		}
	}
}

// fill reads words until enough stand ready; false when the text is at its end.
func (r *reading) fill(c *name.Cursor) bool {
	for len(r.tokens) < ahead {
		if !c.Next() {
			return false
		}
		t := token{start: c.Start, end: c.End, from: int32(len(r.letters)), size: int32(len(c.Folded)), tied: c.Tied}
		if len(c.Folded) > maxLetters {
			t.size = maxLetters + 1 // in no name
		} else {
			t.hash = hashOf(c.Folded)
			r.letters = append(r.letters, c.Folded...)
		}
		r.tokens = append(r.tokens, t)
	}
	return true
}

// drop forgets the first n words.
func (r *reading) drop(n int) {
	if n == len(r.tokens) {
		r.tokens, r.letters = r.tokens[:0], r.letters[:0]
		return
	}
	from := r.tokens[n].from
	r.letters = r.letters[:copy(r.letters, r.letters[from:])]
	r.tokens = r.tokens[:copy(r.tokens, r.tokens[n:])]
	for i := range r.tokens {
		r.tokens[i].from -= from
	}
}

// at collects the names that begin with word i. It goes on while some name may: the next word is tied, so that the
// name may have both in one, or what was read is the beginning of a name.
func (x *index) at(r *reading, i int) {
	h, size := uint64(0), 0
	for j := i; j < len(r.tokens) && j-i < maxWords; j++ {
		t := &r.tokens[j]
		if size += int(t.size); size > x.longest {
			return
		}
		h = h*powers[t.size] + t.hash
		m := mix(h)
		whole, beginning := x.filter.passes(m)
		if whole {
			x.look(r, m, i, j+1)
		}
		if !beginning && (j+1 == len(r.tokens) || !r.tokens[j+1].tied) {
			return
		}
	}
}

// look compares words i to j with the names that have their hash.
func (x *index) look(r *reading, h uint64, i, j int) {
	from, to := r.tokens[i].from, r.tokens[j-1].from+r.tokens[j-1].size
	_, head := x.find(h, r.letters[from:to])
	first := len(r.hits)
	agrees, at := false, uint32(0)
	for next := head; next != 0; {
		e := x.entry(next - 1)
		if next == head || e.at != at {
			agrees, at = x.kept(e.at).agrees(r.tokens[i:j]), e.at
		}
		if agrees {
			r.hits = append(r.hits, Hit{r.tokens[i].start, r.tokens[j-1].end, e.ref})
		}
		next = e.next
	}
	if found := r.hits[first:]; len(found) > 1 {
		slices.SortFunc(found, func(a, b Hit) int { return int(int64(a.Ref) - int64(b.Ref)) })
		r.hits = r.hits[:first+len(slices.Compact(found))]
	}
}
