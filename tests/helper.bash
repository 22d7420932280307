# Shared by all bats files: where the tools are, a folder to work in, and a few checks.

ROOT=$(cd "$BATS_TEST_DIRNAME" && while [ ! -f Makefile ] && [ "$PWD" != / ]; do cd ..; done; pwd)
BIN=${BUILD:-build}/bin
case $BIN in /*) ;; *) BIN=$ROOT/$BIN ;; esac
PATH=$BIN:$PATH
TOOLS=$(cd "$ROOT" && for file in cmd/h12-*.c; do basename "$file" .c; done)
export ROOT BIN PATH
unset H12_SHARE
# A build outside of the tree has no tables beside it.
case $BIN in "$ROOT"/*) ;; *) export H12_SHARE=$ROOT/share ;; esac
export H12_NOW=2026-10-12
# Where a test is about something else, nothing but the tool under test may speak.
export LC_ALL=C

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
}

# Whether the tools are built with the address sanitizer, which has a memory of its own.
under_sanitizer() {
    grep -q __asan_init "$BIN/h12-check"
}

# with_acceptance [MORE_MEMBERS]: these members behind a comma, and intake's decision where they have
# none.
with_acceptance() {
    case ${1-} in *'"acceptance":'*) ;; *) printf ',"acceptance":{"verdict":"accepted","basis":"art.8(4)"}' ;; esac
    printf '%s' "${1:+,$1}"
}

# A case as h12-intake leaves it: `case_accepted ID [RECEIVED_AT [MORE_MEMBERS]]`.
case_accepted() {
    local received=${2:-2026-09-28T09:00:00+08:00}
    printf '{"id":"%s","received_at":"%s","state":"accepted"%s,"history":[{"at":"%s","event":"accepted","by":"h12-intake","basis":"art.8(4)"}]}\n' \
        "$1" "$received" "$(with_acceptance "${3-}")" "$received"
}

# A case with a unit: `case_assigned ID LEAD ASSIGNED_AT [RECEIVED_AT [MORE_MEMBERS]]`.
case_assigned() {
    local id=$1 lead=$2 at=$3 received=${4:-$3} more assignment
    more=$(with_acceptance "${5-}")
    assignment=$(printf '{"round":1,"lead":"%s","co":[],"cause":"dispatched","basis":"art.13(2)","at":"%s"}' "$lead" "$at")
    printf '{"id":"%s","received_at":"%s","state":"assigned"%s,"history":[{"at":"%s","event":"accepted","by":"h12-intake","basis":"art.8(4)"},{"at":"%s","event":"assigned","by":"h12-route","basis":"art.13(2)","assignment":%s}],"assignment":%s}\n' \
        "$id" "$received" "$more" "$received" "$at" "$assignment" "$assignment"
}

# same EXPECTED FILE: the file holds exactly this text (printf formats, with its newlines).
same() {
    printf '%b' "$1" >expected
    diff -u expected "$2"
}

# checked LEDGER [OPTION...]: h12-check finds nothing in it.
checked() {
    local findings
    findings=$(h12-check -q "$@" 2>&1) && return
    printf '%s: h12-check says:\n%s\n' "$1" "$findings"
    return 1
}

# breaks FILTER FINDING...: the ledger `good`, spoilt by a jq filter, has these findings of h12-check
# (code and article), each once.
breaks() {
    jq -c "$1" good >bad
    h12-check -q --now 2026-10-12 bad >found || [ $? -eq 1 ]
    jq -r '"\(.code) \(.basis)"' found | sort -u >got
    shift
    printf '%s\n' "$@" | diff - got
}

# is WANT FILTER [FILE]: what jq prints of the file, `out` by default.
is() {
    local got
    got=$(jq -c "$2" "${3:-out}") || return 1
    [ "$got" = "$1" ] && return
    printf '%s\nwant: %s\ngot:  %s\n' "$2" "$1" "$got"
    return 1
}

# export_row TEXT [COLUMN VALUE]...: an export of one request, A1, with these further columns.
export_row() {
    local head=工单编号,受理时间,诉求内容 row="A1,2026-10-09 09:00,$1"
    shift
    while [ $# -gt 0 ]; do
        head=$head,$1 row=$row,$2
        shift 2
    done
    printf '%s\n' "$head" "$row"
}

# event_counts TOOL READ APPLIED KNOWN REFUSED REJECTED: the summary's word on the events, in `err`.
event_counts() {
    grep -qx "$1: .*; events: $2 read, $3 applied, $4 already applied, $5 refused, $6 rejected" err || {
        cat err
        return 1
    }
}

# row CODE TABLE: the line on which a code stands in a table of the share folder.
row() {
    grep -n "^$1," "$ROOT/share/$2.csv" | cut -d : -f 1
}

# statute ROWS: a policy `own.json` with these statutory limits, a JSON list, and no linkage.
statute() {
    jq --argjson rows "$1" '.linkage = [] | .statutory = [$rows[] | .law //= "Some Law" | .article //= "9"]' \
        "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
}

# commas COUNT
commas() {
    head -c "$1" /dev/zero | tr '\0' ,
}
