package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"schild/internal/office"
)

// TestStoriesStand opens every story of the kit and of the site's own pages.
func TestStoriesStand(t *testing.T) {
	h, err := Stories()
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	for _, x := range strings.Split(w.Body.String(), `href="/story/`)[1:] {
		path, _, _ := strings.Cut("/story/"+x, `"`)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// clock is a time that tests move.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func TestLinkWorksOnceAndForFiveMinutes(t *testing.T) {
	c := &clock{time.Unix(1e9, 0)}
	s := newSessions(c.now)
	anna := office.Person{ID: "anna"}
	first, second := s.offer(anna), s.offer(anna)
	if by, ok := s.redeem(first); !ok || by != anna {
		t.Fatal("a fresh link does not work")
	}
	if _, ok := s.redeem(first); ok {
		t.Error("a link works twice")
	}
	c.at = c.at.Add(linkLife + time.Second)
	if _, ok := s.redeem(second); ok {
		t.Error("an old link works")
	}
	if _, ok := s.redeem(""); ok {
		t.Error("no link works")
	}
}

func TestSessionEndsIdleAndOld(t *testing.T) {
	c := &clock{time.Unix(1e9, 0)}
	s := newSessions(c.now)
	idle, busy := s.begin(office.Person{ID: "idle"}), s.begin(office.Person{ID: "busy"})
	var hours time.Duration
	for range 200 {
		c.at = c.at.Add(10 * time.Minute)
		if hours += 10 * time.Minute; hours > sessionLife {
			break
		}
		if _, ok := s.find(busy, false); !ok {
			t.Fatalf("a busy session ended after %v", hours)
		}
	}
	if _, ok := s.find(busy, false); ok {
		t.Error("a session outlives its longest time")
	}
	if _, ok := s.find(idle, false); ok {
		t.Error("an idle session lives")
	}
}

func TestToastIsSaidOnce(t *testing.T) {
	s := newSessions(time.Now)
	k := s.begin(office.Person{ID: "anna"})
	s.say(k, "done")
	if x, _ := s.find(k, false); x.toast != "" {
		t.Error("a request that shows nothing took it")
	}
	if x, _ := s.find(k, true); x.toast != "done" {
		t.Error("not said")
	}
	if x, _ := s.find(k, true); x.toast != "" {
		t.Error("said twice")
	}
}

func TestLocal(t *testing.T) {
	for in, want := range map[string]string{"/inbox?q=a": "/inbox?q=a", "": "/", "//evil.example": "/", `/\evil.example`: "/", "https://evil.example": "/", "/a\r\nX: y": "/", "/\x15": "/"} {
		if got := local(in); got != want {
			t.Errorf("local(%q) = %q", in, got)
		}
	}
}
