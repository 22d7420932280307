#!/usr/bin/env bats
# art.11(4): whoever asked can say how satisfied they are; the hotline calls them back (art.11(1)).
bats_require_minimum_version 1.5.0
load ../helper
load ratings

@test "art.11(4): satisfied or basically so: the case is closed" {
    for word in satisfied basic; do
        resolved a >in
        on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"requester","resolved":"yes","satisfied":"'$word'"'
        [ "$status" -eq 0 ]
        is "[\"closed\",\"satisfied\",\"R1\",\"yes\",\"$word\",\"2026-10-12T09:00:00+08:00\"]" \
            '[.state, (.callback | .outcome, .rating, .resolved, .satisfied, .closed_at)]' || return 1
        is '["closed","h12-callback","art.11(4)","2026-10-12T09:00:00+08:00"]' \
            '.history[-1] | [.event, .by, .basis, .at]' || return 1
        checked out || return 1
    done
}

@test "art.11(4): resolved and satisfied are two questions" {
    for settled in yes partly no; do
        resolved a >in
        on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"requester","resolved":"'$settled'","satisfied":"satisfied"'
        is "[\"closed\",\"$settled\",\"satisfied\"]" '[.state, (.callback | .resolved, .satisfied)]' || return 1
        on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"requester","resolved":"'$settled'","satisfied":"dissatisfied"'
        is "[\"verifying\",\"$settled\",\"dissatisfied\"]" '[.state, (.callback | .resolved, .satisfied)]' || return 1
    done
    # Whether it is resolved may be left open.
    on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"requester","satisfied":"basic"'
    is '["closed",false]' '[.state, (.callback | has("resolved"))]'
}

@test "art.11(4): a unit's rating of itself is kept, and never counts" {
    resolved a >in
    for word in satisfied basic dissatisfied; do
        on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"unit","unit":"西湖区","resolved":"yes","satisfied":"'$word'"'
        [ "$status" -eq 0 ]
        grep -q '1 read, 0 applied, 0 already applied, 1 refused, 0 rejected' err
        is '["resolved","open",null,[["unit","330106","refused","own_rating",false]]]' \
            '[.state, (.callback | .outcome, .rating, [.ratings[] | [.by, .unit, .outcome, .refusal, .counted]])]' || return 1
        is '["rated","330106","refused","own_rating"]' '.history[-1] | [.event, .by, .outcome, .refusal]' || return 1
        checked out
    done
    # Nor where the citizen has spoken, or the case is closed.
    printf '%s\n' '{"rating":"R1","case":"a","at":"2026-10-12 09:00","by":"requester","satisfied":"dissatisfied"}' \
        '{"rating":"R2","case":"a","at":"2026-10-12 10:00","by":"unit","satisfied":"satisfied"}' | ratings
    rate 2026-10-12
    is '["verifying","dissatisfied","R1"]' '[.state, (.callback | .outcome, .rating)]'
    printf '%s\n' '{"rating":"R1","case":"a","at":"2026-10-12 09:00","by":"requester","satisfied":"satisfied"}' \
        '{"rating":"R2","case":"a","at":"2026-10-12 10:00","by":"unit","satisfied":"dissatisfied"}' | ratings
    rate 2026-10-12
    is '["closed","satisfied","R1"]' '[.state, (.callback | .outcome, .rating)]'
    checked out
}

@test "art.11(4): nobody reached: so many tries, then closed as neither satisfied nor not" {
    resolved a >in
    try() { printf '{"rating":"R%s","case":"a","at":"2026-10-1%s 09:00","by":"hotline","reached":"no","officer":"Tao"}\n' "$1" "$1"; }
    { try 2; try 3; } | ratings
    rate 2026-10-13
    is '["resolved","open",2,["tried","tried"]]' '[.state, (.callback | .outcome, .tries, [.ratings[].outcome])]'
    checked out --now 2026-10-13
    mv out in
    try 4 | ratings
    rate 2026-10-14
    is '["closed","unreached",3,null,null,null]' \
        '[.state, (.callback | .outcome, .tries, .rating, .satisfied, .resolved)]'
    is '["callback.attempts"]' '[.callback.ratings[2].policy]'
    is '[false,false,false]' '[.callback.ratings[].counted]'
    is '["closed","art.11(4)","callback.attempts",{"by":"hotline","from":"2026-10-09T10:00:00+08:00","workdays":4}]' \
        '.history[-1] | [.event, .basis, .policy, .held]'
    checked out --now 2026-10-14
    # The number is the policy's.
    resolved a >in
    jq '.callback.attempts = 1' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    try 2 | ratings
    rate 2026-10-14 --policy own.json
    is '["closed","unreached",1]' '[.state, (.callback | .outcome, .tries)]'
}

