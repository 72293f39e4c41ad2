#!/bin/bash
# Everything, in the order in which a fault is cheapest to find.
set -euo pipefail
cd "$(dirname "$0")/.."
unformatted=$(gofmt -l $(git ls-files '*.go'))
if [ -n "$unformatted" ]; then
  echo "not in gofmt's form: $unformatted" >&2
  exit 1
fi
go mod verify >/dev/null
go vet ./...
go test -timeout 35m ./...
# The desks once more, each house in a database of its own.
go run ./tools/onpostgres go test -timeout 35m ./internal/office ./internal/work ./internal/desk/...
# Two of the planted leaks; all of them take half an hour: make leaks.
go test -timeout 35m -count=1 -run TestPlantedLeaks . -leaks two
