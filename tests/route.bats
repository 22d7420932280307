#!/usr/bin/env bats
# h12-route: the tool beside the articles (articles/art13.bats holds the law): what it passes, the
# instants it writes, and officers' decisions.
bats_require_minimum_version 1.5.0
load helper
export H12_SHARE=$ROOT/share

HEADER='decision,case,at,recorded_at,unit,co,matter,district,officer,reason'

# decide ROW...: these decisions on the cases of `in`; leaves status, out, err and rejects.
decide() {
    { echo "$HEADER"; printf '%s\n' "$@"; } >decisions
    rm -f rejects
    status=0
    h12-route --decisions decisions -r rejects in >out 2>err || status=$?
}

# triaged ID: a case that went to triage on 09-29.
triaged() {
    case_accepted "$1" 2026-09-28T09:00:00+08:00 '"text":"小区物业不管"' |
        h12-route -q --now 2026-09-29T10:00:00+08:00
}

@test "the whole record of a dispatch, by hand" {
    printf '%s\n' '{"id":"a","received_at":"2026-09-28T09:00:00+08:00","state":"accepted","text":"萧山区路灯不亮","n":1.50,"history":[{"at":"2026-09-28T09:00:00+08:00","event":"accepted"}]}' >in
    h12-route --now 2026-09-28T10:00:00+08:00 in >out
    assignment='{"round":1,"lead":"330109","co":[],"cause":"dispatched","basis":"art.13(2)","reason":"the matter that the text is about, and its district","score":0.667,"at":"2026-09-28T10:00:00+08:00","evidence":[{"source":"place","table":"units.csv","row":'$(row 330109 units)',"member":"text","offset":0,"weight":1.500},{"source":"keyword","table":"matters.csv","row":'$(row 0305 matters)',"member":"text","offset":3,"weight":1.000},{"source":"duty","table":"units.csv","row":'$(row 330109 units)',"weight":0.667}]}'
    printf '%s\n' '{"id":"a","received_at":"2026-09-28T09:00:00+08:00","state":"assigned","text":"萧山区路灯不亮","n":1.50,"history":[{"at":"2026-09-28T09:00:00+08:00","event":"accepted"},{"at":"2026-09-28T10:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)","assignment":'"${assignment%%,\"evidence\":*}"'},"added":["matter","district"],"held":{"by":"hotline","from":"2026-09-28T09:00:00+08:00","workdays":0}}],"matter":"0305","district":"330109","assignment":'"$assignment"'}' >want
    diff want out
}

@test "only accepted cases are its concern: all others leave byte for byte" {
    for state in review declined barred triage answered assigned returning consulting coordinating \
        replied committed resolved verifying closed withdrawn; do
        printf ' {"id" :"%s","state":"%s", "received_at":"2026-09-28", "text":"西湖区路灯", "x":1e400}\n' $state $state
    done >in
    h12-route in >out
    cmp in out
}

@test "run twice: the same bytes" {
    {
        case_accepted a '' '"text":"西湖区路灯不亮"'
        case_accepted b '' '"text":"噪音，路灯"'
        case_accepted c '' '"unit":"市公安局"'
    } >in
    h12-route in >once
    h12-route --now 2026-11-01 once >twice
    cmp once twice
}

@test "the dispatch is dated by the export where it says when" {
    case_accepted a 2026-09-28T09:00:00+08:00 '"unit":"330106","assigned_at":"2026-09-28 10:30:00"' >in
    h12-route in >out
    is '["2026-09-28T10:30:00+08:00","2026-09-28T10:30:00+08:00","2026-09-28 10:30:00"]' \
        '[.assignment.at, .history[-1].at, .assigned_at]'
}

