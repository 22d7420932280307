#!/usr/bin/env bash
# Makes every call to the system that a tool makes fail, one run for each, by the library that
# faults.c is built into.
#
#   faults.sh [--short] [--part I/N | SCENARIO...]
#
# A scenario is a tool at work on a few cases, with old files where it writes. Without the fault it
# must end well. With it, the tool must
#   - end with status 3, or 2 where a table or a file can't be opened and nothing was written yet,
#   - say on stderr what failed,
#   - leave the old files as they were, byte for byte, and no temporary,
#   - not crash and not hang;
# or, where the fault is of a kind that may be got over, end as if nothing had been, with the same
# bytes. A call that is interrupted (EINTR), or gets through with a few bytes only, must always be
# got over. What was archived or committed by halves must be made good by the next run.
set -u

cd "$(dirname "$0")/../.." || exit 2
root=$PWD
build=${BUILD:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
bin=$build/bin
library=$build/torture/faults.so
export H12_SHARE=$root/share H12_NOW=2026-10-12 LC_ALL=C

short=false
if [ "${1-}" = --short ]; then
    short=true
    shift
fi
if grep -q __asan_init "$bin/h12-check"; then
    echo "faults: skipped: the address sanitizer has a memory of its own"
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/in" "$work/run" "$work/unnamed"
export TMPDIR=$work/unnamed # what has lost its name by a failed unlink(2) only goes with the rest
cd "$work/run" || exit 2
in=../in

# ------------------------------------------------------------------------ what they work on

# Closed cases of two months, one open one: `archived ID STATE AT`.
archived() {
    printf '{"id":"%s","received_at":"%s","state":"%s","history":[{"at":"%s","event":"accepted","by":"h12-intake","basis":"art.8(4)"},{"at":"%s","event":"%s","by":"h12-callback"}]}\n' \
        "$1" "$3" "$2" "$3" "$3" "$2"
}

# The same four cases answered and approved, and what their citizens say; one event for nobody.
make_replies_and_ratings() {
    {
        jq -c 'select(.state == "assigned") | {reply: ("P" + .id), case: .id, unit: .assignment.lead,
            at: "2026-10-09T10:00:00+08:00", informed_at: "2026-10-09T09:00:00+08:00",
            informed_how: "电话", factual: "yes", process: "到现场看过了，当天就修好了",
            process_at: "2026-10-08T15:00:00+08:00", process_manner: "现场", opinion: "已经修好",
            responder: "王某"}' $in/ledger | head -n 4
        jq -c 'select(.state == "assigned") | {reply: ("P" + .id), case: .id, kind: "review",
            at: "2026-10-10T10:00:00+08:00", decision: "approve", officer: "Chen"}' $in/ledger |
            head -n 4
        echo '{"reply":"PX","case":"nowhere","unit":"330106","at":"2026-10-09T10:00:00+08:00"}'
    } >$in/replies
    "$bin/h12-reply" -q -r /dev/null --replies $in/replies $in/ledger >$in/resolved
    {
        echo '评价编号,工单编号,评价时间,评价方,是否解决,满意度,原因'
        jq -r 'select(.state == "resolved") | ["R" + .id, .id, "2026-10-11 09:00", "requester",
            "yes", (if .district == "330106" then "satisfied" else "dissatisfied" end), "理由"] | @csv' \
            $in/resolved
        echo 'RX,nowhere,2026-10-11 09:00,requester,yes,satisfied,理由'
    } >$in/ratings.csv
}

# What the hotline did about four of them; one event for nobody.
make_actions() {
    {
        echo '督办编号,工单编号,督办时间,督办方式,督办人,督办结果'
        jq -r 'select(.state == "assigned") | ["S" + .id, .id, "2026-10-11 09:00", "report",
            "陶科", "已汇报"] | @csv' $in/ledger | head -n 4
        echo 'SX,nowhere,2026-10-11 09:00,report,陶科,已汇报'
    } >$in/actions.csv
}

# Five late cases of long titles, the units in turn: more notices than h12-supervise holds in memory.
make_wordy() {
    local title number
    title=$(head -c 900000 /dev/zero | tr '\0' x)
    for number in 1 2 3 4 5; do
        printf '{"id":"W%d","received_at":"2026-09-28T09:00:00+08:00","state":"assigned","urgency":"normal","title":"%s","assignment":{"round":1,"lead":"33010%d","at":"2026-09-28T10:00:00+08:00"},"history":[]}\n' \
            "$number" "$title" $((5 + number % 2))
    done
}

