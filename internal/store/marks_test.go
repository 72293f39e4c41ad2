package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"schild/internal/store"
	"schild/label"
)

func circle(n int) label.Label {
	return label.Label{Circles: label.NewSet(fmt.Sprintf("desk:%03d", n))}
}

// crowded gives a house of 320 circles with a record and a name under each, some twice, some put under another circle since,
// some taken away. It gives the moments of its acts.
func crowded(t *testing.T) (*house, []int64) {
	h := open(t)
	vocabulary := []string{"harbour", "harbours", "bridge", "bridges", "crane", "night", "harbinger", "han"}
	var ids []string
	for i := range 400 {
		var text []string
		for w, word := range vocabulary {
			if (i*7+w*w)%(w+2) == 0 {
				text = append(text, strings.Repeat(word+" ", 1+(i+w)%3))
			}
		}
		ids = append(ids, h.record("s", fmt.Sprint("t", i), strings.Join(text, " "), circle(i%320)))
		h.act(func(tx *store.Tx) error {
			return tx.Insert("name_word", ids[i], circle(i%320), store.Row{"n": 0, "word": vocabulary[i%len(vocabulary)]})
		})
	}
	moments := []int64{0, h.clock.Load()}
	for i, id := range ids {
		h.act(func(tx *store.Tx) error {
			if _, err := tx.All("cascade"); err != nil {
				return err
			}
			switch {
			case i%3 == 0:
				return errors.Join(tx.Relabel("record", id, circle(i*11%320)), tx.Relabel("name_word", id, circle(i*11%320)))
			case i%7 == 0:
				return errors.Join(tx.Remove("record", id), tx.Remove("name_word", id))
			}
			return nil
		})
	}
	return h, append(moments, h.clock.Load())
}