@test "the dispatch is dated by --now where the export's instant can't be" {
    {
        case_accepted a 2026-09-28T09:00:00+08:00 '"unit":"330106","assigned_at":"2026-09-28T08:59:59+08:00"' # before it came
        case_accepted b 2026-09-28T09:00:00+08:00 '"unit":"330106","assigned_at":"2026-09-30T00:00:00+08:00"' # still to come
        case_accepted c 2026-09-28T09:00:00+08:00 '"unit":"火星局","assigned_at":"2026-09-28T10:00:00+08:00"'
        case_accepted d 2026-09-28T09:00:00+08:00 '"unit":"330106"'
    } >in
    h12-route --now 2026-09-29T12:00:00+08:00 in >out
    is '["assigned","2026-09-29T12:00:00+08:00"]
["assigned","2026-09-29T12:00:00+08:00"]
["triage","2026-09-29T12:00:00+08:00"]
["assigned","2026-09-29T12:00:00+08:00"]' '[.state, .history[-1].at]'
}

@test "an automatic step is never before the case's last event" {
    case_accepted a 2026-09-30T09:00:00+08:00 '"unit":"330106"' >in
    h12-route --now 2026-09-29T12:00:00+08:00 in >out
    is '"2026-09-30T09:00:00+08:00"' .assignment.at
}

@test "the wording of a unit's name is exact: no part of a name is a name" {
    case_accepted a '' '"unit":"西湖"' >in
    h12-route in >out
    is '"triage"' .state
}

@test "a decision releases a case from triage" {
    triaged a >in
    is '"triage"' .state in
    decide 'D1,a,2026-09-29T11:00:00+08:00,,市住保房管局,西湖区|330109,0302,330106,Wang,it is about housing'
    [ "$status" -eq 0 ]
    is '["assigned","0302","330106",false]' '[.state, .matter, .district, has("triage")]'
    is '{"round":1,"lead":"city-housing","co":["330106","330109"],"cause":"dispatched","basis":"art.13(2)","reason":"it is about housing","at":"2026-09-29T11:00:00+08:00"}' .assignment
    is '["accepted","triage","route_decided","assigned"]' '[.history[].event]'
    is '["Wang","D1","2026-09-29T11:00:00+08:00"]' '.history[2] | [.by, .id, .at]'
    is '{"decision":"D1","case":"a","at":"2026-09-29T11:00:00+08:00","unit":"市住保房管局","co":"西湖区|330109","matter":"0302","district":"330106","officer":"Wang","reason":"it is about housing"}' \
        '.history[2].input'
    is '["Wang",true]' '[.history[3].by, .history[3].assignment == .assignment]'
    grep -q 'events: 1 read, 1 applied, 0 already applied, 0 refused, 0 rejected' err
}

@test "a decision on an accepted case goes before the tool's own" {
    case_accepted a 2026-09-28T09:00:00+08:00 '"text":"西湖区路灯不亮"' >in
    decide 'D1,a,2026-09-28T11:00:00+08:00,,city-police,,,,Wang,x'
    is '["assigned","city-police",1,"dispatched"]' '[.state, (.assignment | .lead, .round, .cause)]'
}

@test "a decision corrects the hotline's own dispatch: a new round, cause corrected" {
    case_assigned a 330106 2026-09-28T09:00:00+08:00 >in
    decide 'D1,a,2026-09-28T11:00:00+08:00,,330109,,,330109,Wang,wrong district'
    is '["assigned",2,"330109","corrected","wrong district","2026-09-28T11:00:00+08:00","330109"]' \
        '[.state, (.assignment | .round, .lead, .cause, .reason, .at), .district]'
    is '["accepted","assigned","route_decided","assigned"]' '[.history[].event]'
    is '"330106"' '.history[1].assignment.lead' # the earlier round stays
}

