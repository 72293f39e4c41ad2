package dossier

import (
	"errors"
	"strings"

	"schild/fault"
)

// fieldOf gives the field where a refusal of the desk can be mended.
func fieldOf(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return ""
	}
	if field, ok := strings.CutPrefix(e.Key, "dossier.needed."); ok {
		return field
	}
	switch {
	case strings.HasPrefix(e.Key, "dossier.review"), strings.HasPrefix(e.Key, "day."):
		return "review"
	case strings.HasPrefix(e.Key, "dossier.team"):
		return "team"
	case e.Key == "dossier.level":
		return "level"
	}
	return ""
}
