package exchange

import (
	"path"
	"strings"
)

// The columns of the list's main file, from the publisher's description of it.
const (
	sdnKey = iota
	sdnName
	sdnType
	sdnProgram
	sdnTitle
	sdnCallSign
	sdnVesselType
	sdnTonnage
	sdnGross
	sdnFlag
	sdnOwner
	sdnRemarks
	sdnColumns
)

// none is what the list writes for nothing.
const none = "-0-"

// readOFAC reads the list of the United States' Treasury in its old form: the main file and, by their names, addresses,
// aliases and the ends of remarks that were too long.
func readOFAC(b *builder, files []File) error {
	first, marked := isXML(files[0])
	if marked {
		return readOFACXML(b, first)
	}
	files = append([]File{first}, files[1:]...)
	o := &ofac{b: b, remarks: map[*Entry]string{}, at: map[*Entry]place{}}
	if err := o.read(files[0], sdnColumns, o.entry); err != nil {
		return err
	}
	for _, f := range files[1:] {
		var err error
		switch stem := strings.ToLower(path.Base(f.Name)); {
		case strings.Contains(stem, "add"):
			err = o.read(f, 6, o.address)
		case strings.Contains(stem, "alt"):
			err = o.read(f, 5, o.alias)
		case strings.Contains(stem, "comments"):
			err = o.read(f, 2, o.comment)
		default:
			b.problem(place{file: f.Name}, "", "exchange.file.unknown", "")
		}
		if err != nil {
			return err
		}
	}
	for _, e := range b.entries {
		o.remark(e, o.at[e], o.remarks[e])
	}
	return nil
}

type ofac struct {
	b       *builder
	remarks map[*Entry]string // read when their ends are known
	at      map[*Entry]place
}

// read takes the rows of one file.
func (o *ofac) read(f File, columns int, take func(place, []string)) error {
	r := newRows(f, true)
	for {
		w, ok, err := r.next()
		if err != nil || !ok {
			return err
		}
		if w.why == "" && len(w.fields) != columns {
			w.why = "exchange.row.columns"
		}
		if w.why != "" {
			o.b.problem(w.at, "", w.why, w.text)
			continue
		}
		for i, s := range w.fields {
			if w.fields[i] = strings.TrimSpace(s); w.fields[i] == none {
				w.fields[i] = ""
			}
		}
		take(w.at, w.fields)
	}
}

// schemaOf gives the schema of the list's types. What has no type may be a company, a group or an office.
func schemaOf(typ string) (string, bool) {
	switch strings.ToLower(typ) {
	case "individual":
		return "Person", true
	case "vessel":
		return "Vessel", true
	case "aircraft":
		return "Airplane", true
	case "", "entity":
		return "Organization", true
	}
	return "", false
}

// entry takes a row of the main file.
func (o *ofac) entry(at place, row []string) {
	schema, ok := schemaOf(row[sdnType])
	why := ""
	e := &Entry{Key: row[sdnKey], Schema: schema}
	switch {
	case !ok:
		why = "exchange.type"
	case tidy(schema, "name", row[sdnName]) == "":
		why = "exchange.name.none"
	default:
		why = o.b.add(e)
	}
	if why != "" {
		o.b.problem(at, "", why, strings.Join(row[:sdnProgram], ", "))
		return
	}
	o.at[e], o.remarks[e] = at, row[sdnRemarks]
	o.name(e, at, "SDN_Name", Fact{Property: "name", Value: row[sdnName]})
	o.b.fact(e, at, "", Fact{Property: "topics", Value: "sanction"})
	for p := range strings.SplitSeq(row[sdnProgram], "] [") {
		o.b.fact(e, at, "Program", Fact{Property: "program", Value: p})
	}
	o.title(e, at, row[sdnTitle])
	o.ship(e, at, row)
}

// title is what a person is; of anything else it is a remark.
func (o *ofac) title(e *Entry, at place, title string) {
	property := "notes"
	if e.Schema == "Person" {
		property = "position"
	}
	o.b.fact(e, at, "Title", Fact{Property: property, Value: title})
}

