package document

import (
	"fmt"
	"sync"

	"github.com/tetratelabs/wazero"

	"schild/fault"
)

// Inside opens office and PDF files in this process. It is what a child process of the house uses, and tests.
type Inside struct {
	cache wazero.CompilationCache
	mu    sync.Mutex // one PDF at a time: the engine is one
	pdf   *pdfReader
}

// NewInside makes an Inside. cache keeps the compiled PDF engine across processes; nil means to compile it when the
// first PDF comes, which takes seconds.
func NewInside(cache wazero.CompilationCache) *Inside { return &Inside{cache: cache} }

// Hard is the function of type Hard: kind is "docx", "pptx", "xlsx", "odf", "rtf" or "pdf". A panic in a library ends
// the one file it was reading.
func (i *Inside) Hard(kind string, b []byte) (in Inner, err error) {
	defer func() {
		if p := recover(); p != nil {
			in, err = Inner{}, fault.Wrap(fmt.Errorf("panic: %v", p), fault.Invalid, "document.broken")
		}
	}()
	in, err = i.read(kind, b)
	if err != nil {
		return Inner{}, fault.Wrap(err, fault.Invalid, unpackWhy(err))
	}
	return in, nil
}

func (i *Inside) read(kind string, b []byte) (Inner, error) {
	switch kind {
	case formDocx:
		return readDocx(b)
	case formPptx:
		return readPptx(b)
	case formXlsx:
		return readXlsx(b)
	case formODF:
		return readODF(b)
	case formRTF:
		return readRTF(b)
	case formPDF:
		return i.readPDF(b)
	}
	return Inner{}, fault.New(fault.Invalid, "document.unknown", "kind", kind)
}

func (i *Inside) readPDF(b []byte) (Inner, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if err := i.warm(); err != nil {
		return Inner{}, err
	}
	return i.pdf.read(b)
}

// Warm makes the PDF engine ready before the first PDF comes.
func (i *Inside) Warm() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.warm()
}

func (i *Inside) warm() error {
	if i.pdf != nil {
		return nil
	}
	r, err := newPDF(i.cache)
	if err != nil {
		return err
	}
	i.pdf = r
	return nil
}

// Close gives the PDF engine back.
func (i *Inside) Close() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.pdf == nil {
		return nil
	}
	err := i.pdf.close()
	i.pdf = nil
	return err
}
