#!/usr/bin/env bats
# What every tool promises (section 2 of the contract), tested for every binary that cmd/ has.
#
# Each test walks over all of $TOOLS and prints the tool at hand, so that a failure names it. What a
# tool needs beside the common options stands in `command_of`; what it works on in `idle` and
# `changing`. A new tool needs a line in each.
#
# h12-check writes findings, no records: what is no case at all it rejects, what is a bad one it
# finds. h12-commit's output is no stream but its ledger, all or nothing: `call` gives it what
# others get with -o, and shows the ledger where others would write to standard output; any reject
# is its status 3.

bats_require_minimum_version 1.5.0
load helper

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    # A sanitizer's finding must not pass for a status of the tool's own.
    export ASAN_OPTIONS=exitcode=99:${ASAN_OPTIONS-} UBSAN_OPTIONS=exitcode=99:${UBSAN_OPTIONS-}
    export LSAN_OPTIONS=exitcode=99:${LSAN_OPTIONS-}
    umask 022
    printf 'event,case,at\n' >none.csv
    { idle A1; idle A2; idle A3; } >good.ndjson
    { idle A1; echo '{"id":"A2",'; idle A3; } >mixed.ndjson
    : >empty.base # the ledger that h12-diff compares with
    idle A1 >old # what stands where an output is to go; a ledger, too
}

# ------------------------------------------------------------------------------------- machinery

# The tools that write a record for each that they read.
filters() {
    printf '%s\n' $TOOLS | grep -vxE 'h12-(check|commit|diff|report)'
}

# Those of them that write a record as it comes: h12-repeat has to see the last one first.
streams() {
    filters | grep -vx h12-repeat
}

# Those of them that write members into it.
changers() {
    filters | grep -vx h12-archive
}

# The tools through which good cases go: the filters, and h12-commit.
passers() {
    filters
    echo h12-commit
}

passes() {
    passers | grep -qx "$1"
}

is_filter() {
    filters | grep -qx "$1"
}

# The tools with an event file, and the option that names it.
event_tools='h12-return:--requests h12-reply:--replies h12-route:--decisions h12-deadline:--extensions h12-intake:--decisions h12-callback:--ratings h12-supervise:--actions'

# Puts the command line of a tool, without files, into COMMAND.
command_of() {
    case $1 in
    h12-return) COMMAND=("$1" --requests "${EVENTS:-none.csv}") ;;
    h12-callback) COMMAND=("$1" --ratings "${EVENTS:-none.csv}") ;;
    h12-reply) COMMAND=("$1" --replies "${EVENTS:-none.csv}") ;;
    h12-report) COMMAND=("$1" overdue) ;;
    h12-diff) COMMAND=("$1" "${BASE:-empty.base}") ;;
    # What is refused for its bytes would else be told apart as another encoding.
    h12-intake) COMMAND=("$1" --encoding utf-8) ;;
    h12-archive) COMMAND=("$1" --to "${ARCHIVE:-archive}") ;;
    h12-commit) COMMAND=("$1" --wait 0 "${LEDGER:-ledger.new}") ;;
    *) COMMAND=("$1") ;;
    esac
}

# The same with a file that its output replaces: `command_to TOOL FILE`.
command_to() {
    case $1 in
    h12-commit) LEDGER=$2 command_of "$1" ;;
    *) command_of "$1" && COMMAND+=(-o "$2") ;;
    esac
}

# call TOOL [ARGUMENT...]; what hangs is ended, with status 124.
call() {
    local COMMAND tool=$1
    shift
    if [ "$tool" = h12-commit ]; then
        call_commit "$@"
    else
        command_of "$tool"
        timeout --foreground 60 "${COMMAND[@]}" "$@"
    fi
}

# h12-commit with the ledger where -o FILE stands; without it, with a new ledger that is shown.
call_commit() {
    local ledger arguments=() shown=${LEDGER:-ledger.new}
    while [ $# -gt 0 ]; do
        case $1 in
        -o | --output)
            if [ $# -eq 1 ]; then arguments+=("$1"); else ledger=$2 && shift; fi ;;
        --output=*) ledger=${1#*=} ;;
        -o?*) ledger=${1#-o} ;;
        *) arguments+=("$1") ;;
        esac
        shift
    done
    if [ -n "${ledger+given}" ]; then
        timeout --foreground 60 h12-commit --wait 0 "$ledger" "${arguments[@]}"
        return
    fi
    rm -f "$shown"
    timeout --foreground 60 h12-commit --wait 0 "$shown" "${arguments[@]}" || return
    cat "$shown"
}

# try COMMAND...: its status in $code, what it says in the files out and err.
try() {
    code=0
    "$@" >out 2>err || code=$?
}

complain() {
    echo "$*"
    echo "status ${code-}; stdout ($(wc -c <out) bytes), stderr:"
    head -c 600 out
    head -c 2000 err
    return 1
}

# want STATUS
want() {
    [ "$code" -eq "$1" ] || complain "wanted status $1"
}

# The status of a tool that rejected some of its input, of the loop's $tool.
want_rejects() {
    if [ "$tool" = h12-commit ]; then want 3; else want 1; fi
}

# said LINES: so many on stderr, beside h12-commit's word that its ledger stands.
said() {
    local lines=$1
    [ "$tool" != h12-commit ] || [ "$code" -eq 0 ] || lines=$((lines + 1))
    [ "$(wc -l <err)" -eq "$lines" ] || complain "not $1 lines"
}

# Where $tool says what is wrong with a line that is one object: h12-check in its findings.
faults() {
    if [ "$tool" = h12-check ]; then cat out; else cat rejects; fi
}

# An input on which $tool writes something: h12-check has nothing to say of good cases.
telling() {
    { cat good.ndjson; [ "$tool" != h12-check ] || idle A4 '"urgency":"soon"'; } >telling.ndjson
}

# refused: exit 2, a message, nothing on standard output.
refused() {
    want 2
    [ ! -s out ] || complain 'something on standard output'
    [ -s err ] || complain 'no message'
}

no_temporaries() {
    local found
    found=$(find . -name '*.h12-*')
    [ -z "$found" ] || complain "left behind: $found"
}

announce() {
    echo "--- $*"
}

# A case that is no tool's concern and that every tool reads: `idle ID [MORE_MEMBERS]`.
idle() {
    printf '{"id":"%s","received_at":"2026-09-28T09:00:00+08:00","state":"declined","acceptance":{"verdict":"declined","basis":"art.9(1)","explanation":"x"}%s,"history":[{"at":"2026-09-28T09:00:00+08:00","event":"declined","by":"h12-intake","basis":"art.9(1)"}]}\n' \
        "$1" "${2:+,$2}"
}

# The same of a case that a unit has had: `held ID [MORE_MEMBERS]`. To h12-replay its history, which
# is not h12-route's own, is a concern.
held() {
    local assignment='{"round":1,"lead":"330106","cause":"dispatched","basis":"art.13(2)","at":"2026-09-28T10:00:00+08:00"}'
    printf '{"id":"%s","received_at":"2026-09-28T09:00:00+08:00","state":"committed"%s,"assignment":%s,"history":[{"at":"2026-09-28T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},{"at":"2026-09-28T10:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)","assignment":%s}]}\n' \
        "$1" "${2:+,$2}" "$assignment" "$assignment"
}

# A record that the filter changes; prefix, middle and end are members that it does not own.
changing() {
    local head=$2 middle=$3 tail=$4
    local times='"received_at":"2026-09-28T09:00:00+08:00"'
    local accepted='{"at":"2026-09-28T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"}'
    case $1 in
    h12-intake)
        printf '{%s"id":"C1",%s%s,"text":"x"%s}\n' "$head" "$times" "$middle" "$tail" ;;
    h12-replay) # history does not bear the state out
        printf '{%s"id":"C1",%s,"state":"review"%s,"history":[%s]%s}\n' \
            "$head" "$times" "$middle" "$accepted" "$tail" ;;
    h12-return | h12-reply)
        printf '{%s"id":"C1",%s,"state":"assigned"%s,"history":[%s],"assignment":{"round":1,"lead":"330106","cause":"dispatched","basis":"art.13(2)","at":"2026-10-12T08:00:00+08:00"}%s}\n' \
            "$head" "$times" "$middle" "$accepted" "$tail" ;;
    h12-repeat) # a repeat of what is not there
        printf '{%s"id":"C1",%s,"state":"assigned"%s,"repeat_of":"C0","acceptance":{"verdict":"accepted","basis":"art.8(4)","flags":[{"code":"repeat","basis":"art.28(1)","new":false,"follows":true}]},"history":[%s],"assignment":{"round":1,"lead":"330106","cause":"dispatched","basis":"art.13(2)","at":"2026-10-12T08:00:00+08:00"}%s}\n' \
            "$head" "$times" "$middle" "$accepted" "$tail" ;;
    h12-callback)
        printf '{%s"id":"C1",%s,"state":"resolved"%s,"history":[%s]%s}\n' \
            "$head" "$times" "$middle" "$accepted" "$tail" ;;
    h12-supervise)
        printf '{%s"id":"C1",%s,"urgency":"critical","state":"accepted"%s,"history":[%s]%s}\n' \
            "$head" "$times" "$middle" "$accepted" "$tail" ;;
    *)
        printf '{%s"id":"C1",%s,"state":"accepted"%s,"history":[%s]%s}\n' \
            "$head" "$times" "$middle" "$accepted" "$tail" ;;
    esac
}

# The events that make h12-return, h12-reply and h12-callback change the case of `changing`.
changing_events() {
    printf 'event,case,unit,at,reason,basis,suggested_unit,by,satisfied\nE1,C1,330106,2026-10-12 10:00,a,b,330105,requester,basic\n'
}

# ------------------------------------------------------------------------------- help and version

@test "section 2: --help and -h go to standard output, exit 0, and read nothing" {
    for tool in $TOOLS; do
        announce "$tool"
        for option in -h --help; do
            try "$tool" $option </dev/null
            want 0
            [ ! -s err ] || complain 'help on stderr'
            head -n 1 out | grep -q "^usage: $tool " || complain 'no usage line'
            for promised in --output --rejects --strict --now --policy --share --progress \
                --no-progress --quiet --help --version --max-line; do
                [ "$tool$promised" != h12-commit--output ] || continue # its ledger is it
                grep -q -e "$promised" out || complain "help is silent on $promised"
            done
        done
    done
}

@test "section 2: --help lines fit a terminal and the summary options are all explained" {
    for tool in $TOOLS; do
        announce "$tool"
        try "$tool" --help
        [ "$(awk 'length > 100' out | wc -l)" -eq 0 ] || complain 'a line over 100 columns'
    done
}

@test "section 2: --version and -V print one line to standard output, exit 0" {
    for tool in $TOOLS; do
        announce "$tool"
        for option in -V --version; do
            try "$tool" $option </dev/null
            want 0
            [ ! -s err ]
            [ "$(wc -l <out)" -eq 1 ]
            grep -Eq "^$tool [0-9]+\.[0-9]+" out || complain 'no version'
        done
    done
}

@test "section 2: --help and --version on a full disk are exit 3" {
    for tool in $TOOLS; do
        announce "$tool"
        for option in --help --version; do
            code=0
            "$tool" $option >/dev/full 2>err || code=$?
            : >out
            want 3
        done
    done
}

# ------------------------------------------------------------------------------------- bad options

@test "section 2: an unknown option is exit 2, with a message and nothing on standard output" {
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" --no-such-option good.ndjson
        refused
        try call "$tool" -Z good.ndjson
        refused
        try call "$tool" good.ndjson --quiet=yes
        refused
        try call "$tool" good.ndjson --output
        refused
        grep -q "^$tool: " err
    done
}

@test "section 2: an option that is wrong leaves the old output and makes no rejects file" {
    for tool in $TOOLS; do
        announce "$tool"
        cp old kept
        try call "$tool" --no-such-option -o kept -r rejects good.ndjson
        refused
        cmp old kept
        [ ! -e rejects ]
        no_temporaries
    done
}

@test "section 2: --max-line takes a number of bytes; anything else is exit 2" {
    for tool in $TOOLS; do
        announce "$tool"
        for value in '' x 10k -1 0 1.5 99999999999999999999 ' 4096x'; do
            try call "$tool" --max-line "$value" good.ndjson
            refused
        done
        try call "$tool" --max-line 4096 good.ndjson
        want 0
    done
}

