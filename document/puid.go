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
	}
	return puids()[k.mime]
}

// puids are the ids that one media type is enough for.
func puids() map[string]string {
	return map[string]string{
		mailType:                              "fmt/278",
		mboxType:                              "fmt/720",
		"text/plain":                          "x-fmt/111",
		"text/csv":                            "x-fmt/18",
		"text/html":                           "fmt/96",
		"text/xml":                            "fmt/101",
		"application/json":                    "fmt/817",
		ooxml + "wordprocessingml.document":   "fmt/412",
		ooxml + "presentationml.presentation": "fmt/215",
		ooxml + "spreadsheetml.sheet":         "fmt/214",
		"application/zip":                     "x-fmt/263",
		"application/x-tar":                   "x-fmt/265",
		"application/gzip":                    "x-fmt/266",
		"application/epub+zip":                "fmt/483",
		"application/x-7z-compressed":         "fmt/484",
		"application/x-bzip2":                 "x-fmt/268",
		"application/vnd.ms-outlook":          "x-fmt/430",
		"application/x-ole-storage":           "fmt/111",
		"image/tiff":                          "fmt/353",
	}
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
