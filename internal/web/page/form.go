package page

import (
	"errors"
	"mime/multipart"
	"net/http"
	"strings"

	"schild/fault"
	"schild/internal/office"
	"schild/label"
)

// Form is a form and what was wrong with it.
type Form struct {
	Action  string
	Method  string // "post", or "get" for one that only asks
	Submit  string // words on the button: a verb
	Explain string // what happens when it is pressed, above the button
	Confirm string // words of a box that must be ticked first, for what cannot be undone
	Danger  bool
	Cancel  *Link
	Fields  []*Field
	Errors  []Wrong // the error summary
	Inline  bool    // one row, as above a table
	ID      string  // needed when a page has two forms with fields of the same name
}

// Wrong is one line of an error summary.
type Wrong struct{ Field, Text string }

// Field is one question of a form.
type Field struct {
	Name     string
	Label    string // the question, finished words
	Hint     string
	Kind     string // "" one line, "area", "choice" (select), "radios", "checks", "tick" (one box), "date", "number", "file", "search", "hidden"
	Value    string
	Values   []string // of "checks"
	Options  []Option
	Required bool
	Rows     int    // of "area"
	Most     int    // characters taken; 0 = 200, of "area" 20,000
	Width    string // "", "short", "full"
	Accept   string // of "file"
	Many     bool   // of "file"
	Keys     string // leads to it, of one line
	Error    string
	id       string
}

// Option is one answer of a choice.
type Option struct {
	Value, Text, Hint string
	Label             *label.Label // shows its mark, for levels
	Keys              string       // chooses it, of "radios" and "checks"
}

// Form makes a form that posts to action. Its texts are finished words.
func (a *Ask) Form(action, submit string, fields ...*Field) *Form {
	return &Form{Action: action, Method: "post", Submit: submit, Fields: fields}
}

// Read fills the form from the request and tells whether every field can be used. What cannot has its error, and
// the answer will have status 422.
func (a *Ask) Read(f *Form) bool {
	if err := a.parse(f); err != nil {
		f.wrong(a, "", a.P.Fault(err))
		return false
	}
	for _, x := range f.Fields {
		if x.Kind != "file" {
			x.Values = a.R.Form[x.Name]
			x.Value = strings.TrimSpace(strings.ReplaceAll(a.R.Form.Get(x.Name), "\r\n", "\n"))
		}
		if key := x.check(a.R); key != "" {
			f.wrong(a, x.Name, a.T(key, "label", x.Label))
		}
	}
	if f.Confirm != "" && a.R.Form.Get("confirm") == "" {
		f.wrong(a, "confirm", a.T("form.confirm"))
	}
	return len(f.Errors) == 0
}

// parse reads the body. Files stay in memory: a temporary file would hold what is classified in clear.
func (a *Ask) parse(f *Form) error {
	var err error
	if f.Files() {
		err = a.R.ParseMultipartForm(1 << 40) // the route's limit is the real one
	} else {
		err = a.R.ParseForm()
	}
	readable(a.R.Form) // of a damaged form too: what could be read is kept as a draft
	readable(a.R.PostForm)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return fault.Wrap(err, fault.Invalid, "form.large", "size", a.P.Size(large.Limit))
	case err != nil:
		return fault.Wrap(err, fault.Invalid, "form.unreadable")
	}
	return nil
}

// check gives the key of what is wrong with the field's value, "" when nothing is.
func (x *Field) check(r *http.Request) string {
	empty := x.Value == ""
	if x.Kind == "file" {
		empty = r.MultipartForm == nil || len(r.MultipartForm.File[x.Name]) == 0 || r.MultipartForm.File[x.Name][0].Filename == ""
	}
	most := x.most()
	switch {
	case x.Required && empty && (x.Kind == "choice" || x.Kind == "radios" || x.Kind == "checks"):
		return "form.choose"
	case x.Required && empty:
		return "form.required"
	case len([]rune(x.Value)) > most:
		return "form.long"
	case len(x.Options) > 0 && !x.offered():
		return "form.choose"
	}
	return ""
}

func (x *Field) most() int {
	switch {
	case x.Most > 0:
		return x.Most
	case x.Kind == "area":
		return 20_000
	}
	return 200
}

// offered tells whether every value is among the options.
func (x *Field) offered() bool {
	for _, v := range x.Values {
		found := v == ""
		for _, o := range x.Options {
			found = found || o.Value == v
		}
		if !found {
			return false
		}
	}
	return true
}

// Blame puts an error that the reader can mend at a field ("" for the form as a whole) and tells whether it did;
// any other error is for the caller to return.
func (a *Ask) Blame(f *Form, field string, err error) bool {
	if office.AsksKey(err) { // the site asks for the key, and sends the form again
		return false
	}
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Refused, fault.Conflict, fault.Late:
		f.wrong(a, field, a.P.Fault(err))
		return true
	}
	return false
}

// Wrong puts an error of the handler's own at a field.
func (a *Ask) Wrong(f *Form, field, text string) { f.wrong(a, field, text) }

func (f *Form) wrong(a *Ask, field, text string) {
	a.status = http.StatusUnprocessableEntity
	f.Errors = append(f.Errors, Wrong{Field: f.fieldID(field), Text: text})
	if x := f.Field(field); x != nil {
		x.Error = text
	}
}

// Field gives the field of a name, nil when there is none.
func (f *Form) Field(name string) *Field {
	for _, x := range f.Fields {
		if x.Name == name {
			return x
		}
	}
	return nil
}

// Value gives a field's value, "" when there is none.
func (f *Form) Value(name string) string {
	if x := f.Field(name); x != nil {
		return x.Value
	}
	return ""
}

// Uploads gives the files of a field.
func (a *Ask) Uploads(name string) []*multipart.FileHeader {
	if a.R.MultipartForm == nil {
		return nil
	}
	return a.R.MultipartForm.File[name]
}

// Files tells whether the form takes files.
func (f *Form) Files() bool {
	for _, x := range f.Fields {
		if x.Kind == "file" {
			return true
		}
	}
	return false
}

// Placed gives the fields with their ids on the page.
func (f *Form) Placed() []*Field {
	for _, x := range f.Fields {
		x.id = f.fieldID(x.Name)
	}
	return f.Fields
}

func (f *Form) fieldID(name string) string {
	switch {
	case name == "":
		return ""
	case f.ID != "":
		return f.ID + "-" + name
	}
	return "f-" + name
}

// At gives the id of a box of the form itself.
func (f *Form) At(name string) string { return f.fieldID(name) }

// Limit gives how many characters the field takes.
func (x *Field) Limit() int { return x.most() }

// At gives the id of the field's input.
func (x *Field) At() string {
	if x.id == "" {
		return "f-" + x.Name
	}
	return x.id
}

// Described gives the ids of what describes the input.
func (x *Field) Described() string {
	var ids []string
	if x.Hint != "" {
		ids = append(ids, x.At()+"-hint")
	}
	if x.Error != "" {
		ids = append(ids, x.At()+"-error")
	}
	return strings.Join(ids, " ")
}

// Has tells whether a value is chosen.
func (x *Field) Has(value string) bool {
	for _, v := range x.Values {
		if v == value {
			return true
		}
	}
	return x.Value == value
}
