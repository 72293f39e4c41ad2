package casework

import (
	"errors"

	"schild/fault"
	"schild/internal/web/page"
	"schild/procedure"
)

// worded says an error of a step in the words of the procedure: its acts, stages, fields and parts by their titles.
func (p pages) worded(a *page.Ask, f *procedure.File, err error) error {
	var e *fault.Error
	if !errors.As(err, &e) {
		return err
	}
	kinds := map[string]string{"act": "act", "earlier": "act", "stage": "stage", "role": "role", "field": "field", "term": "term"}
	args := append([]string(nil), e.Args...)
	for i := 0; i+1 < len(args); i += 2 {
		if kind := kinds[args[i]]; kind != "" && args[i+1] != "" {
			args[i+1] = p.word(a, f, kind, args[i+1])
		}
		if args[i] == "procedure" {
			args[i+1] = p.procedure(a, args[i+1])
		}
	}
	return fault.Wrap(e.Err, e.Kind, e.Key, args...)
}

// fieldOf gives the field of a form where an error can be mended.
func fieldOf(err error) string {
	var e *fault.Error
	if errors.As(err, &e) && (e.Key == "procedure.needed" || e.Key == "procedure.value") {
		for i := 0; i+1 < len(e.Args); i += 2 {
			if e.Args[i] == "field" {
				return e.Args[i+1]
			}
		}
	}
	return ""
}

// keyOf gives the message key of an error.
func keyOf(err error) string {
	var e *fault.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}
