package casework

import (
	"strings"

	desk "schild/internal/desk/casework"
	"schild/internal/web/page"
)

// paragraph is a piece of a document: a line by itself, or terms with their values.
type paragraph struct {
	Text  string
	Facts page.List
}

// letter cuts a document into paragraphs: those of lines "term: value" are shown as a list.
func (p pages) letter(a *page.Ask, x desk.Paper) letterSheet {
	out := letterSheet{Paper: x, File: "/paper/" + x.ID + "/file"}
	if a.Staff.Outside {
		out.File = "/portal" + out.File
	}
	var ps []paragraph
	for text := range strings.SplitSeq(x.Body, "\n\n") {
		ps = append(ps, paragraph{Text: strings.TrimSpace(text)})
	}
	out.Body = ps
	out.Facts.Add(a.T("casework.paper.made"), a.P.Moment(x.Registered))
	out.Facts.Add(a.T("casework.paper.lang"), strings.ToUpper(x.Lang))
	out.Facts.Add("SHA-256", x.SHA256[:16]+"…")
	return out
}

// paperTitle names a document as its file does; the list of recipients is the house's own.
func paperTitle(a *page.Ask, x desk.Paper) string {
	if x.Name == desk.Recipients {
		return a.T("casework.recipients")
	}
	return x.Title
}
