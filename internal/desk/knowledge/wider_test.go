package knowledge

import "testing"

// TestWider tells the spellings that need a look into old records from those whose name finds every such text anyway.
func TestWider(t *testing.T) {
	for _, c := range []struct {
		spelling, known string
		want            bool
	}{
		{"Gert-Jan Van Ossel", "Van Ossel, Gert-Jan", false},
		{"VAN OSSEL Gert Jan", "Van Ossel, Gert-Jan", false},
		{"Van Ossel, Gert-Jan", "Van Ossel Gert-Jan", true}, // also found given name first
		{"Al-Fulan", "Al Fulan", true},                      // also found joined
		{"Al Fulan", "Al-Fulan", false},
		{"AlFulan", "Al-Fulan", false},
		{"Ossel\nShipping", "Ossel Shipping", false},
	} {
		if got := wider(c.spelling, c.known); got != c.want {
			t.Errorf("wider(%q, %q) = %v", c.spelling, c.known, got)
		}
	}
}
