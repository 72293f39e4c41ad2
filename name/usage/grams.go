package usage

// Unit pairs letters of another script with the Latin letters that stand for them.
type Unit struct{ Other, Latin string }

// Grams is a model before it is packed: chances, not logarithms. Unit 0 is the start of a word and 1 its end.
type Grams struct {
	Units []Unit
	One   []float64 // the chance of each unit anywhere
	Left  []float64 // what each unit leaves to One, when the pair of it and the next was never seen
	Rows  []Row     // by A, then B
}

// Row is a pair of units seen together and what came after it.
type Row struct {
	A, B   int
	Chance float64 // of B after A
	Left   float64 // what the pair leaves to the chance after B alone
	Next   []Next  // by C
}

// Next is a unit seen after a pair.
type Next struct {
	C      int
	Chance float64
}
