#!/usr/bin/env bash
# Builds with each compiler without and with optimisation, warnings being errors, and runs the unit
# programs and some of the suite on each; then the unit programs of the lexer, the record, dates and
# hashes as 32-bit programs, where the compiler has what that needs.
#
#   matrix.sh [NAME]...      gcc-O0 gcc-O2 clang-O0 clang-O2 m32
#
# MATRIX_TESTS are the test files (the pipeline and the surroundings); `all` is the
# whole suite.
set -u

cd "$(dirname "$0")/../.." || exit 2
# One folder deep, where a tool still finds the tables beside it.
build=${BUILD:-build}
tests=${MATRIX_TESTS:-tests/pipeline.bats tests/surroundings.bats}
jobs=$(nproc)
failed=0

# What went wrong, whole; what went well is not worth a line.
quietly() {
    local log
    log=$(mktemp)
    "$@" >"$log" 2>&1
    local status=$?
    [ "$status" -eq 0 ] || cat "$log"
    rm -f "$log"
    return "$status"
}

verdict() {
    printf '%-10s %s\n' "$1" "$2"
    [ "$2" = passed ] || failed=1
}

run_tests() {
    local program
    if [ "$tests" = all ]; then
        quietly env BUILD="$1" sh tests/tools/run-tests.sh
        return
    fi
    for program in "$1"/unit/*; do
        [[ $program == *.* ]] || quietly "$program" || return 1
    done
    # shellcheck disable=SC2086 # a list
    quietly env BUILD="$1" bats --tap $tests </dev/null
}

# compiled NAME COMPILER OPTIMISATION
compiled() {
    if ! command -v "$2" >/dev/null 2>&1; then
        printf '%-10s skipped: there is no %s\n' "$1" "$2"
        return
    fi
    local units
    units=$(cd tests/unit && printf "$build/$1/unit/%s " *.c)
    # shellcheck disable=SC2086 # a list
    if quietly make -s -j"$jobs" BUILD="$build/$1" CC="$2" OPTIMISE="$3 -g" WERROR=1 all \
        ${units//.c/} && run_tests "$build/$1"; then
        verdict "$1" passed
    else
        verdict "$1" FAILED
    fi
}

# The libraries are there for one word size only: what needs none of them is built.
thirty_two() {
    local unit good=passed
    mkdir -p "$build/m32"
    echo '#include <stdio.h>' >"$build/m32/try.c"
    if ! "${CC:-gcc}" -m32 -c -o "$build/m32/try.o" "$build/m32/try.c" 2>/dev/null; then
        printf '%-10s skipped: the compiler has no 32-bit headers (gcc-multilib)\n' m32
        return
    fi
    quietly make -s -j"$jobs" BUILD="$build/m32" CFLAGS=-m32 WERROR=1 "$build/m32/libh12.a" ||
        good=FAILED
    for unit in lex record civil hash matcher; do
        quietly make -s BUILD="$build/m32" CFLAGS=-m32 LDFLAGS=-m32 LDLIBS=-lm WERROR=1 \
            "$build/m32/unit/$unit" || {
            good=FAILED
            continue
        }
        "$build/m32/unit/$unit" >/dev/null 2>&1
        case $? in
        0) ;;
        126) printf '%-10s %s: built; this system runs no 32-bit programs\n' m32 "$unit" ;;
        *)
            "$build/m32/unit/$unit" | grep -v '^ok'
            good=FAILED
            ;;
        esac
    done
    verdict m32 "$good"
}

[ $# -gt 0 ] || set -- gcc-O0 gcc-O2 clang-O0 clang-O2 m32
for name in "$@"; do
    case $name in
    gcc-O?) compiled "$name" gcc "-${name#gcc-}" ;;
    clang-O?) compiled "$name" clang "-${name#clang-}" ;;
    m32) thirty_two ;;
    *)
        echo "matrix: '$name' is none of gcc-O0 gcc-O2 clang-O0 clang-O2 m32" >&2
        exit 2
        ;;
    esac
done
exit $failed
