package oversight

import (
	"archive/zip"
	"bytes"
	"io"
	"strconv"

	"schild/internal/store"
	"schild/internal/web/page"
	"schild/label"
)

func exportForm(a *page.Ask) *page.Form {
	f := a.Form("/register/export", a.T("oversight.export.do"))
	f.ID, f.Explain = "export", a.T("oversight.export.explain")
	return f
}

// export gives the register's tiles, bundles, checkpoint and policy in one archive; schild verify --tiles reads it unpacked.
// What is in it are commitments: it is not classified.
func (p pages) export(a *page.Ask) error {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	err := p.desk.Export(a.R.Context(), a.By, func(path string, content []byte) error {
		w, err := z.Create(path)
		if err != nil {
			return err
		}
		_, err = w.Write(content)
		return err
	})
	if err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return a.File("register.zip", "application/zip", label.Label{}, &b)
}

// proof gives the file that proves one act to whoever has the policy, and tells them which act it is.
func (p pages) proof(a *page.Ask) error {
	var text string
	err := a.See(func(v *store.View) (err error) {
		text, err = p.desk.Receipt(v, a.Path("id"), true)
		return err
	})
	if err != nil {
		return err
	}
	return a.File(a.Path("id")+".tlog-proof", "text/plain; charset=utf-8", label.Label{}, io.Reader(bytes.NewReader([]byte(text))))
}

func itoa(n int) string { return strconv.Itoa(n) }