@test "section 2: messages are lower case, have the tool's name in front and no full stop" {
    for tool in $TOOLS; do
        announce "$tool"
        : >messages
        for arguments in '--no-such-option' '--now yesterday good.ndjson' 'missing.ndjson' '.' \
            '--policy missing.json good.ndjson' '--share missing good.ndjson' \
            '--max-line x good.ndjson' '-o . good.ndjson' '-r good.ndjson good.ndjson'; do
            # shellcheck disable=SC2086 # words
            try call "$tool" $arguments
            refused
            cat err >>messages
        done
        grep -v "^$tool: " messages && complain 'a line without the name in front'
        grep -E '\.$' messages | grep -v "'\.*'$" && complain 'a full stop'
        grep -E "^$tool: [A-Z]" messages && complain 'a capital letter'
        grep -q "'missing.ndjson'" messages || complain 'no quotes around the subject'
    done
}

@test "section 2: --auto, --calendar and --shard are taken where --help lists them, else exit 2" {
    cp "$ROOT/share/calendar/hangzhou-2016.csv" calendar.csv
    for tool in $TOOLS; do
        announce "$tool"
        "$tool" --help >help
        for option in '--auto' '--calendar calendar.csv' '--no-such-option'; do
            # shellcheck disable=SC2086 # words
            try call "$tool" $option good.ndjson
            if grep -q -e "${option%% *}" help; then want 0; else refused; fi
        done
        try call "$tool" --shard good.ndjson
        # It has no events to write elsewhere; alone it is a mistake where others know it, too.
        if [ "$tool" = h12-repeat ]; then want 0; else refused; fi
    done
    for tool in $TOOLS; do
        "$tool" --help | grep -q -e --calendar || continue
        announce "$tool: a calendar that is missing, or broken"
        printf 'date,kind,name\n2026-02-30,holiday,x\n2026-01-01,feast,y\n' >broken.csv
        try call "$tool" --calendar missing.csv good.ndjson
        refused
        try call "$tool" --calendar calendar.csv --calendar broken.csv good.ndjson
        refused
        grep -q 'broken.csv:2: ' err && grep -q 'broken.csv:3: ' err || complain 'not all errors in one run'
    done
}

# ------------------------------------------------------------------------------------------- input

@test "section 2: files are read in turn; - and no file are standard input" {
    idle B1 >second.ndjson
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" good.ndjson
        want 0
        mv out named
        try call "$tool" <good.ndjson
        want 0
        cmp named out
        try call "$tool" - <good.ndjson
        want 0
        cmp named out
        try call "$tool" good.ndjson second.ndjson
        want 0
        mv out both
        try call "$tool" good.ndjson - <second.ndjson
        want 0
        cmp both out
        try call "$tool" -- good.ndjson second.ndjson
        want 0
        cmp both out
        cat good.ndjson second.ndjson >all.ndjson
        try call "$tool" all.ndjson
        cmp both out
    done
    for tool in $(passers); do
        announce "$tool"
        try call "$tool" second.ndjson good.ndjson
        cat second.ndjson good.ndjson | cmp - out
    done
}

@test "section 2: a missing input file is exit 2 before anything is written, also as the last file" {
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" missing.ndjson
        refused
        grep -q missing.ndjson err
        try call "$tool" good.ndjson missing.ndjson
        refused
        cp old kept
        try call "$tool" -o kept -r rejects mixed.ndjson good.ndjson missing.ndjson
        refused
        cmp old kept
        [ ! -e rejects ]
        no_temporaries
    done
}

@test "section 2: a folder as input is exit 2, by name, as the second file and as standard input" {
    mkdir folder
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" folder
        refused
        try call "$tool" good.ndjson folder
        refused
        try call "$tool" <folder
        refused
    done
}

@test "section 2: a file without permission is exit 2 before anything is written" {
    [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null || skip 'needs root and setpriv'
    cp good.ndjson secret.ndjson
    chmod 600 secret.ndjson
    chmod 755 .
    mkdir -m 777 theirs
    for tool in $TOOLS; do
        announce "$tool"
        LEDGER=theirs/ledger command_of "$tool"
        code=0
        setpriv --reuid 65534 --regid 65534 --clear-groups \
            "${COMMAND[@]}" good.ndjson secret.ndjson >out 2>err || code=$?
        grep -q 'failed to execute' err && skip 'the build folder is not readable by others'
        refused
        grep -q 'secret.ndjson.*denied' err
    done
}

@test "section 2: standard input named twice is exit 2" {
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" - - <good.ndjson
        refused
        try call "$tool" - good.ndjson - <good.ndjson
        refused
    done
}

@test "section 2: standard input as records and as events at once is exit 2" {
    for pair in $event_tools; do
        announce "$pair"
        try "${pair%:*}" "${pair#*:}" - <none.csv
        refused
        try "${pair%:*}" "${pair#*:}" - - <none.csv
        refused
        try "${pair%:*}" "${pair#*:}" - good.ndjson - <none.csv
        refused
        try "${pair%:*}" "${pair#*:}" - good.ndjson <none.csv
        want 0
        cmp good.ndjson out
    done
}

@test "section 2: empty input is no record and no fault" {
    : >empty
    printf '\n\r\n\n' >blank
    for tool in $(passers); do
        announce "$tool"
        # Of an export, nothing at all is a missing header (issue 2, part 3).
        [ "$tool" = h12-intake ] && expected=2 || expected=0
        for input in empty blank /dev/null; do
            try call "$tool" $input
            want $expected
            [ ! -s out ]
            try call "$tool" <$input
            want $expected
        done
        [ $expected -ne 0 ] || grep -q '0 read, 0 written, 0 rejected' err
    done
    for tool in h12-check h12-report; do
        announce "$tool"
        try call "$tool" empty
        want 0
        grep -q '0 read, 0 rejected' err
    done
}

@test "section 2: the last line needs no newline" {
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" good.ndjson
        mv out expected
        head -c -1 good.ndjson >cut.ndjson
        try call "$tool" cut.ndjson
        want 0
        cmp expected out
        # Two files: the next one begins a line of its own.
        idle B1 >second.ndjson
        try call "$tool" cut.ndjson second.ndjson
        want 0
        mv out joined
        try call "$tool" good.ndjson second.ndjson
        cmp out joined
    done
}

@test "section 2: CR before LF, empty lines and a BOM on the first line are dropped" {
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" good.ndjson
        mv out expected
        sed 's/$/\r/' good.ndjson >crlf.ndjson
        try call "$tool" crlf.ndjson
        want 0
        cmp expected out
        head -c -1 crlf.ndjson >cut.ndjson # ends with CR, without LF
        try call "$tool" cut.ndjson
        want 0
        cmp expected out
        { printf '\xef\xbb\xbf'; cat good.ndjson; } >bom.ndjson
        try call "$tool" bom.ndjson
        want 0
        cmp expected out
        { printf '\xef\xbb\xbf\r\n'; sed 's/$/\r\n\r/' good.ndjson; } >all.ndjson
        try call "$tool" all.ndjson
        want 0
        cmp expected out
        grep -q '3 read' err
        # In each file of its own.
        idle B1 >plain.ndjson
        { printf '\xef\xbb\xbf'; idle B1; } >marked.ndjson
        try call "$tool" good.ndjson plain.ndjson
        mv out expected
        try call "$tool" bom.ndjson marked.ndjson
        want 0
        cmp expected out
    done
}

@test "section 2: a BOM on a later line, and a CR inside a line, are rejects" {
    { idle A1; printf '\xef\xbb\xbf'; idle A2; printf '{"id":"A3",\r\r}\n'; idle A4; } >odd.ndjson
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" -r rejects odd.ndjson
        want_rejects
        jq -r .line rejects >lines
        same '2\n3\n' lines
        rm rejects
    done
}

@test "section 2: a line counts from the file's first, empty ones too" {
    { printf '\n\n'; idle A1; printf '\r\n'; echo '{"id":'; } >gaps.ndjson
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" gaps.ndjson
        want_rejects
        grep -q "^$tool: gaps.ndjson:5: " err || complain 'wrong line'
    done
}

# ---------------------------------------------------------------------------- what is no record

# bad CODE 'value of a member', with the escapes of %b (a backslash of JSON is two).
bad() {
    bad_line "$1" '{"id":"B","received_at":"2026-09-28T09:00:00+08:00","state":"committed","x":'"$2"'}'
}

bad_line() {
    printf '%b\n' "$2" >>bad.ndjson
    echo "$1" >>codes
}

bad_records() {
    idle A1 >bad.ndjson
    : >codes
    # NUL and raw control characters
    bad bad_json '"a\0000b"'
    bad bad_json '1\0000'
    bad_line not_an_object '\0000'"$(idle N1)"
    bad bad_json '"\x01"'
    bad bad_json '"\x1f"'
    bad bad_json '"a\tb"'
    bad bad_json '"a\rb"'
    bad bad_json '[\x0b1]'
    bad bad_json '[\x0c1]'
    bad bad_json '[\x7f]'
    # escapes
    bad bad_json '"\\x41"'
    bad bad_json '"\\a"'
    bad bad_json '"\\u12g4"'
    bad bad_json '"\\u123"'
    bad bad_json '"\\U0041"'
    bad bad_json '"\\"'
    bad bad_json '"\\u0000"'
    bad bad_json '"a\\u0000b"'
    # lone surrogates
    bad bad_json '"\\ud800"'
    bad bad_json '"\\ud800\\u0041"'
    bad bad_json '"\\ud800\\ud800"'
    bad bad_json '"\\ud800\\n"'
    bad bad_json '"\\udc00"'
    bad bad_json '"\\udc00\\ud800"'
    bad bad_json '{"\\udfff":1}'
    # numbers
    for number in 01 -01 1. .5 +1 - 1e 1e+ 1.e1 1.5e 0x10 1_000 NaN Infinity -Infinity -- 1-1 ١; do
        bad bad_json "$number"
    done
    # literals and structure
    for value in True nul truex undefined '' '[1,]' '[,1]' '[1 2]' '{"a":1,}' '{"a" 1}' '{"a":}' \
        '{a:1}' "'a'" '{1:1}' '[1' '{"a":1' '"a' ']' '[1}' '{"a":1]' '[1]]' '/*c*/1' '1//c' '1,' \
        ',"y":1' '{"a":1 "b":2}' '{,"a":1}' '{"a"::1}' '{null:1}'; do
        bad bad_json "$value"
    done
    bad_line bad_json '{"id":"B","state":"committed"}x'
    bad_line bad_json '{"id":"B","state":"committed"} {}'
    bad_line bad_json '{"id":"B","state":"committed"},'
    bad_line bad_json '{'
    bad_line bad_json '{"id"'
    bad_line not_an_object '[1]'
    bad_line not_an_object '"x"'
    bad_line not_an_object '1'
    bad_line not_an_object 'null'
    bad_line not_an_object 'true'
    bad_line not_an_object 'x'
    bad_line not_an_object ' '
    # bytes that are no UTF-8: overlong, surrogates, over U+10FFFF, cut short, alone
    for bytes in '\xc0\x80' '\xc1\xbf' '\xe0\x80\x80' '\xe0\x9f\xbf' '\xf0\x80\x80\x80' \
        '\xf0\x8f\xbf\xbf' '\xed\xa0\x80' '\xed\xbf\xbf' '\xf4\x90\x80\x80' '\xf5\x80\x80\x80' \
        '\xe4' '\xe4\xb8' '\xf0\x9f\x98' '\xc3' '\x80' '\xbf' '\xff' '\xfe' '\xe4\xb8\xe4' \
        '\xf8\x88\x80\x80\x80'; do
        bad bad_utf8 '"'"$bytes"'"'
        bad bad_utf8 '"一二三四五六七八'"$bytes"'一二三四五六七八"'
    done
    bad bad_utf8 '{"\xff":1}'
    bad bad_json '1\xc2\xa0'
    bad bad_json '1\xe3\x80\x80'
    # names twice, also where spelt with escapes
    bad duplicate_key '1,"x":2'
    bad duplicate_key '1,"\\u0078":2'
    bad duplicate_key '1,"\\u0069d":"C"'
    bad duplicate_key '1,"":1,"":2'
    bad duplicate_key '1,"\\/":1,"/":2'
    bad duplicate_key '1,"\\ud83d\\ude00":1,"😀":2'
    bad duplicate_key '1,"一":1,"\\u4e00":2'
    bad duplicate_key "1$(printf ',"m%d":0' $(seq 100)),\"m7\":1"
    # too deep, too many
    bad too_deep "$(nested 64)"
    bad too_deep "$(printf '[{"a":%.0s' $(seq 40))0$(printf '}]%.0s' $(seq 40))"
    bad too_deep "$(nested 5000)"
    bad_line too_many_members "{\"id\":\"B\",\"state\":\"committed\"$(printf ',"m%d":0' $(seq 4095))}"
    idle A2 >>bad.ndjson
}

# An array N deep.
nested() {
    printf "%$1s" '' | tr ' ' '['
    printf "%$1s" '' | tr ' ' ']'
}

@test "section 2: every line that is not one object of RFC 8259 is a reject with its code and line" {
    bad_records
    for tool in $TOOLS; do
        announce "$tool"
        rm -f rejects
        try call "$tool" -r rejects bad.ndjson
        want_rejects
        jq -r .code rejects | diff -u codes - || complain 'codes'
        jq -r .line rejects | diff -u <(seq 2 $(($(wc -l <codes) + 1))) - || complain 'lines'
        grep -Eq "$tool: $(wc -l <bad.ndjson) read, (2 written, )?$(wc -l <codes) rejected" err ||
            complain 'summary'
    done
    for tool in $(filters); do
        announce "$tool"
        try call "$tool" -r /dev/null bad.ndjson
        { idle A1; idle A2; } | cmp - out
    done
}

@test "section 2: what RFC 8259 allows passes byte for byte" {
    {
        idle A1 "\"x\":$(nested 63)"
        idle A2 "\"x\":$(printf '[{"a":%.0s' $(seq 31))0$(printf '}]%.0s' $(seq 31))"
        idle A3 '"x":"\ud83d\ude00\u0001\u001f\u007f\u2028\uffff\ufffe\b\f\n\r\t\/\\\""'
        idle A4 "\"x\":\"$(printf '\x7f')\""
        idle A5 '"x":[1e400,-0,0e0,0E+1,1.50,9007199254740993,-1e-400,123456789012345678901234567890]'
        idle A6 '"":0,"X":1,"x":2,"x ":3'
        idle A7 ' "x" : [ 1 , 2 ,{ } , [ ] ] '
        printf ' \t%s\t \n' "$(idle A8)"
        idle A9 "$(printf '"m%d":0,' $(seq 4090))\"last\":0"
        idle A10 '"x":{"a":1,"a":2}' # a member that is not read may do as it likes
        idle A11 '"x":"一😀é","x2":null,"x3":""'
    } >good.ndjson
    [ "$(sed -n 9p good.ndjson | jq length)" -eq 4096 ]
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" good.ndjson
        want 0
        if passes "$tool"; then cmp good.ndjson out; fi
    done
}

@test "section 2: 4,096 top-level members pass, 4,097 are a reject" {
    idle A1 "$(printf '"m%d":0,' $(seq 4091))\"last\":0" >more.ndjson
    [ "$(jq length more.ndjson)" -eq 4097 ]
    { idle A0; cat more.ndjson; } >in.ndjson
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" -r rejects in.ndjson
        want_rejects
        [ "$(jq -r .code rejects)" = too_many_members ]
        rm rejects
    done
}

@test "section 2: duplicate keys in a member that is read are a reject, by its name" {
    changing_events >events.csv
    EVENTS=events.csv
    local twice='"history":[{"at":"2026-09-28T09:00:00+08:00","\u0061t":"2026-09-28T09:00:00+08:00","event":"accepted","by":"x"}]'
    local case='"received_at":"2026-09-28T09:00:00+08:00"'
    for tool in $TOOLS; do
        announce "$tool"
        field=history
        [ "$tool" != h12-diff ] || continue # it looks into members of cases of both sides only
        case $tool in
        h12-intake) # NDJSON that is no case yet
            field=requester
            line='{"id":"C1",'$case',"text":"x","requester":{"name":"a","n\u0061me":"b"}}' ;;
        h12-return | h12-reply)
            line='{"id":"C1",'$case',"state":"assigned",'$twice',"assignment":{"round":1,"lead":"330106","cause":"dispatched","basis":"art.13(2)","at":"2026-10-12T08:00:00+08:00"}}' ;;
        h12-report)
            field=assignment
            line='{"id":"C1",'$case',"state":"assigned","assignment":{"lead":"330106","le\u0061d":"330105"}}' ;;
        h12-deadline)
            field=assignment
            line='{"id":"C1",'$case',"state":"assigned","assignment":{"round":1,"lead":"330106","lead":"330105","cause":"dispatched","basis":"art.13(2)","at":"2026-10-12T08:00:00+08:00"}}' ;;
        h12-repeat) # which reads whether it is a repeat of what is open
            field=acceptance
            line='{"id":"C1",'$case',"state":"accepted","repeat_of":"C0","acceptance":{"flags":[{"code":"repeat","cod\u0065":"x"}]}}' ;;
        h12-callback) # which moves the clock of what is verified
            field=callback
            line='{"id":"C1",'$case',"state":"verifying","callback":{"since":"2026-10-12T08:00:00+08:00","sinc\u0065":"x"}}' ;;
        h12-supervise)
            line='{"id":"C1",'$case',"urgency":"critical","state":"accepted",'$twice'}' ;;
        h12-archive) # which reads when a case was closed
            line='{"id":"C1",'$case',"state":"closed",'$twice'}' ;;
        *)
            line='{"id":"C1",'$case',"state":"accepted",'$twice'}' ;;
        esac
        { idle A1; printf '%s\n' "$line"; } >in.ndjson
        rm -f rejects
        try call "$tool" -r rejects in.ndjson
        want_rejects
        faults | jq 'select(.source == "in.ndjson")' >fault # beside the events that it had
        [ "$(jq -r .code fault)" = duplicate_key ] || complain "$(faults)"
        jq -r .field fault | grep -q "^$field" || complain "$(faults)"
    done
}

