#!/usr/bin/env bats
# h12-intake --decisions: what officers decide of acceptance, once, in order, and each kept whole.
bats_require_minimum_version 1.5.0
load helper
export H12_SHARE=$ROOT/share

HEAD=decision,case,at,recorded_at,verdict,ground,urgency,matter,district,officer,reason,explained_at,from,until

# held ID [TEXT]: a case in review, made by the tool itself on 10-09.
held() {
    printf 'id,received_at,text\n%s,2026-10-09 08:00,%s\n' "$1" "${2:-我已经起诉到法院，请催一下}" |
        h12-intake -q --now 2026-10-09T09:00:00+08:00
}

# decide LINE...: the decisions are applied to `in`: `out`, `rejects`, `err`.
decide() {
    rm -f rejects out
    printf '%s\n' "$HEAD" "$@" >decisions
    run h12-intake --decisions decisions -r rejects -o out in
    printf '%s\n' "$output" >err
}

# rejected CODE FIELD LINE...: the last decision is refused and changes nothing.
rejected() {
    local code=$1 field=$2
    shift 2
    decide "$@"
    [ "$status" -eq 1 ] || { echo "status $status: $output"; return 1; }
    is "[\"$code\",\"$field\"]" '[.code, .field]' rejects && cmp in out
}

@test "accept: the case goes on, with the paragraph of art.8, urgency, matter and district" {
    held a >in
    is '"review"' .state in
    decide 'D1,a,2026-10-09T10:00:00+08:00,,accept,,urgent,0303,330106,Lin,no lawsuit of ours,,,'
    [ "$status" -eq 0 ]
    is '["accepted","accepted","art.8(4)","no lawsuit of ours"]' \
        '[.state, (.acceptance | .verdict, .basis, .reason)]'
    is '["urgent","0303","330106"]' '[.urgency, .matter, .district]'
    is '["accepted","Lin","art.8(4)","D1"]' '.history[-1] | [.event, .by, .basis, .id]'
    is 'true' '.acceptance.flags | length > 0'
    h12-route -q out | jq -e '.state == "assigned" and .assignment.lead == "330106"'
}

@test "decline: the ground, the officer's reason, the explanation of the row that flagged it" {
    held a >in
    decide 'D1,a,2026-10-09T10:00:00+08:00,,decline,art.9(1),,,,Lin,the case is 2026-17,2026-10-09T10:05:00+08:00,,'
    [ "$status" -eq 0 ]
    is '["declined","declined","art.9(1)","the case is 2026-17","2026-10-09T10:05:00+08:00"]' \
        '[.state, (.acceptance | .verdict, .basis, .reason, .explained_at)]'
    is 'true' '.acceptance.explanation | contains("12368")'
    is '["decline","art.9(1)"]' '.acceptance.proposal | [.decision, .ground]'
    is '"art.9(1)"' '.history[-1].input.ground'
}

@test "a decision is corrected by a later one, and both stay in history" {
    held a >in
    decide 'D1,a,2026-10-09T10:00:00+08:00,,decline,art.9(1),,,,Lin,,,,' \
        'D2,a,2026-10-10T10:00:00+08:00,,accept,,,,,Wu,it is over,,,' \
        'D3,a,2026-10-10T11:00:00+08:00,,decline,art.9(5),,,,Wu,another city,,,'
    [ "$status" -eq 0 ]
    grep -q 'events: 3 read, 3 applied' err
    is '["declined","art.9(5)"]' '[.state, .acceptance.basis]'
    is '[["review","h12-intake"],["declined","Lin"],["accepted","Wu"],["declined","Wu"]]' \
        '[.history[] | [.event, .by]]'
}

@test "decisions again change nothing; the same id with other content is a conflict" {
    held a >in
    line='D1,a,2026-10-09T10:00:00+08:00,,decline,art.9(1),,,,Lin,,,,'
    decide "$line"
    cp out in
    decide "$line"
    [ "$status" -eq 0 ]
    cmp in out
    grep -q '1 already applied' err
    rejected id_conflict decision "${line/art.9(1)/art.9(2)}"
}

