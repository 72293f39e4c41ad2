package document

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfium_errors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// The bounds of one PDF file.
const (
	pdfPages  = 2_000
	pdfMemory = 192 << 20 / 65536 // pages of WebAssembly memory
)

// pdfReader keeps PDFium, compiled to WebAssembly: a hostile file stays in its sandbox, and every file gets a fresh
// instance of it.
type pdfReader struct {
	pool pdfium.Pool
}

// newPDF compiles PDFium, or takes it from the cache: seconds without one, a tenth of a second with. The engine gets
// no file system, a constant instead of a random source, and nowhere to write.
func newPDF(cache wazero.CompilationCache) (*pdfReader, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(pdfMemory)
	if cache != nil {
		config = config.WithCompilationCache(cache)
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context: context.Background(), MaxTotal: 1, RuntimeConfig: config, FSConfig: wazero.NewFSConfig(),
		Stdout: io.Discard, Stderr: io.Discard, RandomSource: zeros{},
	})
	if err != nil {
		return nil, err
	}
	return &pdfReader{pool: pool}, nil
}

// zeros is an endless reader of zeros: the same file must give the same text.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// read gives the text of every page, a blank line between pages, and the files attached.
func (r *pdfReader) read(b []byte) (Inner, error) {
	engine, err := r.pool.GetInstance(time.Minute)
	if err != nil {
		return Inner{}, err
	}
	defer engine.Close()
	doc, err := engine.OpenDocument(&requests.OpenDocument{File: &b})
	if errors.Is(err, pdfium_errors.ErrPassword) || errors.Is(err, pdfium_errors.ErrSecurity) {
		return Inner{}, errLocked
	}
	if err != nil {
		return Inner{}, err
	}
	f := pdfFile{engine: engine, doc: doc.Document}
	f.pages()
	f.attachments()
	if t, err := engine.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: doc.Document, Tag: "Title"}); err == nil {
		f.in.Title = t.Value
	}
	return f.in, nil
}

type pdfFile struct {
	engine pdfium.Pdfium
	doc    references.FPDF_DOCUMENT
	in     Inner
}

// pages reads the text of the pages. A page that cannot be read makes the file partly read; a file without a word in
// it is most often a scan, and is said to be.
func (f *pdfFile) pages() {
	count, err := f.engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.doc})
	if err != nil {
		f.in.Unread = "document.broken"
		return
	}
	var w strings.Builder
	for i := range min(count.PageCount, pdfPages) {
		text, err := f.page(i)
		if err != nil {
			f.in.Unread = "document.broken"
			continue
		}
		w.WriteString(cleanText(text))
		w.WriteString(gap)
		if w.Len() > officeText {
			f.in.Unread = "document.limit.text"
			break
		}
	}
	f.in.Text = strings.TrimSpace(w.String())
	switch {
	case f.in.Unread != "":
	case count.PageCount > pdfPages:
		f.in.Unread = "document.limit.pages"
	case f.in.Text == "":
		f.in.Unread = "document.notext"
	}
}

// page reads one page in one call instead of one a letter.
func (f *pdfFile) page(i int) (string, error) {
	page, err := f.engine.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: f.doc, Index: i})
	if err != nil {
		return "", err
	}
	defer f.engine.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page})
	text, err := f.engine.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &page.Page}})
	if err != nil {
		return "", err
	}
	defer f.engine.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	n, err := f.engine.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil || n.Count <= 0 {
		return "", err
	}
	got, err := f.engine.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: text.TextPage, StartIndex: 0, Count: n.Count})
	if err != nil {
		return "", err
	}
	return got.Text, nil
}

// attachments hands on the files embedded in the document (ISO 32000-1 §7.11.4).
func (f *pdfFile) attachments() {
	count, err := f.engine.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: f.doc})
	if err != nil {
		return
	}
	room := officeEmbedded
	for i := range min(count.AttachmentCount, pdfPages) {
		p := Part{Unread: "document.broken"}
		if a, err := f.engine.FPDFDoc_GetAttachment(&requests.FPDFDoc_GetAttachment{Document: f.doc, Index: i}); err == nil {
			if n, err := f.engine.FPDFAttachment_GetName(&requests.FPDFAttachment_GetName{Attachment: a.Attachment}); err == nil {
				p.Name = n.Name
			}
			c, err := f.engine.FPDFAttachment_GetFile(&requests.FPDFAttachment_GetFile{Attachment: a.Attachment})
			switch {
			case err != nil:
			case len(c.Contents) > room:
				p.Unread = "document.limit.entry"
			default:
				p.Bytes, p.Unread = c.Contents, ""
				room -= len(c.Contents)
			}
		}
		f.in.Parts = append(f.in.Parts, p)
	}
}

func (r *pdfReader) close() error { return r.pool.Close() }
