package world

import (
	"fmt"
	"strings"

	"schild/name"
)

// Entity is somebody or something that a list names.
type Entity struct {
	Key     string // in its list, and in the truth
	List    string // the list's id
	Schema  string // Person, Company, Organization, Vessel
	Name    string // as the list writes it, a person's as "Given Family"
	Given   string
	Family  string
	Aliases []string
	Birth   string // ISO date, perhaps partial
	Country string
	Number  string // of a company's registration, a vessel's IMO
}

// cast throws count entities: every listed name once, but for one in a hundred that is a namesake.
func cast(seed uint64, count int) []Entity {
	c := caster{d: newDice(seed, "cast", 0), tongues: tongues(), taken: map[string]bool{}}
	for i := range count {
		var e Entity
		switch k := i % 20; {
		case k < 12:
			e = c.person()
		case k < 17:
			e = c.company()
		case k < 19:
			e = c.other("Organization", "o", association)
		default:
			e = c.other("Vessel", "v", ship)
		}
		e.Key = fmt.Sprintf("%s%05d", e.Key, i)
		e.List = listOf(c.d, e.Schema)
		c.out = append(c.out, e)
	}
	return c.out
}

// listOf says which list names an entity.
func listOf(d *dice, schema string) string {
	k := d.n(100)
	switch {
	case schema == "Person" && k < 8:
		return "heron"
	case schema == "Person" && k < 60, schema == "Organization":
		return "index"
	case schema == "Company" && k < 60:
		return "firms"
	}
	return "sanctions"
}

type caster struct {
	d       *dice
	tongues map[string]tongue
	taken   map[string]bool
	out     []Entity
}

// free tells whether nobody is called so yet, and takes the name.
func (c *caster) free(n string) bool {
	f := name.Fold(n)
	if c.taken[f] {
		return false
	}
	c.taken[f] = true
	return true
}

// throw repeats until a name is free; a crowded world gets a numeral.
func (c *caster) throw(f func() string) string {
	for i := range 200 {
		n := f()
		if i > 100 {
			n += " " + []string{"II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}[c.d.n(8)] + strings.Repeat("I", i%3)
		}
		if c.free(n) {
			return n
		}
	}
	return f()
}

func (c *caster) person() Entity {
	if len(c.out) > 100 && c.d.in(1) {
		if twin := c.out[c.d.n(len(c.out))]; twin.Schema == "Person" { // a namesake, born another day
			return Entity{Key: "p", Schema: "Person", Name: twin.Name, Given: twin.Given, Family: twin.Family, Birth: c.birth(), Country: c.country()}
		}
	}
	e := Entity{Key: "p", Schema: "Person", Birth: c.birth(), Country: c.country()}
	t := c.tongues[tongueOf(c.d)]
	e.Name = c.throw(func() string {
		e.Given, e.Family = t.person(c.d)
		return e.Given + " " + e.Family
	})
	e.Family = strings.TrimPrefix(e.Name, e.Given+" ")
	if c.d.in(30) {
		if alias := c.alias(e, t); c.free(alias) {
			e.Aliases = []string{alias}
		}
	}
	return e
}

// alias is another name of a person: other letters, a name by marriage, a name taken.
func (c *caster) alias(e Entity, t tongue) string {
	if other := respell(e.Name); other != e.Name && c.d.in(60) {
		return other
	}
	return e.Given + " " + t.family(c.d)
}

func (c *caster) company() Entity {
	e := Entity{Key: "c", Schema: "Company", Country: c.country(), Number: fmt.Sprintf("0%03d.%03d.%03d", c.d.n(1000), c.d.n(1000), c.d.n(1000))}
	e.Name = c.throw(func() string { return firm(c.d) })
	if short := e.Name[:strings.LastIndexByte(e.Name, ' ')]; c.d.in(50) && c.free(short) {
		e.Aliases = []string{short}
	}
	return e
}

func (c *caster) other(schema, key string, f func(*dice) string) Entity {
	e := Entity{Key: key, Schema: schema, Country: c.country()}
	if schema == "Vessel" {
		e.Number = fmt.Sprintf("IMO%07d", 1000000+c.d.n(8999999))
	}
	e.Name = c.throw(func() string { return f(c.d) })
	return e
}

func (c *caster) birth() string {
	s := fmt.Sprintf("%04d-%02d-%02d", 1941+c.d.n(64), 1+c.d.n(12), 1+c.d.n(28))
	return s[:[]int{4, 7, 10, 10, 10, 10}[c.d.n(6)]]
}

func (c *caster) country() string {
	return of(c.d, []string{"XA", "XA", "XA", "XO", "XB", "XS", "XT", "XD", "XD", "XQ", "XE"})
}
