package demo

import (
	"cmp"
	"strconv"
	"strings"

	"schild/internal/demo/world"
	"schild/internal/lang"
)

// ChainColumn is where, in characters, the figures of a line of the chain begin: before it stands what they are of.
const ChainColumn = 13

// Chain tells in figures what happened in the year, a line a step of the way of a message.
func Chain(s Story, p *lang.Printer, dir string) string {
	f := s.Figures
	var b strings.Builder
	line := func(key string, args ...string) { b.WriteString(p.T(key, args...) + "\n") }
	n := func(i int) string { return p.Number(int64(i)) }
	line("demo.chain.title", "year", strconv.Itoa(world.Year), "dir", dir)
	line("demo.chain.lists", "lists", n(f.Lists), "entries", n(f.Entries), "names", n(f.Names))
	line("demo.chain.messages", "messages", n(f.Messages), "read", n(f.Status["read"]), "partial", n(f.Status["partial"]), "refused", n(f.Status["refused"]))
	line("demo.chain.mentions", "mentions", n(f.Mentions), "accepted", n(f.Accepted), "rejected", n(f.Rejected), "statements", n(f.Statements))
	line("demo.chain.found", "same", share(p, f.Finding.Recall(world.Dressed()...)), "other", share(p, f.Finding.Recall(world.Changed()...)), "precision", share(p, f.Finding.Precision()))
	line("demo.chain.notes", "drafted", n(f.Drafted), "approved", n(f.Approved), "sent", n(f.Sent), "national", n(f.National), "foreign", n(f.Foreign))
	line("demo.chain.refused", "refused", n(f.Refused), "rule", f.Rule, "source", cmp.Or(value(f.RuleArgs, "source"), value(f.RuleArgs, "ref")), "why", p.T(f.Rule, f.RuleArgs...))
	line("demo.chain.copies", "copies", n(f.Copies), "receipts", n(f.Receipts), "recalls", n(f.Recalls), "reached", n(f.Reached))
	if f.Problems == 0 {
		line("demo.chain.register", "acts", p.Number(f.Register))
	} else {
		line("demo.chain.register.problems", "acts", p.Number(f.Register), "problems", n(f.Problems))
	}
	return b.String()
}

// value gives a named one of alternating names and values.
func value(args []string, name string) string {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1]
		}
	}
	return ""
}

// share writes a share of one in percent, rounded down: no miss is rounded away.
func share(p *lang.Printer, x float64) string {
	return p.Number(int64(x*1000)/10) + p.T("demo.point") + strconv.FormatInt(int64(x*1000)%10, 10) + " %"
}
