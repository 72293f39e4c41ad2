package work

import (
	"encoding/binary"
	"errors"
	"io"

	"schild/fault"
)

// The bounds of what goes through the pipes.
const (
	maxHello   = 8 << 10
	maxRequest = 80 << 20
	maxAnswer  = 32 << 20
	maxKind    = 32
)

var errFrame = errors.New("frame out of bounds")

// writeFrame writes a length of four bytes, big endian, and the bytes.
func writeFrame(w io.Writer, b []byte) error {
	head := binary.BigEndian.AppendUint32(make([]byte, 0, 4), uint32(len(b)))
	if len(b) < 64<<10 { // one write for a small frame
		_, err := w.Write(append(head, b...))
		return err
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	_, err := w.Write(b)
	return err
}

// readFrame reads what writeFrame wrote, at most max bytes. Room grows with what arrives, not with what is announced.
func readFrame(r io.Reader, max int) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := int(binary.BigEndian.Uint32(head[:]))
	if n > max {
		return nil, errFrame
	}
	if n <= 1<<20 {
		b := make([]byte, n)
		_, err := io.ReadFull(r, b)
		return b, whole(err)
	}
	b, err := io.ReadAll(io.LimitReader(r, int64(n)))
	if err == nil && len(b) < n {
		err = io.ErrUnexpectedEOF
	}
	return b, err
}

// whole makes an end within a frame an error of its own.
func whole(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// writeRequest sends the kind and the bytes of one file.
func writeRequest(w io.Writer, kind string, b []byte) error {
	if len(kind) > maxKind || len(b) > maxRequest {
		return errFrame
	}
	if err := writeFrame(w, []byte(kind)); err != nil {
		return err
	}
	return writeFrame(w, b)
}

// readRequest reads what writeRequest sent; io.EOF when the input ended between two files.
func readRequest(r io.Reader) (kind string, b []byte, err error) {
	k, err := readFrame(r, maxKind)
	if err != nil {
		return "", nil, err
	}
	b, err = readFrame(r, maxRequest)
	return string(k), b, whole(err)
}

// reason gives the message key of an error of document, or that it cannot be read.
func reason(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Key
	}
	return "document.broken"
}
