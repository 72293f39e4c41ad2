package main

import (
	"context"

	"schild/internal/web"
)

type storyCommand struct {
	Listen string `default:"localhost:8081" help:"The address to listen on." placeholder:"ADDR"`
}

// Run serves every component and page with sample data, without a database.
func (c *storyCommand) Run(ctx context.Context, t *terminal) error {
	h, err := web.Stories(pageSets(&house{})...)
	if err != nil {
		return err
	}
	l, err := listenOn(c.Listen)
	if err != nil {
		return err
	}
	t.say("cli.story", "address", "http://"+l.Addr().String())
	return serveUntil(ctx, l, h)
}
