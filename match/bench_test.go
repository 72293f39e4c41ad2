package match_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"schild/match"
	"schild/name"
)

const million = 1_000_000

// BenchmarkBuild makes a list of a million invented names. heap-MB is what the list keeps, apart from the names given.
func BenchmarkBuild(b *testing.B) {
	names := invented(million)
	b.ResetTimer()
	for b.Loop() {
		before := heap()
		g := match.NewGazetteer(0)
		for i, n := range names {
			g.Add(n, uint32(i))
		}
		b.ReportMetric(float64(heap()-before)/(1<<20), "heap-MB")
		runtime.KeepAlive(g)
	}
}

// BenchmarkScan reads two megabytes of text in which one word in twenty begins a listed name.
func BenchmarkScan(b *testing.B) {
	names := invented(million)
	g := match.NewGazetteer(len(names))
	for i, n := range names {
		g.Add(n, uint32(i))
	}
	for _, c := range []struct {
		what  string
		every int
	}{{"rare", 1000}, {"mixed", 20}} {
		text := running(names, c.every, 2<<20)
		b.Run(c.what, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			hits := 0
			for b.Loop() {
				hits = 0
				for range g.Scan(text) {
					hits++
				}
			}
			b.ReportMetric(float64(hits), "hits")
		})
	}
	short := running(names, 20, 3000)
	b.Run("message", func(b *testing.B) {
		b.SetBytes(int64(len(short)))
		for b.Loop() {
			for range g.Scan(short) {
			}
		}
	})
}

// BenchmarkNaive is the usual way: a map of folded names, and every run of up to four words of the folded text looked up in it.
func BenchmarkNaive(b *testing.B) {
	names := invented(million)
	before := heap()
	list := map[string][]uint32{}
	for i, n := range names {
		f := name.Fold(n)
		list[f] = append(list[f], uint32(i))
	}
	kept := float64(heap()-before) / (1 << 20)
	text := running(names, 20, 2<<20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		words := slices.Collect(name.Words(text))
		folded := make([]string, len(words))
		for i, w := range words {
			folded[i] = w.Folded
		}
		hits := 0
		for i := range folded {
			for j := i + 1; j <= min(i+4, len(folded)); j++ {
				hits += len(list[strings.Join(folded[i:j], " ")])
			}
		}
	}
	b.ReportMetric(kept, "heap-MB")
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// invented gives n names of two or three invented words, the same every time: first names from a few thousand, family names
// from many.
func invented(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	first, last := inventedWords(r, 4000), inventedWords(r, 200_000)
	out := make([]string, n)
	for i := range out {
		out[i] = first[r.IntN(len(first))] + " " + last[r.IntN(len(last))]
		switch r.IntN(3) {
		case 0:
			out[i] += " " + last[r.IntN(len(last))]
		case 1:
			out[i] += "-" + first[r.IntN(len(first))]
		}
	}
	return out
}

func inventedWords(r *rand.Rand, n int) []string {
	syllables := strings.Fields("ba be bo da dé di fa go ha hi ka ko la le lo ma mé mi na no nu pa ra ri ro sa so ta té ti va vo za zu")
	out := make([]string, n)
	for i := range out {
		for range 2 + r.IntN(3) {
			out[i] += syllables[r.IntN(len(syllables))]
		}
		out[i] = strings.ToUpper(out[i][:1]) + out[i][1:]
	}
	return out
}

// running gives size bytes of text in four languages, with a listed name after every so many words.
func running(names []string, every, size int) string {
	words := strings.Fields(`De vergadering werd gisteren geopend door de voorzitter, die meldde dat het verslag nog niet klaar is.
		La réunion s'est tenue à huis clos et les participants n'ont pas souhaité répondre aux questions posées.
		Die Behörde hat das Schreiben geprüft und über die nächsten Schritte noch nicht entschieden, hieß es später.
		The parcel was opened in the presence of two witnesses, who signed the form before noon.`)
	r := rand.New(rand.NewPCG(3, 4))
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		if i%every == every-1 {
			fmt.Fprintf(&b, "%s, ", names[r.IntN(len(names))])
		}
		b.WriteString(words[r.IntN(len(words))])
		b.WriteByte(' ')
	}
	return b.String()[:size]
}