// ship takes what the list knows of vessels; it writes some of it for others too, where it is a note.
func (o *ofac) ship(e *Entry, at place, row []string) {
	for _, c := range []struct {
		i                  int
		column, of, others string
	}{
		{sdnCallSign, "Call_Sign", "callSign", "Call sign"},
		{sdnVesselType, "Vess_type", "type", "Vessel type"},
		{sdnTonnage, "Tonnage", "deadweightTonnage", "Tonnage"},
		{sdnGross, "GRT", "grossRegisteredTonnage", "Gross tonnage"},
		{sdnOwner, "Vess_owner", "", "Vessel owner"},
	} {
		v := row[c.i]
		if v == "" {
			continue
		}
		f := Fact{Property: c.of, Value: v}
		if !has(e.Schema, c.of) {
			f = Fact{Property: "notes", Value: c.others + ": " + v}
		} else if strings.HasSuffix(c.of, "onnage") {
			f.Value, f.Original = strings.ReplaceAll(v, ",", ""), v
		}
		o.b.fact(e, at, c.column, f)
	}
	property := "country"
	if has(e.Schema, "flag") {
		property = "flag"
	}
	o.b.country(e, at, "Vess_flag", Fact{Property: property, Value: row[sdnFlag]})
}

// name adds a name; of a person the family name stands first on the list and last in the house's fact.
func (o *ofac) name(e *Entry, at place, column string, f Fact) {
	last, first := parted(f.Value)
	if e.Schema != "Person" || first == "" {
		o.b.fact(e, at, column, f)
		return
	}
	f.Value, f.Original = first+" "+last, f.Value
	o.b.fact(e, at, column, f)
	if f.Property == "name" {
		o.b.fact(e, at, column, Fact{Property: "firstName", Value: first})
		o.b.fact(e, at, column, Fact{Property: "lastName", Value: last})
	}
}

// parted takes "GARCIA, Juan, Jr." apart: the family name with what follows the given ones, and the given ones.
func parted(written string) (last, first string) {
	last, first, _ = strings.Cut(written, ",")
	first, after, _ := strings.Cut(first, ",")
	last, first, after = strings.TrimSpace(last), strings.TrimSpace(first), strings.TrimSpace(after)
	if after != "" {
		last += " " + after
	}
	return last, first
}

// known gives the entry of a row of a sibling; one there is not is a problem.
func (o *ofac) known(at place, row []string) *Entry {
	e := o.b.byKey[row[0]]
	if e == nil {
		o.b.problem(at, "ent_num", "exchange.key.unknown", row[0])
	}
	return e
}

// alias takes a row of the file of aliases.
func (o *ofac) alias(at place, row []string) {
	e := o.known(at, row)
	if e == nil {
		return
	}
	switch kind := strings.ToLower(row[2]); kind {
	case "aka", "nka":
		o.name(e, at, "alt_name", Fact{Property: "alias", Value: row[3]})
	case "fka":
		o.name(e, at, "alt_name", Fact{Property: "previousName", Value: row[3]})
	default:
		o.b.problem(at, "alt_type", "exchange.type", kind)
		return
	}
	o.b.fact(e, at, "alt_remarks", Fact{Property: "notes", Value: row[4]})
}

// address takes a row of the file of addresses: the address in one piece, and its country.
func (o *ofac) address(at place, row []string) {
	e := o.known(at, row)
	if e == nil {
		return
	}
	full := join(row[2], row[3], row[4])
	if _, ok := country(row[4]); full != row[4] || !ok && !nowhere(full) {
		o.b.fact(e, at, "Address", Fact{Property: "address", Value: full})
	}
	o.b.country(e, at, "Country", Fact{Property: "country", Value: row[4]})
	o.b.fact(e, at, "Add_remarks", Fact{Property: "notes", Value: row[5]})
}

// comment takes the end of a remark that was too long for its column.
func (o *ofac) comment(at place, row []string) {
	if e := o.known(at, row); e != nil {
		o.remarks[e] += row[1]
	}
}

// join puts the parts that are there behind each other.
func join(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ", ")
}
