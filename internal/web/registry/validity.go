package registry

import (
	"strconv"

	"schild/day"
	desk "schild/internal/desk/registry"
	"schild/internal/store"
	"schild/internal/web/page"
)

// stateTag says how somebody stands: shut out, cleared, cleared for a short while more, or out of the days of their clearance.
func stateTag(a *page.Ask, s store.Staff) page.Tag {
	left, ends := s.DaysLeft()
	switch {
	case !s.Active:
		return page.Tag{Text: a.T("registry.inactive"), Kind: "late"}
	case !s.InForce():
		return page.Tag{Text: a.T("registry.lapsed"), Kind: "late"}
	case ends && left <= desk.WarnDays:
		return page.Tag{Text: a.T("registry.ends", "n", strconv.Itoa(left)), Kind: "wait"}
	}
	return page.Tag{Text: a.T("registry.active"), Kind: "good"}
}

// periodWords says between which days the clearance holds, "" when it has none.
func periodWords(a *page.Ask, s store.Staff) string {
	p := desk.PeriodOf(s)
	switch {
	case p.From.IsZero() && p.Until.IsZero():
		return ""
	case p.From.IsZero():
		return a.T("registry.period.until", "until", a.P.Date(p.Until))
	case p.Until.IsZero():
		return a.T("registry.period.from", "from", a.P.Date(p.From))
	}
	return a.T("registry.period", "from", a.P.Date(p.From), "until", a.P.Date(p.Until))
}

func dateOf(d day.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
