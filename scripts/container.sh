#!/bin/sh
# Starts Nabi in a container. Docker's `on-failure` starts again after every exit code but 0, and 2 means that only a
# person can mend it (a wrong token, a wrong variable): that ends the container for good. All other codes are passed on.
cd "$(dirname "$0")/.." || exit 1
node --max-semi-space-size=4 src/main.ts &
nabi=$!
trap 'kill -TERM "$nabi" 2>/dev/null' TERM INT
wait "$nabi"
code=$?
# A signal ends the waiting, not Nabi: it finishes what is under way.
while kill -0 "$nabi" 2>/dev/null; do
  wait "$nabi"
  code=$?
done
[ "$code" -eq 2 ] && exit 0
exit "$code"
