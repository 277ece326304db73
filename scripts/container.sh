#!/bin/sh
# Starts Nabi in a container. Exit code 2 means that only a person can mend it (a wrong token, a wrong variable): a start would only
# ask Discord in vain again, so the container waits, unhealthy, until it is stopped. All other codes are passed on.
cd "$(dirname "$0")/.." || exit 1
stopped=
bin/nabi start &
running=$!
trap 'stopped=yes; kill -TERM "$running" 2>/dev/null' TERM INT
wait "$running"
code=$?
# A signal ends the waiting, not Nabi: it finishes what is under way.
while kill -0 "$running" 2>/dev/null; do
  wait "$running"
  code=$?
done
[ "$code" -eq 2 ] || exit "$code"
cat >&2 <<'END'
Nabi ended because of what the lines above say. Correct .env, then: docker compose up -d --force-recreate
Until then this container waits, unhealthy, and asks nothing of Discord. To end it: docker compose stop
END
sleep infinity &
running=$!
[ -z "$stopped" ] && wait "$running"
kill "$running" 2>/dev/null
exit 2
