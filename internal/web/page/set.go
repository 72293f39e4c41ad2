package page

import (
	"io/fs"
	"slices"

	"schild/internal/store"
	"schild/label"
)

// Set is what one page folder contributes to the site.
type Set struct {
	Name      string // the folder's name; its message keys begin with it
	Templates fs.FS  // *.html; nil for a set without pages of its own
	Routes    []Route
	Nav       []Item
	Stories   []Story
	Bar       *Bar // a strip above every page, as the demo has; nil for none
}

// answers tells whether the set has a route of a pattern.
func (s Set) answers(pattern string) bool {
	return slices.ContainsFunc(s.Routes, func(r Route) bool { return r.Pattern == pattern })
}

// Route is one pattern of net/http's ServeMux ("GET /record/{id}") and who answers it.
type Route struct {
	Pattern string
	Handle  Handler
	Act     string // the act it is for: who has none of its roles finds nothing there, and that they tried is registered; "" = anybody signed in
	Outside bool   // also for people of other organisations: for them no other route is there
	Open    bool   // needs no login: Ask.By is then the zero Person
	Most    int64  // bytes a request may have; 0 = 1 MiB. A route that takes files says more
}

// Handler answers one request. An error it returns becomes a page (or, before a request is answered, a status): it need not show one.
type Handler func(*Ask) error

// Item is one entry of the navigation.
type Item struct {
	Key     string   // message key of its words
	Path    string   // where it leads
	Keys    string   // keyboard way there, "g i"
	Roles   []string // shown to holders of any of them; none = to everyone
	Outside bool     // for people of other organisations, and not for those of the house
	Rank    int      // lower is further to the left; equal ones by the order of sets
}

// For tells whether an entry is for a person.
func (it Item) For(p store.Staff) bool {
	return it.Outside == p.Outside && (len(it.Roles) == 0 || slices.ContainsFunc(it.Roles, p.Has))
}

// Story is one page or component with sample data, shown by schild story and walked by the browser test.
type Story struct {
	Name     string
	Template string
	Label    label.Label
	Data     any // the data, or a func(*Ask) any that makes it (Ask.By is then the zero Person; no See)
}

// Bar is a strip above every page.
type Bar struct {
	Template string
	Data     func(*Ask) any
}

// Page is what one request shows, in the frame.
type Page struct {
	Title    string      // the heading, finished words
	Nav      string      // path of the navigation's entry it belongs to
	Template string      // name in the set's templates
	Label    label.Label // join of the labels of everything shown
	Help     string      // what one can do here; shown when asked for
	Back     *Link       // one step up, above the heading
	Actions  []Link      // what can be done from here; the first is the main one
	Tabs     Tabs
	Data     any
	Wide     bool // for tables of many columns
}

// Link is a named address.
type Link struct {
	Text    string
	Path    string
	Current bool
	Count   string // shown behind the text; "" for none
	Keys    string // keyboard way there
}

// Folder gives the folder dir of embedded files as the templates of a set.
func Folder(files fs.FS, dir string) fs.FS {
	sub, err := fs.Sub(files, dir)
	if err != nil { // only for a malformed name
		panic("page: " + err.Error())
	}
	return sub
}
