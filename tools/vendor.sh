#!/bin/bash
# Fetches the pinned front-end packages when the lock file changed, and copies what is built into the binary.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -f package-lock.json ] || exit 0
if ! command -v npm >/dev/null; then
  echo "schild: no Node here: building without pictures; pages show tables in their place" >&2
  exit 0
fi
stamp=node_modules/.stamp
if [ ! -f "$stamp" ] || ! cmp -s package-lock.json "$stamp"; then
  if ! npm ci --no-audit --no-fund --ignore-scripts --loglevel=error; then
    echo "schild: npm could not fetch the pinned packages (offline?): building without pictures" >&2
    exit 0
  fi
  cp package-lock.json "$stamp"
fi
node tools/vendor.mjs