@test "art.11(4): who was not reached and rates later counts after all" {
    resolved a >in
    jq '.callback.attempts = 1' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    printf '%s\n' '{"rating":"R1","case":"a","at":"2026-10-12 09:00","by":"hotline","reached":"no"}' \
        '{"rating":"R2","case":"a","at":"2026-10-12 10:00","by":"requester","satisfied":"basic"}' | ratings
    rate 2026-10-12 --policy own.json
    is '["closed","satisfied","R2","basic","2026-10-12T09:00:00+08:00"]' \
        '[.state, (.callback | .outcome, .rating, .satisfied, .closed_at)]'
    checked out
    # A second good word changes nothing.
    mv out in
    on 2026-10-13 '"rating":"R3","at":"2026-10-13 09:00","by":"requester","satisfied":"satisfied"'
    is '["closed","R2","basic","noted",false]' \
        '[.state, (.callback | .rating, .satisfied, (.ratings[-1] | .outcome, .counted))]'
    checked out --now 2026-10-13
}

@test "art.11(4): an answer of the knowledge base is rated like a reply" {
    answered a >in
    on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"hotline","reached":"yes","resolved":"yes","satisfied":"satisfied","officer":"Tao"'
    is '["closed","satisfied","Tao"]' '[.state, .callback.outcome, .history[-2].by]'
    checked out
    on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"requester","satisfied":"dissatisfied"'
    is '["verifying","reopened"]' '[.state, .history[-1].event]'
    checked out
}

@test "art.11(1): today's callback list: oldest first, without numbers, nobody twice a day" {
    {
        resolved c '"requester":{"name":"周大勇","phone":"13900001111"},"title":"路灯 13900001111"' 2026-10-10T10:00:00+08:00 5
        resolved b
        resolved a '"requester":{"name":"钱小梅","phone":"13700002222"}'
        answered d
        case_assigned e 330106 2026-10-09T09:00:00+08:00
    } >ledger
    h12-callback -q --due ledger >list
    is '["d","a","b","c"]' '[.[].case]' <(jq -s . list)
    is '["answered","resolved","resolved","resolved"]' '[.[].state]' <(jq -s . list)
    is '[null,null,null,null]' '[.[].phone]' <(jq -s . list)
    is '["周**","路灯 139****1111","330106",0]' '[.name, .title, .unit, .tries]' <(tail -n 1 list)
    run ! grep -q 13700002222 list
    cp ledger in
    on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"hotline","reached":"no"'
    h12-callback -q --due out | jq -s 'map(.case)' -c >list
    same '["d","b","c"]\n' list
    h12-callback -q --due --now 2026-10-13 out | jq -s 'map([.case, .tries])' -c >list
    same '[["d",0],["a",1],["b",0],["c",0]]\n' list
    # A bad rating is on it from its day on, with the article that asks for the call.
    on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"requester","satisfied":"dissatisfied"'
    h12-callback -q --due out | jq -sc 'map([.case, .basis])' >list
    same '[["d","art.11(4)"],["b","art.11(4)"],["c","art.11(4)"],["a","art.20"]]\n' list
}

@test "art.11(1), 22: names and numbers for a purpose, and never of who asked in confidence" {
    {
        resolved a '"requester":{"name":"钱小梅","phone":"13700002222"}'
        resolved b '"requester":{"name":"钱小梅","phone":"13700002222"},"confidential":true'
        resolved c '"requester":{"name":"钱小梅","phone":"13700002222"},"kind":"report"'
        resolved d '"requester":{"name":"钱小梅","phone":"13700002222"},"acceptance":{"verdict":"accepted","basis":"art.8(3)"}'
    } >ledger
    h12-callback -q --due --reveal "callback of the day" ledger >list 2>err
    grep -qx 'h12-callback: personal data is shown, purpose: callback of the day' err
    is '["钱小梅","13700002222",null]' '[.name, .phone, .withheld]' <(head -n 1 list)
    is '[[null,null,true],[null,null,true],[null,null,true]]' '[.[1:][] | [.name, .phone, .withheld]]' \
        <(jq -s . list)
}

# ---------------------------------------------------------------- on site, and the urging of units

# 2026-10-12 is a Monday; the working days before it: Friday 10-09, Saturday 10-10.
load supervising

# ladder DAY...: the notices of case a, run each day over the ledger of the day before; one line
# each: day, level, working days late.
ladder() {
    for day in "$@"; do
        rm -f notices
        OPTIONS=(--notices notices)
        act "$day"
        checked out --now "$day" || return 1
        jq -r --arg day "$day" '[$day, .level, .late_workdays // 0] | join(" ")' notices
        mv out in
    done >ladder
}

