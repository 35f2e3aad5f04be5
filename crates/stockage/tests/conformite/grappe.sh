#!/bin/sh
# A private PostgreSQL that lives as long as its standard input stays open: it stops and leaves
# nothing behind however the tests end. Says "pret <directory>" when it listens, on a socket only.
# Arguments: directory of the PostgreSQL programs.
set -eu
trap '' INT
programmes=$1
dossier=$(mktemp -d "${TMPDIR:-/tmp}/mss-pg-XXXXXX")
# A French collation by default: what must sort byte by byte has to say so.
"$programmes/initdb" -D "$dossier/donnees" -U mss -A trust -E UTF8 --no-sync --locale=C.UTF-8 \
  --locale-provider=icu --icu-locale=fr-FR >"$dossier/initdb.log" 2>&1 ||
  { cat "$dossier/initdb.log" >&2; rm -rf "$dossier"; exit 1; }
"$programmes/postgres" -D "$dossier/donnees" -k "$dossier" -c listen_addresses='' \
  -c fsync=off -c full_page_writes=off -c max_connections=200 -c deadlock_timeout=100ms \
  >"$dossier/postgres.log" 2>&1 </dev/null &
serveur=$!
until "$programmes/pg_isready" -q -h "$dossier"; do
  kill -0 "$serveur" 2>/dev/null || { cat "$dossier/postgres.log" >&2; rm -rf "$dossier"; exit 1; }
  sleep 0.1
done
echo "pret $dossier"
cat >/dev/null
kill -QUIT "$serveur"
wait "$serveur" || true
rm -rf "$dossier"
