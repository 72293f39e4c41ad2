package document

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// Forms: how a piece is opened. Those of a Hard are its kinds.
const (
	formMail   = "mail"
	formMbox   = "mbox"
	formText   = "text"
	formHTML   = "html"
	formZip    = "zip"
	formTar    = "tar"
	formGzip   = "gzip"
	formDocx   = "docx"
	formPptx   = "pptx"
	formXlsx   = "xlsx"
	formODF    = "odf"
	formRTF    = "rtf"
	formPDF    = "pdf"
	unreadable = ""
)

const (
	mailType   = "message/rfc822"
	mboxType   = "application/mbox"
	headerType = "text/rfc822-headers"
	bytesType  = "application/octet-stream"
	ooxml      = "application/vnd.openxmlformats-officedocument."
	openDoc    = "application/vnd.oasis.opendocument."
)

// kind is what a piece was found to be.
type kind struct {
	form  string
	mime  string
	puid  string
	why   string // reason when the form is unreadable
	notes []string
}

// nests tells whether other pieces can come out of it.
func (k kind) nests() bool {
	switch k.form {
	case formText, formHTML, formRTF, unreadable:
		return false
	}
	return true
}

// sniff tells what a piece is: by its bytes first; the claim and the name only choose between forms of plain text.
func sniff(p piece) kind {
	if len(p.bytes) == 0 {
		return kind{mime: bytesType, why: "document.empty"}
	}
	k := sniffBytes(p)
	k.puid = puid(k, p.bytes)
	if want := formOfName(p.name); want != "" && want != k.class() {
		k.notes = append(k.notes, "document.extension")
	}
	if k.form != formMail && k.form != formMbox && k.form != formText && twoFaced(p.bytes, k) {
		k.notes = append(k.notes, "document.polyglot")
	}
	return k
}

func sniffBytes(p piece) kind {
	b := p.bytes
	switch {
	case looksMbox(b):
		return kind{form: formMbox, mime: mboxType}
	case looksMail(p):
		return kind{form: formMail, mime: mailType}
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return sniffZip(b)
	}
	m := mimetype.Detect(b)
	mime, _, _ := strings.Cut(m.String(), ";")
	switch {
	case mime == bytesType && hiddenPDF(b):
		return kind{form: formPDF, mime: "application/pdf"}
	case mime == bytesType && zipTail(b):
		return sniffZip(b)
	case mime == bytesType && (marked(b) != nil || textual(b, p.claim)):
		return textKind(p, "text/plain")
	case mime == "application/vnd.ms-outlook" || mime == "application/x-ole-storage" || m.Is("application/x-ole-storage"):
		return sniffOLE(mime, b)
	case isText(m):
		return textKind(p, mime)
	}
	return byType(mime)
}

// isText tells whether the detector's tree puts a type below plain text.
func isText(m *mimetype.MIME) bool {
	for ; m != nil; m = m.Parent() {
		if m.Is("text/plain") {
			return true
		}
	}
	return false
}

// textKind tells HTML, RTF and secrets apart from other text. HTML without its usual first element is known only from
// the claim or the name.
func textKind(p piece, mime string) kind {
	switch {
	case bytes.HasPrefix(p.bytes, []byte(`{\rtf`)):
		return kind{form: formRTF, mime: "text/rtf"}
	case bytes.HasPrefix(bytes.TrimSpace(p.bytes[:min(len(p.bytes), 200)]), []byte("-----BEGIN PGP MESSAGE-----")):
		return kind{mime: "application/pgp-encrypted", why: "document.encrypted"}
	case mime == "text/html", mime == "application/xhtml+xml",
		mime == "text/plain" && (p.claim == "text/html" || p.claim == "application/xhtml+xml" || formOfName(p.name) == formHTML):
		return kind{form: formHTML, mime: "text/html"}
	case mime == "image/svg+xml":
		return kind{mime: mime, why: "document.image"}
	}
	return kind{form: formText, mime: mime}
}

// textual tells whether bytes the sender calls text are text with a few stray controls in it.
func textual(b []byte, claim string) bool {
	if !strings.HasPrefix(claim, "text/") && claim != mailType {
		return false
	}
	stray := 0
	head := b[:min(len(b), 4096)]
	for _, c := range head {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			stray++
		}
	}
	return stray*20 < len(head)
}

// sniffZip looks at the names in a ZIP file: office files are ZIP files with certain names in them.
func sniffZip(b []byte) kind {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		if k := byType(mimeOf(b)); k.form != unreadable {
			return k
		}
		return kind{form: formZip, mime: "application/zip"}
	}
	for _, f := range z.File[:min(len(z.File), 2000)] {
		switch {
		case f.Name == "mimetype" && f.UncompressedSize64 < 100:
			if t := strings.TrimSpace(readSmall(f)); strings.HasPrefix(t, openDoc) {
				return kind{form: formODF, mime: t}
			} else if t == "application/epub+zip" {
				return kind{form: formZip, mime: t}
			}
		case strings.HasPrefix(f.Name, "word/") && strings.HasSuffix(f.Name, ".xml"):
			return kind{form: formDocx, mime: ooxml + "wordprocessingml.document"}
		case f.Name == "ppt/presentation.xml":
			return kind{form: formPptx, mime: ooxml + "presentationml.presentation"}
		case f.Name == "xl/workbook.xml":
			return kind{form: formXlsx, mime: ooxml + "spreadsheetml.sheet"}
		case f.Name == "xl/workbook.bin":
			return kind{mime: "application/vnd.ms-excel.sheet.binary.macroenabled.12", why: "document.binary"}
		case strings.HasPrefix(f.Name, "visio/"):
			return kind{mime: "application/vnd.ms-visio.drawing.main+xml", why: "document.unknown"}
		}
	}
	return kind{form: formZip, mime: "application/zip"}
}

