package index

import (
	"slices"

	"schild/match/score"
)

// joins marks the names in which words of the subject stand joined, and those whose words the subject joins.
func (q *search) joins() {
	for i := range q.n.Words {
		for m := 2; m <= 3 && i+m <= len(q.n.Words); m++ {
			q.together(q.n.Words[i : i+m])
		}
		if w := q.n.Words[i]; w.Latin && score.Weighty(q.n.Roles[i]) {
			q.apart(w)
		}
		if i+1 < len(q.n.Words) {
			q.shifted(q.n.Words[i].Text, q.n.Words[i+1].Text)
		}
	}
}

// shifted looks for names where the space between two words stands one letter off.
func (q *search) shifted(a, b string) {
	if len(a) > 2 {
		q.neighbours(a[:len(a)-1], a[len(a)-1:]+b)
	}
	if len(b) > 1 {
		q.neighbours(a+b[:1], b[1:])
	}
}

// neighbours marks the names that have both terms.
func (q *search) neighbours(a, b string) {
	s, ok := q.x.numbers[a]
	t, both := q.x.numbers[b]
	if !ok || !both {
		return
	}
	if q.x.terms.at(t).size() < q.x.terms.at(s).size() {
		s, t = t, s
	}
	for at := range q.x.terms.at(s).all {
		if slices.ContainsFunc(q.x.names.at(at).parts, func(p part) bool { return p.term() == t }) {
			q.touch(at).joined = true
		}
	}
}

// together looks for terms that are neighbouring words of the subject, joined.
func (q *search) together(parts []*score.Word) {
	joined := ""
	for _, p := range parts {
		if !p.Latin {
			return
		}
		joined += p.Text
	}
	eachKey(joined, min(1, reach(joined)), func(h uint64) {
		q.x.near.each(h, func(t uint32) {
			term := q.x.terms.at(t)
			if score.NearJoined(&term.word, parts).How == score.None {
				return
			}
			for at := range term.all {
				q.touch(at).joined = true
			}
		})
	})
}

// apart looks for names in which the word stands in two or three pieces: one of its ends is a term of its own.
func (q *search) apart(w *score.Word) {
	s := w.Text
	for cut := 1; cut < len(s); cut++ {
		if cut >= score.LeastEnd || len(s) <= score.ShortJoin {
			q.piece(w, s[:cut], true)
		}
		if len(s)-cut >= score.LeastEnd {
			q.piece(w, s[cut:], false)
		}
	}
}

// piece marks the names where an end of the word stands among the pieces of it.
func (q *search) piece(w *score.Word, end string, first bool) {
	t, ok := q.x.numbers[end]
	if !ok {
		return
	}
	for at := range q.x.terms.at(t).all {
		e := q.x.names.at(at)
		for i, p := range e.parts {
			if p.term() == t && q.pieces(w, e, i, first) {
				q.touch(at).joined = true
			}
		}
	}
}

// pieces tells whether the word is two or three neighbouring parts of a name, beginning or ending with part i.
func (q *search) pieces(w *score.Word, e *entryName, i int, first bool) bool {
	var parts [3]*score.Word
	for n := 2; n <= 3; n++ {
		from := i
		if !first {
			from = i - n + 1
		}
		if from < 0 || from+n > len(e.parts) {
			continue
		}
		for k := range n {
			parts[k] = &q.x.terms.at(e.parts[from+k].term()).word
		}
		if score.NearJoined(w, parts[:n]).How != score.None {
			return true
		}
	}
	return false
}
