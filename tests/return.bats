#!/usr/bin/env bats
# h12-return: the tool beside the articles (articles/art14.bats, art16.bats and art18.bats hold the
# law): what it passes, how event files are read, and what it refuses to take.
bats_require_minimum_version 1.5.0
load helper
load articles/stories
export H12_SHARE=$ROOT/share

HEADER='request,case,unit,at,recorded_at,reason,basis,suggested_unit,kind,event,decision,to,co,officer'

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    # Since Friday 10-09, normal: the window ends on Monday 10-12.
    case_assigned a 330106 2026-10-09T09:00:00+08:00 2026-10-09T08:00:00+08:00 '"matter":"0403"' >in
}

# apply ROW... [-- OPTION...]: these events on the cases of `in`; leaves status, out, err, rejects.
apply() {
    echo "$HEADER" >requests
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        echo "$1" >>requests
        shift
    done
    [ $# -eq 0 ] || shift
    rm -f rejects
    status=0
    h12-return --requests requests -r rejects "$@" in >out 2>err || status=$?
}

# request ID AT [REASON BASIS SUGGESTED]: a row of the file.
request() {
    printf '%s,a,330106,%s,,%s,%s,%s,,,,,,' "$1" "$2" "${3-not ours}" "${4-by law}" "${5-enterprise-water}"
}

@test "the whole record of a request, by hand" {
    row() { grep -n "^$1," "$ROOT/share/$2.csv" | cut -d : -f 1; }
    printf '%s\n' '{"id":"a","received_at":"2026-10-09T08:00:00+08:00","matter":"0403","state":"assigned","n":1.50,"history":[],"assignment":{"round":1,"lead":"330106","at":"2026-10-09T09:00:00+08:00"}}' >in
    apply 'R1,a,西湖区,2026-10-10 09:00,2026/10/10 9:05,not ours,by law,市水务集团,,,,,,'
    printf '%s\n' '{"id":"a","received_at":"2026-10-09T08:00:00+08:00","matter":"0403","state":"returning","n":1.50,"history":[{"at":"2026-10-10T09:05:00+08:00","event":"return_requested","by":"330106","basis":"art.14","id":"R1","outcome":"counted","held":{"by":"330106","from":"2026-10-09T09:00:00+08:00","workdays":1},"input":{"event":"R1","case":"a","at":"2026-10-10T09:00:00+08:00","recorded_at":"2026-10-10T09:05:00+08:00","request":"R1","unit":"西湖区","reason":"not ours","basis":"by law","suggested_unit":"市水务集团"}}],"assignment":{"round":1,"lead":"330106","at":"2026-10-09T09:00:00+08:00"},"returns":[{"request":"R1","unit":"330106","at":"2026-10-10T09:00:00+08:00","recorded_at":"2026-10-10T09:05:00+08:00","reason":"not ours","basis":"by law","suggested_unit":"市水务集团","counted":true,"outcome":"pending","proposal":{"decision":"transfer","basis":"art.16(1)","to":"enterprise-water","reason":"the suggested unit is responsible for the matter","evidence":[{"source":"matters.csv","row":'"$(row 0403 matters)"',"matter":"0403"},{"source":"units.csv","row":'"$(row enterprise-water units)"',"unit":"enterprise-water"}]}}]}' >want
    diff want out
    event_counts h12-return 1 1 0 0 0
}

@test "cases without events leave byte for byte, in whatever state" {
    {
        printf ' {"id" :"x", "state":"closed","n":1e400 }\n'
        printf '{"id":"y","state":"assigned"}\n'
    } >more
    cat more >>in
    apply "$(request R1 2026-10-10T09:00:00+08:00)"
    cmp more <(tail -n 2 out)
}

@test "the same file twice changes nothing" {
    case_assigned b 330106 2026-10-09T09:00:00+08:00 '' '"matter":"0306","district":"330106"' >>in
    rows=("$(request R1 2026-10-10T09:00:00+08:00)" "$(request R2 2026-10-10T10:00:00+08:00 '')"
        'R3,b,330106,2026-10-10T11:00:00+08:00,,x,y,330109,,,continue,,,Wang'
        'R1,a,,2026-10-10T12:00:00+08:00,,,,,decision,E1,transfer,,,Wang')
    rows[1]=${rows[1]/,a,/,b,}
    apply "${rows[@]}"
    [ "$status" -eq 0 ]
    event_counts h12-return 4 3 0 1 0
    cp out in
    apply "${rows[@]}"
    [ "$status" -eq 0 ]
    event_counts h12-return 4 0 4 0 0
    cmp in out
    apply "${rows[@]}" -- --auto --now 2026-11-01
    cmp in out
}

@test "an event that comes again in another form is the same event" {
    apply "$(request R1 2026-10-10T09:00:00+08:00)"
    cp out in
    printf '{"suggested_unit":"enterprise-water","basis":"by law","reason":"not ours","at":"2026-10-10T01:00:00Z","unit":"330106","case":"a","request":"R1"}\n' >requests
    h12-return --requests requests in >out 2>err
    event_counts h12-return 1 0 1 0 0
    cmp in out
}

@test "an event that stands twice in the file counts once" {
    row=$(request R1 2026-10-10T09:00:00+08:00)
    apply "$row" "$row"
    [ "$status" -eq 0 ]
    event_counts h12-return 2 1 1 0 0
    is 1 '.returns | length'
}

@test "the same id with other content: a reject, in the file and against the history" {
    apply "$(request R1 2026-10-10T09:00:00+08:00)" "$(request R1 2026-10-10T09:00:00+08:00 'other words')"
    [ "$status" -eq 1 ]
    event_counts h12-return 2 1 0 0 1
    is '["id_conflict",3,"requests"]' '[.code, .line, .source]' rejects
    is '"not ours"' '.returns[0].reason'
    cp out in
    apply "$(request R1 2026-10-10T09:00:00+08:00 'other words')"
    is '"id_conflict"' .code rejects
    cmp in out
}

# rejected CODE FIELD ROW: the event is a reject, and the case leaves as it came.
rejected() {
    apply "$3"
    [ "$status" -eq 1 ] && event_counts h12-return 1 0 0 0 1 && cmp in out && is "[\"$1\",\"$2\",\"requests\",2]" '[.code, .field // "", .source, .line]' rejects
}

@test "events that can't be applied are rejects, and the case leaves as it came" {
    rejected no_such_case case 'R1,b,330106,2026-10-10T09:00:00+08:00,,x,y,city-urban,,,,,,'
    rejected future at "$(request R1 2026-10-13T00:00:00+08:00)"
    rejected out_of_order at "$(request R1 2026-10-09T08:59:59+08:00)"
    rejected future recorded_at 'R1,a,330106,2026-10-10T09:00:00+08:00,2026-10-13T00:00:00+08:00,x,y,city-urban,,,,,,'
    rejected out_of_order recorded_at 'R1,a,330106,2026-10-10T09:00:00+08:00,2026-10-09T08:59:59+08:00,x,y,city-urban,,,,,,'
    rejected missing unit 'R1,a,,2026-10-10T09:00:00+08:00,,x,y,city-urban,,,,,,'
    rejected missing case 'R1,,330106,2026-10-10T09:00:00+08:00,,x,y,city-urban,,,,,,'
    rejected missing at 'R1,a,330106,,,x,y,city-urban,,,,,,'
    rejected missing event ',a,330106,2026-10-10T09:00:00+08:00,,x,y,city-urban,,,,,,'
    rejected bad_date at 'R1,a,330106,2026-02-30,,x,y,city-urban,,,,,,'
    rejected bad_date recorded_at 'R1,a,330106,2026-10-10T09:00:00+08:00,later,x,y,city-urban,,,,,,'
    rejected bad_value kind 'R1,a,330106,2026-10-10T09:00:00+08:00,,x,y,city-urban,wish,,,,,'
    apply 'R1,a,330106'
    cmp in out
    is '["field_count",2]' '[.code, .line]' rejects
}

@test "an event in the case's last second is in order; --now is the last instant that is past" {
    apply "$(request R1 2026-10-09T09:00:00+08:00)"
    is '"returning"' .state
    apply "$(request R1 2026-10-12T23:59:59+08:00)" # H12_NOW is the whole of 10-12
    is '"returning"' .state
    apply "$(request R1 2026-10-12T12:00:01+08:00)" -- --now 2026-10-12T12:00:00+08:00
    is '"future"' .code rejects
}

@test "a request may come late and be dated early; order and time go by when it was recorded" {
    apply 'R1,a,330106,2026-10-09T08:30:00+08:00,2026-10-10T09:00:00+08:00,x,y,enterprise-water,,,,,,'
    is '["returning","2026-10-09T08:30:00+08:00","2026-10-10T09:00:00+08:00"]' '[.state, (.returns[0] | .at, .recorded_at)]'
    is '"2026-10-10T09:00:00+08:00"' '.history[-1].at'
}

@test "a case that is not with a unit can't be given back" {
    for state in review accepted triage answered returning replied committed resolved closed withdrawn; do
        case_assigned a 330106 2026-10-09T09:00:00+08:00 | sed "s/\"state\":\"assigned\"/\"state\":\"$state\"/" >in
        rejected wrong_state case "$(request R1 2026-10-10T09:00:00+08:00)" || return 1
    done
}

@test "a decision on a request that is not there, on another case's, or on a decided one" {
    case_assigned b 330106 2026-10-09T09:00:00+08:00 '' '"matter":"0403"' >>in
    apply "$(request R1 2026-10-10T09:00:00+08:00)"
    cp out in
    rejected wrong_state request 'R9,a,,2026-10-10T10:00:00+08:00,,,,,decision,E1,transfer,,,Wang'
    rejected wrong_state request 'R1,b,,2026-10-10T10:00:00+08:00,,,,,decision,E1,transfer,,,Wang'
    rejected missing request ',a,,2026-10-10T10:00:00+08:00,,,,,decision,E1,transfer,,,Wang'
    apply 'R1,a,,2026-10-10T10:00:00+08:00,,,,,decision,E1,transfer,,,Wang'
    [ "$status" -eq 0 ]
    cp out in
    rejected wrong_state request 'R1,a,,2026-10-10T11:00:00+08:00,,,,,decision,E2,continue,,,Li'
}

@test "a decision on a refused request is none" {
    apply "$(request R1 2026-10-10T09:00:00+08:00 '')"
    cp out in
    rejected wrong_state request 'R1,a,,2026-10-10T10:00:00+08:00,,,,,decision,E1,transfer,,,Wang'
}

@test "a decision without an id of its own is named after the request that it decides" {
    apply "$(request R1 2026-10-10T09:00:00+08:00)" \
        'R1,a,,2026-10-10T10:00:00+08:00,,,,,decision,,transfer,,,Wang'
    is '["assigned","R1:decision"]' '[.state, (.history[] | select(.event == "return_decided") | .id)]'
}

@test "a request and the decision on it in one file, in whatever order the rows stand" {
    apply 'R1,a,,2026-10-10T10:00:00+08:00,,,,,decision,E1,transfer,,,Wang' \
        "$(request R1 2026-10-10T09:00:00+08:00)"
    [ "$status" -eq 0 ]
    is '["assigned","enterprise-water"]' '[.state, .assignment.lead]'
}

@test "events of the same second apply in the file's order" {
    apply "$(request R1 2026-10-10T09:00:00+08:00)" \
        'R1,a,,2026-10-10T09:00:00+08:00,,,,,decision,E1,continue,,,Wang' \
        "$(request R2 2026-10-10T09:00:00+08:00)"
    [ "$status" -eq 0 ]
    is '["returning",["continued","pending"]]' '[.state, [.returns[].outcome]]'
    # The other way round, the decision waits for what it decides (events.bats).
    apply 'R1,a,,2026-10-10T09:00:00+08:00,,,,,decision,E1,continue,,,Wang' \
        "$(request R1 2026-10-10T09:00:00+08:00)"
    [ "$status" -eq 0 ]
    is '["assigned","continued"]' '[.state, .returns[0].outcome]'
}

@test "several requests of one case in one file, each judged as the case then stands" {
    apply "$(request R1 2026-10-09T10:00:00+08:00 '')" \
        "$(request R2 2026-10-09T11:00:00+08:00)" \
        'R2,a,,2026-10-09T12:00:00+08:00,,,,,decision,E2,transfer,,,Wang' \
        "$(request R3 2026-10-09T13:00:00+08:00)" \
        'R4,a,enterprise-water,2026-10-13T23:59:59+08:00,,x,y,330106,,,,,,' -- --now 2026-10-14
    [ "$status" -eq 0 ]
    event_counts h12-return 5 2 0 3 0
    # 330106 gave the case up at R2; the company had it from noon of Friday 10-09, so until Monday.
    is '[["refused","incomplete"],["transferred",null],["refused","not_current_unit"],["refused","late"]]' \
        '[.returns[] | [.outcome, .refusal]]'
}

@test "a refused request, made again complete under a new id, counts" {
    apply "$(request R1 2026-10-10T09:00:00+08:00 '')"
    [ "$status" -eq 0 ]
    event_counts h12-return 1 0 0 1 0
    is '["assigned",["refused"],[false]]' '[.state, [.returns[].outcome], [.returns[].counted]]'
    cp out in
    rejected id_conflict event "$(request R1 2026-10-10T10:00:00+08:00)"
    apply "$(request R2 2026-10-10T10:00:00+08:00)"
    is '["returning",["refused","pending"],[false,true]]' '[.state, [.returns[].outcome], [.returns[].counted]]'
}

@test "a refusal is kept whole in the history: the event, the reason, the article" {
    apply "$(request R1 2026-10-12T10:00:00+08:00 x y '')"
    is '{"at":"2026-10-12T10:00:00+08:00","event":"return_requested","by":"330106","basis":"art.14","id":"R1","outcome":"refused","refusal":"incomplete","input":{"event":"R1","case":"a","at":"2026-10-12T10:00:00+08:00","request":"R1","unit":"330106","reason":"x","basis":"y"}}' \
        '.history[-1]'
}

@test "who asks may be named by code, name, short name or alias" {
    for name in 330106 杭州市西湖区人民政府 西湖区 西湖区政府; do
        apply "R1,a,$name,2026-10-10T09:00:00+08:00,,x,y,enterprise-water,,,,,,"
        is '["returning","330106"]' '[.state, .returns[0].unit]' || return 1
    done
    apply 'R1,a,火星局,2026-10-10T09:00:00+08:00,,x,y,enterprise-water,,,,,,'
    is '["not_current_unit","火星局"]' '.returns[0] | [.refusal, .unit]'
}

@test "NDJSON, with members of its own, which are kept as they came" {
    printf '\n{"request":"R1","case":"a","unit":"330106","at":"2026-10-10T09:00:00+08:00","reason":"不归我们","basis":"b","suggested_unit":"enterprise-water","n":1.50,"deep":{"x":[9007199254740993]}}\r\n{"request":"R2","case":"a"}' >requests
    run h12-return -q --requests requests -r rejects -o out in
    [ "$status" -eq 1 ]
    is '["returning","不归我们"]' '[.state, .returns[0].reason]'
    grep -q '"n":1.50,"deep":{"x":\[9007199254740993\]}' out
    is '["missing",3]' '[.code, .line]' rejects
}

@test "NDJSON that is no good: a reject with its line, the rest is applied" {
    {
        printf '{"request":"R0","case":"a","case":"a","at":"2026-10-10"}\n'
        printf 'nonsense\n'
        printf '{"request":7,"case":"a","unit":{"x":1},"at":"2026-10-10"}\n'
        printf '{"request":"R1","case":"a","unit":"330106","at":"2026-10-10T09:00:00+08:00","reason":"x","basis":"y","suggested_unit":"enterprise-water"}\n'
    } >requests
    run h12-return -q --requests requests -r rejects -o out in
    [ "$status" -eq 1 ]
    is '"returning"' .state
    is '1
2
3' .line rejects
}

@test "GB18030 with Chinese headers, as an office's sheet leaves it" {
    printf '退回编号,工单编号,申请单位,申请时间,登记时间,退回理由,退回依据,建议单位\r\nTH1,a,西湖区,2026-10-10 09:00,2026年10月10日 9时05分,"不属于我们，\r\n归水务",有规定,市水务集团\r\n' |
        iconv -f utf-8 -t gb18030 >requests
    h12-return -q --requests requests in >out
    is '["TH1","330106","2026-10-10T09:05:00+08:00","市水务集团","enterprise-water"]' \
        '.returns[0] | [.request, .unit, .recorded_at, .suggested_unit, .proposal.to]'
    is true '.returns[0].reason | startswith("不属于我们，") and endswith("归水务")'
}

@test "a header that names no case or no time, or one thing twice: exit 2, nothing written" {
    for header in request,unit,at request,case,unit request,case,case,at request,case,工单编号,at; do
        echo "$header" >requests
        run h12-return --requests requests -o out in
        [ "$status" -eq 2 ] && [ ! -e out ] || return 1
    done
    run h12-return --requests nowhere.csv -o out in
    [ "$status" -eq 2 ] && [ ! -e out ]
    run h12-return -o out in
    [ "$status" -eq 2 ] && [ ! -e out ]
    run h12-return --requests - <in
    [ "$status" -eq 2 ]
}

@test "a case whose record is no good is a reject, and so are its events" {
    printf '{"id":"a","received_at":"2026-10-09T08:00:00+08:00","state":"assigned","assignment":{"round":"1"}}\n' >in
    apply "$(request R1 2026-10-10T09:00:00+08:00)"
    [ "$status" -eq 1 ]
    [ ! -s out ]
    [ "$(jq -r .field rejects | sort | paste -s -d ' ')" = 'assignment.round case' ]
    event_counts h12-return 1 0 0 0 1
}

@test "--strict stops at the first reject" {
    apply 'R1,b,330106,2026-10-10T09:00:00+08:00,,x,y,city-urban,,,,,,' -- --strict
    [ "$status" -eq 1 ]
    apply "$(request R1 2026-10-09T08:00:00+08:00)" -- --strict -o file
    [ "$status" -eq 1 ]
    [ ! -e file ]
}

@test "an event of the day that --now names comes after that day's automatic steps" {
    # 10-09 as a date is its last second, and stands for the day.
    case_assigned a 330106 2026-10-09T23:59:59+08:00 2026-10-09T08:00:00+08:00 '"matter":"0403"' >in
    apply "$(request R1 2026-10-09T10:00:00+08:00)"
    [ "$status" -eq 0 ]
    is '["returning","2026-10-09T10:00:00+08:00"]' '[.state, .returns[0].recorded_at]'
    rejected out_of_order at "$(request R1 2026-10-08T23:59:59+08:00)"
    # A step to the second is a step to the second.
    case_assigned a 330106 2026-10-09T23:59:58+08:00 2026-10-09T08:00:00+08:00 '"matter":"0403"' >in
    rejected out_of_order at "$(request R1 2026-10-09T10:00:00+08:00)"
}

@test "two files of one day, one after the other or together: the same case" {
    case_assigned a 330106 2026-10-12T08:00:00+08:00 2026-10-12T07:00:00+08:00 '"district":"330106","matter":"0403"' >in
    first=R1,a,330106,2026-10-12T09:00:00+08:00,,x,y,enterprise-water,,,,,,
    second=R2,a,enterprise-water,2026-10-12T15:00:00+08:00,,x,y,330106,,,,,,
    apply "$first" "$second" -- --auto
    [ "$status" -eq 0 ]
    event_counts h12-return 2 2 0 0 0
    cp out together
    apply "$first" -- --auto
    cp out in
    apply "$second" -- --auto
    [ "$status" -eq 0 ]
    cmp together out
}

@test "an officer designates from the third return on, as art.17 has it" {
    rejected wrong_state decision 'R1,a,330106,2026-10-10T09:00:00+08:00,,x,y,city-urban,,,designate,city-urban,,Wang'
    apply "$(request R1 2026-10-10T09:00:00+08:00)"
    cp out in
    rejected wrong_state decision 'R1,a,,2026-10-10T10:00:00+08:00,,,,,decision,,designate,city-urban,,Wang'
    jq '.designation.returns = 1' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    apply 'R1,a,,2026-10-10T10:00:00+08:00,,,,,decision,,designate,city-urban,,Wang' -- --policy own.json
    is '["assigned",true,"city-urban"]' '[.state, .designated, .assignment.lead]'
}

@test "where a record has grown over the cap, its events are rejected with it" {
    length=$(($(wc -c <in) - 1))
    apply "$(request R1 2026-10-10T09:00:00+08:00)" -- --max-line "$length"
    [ "$status" -eq 1 ]
    [ ! -s out ]
    event_counts h12-return 1 0 0 0 1
    [ "$(jq -r .code rejects | paste -s -d ' ')" = 'too_long case_rejected' ]
}

@test "a second record of a case that has events is a reject: it would pass without them" {
    cat in in >twice
    mv twice in
    apply "$(request R1 2026-10-10T09:00:00+08:00)"
    [ "$status" -eq 1 ]
    event_counts h12-return 1 1 0 0 0
    [ "$(wc -l <out)" -eq 1 ]
    is '["duplicate_id","id",2]' '[.code, .field, .line]' rejects
    # Without events both pass: two files that a later tool tells apart are its concern.
    apply 'R1,b,330106,2026-10-10T09:00:00+08:00,,x,y,city-urban,,,,,,'
    cmp in out
}

@test "--unmatched and the output stand or fall together" {
    for file in kept left; do echo old >$file; done
    row=R1,b,330106,2026-10-10T09:00:00+08:00,,x,y,city-urban,,,,,,
    apply "$row" -- -o /dev/full --shard --unmatched left
    [ "$status" -eq 3 ]
    apply "$row" -- -o kept --shard --unmatched /dev/full
    [ "$status" -eq 3 ]
    echo '{' >>in
    apply "$row" -- --strict -o kept --shard --unmatched left
    [ "$status" -eq 1 ]
    for file in kept left; do [ "$(cat $file)" = old ]; done
    apply "$row" -- -o kept --shard --unmatched left
    [ "$status" -eq 1 ] # the line that is no record
    [ "$(jq -r .case left)" = b ]
    is '"a"' .id kept
}

@test "events: order, repeats, conflicts (articles/scenarios/event-order.csv)" {
    stories event-order
}