# ---------------------------------------------------------------------------------- long lines

# padded ID BYTES: an idle case of exactly so many bytes without its newline.
padded() {
    local bare
    bare=$(idle "$1" '"pad":""')
    printf '%s' "${bare%%\"pad\":\"\"*}\"pad\":\""
    head -c $(($2 - ${#bare})) /dev/zero | tr '\0' x
    printf '"%s\n' "${bare#*\"pad\":\"\"}"
}

@test "section 2: a line of 1 MiB passes, one of a byte more is a reject too_long" {
    { padded L1 1048576; padded L2 1048577; idle L3; } >long.ndjson
    [ "$(head -n 1 long.ndjson | wc -c)" -eq 1048577 ]
    sed 's/$/\r/' long.ndjson >long-crlf.ndjson
    for tool in $TOOLS; do
        announce "$tool"
        for input in long.ndjson long-crlf.ndjson; do
            rm -f rejects
            try call "$tool" -r rejects $input
            want_rejects
            jq -e '.code == "too_long" and .line == 2' rejects || complain "$(head -c 300 rejects)"
            if is_filter "$tool"; then { padded L1 1048576; idle L3; } | cmp - out; fi
        done
    done
}

@test "section 2: --max-line moves the cap to the byte" {
    { padded L1 800; padded L2 801; idle L3; } >long.ndjson
    for tool in $TOOLS; do
        announce "$tool"
        for input in long.ndjson -; do
            rm -f rejects
            try call "$tool" --max-line 800 -r rejects $input <long.ndjson
            want_rejects
            jq -e '.code == "too_long" and .line == 2' rejects || complain "$(cat rejects)"
            if is_filter "$tool"; then { padded L1 800; idle L3; } | cmp - out; fi
        done
        try call "$tool" --max-line 801 long.ndjson
        want 0
    done
}

@test "section 2: a BOM does not count as part of the line" {
    { printf '\xef\xbb\xbf'; padded L1 800; } >long.ndjson
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" --max-line 800 long.ndjson
        want 0
        if passes "$tool"; then padded L1 800 | cmp - out; fi
    done
}

@test "section 2: an over-long line keeps its first 64 KiB and raw_bytes, and the next is read" {
    { idle L0; padded L1 3000000; idle L2; padded L3 1100000; } >long.ndjson
    for tool in $TOOLS; do
        announce "$tool"
        for source in long.ndjson -; do
            rm -f rejects
            try call "$tool" -r rejects $source <long.ndjson
            want_rejects
            [ "$(jq -c '[.line,.raw_bytes]' rejects | tr '\n' ' ')" = '[2,3000000] [4,1100000] ' ] ||
                complain "$(cut -c1-200 rejects)"
            head -n 1 rejects | jq -j .raw >raw
            padded L1 3000000 | head -c 65536 | cmp - raw
            if is_filter "$tool"; then { idle L0; idle L2; } | cmp - out; fi
        done
    done
}

@test "section 2: what is kept of an over-long line is not cut within a character" {
    # 65,536 is no multiple of three: the last character goes.
    { idle L0; printf '{"id":"L1","text":"'; yes 一二三四五六七八九十 | head -n 40000 | tr -d '\n'; echo '"}'; } >long.ndjson
    for tool in $TOOLS; do
        announce "$tool"
        rm -f rejects
        try call "$tool" -r rejects long.ndjson
        want_rejects
        jq -e 'has("raw") and (has("raw_base64") | not) and (.raw | utf8bytelength) >= 65530' rejects
    done
}

@test "section 2: a record that would leave over the cap is rejected here, with the line that came" {
    changing_events >events.csv
    EVENTS=events.csv
    for tool in $(changers); do
        announce "$tool"
        { idle A1; changing "$tool" '' '' ",\"pad\":\"$(printf %0600d 0)\""; } >in.ndjson
        cap=$(wc -L <in.ndjson)
        rm -f rejects
        try call "$tool" --max-line "$cap" -r rejects in.ndjson
        want 1
        jq 'select(.source == "in.ndjson")' rejects >reject # beside the event that it had
        jq -e '.code == "too_long" and .line == 2 and (has("raw_bytes") | not)' reject ||
            complain "$(cat rejects)"
        jq -r .raw reject | cmp - <(sed -n 2p in.ndjson)
        idle A1 | cmp - out
        grep -q '2 read, 1 written, 1 rejected' err
        try call "$tool" in.ndjson
        want 0
        [ "$(wc -l <out)" -eq 2 ]
        [ "$(wc -L <out)" -gt "$cap" ]
    done
}

@test "section 2: a row of CSV whose record would be over the cap is a reject too_long" {
    printf 'id,received_at,text\nR1,2026-10-01 08:00,words\n' >export.csv
    try h12-intake --max-line 100 -r rejects export.csv
    want 1
    jq -e '.code == "too_long" and .line == 2' rejects || complain "$(cat rejects)"
    [ ! -s out ]
}

# -------------------------------------------------------------------------------- pass-through

@test "section 2: members that the tool does not own leave byte for byte, in place" {
    changing_events >events.csv
    EVENTS=events.csv
    local head=' "a\/\u0062" : 9007199254740993 ,	"deep":[[[{"x":[1.50, 1e400]}]]],'
    local middle=' ,"b":-0,"c" : [ 1E+2 , 0.10 , "\u4e2d\ud83d\ude00" ] , "n":null,"e":""'
    local tail=' , "z" : { "z":1 ,"z":2 }	'
    for tool in $(changers); do
        announce "$tool"
        changing "$tool" "$head" "$middle" "$tail" >in.ndjson
        try call "$tool" in.ndjson
        want 0
        output=$(cat out)
        [[ $output == "{$head\"id\":\"C1\",\"received_at\":\"2026-09-28T09:00:00+08:00\""*"$middle"*"$tail"* ]] ||
            complain 'not byte for byte'
        run ! cmp -s in.ndjson out
        [ "$(jq -c keys_unsorted out | wc -l)" -eq 1 ]
    done
    for tool in h12-archive h12-commit; do # they own none
        announce "$tool"
        changing "$tool" "$head" "$middle" "$tail" >in.ndjson
        try call "$tool" in.ndjson
        want 0
        cmp in.ndjson out
    done
}

@test "section 2: a record in a state that is not the tool's concern leaves byte for byte" {
    # A clock of its own, or none and no deadline to take away; and whatever there is around it.
    for tool in $(passers); do
        announce "$tool"
        : >in.ndjson
        for state in review declined barred accepted triage answered assigned returning consulting \
            coordinating replied committed resolved verifying closed withdrawn; do
            case $tool:$state in
            h12-route:accepted | h12-replay:*) continue ;;
            h12-deadline:declined | h12-deadline:barred | h12-deadline:committed | \
                h12-deadline:verifying | h12-deadline:withdrawn) ;;
            h12-deadline:*) continue ;;
            esac
            held "S-$state" ' "n" : 1.50 ,"e":"\u00e9" ' | sed "s/\"committed\"/ \"$state\" /" >>in.ndjson
        done
        try call "$tool" in.ndjson
        want 0
        cmp in.ndjson out
    done
}

