#!/usr/bin/env bats
# art.20: where whoever asked is not satisfied, the hotline verifies, and what is to be done again is
# assigned again.
bats_require_minimum_version 1.5.0
load ../helper
load ratings

# A bad rating of Sunday 2026-10-11, in `in`.
rated_badly() {
    ${1:-resolved} a >in
    on 2026-10-11 '"rating":"R1","at":"2026-10-11 14:00","by":"requester","resolved":"no","satisfied":"dissatisfied","reason":"still dark"'
    mv out in
}

@test "art.20: not satisfied: the hotline verifies, within days of its own" {
    resolved a >in
    on 2026-10-11 '"rating":"R1","at":"2026-10-11 14:00","by":"requester","resolved":"no","satisfied":"dissatisfied","reason":"still dark"'
    is '["verifying","dissatisfied","art.20","2026-10-11T14:00:00+08:00"]' '[.state, (.callback | .outcome, .basis, .since)]'
    # Three working days after a Sunday: Wednesday.
    is '["verification","art.20",3,"workday","callback.verify_within","2026-10-11","2026-10-14","2026-10-14T23:59:59+08:00","running",3]' \
        '.deadline | [.clock, .basis, .limit, .unit, .limit_policy, .from, .due, .due_at, .status, .left_workdays]'
    # The citizen's own clock was met with the reply, and stays so.
    is '[["art.14","2026-10-10","2026-10-11T14:00:00+08:00","met"]]' \
        '[.deadline.earlier[] | [.clock, .due, .replaced_at, .verdict]]'
    is '["verifying","art.20"]' '.history[-1] | [.event, .basis]'
    checked out --now 2026-10-11
    h12-deadline -q --now 2026-10-11 out | cmp - out
}

@test "art.20: a reply that was late stays so beside the hotline's clock" {
    resolved a '' 2026-10-11T10:00:00+08:00 5 >in
    on 2026-10-12 '"rating":"R1","at":"2026-10-12 14:00","by":"requester","satisfied":"dissatisfied"'
    is '["missed"]' '[.deadline.earlier[].verdict]'
}

@test "art.20: the hotline's clock moves with the days, and is the hotline's" {
    rated_badly
    for day in 2026-10-13:due_soon:1:null 2026-10-14:due_today:0:null 2026-10-15:overdue:null:1; do
        IFS=: read -r now status left late <<<"$day"
        h12-callback -q --now "$now" in >out
        is "[\"$status\",$left,$late]" '.deadline | [.status, .left_workdays, .late_workdays]' || return 1
        checked out --now "$now"
    done
    h12-report overdue -q --now 2026-10-15 --format json --lang en out |
        jq -e '[.tables[] | select(.name == "hotline") | .rows[][0]] | index("verifying") != null'
    # With another policy the day is another.
    jq '.callback.verify_within = 1' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    h12-callback -q --policy own.json in | jq -e '.deadline.due == "2026-10-12"'
}

@test "art.20: redo: a new round of who had it, by urgency from the day of the order" {
    rated_badly
    on 2026-10-12 '"rating":"V1","kind":"verification","at":"2026-10-12 09:00","finding":"redo","officer":"Tao","reason":"not repaired"'
    [ "$status" -eq 0 ]
    is '["assigned",2,"330106",["city-police"],"redo","art.20","not repaired","2026-10-12T09:00:00+08:00"]' \
        '[.state, (.assignment | .round, .lead, .co, .cause, .basis, .reason, .at)]'
    is '[["verified","Tao","redo",{"by":"hotline","from":"2026-10-09T10:00:00+08:00","workdays":2}],["assigned","Tao",null,null]]' \
        '[.history[-2:][] | [.event, .by, .finding, .held]]'
    is '["redo","art.20",null,null,0,[["redo","Tao","not repaired",1]]]' \
        '.callback | [.outcome, .basis, .rating, .since, .tries, [.verifications[] | [.finding, .officer, .reason, .round]]]'
    checked out
    # Five working days after Monday 10-12: Monday 10-19. The citizen's first clock was met, and gave
    # way to the hotline's as the rating came; that one was done with on the first of its three days.
    is '["redo","art.20","2026-10-12","2026-10-19",null]' '.deadline | [.clock, .basis, .from, .due, .return_by]'
    is '[["art.14","2026-10-10","2026-10-11T14:00:00+08:00","met"],["verification","2026-10-14","2026-10-12T09:00:00+08:00","met"]]' \
        '[.deadline.earlier[] | [.clock, .due, .replaced_at, .verdict]]'
    h12-deadline -q out | cmp - out
}

