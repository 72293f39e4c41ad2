// Package notes shows notes: the queues, the editor with its live floor, review, release, copies, recall.
//
// Vocabulary: the sheet is one note with what its reader may do with it; the floor panel says what the citations ask for;
// the picker finds statements and records to cite; the picture draws the way from a record to those who were told.
//
// Laws it keeps:
//   - A page is marked with everything on it: the note's label, its floor, what the picker found.
//   - What an author typed is never lost: every button of the editor posts the whole draft, and only "save" keeps it.
//   - A picture is never alone: the same stands in a table beside it.
//   - A form is shown only where its act is for one of the reader's roles; whether it may be done is the desk's to say.
//
// Budget: a note has six pages and an editor, each with its forms, its refusals and its story; they share one sheet.
//
// It knows no rule: floor, release and recall are the desk's; the page names what the desk refused.
package notes

import (
	"embed"

	"schild/internal/desk/dossier"
	"schild/internal/desk/knowledge"
	desk "schild/internal/desk/notes"
	"schild/internal/office"
	"schild/internal/web/page"
)

//go:embed *.html
var templates embed.FS

// Desks are the desks the pages ask.
type Desks struct {
	Notes     *desk.Desk
	Knowledge *knowledge.Desk
	Dossier   *dossier.Desk
}

type pages struct{ Desks }

// most is how large a posted draft may be: the note's own limits are tighter.
const most = 8 << 20

// Pages gives the pages of notes.
func Pages(d Desks) page.Set {
	p := pages{d}
	return page.Set{
		Name: "notes", Templates: templates,
		Routes: []page.Route{
			{Pattern: "GET /notes", Handle: p.list},
			{Pattern: "GET /notes/new", Act: "note.draft", Handle: p.edit},
			{Pattern: "POST /notes/new", Act: "note.draft", Handle: p.write, Most: most},
			{Pattern: "POST /notes/floor", Act: "note.draft", Handle: p.floor, Most: most},
			{Pattern: "GET /note/{id}", Handle: p.sheet},
			{Pattern: "GET /note/{id}/edit", Act: "note.draft", Handle: p.edit},
			{Pattern: "POST /note/{id}/edit", Act: "note.draft", Handle: p.write, Most: most},
			{Pattern: "GET /note/{id}/proof", Handle: p.proof},
			{Pattern: "POST /note/{id}/submit", Act: "note.submit", Handle: p.submit},
			{Pattern: "GET /note/{id}/review", Handle: p.review},
			{Pattern: "POST /note/{id}/approve", Act: "note.approve", Handle: p.approve},
			{Pattern: "POST /note/{id}/return", Act: "note.return", Handle: p.giveBack},
			{Pattern: "GET /note/{id}/versions", Handle: p.versions},
			{Pattern: "POST /note/{id}/restore", Act: "note.draft", Handle: p.restore},
			{Pattern: "GET /note/{id}/release", Handle: p.release},
			{Pattern: "POST /note/{id}/consent", Act: "consent.record", Handle: p.consent},
			{Pattern: "POST /note/{id}/send", Act: "note.send", Handle: p.send},
			{Pattern: "GET /note/{id}/copies", Handle: p.copies},
			{Pattern: "GET /note/{id}/copies/{copy}", Handle: p.copy},
			{Pattern: "GET /note/{id}/copies/{copy}/proof", Handle: p.prove},
			{Pattern: "POST /note/{id}/receipt", Act: "note.receipt", Handle: p.receipt},
			{Pattern: "GET /recall/{id}", Handle: p.way},
			{Pattern: "POST /recall/{id}", Act: "note.recall", Handle: p.recall},
		},
		Nav: []page.Item{
			{Key: "notes.title", Path: "/notes", Keys: "g n", Roles: []string{"analyst", "head", "releaser", "registrar"}, Rank: 40},
		},
		Stories: stories(),
	}
}

// may tells whether an act is for any of the reader's roles: a form for it is worth showing.
func may(a *page.Ask, kind string) bool { return office.May(kind, a.Staff) }