@test "an officer, a ground, a known verdict: what is missing or wrong is a reject" {
    held a >in
    at=2026-10-09T10:00:00+08:00
    rejected missing officer "D1,a,$at,,decline,art.9(1),,,,,x,,,"
    rejected missing ground "D1,a,$at,,decline,,,,,Lin,x,,,"
    rejected bad_value ground "D1,a,$at,,decline,art.10(2),,,,Lin,x,,,"
    rejected bad_value ground "D1,a,$at,,decline,art.28(1),,,,Lin,x,,,"
    rejected missing verdict "D1,a,$at,,,art.9(1),,,,Lin,x,,,"
    rejected bad_value verdict "D1,a,$at,,refuse,art.9(1),,,,Lin,x,,,"
    rejected bad_value urgency "D1,a,$at,,accept,,soon,,,Lin,x,,,"
    rejected bad_value matter "D1,a,$at,,accept,,,no-such,,Lin,x,,,"
    rejected bad_value district "D1,a,$at,,accept,,,,999999,Lin,x,,,"
    rejected bad_date explained_at "D1,a,$at,,decline,art.9(1),,,,Lin,x,soon,,"
    rejected out_of_order explained_at "D1,a,$at,,decline,art.9(1),,,,Lin,x,2026-10-09T07:59:59+08:00,,"
    rejected future explained_at "D1,a,$at,,decline,art.9(1),,,,Lin,x,2026-10-13T00:00:00+08:00,,"
    rejected no_such_case case "D1,b,$at,,accept,,,,,Lin,x,,,"
    rejected future at "D1,a,2026-10-13T00:00:00+08:00,,accept,,,,,Lin,x,,,"
    rejected out_of_order at "D1,a,2026-10-09T08:59:59+08:00,,accept,,,,,Lin,x,,,"
    rejected not_closed case "D1,a,$at,,bar,art.28(1),,,,Lin,nothing new,,,"
}

@test "states that do not fit: what a unit has, what is closed, the same again" {
    for state in assigned returning consulting coordinating replied committed resolved verifying \
        closed withdrawn answered; do
        case_assigned a 330106 2026-09-28T09:00:00+08:00 | sed "s/\"state\":\"assigned\"/\"state\":\"$state\"/" >in
        rejected wrong_state case 'D1,a,2026-09-29T11:00:00+08:00,,decline,art.9(1),,,,Lin,x,,,' || return 1
        rejected wrong_state case 'D1,a,2026-09-29T11:00:00+08:00,,accept,,,,,Lin,x,,,' || return 1
    done
    case_accepted a 2026-09-28T09:00:00+08:00 >in
    rejected wrong_state case 'D1,a,2026-09-29T11:00:00+08:00,,accept,,,,,Lin,x,,,'
    held a >in
    decide 'D1,a,2026-10-09T10:00:00+08:00,,decline,art.9(1),,,,Lin,,,,'
    cp out in
    rejected wrong_state case 'D2,a,2026-10-09T11:00:00+08:00,,decline,art.9(2),,,,Lin,x,,,'
}

@test "an accepted case that no unit has yet can be declined as a correction" {
    case_accepted a 2026-09-28T09:00:00+08:00 >in
    decide 'D1,a,2026-09-29T11:00:00+08:00,,decline,art.9(5),,,,Lin,the road is another city'"'"'s,,,'
    [ "$status" -eq 0 ]
    is '["declined","art.9(5)"]' '[.state, .acceptance.basis]'
}

@test "an emergency under review that a unit has: accepted, it stays; declined, it leaves" {
    held a 西湖区文三路隔壁着火了，快来 2>err | h12-route -q --now 2026-10-09T09:30:00+08:00 >routed
    is '"review"' .acceptance.verdict routed
    state=$(jq -r .state routed)
    cp routed in
    decide 'D1,a,2026-10-09T10:00:00+08:00,,accept,,,,,Lin,,,,'
    is "[\"$state\",\"accepted\"]" '[.state, .acceptance.verdict]'
    cp routed in
    decide 'D1,a,2026-10-09T10:00:00+08:00,,decline,art.9(2),,,,Lin,119 has it,,,'
    is '["declined","art.9(2)",false]' '[.state, .acceptance.basis, has("triage")]'
    h12-check -q out --now 2026-10-12
}