@test "section 2: running a tool twice changes nothing, over the whole chain of the sample days" {
    requests=$ROOT/share/demo/returns.csv
    # The sample has rows that are refused.
    h12-intake -q -r /dev/null "$ROOT/share/demo/export.csv" >intake || [ $? -eq 1 ]
    h12-intake -q intake | cmp intake -
    h12-route -q intake >route
    h12-route -q route | cmp route -
    h12-deadline -q route >deadline
    h12-deadline -q deadline | cmp deadline -
    for auto in '' --auto; do
        h12-return -q $auto -r return.rejects --requests "$requests" deadline >return || [ $? -eq 1 ]
        h12-return -q $auto -r return.rejects --requests "$requests" return >again || [ $? -eq 1 ]
        cmp return again
        h12-deadline -q return >last
        h12-deadline -q last | cmp last -
        h12-route -q last | cmp last -
        h12-intake -q last | cmp last -
        h12-repeat -q last | cmp last -
        h12-archive -q --to archive last | cmp last -
        rm -f ledger
        h12-commit -q ledger last
        cmp last ledger
        before=$(h12-commit --stamp ledger)
        h12-commit -q ledger last
        [ "$(h12-commit --stamp ledger)" = "$before" ]
    done
}

@test "section 2: the same input gives the same output, whatever the locale, the zone and the folder" {
    cp "$ROOT/share/demo/export.csv" "$ROOT/share/demo/returns.csv" .
    chain() {
        h12-intake -q export.csv | h12-route -q | h12-return -q --auto -r /dev/null --requests returns.csv |
            h12-deadline -q
    }
    chain >first
    TZ=America/New_York LC_ALL=C.UTF-8 LANG=C.UTF-8 chain >second
    cmp first second
    h12-report -q overdue first >report.first
    TZ=Asia/Kolkata LC_ALL=C.UTF-8 h12-report -q overdue first >report.second
    cmp report.first report.second
}

@test "section 2: a member is absent, never null or empty" {
    h12-intake -q "$ROOT/share/demo/export.csv" | h12-route -q | h12-deadline -q |
        h12-return -q --auto -r /dev/null --requests "$ROOT/share/demo/returns.csv" | h12-deadline -q >out
    [ "$(wc -l <out)" -ge 200 ]
    jq -c 'select(any(.. ; . == null or . == ""))' out >bad
    [ ! -s bad ] || { head -n 1 bad; return 1; }
    # One type each.
    jq -c 'paths(scalars) as $p | [($p | map(if type == "number" then 0 else . end) | join(".")), (getpath($p) | type)]' \
        out | sort -u | jq -r '.[0]' | uniq -d >several
    [ ! -s several ] || { cat several; return 1; }
}

@test "section 2: null and empty texts where a member is read are rejects" {
    for tool in $TOOLS; do
        announce "$tool"
        [ "$tool" != h12-intake ] || continue # what has a state passes
        for value in null '""' 7 '[]' '{}'; do
            { idle A1; idle B1 | sed "s/\"id\":\"B1\"/\"id\":$value/"; } >in.ndjson
            rm -f rejects
            try call "$tool" -r rejects in.ndjson
            want_rejects
            [ "$(faults | jq -r .field)" = id ] || complain "$(faults)"
        done
        {
            idle A1
            echo '{"received_at":"2026-09-28T09:00:00+08:00","state":"committed"}'
            echo '{"received_at":"2026-09-28T09:00:00+08:00","id":"B1"}'
            echo '{"received_at":"2026-09-28T09:00:00+08:00","id":"B2","state":"no such state"}'
        } >in.ndjson
        rm -f rejects
        try call "$tool" -r rejects in.ndjson
        want_rejects
        [ "$(faults | jq -r .field | tr '\n' ' ')" = 'id state state ' ] || complain "$(faults)"
    done
}

# ----------------------------------------------------------------------------------- -o, --output

@test "section 2: -o writes the same bytes, with mode 0600 if the file is new" {
    for tool in $TOOLS; do
        announce "$tool"
        umask 000
        for option in '-o new' '-onew' '--output new' '--output=new'; do
            rm -f new
            try call "$tool" good.ndjson
            mv out expected
            # shellcheck disable=SC2086 # words
            try call "$tool" $option good.ndjson
            want 0
            [ ! -s out ]
            cmp expected new
            [ "$(stat -c %a new)" = 600 ]
        done
        [ "$tool" != h12-commit ] || continue # standard output is no ledger
        try call "$tool" -o - good.ndjson
        want 0
        cmp expected out
        [ ! -e ./- ]
        no_temporaries
    done
}

@test "section 2: -o replaces a regular file and keeps its mode" {
    for id in A1 A2 A3; do idle $id "\"pad\":\"$(seq -s ' ' 1000)\""; done >longer
    for tool in $TOOLS; do
        announce "$tool"
        for mode in 640 644 755 400; do
            rm -f kept
            cp longer kept
            chmod $mode kept
            before=$(stat -c %i kept)
            try call "$tool" -o kept good.ndjson
            want 0
            [ "$(stat -c %a kept)" = $mode ]
            [ "$(stat -c %i kept)" != "$before" ] || complain 'written in place'
            run ! grep -q pad kept
        done
    done
}

@test "section 2: -o keeps the owner of the file that it replaces" {
    [ "$(id -u)" -eq 0 ] || skip 'needs root'
    for tool in $TOOLS; do
        announce "$tool"
        cp old kept
        chown 12345:23456 kept
        chmod 2640 kept
        try call "$tool" -o kept good.ndjson
        want 0
        [ "$(stat -c %u:%g:%a kept)" = 12345:23456:2640 ] || complain "$(stat -c %u:%g:%a kept)"
        rm -f kept
    done
}

@test "section 2: -o never leaves a reader with half a file" {
    for tool in $TOOLS; do
        announce "$tool"
        cp old kept
        exec 7<kept
        try call "$tool" -o kept good.ndjson
        want 0
        [ "$(cat <&7)" = "$(cat old)" ] # who had it open goes on reading the old one
        exec 7<&-
    done
}

@test "section 2: -o replaces a symbolic link's target and the link stays" {
    mkdir other
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" good.ndjson
        mv out expected
        cp old other/target
        chmod 640 other/target
        ln -sfn other/target link
        ln -sfn link second-link
        try call "$tool" -o second-link good.ndjson
        want 0
        [ "$(readlink link)" = other/target ]
        [ "$(readlink second-link)" = link ]
        cmp expected other/target
        [ "$(stat -c %a other/target)" = 640 ]
        # A link that leads nowhere yet, by a relative and by an absolute path.
        ln -sfn other/fresh dangling
        try call "$tool" -o dangling good.ndjson
        want 0
        [ -L dangling ]
        cmp expected other/fresh
        ln -sfn "$PWD/other/fresh" absolute
        try call "$tool" -o absolute good.ndjson
        want 0
        [ -L absolute ]
        rm -f other/fresh other/target
        ln -sfn loop-b loop-a
        ln -sfn loop-a loop-b
        try call "$tool" -o loop-a good.ndjson
        refused
        no_temporaries
    done
}

@test "section 2: -o opens and writes what is no regular file: a FIFO, /dev/null" {
    mkfifo pipe
    for tool in $TOOLS; do
        announce "$tool"
        if [ "$tool" = h12-commit ]; then # which replaces, and never writes in place
            for name in pipe /dev/null; do
                try call "$tool" -o $name good.ndjson
                refused
                [ ! -e $name.lock ]
            done
            continue
        fi
        try call "$tool" good.ndjson
        mv out expected
        cat pipe >received &
        reader=$!
        try call "$tool" -o pipe good.ndjson
        want 0
        wait $reader
        cmp expected received
        [ -p pipe ]
        try call "$tool" -o /dev/null good.ndjson
        want 0
        [ -c /dev/null ]
        try call "$tool" -o /dev/stdout good.ndjson
        want 0
        no_temporaries
    done
}

@test "section 2: -o that can't be opened is exit 2: a folder, a folder that is not there" {
    mkdir folder
    for tool in $TOOLS; do
        announce "$tool"
        for name in folder missing/file folder/ '' good.ndjson/file; do
            try call "$tool" -o "$name" good.ndjson
            refused
        done
        no_temporaries
    done
}

@test "section 2: --strict stops at the first reject, exit 1, and the old file stands" {
    { idle A1; echo '{'; idle A3; echo '{'; } >two.ndjson
    for tool in $TOOLS; do
        announce "$tool"
        cp old kept
        rm -f rejects
        try call "$tool" --strict -r rejects -o kept two.ndjson good.ndjson
        want_rejects
        cmp old kept
        [ "$(wc -l <rejects)" -eq 1 ]
        no_temporaries
        try call "$tool" --strict -r /dev/null -o fresh two.ndjson
        want_rejects
        [ ! -e fresh ]
        try call "$tool" --strict -o kept good.ndjson
        want 0
        run ! cmp -s old kept
    done
    for tool in $(filters); do
        announce "$tool"
        try call "$tool" --strict two.ndjson
        want 1
        idle A1 | cmp - out
        grep -q '2 read, 1 written, 1 rejected' err || complain 'summary'
    done
}

@test "section 2: SIGTERM, SIGINT and SIGHUP leave the old file and no temporary, and end the tool by the signal" {
    mkfifo in
    for tool in $TOOLS; do
        command_to "$tool" kept
        for signal in TERM INT HUP; do
            announce "$tool $signal"
            cp old kept
            exec 9<>in
            # A background job ignores SIGINT, and under nohup SIGHUP; env puts that right.
            env --default-signal=HUP,INT "${COMMAND[@]}" in >out 2>err 9<&- &
            pid=$!
            cat good.ndjson >&9
            for _ in $(seq 100); do
                ls kept.h12-* >/dev/null 2>&1 && break
                sleep 0.05
            done
            ls kept.h12-* >/dev/null || complain 'no temporary beside the output'
            [ "$(stat -c %a kept.h12-*)" = 600 ]
            kill -s $signal $pid
            code=0
            wait $pid || code=$?
            exec 9>&-
            want $((128 + $(kill -l $signal)))
            cmp old kept
            no_temporaries
        done
    done
}

@test "section 2: SIGHUP that the parent ignores (nohup) stays ignored" {
    mkfifo in
    for tool in $TOOLS; do
        announce "$tool"
        command_to "$tool" fresh
        rm -f fresh
        exec 9<>in
        env --ignore-signal=HUP "${COMMAND[@]}" in >out 2>err 9<&- &
        pid=$!
        cat good.ndjson >&9
        for _ in $(seq 100); do
            ls fresh.h12-* >/dev/null 2>&1 && break
            sleep 0.05
        done
        kill -s HUP $pid
        sleep 0.1
        exec 9>&-
        code=0
        wait $pid || code=$?
        want 0
        [ -e fresh ]
    done
}

@test "section 2: a full disk is exit 3, blamed on the output" {
    for tool in $TOOLS; do
        [ "$tool" != h12-commit ] || continue # of its ledger's disk below
        announce "$tool"
        telling
        code=0
        call "$tool" telling.ndjson >/dev/full 2>err || code=$?
        : >out
        want 3
        grep -q "$tool: 'standard output': No space left on device" err || complain 'whose fault'
        try call "$tool" -o /dev/full telling.ndjson
        want 3
        grep -q "/dev/full" err
        run ! grep -q 'telling.ndjson' err
    done
}

@test "section 2: a disk that fills up under -o is exit 3, the old file stands" {
    for i in $(seq 3000); do idle "F$i"; done >many.ndjson
    for tool in $(passers); do
        announce "$tool"
        cp old kept
        code=0
        command_to "$tool" kept
        (trap '' XFSZ; ulimit -f 64; exec "${COMMAND[@]}" many.ndjson) >out 2>err || code=$?
        want 3
        grep -q kept err
        cmp old kept
        no_temporaries
    done
}

@test "section 2: rejects that can't be written are exit 3, the old file stands" {
    for tool in $TOOLS; do
        announce "$tool"
        cp old kept
        try call "$tool" -r /dev/full -o kept mixed.ndjson
        want 3
        grep -q /dev/full err
        cmp old kept
        no_temporaries
    done
}