@test "a decision is applied once, in whatever form it comes again" {
    triaged a >in
    decide 'D1,a,2026-09-29T11:00:00+08:00,,330109,,,,Wang,x'
    cp out first
    cp out in
    decide 'D1,a,2026-09-29T11:00:00+08:00,,330109,,,,Wang,x' 'D1,a,2026-09-29T11:00:00+08:00,,330109,,,,Wang,x'
    [ "$status" -eq 0 ]
    cmp first out
    grep -q 'events: 2 read, 0 applied, 2 already applied' err
    printf '{"reason":"x","officer":"Wang","unit":"330109","at":"2026-09-29T03:00:00Z","case":"a","decision":"D1"}\n' >decisions
    h12-route --decisions decisions in >out
    cmp first out
}

# rejected CODE FIELD ROW: the decision is refused, and the case stays as it was.
rejected() {
    decide "$3"
    [ "$status" -eq 1 ] && cmp in out && is "[\"$1\",\"$2\"]" '[.code, .field]' rejects
}

@test "decisions that can't be applied are rejects, and the case stays as it was" {
    triaged a >in
    rejected missing officer 'D1,a,2026-09-29T11:00:00+08:00,,330109,,,,,x'
    rejected bad_value unit 'D1,a,2026-09-29T11:00:00+08:00,,火星局,,,,Wang,x'
    rejected bad_value unit 'D1,a,2026-09-29T11:00:00+08:00,,,,,,Wang,x'
    rejected bad_value co 'D1,a,2026-09-29T11:00:00+08:00,,330109,330106|火星局,,,Wang,x'
    rejected bad_value matter 'D1,a,2026-09-29T11:00:00+08:00,,330109,,9998,,Wang,x'
    rejected bad_value district 'D1,a,2026-09-29T11:00:00+08:00,,330109,,,110101,Wang,x'
    rejected future at 'D1,a,2026-10-13T00:00:00+08:00,,330109,,,,Wang,x'
    rejected out_of_order at 'D1,a,2026-09-29T09:59:59+08:00,,330109,,,,Wang,x'
    rejected no_such_case case 'D1,b,2026-09-29T11:00:00+08:00,,330109,,,,Wang,x'
    rejected missing case 'D1,,2026-09-29T11:00:00+08:00,,330109,,,,Wang,x'
    rejected missing decision ',a,2026-09-29T11:00:00+08:00,,330109,,,,Wang,x'
    rejected bad_date at 'D1,a,soon,,330109,,,,Wang,x'
}

@test "a unit that is no longer valid can't be decided for" {
    cp -r "$ROOT/share" share
    printf 'city-old,旧局,旧局,,city,,old,,,,,2026-09-27\n' >>share/units.csv
    export H12_SHARE=$PWD/share
    triaged a >in
    rejected bad_value unit 'D1,a,2026-09-29T11:00:00+08:00,,旧局,,,,Wang,x'
}

@test "cases that are with nobody, with the hotline or closed can't be routed by a decision" {
    for state in review declined answered returning consulting replied committed resolved closed withdrawn; do
        case_assigned a 330106 2026-09-28T09:00:00+08:00 | sed "s/\"state\":\"assigned\"/\"state\":\"$state\"/" >in
        rejected wrong_state case 'D1,a,2026-09-29T11:00:00+08:00,,330109,,,,Wang,x' || return 1
    done
}

@test "the same id with other content is a conflict, in one file and against the history" {
    triaged a >in
    decide 'D1,a,2026-09-29T11:00:00+08:00,,330109,,,,Wang,x' 'D1,a,2026-09-29T11:00:00+08:00,,330110,,,,Wang,x'
    [ "$status" -eq 1 ]
    is '"330109"' .assignment.lead
    is '["id_conflict",3]' '[.code, .line]' rejects
    cp out in
    rejected id_conflict decision 'D1,a,2026-09-29T11:00:00+08:00,,330110,,,,Wang,x'
}

@test "a rejected decision leaves an accepted case to the tool" {
    case_accepted a 2026-09-28T09:00:00+08:00 '"text":"西湖区路灯不亮"' >in
    decide 'D1,a,2026-09-28T11:00:00+08:00,,city-police,,,,,no officer'
    [ "$status" -eq 1 ]
    is '["assigned","330106"]' '[.state, .assignment.lead]'
}

