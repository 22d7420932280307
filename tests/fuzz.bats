#!/usr/bin/env bats
# The harnesses of tests/fuzz: what `make fuzz` needs, and that `make test` replays a corpus of each.

load helper

@test "make fuzz: without clang it says which package is missing" {
    run env PATH=/nonexistent /bin/sh "$ROOT/tests/tools/fuzz.sh" --needs
    [ "$status" -eq 1 ]
    [[ "$output" == *"clang is missing"*"apt-get install clang"* ]]
}

@test "make fuzz: each harness has a corpus, and is replayed" {
    for harness in "$ROOT"/tests/fuzz/*.c; do
        name=$(basename "$harness" .c)
        [ -n "$(ls "$ROOT/tests/data/fuzz/$name")" ]
        [ -x "$BIN/../unit/fuzz-$name" ]
    done
}

@test "make fuzz: a corpus that is not there is a test that fails" {
    run "$BIN/../unit/fuzz-lexer"
    [ "$status" -eq 1 ]
    [[ "$output" == "not ok 1 - "*"there is nothing to replay"* ]]
}
