package usage

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"math"
)

// A packed model is a flate stream of numbers (unsigned varints), texts (length and bytes) and chances (one byte: minus
// sixteen times the natural logarithm, so that the least is e^-16).

// chanceSteps is how finely a chance is kept: sixteen steps for each power of e.
const chanceSteps = 16

func packChance(p float64) byte {
	return byte(max(0, min(255, math.Round(-math.Log(p)*chanceSteps))))
}

func unpackChance(b byte) float32 { return -float32(b) / chanceSteps }

// Pack writes a model as it is shipped.
func Pack(g *Grams) []byte {
	var b []byte
	b = binary.AppendUvarint(b, uint64(len(g.Units)))
	for i, u := range g.Units {
		b = appendText(appendText(b, u.Other), u.Latin)
		b = append(b, packChance(g.One[i]), packChance(g.Left[i]))
	}
	b = binary.AppendUvarint(b, uint64(len(g.Rows)))
	a, before := 0, 0
	for _, r := range g.Rows {
		if r.A != a {
			before = 0
		}
		b = binary.AppendUvarint(b, uint64(r.A-a))
		b = binary.AppendUvarint(b, uint64(r.B-before))
		a, before = r.A, r.B
		b = append(b, packChance(r.Chance), packChance(r.Left))
		b = binary.AppendUvarint(b, uint64(len(r.Next)))
		c := 0
		for _, n := range r.Next {
			b = binary.AppendUvarint(b, uint64(n.C-c))
			c = n.C
			b = append(b, packChance(n.Chance))
		}
	}
	return deflate(b)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func deflate(b []byte) []byte {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	_, werr := w.Write(b)
	if err := errors.Join(werr, w.Close()); err != nil {
		panic(err) // a buffer does not fail
	}
	return out.Bytes()
}

// packed reads what Pack wrote. Shipped tables are whole (a test reads them all), so a short read only ends.
type packed struct{ b []byte }

// tableMax bounds what one table may unpack to.
const tableMax = 32 << 20

func inflate(b []byte) (packed, error) {
	all, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b)), tableMax))
	return packed{all}, err
}

func (p *packed) number() int {
	n, size := binary.Uvarint(p.b)
	if size <= 0 {
		p.b = nil
		return 0
	}
	p.b = p.b[size:]
	return int(n)
}

func (p *packed) text() string {
	n := max(0, min(p.number(), len(p.b)))
	s := string(p.b[:n])
	p.b = p.b[n:]
	return s
}

func (p *packed) chance() float32 {
	if len(p.b) == 0 {
		return 0
	}
	c := p.b[0]
	p.b = p.b[1:]
	return unpackChance(c)
}

func (p *packed) one() byte {
	if len(p.b) == 0 {
		return 0
	}
	b := p.b[0]
	p.b = p.b[1:]
	return b
}
