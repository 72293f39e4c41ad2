package web

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"schild/fault"
	"schild/internal/web/page"
)

// Stories serves every story of every set, with sample data and no database; the first page lists them.
func Stories(sets ...page.Set) (http.Handler, error) {
	sets = append([]page.Set{page.Components(), signs()}, sets...)
	shown := append([]page.Set{tales()}, sets...)
	s := &Site{cfg: Config{Demo: true}, sessions: newSessions(time.Now)}
	var err error
	s.kit, err = page.New(page.Config{Sets: shown, Assets: addresses(), Missing: Missing(), Demo: true})
	if err != nil {
		return nil, err
	}
	return s.tell(sets), nil
}

// tales is the set of the list of stories.
func tales() page.Set { return page.Set{Name: "tales", Templates: page.Folder(signFiles, "sign")} }

// Tale is one line of the list of stories.
type tale struct{ Set, Name, Path string }

func (s *Site) tell(sets []page.Set) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /asset/{hash}/{name}", serveAsset)
	mux.HandleFunc("POST /setting", func(w http.ResponseWriter, r *http.Request) { s.kit.Answer(w, r, s.stranger(r), "tales", s.setting) })
	list := tellAll(sets)
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		s.kit.Answer(w, r, s.stranger(r), "tales", func(a *page.Ask) error {
			return a.Show(page.Page{Title: a.T("web.story.title"), Template: "tales", Data: list})
		})
	})
	mux.HandleFunc("GET /story/{set}/{n}", func(w http.ResponseWriter, r *http.Request) {
		s.kit.Answer(w, r, s.stranger(r), "tales", func(a *page.Ask) error { return s.one(a, sets) })
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { secure(w.Header()); mux.ServeHTTP(w, r) })
}

func (s *Site) one(a *page.Ask, sets []page.Set) error {
	n, err := strconv.Atoi(a.Path("n"))
	for _, set := range sets {
		if set.Name == a.Path("set") && err == nil && n >= 0 && n < len(set.Stories) {
			return s.kit.Tell(a, set.Name, set.Stories[n])
		}
	}
	return fault.New(fault.Missing, "missing")
}

func tellAll(sets []page.Set) []tale {
	var out []tale
	for _, set := range sets {
		for i, st := range set.Stories {
			out = append(out, tale{set.Name, st.Name, "/story/" + url.PathEscape(set.Name) + "/" + strconv.Itoa(i)})
		}
	}
	return out
}