@test "section 2: a read that fails is exit 3, the old file stands" {
    [ -r /proc/self/mem ] || skip 'no /proc/self/mem'
    for tool in $TOOLS; do
        announce "$tool"
        cp old kept
        try call "$tool" -o kept good.ndjson /proc/self/mem # its first page can't be read
        want 3
        grep -q /proc/self/mem err
        cmp old kept
        no_temporaries
    done
}

@test "section 2: -o that names an input too replaces it where nothing was rejected" {
    for tool in $(passers); do
        announce "$tool"
        cp good.ndjson ledger
        chmod 640 ledger
        try call "$tool" -o ledger ledger
        want 0
        cmp good.ndjson ledger
        [ "$(stat -c %a ledger)" = 640 ]
        # Through a link, as the second file, and as standard input.
        ln -sf ledger ledger-link
        try call "$tool" -o ledger-link ledger
        want 0
        [ -L ledger-link ]
        cmp good.ndjson ledger
        idle B1 >other
        try call "$tool" -o ledger other ledger
        want 0
        { idle B1; cat good.ndjson; } | cmp - ledger
        cp good.ndjson ledger
        try call "$tool" -o ledger <ledger
        want 0
        cmp good.ndjson ledger
        no_temporaries
    done
}

@test "section 2: -o that names an input is exit 3 and untouched where something was rejected" {
    for tool in $TOOLS; do
        announce "$tool"
        # The fault is in another file, the input that would be replaced is good.
        cp good.ndjson ledger
        try call "$tool" -r /dev/null -o ledger ledger mixed.ndjson
        want 3
        cmp good.ndjson ledger
        no_temporaries
        [ "$tool" != h12-commit ] || continue # a line that is no case can't be in its ledger
        cp mixed.ndjson ledger
        ln -sf ledger ledger-link
        rm -f rejects
        for files in 'ledger ledger' 'ledger-link ledger' 'ledger ledger-link' './ledger ledger'; do
            rm -f rejects
            # shellcheck disable=SC2086 # two names
            try call "$tool" -r rejects -o $files
            want 3
            cmp mixed.ndjson ledger
            [ "$(wc -l <rejects)" -eq 1 ]
        done
        try call "$tool" -r /dev/null -o ledger <ledger
        want 3
        cmp mixed.ndjson ledger
        no_temporaries
    done
}

# ---------------------------------------------------------------------------------- -r, --rejects

@test "section 2: a reject has source, line, code, reason and raw, one line of NDJSON each" {
    for tool in $TOOLS; do
        announce "$tool"
        rm -f rejects
        try call "$tool" --rejects rejects mixed.ndjson
        want_rejects
        [ "$(wc -l <rejects)" -eq 1 ]
        jq -e '.source == "mixed.ndjson" and .line == 2 and .code == "bad_json" and
               (.reason | type == "string" and length > 0) and .raw == "{\"id\":\"A2\"," and
               (keys - ["code","field","line","raw","reason","source"] == [])' rejects ||
            complain "$(cat rejects)"
        said 1
        rm rejects
        try call "$tool" -r rejects <mixed.ndjson
        [ "$(jq -r .source rejects)" = - ]
    done
}

@test "section 2: a reject names the field that is to blame" {
    for tool in $TOOLS; do
        [ "$tool" != h12-intake ] || continue
        announce "$tool"
        { idle A1; idle B1 | sed 's/"state":"declined"/"state":"nowhere"/'; } >in.ndjson
        rm -f rejects
        try call "$tool" -r rejects in.ndjson
        want_rejects
        faults | jq -e '.field == "state" and .code == "bad_value"' || complain "$(faults)"
    done
    announce h12-intake
    printf 'id,received_at,text\nR1,some day,words\n' >export.csv
    try h12-intake -r intake.rejects export.csv
    want 1
    jq -e '.field == "received_at" and .code == "bad_date" and .line == 2' intake.rejects
}

@test "section 2: the rejects file is 0600 if new, keeps its mode if not, and is appended to" {
    for tool in $TOOLS; do
        announce "$tool"
        umask 000
        rm -f rejects
        try call "$tool" -r rejects mixed.ndjson
        [ "$(stat -c %a rejects)" = 600 ]
        try call "$tool" -r rejects mixed.ndjson
        [ "$(wc -l <rejects)" -eq 2 ]
        echo before >rejects
        chmod 644 rejects
        try call "$tool" -r rejects mixed.ndjson
        [ "$(head -n 1 rejects)" = before ]
        [ "$(wc -l <rejects)" -eq 2 ]
        [ "$(stat -c %a rejects)" = 644 ]
    done
}

@test "section 2: without -r the reasons go to stderr as prog: source:line: reason" {
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" mixed.ndjson
        want_rejects
        grep -Eq "^$tool: mixed\.ndjson:2: [a-z].*[^.]$" err || complain 'no reason'
        said 2
        try call "$tool" - <mixed.ndjson
        grep -Eq "^$tool: -:2: " err || complain 'no reason'
        try call "$tool" -q mixed.ndjson
        said 1
    done
}

@test "section 2: raw_base64 where the line is not UTF-8" {
    printf '{"id":"A2","x":"\xff\x80 \xe4\xb8"}\n' >raw
    for length in 0 1 2; do # all paddings of base64
        { idle A1; printf '%s' "${raw-}"; printf '{"id":"A2","x":"\xff%*s"}\n' $length ''; } >in.ndjson
        sed -n 2p in.ndjson | tr -d '\n' >line
        for tool in $TOOLS; do
            announce "$tool $length"
            rm -f rejects
            try call "$tool" -r rejects in.ndjson
            want_rejects
            jq -e '.code == "bad_utf8" and (has("raw") | not)' rejects || complain "$(cat rejects)"
            jq -r .raw_base64 rejects | base64 -d | cmp - line
        done
    done
}

@test "section 2: raw has NUL, control characters and quotes as escapes, and comes back whole" {
    { idle A1; printf '{"a":"\001\037\177","b":"x\\"y",\0}\n'; } >in.ndjson
    sed -n 2p in.ndjson | tr -d '\n' >line
    for tool in $TOOLS; do
        announce "$tool"
        rm -f rejects
        try call "$tool" -r rejects in.ndjson
        want_rejects
        jq -j .raw rejects | cmp - line
    done
}

@test "section 2: rejects that are an input, the output or the events are exit 2, and all stand" {
    for tool in $TOOLS; do
        announce "$tool"
        ln -sf good.ndjson link
        cp good.ndjson before
        try call "$tool" -r good.ndjson good.ndjson
        refused
        try call "$tool" -r link good.ndjson
        refused
        try call "$tool" -r good.ndjson mixed.ndjson link
        refused
        try call "$tool" -r good.ndjson <good.ndjson
        refused
        cmp before good.ndjson
        cp old kept
        ln -sf kept kept-link
        for pair in 'kept kept' 'kept ./kept' 'kept-link kept' 'kept kept-link' "kept $PWD/kept"; do
            # shellcheck disable=SC2086 # two names
            set -- $pair
            try call "$tool" -o "$1" -r "$2" good.ndjson
            refused
            cmp old kept
        done
        rm -f fresh
        try call "$tool" -o fresh -r fresh good.ndjson
        refused
        try call "$tool" -o fresh -r ./fresh good.ndjson
        refused
        no_temporaries
    done
    for pair in $event_tools; do
        announce "$pair"
        printf 'event,decision,request,case,at\nE1,E1,E1,NO,2026-10-01\n' >events.csv
        cp events.csv before
        try "${pair%:*}" "${pair#*:}" events.csv -r events.csv good.ndjson
        refused
        cmp before events.csv
        try "${pair%:*}" "${pair#*:}" events.csv -o events.csv good.ndjson
        refused
        cmp before events.csv
    done
}

@test "section 2: rejects that can't be opened are exit 2" {
    mkdir folder
    for tool in $TOOLS; do
        announce "$tool"
        cp old kept
        for name in folder missing/rejects; do
            try call "$tool" -o kept -r $name good.ndjson
            refused
        done
        cmp old kept
        no_temporaries
    done
}

@test "section 2: two tools may append to one rejects file at once" {
    for i in $(seq 300); do echo "{\"number\":$i,"; done >many.ndjson
    { idle A1; cat many.ndjson; } >in.ndjson
    for tool in $TOOLS; do
        announce "$tool"
        rm -f rejects
        writers=
        for writer in 1 2 3; do
            LEDGER=ledger.$writer call "$tool" -q -r rejects in.ndjson >/dev/null 2>&1 &
            writers="$writers $!"
        done
        for pid in $writers; do
            wait "$pid" || [ $? -eq 1 ] || [ "$tool" = h12-commit ]
        done
        [ "$(jq -r .line rejects | wc -l)" -eq 900 ]
    done
}

# ------------------------------------------------------------------- --now, --policy, --share

# The instant that a tool judges by, seen in what it does: a case of 2026-09-28, normal, is due on
# 2026-10-12 at 23:59:59 (five working days; 10-01 to 10-07 are holidays, 10-10 is a workday).
due_case() {
    case_assigned D1 330106 2026-09-30T09:00:00+08:00
}

@test "section 2: --now takes RFC 3339, or a date, which is its last second" {
    due_case >due.ndjson
    h12-deadline -q due.ndjson >first
    due_at=$(jq -r .deadline.due_at first)
    day=${due_at%T*}
    [ "$due_at" = "${day}T23:59:59+08:00" ]
    status_at() {
        h12-deadline -q "$@" due.ndjson | jq -r .deadline.status
    }
    [ "$(status_at --now "$day")" = due_today ]
    [ "$(status_at --now="${day}T23:59:59+08:00")" = due_today ]
    [ "$(status_at --now "$(date -u -d "$day 16:00:00" +%FT%TZ)")" = overdue ] # midnight in +08:00
    [ "$(status_at --now "${day}T15:59:59Z")" = due_today ]
    [ "$(status_at --now "$(date -u -d "$day + 1 day" +%F)T00:00:00+08:00")" = overdue ]
    [ "$(status_at --now "${day}T23:59:59.999+08:00")" = due_today ]
    for tool in $TOOLS; do
        announce "$tool"
        for now in 2026-10-12 2026-10-12T08:30:00+08:00 2026-10-12T00:30:00Z 2026-10-12T08:30:00.25+08:00; do
            try call "$tool" --now $now good.ndjson
            want 0
        done
    done
}

@test "section 2: --now goes before \$H12_NOW, and that before the clock; an empty one is none" {
    due_case >due.ndjson
    status() { jq -r .deadline.status; }
    [ "$(H12_NOW=2026-10-01 h12-deadline -q due.ndjson | status)" = running ]
    [ "$(H12_NOW=2027-01-04 h12-deadline -q due.ndjson | status)" = overdue ]
    [ "$(H12_NOW=2027-01-04 h12-deadline -q --now 2026-10-01 due.ndjson | status)" = running ]
    # In the past of every clock: what is later than now, h12-check finds.
    sed 's/2026-/2016-/g' good.ndjson >past.ndjson
    for tool in $TOOLS; do
        announce "$tool"
        H12_NOW='' try call "$tool" past.ndjson
        want 0
        (unset H12_NOW; try call "$tool" past.ndjson; want 0)
    done
}

@test "section 2: a --now or \$H12_NOW that can't be read is exit 2 and nothing is written" {
    for tool in $TOOLS; do
        announce "$tool"
        cp old kept
        for now in yesterday 2026-13-01 2026-02-30 2026-10-12T25:00:00+08:00 20261012T083000 \
            2026-10-12x '' ' ' 1760000000 2026-10 20261012 2026/10/12 2026/10/12\ 08:30 2026年10月12日; do
            try call "$tool" --now "$now" -o kept good.ndjson
            refused
            cmp old kept
            [ -n "$now" ] || continue
            H12_NOW=$now try call "$tool" good.ndjson
            refused
            grep -q H12_NOW err || complain 'the message does not say where it is from'
        done
    done
}

@test "section 2: a policy that is no JSON is exit 2 with file and line" {
    for tool in $TOOLS; do
        announce "$tool"
        cp old kept
        printf '{\n  "id": "x",\n  "title" "y"\n}\n' >policy.json
        try call "$tool" --policy policy.json -o kept -r rejects good.ndjson
        refused
        grep -q 'policy.json:3: ' err || complain 'no line'
        cmp old kept
        [ ! -e rejects ]
        printf '[1]\n' >policy.json
        try call "$tool" --policy policy.json good.ndjson
        refused
        : >policy.json
        try call "$tool" --policy policy.json good.ndjson
        refused
        printf '{"id":"\xff"}' >policy.json
        try call "$tool" --policy policy.json good.ndjson
        refused
        try call "$tool" --policy missing.json good.ndjson
        refused
        try call "$tool" --policy . good.ndjson
        refused
    done
}

