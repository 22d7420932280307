#!/bin/bash
# Days of a hotline drawn at random (days.jq), through the whole chain, one evening after the other.
# After each evening: no case is lost; h12-check finds nothing; h12-replay derives the same bytes from
# history; the same evening again changes nothing and urges nobody twice; the ledger in three parts
# comes to the same cases; the report of the parts is that of the whole.
#
#   days.sh
#
# SEEDS (20) draws of DAYS (20) days each, the first is SEED (1), so that one can be had again; every
# third seed applies proposals by itself (--auto), every fourth names the units that act (--delegate).
# WORK, the folder to work in, keeps the day on which something failed.
set -u

build=${BUILD:-build}
seeds=${SEEDS:-20}
days=${DAYS:-20}
first=${SEED:-1}
root=$(cd "$(dirname "$0")/../.." && pwd)
case $build in /*) ;; *) build=$root/$build ;; esac
work=${WORK:-$build/torture/days}
export H12_SHARE=$root/share LC_ALL=C PATH=$build/bin:$PATH
unset H12_NOW
failures=0
evenings=0
events=0
reports='overdue supervision holding'

fail() {
    echo "FAILED: seed $seed, evening of $now: $1" >&2
    failures=$((failures + 1))
}

# A tool that may reject input, and nothing worse.
may_reject() {
    "$@" 2>err || [ $? -eq 1 ] || fail "$1 says $(tail -n 1 err)"
}

# step TOOL OPTION FILE [MORE...]: `stream` through a tool that takes events, where there are any.
step() {
    local tool=$1 option=$2 file=$3
    shift 3
    [ ! -e "$file" ] || set -- "$@" "$option" "$file" "${shard[@]}"
    may_reject "$tool" -q -r "$rejects" "$@" -o stream.new stream
    mv stream.new stream
}

# The daily chain over the file $1, into $2, with the events in the folder $3.
chain() {
    cp "$1" stream
    step h12-intake --decisions "$3/acceptance"
    step h12-route --decisions "$3/decisions" "${delegate[@]}"
    [ ! -e "$3/requests" ] || step h12-return --requests "$3/requests" "${auto[@]}"
    [ ! -e "$3/replies" ] || step h12-reply --replies "$3/replies" "${auto[@]}"
    step h12-callback --ratings "$3/ratings"
    [ ${#shard[@]} -gt 0 ] || step h12-repeat '' /nonexistent
    step h12-deadline --extensions "$3/extensions" "${auto[@]}"
    rm -f notices
    step h12-supervise --actions "$3/actions" --notices notices
    mv stream "$2"
}

# draw FOLDER: the day's files, by what the ledger is like.
draw() {
    rm -rf "$1" && mkdir "$1"
    jq -c -s --argjson seed "$seed" --argjson day "$day" --argjson midnight "$midnight" \
        --argjson codes "$codes" --argjson matters "$matters" -f "$root/tests/torture/days.jq" ledger >drawn
    jq -r .to drawn | sort -u | while read -r to; do
        jq -c --arg to "$to" 'select(.to == $to).row' drawn >"$1/$to"
    done
    events=$((events + $(grep -cv '"to":"export"' drawn)))
}

# What was rejected may fit what the day has made of the case; what was taken changes nothing again.
without_rejected() {
    local file
    rm -rf again && mkdir again
    jq -r .raw rejects >raw
    for file in today/*; do
        [ ! -e "$file" ] || grep -vxFf raw "$file" >"again/${file#today/}"
    done
    find again -type f -empty -delete
}

check_parts() {
    local part rejects=parts.rejects
    shard=(--shard --unmatched unmatched)
    awk '{ print > ("part." NR % 3) }' whole
    for part in 0 1 2; do
        [ -e "part.$part" ] || : >"part.$part"
        chain "part.$part" "became.$part" today
    done
    shard=()
    # A repeat goes with a case that may be in another part.
    jq -c 'select(has("repeat_of") or has("repeats") | not)' evening | sort >alone
    cat became.? | jq -c . | sort | comm -13 - alone | grep -q . && fail 'three parts of the ledger come to something else'
    for report in $reports; do
        for part in 0 1 2; do
            awk -v part=$part 'NR % 3 == part' evening | h12-report -q "$report" --partial -o "partial.$part"
        done
        h12-report -q "$report" evening -o report.whole || fail "h12-report $report"
        h12-report -q "$report" --merge partial.? | cmp -s - report.whole || fail "$report of the parts is another"
    done
    rm -f part.? became.? partial.?
}

check_evening() {
    jq -r .id whole | cmp -s - <(jq -r .id evening) || fail 'a case is missing, or another is there'
    h12-check -q -o findings evening || fail "h12-check: $(head -n 1 findings)"
    may_reject h12-replay -q -o replayed evening
    cmp -s evening replayed || fail 'h12-replay derives other bytes'
    [ $((day % 3)) -ne 0 ] || check_parts
    without_rejected
    chain evening again.evening again
    cmp -s evening again.evening || fail 'the same evening again changes something'
    [ ! -s notices ] || fail 'the same evening again urges somebody'
}

live() {
    now=$(date -u -d "2026-09-14 + $((seed % 30 + day)) days" +%Y-%m-%d)
    midnight=$(date -u -d "$now" +%s)
    export H12_NOW=$now
    rejects=rejects
    rm -f rejects
    draw today
    may_reject h12-intake -q -r rejects --known ledger -o new today/export
    rm today/export
    cat ledger new >whole
    chain whole evening today
    check_evening
    evenings=$((evenings + 1))
    [ "$failures" -gt 0 ] || mv evening ledger
}

codes_of() {
    tail -n +2 "$H12_SHARE/$1" | cut -d , -f 1 | jq -R . | jq -c -s .
}

codes=$(codes_of units.csv)
matters=$(codes_of matters.csv)
rm -rf "$work"
mkdir -p "$work" && cd "$work" || exit 2
for ((seed = first; seed < first + seeds && failures == 0; seed++)); do
    auto=() delegate=() shard=()
    [ $((seed % 3)) -ne 0 ] || auto=(--auto)
    [ $((seed % 4)) -ne 0 ] || delegate=(--delegate)
    : >ledger
    for ((day = 1; day <= days && failures == 0; day++)); do
        live
    done
done
echo "days: $evenings evenings of $seeds seeds from $first, $events events, $failures failures"
[ "$failures" -eq 0 ] || { echo "days: see $work" >&2 && exit 1; }
cd / && rm -rf "$work"
