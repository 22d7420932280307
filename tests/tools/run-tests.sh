#!/bin/sh
# Runs the unit programs and all bats files, and closes with `N passed, N failed[, N skipped]`.
set -u

build=${BUILD:-build}
logs=$(mktemp -d)
log=$logs/log
trap 'rm -rf "$logs"' EXIT INT TERM

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

# One process a file, as many at a time as there are cores, those that take minutes first. TEST_LESS
# names files to leave out.
export BUILD="$build"
for name in contract torture faults nightly check_history; do
    echo "tests/$name.bats"
done >"$logs/long"
{
    cat "$logs/long"
    find tests -name '*.bats' | sort | grep -vxFf "$logs/long"
} >"$logs/all"
for name in ${TEST_LESS:-}; do
    echo "tests/$name.bats"
done >"$logs/less"
grep -vxFf "$logs/less" "$logs/all" >"$logs/files"
# To look for leaks is a third of a short process's time under the sanitizer: the unit programs do,
# and the files of TEST_LEAKS, which take records through the whole chain.
export TEST_LEAKS="${TEST_LEAKS:-}"
# shellcheck disable=SC2016 # expanded by the inner shell
xargs -P "$(nproc)" -I '{}' sh -c '
    case " $TEST_LEAKS " in
    *" $(basename "$1" .bats) "*) ;;
    *) export ASAN_OPTIONS="detect_leaks=0:${ASAN_OPTIONS:-}" ;;
    esac
    bats --tap "$1" >"$2/$(echo "$1" | tr / _).tap" 2>&1' sh '{}' "$logs" <"$logs/files"
cat "$logs"/*.tap >"$log"
grep -v '^ok\|^1\.\.' "$log"
passed=$((passed + $(grep -c '^ok' "$log") - $(grep -c '^ok.*# skip' "$log")))
skipped=$((skipped + $(grep -c '^ok.*# skip' "$log")))
bad=$(grep -c '^not ok' "$log")
planned=$(sed -n 's/^1\.\.//p' "$log" | awk '{ sum += $1 } END { print sum + 0 }')
seen=$(grep -c '^ok\|^not ok' "$log")
if [ "$planned" -ne "$seen" ] || [ "$seen" -eq 0 ]; then
    echo "not ok bats planned $planned tests and ran $seen"
    bad=$((bad + 1))
fi
failed=$((failed + bad))

if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