@test "art.20: redo by another unit, where the officer names one" {
    rated_badly
    on 2026-10-12 '"rating":"V1","kind":"verification","at":"2026-10-12 09:00","finding":"redo","officer":"Tao","reason":"theirs","unit":"滨江区"'
    is '["330108",[],"redo",2]' '.assignment | [.lead, .co, .cause, .round]'
    checked out
    # The unit has it from then on.
    printf 'request,case,unit,at,reason,basis,suggested_unit\nQ1,a,330108,2026-10-13 09:00,x,y,330106\n' >requests
    h12-return -q --now 2026-10-13 --requests requests out >again
    is '["assigned","own_round"]' '[.state, .returns[0].refusal]' again
}

@test "art.20: redo of an answer needs a unit, and opens its first round" {
    rated_badly answered
    on 2026-10-12 '"rating":"V1","kind":"verification","at":"2026-10-12 09:00","finding":"redo","officer":"Tao","reason":"x"'
    is '["missing","unit"]' '[.code, .field]' rejects
    is '["verifying",null]' '[.state, .assignment]'
    on 2026-10-12 '"rating":"V1","kind":"verification","at":"2026-10-12 09:00","finding":"redo","officer":"Tao","reason":"x","unit":"city-police"'
    is '["assigned",1,"city-police","redo"]' '[.state, (.assignment | .round, .lead, .cause)]'
    checked out
    h12-deadline -q out >timed
    is '["redo","2026-10-19",[["art.14","met"],["verification","met"]]]' '.deadline | [.clock, .due, [.earlier[] | [.clock, .verdict]]]' timed
    checked timed
}

@test "art.20: upheld: closed with the reason, and the rating stays what it was" {
    rated_badly
    on 2026-10-12 '"rating":"V1","kind":"verification","at":"2026-10-12 09:00","finding":"upheld","officer":"Tao","reason":"done as the law asks"'
    is '["closed","upheld","art.20","R1","dissatisfied",null]' '[.state, (.callback | .outcome, .basis, .rating, .satisfied, .since)]'
    is '["closed","Tao","art.20","done as the law asks"]' '.history[-1] | [.event, .by, .basis, .reason]'
    checked out
    # The citizen's clock stands as it did; the hotline's is kept beside it.
    is '["art.14","met","2026-10-10",[["verification","2026-10-12T09:00:00+08:00","met"]]]' \
        '.deadline | [.clock, .status, .due, [.earlier[] | [.clock, .replaced_at, .verdict]]]'
    h12-deadline -q out | cmp - out
}

@test "art.20: the hotline verifies in its own days, or is late: the clock is kept with its verdict" {
    rated_badly
    cp in first
    # Due on Wednesday 10-14: in its last second, and in the one after.
    for finding in redo upheld; do
        for at in '2026-10-14 23:59:59:met' '2026-10-15 00:00:00:missed'; do
            cp first in
            on 2026-10-15 "\"rating\":\"V1\",\"kind\":\"verification\",\"at\":\"${at%:*}\",\"finding\":\"$finding\",\"officer\":\"Tao\",\"reason\":\"x\""
            is "[\"verification\",\"${at##*:}\"]" '.deadline.earlier[-1] | [.clock, .verdict]'
            checked out --now 2026-10-15
        done
    done
}

@test "art.20: a rating and its finding in one run, or in two: the same bytes" {
    resolved a | h12-deadline -q --now 2026-10-10 >timed
    resolved a >bare
    rating='"rating":"R1","at":"2026-10-11 14:00","by":"requester","resolved":"no","satisfied":"dissatisfied"'
    for finding in redo upheld; do
        found="\"rating\":\"V1\",\"kind\":\"verification\",\"at\":\"2026-10-12 09:00\",\"finding\":\"$finding\",\"officer\":\"Tao\",\"reason\":\"x\""
        for start in timed bare; do
            cp "$start" in
            on 2026-10-12 "$rating" "$found"
            h12-deadline -q out >one
            cp "$start" in
            on 2026-10-11 "$rating"
            h12-deadline -q --now 2026-10-11 out >in
            on 2026-10-12 "$found"
            h12-deadline -q out | cmp - one
            checked one
        done
    done
}

@test "art.20: only an officer finds, and says why" {
    rated_badly
    for gone in officer reason finding; do
        row=$(jq -c "del(.$gone)" <<<'{"rating":"V1","case":"a","kind":"verification","at":"2026-10-12 09:00","finding":"redo","officer":"Tao","reason":"x"}')
        ratings <<<"$row"
        rate 2026-10-12
        [ "$status" -eq 1 ]
        is "[\"missing\",\"$gone\"]" '[.code, .field]' rejects || return 1
        is '"verifying"' .state || return 1
    done
    on 2026-10-12 '"rating":"V1","kind":"verification","at":"2026-10-12 09:00","finding":"perhaps","officer":"Tao","reason":"x"'
    is '["bad_value","finding"]' '[.code, .field]' rejects
    resolved a >in
    on 2026-10-12 '"rating":"V1","kind":"verification","at":"2026-10-12 09:00","finding":"redo","officer":"Tao","reason":"x"'
    is '["wrong_state","case"]' '[.code, .field]' rejects
}

