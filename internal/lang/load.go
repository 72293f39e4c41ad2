package lang

import (
	"embed"
	"io/fs"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed text/*.toml
var text embed.FS

// loaded is every message of the house. A file that cannot be read leaves its keys unknown; a test names it.
type loaded struct {
	bundle   *i18n.Bundle
	problems []error
}

var words = sync.OnceValue(func() loaded {
	l := loaded{bundle: i18n.NewBundle(language.English)}
	l.bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	names, err := fs.Glob(text, "text/*.toml")
	if err != nil {
		l.problems = append(l.problems, err)
	}
	for _, n := range names {
		if _, err := l.bundle.LoadMessageFileFS(text, n); err != nil {
			l.problems = append(l.problems, err)
		}
	}
	return l
})
