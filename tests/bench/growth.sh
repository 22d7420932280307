#!/usr/bin/env bash
# Memory and time of each tool over 1, 10 and 100 times a ledger: memory must stay flat but for what
# the contract allows a tool (24 bytes for each id that it has to know; h12-diff, which looks cases up,
# 72), time must grow in step.
#
#   growth.sh [TOOL]...
#
# GROWTH_CASES is the size of the single ledger (30000). The cases are made anew for each run and
# go in through a pipe, so that nothing but a ledger to compare with takes room on the disk. Time is the
# tool's own (user and system), since the generator on the other end of the pipe is slower than most
# of the tools. Status 1 where memory grows that should not.
set -u

build=${BUILD:-build}
bin=$build/bin
here=$(dirname "$0")
cases=${GROWTH_CASES:-30000}
requests=1000
export H12_NOW=2026-10-12 LC_ALL=C
work=$(mktemp -d "$build/growth.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT

if ! [ -x /usr/bin/time ]; then
    echo "growth: needs GNU time in /usr/bin/time" >&2
    exit 2
fi
mkdir -p "$build/bench"
generate=$build/bench/generate
"${CC:-gcc}" -O2 -D_GNU_SOURCE -o "$generate" "$here/generate.c" || exit 2

# feed COUNT KIND: such a stream. The tools' own limits on ids are on the cases, not on what feeds.
feed() {
    case $2 in
    due) "$generate" ledger "$1" | "$bin/h12-deadline" -q ;;
    *) "$generate" "$2" "$1" ;;
    esac
}

# plan TOOL: what it reads, what it may keep of each case (bytes), and its command.
plan() {
    allowed=0
    case $1 in
    h12-intake) kind=export allowed=24 ;;
    h12-route) kind=accepted ;;
    h12-check) kind=due allowed=24 ;;
    h12-repeat) kind=ledger ;; # without repeats: with them it grows by them
    h12-report | h12-commit) kind=due ;;
    h12-diff) kind=due allowed=72 ;;
    *) kind=ledger ;;
    esac
    case $1 in
    h12-return) command=("$bin/$1" -q --requests "$work/returns" -r /dev/null) ;;
    h12-reply) command=("$bin/$1" -q --replies "$work/replies" -r /dev/null) ;;
    h12-report) command=("$bin/$1" overdue -q) ;;
    h12-check) command=("$bin/$1" -q --summary) ;;
    h12-archive) command=("$bin/$1" -q --to "$work/archive") ;;
    h12-diff) command=("$bin/$1" -q "$work/ledger" -) ;;
    h12-commit) command=("$bin/$1" -q --keep 0 "$work/ledger") ;;
    *) command=("$bin/$1" -q) ;;
    esac
}

# h12-commit and h12-diff compare with a ledger that is there.
make_ready() {
    local count=$2
    "$generate" returns "$count" "$requests" >"$work/returns"
    "$generate" replies "$count" "$requests" >"$work/replies"
    case $1 in h12-commit | h12-diff) ;; *) return 0 ;; esac
    local needed=$((count * 1200 * 2 / 1024)) room
    room=$(df -k --output=avail "$work" | tail -n 1)
    if [ "$room" -lt "$needed" ]; then
        echo "$1: $count cases need $((needed / 1024)) MiB on the disk: left out" >&2
        return 1
    fi
    feed "$count" due >"$work/ledger"
}

# measure TOOL COUNT: sets seconds (in hundredths) and kib.
measure() {
    plan "$1"
    make_ready "$1" "$2" || return 1
    feed "$2" "$kind" | /usr/bin/time -o "$work/time" -f '%U %S %M' "${command[@]}" >/dev/null \
        2>"$work/stderr"
    local status=${PIPESTATUS[1]}
    if [ "$status" -gt 1 ]; then
        echo "$1: status $status: $(head -n 1 "$work/stderr")" >&2
        return 1
    fi
    read -r seconds kib <<<"$(tail -n 1 "$work/time" |
        awk '{ printf "%d %d\n", 100 * ($1 + $2) + 0.5, $3 }')"
}

bad=0
row() {
    local tool=$1 times at=0
    local -a took=() used=()
    for times in 1 10 100; do
        measure "$tool" $((cases * times)) || { bad=1; return; }
        took[at]=$seconds
        used[at++]=$kib
    done
    rm -rf "$work/archive" "$work/ledger" "$work/ledger.lock"
    awk -v tool="$tool" -v took="${took[*]}" -v used="${used[*]}" -v cases="$cases" \
        -v allowed="$allowed" 'BEGIN {
        split(took, t); split(used, m)
        grown = (m[3] - m[1]) * 1024
        flat = grown <= 1024 * 1024 + allowed * 99 * cases
        early = (t[2] - t[1]) / 9; late = (t[3] - t[2]) / 90
        printf "%-14s %8.2f %8.2f %8.2f s  %6.1f %6.1f %6.1f MiB  %5.1f B/case  %-5s  %s\n", tool,
            t[1] / 100, t[2] / 100, t[3] / 100, m[1] / 1024, m[2] / 1024, m[3] / 1024,
            grown / (99 * cases), flat ? "flat" : "GROWS",
            early < 1 ? "too short to tell" : sprintf("%.2f times as long a case", late / early)
        exit !flat
    }' || bad=1
}

echo "$cases cases, 10 and 100 times as many: own time, peak memory, memory more for each case more"
if [ $# -eq 0 ]; then
    for source in cmd/h12-*.c; do
        set -- "$@" "$(basename "$source" .c)"
    done
fi
for tool in "$@"; do
    row "$tool"
done
exit $bad