@test "section 2: all errors of a policy come in one run, each with its line" {
    sed -e 's/"critical": 1, "urgent": 3, "normal": 5/"critical": 0, "urgent": 3, "normal": "x"/' \
        -e 's/"warn_workdays": 1/"warn_workdays": -1/' -e 's/+08:00/east/' \
        -e 's/"count_continued": true/"count_continued": 1/' \
        -e 's/"lang": "zh"/"lang": "fr", "langg": "zh"/' \
        "$ROOT/share/policy/hangzhou-draft-2023.json" >policy.json
    run ! cmp -s "$ROOT/share/policy/hangzhou-draft-2023.json" policy.json
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" --policy policy.json good.ndjson
        refused
        for word in limits.critical limits.normal warn_workdays timezone count_continued lang langg; do
            key=${word##*.}
            line=$(grep -n "\"$key\":" policy.json | cut -d: -f1 | head -n 1)
            grep -Eq "policy.json:$line: .*$word" err || complain "not at line $line: $word"
        done
    done
}

@test "section 2: a limit outside of 1 to 7 working days is a load error, 1 and 7 are not" {
    for tool in $TOOLS; do
        announce "$tool"
        for limit in 0 8 -1 1.5 '"5"' null; do
            sed "s/\"normal\": 5/\"normal\": $limit/" "$ROOT/share/policy/hangzhou-draft-2023.json" >policy.json
            try call "$tool" --policy policy.json good.ndjson
            refused
        done
        for limit in 1 7; do
            sed "s/\"normal\": 5/\"normal\": $limit/" "$ROOT/share/policy/hangzhou-draft-2023.json" >policy.json
            try call "$tool" --policy policy.json good.ndjson
            want 0
        done
    done
}

share_copy() {
    rm -rf tables
    cp -r "$ROOT/share" tables
}

@test "section 2: --share goes before \$H12_SHARE, and that before the folder beside the binary" {
    share_copy
    cp -r tables broken
    echo '{' >broken/policy/hangzhou-draft-2023.json
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" --share tables good.ndjson
        want 0
        try call "$tool" --share broken good.ndjson
        refused
        grep -q broken/policy err
        H12_SHARE=broken try call "$tool" good.ndjson
        refused
        H12_SHARE=broken try call "$tool" --share tables good.ndjson
        want 0
        H12_SHARE=tables try call "$tool" --share broken good.ndjson
        refused
        for name in missing good.ndjson; do
            try call "$tool" --share $name good.ndjson
            refused
            H12_SHARE=$name try call "$tool" good.ndjson
            refused
        done
    done
}

@test "section 2: the tables are found beside the binary, in a build tree and installed, from any folder" {
    mkdir -p tree/build/bin prefix/bin prefix/share elsewhere/share
    cp -r "$ROOT/share" tree/share
    cp -r "$ROOT/share" prefix/share/h12
    unset H12_SHARE
    for tool in $TOOLS; do
        announce "$tool"
        cp "$BIN/$tool" tree/build/bin
        cp "$BIN/$tool" prefix/bin
        ln -s "$PWD/tree/build/bin/$tool" elsewhere/linked-tool
        call "$tool" --share tree/share good.ndjson >expected 2>/dev/null
        home=$PWD
        for binary in tree/build/bin/$tool prefix/bin/$tool elsewhere/linked-tool; do
            command_of "$tool"
            COMMAND[0]=$home/$binary
            code=0
            EVENTS=$home/none.csv ARCHIVE=$home/archive LEDGER=$home/ledger \
                BASE=$home/empty.base command_of "$tool"
            COMMAND[0]=$home/$binary
            (cd / && "${COMMAND[@]}" "$home/good.ndjson") >out 2>err || code=$?
            want 0
            [ "$tool" != h12-commit ] || mv ledger out
            cmp expected out
        done
        # Another program's folder of the name is not ours.
        rm elsewhere/linked-tool
    done
}

@test "section 2: a table that is missing or broken is exit 2 and nothing is written" {
    for tool in $TOOLS; do
        case $tool in
        h12-intake) tables='columns.csv values.csv acceptance/rules.csv acceptance/templates.csv' ;;
        h12-route | h12-replay) tables='units.csv matters.csv gazetteer.csv knowledge.csv calendar/cn.csv' ;;
        h12-archive | h12-commit | h12-diff) tables='' ;; # the policy alone
        h12-check) tables=calendar/cn.csv ;;
        h12-return) tables='units.csv matters.csv calendar/cn.csv' ;;
        *) tables='units.csv calendar/cn.csv' ;;
        esac
        for table in $tables policy/hangzhou-draft-2023.json; do
            announce "$tool $table"
            share_copy
            rm tables/$table
            cp old kept
            try call "$tool" --share tables -o kept -r rejects good.ndjson
            refused
            grep -q "$table" err || complain 'not named'
            cmp old kept
            [ ! -e rejects ]
            no_temporaries
            mkdir tables/$table
            try call "$tool" --share tables good.ndjson
            refused
            rmdir tables/$table
            : >tables/$table
            try call "$tool" --share tables good.ndjson
            refused
            grep -q "$table" err || complain 'not named'
        done
        for table in $tables; do
            announce "$tool $table, broken rows"
            share_copy
            printf 'one,row,"that,is\n' >>tables/$table
            last=$(($(wc -l <"$ROOT/share/$table") + 1))
            try call "$tool" --share tables good.ndjson
            refused
            grep -Eq "$table:$last: " err || complain "not at line $last"
        done
    done
}

# --------------------------------------------------------------------- progress and the summary

@test "section 2: --progress shows records and MB/s on stderr, --no-progress and a file do not" {
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" --progress good.ndjson
        want 0
        grep -q '3 records, .* MB/s, 100 %' err || complain 'no progress'
        mv out with
        try call "$tool" --progress - < <(cat good.ndjson)
        want 0
        grep -q '3 records, .* MB/s' err || complain 'no progress'
        run ! grep -q '%' err
        try call "$tool" --no-progress good.ndjson
        run ! grep -q 'MB/s' err
        cmp with out
        try call "$tool" good.ndjson
        run ! grep -q 'MB/s' err
        try call "$tool" --progress --no-progress good.ndjson
        run ! grep -q 'MB/s' err
    done
}

@test "section 2: progress comes by itself where stderr is a terminal and the input is a file" {
    command -v script >/dev/null || skip 'no script(1)'
    for tool in $TOOLS; do
        announce "$tool"
        command_of "$tool"
        script -qec "${COMMAND[*]} good.ndjson >/dev/null" /dev/null </dev/null >terminal
        grep -q 'MB/s' terminal
        script -qec "${COMMAND[*]} --no-progress good.ndjson >/dev/null" /dev/null </dev/null >terminal
        run ! grep -q 'MB/s' terminal
        script -qec "cat good.ndjson | ${COMMAND[*]} >/dev/null" /dev/null </dev/null >terminal
        run ! grep -q 'MB/s' terminal
    done
}

@test "section 2: one summary line, and read = written + rejected" {
    bad_records
    for tool in $TOOLS; do
        announce "$tool"
        for input in good.ndjson mixed.ndjson bad.ndjson; do
            try call "$tool" -r /dev/null $input
            said 1
            if ! passes "$tool"; then
                grep -Eq "^$tool: [0-9]+ read, [0-9]+ rejected" err || complain 'no summary'
                continue
            fi
            grep -Eq "^$tool: [0-9]+ read, [0-9]+ written, [0-9]+ rejected" err || complain 'no summary'
            read -r total written rejected < <(grep ' read, ' err | tr -cd '0-9 \n' | awk '{ print $2, $3, $4 }')
            [ "$total" -eq $((written + rejected)) ]
            [ "$total" -eq "$(wc -l <$input)" ]
            [ "$code" -ne 0 ] && [ "$tool" = h12-commit ] || [ "$written" -eq "$(wc -l <out)" ]
        done
    done
}

@test "section 2: the summary is there after --strict, a refused -o, and over several files" {
    for tool in $(filters); do
        announce "$tool"
        try call "$tool" -r /dev/null --strict -o kept mixed.ndjson good.ndjson
        grep -q "^$tool: 2 read, 1 written, 1 rejected" err || complain 'no summary'
        grep -q ', nothing taken over' err || complain 'what was written is nowhere'
        cp mixed.ndjson ledger
        try call "$tool" -r /dev/null -o ledger ledger
        grep -q "^$tool: 3 read, 2 written, 1 rejected" err || complain 'no summary'
        [ "$(grep -c ', nothing taken over' err)" -eq 1 ] || complain 'what was written is nowhere'
        idle B1 >second
        try call "$tool" -r /dev/null mixed.ndjson second
        grep -q "^$tool: 4 read, 3 written, 1 rejected" err || complain 'no summary'
        # To another file, or to a pipe at the first reject: it was written.
        try call "$tool" -r /dev/null -o fresh mixed.ndjson
        grep -q "^$tool: 3 read, 2 written, 1 rejected" err || complain 'no summary'
        ! grep -q 'nothing taken over' err || complain 'it was taken over'
        try call "$tool" -r /dev/null --strict mixed.ndjson
        ! grep -q 'nothing taken over' err || complain 'it was taken over'
    done
}

@test "section 2: -q and --quiet leave the summary out, and nothing else" {
    for tool in $TOOLS; do
        announce "$tool"
        for option in -q --quiet; do
            try call "$tool" $option good.ndjson
            want 0
            [ ! -s err ] || complain 'not quiet'
            try call "$tool" $option missing.ndjson
            refused
        done
    done
}

@test "section 2: exit status 0, 1, 2, 3" {
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" good.ndjson
        want 0
        try call "$tool" -r rejects mixed.ndjson
        want_rejects
        try call "$tool" missing
        want 2
        [ "$tool" != h12-commit ] || continue # its 3 is the one above
        telling
        try call "$tool" -o /dev/full telling.ndjson
        want 3
    done
}

# ------------------------------------------------------------------------------ pipes and streams

@test "section 2: a closed reader ends the tool silently, by SIGPIPE" {
    for i in $(seq 6000); do idle "P$i"; done >many.ndjson
    for tool in $TOOLS; do
        [ "$tool" != h12-commit ] || continue # nobody reads what it writes
        announce "$tool"
        command_of "$tool"
        telling
        # The reader is gone before the first write.
        (sleep 0.2; exec "${COMMAND[@]}" -q telling.ndjson 2>err) | true
        [ "${PIPESTATUS[0]}" -eq 141 ]
        [ ! -s err ] || { cat err; return 1; }
        # Also where the parent ignores SIGPIPE, as many schedulers and Python do.
        (trap '' PIPE; sleep 0.2; exec "${COMMAND[@]}" -q telling.ndjson 2>err) | true
        [ "${PIPESTATUS[0]}" -eq 141 ]
        [ ! -s err ]
    done
    for tool in $(filters); do
        announce "$tool"
        command_of "$tool"
        "${COMMAND[@]}" many.ndjson 2>err | head -n 1 >first
        [ "${PIPESTATUS[0]}" -eq 141 ]
        [ ! -s err ]
        idle P1 | cmp - first
    done
}

@test "section 2: each line shows before the next comes (tail -f)" {
    mkfifo in result
    for tool in $(streams); do
        announce "$tool"
        exec 9<>in
        call "$tool" -q <in >result 2>err 9<&- &
        pid=$!
        exec 8<result
        for id in T1 T2 T3; do
            idle $id >&9
            IFS= read -r -t 5 line <&8
            [ "$line" = "$(idle $id)" ]
        done
        # The end of a line that has not come whole is waited for.
        idle T4 | head -c 50 >&9
        run ! read -r -t 0.3 line <&8
        idle T4 | tail -c +51 >&9
        IFS= read -r -t 5 line <&8
        [ "$line" = "$(idle T4)" ]
        exec 9>&- 8<&-
        wait $pid
    done
}

@test "section 2: rejects show at once, too" {
    mkfifo in
    for tool in $TOOLS; do
        [ "$tool" != h12-repeat ] || continue # as with the lines themselves
        announce "$tool"
        rm -f rejects
        exec 9<>in
        call "$tool" -q -r rejects <in >/dev/null 2>err 9<&- &
        pid=$!
        cat mixed.ndjson >&9
        for _ in $(seq 100); do
            [ -s rejects ] && break
            sleep 0.05
        done
        [ "$(wc -l <rejects)" -eq 1 ]
        exec 9>&-
        code=0
        wait $pid || code=$?
        : >out
        want_rejects
    done
}

