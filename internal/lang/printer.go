package lang

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/de_BE"
	"github.com/go-playground/locales/en_GB"
	"github.com/go-playground/locales/fr_BE"
	"github.com/go-playground/locales/nl_BE"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"schild/fault"
)

// Codes gives the languages of the house, in the order in which they are offered.
func Codes() []string { return []string{"nl", "fr", "de", "en"} }

// Printer speaks one language. It is safe for concurrent use.
type Printer struct {
	code  string
	words *i18n.Localizer
	form  locales.Translator
}

// New gives the printer of a language; of any other it gives English.
func New(code string) *Printer {
	p := &Printer{code: code}
	switch code {
	case "nl":
		p.form = nl_BE.New()
	case "fr":
		p.form = fr_BE.New()
	case "de":
		p.form = de_BE.New()
	default:
		p.code, p.form = "en", en_GB.New()
	}
	p.words = i18n.NewLocalizer(words().bundle, p.code)
	return p
}

// Code gives the printer's language: nl, fr, de or en.
func (p *Printer) Code() string { return p.code }

// T gives the words of a key. args are alternating names and values; the value n, a whole number, chooses the plural and is
// shown as the language writes numbers. An unknown key gives the key itself.
func (p *Printer) T(key string, args ...string) string {
	values := map[string]string{}
	for i := 0; i+1 < len(args); i += 2 {
		values[args[i]] = args[i+1]
	}
	c := i18n.LocalizeConfig{MessageID: key, TemplateData: values}
	if n, err := strconv.ParseInt(values["n"], 10, 64); err == nil {
		values["n"], c.PluralCount = p.Number(n), n
	}
	s, _ := p.words.Localize(&c) // what is missing in one language comes in English, what is missing in all as its key
	if s == "" {
		return key
	}
	return s
}

// Fault gives the words of an error as the outside may know it; "" of none.
func (p *Printer) Fault(err error) string {
	if err == nil {
		return ""
	}
	out := fault.Outward(err)
	return p.T(out.Key, out.Args...)
}

// Choose gives the language to speak: the one chosen before (cookie), else the best of an Accept-Language header or a
// $LANG value, else English.
func Choose(accept, cookie string) string {
	if slices.Contains(Codes(), cookie) {
		return cookie
	}
	tags, _, err := language.ParseAcceptLanguage(header(accept))
	if err != nil || len(tags) == 0 {
		return "en"
	}
	for _, tag := range tags {
		if base, _ := tag.Base(); slices.Contains(Codes(), base.String()) {
			return base.String()
		}
	}
	return "en"
}

// header turns a $LANG value ("nl_BE.UTF-8") into the form of a header; a header stays as it is.
func header(s string) string {
	if strings.ContainsAny(s, ",;") {
		return s
	}
	s, _, _ = strings.Cut(s, ".")
	s, _, _ = strings.Cut(s, "@")
	return strings.ReplaceAll(s, "_", "-")
}
