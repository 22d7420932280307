#!/usr/bin/env bats
# The short form of `make torture`: a few kills and full disks of each sort, on a small ledger, and a
# few random days.
load helper

# Random moments; the seed is printed where one fails.
torture() {
    KILLS=10 FULL=1 CASES=600 WORK=$PWD/torture BUILD=${BIN%/bin} \
        run timeout 600 bash "$ROOT/tests/torture/kill.sh" "$1"
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output == *"$1 "*SIGKILL*' 10 kills over '* ]]
}

@test "h12-commit, killed or on a full disk: the old ledger or the new stands whole" {
    torture commit
}

@test "h12-archive and h12-commit, killed or on a full disk: each case is in ledger or archive once" {
    torture archive
}

@test "h12-nightly, killed or on a full disk: the night behind it ends as if nothing had been" {
    torture nightly
}

@test "random days: nothing lost, nothing for h12-check, the same from history, again, and in parts" {
    SEEDS=2 SEED=3 DAYS=6 WORK=$PWD/days BUILD=${BIN%/bin} run timeout 600 bash "$ROOT/tests/torture/days.sh"
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output == *'12 evenings of 2 seeds from 3, '*' events, 0 failures' ]]
}