make_inputs() {
    local demo=$root/share/demo
    head -n 12 "$demo/export.csv" >$in/export.csv
    printf 'HZX,not a time,其他,举报,,,萧山区,,title,text,一般,,,,否,A1\n' >>$in/export.csv
    sed '1s/^\xef\xbb\xbf//' $in/export.csv | iconv -f utf-8 -t gb18030 >$in/export-gb.csv
    "$bin/h12-intake" -q -r /dev/null $in/export.csv >$in/accepted
    "$bin/h12-route" -q $in/accepted >$in/routed
    "$bin/h12-deadline" -q $in/routed >$in/ledger
    {
        echo '退回编号,工单编号,申请单位,申请时间,退回理由,退回依据,建议单位'
        jq -r 'select(.state == "assigned") | ["T" + .id, .id, .assignment.lead,
            .assignment.at, "不属于本单位", "三定方案", "桐庐县"] | @csv' $in/ledger | head -n 4
        echo 'TX,nowhere,330106,2026-10-09 10:00,理由,依据,桐庐县'
    } >$in/returns.csv
    make_replies_and_ratings
    make_actions
    make_wordy >$in/wordy
    # The first case again and again, each open, and the first closed.
    jq -c -n 'input as $first | (inputs | .repeat_of = $first.id |
        .acceptance.flags = [{code: "repeat", basis: "art.28(1)", new: false, follows: true}]),
        ($first | .state = "closed")' $in/ledger >$in/repeats
    echo '{"id":"x",' >>$in/repeats
    "$bin/h12-report" overdue -q --partial $in/ledger >$in/partial
    {
        archived A1 closed 2025-03-02T10:00:00+08:00
        archived A2 closed 2025-03-09T10:00:00+08:00
        archived A3 withdrawn 2025-05-02T10:00:00+08:00
        archived A4 closed 2026-10-01T10:00:00+08:00
    } >$in/closed
    archived A0 closed 2025-03-01T10:00:00+08:00 >$in/month
    printf '{"id":"A1","rec' >>$in/month # as a power cut leaves it
    { head -n 3 $in/ledger && archived A2 closed 2025-03-09T10:00:00+08:00; } >$in/committed
    head -n 6 $in/ledger >$in/next
    echo A2 >$in/removed
    month=$(<$in/month)
    committed=$(<$in/committed)
}

# ------------------------------------------------------------------------------ scenarios

# Each sets `command`; `files`: what it replaces, whose old text is "old" unless `prepare` says
# otherwise; `again`: whether a run after the fault must make all good; `sparse`: whether some of the
# calls will do.
scenario() {
    prepare=prepare_plain
    again=false
    sparse=$short
    files=(out)
    case $1 in
    h12-intake) command=(h12-intake -r rejects -o out "$in/export.csv") ;;
    h12-intake:gb18030) command=(h12-intake -q -r rejects -o out "$in/export-gb.csv") ;;
    h12-route) command=(h12-route -o out "$in/accepted") ;;
    h12-deadline) command=(h12-deadline -o out "$in/routed") ;;
    h12-deadline:stdout)
        command=(h12-deadline "$in/routed")
        files=()
        ;;
    h12-return)
        files=(out beside)
        command=(h12-return -r rejects --requests "$in/returns.csv" --shard --unmatched beside -o out
            "$in/ledger")
        ;;
    h12-reply)
        files=(out beside)
        command=(h12-reply -r rejects --replies "$in/replies" --shard --unmatched beside -o out
            "$in/ledger")
        ;;
    h12-callback)
        files=(out beside)
        command=(h12-callback -r rejects --ratings "$in/ratings.csv" --shard --unmatched beside
            -o out "$in/resolved")
        ;;
    h12-repeat) command=(h12-repeat -r rejects -o out "$in/repeats") ;;
    h12-callback:due) command=(h12-callback --due -o out "$in/resolved") ;;
    h12-supervise)
        files=(out notices beside)
        prepare=prepare_notices
        command=(h12-supervise -r rejects --actions "$in/actions.csv" --notices notices --shard
            --unmatched beside -o out "$in/ledger")
        ;;
    h12-supervise:spilled)
        files=(notices)
        prepare=prepare_notices
        sparse=true # its megabytes take their time, and what else it calls is h12-supervise's
        command=(h12-supervise --notices notices -o /dev/null "$in/wordy")
        ;;
    h12-report)
        files=(out beside)
        command=(h12-report overdue --drill beside -o out "$in/ledger")
        ;;
    h12-report:partial) command=(h12-report overdue --partial -o out "$in/ledger") ;;
    h12-report:merge) command=(h12-report overdue --merge --format json -o out "$in/partial") ;;
    h12-check) command=(h12-check -o out "$in/ledger" "$in/closed") ;;
    h12-check:summary) command=(h12-check --summary -o out "$in/closed") ;;
    h12-archive)
        files=(out beside)
        prepare=prepare_archive
        again=true
        command=(h12-archive --days 400 --to archive --moved beside -o out "$in/closed")
        ;;
    h12-commit)
        files=(ledger)
        prepare=prepare_ledger
        again=true
        command=(h12-commit --keep 3 --allow-remove "$in/removed" ledger "$in/next")
        ;;
    *) command=("$1" -r rejects -o out "$in/ledger") ;; # a plain filter
    esac
    command[0]=$bin/${command[0]}
}