@test "art.11(1): a unit is reminded one working day before, urged on the day after, every second working day, then through its leader" {
    rounds "dispatched:330106::2026-09-28T10:00:00+08:00" >in
    # Due on Saturday 10-10, a working day; 10-11, 10-17, 10-18, 10-24, 10-25 are days off.
    ladder 2026-10-0{1..9} 2026-10-{10..27}
    same '2026-10-09 before 0\n2026-10-12 late 1\n2026-10-14 late 3\n2026-10-16 late 5\n2026-10-20 leader 7\n2026-10-22 leader 9\n2026-10-26 leader 11\n' ladder
    is '{"count":7,"level":"leader","unit":"330106","at":"2026-10-26T23:59:59+08:00","due_at":"2026-10-10T23:59:59+08:00","late":6}' \
        .supervision.urges in
    is '["urged","h12-supervise","art.11(3)","leader","330106","2026-10-10T23:59:59+08:00","supervision.leader_after"]' \
        '.history[-1] | [.event, .by, .basis, .level, .unit, .due_at, .policy]' in
    is '["before","late","late","late","leader","leader","leader"]' '[.history[] | select(.event == "urged").level]' in
}

@test "art.11(1): a night that was missed is made up for; another unit, or another due day, begins anew" {
    rounds "dispatched:330106::2026-09-28T10:00:00+08:00" >in
    ladder 2026-10-10 2026-10-19 2026-10-20 2026-10-21
    same '2026-10-10 before 0\n2026-10-19 late 6\n2026-10-21 late 8\n' ladder
    jq -c '.assignment += {round: 2, lead: "330108", cause: "transferred", at: "2026-10-22T09:00:00+08:00"}
        | .history += [{at: .assignment.at, event: "assigned", by: "Chen", basis: "art.13(2)", assignment}]' in >of.in && mv of.in in
    ladder 2026-10-22 2026-10-23
    same '2026-10-22 late 9\n' ladder
    is '["330108",1,4]' '.supervision.urges | [.unit, .late, .count]' in
    # A redo has a clock of its own: five working days from Friday 10-23, due on Friday 10-30.
    jq -c '.assignment += {round: 3, cause: "redo", at: "2026-10-23T23:59:59+08:00"}
        | .history += [{at: .assignment.at, event: "assigned", by: "Tao", basis: "art.20", assignment}]' in >of.in && mv of.in in
    ladder 2026-10-{24..30}
    same '2026-10-29 before 0\n' ladder
}

@test "art.11(1): what the hotline holds, or was replied to, urges no unit" {
    for state in review accepted triage returning consulting coordinating replied resolved verifying closed withdrawn; do
        rounds "dispatched:330106::2026-09-28T10:00:00+08:00" >in
        of ".state = \"$state\""
        OPTIONS=(--notices notices)
        act 2026-10-12
        cmp in out || { echo $state; return 1; }
        [ ! -s notices ]
    done
}

@test "art.11(3): an on-site check is noted as it is ordered, and answers its item once its finding is there" {
    rounds "joint:330106:330108:2026-09-28T10:00:00+08:00" >in
    act 2026-10-09 '"action":"S1","at":"2026-10-09 09:00","kind":"on_site","officer":"Tao"'
    is '["on_site","art.11(3)","Tao",["art.19(2)","art.19(4)"],null,null]' \
        '.supervision | [(.actions[0] | .kind, .basis, .officer, .answers, .completed_at), .items[0].closed_by]'
    checked out --now 2026-10-09
    mv out in
    act 2026-10-10 '"action":"S2","at":"2026-10-10 09:00","kind":"completed","of":"S1","officer":"Lin","finding":"the fence stands on both sides"'
    [ "$status" -eq 0 ]
    is '["2026-10-10T09:00:00+08:00","S2","S1","2026-10-10T09:00:00+08:00"]' \
        '.supervision | [(.actions[0] | .completed_at, .completed_by), (.items[0] | .closed_by, .closed_at)]'
    is '["supervision_action","Lin","art.11(3)","completed",["art.19(2)"]]' \
        '.history[-1] | [.event, .by, .basis, .kind, .closes]'
    checked out --now 2026-10-10
    # Whose words they were, history alone has.
    run ! grep -q fence <(jq -c .supervision out)
    # With its finding in the same row it is over at once.
    act 2026-10-09 '"action":"S3","at":"2026-10-09 10:00","kind":"on_site","officer":"Tao","finding":"none of it"'
    is '["S3"]' '[.supervision.items[].closed_by]'
}
