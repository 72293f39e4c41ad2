#!/bin/bash
# Runs every fuzz target for a while (default 10 s each), one after the other, and says how often each was tried. A second word
# chooses: a part of "./folder FuzzName". One that fails leaves its input in testdata/fuzz, and the others run all the same.
set -uo pipefail
cd "$(dirname "$0")/.."
time=${1:-10s} only=${2:-} failed=0 ran=0
while read -r dir target; do
  ran=$((ran + 1))
  # Making an input smaller would otherwise take up to a minute, each time one is interesting.
  out=$(go test "$dir" -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 1s 2>&1) && word=ok || { word=FAIL failed=1; }
  printf '%-4s %s %s: %s\n' "$word" "$dir" "$target" "$(grep -oE 'execs: [0-9]+' <<<"$out" | tail -1)"
  [ "$word" = ok ] || echo "$out" >&2
done < <(grep -roE '^func Fuzz[A-Za-z0-9_]*' --include='*_test.go' . | sed -E 's#/[^/]*_test.go:func # #' | sort -u | grep -F -- "$only")
[ "$ran" -gt 0 ] || { echo "no fuzz target has \"$only\" in its name" >&2; exit 2; }
exit $failed
