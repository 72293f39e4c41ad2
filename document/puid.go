package document

import "bytes"

// puid gives the PRONOM id of a kind (The National Archives, PRONOM registry) for the formats in the table; where the
// id depends on a version the first bytes decide. Archive staff identify the rest with a full tool.
func puid(k kind, b []byte) string {
	switch k.mime {
	case "application/pdf":
		return versioned(b, "%PDF-", []string{"1.0 fmt/14", "1.1 fmt/15", "1.2 fmt/16", "1.3 fmt/17", "1.4 fmt/18",
			"1.5 fmt/19", "1.6 fmt/20", "1.7 fmt/276", "2.0 fmt/1129"})
	case "image/gif":
		return versioned(b, "GIF", []string{"87a fmt/3", "89a fmt/4"})
	case mailType:
		return "fmt/278"
	case mboxType:
		return "fmt/720"
	case "text/plain":
		return "x-fmt/111"
	case "text/csv":
		return "x-fmt/18"
	case "text/html":
		return "fmt/96"
	case "text/xml":
		return "fmt/101"
	case "application/json":
		return "fmt/817"
	case ooxml + "wordprocessingml.document":
		return "fmt/412"
	case ooxml + "presentationml.presentation":
		return "fmt/215"
	case ooxml + "spreadsheetml.sheet":
		return "fmt/214"
	case "application/zip":
		return "x-fmt/263"
	case "application/x-tar":
		return "x-fmt/265"
	case "application/gzip":
		return "x-fmt/266"
	case "application/epub+zip":
		return "fmt/483"
	case "application/x-7z-compressed":
		return "fmt/484"
	case "application/x-bzip2":
		return "x-fmt/268"
	case "application/vnd.ms-outlook":
		return "x-fmt/430"
	case "application/x-ole-storage":
		return "fmt/111"
	case "image/tiff":
		return "fmt/353"
	}
	return ""
}

// versioned looks up what follows a signature within the first 1,024 bytes in "version id" pairs.
func versioned(b []byte, signature string, table []string) string {
	_, rest, ok := bytes.Cut(b[:min(len(b), 1024)], []byte(signature))
	if !ok {
		return ""
	}
	for _, row := range table {
		if bytes.HasPrefix(rest, []byte(row[:3])) {
			return row[4:]
		}
	}
	return ""
}