// TestLedSearchIsTheSame holds that a search led by the labels gives the rows, order and scores of one that is not: to readers of few
// circles and of many, now and of a past moment, after relabellings and removals.
func TestLedSearchIsTheSame(t *testing.T) {
	h, moments := crowded(t)
	led, found := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		var held []string
		for range rapid.IntRange(0, 30).Draw(t, "circles") {
			held = append(held, fmt.Sprintf("desk:%03d", rapid.IntRange(0, 330).Draw(t, "circle")))
		}
		b := store.Binding{Person: "reader", Clearance: label.Clearance{Circles: label.NewSet(held...)}, AsOf: rapid.SampledFrom(moments).Draw(t, "as of")}
		typed := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"harbour", "harb", "bridge", "bridges", "crane", "ha", "han", "nights", "x"}), 1, 3).Draw(t, "typed"), " ")
		_, err := h.Read(context.Background(), func(*store.Lookup) (store.Binding, error) { return b, nil }, func(v *store.View) error {
			for _, most := range []int{-1, 5} {
				view, expr := v.Search(typed)
				plain, err := hits(v, "search_newest", store.MatchExpression(typed), most)
				marked, err2 := hits(v, "search_newest", v.Marked(typed), most)
				with, err3 := hits(v, view, expr, most)
				if !slices.Equal(plain, marked) || !slices.Equal(plain, with) || errors.Join(err, err2, err3) != nil {
					t.Fatalf("%s finds %v, by marks %v, in %s %v (%v %v %v)", typed, plain, marked, view, with, err, err2, err3)
				}
				found += len(plain)
				if view == "search_few" {
					led++
				}
			}
			plain, err := words(v, "name_word", typed)
			with, err2 := words(v, v.Few("name_word"), typed)
			if !slices.Equal(plain, with) || err != nil || err2 != nil {
				t.Fatalf("names: %s finds %v, led %v (%v %v)", typed, plain, with, err, err2)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	if led < 20 || found < 100 {
		t.Errorf("%d searches were led, %d hits found", led, found)
	}
	h.clean()
}

// hits gives what a search finds, with scores to the last bit; words what names it finds.
func hits(v *store.View, view, expr string, most int) (out []string, err error) {
	return out, v.Select(&out, `SELECT id || ' ' || label || ' ' || quote(score) FROM (SELECT id, label, score FROM `+view+` WHERE query MATCH $1 LIMIT $2) ORDER BY score DESC, id`, expr, most)
}

func words(v *store.View, view, typed string) (out []string, err error) {
	return out, v.Select(&out, `SELECT id || ' ' || word || ' ' || version FROM `+view+` WHERE word >= $1 AND word < $2 ORDER BY word, id`, typed, typed+"\U0010FFFF")
}

// TestNobodyNamesAMark holds that neither what a reader types nor what a record says reaches the marks.
func TestNobodyNamesAMark(t *testing.T) {
	h := open(t)
	h.record("s", "plain", "harbour", circle(1))
	h.record("s", "sly", "marks \ue0000 \ue0001 \ue0002 marks:\ue0001", circle(2))
	c := label.Clearance{Circles: label.NewSet("desk:001", "desk:002")}
	for _, typed := range []string{"\ue0000", "\ue0001", "marks:\ue0001", `marks : "` + "\ue0001" + `"`, `{marks} : x`, `{words marks}:"` + "\ue0001" + `"*`, `" OR marks:` + "\ue0001" + ` OR "`,
		"- marks : \ue0001", "record_fts:\ue0001", `x" NOT "y`, "NEAR(\ue0001 \ue0001)", "\ue0001*", "^\ue0001", "\\\ue0001", "\x00\ue0001", "\"\"\ue0001\"\""} {
		expr := store.MatchExpression(typed)
		if strings.ContainsRune(expr, '\ue000') {
			t.Errorf("%q asks for %q", typed, expr)
		}
		if expr == "" {
			continue
		}
		got, err := h.see(c, `SELECT r.title FROM search AS x JOIN record AS r ON r.id = x.id WHERE x.query MATCH $1`, expr)
		if err != nil || slices.Contains(got, "plain") {
			t.Errorf("%q finds %v (%v)", typed, got, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("\ue0001\"*:{}()^+- marksNEAR")))).Draw(t, "typed")
		if expr := store.MatchExpression(typed); strings.ContainsRune(expr, '\ue000') {
			t.Fatalf("%q asks for %q", typed, expr)
		}
	})
	// A mark of one's own choosing, past MatchExpression, finds what bears it and is seen, and nothing else.
	for no := range 4 {
		if got := h.mustSee(label.Clearance{Circles: label.NewSet("desk:002")}, `SELECT r.title FROM search AS x JOIN record AS r ON r.id = x.id WHERE x.query MATCH $1`, fmt.Sprintf("\"\ue000%d\"", no)); got != "[]" && got != "[sly]" {
			t.Errorf("mark %d shows %s", no, got)
		}
	}
	for _, q := range []string{`SELECT sight()`, `SELECT found()`, `SELECT asked(0)`, `SELECT scored(0, 1)`, `SELECT marks FROM search`, `SELECT 1 FROM json_each(sight())`, `SELECT id FROM dossier WHERE label IN (SELECT value FROM json_each(sight()))`} {
		if got, err := h.see(c, q); err == nil {
			t.Errorf("%s is answered: %v", q, got)
		}
	}
	h.clean()
}