variants=(h12-intake:gb18030 h12-deadline:stdout h12-report:partial h12-report:merge
    h12-callback:due h12-supervise:spilled h12-check:summary)

prepare_plain() {
    local file
    for file in "${files[@]}"; do
        printf 'old' >"$file"
    done
}

# The file of notices keeps what it has.
prepare_notices() {
    prepare_plain
    printf '{"case":"old","at":"2026-10-09T09:00:00+08:00"}\n' >notices
}

prepare_archive() {
    local file
    prepare_plain
    [ -d archive ] || mkdir archive
    for file in archive/*; do
        [ "$file" = archive/2025-03.ndjson ] || [ ! -e "$file" ] || rm -f "$file"
    done
    printf '%s' "$month" >archive/2025-03.ndjson
}

prepare_ledger() {
    local file
    for file in ledger*; do
        [ ! -e "$file" ] || rm -f "$file"
    done
    printf '%s\n' "$committed" >ledger
}

# ---------------------------------------------------------------------------------- a run

# slurp FILE: its text into `slurped`, without a process.
slurp() {
    slurped=
    [ ! -e "$1" ] || IFS= read -r -d '' slurped <"$1"
}

# run [FAULT]: sets status, stdout, stderr.
run() {
    : >rejects
    LD_PRELOAD=$library H12_FAULT=${1-} H12_FAULT_COUNTS=counts "${command[@]}" \
        >stdout 2>stderr </dev/null
    status=$?
    slurp stdout
    stdout=$slurped
    slurp stderr
    stderr=$slurped
}

declare -A old new count
# What a run changes and must change alike: the files, rejects, the archive.
photograph() {
    local -n into=$1
    local file
    into=()
    for file in "${files[@]}" rejects archive/*; do
        [ -f "$file" ] || continue
        slurp "$file"
        # shellcheck disable=SC2004,SC2034 # the name of an array elsewhere, and a key of text
        into[$file]=$slurped
    done
}

complain() {
    echo "$name: $fault: $*"
    sed 's/^/    /' stderr | head -n 3
    bad=$((bad + 1))
}

# Which of the two a file is, or neither.
which_is() {
    slurp "$1"
    if [ "$slurped" = "${old[$1]}" ]; then
        answer=old
    elif [ "$slurped" = "${new[$1]}" ]; then
        answer=new
    else
        answer=neither
    fi
}

is_as_if_nothing_had_been() {
    local file
    [ "$status" -eq "$normal" ] && [ "$stdout" = "$normal_stdout" ] || return 1
    for file in "${!new[@]}"; do
        slurp "$file"
        [ "$slurped" = "${new[$file]}" ] || return 1
    done
}

# Kinds that a tool may get over by itself: sorting without memory, a look at a file that need not
# be, a question whose answer is a convenience.
# A temporary that could not be locked is like one on a file system without locks: nobody sweeps it.
# One without a name has been read when it is closed: nothing is lost with it.
may_be_got_over() {
    case $1 in
    flock | malloc | stat | poll | unlink | lseek | readlink) true ;;
    close) [[ $name == *:spilled ]] ;;
    *) false ;;
    esac
}

# Status 2 before anything was written: what can't be opened, found, or (of the tables) read.
may_be_usage() {
    case $1 in
    open | mkostemp | stat | readlink | lseek | mkdir) true ;;
    read) [[ $stderr == *"$root/share"* || $stderr == *"removed"* ]] ;;
    *) false ;;
    esac
}

check_failed() {
    local kind=$1 file
    case $status in
    3) threes=$((threes + 1)) ;;
    2)
        twos=$((twos + 1))
        may_be_usage "$kind" || complain "status 2"
        ;;
    *)
        complain "status $status"
        return
        ;;
    esac
    [[ $stderr =~ (^|$'\n')h12-[a-z]+:\ [^$'\n']{6,}$'\n' ]] || complain "no message"
    [[ $stderr != *Success* && $stderr != *"(null)"* && $stderr != *": "$'\n'* ]] ||
        complain "a message that names no cause"
    for file in "${files[@]}"; do
        which_is "$file"
        [ "$answer" = old ] && continue
        # What comes after the first rename can't be undone; the file is the new one then, whole.
        [[ $answer == new && $kind =~ ^(fsync|rename)$ ]] || complain "'$file' is $answer"
    done
}

check_again() {
    local file
    $again || return 0
    run
    [ "$status" -eq "$normal" ] || complain "the run after it: status $status"
    for file in "${!new[@]}"; do
        case $file in rejects | *.torn) continue ;; esac
        slurp "$file"
        [ "$slurped" = "${new[$file]}" ] || complain "the run after it: '$file' is another"
    done
}

# inject KIND FAULT
inject() {
    local kind=$1 left
    fault=$2
    $prepare
    run "$fault"
    total=$((total + 1))
    if is_as_if_nothing_had_been; then
        over=$((over + 1))
        slurp counts
        may_be_got_over "$kind" || [[ $slurped == *"fired 0"* ]] || complain "passed unnoticed"
    else
        check_failed "$kind"
    fi
    for left in *.h12-* archive/*.h12-*; do
        [ ! -e "$left" ] || { [ "$kind" = unlink ] || complain "'$left' is left"; rm -f "$left"; }
    done
    check_again
}

# points KIND COUNT: which calls of so many are made to fail.
points() {
    local dense=300 stride=1
    case $sparse:$1 in
    true:malloc) dense=20 stride=13 ;;
    true:*) dense=6 stride=$(($2 / 6 + 1)) ;;
    false:iconv) stride=$(($2 / 200 + 1)) ;;
    esac
    seq 1 "$(($2 < dense ? $2 : dense))"
    [ "$2" -le "$dense" ] || seq $((dense + stride)) "$stride" "$2"
}

# What must be got over, at each of the calls and at every second one.
interrupt() {
    local kind=$1 number=$2 way
    total=$((total + 1))
    for way in "$number:EINTR" "2%:EINTR" "1+:SHORT"; do
        [[ $way != "$number:"* ]] || ! $sparse || [ "$number" -eq 1 ] || continue
        [[ $way != *SHORT || $kind =~ ^(read|write|pread)$ ]] || continue
        [[ $way == "$number:"* || $number -eq 1 ]] || continue
        fault=$kind:$way
        $prepare
        run "$fault"
        is_as_if_nothing_had_been || complain "was not got over, status $status"
    done
}

read_counts() {
    local kind number
    count=()
    while read -r kind number; do
        count[$kind]=$number
    done <counts
}

try() {
    name=$1
    local kind number before=$bad
    rm -f counts
    total=0 twos=0 threes=0 over=0 fault=none
    scenario "$name"
    $prepare
    photograph old
    run
    normal=$status
    normal_stdout=$stdout
    photograph new
    if [ "$normal" -gt 1 ] || [ ! -s counts ]; then
        complain "status $normal without a fault; does faults.sh lack a scenario?"
        return
    fi
    read_counts
    for kind in "${!count[@]}"; do
        [ "$kind" != fired ] || continue
        for number in $(points "$kind" "${count[$kind]}"); do
            inject "$kind" "$kind:$number"
            $sparse || [ "$kind" = malloc ] || inject "$kind" "$kind:$number+"
        done
    done
    for kind in read write pread open close fsync ftruncate flock poll; do
        for number in $(points "$kind" "${count[$kind]}"); do
            interrupt "$kind" "$number"
        done
    done
    printf '%-20s %6d faults: %5d status 3, %3d status 2, %3d got over; %d bad\n' "$name" \
        "$total" "$threes" "$twos" "$over" $((bad - before))
    all=$((all + total))
}

bad=0
all=0
make_inputs
part=1/1
if [ "${1-}" = --part ]; then
    part=$2
    shift 2
fi
if [ $# -eq 0 ]; then
    for source in "$root"/cmd/h12-*.c; do
        set -- "$@" "$(basename "$source" .c)"
    done
    set -- "$@" "${variants[@]}"
fi
at=0
for name in "$@"; do
    [ $((at++ % ${part#*/} + 1)) -ne "${part%/*}" ] || try "$name"
done
echo "$all faults injected, $bad findings"
[ "$bad" -eq 0 ]
