package register

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
)

// CellBytes gives the one encoding of a database cell: a byte for its type, then its value. An integer, the text of its
// digits and a blob of those bytes are three different things.
func CellBytes(v any) []byte {
	switch x := v.(type) {
	case nil:
		return []byte{'n'}
	case int64:
		return binary.BigEndian.AppendUint64([]byte{'i'}, uint64(x))
	case int:
		return CellBytes(int64(x))
	case bool:
		if x {
			return CellBytes(int64(1))
		}
		return CellBytes(int64(0))
	case float64:
		return binary.BigEndian.AppendUint64([]byte{'f'}, math.Float64bits(x))
	case string:
		return append([]byte{'t'}, x...)
	case []byte:
		return append([]byte{'b'}, x...)
	}
	return fmt.Appendf([]byte{'?'}, "%T %v", v, v) // nothing a database gives; it must still differ from what one gives
}

// RowDigest binds a row to its table, its name in the register and every cell. The salt is that of the act that wrote it,
// so a digest that outlives its row does not let anyone guess what the row said.
func RowDigest(salt [32]byte, table, rowID string, cells [][]byte) [32]byte {
	b := make([]byte, 0, 512)
	b = append(append(b, "schild row 1\x00"...), salt[:]...)
	b = putText(putText(b, table), rowID)
	b = binary.AppendUvarint(b, uint64(len(cells)))
	for _, c := range cells {
		b = append(binary.AppendUvarint(b, uint64(len(c))), c...)
	}
	return sha256.Sum256(b)
}
