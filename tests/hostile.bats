#!/usr/bin/env bats
# Text that was written to do harm: escape sequences, overrides of the direction of writing,
# characters that show nothing, formulas, markup, commands, paths, lines that look like a message of
# ours. It may stand in any member; none of it reaches a terminal, a spreadsheet, a file name or a
# command, and what is wrong with a record is said without saying what stands in it.
bats_require_minimum_version 1.5.0
load helper

# The mark that all texts carry, so that a copy is found however it was changed.
MARK=zzqx

# One text a line, as JSON.
hostile() {
    cat <<'END'
"zzqx\u001b[31mred\u001b]0;title\u0007"
"zzqx\u009b31m\u0090q\u009c"
"\u0007\u0008\u007fzzqx"
"zzqx\u202egpj.exe\u202c\u2066x\u2069\u061c\u200f"
"zz\u200bqx\u200d\u2060\ufeff\u00ad\u034f\u3164"
"zzqx\u2028h12-report: forged\u2029"
"zzqx\nh12-intake: 9 read, 9 written, 0 rejected"
"zzqx\rh12-intake: 9 read"
"=1+zzqx"
"+1+zzqx"
"-1+zzqx"
"@zzqx(1)"
"\t=zzqx"
"\r=zzqx"
"\n=zzqx"
"\u000b=zzqx"
"\u00a0=zzqx"
"\u3000＝zzqx"
"＝zzqx"
"＋zzqx"
"－zzqx"
"＠zzqx"
"=HYPERLINK(\"http://zzqx.example/\";\"zzqx\")"
"<script>zzqx()</script><img src=x onerror=zzqx>"
"$(touch zzqx)"
"`touch zzqx`"
"zzqx; touch zzqx | touch zzqx & touch zzqx > zzqx"
"../../zzqx"
"/tmp/zzqx/../zzqx"
".."
"-o zzqx"
"--output=zzqx"
"%s%n%1000000dzzqx"
"\\x1b[31mzzqx"
END
    printf '"zzqx%s"\n' "$(printf '长%.0s' {1..2000})"
    printf '"zzqx%s"\n' "$(printf '\xcc\x81%.0s' {1..3000})"
}

# Not a byte that a terminal would obey, show as nothing or take for another direction.
clean() {
    local bad='[\x{0}-\x{8}\x{b}-\x{c}\x{e}-\x{1f}\x{7f}-\x{9f}\x{ad}\x{34f}\x{61c}\x{180e}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{3164}\x{feff}\x{fff9}-\x{fffb}]'
    run env LC_ALL=C.UTF-8 grep -anP "$bad" "$1"
    [ "$status" -eq 1 ] || { echo "$1: $output" | cat -v | head -n 5; return 1; }
}

# A log of messages: clean, each line a tool's own, none of them longer than a message may be.
clean_log() {
    clean "$1"
    run grep -vE '^h12-[a-z]+: ' "$1"
    [ "$status" -eq 1 ] || { echo "$1: not ours: $output" | cut -c 1-300; return 1; }
    run grep -E '^.{600}' "$1"
    [ "$status" -eq 1 ] || { echo "$1: a message without end"; return 1; }
    run ! grep -E '^h12-[a-z]+: (forged|9 read)' "$1"
}

# The log names no value at all: nothing but places.
silent_log() {
    clean_log "$1"
    run grep -n "$MARK\|qx\|forged" "$1"
    [ "$status" -eq 1 ] || { echo "$1: $output"; return 1; }
}

# A table for people: clean, of a width that can be read, and without heaps of marks, which take no
# column.
clean_text() {
    clean "$1"
    run env LC_ALL=C.UTF-8 grep -aqP '\x{301}{200}' "$1"
    [ "$status" -eq 1 ]
    run awk '{ gsub(/[^ -~]/, "", $0); if (length($0) > 600) { print FILENAME ":" NR; exit 1 } }' "$1"
    [ "$status" -eq 0 ] || { echo "a line without end: $output"; return 1; }
}

# No cell begins as a formula, behind blanks neither.
no_formulas() {
    run env LC_ALL=C.UTF-8 grep -anP '(^|,)"?[\s\x{a0}\x{3000}]*[=+@＝＋－＠-]' "$1"
    [ "$status" -eq 1 ] || { echo "$1: $output" | head -n 5; return 1; }
}

# Nothing was made that nobody asked for.
only_files() {
    run ls -A
    [ "$output" = "$(printf '%s\n' "$@" | LC_ALL=C sort)" ]
    [ ! -e ../zzqx ] && [ ! -e /tmp/zzqx ]
}

