package main

import "testing"

func TestListSourceIsAShortName(t *testing.T) {
	seen := map[string]string{}
	for _, name := range []string{"sdn", "OFAC SDN", "OFAC-SDN", "Liste consolidée", "列表", "a/b", "../x", "a name that is much longer than any short name of a source could ever be in this house"} {
		s := listSource(name)
		if len(s) > 64 {
			t.Errorf("%q gives %q, too long", name, s)
		}
		for _, r := range s {
			if r > 'z' || r == '/' || r == ' ' {
				t.Errorf("%q gives %q", name, s)
			}
		}
		if other, taken := seen[s]; taken {
			t.Errorf("%q and %q are one source", name, other)
		}
		seen[s] = name
	}
	if listSource("SDN") != "list-sdn" {
		t.Error("a short name changed")
	}
}
