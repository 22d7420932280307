#!/usr/bin/env bats
# h12-report overdue. The expectations are reckoned by hand over the National Day holidays of 2026:
# 09-25 to 09-27 off, 10-01 to 10-07 off, Saturday 10-10 works, Sunday 10-11 does not.

bats_require_minimum_version 1.5.0
load helper

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    unset H12_NOW
    SATURDAY=2026-10-10T12:00:00+08:00
    LEDGER=ledger.ndjson
    : >"$LEDGER"
}

# put ID STATE UNIT DISTRICT DUE_AT [MEMBERS]: one more case; "-" leaves a member out.
put() {
    local line='{"id":"'$1'","title":"路灯不亮","state":"'$2'"'
    [ "$3" = - ] || line+=',"assignment":{"round":1,"lead":"'$3'","co":[],"cause":"dispatched"}'
    [ "$4" = - ] || line+=',"district":"'$4'"'
    [ "$5" = - ] || line+=',"deadline":{"clock":"art.14","due_at":"'$5'","status":"running"}'
    printf '%s%s}\n' "$line" "${6:+,$6}" >>"$LEDGER"
}

report() {
    h12-report --now "${NOW:-$SATURDAY}" "$@" overdue "$LEDGER"
}

# count TABLE KEY MEASURE: a number of the report as JSON; KEY is the first cell of a row.
count() {
    jq --arg table "$1" --arg key "$2" --arg measure "$3" '.tables[] | select(.name == $table)
        | (.columns | index($measure)) as $at | .rows[] | select((.[0] // "") == $key) | .[$at]' \
        report.json
}

make_json() {
    report --format json -q "$@" >report.json
}

# one_band DUE_AT: the measure under which a case of that due time counts.
one_band() {
    : >"$LEDGER"
    put A assigned 330106 330106 "$1"
    make_json
    jq -r '.tables[0] | [.columns, .rows[2]] | transpose
        | map(select(.[1] == 1 and .[0] != "open" and .[0] != "overdue") | .[0]) | join(" ")' \
        report.json
}

@test "bands: working days late over the National Day holidays" {
    [ "$(one_band 2026-10-10T11:59:59+08:00)" = late_0 ]    # this morning
    [ "$(one_band 2026-10-09T23:59:59+08:00)" = late_1 ]    # 10-10
    [ "$(one_band 2026-10-08T23:59:59+08:00)" = late_2_3 ]  # 10-09 10-10
    [ "$(one_band 2026-10-03T08:00:00+08:00)" = late_2_3 ]  # a clock of hours: 10-08 09 10
    [ "$(one_band 2026-09-30T23:59:59+08:00)" = late_2_3 ]  # 10-08 09 10
    [ "$(one_band 2026-09-29T23:59:59+08:00)" = late_4_7 ]  # 09-30 10-08 09 10
    [ "$(one_band 2026-09-23T23:59:59+08:00)" = late_4_7 ]  # 09-24 28 29 30 10-08 09 10
    [ "$(one_band 2026-09-22T23:59:59+08:00)" = late_over_7 ]
}

@test "bands: late, but no working day since, is 0 working days late" {
    NOW=2026-10-07
    [ "$(one_band 2026-09-30T23:59:59+08:00)" = late_0 ]
    NOW=2026-10-08T00:00:00+08:00
    [ "$(one_band 2026-09-30T23:59:59+08:00)" = late_1 ]
    NOW=2026-10-11
    [ "$(one_band 2026-10-10T23:59:59+08:00)" = late_0 ]
}

@test "bands: due at this very second is not late" {
    NOW=2026-10-09T23:59:59+08:00
    [ "$(one_band 2026-10-09T23:59:59+08:00)" = due_today ]
    NOW=2026-10-10T00:00:00+08:00
    [ "$(one_band 2026-10-09T23:59:59+08:00)" = late_1 ]
}

@test "bands: due today, on the next working day or a day off before it, and later" {
    [ "$(one_band 2026-10-10T23:59:59+08:00)" = due_today ]
    [ "$(one_band 2026-10-11T23:59:59+08:00)" = due_next ]  # Sunday
    [ "$(one_band 2026-10-12T23:59:59+08:00)" = due_next ]  # Monday
    [ "$(one_band 2026-10-13T23:59:59+08:00)" = later ]
    NOW=2026-09-30T08:00:00+08:00
    [ "$(one_band 2026-10-08T23:59:59+08:00)" = due_next ]
    [ "$(one_band 2026-10-09T23:59:59+08:00)" = later ]
}

@test "bands: a due time in another zone is the same instant" {
    [ "$(one_band 2026-10-10T04:00:00Z)" = due_today ]
    [ "$(one_band 2026-10-10T03:59:59Z)" = late_0 ]
    [ "$(one_band 2026-10-09T16:00:00Z)" = late_0 ]         # 10-10 in Hangzhou
}

@test "the status in the record is not believed" {
    put A assigned 330106 330106 - '"deadline":{"due_at":"2026-10-13T23:59:59+08:00","status":"overdue","late_workdays":9}'
    make_json
    [ "$(count units 330106 later)" = 1 ]
    [ "$(count units 330106 overdue)" = 0 ]
}

@test "a later calendar wins" {
    printf 'date,kind,name\n2026-10-10,holiday,x\n' >more.csv
    put A assigned 330106 330106 2026-10-09T23:59:59+08:00
    make_json --calendar more.csv
    [ "$(count units 330106 late_0)" = 1 ]
}

mixed() {
    put A assigned 330106 330106 2026-10-09T23:59:59+08:00
    put B assigned 330106 330102 2026-09-22T23:59:59+08:00
    put C committed city-market 330106 2026-10-12T23:59:59+08:00
    put D triage - 330106 2026-10-09T23:59:59+08:00
    put E returning 330106 330102 2026-10-10T23:59:59+08:00
    put F replied 330106 330106 2026-09-22T23:59:59+08:00
    put G assigned nowhere 999999 2026-10-08T23:59:59+08:00
    put H assigned - - 2026-10-08T23:59:59+08:00
    put I accepted - 330106 -
    put J closed 330106 330106 2026-09-22T23:59:59+08:00
    put K resolved 330106 330106 2026-09-22T23:59:59+08:00
    put L answered - 330106 2026-09-22T23:59:59+08:00
    put M declined - 330106 - '"deadline":{"status":"none"}'
    put N withdrawn - 330106 -
    put O barred - 330106 -
    put P assigned 330102 330102 - '"deadline":{"due_at":"2027-01-05T23:59:59+08:00","provisional":true}'
}

@test "by unit, by state of the hotline, by district" {
    mixed
    make_json
    [ "$(count units 330106 late_1)" = 1 ]
    [ "$(count units 330106 late_over_7)" = 1 ]
    [ "$(count units 330106 overdue)" = 2 ]
    [ "$(count units 330106 open)" = 2 ]       # E and F are with the hotline, J and K are over
    [ "$(count units city-market due_next)" = 1 ]
    [ "$(count units "" late_2_3)" = 2 ]       # G: to no such unit, H: to nobody
    [ "$(count units 330102 provisional)" = 1 ]
    [ "$(count units 330102 later)" = 1 ]
    [ "$(count hotline triage late_1)" = 1 ]
    [ "$(count hotline returning due_today)" = 1 ]
    [ "$(count hotline replied stopped)" = 1 ]
    [ "$(count hotline replied overdue)" = 0 ]
    [ "$(count hotline accepted no_deadline)" = 1 ]
    [ "$(count districts 330106 open)" = 5 ]   # A C D F I
    [ "$(count districts 330102 open)" = 3 ]   # B E P
    [ "$(count districts "" open)" = 2 ]       # G H
}

@test "sums: units and hotline make what the districts make, and nothing is lost" {
    mixed
    make_json
    for measure in late_0 late_1 late_2_3 late_4_7 late_over_7 overdue due_today due_next later \
        stopped no_deadline open provisional; do
        units=$(count units total $measure)
        hotline=$(count hotline total $measure)
        [ $((units + hotline)) = "$(count districts total $measure)" ]
        [ $((units + hotline)) = "$(count sums total $measure)" ]
    done
    [ "$(count sums total open)" = 10 ]
    [ "$(count sums total overdue)" = 5 ]
    jq -e '.read == 16 and .not_open == 6 and .open == 10 and .overdue == 5 and .rejected == 0' \
        report.json
}

@test "names come from the directory" {
    mixed
    make_json
    [ "$(count units 330106 name)" = '"西湖区"' ]
    [ "$(count districts 330102 name)" = '"上城区"' ]
    [ "$(count units "" name)" = '"unknown_unit"' ]
    report --lang zh 2>/dev/null | grep -q '（单位不明）'
    report --lang en 2>/dev/null | grep -q '(unknown district)'
}

@test "cases without a deadline and provisional ones are in the summary line" {
    mixed
    run bash -c "h12-report --now $SATURDAY overdue '$LEDGER' 2>&1 >/dev/null"
    [ "$output" = "h12-report: 16 read, 0 rejected, 1 without a deadline (run h12-deadline first), 1 provisional (a year without a calendar)" ]
}

@test "the oldest first, ties by id, with working days and days late" {
    put B2 assigned 330106 330106 2026-09-22T23:59:59+08:00
    put B1 triage - 330106 2026-09-22T23:59:59+08:00
    put A assigned 330106 330106 2026-10-09T23:59:59+08:00
    put C assigned 330106 330106 2026-10-08T23:59:59+08:00
    put D assigned 330106 330106 2026-10-12T23:59:59+08:00
    make_json --top 3
    run jq -c '.tables[] | select(.name == "oldest") | .columns, .rows[]' report.json
    [ "${lines[0]}" = '["id","title","unit","unit_name","due","late_workdays","late_days","state"]' ]
    [ "${lines[1]}" = '["B1","路灯不亮",null,"held_by_hotline","2026-09-22",8,18,"triage"]' ]
    [ "${lines[2]}" = '["B2","路灯不亮","330106","西湖区","2026-09-22",8,18,"assigned"]' ]
    [ "${lines[3]}" = '["C","路灯不亮","330106","西湖区","2026-10-08",2,2,"assigned"]' ]
    [ "${#lines[@]}" = 4 ]
    jq -e '.listed == 3 and .overdue == 4' report.json
}

@test "--top: fifty by default, 0 lists none, nonsense is refused" {
    for i in $(seq 100 159); do
        put "N$i" assigned 330106 330106 2026-10-08T23:59:59+08:00
    done
    make_json
    [ "$(jq '.tables[-1].rows | length' report.json)" = 50 ]
    [ "$(jq -r '.tables[-1].rows[49][0]' report.json)" = N149 ]
    make_json --top 0
    [ "$(jq '.tables[-1].rows | length' report.json)" = 0 ]
    for bad in -1 x 1x '' 1000001; do
        run report --top "$bad"
        [ "$status" = 2 ]
    done
}

@test "--drill: all overdue cases as CSV, whatever --top says" {
    mixed
    report --lang en --top 1 --drill drill.csv 2>/dev/null >/dev/null
    tr -d '\r' <drill.csv >got
    cat >want <<'END'
id,title,unit,unit name,due,workdays late,days late,state
B,路灯不亮,330106,西湖区,2026-09-22,8,18,assigned
G,路灯不亮,,(unknown unit),2026-10-08,2,2,assigned
H,路灯不亮,,(unknown unit),2026-10-08,2,2,assigned
A,路灯不亮,330106,西湖区,2026-10-09,1,1,assigned
D,路灯不亮,,hotline,2026-10-09,1,1,triage
END
    cmp got want
}

@test "--drill changes nothing of the report" {
    mixed
    report --top 2 -q >plain
    report --top 2 -q --drill drill.csv >with
    cmp plain with
}

@test "--drill and the report stand or fall together" {
    mixed
    for file in kept drill; do echo old >$file; done
    run report -o /dev/full --drill drill
    [ "$status" -eq 3 ]
    run report -o kept --drill /dev/full
    [ "$status" -eq 3 ]
    { cat "$LEDGER" && echo '{'; } >damaged
    run h12-report overdue --strict -o kept --drill drill damaged
    [ "$status" -eq 1 ]
    for file in kept drill; do [ "$(cat $file)" = old ]; done
    [ -z "$(ls -d ./*.h12-* 2>/dev/null)" ]
    report -o kept --drill drill
    for file in kept drill; do [ "$(wc -l <$file)" -gt 1 ]; done
}

@test "--drill: never an input, the output, the rejects or standard output" {
    mixed
    cp "$LEDGER" before
    run report --drill "$LEDGER"
    [ "$status" = 2 ]
    cmp "$LEDGER" before
    run report -o out --drill out
    [ "$status" = 2 ]
    [ ! -e out ]
    run report -r rejects --drill rejects
    [ "$status" = 2 ]
    run report --drill -
    [ "$status" = 2 ]
}

@test "an empty ledger is a report of zeros" {
    make_json
    [ "$(count sums total open)" = 0 ]
    [ "$(count units total overdue)" = 0 ]
    [ "$(count districts total open)" = 0 ]
    jq -e '.read == 0 and .listed == 0' report.json
    run report
    [ "$status" = 0 ]
}

@test "no overdue case: zeros and an empty list" {
    put A assigned 330106 330106 2026-10-13T23:59:59+08:00
    make_json
    [ "$(count units 330106 overdue)" = 0 ]
    [ "$(count units 330106 open)" = 1 ]
    [ "$(jq '.tables[-1].rows | length' report.json)" = 0 ]
}

@test "what cannot be counted is rejected, and the rest is counted" {
    put A assigned 330106 330106 2026-10-09T23:59:59+08:00
    {
        echo '{"id":"B"}'
        echo '{"id":"C","state":"lost"}'
        echo '{"state":"assigned"}'
        echo '{"id":"D","state":"assigned","deadline":{"due_at":"soon"}}'
        echo '{"id":"E","state":"assigned","assignment":[]}'
        echo 'not json'
    } >>"$LEDGER"
    run bash -c "h12-report --now $SATURDAY --format json overdue '$LEDGER' 2>'messages'"
    [ "$status" = 1 ]
    echo "$output" | jq -e '.read == 7 and .rejected == 6 and .open == 1'
    grep -q 'h12-report: 7 read, 6 rejected$' messages
}

@test "--strict: half a report is none" {
    put A assigned 330106 330106 2026-10-09T23:59:59+08:00
    echo 'not json' >>"$LEDGER"
    echo old >out
    run report --strict -o out --drill drill.csv
    [ "$status" = 1 ]
    [ "$(cat out)" = old ]
    [ ! -e drill.csv ]
    run bash -c "h12-report --now $SATURDAY --strict overdue '$LEDGER' 2>/dev/null"
    [ -z "$output" ]
}

@test "an unknown report and none at all: exit 2 with the list of reports" {
    run h12-report overdu
    [ "$status" = 2 ]
    [ "$output" = "h12-report: 'overdu': no such report; there are: overdue, supervision, holding" ]
    run h12-report
    [ "$status" = 2 ]
    [ "$output" = "h12-report: which report? there are: overdue, supervision, holding" ]
}

@test "bad options are exit 2" {
    for bad in '--format html' '--lang de' '--bom' '--reveal=' '--partial --merge' \
        '--partial --format csv' '--nonsense'; do
        # shellcheck disable=SC2086
        run report $bad
        [ "$status" = 2 ]
    done
}

@test "several files are one ledger" {
    put A assigned 330106 330106 2026-10-09T23:59:59+08:00
    cp "$LEDGER" first
    : >"$LEDGER"
    put B assigned 330106 330106 2026-10-09T23:59:59+08:00
    h12-report --now "$SATURDAY" -q --format json overdue "$LEDGER" first |
        jq -e '.open == 2 and .read == 2'
}

@test "a case of several files counts once, as it stands first; how often it stood twice is said" {
    put A assigned 330106 330106 2026-10-09T23:59:59+08:00
    put B triage - 330106 2026-10-09T23:59:59+08:00
    put 'C\u0031' closed 330106 330106 -
    cp "$LEDGER" first
    h12-report --now "$SATURDAY" -q overdue first >want
    # The archive has C1 and one of its own; A as another record, and one that is refused.
    : >"$LEDGER"
    put C1 closed 330106 330106 -
    put D closed 330106 330106 -
    put A closed 330106 330106 -
    put E nowhere 330106 330106 -
    put E closed 330106 330106 -
    for name in overdue supervision; do
        h12-report --now "$SATURDAY" --format json -r /dev/null $name first "$LEDGER" >out 2>messages || [ $? -eq 1 ]
        jq -e '.read == 8 and .rejected == 1 and .stood_twice == 2' out
        grep -q "^h12-report: 8 read, 1 rejected, 2 stood twice" messages
    done
    case_assigned A 330106 2026-10-09T09:00:00+08:00 | h12-deadline -q --now "$SATURDAY" >one
    h12-report --now "$SATURDAY" --format json holding one one >out 2>messages
    jq -e '.read == 2 and .rejected == 0 and .stood_twice == 1' out
    grep -q '^h12-report: 2 read, 0 rejected, 1 stood twice' messages
    h12-report --now "$SATURDAY" --format json -q -r /dev/null overdue first "$LEDGER" >out || [ $? -eq 1 ]
    jq -e '.open == 2 and .overdue == 2 and .not_open == 3' out
    # The other way round A is closed.
    h12-report --now "$SATURDAY" --format json -q -r /dev/null overdue "$LEDGER" first >out || [ $? -eq 1 ]
    jq -e '.open == 1 and .stood_twice == 2' out
    # The same file again changes nothing but what was read; standard input is a file, too.
    h12-report --now "$SATURDAY" --lang en -q overdue first first >out
    grep -qx 'stood twice *3' out
    h12-report --now "$SATURDAY" --lang en -q overdue first >once
    diff <(grep -v -e '^records read' -e '^stood twice' out) <(grep -v '^records read' once)
    h12-report --now "$SATURDAY" --lang en -q overdue - first <first | cmp - out
    h12-report --now "$SATURDAY" --lang zh -q overdue first first | grep -q '^重复出现（未再计） *3$'
    h12-report --now "$SATURDAY" -q --drill cases.csv overdue first first >/dev/null
    [ "$(wc -l <cases.csv)" -eq 3 ]
}

@test "of one file ids are not compared, and nothing is said" {
    put A assigned 330106 330106 2026-10-09T23:59:59+08:00
    put A assigned 330106 330106 2026-10-09T23:59:59+08:00
    report --format json 2>messages >report.json
    jq -e '.open == 2 and (has("stood_twice") | not)' report.json
    run ! grep twice messages
}

@test "a partial carries what stood twice" {
    put A assigned 330106 330106 2026-10-09T23:59:59+08:00
    cp "$LEDGER" first
    put B assigned 330106 330106 2026-10-09T23:59:59+08:00
    put C assigned 330106 330106 2026-10-09T23:59:59+08:00
    h12-report --now "$SATURDAY" -q overdue "$LEDGER" first >whole
    h12-report --now "$SATURDAY" -q --partial overdue "$LEDGER" first >part
    h12-report -q --merge overdue part | cmp - whole
    : >"$LEDGER"
    put D assigned 330106 330106 2026-10-09T23:59:59+08:00
    h12-report --now "$SATURDAY" -q --partial overdue "$LEDGER" "$LEDGER" >other
    h12-report --merge --format json overdue other part 2>messages |
        jq -e '.read == 6 and .stood_twice == 2 and .open == 4'
    grep -q ', 2 stood twice' messages
    for bad in -1 '"x"' 1.5; do
        sed "1s/\"stood_twice\":1/\"stood_twice\":$bad/" part >bent
        run -2 h12-report --merge overdue bent
    done
}

hostile() {
    put 'E1' assigned 330106 330106 2026-09-22T23:59:59+08:00 '"x":1'
    sed -i 's/"路灯不亮"/"\\u001b[31mred\\u0007\\u202egnp\\u200b\\r\\nnext\\ttab"/' "$LEDGER"
    printf '%s\n' '{"id":"E2","title":"=HYPERLINK(\"http://x\",\"y\")","state":"triage","deadline":{"due_at":"2026-09-23T23:59:59+08:00"}}' \
        '{"id":"-E3","title":"＝1+1","state":"triage","deadline":{"due_at":"2026-09-24T23:59:59+08:00"}}' \
        '{"id":"E4","title":" @sum, \"quoted\"","state":"triage","deadline":{"due_at":"2026-09-24T23:59:59+08:00"}}' \
        '{"id":"E5","title":"\u0085\u009b31m\ufeff\u2066x","district":"\u001b]0;t\u0007","state":"assigned","assignment":{"lead":"\u001b[2J"},"deadline":{"due_at":"2026-09-24T23:59:59+08:00"}}' \
        >>"$LEDGER"
}

@test "hostile text: nothing that a terminal obeys leaves in any format" {
    hostile
    for format in text csv json; do
        report -q --format "$format" --drill drill.csv >out
        for file in out drill.csv; do
            # C0 but for the line's end, DEL, C1, zero-width, bidirectional controls, the BOM
            run env LC_ALL=C.UTF-8 grep -nP '[\x00-\x09\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{feff}]' "$file"
            [ "$status" = 1 ]
        done
    done
}

@test "hostile text: one case is one line, and its columns stay in line" {
    hostile
    report -q --lang en >out
    run grep -c '^E1  *\\x1b\[31mred\\x07' out
    [ "$output" = 1 ]
    [ "$(sed -n '/^The oldest/,$p' out | wc -l)" = 8 ]
}

@test "hostile text: JSON says what the record says" {
    hostile
    make_json --reveal test
    [ "$(jq -c '.tables[-1].rows[0][1]' report.json | jq -r 'explode | map(tostring) | join(" ")')" = \
        "27 91 51 49 109 114 101 100 7 8238 103 110 112 8203 13 10 110 101 120 116 9 116 97 98" ]
}

@test "CSV: cells that a spreadsheet would run are guarded, numbers are not" {
    hostile
    report -q --lang en --drill drill.csv >/dev/null
    grep -qF "E2,\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"," drill.csv
    grep -q "^'-E3,'＝1+1," drill.csv
    grep -qF "E4,\"' @sum, \"\"quoted\"\"\"," drill.csv
}

@test "CSV: RFC 4180, a block a table, every row of a block as long as its header" {
    python3 -c 'import csv' 2>/dev/null || skip 'no csv module'
    mixed
    hostile
    report -q --format csv >out
    python3 - out <<'END'
import csv, sys
raw = open(sys.argv[1], "rb").read()
assert raw.endswith(b"\r\n") and raw.count(b"\n") == raw.count(b"\r\n")
blocks = [[]]
for row in csv.reader(raw.decode("utf-8").split("\r\n")[:-1], strict=True):
    if row:
        blocks[-1].append(row)
    else:
        blocks.append([])
assert len(blocks) == 6, len(blocks)
for block in blocks:
    assert all(len(row) == len(block[0]) for row in block), block
assert [b[1][0] for b in blocks] == ["facts", "sums", "units", "hotline", "districts", "oldest"]
assert ["facts", "规则", "hangzhou-draft-2023"] in blocks[0]
END
}

@test "--bom begins CSV with a byte order mark, the drill file as well" {
    mixed
    report -q --format csv --bom --drill drill.csv >out
    for file in out drill.csv; do
        [ "$(head -c 3 "$file" | od -An -tx1)" = ' ef bb bf' ]
        [ "$(od -An -tx1 "$file" | tr -d '\n' | grep -o 'ef bb bf' | wc -l)" = 1 ]
    done
    report -q --format csv >out
    [ "$(head -c 3 out | od -An -tx1)" != ' ef bb bf' ]
}

@test "text: two languages, and the policy's is the default" {
    mixed
    report -q >default
    report -q --lang zh >zh
    report -q --lang en >en
    cmp default zh
    [ "$(head -n 1 zh)" = 逾期工单报告 ]
    [ "$(head -n 1 en)" = 'Overdue cases' ]
    grep -qx 'policy  *hangzhou-draft-2023' en
    grep -qx 'as of  *2026-10-10T12:00:00+08:00' en
    grep -qx 'records read  *16' en
}

@test "text: the whole report of three cases" {
    put A assigned 330106 330106 2026-10-09T23:59:59+08:00
    put B triage - 330106 2026-10-12T23:59:59+08:00
    put C closed 330106 330106 2026-10-09T23:59:59+08:00
    report -q --lang en | sed -n '/^By district/,$p' >got
    cat >want <<'END'
By district
code    name    late 0  late 1  late 2-3  late 4-7  late >7  overdue  due today  due next  later  stopped  no deadline  open  provisional
------  ------  ------  ------  --------  --------  -------  -------  ---------  --------  -----  -------  -----------  ----  -----------
330106  西湖区       0       1         0         0        0        1          0         1      0        0            0     2            0
------  ------  ------  ------  --------  --------  -------  -------  ---------  --------  -----  -------  -----------  ----  -----------
total                0       1         0         0        0        1          0         1      0        0            0     2            0

The oldest overdue cases
id  title     unit    unit name  due         workdays late  days late  state
--  --------  ------  ---------  ----------  -------------  ---------  --------
A   路灯不亮  330106  西湖区     2026-10-09              1          1  assigned
END
    cmp got want
}

personal() {
    put A assigned 330106 330106 2026-09-22T23:59:59+08:00 \
        '"requester":{"type":"person","name":"欧阳明明","phone":"13912345678"}'"${1:+,$1}"
    sed -i 's/路灯不亮/欧阳明明来电13812345678反映路灯不亮/' "$LEDGER"
}

@test "titles are masked, the requester's own name and foreign numbers, in every format" {
    personal
    for format in text csv json; do
        report -q --format "$format" --drill drill.csv >out
        for file in out drill.csv; do
            grep -q 反映路灯不亮 "$file"
            run grep -e 欧阳明明 -e 13812345678 "$file"
            [ "$status" = 1 ]
        done
    done
    report -q --partial >out
    run grep -e 欧阳明明 -e 13812345678 out
    [ "$status" = 1 ]
}

@test "the numbers of orders stay in titles, numbers of people in their form do not" {
    put A assigned 330106 330106 2026-09-22T23:59:59+08:00
    sed -i 's/路灯不亮/工单HZ20260921-0001未处理，单号20260921-0002，微信同号 zhang_san88，WJ浙12345，330106-20000101-1234/' "$LEDGER"
    for format in text csv json; do
        report -q --format "$format" --drill drill.csv >out
        grep -q '工单HZ20260921-0001未处理，单号20260921-0002，' drill.csv
        run grep -e zhang_san88 -e 浙12345 -e 20000101 out drill.csv
        [ "$status" = 1 ]
    done
}

@test "--reveal shows them and logs the purpose, but never for reports and confidential cases" {
    personal
    report --format json --reveal 'audit 12' >out 2>messages
    grep -q 欧阳明明来电13812345678 out
    grep -qx 'h12-report: personal data is shown, purpose: audit 12' messages
    for members in '"confidential":true' '"kind":"report"' '"acceptance":{"basis":"art.8(3)"}'; do
        : >"$LEDGER"
        personal "$members"
        report -q --format json --reveal 'audit 12' >out 2>/dev/null
        run grep -e 欧阳明明 -e 13812345678 out
        [ "$status" = 1 ]
    done
}

# unknown [MEMBERS]: two late cases whose codes are a citizen's words, one without any, one known.
unknown() {
    put A assigned 请找张三丰 13812345678 2026-10-08T23:59:59+08:00 "${1:-}"
    put B committed 西湖区翠苑 330999 2026-10-09T23:59:59+08:00 "${1:-}"
    put C assigned - - 2026-10-09T23:59:59+08:00
    put D assigned 330106 330106 2026-10-08T23:59:59+08:00
}

words_are_in() {
    grep -q -e 张三丰 -e 13812345678 -e 翠苑 -e 330999 "$@"
}

@test "codes that the directory does not know are one unknown group, in every format" {
    unknown
    for format in text csv json; do
        report -q --format "$format" --drill drill.csv >out
        run words_are_in out drill.csv
        [ "$status" = 1 ]
    done
    report -q --partial >out
    run words_are_in out
    [ "$status" = 1 ]
    make_json
    [ "$(count units "" overdue)" = 3 ]
    [ "$(count units "" name)" = '"unknown_unit"' ]
    [ "$(count districts "" overdue)" = 3 ]
    [ "$(count districts "" name)" = '"unknown_district"' ]
    [ "$(count units 330106 overdue)" = 1 ]
    [ "$(count units total overdue)" = 4 ]
    [ "$(count districts total overdue)" = 4 ]
    [ "$(jq -c '.tables[-1].rows[] | select(.[0] == "A") | .[2:4]' report.json)" = \
        '[null,"unknown_unit"]' ]
}

@test "codes that the directory does not know: --reveal shows them, but for protected cases" {
    unknown
    make_json --reveal 'audit 12' 2>messages
    [ "$(count units 请找张三丰 late_2_3)" = 1 ]
    [ "$(count districts 13812345678 late_2_3)" = 1 ]
    [ "$(count districts 330999 late_1)" = 1 ]
    [ "$(count units "" overdue)" = 1 ]        # C
    [ "$(count units total overdue)" = 4 ]
    [ "$(count districts total overdue)" = 4 ]
    : >"$LEDGER"
    unknown '"confidential":true'
    make_json --reveal 'audit 12' 2>messages
    run words_are_in report.json
    [ "$status" = 1 ]
    [ "$(count units "" overdue)" = 3 ]
}

@test "codes that the directory does not know: partials add up, whoever made them" {
    unknown
    report -q >whole
    report -q --partial >all
    sed -n 1,2p "$LEDGER" | h12-report --now "$SATURDAY" -q --partial -o one overdue
    sed -n 3,4p "$LEDGER" | h12-report --now "$SATURDAY" -q --partial -o two overdue
    h12-report -q --merge overdue two one | cmp - whole
    # Made where another directory knew the unit.
    sed 's/"row":"unit","counts"/"row":"unit","key":"请找张三丰","counts"/' all >other
    run cmp -s all other
    [ "$status" = 1 ]
    h12-report -q --merge overdue other | cmp - whole
}

# A ledger of many cases, the same each time: ids and due times fall over units, states, districts.
many() {
    awk 'BEGIN {
        split("assigned assigned assigned triage review replied closed committed returning", state)
        split("330106 330102 city-market city-police odd", unit)
        split("330106 330102 330108", district)
        seed = 7
        for (i = 0; i < 600; i++) {
            seed = (seed * 1103515245 + 12345) % 2147483648
            r = int(seed / 65536)
            day = r % 30 + 1
            printf "{\"id\":\"M%d\",\"title\":\"第%d件\",\"state\":\"%s\"", (r * 7 + i) % 1000, i,
                state[r % 9 + 1]
            printf ",\"assignment\":{\"lead\":\"%s\"}", unit[r % 5 + 1]
            if (r % 11) printf ",\"district\":\"%s\"", district[r % 3 + 1]
            if (r % 13) printf ",\"deadline\":{\"due_at\":\"2026-%02d-%02dT23:59:59+08:00\",\"provisional\":%s}",
                r % 2 + 9, day, r % 17 ? "false" : "true"
            print "}"
        }
    }' >"$LEDGER"
}

@test "--partial and --merge: any split, in any order, gives the same bytes" {
    many
    for format in text csv json; do
        report -q --top 7 --format "$format" >"whole.$format"
    done
    for seed in 1 2 3 4 5; do
        parts=$((seed + 1))
        rm -f part*
        for ((i = 0; i < parts; i++)); do : >"part$i"; done
        awk -v seed=$seed -v parts=$parts -v base=part \
            'BEGIN { srand(seed) } { print >(base int(rand() * parts)) }' "$LEDGER"
        for ((i = 0; i < parts; i++)); do
            h12-report --now "$SATURDAY" -q --top 7 --partial overdue "part$i" \
                -o "partial$i"
        done
        for format in text csv json; do
            h12-report -q --merge --format "$format" overdue partial* \
                >merged
            cmp merged "whole.$format"
            # shellcheck disable=SC2046
            cat $(ls -r partial*) |
                h12-report -q --merge --format "$format" overdue >merged
            cmp merged "whole.$format"
        done
    done
}

@test "--merge carries the rejects that the parts had, and an empty part" {
    many
    echo 'not json' >>"$LEDGER"
    report -q --format json >whole 2>/dev/null || [ $? = 1 ]
    report -q --partial >one 2>/dev/null || [ $? = 1 ]
    : >"$LEDGER"
    report -q --partial >two
    h12-report -q --merge --format json overdue two one \
        >merged
    cmp merged whole
    jq -e '.rejected == 1 and .read == 601' merged
}

@test "--merge refuses partials on other terms, and what is no partial: exit 2, nothing written" {
    mixed
    report -q --partial >good
    NOW=2026-10-11 report -q --partial >now
    report -q --partial --top 3 >top
    sed 's/"id": "hangzhou-draft-2023"/"id": "other"/' "$ROOT"/share/policy/hangzhou-draft-2023.json \
        >policy.json
    report -q --partial --policy policy.json >policy
    report -q --partial --calendar "$ROOT"/share/calendar/hangzhou-2016.csv >calendar
    report -q --partial --reveal x >reveal 2>/dev/null
    sed '$d' good >no-end
    sed 3d good >cut
    sed 's/"open":10/"open":11/' good >sums
    sed 's/"version":3/"version":2/' good >version
    sed '3s/^/x/' good >broken
    cp "$LEDGER" ledger
    for bad in now top policy calendar reveal no-end cut sums version broken ledger; do
        run bash -c "h12-report --merge overdue 'good' '$bad' 2>'messages'"
        [ "$status" = 2 ]
        [ -z "$output" ]
        grep -q '^h12-report: ' messages
    done
    run h12-report --merge --now 2026-10-11 overdue good
    [ "$status" = 2 ]
    run h12-report --merge --top 3 overdue good
    [ "$status" = 2 ]
    run h12-report --merge --now "$SATURDAY" --top 50 overdue good
    [ "$status" = 0 ]
}

@test "--merge: an empty file, or empty standard input, is no partial: exit 2, it is named" {
    mixed
    report -q --partial >good
    : >empty
    printf '\n\n' >blank
    for files in 'empty' 'good empty' 'empty good' 'good blank'; do
        # shellcheck disable=SC2086
        run -2 --separate-stderr h12-report --merge overdue $files
        [ -z "$output" ]
        [[ $stderr =~ ^h12-report:\ \'(empty|blank)\':\ no\ partial:\ it\ is\ empty$ ]]
    done
    run -2 --separate-stderr h12-report --merge -o out overdue <empty
    [[ $stderr == "h12-report: '-': no partial: it is empty" ]]
    [ ! -e out ]
    head -n -1 good >cut
    run -2 --separate-stderr h12-report --merge overdue cut good
    [[ $stderr == "h12-report: 'cut': a partial without its last line" ]]
}

@test "--merge: two partials of one input are refused, in whatever order it stood: exit 2" {
    many
    head -n 300 "$LEDGER" >first
    tail -n +301 "$LEDGER" >second
    tac first >reversed
    for part in first second reversed; do
        h12-report --now "$SATURDAY" -q --partial -o $part.partial overdue $part
    done
    cp first.partial copy.partial
    for again in first copy reversed; do
        run -2 --separate-stderr h12-report --merge overdue first.partial second.partial $again.partial
        [ -z "$output" ]
        [[ $stderr == "h12-report: '$again.partial': line 1: a partial of the same input as one before it"* ]]
    done
    run -2 bash -c 'cat first.partial second.partial first.partial | h12-report --merge overdue'
    report -q >whole
    h12-report -q --merge overdue second.partial reversed.partial | cmp - whole
}

@test "--merge: parts without a case are any number, one with rejects alone is one" {
    : >none
    h12-report --now "$SATURDAY" -q --partial overdue none >empty
    mixed
    report -q --format json >whole
    report -q --partial >one
    h12-report -q --merge --format json overdue empty one empty | cmp - whole
    echo 'not json' >bad
    h12-report --now "$SATURDAY" -q --partial overdue bad >rejected 2>log || [ $? = 1 ]
    [ "$(h12-report -q --merge --format json overdue one rejected | jq .rejected)" = 1 ]
    run -2 h12-report --merge overdue rejected one rejected
}

@test "--merge with --drill is refused, --partial with --drill is not" {
    many
    report -q --partial --top 5 >plain
    run h12-report --merge --drill drill.csv overdue plain
    [ "$status" = 2 ]
    [[ $output == *'--drill: a partial carries the oldest cases only'* ]]
    report -q --partial --top 5 --drill drill.csv >with
    cmp plain with
    [ "$(wc -l <drill.csv)" -gt 6 ]
}

@test "a partial read as a ledger is no report of zeros" {
    mixed
    report -q --partial >partial
    run h12-report --now "$SATURDAY" overdue partial
    [ "$status" = 1 ]
}

@test "jq counts the same" {
    command -v jq >/dev/null || skip 'no jq'
    many
    make_json --reveal 'codes as they are' 2>messages
    jq -n --arg now "$SATURDAY" --rawfile calendar "$ROOT"/share/calendar/cn.csv -f "$ROOT"/tests/bench/overdue.jq \
        "$LEDGER" | jq -S . >theirs
    jq -S '[.tables[] | select(.name == "units" or .name == "hotline" or .name == "districts")
        | .columns as $columns
        | {(.name): ([.rows[:-1][] | [$columns, .] | transpose | map({(.[0]): .[1]}) | add
            | {(.code // .state // ""): (del(.code, .name, .state, .overdue, .open)
                | with_entries(select(.value > 0)))}] | add)}] | add | .hotline |= with_entries(select(.value != {}))' \
        report.json >ours
    [ -s theirs ]
    cmp ours theirs
}

@test "-o writes the report whole or not at all; /dev/full is exit 3" {
    mixed
    report -q >want
    report -q -o out
    cmp out want
    run bash -c "h12-report --now $SATURDAY overdue '$LEDGER' >/dev/full"
    [ "$status" = 3 ]
    run report -q -o out --drill /dev/full
    [ "$status" = 3 ]
    cmp out want
}

@test "over a ledger and its archives: the span of the days that they cover, in parts as in one" {
    export H12_NOW=2026-10-12
    {
        case_assigned a 330106 2026-10-09T09:00:00+08:00
        case_assigned b 330106 2026-10-08T09:00:00+08:00 2026-10-08T00:00:00+08:00
    } >ledger
    mkdir archive
    printf '{"id":"c","received_at":"2025-07-31T23:59:59+08:00","state":"closed"}\n' >archive/2025-08.ndjson
    h12-report -q --format json overdue ledger | jq -e '.received_from == "2026-10-08" and .received_to == "2026-10-09"'
    h12-report -q --format json overdue ledger archive/*.ndjson >whole
    jq -e '.received_from == "2025-07-31" and .received_to == "2026-10-09" and .read == 3' whole
    h12-report -q --partial overdue ledger >one
    h12-report -q --partial overdue archive/*.ndjson >two
    h12-report -q --format json --merge overdue two one | cmp whole -
    : >empty
    h12-report -q --format json overdue empty | jq -e 'has("received_from") | not'
}
