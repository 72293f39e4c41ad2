// Package fault gives every error of schild a kind and words a person can act on.
//
// Laws it keeps:
//   - Missing and Denied look the same to whoever asks: Outward turns both into Missing, with the same key and
//     no arguments, so an answer never tells that something exists that the reader may not see.
//   - What people read is made of the key and its arguments, which internal/lang turns into nl, fr, de or en; the cause (Err)
//     never reaches them.
//   - An argument may hold what somebody sent. It is one short line of plain text: nothing in it steers a terminal, turns the
//     writing round or goes on for ever.
//   - What the log gets is Log: no value of an argument and no words of a cause, for both may be what somebody sent.
package fault

import "errors"

// Kind says what sort of trouble an error is. The zero value is Broken: an error nobody classified is ours.
type Kind uint8

// The kinds. A door maps them to an exit code or a status.
const (
	Broken   Kind = iota // our own failure: disk, bug, damaged data
	Invalid              // what was given cannot be used; the key says why
	Missing              // there is no such thing for this reader
	Denied               // the thing is there, this person may not; outside it looks like Missing
	Refused              // a rule of the house says no, and the person may know which
	Conflict             // somebody was first; look again
	Late                 // the time for it has passed
)

var kindNames = [...]string{"broken", "invalid", "missing", "denied", "refused", "conflict", "late"}

// String gives the kind's English name, for logs and tests.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "broken"
}

// Error is one classified error. Key is a message key of internal/lang ("note.release.refused"), Args are its
// named values as alternating names and values.
type Error struct {
	Kind Kind
	Key  string
	Args []string
	Err  error
}

// New makes an error of a kind with a message key and alternating argument names and values.
func New(kind Kind, key string, args ...string) *Error {
	return &Error{Kind: kind, Key: key, Args: plain(args)}
}

// Wrap is New with a cause, of which Log tells the sort.
func Wrap(err error, kind Kind, key string, args ...string) *Error {
	return &Error{Kind: kind, Key: key, Args: plain(args), Err: err}
}

// Error gives the key and arguments and then the cause: for tests and whoever mends the program, neither for a screen nor
// for the log.
func (e *Error) Error() string {
	s := e.Kind.String() + ": " + e.Key
	for i := 0; i+1 < len(e.Args); i += 2 {
		s += " " + e.Args[i] + "=" + e.Args[i+1]
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf gives the kind of the first Error in the chain, Broken when there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Broken
}

// Is tells whether err is of kind k. A nil error is of no kind.
func Is(err error, k Kind) bool { return err != nil && KindOf(err) == k }

// missing is the one answer for what is not there and for what may not be seen.
const missing = "missing"

// Outward gives the error as the outside may see it: Missing and Denied become one and the same error, Broken
// loses its cause; other kinds keep key and arguments and lose the cause.
func Outward(err error) *Error {
	var e *Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &e), e.Kind == Broken:
		return New(Broken, "broken")
	case e.Kind == Missing, e.Kind == Denied:
		return New(Missing, missing)
	}
	return &Error{Kind: e.Kind, Key: e.Key, Args: e.Args}
}