@test "several decisions on one case apply in the order in which they were recorded" {
    triaged a >in
    decide 'D2,a,2026-09-29T11:00:00+08:00,2026-09-30T09:00:00+08:00,330110,,,,Li,second' \
        'D1,a,2026-09-29T11:30:00+08:00,2026-09-29T12:00:00+08:00,330109,,,,Wang,first'
    [ "$status" -eq 0 ]
    is '[["330109",1,"dispatched"],["330110",2,"corrected"]]' \
        '[.history[] | select(.assignment) | .assignment | [.lead, .round, .cause]]'
    is '"2026-09-30T09:00:00+08:00"' .assignment.at
}

@test "of several decisions on one case in one run the last says matter and district, each keeps what it found" {
    triaged a >in
    is '[null,null]' '[.matter, .district]' in
    decide 'D1,a,2026-09-29T11:00:00+08:00,,330109,,0302,330109,Wang,first' \
        'D2,a,2026-09-29T12:00:00+08:00,,330106,,0305,330106,Wang,second' \
        'D3,a,2026-09-29T13:00:00+08:00,,330109,,0302,330109,Wang,the first was right'
    [ "$status" -eq 0 ]
    is '["0302","330109"]' '[.matter, .district]'
    is '[[["matter","district"],null],[null,{"matter":"0302","district":"330109"}],[null,{"matter":"0305","district":"330106"}]]' \
        '[.history[] | select(.event == "route_decided") | [.added, .replaced]]'
}

@test "an emergency that was dispatched, declined and accepted after all: the next round, held from the last one on" {
    printf 'id,received_at,text,district,matter\na,2026-09-28 09:00,燃气泄漏，法院已经立案,330106,0406\n' >export.csv
    h12-intake -q --now 2026-09-28T10:00:00+08:00 export.csv 2>/dev/null |
        h12-route -q --now 2026-09-28T10:00:00+08:00 >first
    is '["review","assigned",1]' '[.acceptance.verdict, .state, .assignment.round]' first
    printf '%s\n' 'decision,case,at,verdict,ground,officer,reason' \
        'D1,a,2026-09-28 11:00,decline,art.9(1),Wang,before the court' 'D2,a,2026-09-29 09:00,accept,,Wang,gas all the same' >decisions
    h12-intake -q --now 2026-09-29T10:00:00+08:00 --decisions decisions first |
        h12-route -q --now 2026-09-29T10:00:00+08:00 >out
    # Monday to Tuesday: one working day.
    is '["assigned",2,"dispatched",{"by":"hotline","from":"2026-09-28T10:00:00+08:00","workdays":1}]' \
        '[.state, .assignment.round, .assignment.cause, ([.history[] | select(.event == "assigned")][-1].held)]'
    checked out --now 2026-09-29T10:00:00+08:00
    h12-replay -q --now 2026-09-29T10:00:00+08:00 out | cmp out -
}

@test "decisions as NDJSON, and in Chinese as GB18030" {
    triaged a >in
    printf '\xef\xbb\xbf{"decision":"D1","case":"a","at":"2026-09-29 11:00","unit":"330109","co":["330106","市公安局"],"officer":"王","note":[1.50]}\n' >decisions
    h12-route --decisions decisions in >out
    is '["330109",["330106","city-police"]]' '[.assignment.lead, .assignment.co]'
    grep -q '"note":\[1.50\]' out
    printf '决定编号,工单编号,决定时间,承办单位,经办人,理由\nD1,a,2026年9月29日 11时05分,萧山区,王,属于萧山\n' |
        iconv -f utf-8 -t gb18030 >decisions
    h12-route --decisions decisions in >out
    is '["330109","属于萧山","2026-09-29T11:05:00+08:00","王"]' '[(.assignment | .lead, .reason, .at), .history[-1].by]'
}

