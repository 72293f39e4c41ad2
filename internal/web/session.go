package web

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"sync"
	"time"

	"schild/internal/office"
)

const (
	linkLife    = 5 * time.Minute
	sessionIdle = 15 * time.Minute
	sessionLife = 10 * time.Hour
)

// sessions are who is signed in, and which links can still be used. Only hashes of what a browser holds are kept, so that
// a look into the memory signs nobody in, and so that looking one up takes the same time right or wrong.
type sessions struct {
	now func() time.Time

	mu    sync.Mutex
	links map[[32]byte]link
	open  map[[32]byte]*session
	asked map[[32]byte]asked
	tries []time.Time // when codes were tried within the last minute
}

type link struct {
	by    office.Person
	until time.Time
}

type session struct {
	by    office.Person
	key   string // the key they signed in with, "" when it was another way
	bare  bool   // came in by a code or a link where people hold keys: may enrol one and do nothing else
	stamp string // what they may do and see when they signed in: when that changes they sign in anew
	began time.Time
	last  time.Time
	toast string
}

func newSessions(now func() time.Time) *sessions {
	return &sessions{now: now, links: map[[32]byte]link{}, open: map[[32]byte]*session{}, asked: map[[32]byte]asked{}}
}

// token makes what a browser holds: 256 random bits.
func token() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails: the runtime ends the program instead
	return encode(b[:])
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func (s *sessions) offer(by office.Person) string {
	t := token()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	s.links[sha256.Sum256([]byte(t))] = link{by, s.now().Add(linkLife)}
	return t
}

// redeem takes a link: whatever comes of it, it cannot be used again.
func (s *sessions) redeem(t string) (office.Person, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := sha256.Sum256([]byte(t))
	l, ok := s.links[k]
	delete(s.links, k)
	if !ok || s.now().After(l.until) {
		return office.Person{}, false
	}
	return l.by, true
}

func (s *sessions) begin(by office.Person) string { return s.start(session{by: by}) }

func (s *sessions) start(x session) string {
	t := token()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	x.began, x.last = s.now(), s.now()
	s.open[sha256.Sum256([]byte(t))] = &x
	return t
}

// find gives a session that has not ended, with what the page before left to say: that is said once. It keeps the session awake.
func (s *sessions) find(t string, take bool) (found session, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := sha256.Sum256([]byte(t))
	x := s.open[k]
	if x == nil {
		return session{}, false
	}
	if s.ended(x) {
		delete(s.open, k)
		return session{}, false
	}
	x.last = s.now()
	found = *x
	if take {
		x.toast = ""
	} else {
		found.toast = ""
	}
	return found, true
}

// bare tells whether a session may enrol a key and do nothing else.
func (s *sessions) bare(t string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.open[sha256.Sum256([]byte(t))]
	return x != nil && x.bare
}

// shown notes that the person of a session showed a key.
func (s *sessions) shown(t string, by office.Person, key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if x := s.open[sha256.Sum256([]byte(t))]; x != nil && x.by.ID == by.ID {
		x.by.Shown, x.key = by.Shown, key
	}
}

// stamped notes what the person of a session may do, the first time it is asked, and tells whether that still is so.
func (s *sessions) stamped(t, stamp string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.open[sha256.Sum256([]byte(t))]
	if x != nil && x.stamp == "" {
		x.stamp = stamp
	}
	return x != nil && x.stamp == stamp
}

func (s *sessions) say(t, toast string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if x := s.open[sha256.Sum256([]byte(t))]; x != nil {
		x.toast = toast
	}
}

func (s *sessions) end(t string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, sha256.Sum256([]byte(t)))
}

func (s *sessions) ended(x *session) bool {
	now := s.now()
	return now.Sub(x.last) > sessionIdle || now.Sub(x.began) > sessionLife
}

// sweep forgets what has ended; the caller holds the lock.
func (s *sessions) sweep() {
	now := s.now()
	for k, l := range s.links {
		if now.After(l.until) {
			delete(s.links, k)
		}
	}
	for k, a := range s.asked {
		if now.After(a.until) {
			delete(s.asked, k)
		}
	}
	for k, x := range s.open {
		if s.ended(x) {
			delete(s.open, k)
		}
	}
}
