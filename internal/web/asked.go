package web

import (
	"crypto/sha256"
	"time"

	"schild/fault"
	"schild/internal/desk/keys"
)

// asked is a question for a key that waits for its answer.
type asked struct {
	ceremony keys.Ceremony
	session  string // of whom it was asked, "" when nobody had signed in: another's answer does not count
	until    time.Time
}

const (
	mostAsked = 10_000 // questions that wait at once: whoever asks for more fills no memory
	mostTries = 20     // codes tried in a minute by everybody together
)

// ask keeps a question and gives the ticket for its answer.
func (s *sessions) ask(c keys.Ceremony, session string) (string, error) {
	t := token()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	if len(s.asked) >= mostAsked {
		return "", fault.New(fault.Late, "key.busy")
	}
	s.asked[sha256.Sum256([]byte(t))] = asked{c, session, s.now().Add(keys.AskLife)}
	return t, nil
}

// answer gives the question of a ticket: whatever comes of it, it is answered once.
func (s *sessions) answer(t, session string) (keys.Ceremony, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := sha256.Sum256([]byte(t))
	a, ok := s.asked[k]
	delete(s.asked, k)
	if !ok || a.session != session || s.now().After(a.until) {
		return keys.Ceremony{}, fault.New(fault.Late, "key.late")
	}
	return a.ceremony, nil
}

// try tells whether one more code may be tried now.
func (s *sessions) try() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	for len(s.tries) > 0 && now.Sub(s.tries[0]) > time.Minute {
		s.tries = s.tries[1:]
	}
	if len(s.tries) >= mostTries {
		return fault.New(fault.Late, "code.slow")
	}
	s.tries = append(s.tries, now)
	return nil
}
