#!/bin/bash
# Installs what the browser tests, the PDF checks and the tests on PostgreSQL need. Where it may not, it says which command to run; the tests
# that need it are then skipped, visibly.
set -uo pipefail
need=()
command -v chromium >/dev/null || need+=(chromium)
command -v pdftotext >/dev/null || need+=(poppler-utils)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || need+=(postgresql-15)
[ ${#need[@]} -eq 0 ] && exit 0
as=()
[ "$(id -u)" -eq 0 ] || as=(sudo -n)
if command -v apt-get >/dev/null && { [ ${#as[@]} -eq 0 ] || "${as[@]}" true 2>/dev/null; }; then
  export DEBIAN_FRONTEND=noninteractive
  "${as[@]}" apt-get update -qq && "${as[@]}" apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null && exit 0
fi
echo "schild: some tests will be skipped; to run them: sudo apt-get install ${need[*]}" >&2
exit 0