// TestOlderIndexIsMarked brings a store back to the index without marks and opens it again.
func TestOlderIndexIsMarked(t *testing.T) {
	h, _ := crowded(t)
	ask := func() string {
		var out []string
		_, err := h.Read(t.Context(), as(label.Clearance{Circles: label.NewSet("desk:011", "desk:012")}), func(v *store.View) (err error) {
			if v.Marked("harbour") == store.MatchExpression("harbour") {
				t.Error("the search is not led")
			}
			out, err = hits(v, "search", v.Marked("harbour"), -1)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(out)
	}
	want := ask()
	tamper, err := h.Tamper()
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(h.Close(), tamper.To(t.Context(), 9), tamper.Close()); err != nil {
		t.Fatal(err)
	}
	h.reopen()
	if got := ask(); got != want || want == "[]" {
		t.Errorf("found %s, before %s", got, want)
	}
	h.clean()
}

// TestHandfulFollows holds that what is held in memory for readers of few labels follows the house: records that come, go, are put under
// another label, and texts that only the full-text index can take apart.
func TestHandfulFollows(t *testing.T) {
	h := open(t)
	for i := range 40 {
		h.dossier(fmt.Sprint("d", i), "x", circle(i))
	}
	texts := []string{"harbour crane", "harbour night harbour", "мост москва", "crane a\u093fb", "bridge " + strings.Repeat("w", 300), "北京 harbour", "λόγος τέλος"}
	queries := []string{"harbour", "har", "мост", "моск", "crane", "b", "bridge", "北", "τέλος", "a\u093fb"}
	c := label.Clearance{Circles: label.NewSet("desk:001", "desk:002")}
	few, moves := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		var live []string
		for range rapid.IntRange(1, 7).Draw(t, "acts") {
			to := circle(rapid.IntRange(1, 3).Draw(t, "label"))
			switch what := rapid.IntRange(0, 9).Draw(t, "act"); {
			case what < 6 || len(live) == 0:
				live = append(live, h.record("s", "t", rapid.SampledFrom(texts[:rapid.SampledFrom([]int{3, len(texts)}).Draw(t, "kinds")]).Draw(t, "text"), to))
			case what < 8:
				moves++
				id := rapid.SampledFrom(live).Draw(t, "which")
				h.cascade(func(tx *store.Tx) error { return tx.Relabel("record", id, to) })
			default:
				moves++
				n := rapid.IntRange(0, len(live)-1).Draw(t, "which")
				h.cascade(func(tx *store.Tx) error { return tx.Remove("record", live[n]) })
				live = slices.Delete(live, n, n+1)
			}
			typed := rapid.SampledFrom(queries).Draw(t, "typed")
			_, err := h.Read(context.Background(), as(c), func(v *store.View) error {
				view, expr := v.Search(typed)
				plain, err := hits(v, "search_newest", store.MatchExpression(typed), -1)
				with, err2 := hits(v, view, expr, -1)
				if !slices.Equal(plain, with) || err != nil || err2 != nil {
					t.Fatalf("%s finds %v, in %s %v (%v %v)", typed, plain, view, with, err, err2)
				}
				if view == "search_few" {
					few++
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, id := range live {
			h.cascade(func(tx *store.Tx) error { return tx.Remove("record", id) })
		}
	})
	if few < 20 || moves < 20 {
		t.Errorf("%d searches in memory, %d moves", few, moves)
	}
}

// cascade writes an act that reaches past its author's view.
func (h *house) cascade(change func(*store.Tx) error) {
	h.t.Helper()
	h.act(func(tx *store.Tx) error {
		if _, err := tx.All("cascade"); err != nil {
			return err
		}
		return change(tx)
	})
}

// TestWholeWords holds that the full-text index takes every sign that the handful takes, as it is and as part of a word.
func TestWholeWords(t *testing.T) {
	h := open(t)
	f, err := h.Tamper()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var signs []int
	for r := range 0x20000 {
		if store.WholeWord(string(rune(r))) {
			signs = append(signs, r)
		}
	}
	list, err := json.Marshal(signs)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Exec(`INSERT INTO main.record_fts (rowid, words, stems, marks) SELECT value, 'a' || char(value) || 'b', '', '' FROM json_each($1)`, string(list)),
		f.Exec(`CREATE VIRTUAL TABLE main.terms USING fts5vocab(record_fts, instance)`)); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{`SELECT count(*) FROM main.terms`, `SELECT count(*) FROM main.terms WHERE term = 'a' || char(doc) || 'b'`} {
		if n, err := f.Count(query); err != nil || n != len(signs) || n < 30_000 {
			t.Errorf("%s: %d of %d signs (%v)", query, n, len(signs), err)
		}
	}
}