# clean_report REPORT LEDGER: it is fit for people in all its forms.
clean_report() {
    h12-report "$1" -q --lang en --top 5000 --drill drill -o text "$2" 2>>log || [ $? -eq 1 ]
    h12-report "$1" -q --reveal test --top 5000 --format csv -o csv "$2" 2>>log || [ $? -eq 1 ]
    h12-report "$1" -q --top 5000 --format json -o json "$2" 2>>log || [ $? -eq 1 ]
    h12-report "$1" -q --top 5000 --partial -o partial "$2" 2>>log || [ $? -eq 1 ]
    h12-report "$1" -q --lang en --top 5000 --merge -o merged partial 2>>log || [ $? -eq 1 ]
    clean_text text
    clean_text merged
    for file in drill csv json partial; do
        clean "$file"
    done
    no_formulas drill
    no_formulas csv
    jq -e . json >/dev/null
}

clean_reports() {
    clean_report overdue "$1"
    clean_report holding "$1"
}

COLUMNS_OF_EXPORT=(工单编号 来电时间 受理渠道 诉求类型 反映人 联系电话 所属区域 事发地址 留言主题 诉求内容 紧急程度 承办单位 被反映单位 备注)

# An export in which each text stands once in each column, the others being as usual.
hostile_export() {
    local row='["H\($n)-\($column)","2026-09-01 09:00:00","电话","投诉","张先生","13800000001",
        "西湖区","某路","标题","内容","一般","西湖区","某公司","无"]'
    printf '%s\n' "${COLUMNS_OF_EXPORT[@]}" | jq -nRr '[inputs] | @csv'
    hostile | jq -rs --argjson columns "${#COLUMNS_OF_EXPORT[@]}" \
        "to_entries[] | .key as \$n | .value as \$text | range(\$columns) as \$column | $row | .[\$column] = \$text | @csv"
}

@test "an export: each text in each column, through the whole chain" {
    hostile_export >export.csv
    h12-intake -q export.csv >accepted 2>log || [ $? -eq 1 ]
    h12-intake -q -r rejects export.csv 2>>log >again || [ $? -eq 1 ]
    cmp accepted again
    [ "$(wc -l <accepted)" -gt 300 ] # most columns take any text
    h12-route -q accepted >routed 2>>log
    h12-deadline -q routed >ledger 2>>log
    h12-check -o findings ledger 2>>log || [ $? -eq 1 ]
    h12-check --summary -o summary ledger 2>>log || [ $? -eq 1 ]
    sed -i '/^h12-check: [0-9]* read/d' log
    silent_log log
    clean rejects
    clean findings
    clean summary
    # The same text is still there: nothing was lost to cleaning.
    [ "$(jq -r '.extra["备注"]' accepted | grep -c zzqx)" -ge 30 ]
    clean_reports ledger
    only_files accepted again csv drill export.csv findings json ledger log merged partial rejects \
        routed summary text
}

@test "an export: each text as a header, beside known columns and alone" {
    hostile | jq -rs '(["工单编号","来电时间","诉求内容"] + [to_entries[] | .value[:400] + "\(.key)"] | @csv),
        (["A","2026-09-01 09:00:00","内容"] + [.[] | "x"] | @csv)' >export.csv
    h12-intake -q export.csv >accepted 2>log
    [ "$(jq '.extra | length' accepted)" -ge 30 ]
    hostile | while read -r text; do
        jq -rn --argjson text "$text" '[$text[:19], "foo"] | @csv' >alone.csv
        h12-intake -q alone.csv >none 2>>log && return 1
        [ "$?" -eq 2 ]
        h12-return -q --requests alone.csv accepted >none 2>>log && return 1
        [ "$?" -eq 2 ]
    done
    clean_log log
    only_files accepted alone.csv export.csv log none
}

# Cases as they stand late in their life, and where in them a text can stand.
base_case() {
    case_assigned H 330106 2026-09-01T10:00:00+08:00 2026-09-01T09:00:00+08:00 \
        '"district":"330106","title":"t","text":"t","channel":"phone","kind":"complaint","matter":"0402","urgency":"normal","requester":{"type":"person","name":"n","phone":"13800000001"},"address":"a","respondent":"r","extra":{"k":"v"},"deadline":{"clock":"art.14","basis":"art.14","from":"2026-09-01","due":"2026-09-08","due_at":"2026-09-08T23:59:59+08:00","status":"overdue","policy":"p","calendar":"c"},"returns":[{"request":"R1","unit":"330106","at":"2026-09-02T09:00:00+08:00","reason":"x","basis":"y","suggested_unit":"330109","outcome":"refused"}]'
}

# A ledger in which each text stands once at each string of the case, its ids apart.
hostile_ledger() {
    base_case >base
    hostile | jq -cs --slurpfile base base '[$base[0] | paths(strings)] as $places
        | to_entries[] | .key as $n | .value as $text
        | $places | to_entries[] | .key as $m | .value as $place
        | $base[0] | .id = "L\($n)-\($m)" | setpath($place; $text)'
}