@test "section 2: closed standard descriptors are not taken for files" {
    for tool in $TOOLS; do
        announce "$tool"
        input=mixed.ndjson status=1
        [ "$tool" != h12-commit ] || input=good.ndjson status=0
        rm -f fresh expected
        call "$tool" -o expected $input 2>/dev/null || [ $? -eq $status ]
        code=0
        call "$tool" -o fresh <$input 2>&- || code=$?
        [ "$code" -eq $status ]
        cmp expected fresh
        cp good.ndjson before
        if [ "$tool" != h12-commit ]; then
            code=0
            telling
            call "$tool" telling.ndjson 2>err >&- || code=$?
            : >out
            want 3
        fi
        cmp before good.ndjson
        code=0
        call "$tool" good.ndjson <&- >out 2>err || code=$?
        want 0
    done
}

# ------------------------------------------------------------------------------------- privacy

nothing_personal() {
    ! grep -E '张三丰|说话|13912345678|330106199001011234' "$1" || complain 'personal'
}

@test "section 2: messages never say what a citizen said, a name or a number" {
    local secret='张三丰说话 13912345678 330106199001011234'
    changing_events >events.csv
    EVENTS=events.csv
    personal='"requester":{"type":"person","name":"张三丰说话","phone":"13912345678","id_number":"330106199001011234"},"title":"'$secret'","text":"'$secret'","address":"'$secret'","respondent":"'$secret'"'
    {
        held A1
        held B1 "$personal,\"x\":01"
        held B2 "$personal,\"$secret\":1,\"$secret\":2"
        held B3 "$personal" | sed "s/\"committed\"/\"$secret\"/"
        held B4 "$personal,\"x\":\"$(printf '\xff')\""
        held B5 "$personal" | sed "s/\"id\":\"B5\"/\"id\":7/"
        for member in district urgency kind matter unit assigned_at designated received_at; do
            for state in accepted assigned committed; do
                held "B-$member-$state" "\"$member\":\"$secret\",$personal" |
                    sed -e "s/\"committed\"/\"$state\"/" -e '/"received_at":"张/s/"received_at":"2026[^,]*,//'
            done
        done
        held B6 "$personal" | sed -e 's/"committed"/"assigned"/' -e "s/\"lead\":\"330106\"/\"lead\":\"$secret\"/"
        held B7 "$personal" | sed -e 's/"committed"/"assigned"/' -e "s/\"dispatched\"/\"$secret\"/"
        held B8 "$personal" | sed -e 's/"committed"/"accepted"/' -e "s/\"at\":\"2026/\"at\":\"$secret/"
        printf '{"id":"B9",%s\n' "$personal"
    } >in.ndjson
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" --progress in.ndjson
        want_rejects
        [ "$(wc -l <err)" -gt 3 ]
        nothing_personal err
        [ "$tool" != h12-check ] || nothing_personal out
        rm -f rejects
        try call "$tool" -r rejects in.ndjson
        jq -r '.reason, .field // ""' rejects >reasons
        nothing_personal reasons
        nothing_personal err
    done
}

@test "section 2: messages about an export never say what a cell says" {
    local secret='张三丰说话13912345678'
    {
        echo 'id,received_at,text,requester_name,requester_phone'
        echo "R1,$secret,$secret,$secret,$secret"
        echo "R2,2026-10-01 08:00,$secret,$secret"
        echo "R3,2026-10-01 08:00,$secret,$secret,$secret,$secret"
        echo "R4,2026-10-01 08:00,\"$secret\"x,$secret,$secret"
        echo "R5,2099-10-01 08:00,$secret,$secret,$secret"
        echo "R6,2026-10-01 08:00,$secret,$secret,$secret"
        echo "R6,2026-10-01 08:00,$secret,$secret,$secret"
        echo "R7,2026-10-01 08:00,\"$secret,$secret,$secret"
    } >export.csv
    try h12-intake export.csv
    want 1
    [ "$(wc -l <err)" -ge 7 ] || complain 'too few rejects'
    nothing_personal err
}

@test "section 2: messages about events never say what an event says" {
    local secret='张三丰说话13912345678'
    case_assigned C1 330106 2026-10-09T09:00:00+08:00 >in.ndjson
    {
        echo 'event,decision,case,at,unit,reason,basis,suggested_unit,officer,kind'
        echo "E1,E1,C1,$secret,330106,$secret,$secret,$secret,$secret,"
        echo "E2,E2,$secret,2026-10-10,$secret,$secret,$secret,$secret,$secret,"
        echo "E3,E3,C1,2026-10-10,$secret,$secret"
        echo "E4,E4,C1,2026-10-10,$secret,$secret,$secret,$secret,$secret,$secret"
        echo "E5,E5,C1,2027-10-10,$secret,$secret,$secret,$secret,$secret,"
        echo "E6,E6,C1,2026-10-10,$secret,\"$secret\"x,,,,"
    } >events.csv
    announce h12-route
    sed 's/^event,decision/event_number,decision/' events.csv >route.csv
    try h12-route --decisions route.csv in.ndjson
    want 1
    nothing_personal err
    announce h12-return
    sed 's/^event,decision/event,unit_note/;' events.csv >return.csv
    try h12-return --requests return.csv in.ndjson
    want 1
    nothing_personal err
}

@test "section 2: names of files and fields reach the terminal without control characters" {
    local name=$'bad\e[31m\xe2\x80\xaename.ndjson'
    { idle A1; echo '{'; } >"$name"
    for tool in $TOOLS; do
        announce "$tool"
        try call "$tool" "$name"
        want_rejects
        run ! grep -q -e $'\e' -e $'\xe2\x80\xae' err
        try call "$tool" $'missing\e[31m'
        refused
        run ! grep -q $'\e' err
    done
}

# ------------------------------------------------------------------------------- event files

# One case with a unit since Friday 2026-10-09 (Saturday 10-10 is a workday), and its requests.
event_case() {
    case_assigned C1 330106 2026-10-09T09:00:00+08:00
}

# try_events EVENT_FILE LEDGER [OPTION...]: h12-return with rejects in `rejects`.
try_events() {
    rm -f rejects
    : >rejects
    try h12-return --requests "$1" -r rejects "${@:3}" "$2"
}

codes() {
    jq -r .code rejects | tr '\n' ' '
}

@test "section 2: events are counted apart: read, applied, already applied, refused, rejected" {
    { event_case; case_assigned C2 330106 2026-10-09T09:00:00+08:00; } >in.ndjson
    {
        echo 'request,case,unit,at,reason,basis,suggested_unit'
        echo 'E1,C1,330106,2026-10-10 09:00,why,rule,330105'
        echo 'E1,C1,330106,2026-10-10 09:00,why,rule,330105'
        echo 'E2,C2,330105,2026-10-10 09:00,why,rule,330106'
        echo 'E3,C9,330106,2026-10-10 09:00,why,rule,330105'
    } >events.csv
    try_events events.csv in.ndjson
    want 1
    same 'h12-return: 2 read, 2 written, 0 rejected; events: 4 read, 1 applied, 1 already applied, 1 refused, 1 rejected\n' err
    cp out once
    try_events events.csv once
    grep -q 'events: 4 read, 0 applied, 3 already applied, 0 refused, 1 rejected' err || complain again
    h12-route -q --decisions none-such in.ndjson 2>/dev/null || [ $? -eq 2 ]
    printf 'decision,case,at,officer,unit\nR1,C1,2026-10-10,w,330105\nR1,C1,2026-10-10,w,330105\nR2,C9,2026-10-10,w,330105\n' >route.csv
    try h12-route --decisions route.csv -r rejects in.ndjson
    want 1
    same 'h12-route: 2 read, 2 written, 0 rejected; events: 3 read, 1 applied, 1 already applied, 0 refused, 1 rejected\n' err
}

@test "section 2: each event, applied or refused, is kept whole in history with its id" {
    event_case >in.ndjson
    {
        echo 'request,case,unit,at,recorded_at,reason,basis,suggested_unit,weather'
        echo 'E1,C1,330105,2026-10-10 08:00,2026-10-10 08:10,why,rule,330105,fine'
        echo 'E2,C1,330106,2026-10-10 09:00,,"why, ""so""",rule,330105,'
    } >events.csv
    try_events events.csv in.ndjson
    want 0
    jq -e '[.history[] | select(.event == "return_requested")] as $h | ($h | length) == 2 and
        $h[0].id == "E1" and $h[0].outcome == "refused" and $h[0].input.unit == "330105" and
        $h[0].input.weather == "fine" and
        $h[0].input.at == "2026-10-10T08:00:00+08:00" and $h[0].at == "2026-10-10T08:10:00+08:00" and
        $h[1].id == "E2" and $h[1].input.reason == "why, \"so\"" and
        ($h[1].input | has("recorded_at") | not)' out || complain "$(cat out)"
    jq -c .history[0:2] in.ndjson | cmp - <(jq -c .history[0:2] out) # appended, never rewritten
}

@test "section 2: an id seen before changes nothing, with other content it is id_conflict" {
    event_case >in.ndjson
    printf 'request,case,unit,at,reason,basis,suggested_unit\nE1,C1,330106,2026-10-10 09:00,why,rule,330105\n' >events.csv
    try_events events.csv in.ndjson
    want 0
    cp out once
    try_events events.csv once
    want 0
    cmp once out
    sed 's/why/other/' events.csv >other.csv
    try_events other.csv once
    want 1
    [ "$(codes)" = 'id_conflict ' ]
    cmp once out
    # In one file: the first stands, the line of the other is told.
    { cat events.csv; echo 'E1,C1,330106,2026-10-10 09:00,other,rule,330105'; } >both.csv
    try_events both.csv in.ndjson
    want 1
    [ "$(codes)" = 'id_conflict ' ]
    jq -e '.source == "both.csv" and .line == 3 and .raw == "E1,C1,330106,2026-10-10 09:00,other,rule,330105"' rejects
    cmp once out
    # The same id for another case is other content, too.
    { cat events.csv; echo 'E1,C2,330106,2026-10-10 09:00,why,rule,330105'; } >both.csv
    { cat in.ndjson; case_assigned C2 330106 2026-10-09T09:00:00+08:00; } >two.ndjson
    try_events both.csv two.ndjson
    want 1
    [ "$(codes)" = 'id_conflict ' ]
}

@test "section 2: no_such_case, out_of_order, future, wrong_state" {
    { event_case; case_accepted C2; case_assigned C3 330106 2026-10-10T09:00:00+08:00; } >in.ndjson
    {
        echo 'request,case,unit,at,reason,basis,suggested_unit'
        echo 'E1,C9,330106,2026-10-10 09:00,why,rule,330105'
        echo 'E2,C3,330106,2026-10-10 08:59:59,why,rule,330105'
        echo 'E3,C1,330106,2026-10-13 00:00:00,why,rule,330105'
        echo 'E4,C2,330106,2026-10-10 09:00,why,rule,330105'
    } >events.csv
    try_events events.csv in.ndjson
    want 1
    [ "$(jq -r '"\(.line)\(.code)"' rejects | sort | tr '\n' ' ')" = '2no_such_case 3out_of_order 4future 5wrong_state ' ] ||
        complain "$(cat rejects)"
    cmp in.ndjson out
    # The last instant that is not the future, the first that is not before the last event.
    sed -e '/E1\|E4/d' -e 's/08:59:59/09:00:00/' -e 's/2026-10-13 00:00:00/2026-10-12 23:59:59/' events.csv >edge.csv
    try_events edge.csv in.ndjson
    want 0
}

