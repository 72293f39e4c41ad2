package browser

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// run asks the checker for what breaks a rule, as text.
const run = `axe.run(document, {runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}, resultTypes: ["violations"]})
	.then(r => JSON.stringify(r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html + " " + (n.failureSummary || ""))}))))`

type violation struct {
	ID    string   `json:"id"`
	Help  string   `json:"help"`
	Nodes []string `json:"nodes"`
}

// Axe gives what breaks an accessibility rule on the page, one line each. It skips the test when the checker is not installed.
func (b *Tab) Axe() []string {
	b.t.Helper()
	src, err := os.ReadFile(filepath.Join(root(), "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		b.t.Skip("skipped: no accessibility checker; install it with: npm ci")
	}
	if !Eval[bool](b, `typeof axe !== "undefined"`) {
		Eval[bool](b, string(src)+"\n;true")
	}
	var found []violation
	if err := json.Unmarshal([]byte(Eval[string](b, run)), &found); err != nil {
		b.t.Fatal(err)
	}
	var out []string
	for _, v := range found {
		for _, n := range v.Nodes {
			out = append(out, fmt.Sprintf("%s: %s: %s", v.ID, v.Help, strings.Join(strings.Fields(n), " ")))
		}
	}
	return out
}