@test "art.20: a bad rating of a closed case reopens it within days, and is never a reject" {
    resolved a >in
    on 2026-10-09 '"rating":"R1","at":"2026-10-09 11:00","by":"requester","satisfied":"satisfied"'
    mv out in
    # Thirty days after Friday 10-09 is Sunday 11-08: the Monday after it still is in time.
    for late in 2026-11-09T23:59:59:verifying 2026-11-10T00:00:00:closed; do
        at=${late%:*}
        printf '{"rating":"R2","case":"a","at":"%s+08:00","by":"requester","satisfied":"dissatisfied"}\n' "$at" | ratings
        rate 2026-11-10
        [ "$status" -eq 0 ]
        is "\"${late##*:}\"" .state || return 1
        is '"callback.reopen_days"' '.callback.ratings[-1].policy' || return 1
        checked out --now 2026-11-10
    done
    is '["satisfied","R1",["refused","late",false]]' \
        '.callback | [.outcome, .rating, (.ratings[-1] | [.outcome, .refusal, .counted])]'
    # How late it is goes by when the hotline's system took it.
    printf '{"rating":"R2","case":"a","at":"2026-11-09 10:00","recorded_at":"2026-11-10 10:00","by":"requester","satisfied":"dissatisfied"}\n' | ratings
    rate 2026-11-10
    is '"closed"' .state
}

@test "art.20: a case that is reopened, redone and rated again: every round keeps its own" {
    resolved a >in
    on 2026-10-09 '"rating":"R1","at":"2026-10-09 11:00","by":"requester","satisfied":"satisfied"'
    mv out in
    on 2026-10-12 '"rating":"R2","at":"2026-10-12 09:00","by":"requester","satisfied":"dissatisfied"'
    is '["reopened",null]' '.history[-1] | [.event, .held]'
    mv out in
    on 2026-10-13 '"rating":"V1","kind":"verification","at":"2026-10-13 09:00","finding":"redo","officer":"Tao","reason":"again"'
    # Nobody had it from the 9th to the 12th.
    is '{"by":"hotline","from":"2026-10-12T09:00:00+08:00","workdays":1}' '.history[-2].held'
    checked out --now 2026-10-13
    # The unit replies again, and the hotline approves.
    jq -c '.state = "resolved" | .replies += [{reply: "P2", kind: "final", unit: "330106", recorded_at: "2026-10-14T09:00:00+08:00", informed_at: "2026-10-14T09:00:00+08:00",
            review: {decision: "approve", at: "2026-10-14T09:30:00+08:00", by: "Shen", basis: "art.11(1)"}}]
        | .history += [{at: "2026-10-14T09:00:00+08:00", event: "replied", by: "330106", reply: "P2", held: {by: "330106", from: "2026-10-13T09:00:00+08:00", workdays: 1}},
            {at: "2026-10-14T09:30:00+08:00", event: "reply_reviewed", by: "Shen", reply: "P2", decision: "approve"}]' out >in
    on 2026-10-15 '"rating":"R3","at":"2026-10-15 09:00","by":"requester","resolved":"yes","satisfied":"satisfied"'
    is '["closed","satisfied","R3",[[1,"satisfied"],[1,"dissatisfied"],[2,"satisfied"]]]' \
        '[.state, (.callback | .outcome, .rating, [.ratings[] | [.round, .satisfied]])]'
    checked out --now 2026-10-15
    h12-deadline -q --now 2026-10-15 out >timed
    is '["redo","met",[["art.14","met"],["verification","met"]]]' '.deadline | [.clock, .status, [.earlier[] | [.clock, .verdict]]]' timed
    checked timed --now 2026-10-15
}

@test "art.20: what comes in while it is verified is kept, and changes nothing" {
    rated_badly
    printf '%s\n' '{"rating":"R2","case":"a","at":"2026-10-12 09:00","by":"hotline","reached":"no"}' \
        '{"rating":"R3","case":"a","at":"2026-10-12 10:00","by":"requester","satisfied":"dissatisfied","reason":"still"}' \
        '{"rating":"R4","case":"a","at":"2026-10-12 11:00","by":"hotline","reached":"yes","satisfied":"basic"}' | ratings
    rate 2026-10-12
    [ "$status" -eq 0 ]
    is '["verifying","R1","2026-10-11T14:00:00+08:00",["verifying","noted","noted","noted"]]' \
        '[.state, (.callback | .rating, .since, [.ratings[].outcome])]'
    checked out
}
