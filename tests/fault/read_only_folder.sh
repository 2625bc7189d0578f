#!/usr/bin/env bash
# A data folder that may be read but not written: reading verbs work, everything else says so, names the folder, and
# ends with exit status 3; nothing in it changes. As root it is tried as another user.
set -euo pipefail
BALM=${BALM:?}
source=${BALM_SOURCE:?}
share=${BALM_SHARE:-$(dirname "$BALM")/share}
tmp=$(mktemp -d)
trap 'chmod -R u+rwX "$tmp"; rm -rf "$tmp"' EXIT
data=$tmp/data
failures=0
as=()
if (($(id -u) == 0)); then
    as=(setpriv --reuid=65534 --regid=65534 --clear-groups env "HOME=$tmp" "BALM_SHARE=$share")
    chmod 755 "$tmp"
    if ! "${as[@]}" "$BALM" --version >/dev/null 2>&1; then
        echo "another user may not run $BALM here"
        exit 77
    fi
fi

"$BALM" patient add --name Ana --data "$data" >/dev/null
printf '%s\n' '{"do":"open","module":"check-in","patient":"Ana"}' '{"do":"tap","label":"Continue"}' '{"do":"quit"}' |
    "$BALM" robot --headless --data "$data" >/dev/null
(($(id -u) != 0)) || chown -R 65534:65534 "$data"
chmod -R u-w "$data"
(cd "$data" && find . -type f -exec sha256sum {} + | sort) >"$tmp/before"

# expect STATUS TEXT WORDS...
expect() {
    local wanted=$1 text=$2 said status=0
    shift 2
    said=$("${as[@]}" "$BALM" "$@" --data "$data" </dev/null 2>&1) || status=$?
    if ((status != wanted)) || [[ $said != *"$text"* ]]; then
        echo "FAILED: balm $*: status $status (wanted $wanted), should say \"$text\": $said"
        failures=$((failures + 1))
    fi
}
expect 0 whole verify
expect 0 Ana patient list
expect 0 '"balm":1' export --format json -o -
expect 3 "cannot be written" patient add --name Bob
expect 3 "$data" patient add --name Bob
expect 3 "cannot be written" play check-in --patient Ana --headless
expect 3 "" export --format json -o "$data/out.json"

said=$(printf '%s\n' '{"do":"open","screen":"today"}' '{"do":"open","module":"check-in"}' '{"do":"quit"}' |
    "${as[@]}" "$BALM" robot --headless --data "$data" 2>&1)
[[ $said == *"cannot be written"*'"ok":false'* ]] || { echo "FAILED: robot: $said"; failures=$((failures + 1)); }
[[ $said == *'"name":"say"'* ]] || { echo "FAILED: a trial needs no data folder: $said"; failures=$((failures + 1)); }

(cd "$data" && find . -type f -exec sha256sum {} + | sort) >"$tmp/after"
cmp "$tmp/before" "$tmp/after" || failures=$((failures + 1))
echo "read-only folder, modules of $source: $failures failures"
exit $((failures > 0))
