package cluster_test

import (
	"context"
	"fmt"

	"schild/internal/cluster"
)

// ExampleStart starts a server of one's own and stops it: with it goes all that was written.
func ExampleStart() {
	c, err := cluster.Start(context.Background())
	if err != nil {
		fmt.Println("no PostgreSQL here:", err)
		return
	}
	defer c.Stop()
}
