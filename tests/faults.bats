#!/usr/bin/env bats
# Memory, disks and files that fail, one call after another, by tests/torture/faults.sh in its short
# form; `make torture` has the long one.
bats_require_minimum_version 1.5.0
load helper

LIBRARY=${BIN%/bin}/torture/faults.so

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    [ -e "$LIBRARY" ] || make -C "$ROOT" BUILD="${BIN%/bin}" "$LIBRARY"
    ! under_sanitizer || skip "the address sanitizer has a memory of its own"
}

# part I: every fourth scenario, from the I-th on; four tests, so that each ends in good time.
part() {
    run "$ROOT/tests/torture/faults.sh" --short --part "$1/4"
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "each tool, 1: a call that fails is status 3, a message, the old file, and no temporary" {
    part 1
}

@test "each tool, 2: a call that fails is status 3, a message, the old file, and no temporary" {
    part 2
}

@test "each tool, 3: a call that fails is status 3, a message, the old file, and no temporary" {
    part 3
}

@test "each tool, 4: a call that fails is status 3, a message, the old file, and no temporary" {
    part 4
}

# The tests of the test: it must see what it is there for.
@test "the library: a call is counted, and fails where it was told to" {
    case_accepted A >in
    LD_PRELOAD=$LIBRARY H12_FAULT_COUNTS=counts h12-deadline -q -o out in
    grep -qx 'fsync 2' counts # the file and its folder
    grep -qx 'rename 1' counts
    grep -qx 'fired 0' counts
    LD_PRELOAD=$LIBRARY H12_FAULT=fsync:1 H12_FAULT_COUNTS=counts run h12-deadline -q -o again in
    [ "$status" -eq 3 ]
    grep -qx 'fired 1' counts
    [[ $output == *"'again': Input/output error"* ]]
    [ ! -e again ]
    LD_PRELOAD=$LIBRARY H12_FAULT=fsinc:1 run h12-deadline -q in
    [ "$status" -eq 99 ]
}

@test "the runner: a tool that does not keep to this is a finding" {
    local copy=$BATS_TEST_TMPDIR/copy
    mkdir -p "$copy/tests/torture" "$copy/build/bin" "$copy/build/torture"
    cp "$ROOT/tests/torture/faults.sh" "$copy/tests/torture"
    cp "$LIBRARY" "$copy/build/torture"
    cp "$BIN"/h12-* "$copy/build/bin"
    ln -s "$ROOT/share" "$copy/share"
    # Ends with status 1 and half a file where it can't write.
    printf '#!/bin/sh\nexec cp ../in/ledger out\n' >"$copy/build/bin/h12-careless"
    chmod +x "$copy/build/bin/h12-careless"
    BUILD=build run "$copy/tests/torture/faults.sh" --short h12-careless
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output == *"h12-careless: malloc:"*"no message"* ]]
}
