#!/bin/sh
# Runs the unit programs and all bats files, and closes with `N passed, N failed[, N skipped]`.
set -u

build=${BUILD:-build}
log=$(mktemp)
trap 'rm -f "$log"' EXIT INT TERM

passed=0
failed=0
skipped=0

for program in "$build"/unit/*; do
    if [ ! -f "$program" ] || [ ! -x "$program" ]; then
        continue
    fi
    "$program" >"$log" 2>&1
    status=$?
    grep -v '^ok' "$log"
    good=$(grep -c '^ok' "$log")
    bad=$(grep -c '^not ok' "$log")
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        echo "not ok $program ended with status $status"
        bad=1
    fi
    echo "unit $(basename "$program"): $good ok, $bad not ok"
    passed=$((passed + good))
    failed=$((failed + bad))
done

find tests -name '*.bats' | sort >"$log.files"
jobs=
command -v parallel >/dev/null 2>&1 && jobs="--jobs $(nproc)"
# shellcheck disable=SC2086,SC2046 # both are lists
BUILD=$build bats --tap $jobs $(cat "$log.files") >"$log" 2>&1
grep -v '^ok\|^1\.\.' "$log"
passed=$((passed + $(grep -c '^ok' "$log") - $(grep -c '^ok.*# skip' "$log")))
skipped=$((skipped + $(grep -c '^ok.*# skip' "$log")))
bad=$(grep -c '^not ok' "$log")
planned=$(sed -n 's/^1\.\.//p' "$log" | head -n 1)
seen=$(grep -c '^ok\|^not ok' "$log")
if [ "${planned:-0}" -ne "$seen" ] || [ "$seen" -eq 0 ]; then
    echo "not ok bats planned ${planned:-no} tests and ran $seen"
    bad=$((bad + 1))
fi
failed=$((failed + bad))
rm -f "$log.files"

if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
