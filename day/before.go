package day

// Answer is yes, no, or unknown. The zero value is Unknown.
type Answer uint8

// The answers.
const (
	Unknown Answer = iota
	Yes
	No
)

var answerNames = [...]string{"unknown", "yes", "no"}

// String gives the English word, for logs and tests.
func (a Answer) String() string {
	if int(a) < len(answerNames) {
		return answerNames[a]
	}
	return answerNames[Unknown]
}

// Before tells whether d was before e: Yes when it was whatever the unknown parts are, No when it was not whatever they
// are, else Unknown. With no date on either side the answer is Unknown.
func (d Date) Before(e Date) Answer {
	switch {
	case d.IsZero(), e.IsZero():
		return Unknown
	case d.Last().Compare(e.First()) < 0:
		return Yes
	case d.First().Compare(e.Last()) >= 0:
		return No
	}
	return Unknown
}
