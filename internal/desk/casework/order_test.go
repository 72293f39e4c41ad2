package casework_test

import (
	"testing"

	"schild/fault"
	"schild/internal/store"
)

const recordID = "00000000000000000000000r01"

// running is a method in use, with a record it brought in, a statement from it, and two notes: one rests on it alone, one on
// something else too. Both have left.
func (h *house) running() string {
	h.t.Helper()
	id := h.methodAsked()
	d := h.do("c1", id, "advise_yes", nil)
	h.agree("c2", d.Pending)
	h.agree("c3", d.Pending)
	d = h.do("hugo", id, "authorise", nil)
	h.agree("mia", d.Pending)
	h.stage(id, "running")
	h.act("rik", "source.add", func(tx *store.Tx) error { return tx.Found("own") })
	h.act("rik", "record.receive", func(tx *store.Tx) error {
		for _, r := range []string{recordID, "00000000000000000000000r02"} {
			row := store.Row{"source": "own", "kind": "message", "reference": "R", "file": "f", "title": "Payments", "type": "text/plain", "status": "read", "lang": "nl", "grade": "B2", "size": 3, "sha256": "x", "said": "2026-03-09", "desk": ""}
			if err := tx.Record(factID(r), secret, row, "payments harbour "+r); err != nil {
				return err
			}
			if err := tx.Seal(factID(r), "own", secret, map[string][]byte{"document": []byte("{}")}); err != nil {
				return err
			}
		}
		for s, r := range map[string]string{"s1": recordID, "s2": "00000000000000000000000r02"} {
			if err := tx.Insert("statement", s, secret, store.Row{"entity": "e1", "schema": "Person", "property": "name", "value": "Harbour Man", "original": "", "lang": "", "record": r, "part": 0, "start": 0, "ending": 1,
				"author": "ann", "grade": "B2", "holds_from": "", "holds_to": "", "said": "", "folded": "harbour man", "dup": ""}); err != nil {
				return err
			}
			if err := tx.Insert("name_word", s, secret, store.Row{"n": 0, "word": "harbour"}); err != nil {
				return err
			}
		}
		return nil
	})
	h.act("ann", "note.draft", func(tx *store.Tx) error {
		for n, cites := range map[string][]string{"n1": {"s1"}, "n2": {"s1", "s2"}} {
			body := `{"subject":"S","paragraphs":[{"text":"He pays [[s1]]."},{"text":"He is known [[s2]]."}],"label":"SECRET","addressees":[],"by":"ann","authors":["ann"],"earlier":[{"version":1}]}`
			if err := tx.Insert("note", n, secret, store.Row{"kind": "NA", "lang": "nl", "reference": "N-" + n, "title": "T", "state": "sent", "author": "ann", "reviewer": "hugo", "dossier": "", "body": body, "reason": ""}); err != nil {
				return err
			}
			if err := tx.Insert("dispatch", "d"+n, secret, store.Row{"note": n, "copy": 1, "copies": 1, "name": "Jan Peeters", "function": "chief", "organisation": "POL", "country": "", "lang": "nl", "state": "sent", "sha256": "x", "receipt": "", "reason": ""}); err != nil {
				return err
			}
			for _, s := range cites {
				r := map[string]string{"s1": recordID, "s2": "00000000000000000000000r02"}[s]
				if err := tx.Insert("citation", n+s, secret, store.Row{"note": n, "statement": s, "record": r}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	h.must(h.desk.Obtain(h.t.Context(), by("ann"), id, "obtained", "record:"+recordID))
	return id
}

// visible counts what ann sees of everything that an order may reach.
func (h *house) visible(at int64) map[string]int {
	out := map[string]int{}
	h.must(h.desk.Office.SeeAt(h.t.Context(), by("ann"), at, func(v *store.View) error {
		for _, t := range []string{"record", "content", "statement", "name_word", "citation", "note", "dispatch"} {
			var n int
			if err := v.Get(&n, `SELECT count(*) FROM `+t); err != nil {
				return err
			}
			out[t] = n
		}
		var found int
		if err := v.Get(&found, `SELECT count(*) FROM search WHERE query MATCH 'payments'`); err != nil {
			return err
		}
		out["found"] = found
		return nil
	}))
	return out
}

func same(a, b map[string]int) bool {
	for k := range a {
		if a[k] != b[k] {
			return false
		}
	}
	return true
}

// TestWhatAControlBodySuspendsIsShutAtOnce: records, statements, words of names, notes that cite, copies that left, also as of an earlier day; and open again when it is lifted.
func TestWhatAControlBodySuspendsIsShutAtOnce(t *testing.T) {
	h := newHouse(t)
	id := h.running()
	before, then := h.visible(0), h.now+500_000
	h.on("2026-03-12 09:00")
	h.do("c1", id, "suspend", nil)
	h.stage(id, "suspended")
	shut := map[string]int{"record": 1, "content": 1, "statement": 1, "name_word": 1, "citation": 0, "note": 0, "dispatch": 0, "found": 1}
	shut["citation"] = 1 // n2 cites s2 too, but the note itself is shut
	if got := h.visible(0); !same(shut, got) {
		t.Errorf("seen after the suspension: %v", got)
	}
	if got := h.visible(then); got["note"] != 0 || got["statement"] != 1 {
		t.Errorf("seen as of before: %v", got)
	}
	h.do("ivo", id, "lift", nil)
	if got := h.visible(0); !same(before, got) {
		t.Errorf("seen after it was lifted: %v, before %v", got, before)
	}
	h.clean()
}

// TestWhatIsToBeDestroyedIsErased: nothing of it is left, in no version; a note that rests on something else too keeps that; who has copies is on a list.
func TestWhatIsToBeDestroyedIsErased(t *testing.T) {
	h := newHouse(t)
	id := h.running()
	h.on("2026-03-12 09:00")
	h.do("c1", id, "ban", nil)
	h.do("ivo", id, "order_destruction", nil)
	h.stage(id, "destroying")
	var left int
	h.act("boss", "case.link", func(tx *store.Tx) error {
		all, err := tx.All("casework")
		h.must(err)
		for _, q := range []string{`SELECT count(*) FROM record WHERE id = '` + recordID + `'`, `SELECT count(*) FROM content WHERE id = '` + recordID + `'`, `SELECT count(*) FROM statement WHERE id = 's1'`, `SELECT count(*) FROM name_word WHERE id = 's1'`,
			`SELECT count(*) FROM note WHERE id = 'n1'`, `SELECT count(*) FROM note WHERE body LIKE '%pays%'`, `SELECT count(*) FROM citation WHERE record = '` + recordID + `'`} {
			var n int
			h.must(all.Get(&n, q))
			left += n
		}
		var kept, recalled int
		h.must(all.Get(&kept, `SELECT count(*) FROM note WHERE id = 'n2' AND body LIKE '%He is known%'`))
		h.must(all.Get(&recalled, `SELECT count(*) FROM dispatch WHERE state = 'recalled'`))
		if kept != 1 || recalled != 2 {
			t.Errorf("of the other note %d kept, %d copies recalled", kept, recalled)
		}
		return nil
	})
	if left > 0 {
		t.Errorf("%d rows are left", left)
	}
	h.see("ann", func(v *store.View) error {
		ps, err := h.desk.Papers(v, id)
		lists := 0
		for _, p := range ps {
			if p.Name == "recipients" {
				lists++
			}
		}
		if lists == 0 {
			t.Errorf("nobody is told who has copies")
		}
		return err
	})
	h.clean()
}

func TestOnlyARunningMethodObtains(t *testing.T) {
	h := newHouse(t)
	id := h.running()
	h.refused(h.desk.Obtain(t.Context(), by("c1"), id, "obtained", "record:"+recordID), fault.Refused, "casework.link.part")
	h.on("2026-03-12 09:00")
	h.do("hugo", id, "end", nil)
	h.refused(h.desk.Obtain(t.Context(), by("ann"), id, "obtained", "record:00000000000000000000000r02"), fault.Refused, "casework.link.stage")
}
