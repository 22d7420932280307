#!/bin/sh
# Runs the harnesses that are named, FUZZ_SECONDS each, FUZZ_JOBS at a time, and prints a table of
# them. What they learn stays in $BUILD/corpus for the next run, what they find in $BUILD/findings.
# FUZZ names the harnesses to run where not all are wanted. With --needs: only says what is missing.
set -eu

if [ "${1:-}" = --needs ]; then
    if ! command -v clang >/dev/null 2>&1; then
        echo "fuzz: clang is missing: apt-get install clang" >&2
        exit 1
    fi
    runtime=$(clang -print-runtime-dir 2>/dev/null || true)
    if [ -n "$runtime" ] && ! ls "$runtime"/libclang_rt.fuzzer* >/dev/null 2>&1; then
        version=$(clang -dumpversion | cut -d. -f1)
        echo "fuzz: clang's libFuzzer is missing: apt-get install libclang-rt-$version-dev" \
            "(or libclang-common-$version-dev)" >&2
        exit 1
    fi
    exit 0
fi

build=${BUILD:-build/fuzz}
export BUILD="$build"
export SECONDS_EACH="${FUZZ_SECONDS:-600}"
harnesses=${FUZZ:-$*}
mkdir -p "$build/corpus" "$build/findings" "$build/logs"

# shellcheck disable=SC2016 # expanded by the inner shell
one='
    name=$1
    export ASAN_OPTIONS=quarantine_size_mb=16:${ASAN_OPTIONS:-}
    mkdir -p "$BUILD/corpus/$name" "$BUILD/findings/$name"
    "$BUILD/fuzzers/$name" -max_total_time="$SECONDS_EACH" -print_final_stats=1 -verbosity=1 \
        -close_fd_mask=1 -timeout=20 -rss_limit_mb=2048 -max_len=4096 -use_value_profile=1 \
        -dict=tests/fuzz/words.dict -artifact_prefix="$BUILD/findings/$name/" \
        "$BUILD/corpus/$name" "tests/data/fuzz/$name" >"$BUILD/logs/$name" 2>&1
    exit 0'
# shellcheck disable=SC2086 # a list
printf '%s\n' $harnesses |
    xargs -P "${FUZZ_JOBS:-$(nproc)}" -I '{}' sh -c "$one" sh '{}'

printf '%-12s %12s %10s %9s\n' harness executions coverage findings
failed=0
for name in $harnesses; do
    log=$build/logs/$name
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    coverage=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    findings=$(find "$build/findings/$name" -type f | wc -l)
    if [ -z "$executions" ] && [ "$findings" -eq 0 ]; then
        echo "fuzz: $name did not run to its end: $log" >&2
        failed=1
    fi
    [ "$findings" -eq 0 ] || failed=1
    printf '%-12s %12s %10s %9s\n' "$name" "${executions:--}" "${coverage:--}" "$findings"
done
if [ "$failed" -ne 0 ]; then
    echo "fuzz: see $build/logs and $build/findings" >&2
fi
exit "$failed"
