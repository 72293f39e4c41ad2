package screen

// Past is a hit that somebody decided about, or that stayed below the threshold and was kept.
type Past struct {
	Sum      int32
	Decision string // same | different | unsure | "" (none)
}

// Flip says what another threshold would have done to past hits.
type Flip struct {
	Gone      int // hits nobody would have been asked about
	GoneSame  int // of them, those decided to be the same: what would have been missed
	Fresh     int // hits that somebody would have been asked about besides
	Stay      int
	StayAsked int // of those that stay, decided already
}

// WhatIf compares two thresholds, as sums, over past hits.
func WhatIf(past []Past, was, would int32) Flip {
	var f Flip
	for _, p := range past {
		before, after := p.Sum >= was, p.Sum >= would
		switch {
		case before && !after:
			f.Gone++
			if p.Decision == "same" {
				f.GoneSame++
			}
		case after && !before:
			f.Fresh++
		case after:
			f.Stay++
			if p.Decision != "" {
				f.StayAsked++
			}
		}
	}
	return f
}
