package cluster

import (
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
)

// Where tests of the whole house find a server, and which database of it is copied: set by tools/onpostgres.
const (
	PlaceVariable    = "SCHILD_POSTGRES"
	TemplateVariable = "SCHILD_POSTGRES_TEMPLATE"
)

// places are the databases of the test process, by the folder of the house that they belong to.
var places sync.Map

// Place gives the URL of a database for a test's house, the same one as often as a house is opened in the same folder; "" where
// no server is given, so that the house stands on its own file.
func Place(t testing.TB, dir string) string {
	t.Helper()
	server := os.Getenv(PlaceVariable)
	if server == "" {
		return ""
	}
	if place, ok := places.Load(dir); ok {
		return place.(string)
	}
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	name := "test" + strings.ToLower(rand.Text())
	if _, err := db.Exec(`CREATE DATABASE ` + name + ` OWNER owner TEMPLATE ` + os.Getenv(TemplateVariable)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		defer db.Close()
		places.Delete(dir)
		if _, err := db.Exec(`DROP DATABASE ` + name + ` WITH (FORCE)`); err != nil {
			t.Error(err)
		}
		for _, role := range []string{"gate", "newer", "reader", "writer"} {
			if _, err := db.Exec(`DROP ROLE IF EXISTS ` + name + `_` + role); err != nil {
				t.Error(err)
			}
		}
	})
	secret, _ := u.User.Password()
	u.User, u.Path = url.UserPassword("owner", secret), "/"+name
	places.Store(dir, u.String())
	return u.String()
}
