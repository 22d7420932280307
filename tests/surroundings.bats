#!/usr/bin/env bats
# Another machine, another user, another language: the chain gives the same bytes wherever it runs,
# and no tool needs a home, a terminal or a locale.
bats_require_minimum_version 1.5.0
load helper

# chain FOLDER COMMAND...: the days of share/demo into FOLDER, each tool started by COMMAND. What it
# says goes there as well.
chain() {
    local into=$1
    shift
    mkdir "$into"
    (
        cd "$into" || exit 1
        step() { "$@" 2>>log || [ $? -eq 1 ]; }
        step "$@" "$BIN/h12-intake" -r rejects -o 1 - <"$ROOT/share/demo/export.csv"
        step "$@" "$BIN/h12-route" -o 2 1
        step "$@" "$BIN/h12-deadline" -o 3 2
        step "$@" "$BIN/h12-return" -r rejects --requests "$ROOT/share/demo/returns.csv" -o 4 3
        step "$@" "$BIN/h12-check" -o 5 4
        step "$@" "$BIN/h12-report" overdue --top 20 --drill 7 -o 6 4
        step "$@" "$BIN/h12-report" overdue --format csv --lang zh -o 8 4
        step "$@" "$BIN/h12-archive" --days 1 --to archive -o 9 4
        step "$@" "$BIN/h12-commit" ledger 9
    )
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    chain usual env LC_ALL=C
}

as_usual() {
    diff -r usual "$1"
}

@test "a Chinese locale, installed or not" {
    chain zh env -u LC_ALL LANG=zh_CN.UTF-8 LANGUAGE=zh_CN:zh
    as_usual zh
    chain gb env -u LC_ALL LANG=zh_CN.GB18030 LC_NUMERIC=de_DE.UTF-8
    as_usual gb
    chain c env LC_ALL=C.UTF-8
    as_usual c
}

@test "no locale, no home, no path: nothing in the environment but the day" {
    chain bare env -i H12_NOW="$H12_NOW" H12_SHARE="$ROOT/share"
    as_usual bare
}

@test "a home that is not there, and one that can't be written" {
    chain gone env HOME=/nonexistent
    as_usual gone
    mkdir home
    chmod 500 home
    chain bound env HOME="$PWD/home" TMPDIR="$PWD/home" XDG_CONFIG_HOME="$PWD/home"
    as_usual bound
    run ls -A home
    [ -z "$output" ]
}

@test "another time zone" {
    chain west env TZ=America/New_York
    as_usual west
    chain odd env TZ=':no/such/place'
    as_usual odd
}

@test "few descriptors, little stack, a mask that forbids all" {
    (
        ulimit -n 16 -s 512
        chain few env LC_ALL=C
    )
    as_usual few
    (
        umask 077
        chain masked env LC_ALL=C
    )
    as_usual masked
}

@test "a folder whose name has blanks, quotes, escapes and Chinese" {
    local odd
    odd=$(printf '工 单 "\e[31m'"'"' $(touch pwned) *')
    chain "$odd" env LC_ALL=C
    as_usual "$odd"
    run -2 h12-deadline "$PWD/$odd/none"
    [[ $output == *'"\x1b[31m'* && $output != *$'\e'* ]]
    [ ! -e pwned ]
}

# A line of so many bytes without its newline: `big ID BYTES`.
big() {
    local start end
    start=$(printf '{"id":"%s","state":"withdrawn","extra":{"k":"' "$1")
    end='"},"history":[{"at":"2026-09-01T09:00:00+08:00","event":"withdrawn","by":"h12-callback"}]}'
    printf '%s' "$start"
    head -c $(($2 - ${#start} - ${#end})) /dev/zero | tr '\0' x
    printf '%s\n' "$end"
}

@test "lines of 16 MiB, where they are allowed: whole at the cap, a reject one byte over it" {
    local cap=$((16 * 1024 * 1024)) tool
    { big A "$cap" && big B $((cap + 1)) && big C 200; } >in
    { big A "$cap" && big C 200; } >want
    echo 'request,case,unit,at,reason,basis,suggested_unit' >requests
    for tool in route deadline "return --requests requests" "archive --to archive --days 9999"; do
        # shellcheck disable=SC2086 # a tool and its options
        run -1 h12-$tool --max-line "$cap" -q -r rejects -o out in
        cmp want out
    done
    is '"too_long"' .code <(tail -n 1 rejects)
    is $((cap + 1)) .raw_bytes <(tail -n 1 rejects)
    # One that grows over the cap by what a tool adds is refused by that tool.
    case_accepted D | sed 's/^{/{"x":"@",/' >small
    sed "s/@/$(head -c 900 /dev/zero | tr '\0' x)/" small >grows
    run -1 h12-deadline -q --max-line $(($(wc -c <grows) + 20)) -r rejects -o out grows
    is '"too_long"' .code <(tail -n 1 rejects)
    [ ! -s out ]
}
