package exchange_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"schild/exchange"
	"schild/internal/badinput"
)

// read gives the rows of a batch, one a line: key, row, schema, facts; then the problems.
func read(t testing.TB, name string, b []byte) string {
	var out []string
	problems, err := exchange.ReadSubjects(exchange.File{Name: name, Reader: bytes.NewReader(b)}, func(s exchange.Subject) error {
		line := fmt.Sprintf("%s at %d %s", s.Key, s.Row, s.Schema)
		for _, f := range s.Facts {
			line += fmt.Sprintf(" %s=%s", f.Property, f.Value)
		}
		out = append(out, line)
		return nil
	})
	for _, p := range problems {
		out = append(out, "! "+p.String())
	}
	if err != nil {
		out = append(out, "error: "+err.Error())
	}
	return strings.Join(out, "\n")
}

const people = "Kenmerk;Familienaam;Voornaam;Geboortedatum;Nationaliteit;Geslacht;Rijksregisternummer;Kleur\n" +
	"a1;Marchetarre;Odile;7/3/1955;België;female;55.03.07-001.23;rood\n" +
	"a2;Éclair;;;;;;\n" +
	"a3;;;1/1/1970;;;;\n" +
	"a1;Nog;Eens;;;;;\n" +
	"a5;Verbruggen;Jan;31/2/1960;Nergensland;;;\n"

const readPeople = `a1 at 2 Person name=Marchetarre, Odile birthDate=1955-03-07 nationality=be gender=female idNumber=55.03.07-001.23
a2 at 3 Person name=Éclair
a5 at 6 Person name=Verbruggen, Jan
! batch:1 Kleur: exchange.column.ignored "Kleur"
! batch:4: exchange.name.none "a3"
! batch:5: exchange.key.double "a1"
! batch:6 birthDate: exchange.date "31/2/1960"
! batch:6 nationality: exchange.country "Nergensland"`

// TestSubjects reads one batch as office programs save it: the rows and the problems are the same in every form.
func TestSubjects(t *testing.T) {
	windows, err := charmap.Windows1252.NewEncoder().String(people)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(people)
	if err != nil {
		t.Fatal(err)
	}
	for form, b := range map[string]string{"utf-8": people, "utf-8 with a mark": "\ufeff" + people, "windows-1252": windows, "utf-16": utf16,
		"commas": strings.ReplaceAll(people, ";", ","), "carriage returns": strings.ReplaceAll(people, "\n", "\r\n")} {
		if got := read(t, "batch", []byte(b)); got != readPeople {
			t.Errorf("%s:\n%s\nwant\n%s", form, got, readPeople)
		}
	}
	if got := read(t, "batch", workbook(t)); got != readPeople {
		t.Errorf("workbook:\n%s\nwant\n%s", got, readPeople)
	}
}

// workbook is people as a workbook, with its dates as dates where they are.
func workbook(t testing.TB) []byte {
	f := excelize.NewFile()
	for i, line := range strings.Split(strings.TrimSpace(people), "\n") {
		for j, v := range strings.Split(line, ";") {
			cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
			var err error
			if v == "7/3/1955" {
				err = f.SetCellValue("Sheet1", cell, 20155) // days since 1900
			} else {
				err = f.SetCellValue("Sheet1", cell, v)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSubjectsInOtherForms: headings in four languages, JSON, entities, and what is no batch.
func TestSubjectsInOtherForms(t *testing.T) {
	for _, c := range []struct{ what, text, want string }{
		{"one name", "name\nJan Maes\n", "2 at 2 LegalEntity name=Jan Maes"},
		{"french", "Nom,Prénom,Date de naissance\nÉlan,Noor,07.03.1955\n", "2 at 2 Person name=Élan, Noor birthDate=1955-03-07"},
		{"german", "Nachname,Vorname,Geburtsort\nVesk,Otto,Lodz\n", "2 at 2 Person name=Vesk, Otto birthPlace=Lodz"},
		{"aliases", "full name,alias,type\nJan Maes,Jan M|J. Maes,person\n", "2 at 2 Person name=Jan Maes alias=Jan M alias=J. Maes"},
		{"json", `{"id": 7, "first name": "Jan", "last name": "Maes", "nationality": ["be", "fr"]}` + "\n", "7 at 1 Person name=Maes, Jan nationality=be nationality=fr"},
		{"entity", `{"id":"x","schema":"Company","properties":{"name":["Quai Nord SA"]}}` + "\n", "x at 1 Company name=Quai Nord SA"},
		{"broken json", "{\"name\": \"Jan\n{\"name\":\"Piet\"}\n", "2 at 2 LegalEntity name=Piet\n! batch:1: exchange.json \"{\\\"name\\\": \\\"Jan\""},
		{"no header", "Jan Maes\n", "! batch:1 Jan Maes: exchange.column.ignored \"Jan Maes\"\n! batch:1 name: exchange.column.name \"Jan Maes\""},
		{"nothing", "", ""},
		{"too many fields", "name\nJan,Maes\nPiet\n", "3 at 3 LegalEntity name=Piet\n! batch:2: exchange.row.columns \"Jan,Maes\""},
		{"a NUL", "name\nJan\x00Maes\nPiet\n", "3 at 3 LegalEntity name=Piet\n! batch:2: exchange.row.encoding \"JanMaes\""},
		{"half a workbook", "PK\x03\x04 and no more", "error: exchange.workbook"},
	} {
		if got := read(t, "batch", []byte(c.text)); got != c.want && !(strings.HasPrefix(c.want, "error: ") && strings.Contains(got, "exchange.workbook")) {
			t.Errorf("%s:\n%s\nwant\n%s", c.what, got, c.want)
		}
	}
	stop := errors.New("enough")
	if _, err := exchange.ReadSubjects(exchange.File{Name: "batch", Reader: strings.NewReader("name\na\nb\n")}, func(exchange.Subject) error { return stop }); err != stop {
		t.Errorf("the reader went on: %v", err)
	}
}

// FuzzReadSubjects: any bytes are rows or problems; keys are given once.
func FuzzReadSubjects(f *testing.F) {
	f.Add([]byte(people))
	f.Add(workbook(f))
	f.Add([]byte(`{"name":"x"}`))
	f.Add([]byte("\xff\xfen\x00a\x00m\x00e\x00\n\x00x\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<16 {
			return
		}
		seen := map[string]bool{}
		problems, err := exchange.ReadSubjects(exchange.File{Name: "f", Reader: bytes.NewReader(b)}, func(s exchange.Subject) error {
			if seen[s.Key] || s.Key == "" || len(s.Facts) == 0 {
				t.Fatalf("%+v", s)
			}
			seen[s.Key] = true
			return nil
		})
		refusal(t, problems, err)
	})
}

// TestSpoiltBatches: as lists, in each form a batch has.
func TestSpoiltBatches(t *testing.T) {
	for _, good := range []string{people, string(workbook(t)), `{"id": 7, "first name": "Jan", "last name": "Maes", "nationality": ["be"]}` + "\n"} {
		for b := range badinput.Each([]byte(good)) {
			problems, err := exchange.ReadSubjects(exchange.File{Name: "f", Reader: bytes.NewReader(b)}, func(exchange.Subject) error { return nil })
			refusal(t, problems, err)
		}
	}
}
