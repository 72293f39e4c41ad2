package demo

import "schild/internal/lang"

// Five prints the five things to try as one page of text.
func Five(s Story, p *lang.Printer, dir string) string { return "" }