@test "decisions apply in the order of recorded_at, at the same instant in that of the rows as far as they can, out of several files too" {
    held a >in
    morning=('D4,a,2026-10-09T09:30:00+08:00,2026-10-09T12:00:00+08:00,accept,,,,,Wu,,,,'
        'D2,a,2026-10-09T11:00:00+08:00,,accept,,,,,Lin,,,,')
    evening=('D3,a,2026-10-09T11:00:00+08:00,,decline,art.9(5),,,,Lin,,,,'
        'D1,a,2026-10-09T10:00:00+08:00,,decline,art.9(1),,,,Lin,,,,')
    decide "${morning[@]}" "${evening[@]}"
    [ "$status" -eq 0 ]
    is '["D1","D2","D3","D4"]' '[.history[].id | select(.)]'
    is '["accepted","art.8(4)"]' '[.state, .acceptance.basis]'
    # The other file first: of the same instant D3 is before D2, but declines what D1 has declined,
    # and can only behind it.
    decide "${evening[@]}" "${morning[@]}"
    [ "$status" -eq 0 ]
    is '["D1","D2","D3","D4"]' '[.history[].id | select(.)]'
    # One run a file: what was recorded before the case's last event comes too late.
    decide "${morning[1]}"
    cp out in
    decide "${evening[@]}"
    is '["D1","out_of_order"]' '[.raw[:2], .code]' rejects
    is '["D2","D3"]' '[.history[].id | select(.)]'
}

@test "explain: that the citizen was told can come later, and changes nothing else" {
    held a >in
    decide 'D1,a,2026-10-09T10:00:00+08:00,,decline,art.9(1),,,,Lin,,,,'
    cp out in
    decide 'D2,a,2026-10-09T14:00:00+08:00,,explain,,,,,Wu,,2026-10-09T13:30:00+08:00,,'
    [ "$status" -eq 0 ]
    is '"2026-10-09T13:30:00+08:00"' .acceptance.explained_at
    diff <(jq -S 'del(.history, .acceptance.explained_at)' in) \
        <(jq -S 'del(.history, .acceptance.explained_at)' out)
    # Not before the request came (08:00), nor later than now.
    cp out in
    rejected out_of_order explained_at 'D3,a,2026-10-09T15:00:00+08:00,,explain,,,,,Wu,,2026-10-09T07:59:59+08:00,,'
    rejected future explained_at 'D3,a,2026-10-09T15:00:00+08:00,,explain,,,,,Wu,,2026-10-13T00:00:00+08:00,,'
    rejected out_of_order at 'D3,a,2026-10-09T07:00:00+08:00,2026-10-09T15:00:00+08:00,explain,,,,,Wu,,,,'
    case_accepted a 2026-09-28T09:00:00+08:00 >in
    rejected wrong_state case 'D2,a,2026-10-09T14:00:00+08:00,,explain,,,,,Wu,,,,'
}

@test "an export and the decisions on it in one run, CSV and NDJSON, as in two runs" {
    printf 'id,received_at,text\na,2026-10-09 08:00,我已经起诉到法院\nb,2026-10-09 08:00,路灯不亮\n' >export.csv
    printf '{"id":"a","received_at":"2026-10-09 08:00","text":"我已经起诉到法院"}\n{"id":"b","received_at":"2026-10-09 08:00","text":"路灯不亮"}\n' >export.ndjson
    printf '%s\n' "$HEAD" 'D1,a,2026-10-09T10:00:00+08:00,,decline,art.9(1),,,,Lin,,,,' >decisions
    for file in export.csv export.ndjson; do
        h12-intake --decisions decisions "$file" >out 2>err
        is '[["a","declined"],["b","accepted"]]' '[.[] | [.id, .state]]' <(jq -s . out)
        is '["2026-10-09T10:00:00+08:00","2026-10-09T10:00:00+08:00"]' \
            '[.[0].history[].at]' <(jq -s . out)
        grep -q '2 read, 2 written, 0 rejected; events: 1 read, 1 applied' err || return 1
    done
    # A row that is refused takes its decisions along.
    printf 'id,received_at,text\na,someday,x\n' >export.csv
    run h12-intake --decisions decisions -r rejects export.csv
    [ "$status" -eq 1 ]
    is '["bad_date","no_such_case"]' '[.[].code]' <(jq -s . rejects)
}