@test "decisions are told apart as exports are: GB18030 in JSON too, blank lines and BOMs before" {
    triaged a >in
    printf '{"decision":"D1","case":"a","at":"2026-09-29 11:00","unit":"萧山区","officer":"王"}\n' >decisions
    h12-route --decisions decisions in >want
    is '["330109","王"]' '[.assignment.lead, .history[-1].by]' want
    iconv -f utf-8 -t gb18030 decisions >gb
    { printf '\204\061\225\063'; cat gb; } >gb.bom
    { printf '\n \r\n\n'; cat decisions; } >blank
    for file in gb gb.bom blank; do
        h12-route --decisions "$file" in | cmp want -
        cat "$file" | h12-route --decisions - in | cmp want -
    done
    printf '\n\r\ndecision;case;at;unit;"officer,a,b,c"\nD1;a;2026-09-29 11:00;330109;x\n' >decisions
    run h12-route -o out --decisions decisions in # the delimiter is told, past blank lines and quotes
    [ "$status" -eq 1 ]
    [[ $output == *'decisions:4: officer: is missing'* ]]
}

@test "decisions in an encoding that is not read: exit 2 with the way out" {
    triaged a >in
    printf 'decision,case,at,unit,officer\nD1,a,2026-09-29 11:00,330109,王\n' >decisions
    for encoding in utf-16 utf-16le utf-16be; do
        iconv -f utf-8 -t $encoding decisions >wide
        run h12-route -o out --decisions wide in
        [ "$status" -eq 2 ] && [ ! -e out ]
        [[ $output == *"'wide' is in utf-16; convert it first: iconv -f utf-16 -t utf-8"* ]]
    done
    { echo decision,case,at,unit,officer; yes "$(printf '\377\376\375,\200\377')" | head -n 100; } >noise
    run h12-route -o out --decisions noise in
    [ "$status" -eq 2 ] && [ ! -e out ]
    [[ $output == *"'noise' is neither utf-8 nor gb18030; convert it first"* ]]
}

@test "a row of over 4096 fields among the decisions is a reject, a header of them exit 2" {
    triaged a >in
    decide "$(commas 4096)" 'D1,a,2026-09-29T11:00:00+08:00,,330109,,,,Wang,x'
    [ "$status" -eq 1 ]
    is '"330109"' .assignment.lead
    is '["too_many_fields","decisions",2]' '[.code, .source, .line]' rejects
    { printf 'decision,case,at'; commas 4094; echo; } >decisions
    run h12-route -o out2 --decisions decisions in
    [ "$status" -eq 2 ] && [ ! -e out2 ]
    [[ $output == *"'decisions': the header can't be read: has over 4096 fields"* ]]
}

@test "an empty file of decisions decides nothing" {
    triaged a >in
    for content in '' '\n\r\n \n' '\357\273\277' 'decision,case,at,unit,officer\n'; do
        printf "$content" >decisions
        h12-route --decisions decisions in 2>err | cmp in -
        grep -q 'events: 0 read' err
    done
}

@test "with --shard, decisions on other cases are handed on, not rejected" {
    triaged a >in
    { echo "$HEADER"; echo 'D1,a,2026-09-29T11:00:00+08:00,,330109,,,,Wang,x'; echo 'D2,b,2026-09-29T11:00:00+08:00,,330109,,,,Wang,x'; } >decisions
    h12-route --shard --unmatched rest --decisions decisions in >out 2>err
    is '"b"' .case rest
    grep -q '1 unmatched' err
    run h12-route --shard --decisions decisions in
    [ "$status" -eq 2 ]
}

@test "cases and decisions can't both come from standard input" {
    : >decisions
    run h12-route --decisions - <decisions
    [ "$status" -eq 2 ]
    triaged a >in
    printf 'decision,case,at,unit,officer\nD1,a,2026-09-29T11:00:00+08:00,330109,Wang\n' |
        h12-route --decisions - in >out
    is '"330109"' .assignment.lead
}
