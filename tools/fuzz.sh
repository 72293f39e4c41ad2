#!/bin/bash
# Runs every fuzz target for a while (default 10 s each).
set -euo pipefail
cd "$(dirname "$0")/.."
grep -rlE '^func Fuzz' --include='*_test.go' . | xargs -n1 dirname | sort -u | while read -r dir; do
  grep -hoE '^func Fuzz[A-Za-z0-9_]*' "$dir"/*_test.go | sed 's/func //' | sort -u | while read -r f; do
    go test "$dir" -run '^$' -fuzz "^$f\$" -fuzztime "${1:-10s}"
  done
done