@test "the words of values.csv and of a map mean here what they mean in an export" {
    for id in a b c d; do held "$id"; done >in
    cat >decisions <<'END'
决定编号,工单编号,决定时间,受理决定,不予受理依据,紧急程度,所属区域,审核人
D1,a,2026-10-09 10:00,不予受理,第九条第一项,,,Lin
D2,b,2026-10-09 10:00,受理,,紧急,西湖区,Lin
D3,c,2026-10-09 10:00,不受理,第九条（六）,,,Lin
D4,d,2026-10-09 10:00,nope,9(1),,,Lin
END
    echo '{"values": {"decision": {"nope": "decline"}}}' >map.json
    h12-intake -q --map map.json --decisions decisions in >out
    is '[["declined","art.9(1)"],["accepted","art.8(4)"],["declined","art.9(6)"],["declined","art.9(1)"]]' \
        '[.[].acceptance | [.verdict, .basis]]' <(jq -s . out)
    # The record and its history have codes, and the same again changes nothing.
    is '["urgent","330106",["accept","urgent","330106"]]' \
        'select(.id == "b") | [.urgency, .district, (.history[-1].input | [.verdict, .urgency, .district])]'
    h12-intake -q --map map.json --decisions decisions out | cmp - out
    h12-check out && h12-replay -q out | cmp - out
    # What is no word of theirs is refused as ever.
    run h12-intake -q --decisions decisions in
    [ "$status" -eq 1 ]
    [[ $output == *"verdict: is none of accept"* ]]
}

@test "a repeat is barred in the words of art.28" {
    closing='{"finished_at":"2026-10-08T15:00:00+08:00","document":"x","approved_by":"y","informed_at":"2026-10-08T16:00:00+08:00"}'
    printf 'id,received_at,text,requester.phone\na,2026-10-07 08:00,小区门口的路灯不亮请来修一修,13800001234\n' |
        h12-intake -q --now 2026-10-07T09:00:00+08:00 | jq -c --argjson closing "$closing" '.state = "closed" | .closing = $closing' >known
    printf 'id,received_at,text,requester.phone\nb,2026-10-09 08:00,小区门口的路灯不亮请来修一修,13800001234\n' |
        h12-intake -q --now 2026-10-09T09:00:00+08:00 --known known >in
    printf 'decision,case,at,verdict,ground,officer,reason\nD1,b,2026-10-09 10:00,不再受理,第二十八条第一款,Lin,nothing new\n' >decisions
    h12-intake -q --decisions decisions in >out
    is '["barred","art.28(1)"]' '.acceptance | [.verdict, .basis]'
}

@test "in Chinese, as GB18030, and as NDJSON" {
    held a >in
    printf '决定编号,工单编号,决定时间,受理决定,不予受理依据,审核人\nD1,a,2026年10月9日 10时0分,decline,art.9(1),林\n' |
        iconv -f utf-8 -t gb18030 >decisions
    h12-intake -q --decisions decisions in >out
    is '["declined","林"]' '[.state, .history[-1].by]'
    printf '{"decision":"D1","case":"a","at":"2026-10-09 10:00","verdict":"decline","ground":"art.9(1)","officer":"林","note":[1.50]}\n' >decisions
    h12-intake -q --decisions decisions in >out
    is '"declined"' .state
    grep -q '"note":\[1.50\]' out
}

@test "cases without decisions pass byte for byte; one in a shard leaves others' decisions alone" {
    { held a; held b; } | sed 's/{"id"/{ "id"/' >in
    printf '%s\n' "$HEAD" 'D1,z,2026-10-09T10:00:00+08:00,,accept,,,,,Lin,,,,' >decisions
    h12-intake --decisions decisions --shard --unmatched rest in >out 2>err
    cmp in out
    is '"z"' .case rest
}