@test "a ledger: each text at each place of a case, through each tool" {
    hostile_ledger >ledger
    [ "$(wc -l <ledger)" -gt 1000 ]
    printf 'request,case,unit,at,reason,basis,suggested_unit\nQ1,nowhere,330106,2026-10-09,r,b,330109\n' >requests
    for tool in route deadline "return --requests requests" check "check --summary" \
        "archive --to archive"; do
        # shellcheck disable=SC2086 # a tool and its options
        h12-$tool -q ledger >out 2>>log || [ $? -eq 1 ]
        [[ $tool != check* ]] || clean out
    done
    silent_log log
    clean_reports ledger
    only_files archive base csv drill json ledger log merged out partial requests text
    run find archive -type f
    [ -z "$output" ] # nothing of it is closed
}

@test "events: each text in each column of the requests" {
    base_case >base
    jq -c 'del(.returns)' base >case
    hostile | jq -rs '["request","case","unit","at","recorded_at","reason","basis","suggested_unit","kind","event","decision","to","co","officer"] as $header
        | ($header | @csv), (to_entries[] | .key as $n | .value as $text | range($header | length) as $column
        | ["Q\($n)-\($column)","H","330106","2026-10-09 09:00:00","","r","b","330109","","","","","",""]
        | .[$column] = $text | @csv)' >requests.csv
    h12-return -q --requests requests.csv case >out 2>log || [ $? -eq 1 ]
    h12-return -q -r rejects --requests requests.csv case >again 2>>log || [ $? -eq 1 ]
    silent_log log
    clean rejects
    clean_reports out
    h12-check -q out >findings 2>>log || [ $? -eq 1 ]
    clean findings
    only_files again base case csv drill findings json log merged out partial rejects requests.csv text
}

# Ids are named in messages, for they are what one looks for: cut short and made harmless.
@test "ids: those that h12-commit and h12-archive name are harmless and short" {
    hostile | jq -cs '.[] | {id: ., received_at: "2024-09-01T09:00:00+08:00", state: "closed",
        history: [{at: "2024-09-01T09:00:00+08:00", event: "closed", by: "h12-callback"}]}' >ledger
    case_accepted other >next
    cp ledger before
    while read -r line; do
        printf '%s\n' "$line" >old
        h12-commit -q old next 2>>log && return 1
        [ "$?" -eq 3 ]
        { cat old old next; } >twice
        h12-commit -q old twice 2>>log && return 1
    done <ledger
    mkdir archive
    jq -c '.note = "other"' ledger >archive/2024-09.ndjson
    h12-archive -q --to archive ledger >out 2>>log && return 1
    cmp ledger out
    clean_log log
    grep -qF "case 'zzqx\\x0ah12-intake: 9 read, 9 written, 0 rejected' is missing" log
    grep -qF "case 'zzqx\\x1b[31mred\\x1b]0;title\\x07' is in the archive" log
    grep -qE "case 'zzqx(长)+…' is missing" log
    only_files archive before ledger log next old old.lock out twice
    run ls archive
    [ "$output" = 2024-09.ndjson ]
}

@test "ids: a moved case whose id has lines in it lets no other case be removed" {
    hostile | jq -cs '.[] | {id: ., received_at: "2024-09-01T09:00:00+08:00", state: "closed",
        history: [{at: "2024-09-01T09:00:00+08:00", event: "closed", by: "h12-callback"}]}' >closed
    printf '%s\n' '{"id":"A\nvictim\n","state":"closed","history":[{"at":"2024-09-01T09:00:00+08:00","event":"closed","by":"x"}]}' \
        '{"id":"{\"id\":\"victim\"}","state":"closed","history":[{"at":"2024-09-01T09:00:00+08:00","event":"closed","by":"x"}]}' \
        '{"id":" victim ","state":"closed","history":[{"at":"2024-09-01T09:00:00+08:00","event":"closed","by":"x"}]}' \
        '{"id":"\ufeffvictim","state":"closed","history":[{"at":"2024-09-01T09:00:00+08:00","event":"closed","by":"x"}]}' \
        >>closed
    { case_accepted victim && jq -c '.received_at //= "2024-09-01T09:00:00+08:00"' closed; } >ledger
    cp ledger before
    h12-archive -q --to archive --moved moved ledger >rest
    [ "$(jq -r .id rest)" = victim ]
    : >empty
    run h12-commit -q --allow-remove moved ledger empty
    [ "$status" -eq 3 ]
    [[ $output == *"case 'victim' is missing"* ]]
    cmp before ledger
    h12-commit -q --allow-remove moved ledger rest # and all others may go
    cmp rest ledger
}

@test "progress: numbers only" {
    hostile_ledger >ledger
    h12-deadline -q --progress ledger >out 2>log || [ $? -eq 1 ]
    tr '\r' '\n' <log | grep -v '^h12-deadline: ' >lines
    run grep -vE '^([0-9]+ records, [0-9]+ MB/s, [0-9]+ %| *| {3})*$' lines
    [ "$status" -eq 1 ]
}

@test "nothing in the sources starts a command or builds a file's name out of a record" {
    run grep -nE '(^|[^_a-z])(system|popen|exec[lv]p?e?|posix_spawnp?)\(' -r "$ROOT/cmd" "$ROOT/lib"
    [ "$status" -eq 1 ]
}
