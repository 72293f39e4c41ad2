// Package bureau is the invented security service: its people, and whom it writes to.
//
// Laws it keeps:
//   - Everyone is invented; the same people in every world.
//   - No two steps of one note need the same person.
//
// It enrols nobody: package demo does.
package bureau

import "schild/label"

// Compartment is the one compartment of the invented service: what comes through a protected channel.
const Compartment = "HERON"

// Own is our organisation as labels and notes name it, Country the land's code.
const (
	Own     = "own"
	Country = "XA"
)

// Person is one of the service.
type Person struct {
	ID, Name, Lang string
	Roles          []string
	Clearance      label.Clearance
	Organisation   string // "" = the service's own
}

// The people by what they do; the registrar is the operating system's user.
const (
	Intake   = "ines"
	Analyst  = "aline" // cleared for HERON
	Second   = "bram"  // an analyst who is not
	Head     = "helga"
	Releaser = "remi"
	Security = "sanne"
	Auditor  = "aude"
	Control  = "corneel" // an investigator of the control body
)

// People gives the staff in the order in which they are enrolled.
func People() []Person {
	clear := func(l label.Level, compartments label.Set) label.Clearance {
		return label.Clearance{Level: l, Compartments: compartments}
	}
	outside := func(l label.Level) label.Clearance { return label.Clearance{Level: l, Outside: true} }
	return []Person{
		{Intake, "Inès Van den Roggenbeemd", "nl", []string{"intake"}, clear(label.TopSecret, Compartment), ""},
		{Analyst, "Aline de Perrilmaurin", "fr", []string{"analyst"}, clear(label.TopSecret, Compartment), ""},
		{Second, "Bram Osselschoot", "nl", []string{"analyst"}, clear(label.Secret, ""), ""},
		{Head, "Helga Birkenröder", "de", []string{"head"}, clear(label.TopSecret, Compartment), ""},
		{Releaser, "Rémi Estrerville", "fr", []string{"releaser"}, clear(label.TopSecret, Compartment), ""},
		{Security, "Sanne Wulverhulst", "nl", []string{"security"}, clear(label.Secret, ""), ""},
		{Auditor, "Aude Hauterargault", "en", []string{"auditor"}, clear(label.NotClassified, ""), ""},
		{Control, "Corneel Ravenswinkel", "nl", []string{"committee"}, clear(label.NotClassified, ""), ""},
		{"clara", "Clara van Pallendonk", "nl", []string{"commission", "chair"}, clear(label.TopSecret, Compartment), ""},
		{"cyprien", "Cyprien de Marlevaux", "fr", []string{"commission"}, clear(label.TopSecret, Compartment), ""},
		{"coralie", "Coralie Ostervelde", "nl", []string{"commission"}, clear(label.TopSecret, Compartment), ""},
		{"mia", "Mia Kerkebrugge", "nl", []string{"methods_officer"}, clear(label.TopSecret, Compartment), ""},
		{"henri", "Henri de Volberange", "fr", []string{"head"}, clear(label.Secret, ""), ""},
		{"livia", "Livia Straatman-Dorval", "nl", []string{"lawyer"}, clear(label.Secret, ""), ""},
		{"nora", "Nora Eylenbosscher", "nl", []string{"authority"}, clear(label.Secret, ""), ""},
		{"isaura", "Isaura Vellendijk", "nl", []string{"secretariat"}, clear(label.Secret, ""), ""},
		{"chris", "Chris Aldenrade", "nl", []string{"cciv_chair", "partner"}, clear(label.Secret, ""), ""},
		{"archie", "Archibald Dorenspleet", "nl", []string{"archivist"}, clear(label.Secret, ""), ""},
		{"priva", "Privat Lonchamprez", "fr", []string{"privacy_adviser"}, clear(label.Secret, ""), ""},
		{"firmin", "Firmin Quaterlot", "fr", []string{"security_officer"}, outside(label.NotClassified), "BRUGWERKEN"},
		{"katrien", "Katrien Sassenbroek", "nl", []string{"cabinet", "partner"}, outside(label.Secret), "KABINET"},
	}
}

// Contact is a named person at an authority or partner, to whom notes are addressed.
type Contact struct {
	Name, Function, Organisation, Country, Lang string
}

// Contacts gives the people notes go to, by organisation.
func Contacts() map[string]Contact {
	return map[string]Contact{
		"KPOL": {"Machteld Van Doorneakker", "Hoofdcommissaris", "KPOL", Country, "nl"},
		"KCUS": {"Gaspard de Sauvergault", "Directeur des enquêtes", "KCUS", Country, "fr"},
		"KFOR": {"Clémence du Montepartuis", "Directrice", "KFOR", Country, "fr"},
		"KINT": {"Gotthold Lohrwinkler", "Referatsleiter", "KINT", Country, "de"},
		"KAVI": {"Tijl Zilvermoer", "Officier van wacht", "KAVI", Country, "nl"},
		"ORVA": {"Winifred Quillgarth", "Head of liaison", "ORVA", "XO", "en"},
		"BELM": {"Barnabé Le Estrechelle", "Chef de liaison", "BELM", "XB", "fr"},
		"SUND": {"Cedric Sedgeridge", "Liaison officer", "SUND", "XS", "en"},
		"THAL": {"Wiebke Tannenlechner", "Leiterin Verbindung", "THAL", "XT", "de"},
	}
}