func readSmall(f *zip.File) string {
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	b, _ := io.ReadAll(io.LimitReader(r, 200))
	return string(b)
}

func mimeOf(b []byte) string {
	mime, _, _ := strings.Cut(mimetype.Detect(b).String(), ";")
	return mime
}

// sniffOLE tells an encrypted office file (MS-OFFCRYPTO: a compound file with a stream EncryptedPackage) from an old
// binary one.
func sniffOLE(mime string, b []byte) kind {
	if bytes.Contains(b, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
		return kind{mime: "application/x-ole-storage", why: "document.encrypted"}
	}
	return kind{mime: mime, why: "document.binary"}
}

// byType chooses the form for a media type found by content.
func byType(mime string) kind {
	k := kind{mime: mime}
	switch main, _, _ := strings.Cut(mime, "/"); {
	case mime == "application/pdf":
		k.form = formPDF
	case mime == "text/rtf", mime == "application/rtf":
		k.form = formRTF
	case mime == ooxml+"wordprocessingml.document":
		k.form = formDocx
	case mime == ooxml+"presentationml.presentation":
		k.form = formPptx
	case mime == ooxml+"spreadsheetml.sheet":
		k.form = formXlsx
	case strings.HasPrefix(mime, openDoc):
		k.form = formODF
	case mime == "application/x-tar":
		k.form = formTar
	case mime == "application/gzip":
		k.form = formGzip
	case main == "image", main == "audio", main == "video":
		k.why = "document." + main
	default:
		k.why = whyNot(mime)
	}
	return k
}

// whyNot gives the reason for a type that is kept unread.
func whyNot(mime string) string {
	switch mime {
	case "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-outlook",
		"application/x-ole-storage", "application/vnd.ms-publisher", "application/vnd.ms-works", "application/x-msaccess":
		return "document.binary"
	case "application/x-7z-compressed", "application/x-rar-compressed", "application/x-bzip2", "application/x-xz",
		"application/zstd", "application/lzip", "application/x-archive", "application/vnd.ms-cab-compressed":
		return "document.archive.unsupported"
	case "application/vnd.microsoft.portable-executable", "application/x-elf", "application/x-executable",
		"application/x-sharedlib", "application/x-object", "application/x-mach-binary", "application/jar", "application/wasm":
		return "document.program"
	case "application/ogg":
		return "document.audio"
	}
	return "document.unknown"
}

// zipTail tells whether the bytes end as a ZIP file does, whatever they begin with.
func zipTail(b []byte) bool {
	tail := b[max(0, len(b)-(1<<16+22)):]
	if !bytes.Contains(tail, []byte("PK\x05\x06")) {
		return false
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	return err == nil && len(z.File) > 0
}

// hiddenPDF finds a PDF header in the first 1,024 bytes, where readers of PDF accept it (ISO 32000-1, annex H.3.4.1).
func hiddenPDF(b []byte) bool { return bytes.Contains(b[:min(len(b), 1024)], []byte("%PDF-")) }

// twoFaced tells whether bytes of one kind are also a whole file of another.
func twoFaced(b []byte, k kind) bool {
	starts := bytes.HasPrefix(b, []byte("PK"))
	return !starts && zipTail(b) || !bytes.HasPrefix(b, []byte("%PDF-")) && hiddenPDF(b)
}

// class names the family a file name's ending has to agree with.
func (k kind) class() string {
	main, _, _ := strings.Cut(k.mime, "/")
	switch {
	case k.form != unreadable:
		return k.form
	case main == "image", main == "audio", main == "video":
		return main
	case k.why == "document.binary", k.mime == "application/x-ole-storage":
		return "ole"
	}
	return k.mime
}

// formOfName gives the class a file name's ending promises, "" for endings that promise nothing.
func formOfName(name string) string {
	switch strings.ToLower(name[strings.LastIndexByte(name, '.')+1:]) {
	case "txt", "csv", "md", "json", "xml", "ics", "vcf":
		return formText
	case "htm", "html", "xhtml":
		return formHTML
	case "eml", "mht", "mhtml":
		return formMail
	case "docx", "docm", "dotx":
		return formDocx
	case "pptx", "pptm":
		return formPptx
	case "xlsx", "xlsm":
		return formXlsx
	case "odt", "ods", "odp", "odg":
		return formODF
	case "rtf", "pdf", "zip", "tar", "mbox":
		return strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	case "gz", "tgz":
		return formGzip
	case "png", "jpg", "jpeg", "gif", "tif", "tiff", "bmp", "webp", "svg":
		return "image"
	case "mp3", "wav", "ogg", "flac", "m4a":
		return "audio"
	case "mp4", "mov", "avi", "mkv", "webm":
		return "video"
	case "doc", "xls", "ppt":
		return "ole"
	}
	return ""
}
