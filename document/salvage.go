package document

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"io"
)

// localSize is the length of the header before each entry of a ZIP file (APPNOTE 4.3.7), its name left out.
const localSize = 30

// salvage rebuilds a ZIP file whose directory is lost, most often because its end was cut off on the way, from the
// headers before each entry: nil when there is nothing to rebuild. It unpacks at most limit bytes and passes over every
// byte once, whatever the headers say.
func salvage(b []byte, limit int64) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	n := 0
	for n < officeEntries && limit > 0 {
		i := bytes.Index(b, []byte("PK\x03\x04"))
		if i < 0 || len(b)-i < localSize {
			break
		}
		var name string
		var content []byte
		name, content, b = localEntry(b[i:], limit)
		if limit -= int64(len(content)); name == "" || len(content) == 0 {
			continue
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			break
		}
		if _, err := f.Write(content); err != nil {
			break
		}
		n++
	}
	if w.Close() != nil || n == 0 {
		return nil
	}
	return out.Bytes()
}

// localEntry reads the entry at the start of b as far as it goes; rest is what follows it. An entry that is encrypted or
// packed in a rare way has no name.
func localEntry(b []byte, limit int64) (name string, content, rest []byte) {
	flags, method := binary.LittleEndian.Uint16(b[6:]), binary.LittleEndian.Uint16(b[8:])
	packed := int64(binary.LittleEndian.Uint32(b[18:]))
	nameEnd := localSize + int(binary.LittleEndian.Uint16(b[26:]))
	start := nameEnd + int(binary.LittleEndian.Uint16(b[28:]))
	if start > len(b) || flags&1 != 0 {
		return "", nil, b[4:]
	}
	name, b = string(b[localSize:nameEnd]), b[start:]
	switch method {
	case zip.Deflate:
		r := bytes.NewReader(b) // read byte by byte, so that what is left is what follows
		content, _ = io.ReadAll(io.LimitReader(flate.NewReader(r), limit))
		return name, content, b[len(b)-r.Len():]
	case zip.Store:
		if flags&8 != 0 && packed == 0 { // its size stands behind it
			packed = int64(len(b))
			if i := bytes.Index(b, []byte("PK\x07\x08")); i >= 0 {
				packed = int64(i)
			}
		}
		size := min(packed, int64(len(b)), limit)
		return name, b[:size], b[size:]
	}
	return "", nil, b
}