@test "section 2: malformed events are rejects with their line, the rest applies" {
    event_case >in.ndjson
    {
        echo 'request,case,unit,at,reason,basis,suggested_unit'
        echo ',C1,330106,2026-10-10 09:00,why,rule,330105'
        echo 'E2,,330106,2026-10-10 09:00,why,rule,330105'
        echo 'E3,C1,330106,,why,rule,330105'
        echo 'E4,C1,330106,10 October,why,rule,330105'
        echo 'E5,C1,330106,2026-10-10 09:00,why'
        echo 'E6,C1,330106,2026-10-10 09:00,"w"hy,rule,330105'
        echo 'E7,C1,330106,2026-10-10 09:00,"two'
        echo 'lines",rule,330105'
    } >events.csv
    try_events events.csv in.ndjson
    want 1
    jq -r '"\(.line) \(.code) \(.field // "-")"' rejects >got
    same '2 missing event\n3 missing case\n4 missing at\n5 bad_date at\n6 field_count -\n7 bad_quote -\n' got
    jq -e '.history[-1].id == "E7" and .history[-1].input.reason == "two\nlines"' out
    # The same in NDJSON.
    {
        echo '{"request":"E8","case":"C1","unit":"330106","at":"2026-10-10 09:00","reason":"a","basis":"b","suggested_unit":"330105"}'
        echo '{"request":"E9","case":"C1",'
        echo '{"request":"E10","case":"C1","at":"2026-10-10 09:00","at":"2026-10-10 09:00"}'
        echo '{"request":"E11","case":{"id":"C1"},"at":"2026-10-10 09:00"}'
        echo '[1]'
        echo
        echo '{"request":"E12","at":"2026-10-10 09:00"}'
    } >events.ndjson
    try_events events.ndjson in.ndjson
    want 1
    jq -r '"\(.line) \(.code)"' rejects >got
    same '2 bad_json\n3 duplicate_key\n4 bad_type\n5 not_an_object\n7 missing\n' got
    [ "$(jq -r '.history[-1].id' out)" = E8 ]
}

@test "section 2: an event file that can't be worked with is exit 2 and nothing is written" {
    for pair in $event_tools; do
        tool=${pair%:*} option=${pair#*:}
        announce "$tool"
        cp old kept
        : >empty
        mkdir -p folder
        printf 'event,decision,case,at,case\n' >twice.csv
        printf 'event,decision,at\n' >no-case.csv
        printf 'event,decision,case\n' >no-time.csv
        printf 'event,decision,case,at\nE1,E1,"C1,2026' >unclosed.csv
        printf '\xff\xfee\0v\0' >utf16.csv
        for file in missing.csv folder twice.csv no-case.csv no-time.csv utf16.csv; do
            announce "$tool $file"
            try "$tool" "$option" $file -o kept good.ndjson
            refused
            grep -q "$file" err
            cmp old kept
            no_temporaries
        done
        grep -q iconv <("$tool" "$option" utf16.csv good.ndjson 2>&1)
    done
    run ! h12-return good.ndjson
}

@test "section 2: events apply in order of recorded_at, at the same instant in file order" {
    event_case >in.ndjson
    {
        echo 'request,case,unit,at,recorded_at,reason,basis,suggested_unit'
        echo 'E3,C1,330105,2026-10-09 10:00,2026-10-10 12:00,c,rule,330105'
        echo 'E1,C1,330105,2026-10-10 11:00,2026-10-10 10:00,a,rule,330105'
        echo 'E4,C1,330105,2026-10-09 10:00,2026-10-10 12:00,d,rule,330105'
        echo 'E2,C1,330105,2026-10-10 11:00,,b,rule,330105'
    } >events.csv
    try_events events.csv in.ndjson
    want 0
    [ "$(jq -r '[.history[] | select(.event == "return_requested").id] | join(" ")' out)" = 'E1 E2 E3 E4' ]
    # Other offsets are the same instant.
    sed 's/2026-10-10 10:00/2026-10-10T02:00:00Z/' events.csv >zulu.csv
    cp out expected
    try_events zulu.csv in.ndjson
    cmp expected out
}

@test "section 2: a second event file would be lost: it is exit 2" {
    for pair in $event_tools; do
        announce "$pair"
        try "${pair%:*}" "${pair#*:}" none.csv "${pair#*:}" none.csv good.ndjson
        refused
        grep -qe "${pair#*:}: one file a run" err
    done
}

@test "section 2: timeliness is judged by recorded_at" {
    event_case >in.ndjson
    # The window of a normal case is two working days: 10-10 (a workday) and 10-12.
    head='request,case,unit,at,recorded_at,reason,basis,suggested_unit'
    printf '%s\nE1,C1,330106,2026-10-10 09:00,2026-10-12 23:59:59,a,b,330105\n' "$head" >intime.csv
    printf '%s\nE1,C1,330106,2026-10-10 09:00,2026-10-13 00:00:00,a,b,330105\n' "$head" >late.csv
    printf '%s\nE1,C1,330106,2026-10-14 09:00,2026-10-12 09:00:00,a,b,330105\n' "$head" >early.csv
    try_events intime.csv in.ndjson --now 2026-10-20
    [ "$(jq -r .state out)" = returning ]
    try_events early.csv in.ndjson --now 2026-10-20
    [ "$(jq -r .state out)" = returning ]
    try_events late.csv in.ndjson --now 2026-10-20
    want 0
    jq -e '.state == "assigned" and .history[-1].outcome == "refused" and .history[-1].refusal == "late"' out
}

@test "section 2: an event file reads alike as CSV, tab or semicolon, with BOM, CRLF, Chinese headers, GB18030, NDJSON" {
    event_case >in.ndjson
    cp "$ROOT/tests/data/events.csv" events.csv
    try_events events.csv in.ndjson
    want 0
    cp out expected
    [ "$(jq -r '.history[-1].input.reason' expected)" = '排岭南路属于淳安县，不归本区' ]
    { printf '\xef\xbb\xbf'; cat events.csv; } >bom.csv
    sed 's/$/\r/' events.csv >crlf.csv
    head -c -1 events.csv >cut.csv
    tr , '\t' <events.csv >tab.tsv
    tr , ';' <events.csv >semicolon.csv
    iconv -f utf-8 -t gb18030 events.csv >gb18030.csv
    sed '1s/.*/申请编号,工单编号,承办单位,申请时间,退回理由,退回依据,建议单位/' events.csv >chinese.csv
    iconv -f utf-8 -t gb18030 chinese.csv >chinese-gb18030.csv
    jq -Rcn '[inputs | split(",")] as $rows | $rows[1:][] |
        [$rows[0], .] | transpose | map({(.[0]): .[1]}) | add' events.csv >events.ndjson
    { printf '\xef\xbb\xbf'; cat events.ndjson; } >bom.ndjson
    { echo; sed 's/$/\r/' events.ndjson; } >crlf.ndjson
    for file in bom.csv crlf.csv cut.csv tab.tsv semicolon.csv gb18030.csv chinese.csv \
        chinese-gb18030.csv events.ndjson bom.ndjson crlf.ndjson; do
        announce $file
        try_events $file in.ndjson
        want 0
        cmp expected out
    done
    announce 'standard input'
    rm -f rejects
    try h12-return --requests - -r rejects in.ndjson <gb18030.csv
    want 0
    cmp expected out
}

@test "section 2: --shard writes the events of other cases to --unmatched, and the parts make the whole" {
    for i in 1 2 3 4; do case_assigned C$i 330106 2026-10-09T09:00:00+08:00; done >all.ndjson
    {
        echo 'request,case,unit,at,reason,basis,suggested_unit'
        for i in 4 2 1 9; do echo "E$i,C$i,330106,2026-10-10 09:00,why,rule,330105"; done
    } >events.csv
    try_events events.csv all.ndjson
    want 1
    cp out expected
    sed -n 1,2p all.ndjson >part1
    sed -n 3,4p all.ndjson >part2
    try_events events.csv part1 --shard --unmatched left1
    want 0
    [ ! -s rejects ]
    grep -q 'events: 4 read, 2 applied, 0 already applied, 0 refused, 0 rejected, 2 unmatched' err ||
        complain 'summary'
    mv out out1
    [ "$(jq -r .case left1 | sort | tr '\n' ' ')" = 'C4 C9 ' ]
    [ "$(stat -c %a left1)" = 600 ]
    # What was left over is an event file itself.
    try_events left1 part2 --shard --unmatched left2
    want 0
    cat out1 out | cmp - expected
    [ "$(jq -r .case left2)" = C9 ]
    # --unmatched alone, or --shard alone, is a mistake.
    try_events events.csv part1 --shard
    refused
    try_events events.csv part1 --unmatched left3
    refused
    for name in part1 events.csv rejects; do
        cp $name before
        try_events events.csv part1 --shard --unmatched $name
        refused
        cmp before $name
    done
    printf 'decision,case,at,officer,unit\nR1,C1,2026-10-10,w,330105\nR2,C9,2026-10-10,w,330105\n' >route.csv
    try h12-route --decisions route.csv --shard --unmatched left part1
    want 0
    [ "$(jq -r .case left)" = C9 ]
}

@test "section 2: --archived sets the events of archived cases aside: no reject, counted, in no --unmatched" {
    event_case >in.ndjson
    # C8 stands as a record, C7 as a bare id.
    printf '{"id":"C8","state":"closed"}\n' >month
    printf 'C7\n\n' >ids
    local pair tool option name
    for pair in $event_tools; do
        tool=${pair%%:*} option=${pair#*:}
        announce "$tool"
        case $tool in
        h12-return | h12-deadline) name=request ;;
        h12-reply) name=reply ;;
        h12-callback) name=rating ;;
        h12-supervise) name=action ;;
        *) name=decision ;;
        esac
        for id in 7 8; do
            printf '{"%s":"E%s","case":"C%s","at":"2026-10-10 09:00","officer":"w"}\n' $name $id $id
        done >events
        try "$tool" "$option" events --archived month --archived ids in.ndjson
        want 0
        grep -q '; events: 2 read, 0 applied, 0 already applied, 0 refused, 0 rejected, 2 archived$' err ||
            complain 'summary'
        "$tool" -q "$option" none.csv in.ndjson | cmp - out
        # Those of one month only; one that is in neither.
        printf '{"%s":"E9","case":"C9","at":"2026-10-10 09:00","officer":"w"}\n' $name >>events
        rm -f rejects
        try "$tool" "$option" events --archived month -r rejects in.ndjson
        want 1
        [ "$(jq -r '[.code, (.raw | fromjson | .case)] | join(" ")' rejects | sort | tr '\n' ',')" = 'no_such_case C7,no_such_case C9,' ] ||
            complain "$(cat rejects)"
        grep -q ' 2 rejected, 1 archived$' err || complain 'summary'
        try "$tool" "$option" events --archived month --shard --unmatched left in.ndjson
        want 0
        [ "$(jq -r .case left | tr '\n' ' ')" = 'C7 C9 ' ] || complain 'unmatched'
        grep -q ' 0 rejected, 2 unmatched, 1 archived$' err || complain 'summary'
        # What is wrong with the option is said before anything is written.
        for wrong in nowhere - "$PWD"; do
            rm -f out.ndjson
            try "$tool" "$option" events --archived $wrong -o out.ndjson in.ndjson
            refused
            [ ! -e out.ndjson ] || complain "$wrong: written"
        done
        cp month before
        try "$tool" "$option" events --archived month -o month in.ndjson
        refused
        try "$tool" "$option" events --archived month -r month in.ndjson
        refused
        try "$tool" "$option" events --archived month --shard --unmatched month in.ndjson
        refused
        cmp before month
        # The rejects do not go into the events.
        cp events before
        try "$tool" "$option" events -r events in.ndjson
        refused
        cmp before events
    done
}

@test "section 2: an event of an archived case that is in the input is applied" {
    event_case >in.ndjson
    cp "$ROOT/tests/data/events.csv" events.csv
    try_events events.csv in.ndjson
    cp out expected
    try_events events.csv in.ndjson --archived in.ndjson
    want 0
    cmp expected out
    run ! grep archived err
}

@test "section 2: --strict counts an event's reject, too" {
    event_case >in.ndjson
    printf 'request,case,unit,at\nE1,C9,330106,2026-10-10 09:00\n' >events.csv
    cp old kept
    try_events events.csv in.ndjson --strict -o kept
    want 1
    cmp old kept
    printf 'request,case,unit,at\nE1,C9,330106,some day\n' >events.csv
    try_events events.csv in.ndjson --strict -o kept
    want 1
    cmp old kept
    # In place: an event that is rejected keeps the ledger as it was.
    cp in.ndjson ledger
    try_events events.csv ledger -o ledger
    want 3
    cmp in.ndjson ledger
}

@test "section 2: intake's members and history suffice to derive the rest again" {
    h12-intake -q -r /dev/null "$ROOT/share/demo/export.csv" >intake || [ $? -eq 1 ]
    h12-route -q intake | h12-deadline -q >ledger
    # A ledger without what h12-deadline wrote is the same ledger after h12-deadline.
    jq -c 'del(.deadline)' ledger | h12-deadline -q | jq -cS . >again
    jq -cS . ledger | cmp - again
}
