package office

import (
	"slices"

	"schild/internal/store"
)

// Kind is one sort of act: its name and the roles that may do it. What else it needs (another person, a seen object)
// is checked by its desk at the step.
type Kind struct {
	Name  string
	Roles []string // any one of them; "anyone" = every active person
}

func (k Kind) allows(p store.Staff) bool {
	for _, r := range k.Roles {
		if r == "anyone" && !p.Has("founder") || p.Has(r) {
			return true
		}
	}
	return false
}

// May tells whether an act of a kind is for any of a person's roles: whether its form is worth showing. Do decides.
func May(kind string, p store.Staff) bool {
	i := slices.IndexFunc(Kinds(), func(k Kind) bool { return k.Name == kind })
	return i >= 0 && Kinds()[i].allows(p) && (!p.Outside || outside(kind))
}

// outside tells whether an act is one that people outside the house may do at all.
func outside(kind string) bool {
	return slices.Contains([]string{"case.open", "case.step", "case.agree", "case.draft", "case.notice", "key.add", "key.withdraw", "key.show", "code.use", "session.open", "session.close", "read", "read.missed"}, kind)
}

// Keeps tells whether somebody keeps the list of people: lets them in, puts them out, confirms what another keeper proposed.
func Keeps(p store.Staff) bool { return p.Has("registrar") || p.Has("security") }

// NeedsKey tells whether an act of a kind wants its author's key in hand: what leaves the house, what is lowered, who is let in. What a
// case's step erases or shuts asks at the step (InHand).
func NeedsKey(kind string) bool {
	return slices.Contains([]string{"note.send", "consent.record", "label.lower", "label.consent", "label.unread", "person.enrol", "person.clear", "person.code",
		"proposal.confirm", "control.found", "control.seal", "token.give", "glass.break"}, kind)
}

// Kinds is the table of every act there is.
func Kinds() []Kind {
	return append(peopleKinds(), []Kind{
		{"source.add", []string{"registrar"}},
		{"record.receive", []string{"registrar", "intake", "analyst", "head"}},
		{"record.route", []string{"registrar", "intake", "head"}},
		{"list.add", []string{"registrar", "intake"}},
		{"mention.rescan", []string{"registrar", "intake", "analyst", "clock"}},
		{"mention.accept", []string{"analyst", "head"}},
		{"mention.reject", []string{"analyst", "head"}},
		{"statement.add", []string{"analyst", "head"}},
		{"dossier.open", []string{"head"}},
		{"dossier.team", []string{"head"}},
		{"note.draft", []string{"analyst", "head"}},
		{"note.submit", []string{"analyst", "head"}},
		{"note.return", []string{"head", "releaser"}},
		{"note.approve", []string{"head", "releaser"}},
		{"note.send", []string{"head", "releaser", "registrar"}},
		{"note.receipt", []string{"registrar", "head", "intake"}},
		{"note.recall", []string{"head", "registrar"}},
		{"consent.record", []string{"registrar", "head"}},
		{"list.edition", []string{"registrar", "intake"}},
		{"screen.query", []string{"registrar", "intake", "analyst", "head"}},
		{"batch.open", []string{"registrar", "intake", "analyst", "head"}},
		{"batch.match", []string{"clock"}},
		{"batch.answer", []string{"clock"}},
		{"batch.end", []string{"clock"}},
		{"batch.withdraw", []string{"registrar", "head"}},
		{"hit.decide", []string{"analyst", "head"}},
		{"hit.confirm", []string{"analyst", "head"}},
		{"hit.close", []string{"analyst", "head"}},
		{"threshold.propose", []string{"head"}},
		{"threshold.confirm", []string{"head"}},
		{"token.give", []string{"registrar"}},
		{"token.withdraw", []string{"registrar"}},
		{"case.open", []string{"anyone"}}, // who has which part in a case is asked by its desk, at the step
		{"case.step", []string{"anyone"}},
		{"case.agree", []string{"anyone"}},
		{"case.assign", []string{"anyone"}},
		{"case.standin", []string{"anyone"}},
		{"case.draft", []string{"anyone"}},
		{"case.notice", []string{"anyone"}},
		{"case.link", []string{"anyone"}},
		{"case.ring", []string{"clock"}},
		{"label.propose", []string{"analyst", "head", "releaser", "registrar", "intake", "security"}},
		{"label.lower", []string{"head", "security"}},
		{"label.keep", []string{"head", "security"}},
		{"label.consent", []string{"registrar", "head", "security"}},
		{"label.raise", []string{"analyst", "head", "releaser", "registrar", "intake", "security"}},
		{"label.unread", []string{"registrar"}},
		{"session.open", []string{"anyone"}},
		{"session.close", []string{"anyone"}},
		{"register.export", []string{"registrar", "auditor", "administrator", "committee"}},
		{"control.seal", []string{"committee"}},
		{"read", []string{"anyone"}},
		{"read.missed", []string{"anyone"}},
	}...)
}

// peopleKinds are the acts on people and their keys.
func peopleKinds() []Kind {
	return []Kind{
		{"house.found", []string{"founder"}},
		{"person.enrol", []string{"registrar"}},
		{"person.clear", []string{"registrar", "security"}},
		{"person.code", []string{"registrar", "security"}},
		{"proposal.confirm", []string{"registrar", "security"}},
		{"proposal.refuse", []string{"registrar", "security"}},
		{"control.found", []string{"registrar"}},
		{"glass.break", []string{"analyst", "head", "releaser"}},
		{"key.add", []string{"anyone"}},
		{"key.withdraw", []string{"anyone"}},
		{"key.show", []string{"anyone"}},
		{"code.use", []string{"anyone"}},
	}
}
