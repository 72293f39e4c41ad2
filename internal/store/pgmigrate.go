package store

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

// pgOwner opens a database as its owner, whose unqualified names are those of schema main.
func pgOwner(place string) (*sql.DB, error) {
	cfg, err := pgx.ParseConfig(place)
	if err != nil {
		return nil, err
	}
	cfg.RuntimeParams["search_path"] = "main"
	return stdlib.OpenDB(*cfg), nil
}

// pgMigrate brings a database to the newest schema, as its owner.
func pgMigrate(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, `CREATE SCHEMA IF NOT EXISTS main`); err != nil {
		return err
	}
	p, err := migrator(db, goose.DialectPostgres, "migrations/postgres")
	if err == nil {
		_, err = p.Up(ctx)
	}
	return err
}
