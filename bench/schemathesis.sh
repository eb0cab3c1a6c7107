#!/bin/sh
# Asks the API of `marsad demo` what nobody would ask: thousands of requests made from its own description by schemathesis.
#
#     bench/schemathesis.sh PROGRAM [EXAMPLES]
#
# PROGRAM is the path of `marsad`; EXAMPLES (default 100) are made for each operation. schemathesis is taken from PyPI into a virtual environment in a folder that goes with the run,
# or from MARSAD_VENV where that names one. Decisions are asked for with the token, so they are really made, in an observatory of invented articles. Fails on any answer that is a
# mistake of the server, has a status, type or shape that the description does not tell, or accepts what it forbids. bench/schemathesis.toml says which checks are left out, and why.
set -eu
program=$1
examples=${2:-100}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT INT TERM
venv=${MARSAD_VENV:-$folder/venv}
if [ ! -x "$venv/bin/schemathesis" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet 'schemathesis>=4.9,<5'
fi
"$program" demo --db "$folder/demo.marsad" --listen 127.0.0.1:0 >"$folder/out" &
server=$!
waited=0
until grep -q 'token=' "$folder/out"; do
    waited=$((waited + 1))
    if [ "$waited" -gt 240 ] || ! kill -0 "$server" 2>/dev/null; then
        echo 'marsad demo does not begin' >&2
        exit 2
    fi
    sleep 0.5
done
address=$(sed -n 's/.*http:\/\/\([0-9.:]*\)\/ (.*/\1/p' "$folder/out")
token=$(sed -n 's/.*token=//p' "$folder/out")
cd "$folder"
"$venv/bin/schemathesis" --config-file "$here/schemathesis.toml" run "http://$address/api/v1/openapi.json" \
    --header "Authorization: Bearer $token" --max-examples "$examples" --seed 7 --request-timeout 40 --generation-database none
