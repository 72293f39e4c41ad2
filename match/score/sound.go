package score

import "schild/name"

// The letters of the shortest key that finds a word: shorter ones would find half a list, and typing errors find what they
// are for. Other scripts have many keys for each word, hence longer ones.
const (
	leastKey      = 2
	leastKeyOther = 3
)

// Sounds gives the keys under which a word is found by its sound: those of package name, and its consonants for the scripts
// that write no others. The consonants have a mark of their own before them.
func (w *Word) Sounds() []string {
	if w.sounds != nil {
		return w.sounds
	}
	least := leastKey
	if !w.Latin {
		least = leastKeyOther
	}
	out := []string{}
	for _, k := range name.Sound(w.Text) {
		if len(k) >= least {
			out = append(out, k)
		}
	}
	if bones := name.Skeleton(w.Text); len(bones) >= least {
		out = append(out, "="+bones)
	}
	return out
}
