package exchange

import (
	"slices"
	"strings"

	"schild/fact"
	"schild/name"
)

// columnNames are the headings that batches have, folded, in Dutch, French, German and English, by what stands below them.
const columnNames = `key: id, key, nr, no, number, nummer, numero, reference, referentie, ref, kenmerk, referenz, aktenzeichen, subject id, subject
schema: schema, type, soort, kind, art, genre
name: name, naam, full name, fullname, volledige naam, nom complet, vollstandiger name, nom et prenom, naam en voornaam, name und vorname, company, bedrijf, societe, firma, entreprise
firstName: first name, firstname, given name, given names, forename, voornaam, voornamen, prenom, prenoms, vorname, vornamen
lastName: last name, lastname, surname, family name, familyname, achternaam, familienaam, nom, nom de famille, nachname, familienname
alias: alias, aliases, aka, also known as, alias naam, autre nom, autres noms, andere naam, andere namen, geburtsname, maiden name, meisjesnaam, nom de jeune fille
birthDate: birth date, birthdate, date of birth, dob, born, geboortedatum, geboren, date de naissance, ne le, geburtsdatum
birthPlace: birth place, birthplace, place of birth, pob, geboorteplaats, lieu de naissance, geburtsort
nationality: nationality, nationalities, citizenship, country, nationaliteit, land, nationalite, pays, staatsangehorigkeit, nationalitat
gender: gender, sex, geslacht, sexe, geschlecht
passportNumber: passport, passport number, passportnumber, passport no, paspoort, paspoortnummer, passeport, numero de passeport, pass, passnummer, reisepass
idNumber: id number, idnumber, identity number, national number, national id, rijksregisternummer, rijksregister, identiteitskaart, numero national, registre national, ausweisnummer, enterprise number, ondernemingsnummer, numero d entreprise
position: position, profession, function, occupation, beroep, functie, fonction, metier, beruf, funktion
topics: topics, flags, onderwerpen, sujets, themen
`

// columnOf gives the property below a heading, "" when it is not known. A heading that is a property's own name is that.
func columnOf(heading string) string {
	folded := name.Fold(heading)
	for line := range strings.Lines(columnNames) {
		property, names, _ := strings.Cut(strings.TrimSpace(line), ": ")
		if slices.Contains(strings.Split(names, ", "), folded) {
			return property
		}
	}
	for _, schema := range []string{"Person", "Company", "LegalEntity"} {
		for _, f := range fact.Fields(schema) {
			if strings.EqualFold(f.Name, strings.TrimSpace(heading)) {
				return f.Name
			}
		}
	}
	return ""
}

// kindOf gives the kind of thing a row is about, by its words or by what else stands in it.
func kindOf(said string, person bool) string {
	switch name.Fold(said) {
	case "person", "persoon", "personne", "natural person", "natuurlijk persoon", "personne physique", "naturliche person", "p":
		return "Person"
	case "company", "bedrijf", "onderneming", "societe", "entreprise", "firma", "unternehmen", "rechtspersoon", "personne morale", "juristische person", "c":
		return "Company"
	case "vessel", "schip", "navire", "schiff":
		return "Vessel"
	}
	if fact.Known(said) && !fact.Abstract(said) {
		return said
	}
	if person {
		return "Person"
	}
	return "LegalEntity"
}
