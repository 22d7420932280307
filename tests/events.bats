#!/usr/bin/env bats
# What all tools that take event files have alike: nothing happens before the request was received,
# and events of one instant in whatever order they stand.
bats_require_minimum_version 1.5.0
load helper
load articles/replying
load articles/ratings
export H12_SHARE=$ROOT/share H12_NOW=2026-10-12

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
}

# Received on Monday at 16:00; the day's steps of the tools stand in its last second.
late() {
    case_assigned a 330106 2026-10-12T23:59:59+08:00 2026-10-12T16:00:00+08:00 '"matter":"0403"'
}

# early TOOL OPTION EVENT: before the request was received, by an instant of that day or by a month,
# `at` alone or `recorded_at` too: a reject, and the case leaves as it came. A second later it is none.
early() {
    local tool=$1 option=$2 event=$3 at
    for at in 2026-10-12T11:00:00+08:00 2026-10-12T15:59:59+08:00 2026-09-01T09:00:00+08:00; do
        for recorded in $at 2026-10-12T17:00:00+08:00; do
            rm -f rejects
            jq -nc --arg at $at --arg recorded_at $recorded "$event + {case: \"a\", \$at, \$recorded_at}" >events
            run "$tool" "$option" events -r rejects -o out in
            [ "$status" -eq 1 ] && is '["out_of_order","at"]' '[.code, .field]' rejects && cmp in out || return 1
        done
    done
    jq -nc "$event + {case: \"a\", at: \"2026-10-12T17:00:00+08:00\", recorded_at: \"2026-10-12T15:59:59+08:00\"}" >events
    rm -f rejects
    run "$tool" "$option" events -r rejects -o out in
    is '["out_of_order","recorded_at"]' '[.code, .field]' rejects || return 1
    jq -nc "$event + {case: \"a\", at: \"2026-10-12T16:00:00+08:00\"}" >events
    rm -f rejects
    run "$tool" "$option" events -r rejects -o out in
    [ "$status" -eq 0 ] && [ ! -s rejects ] && run ! cmp -s in out && checked out
}

@test "an event from before the request was received is out_of_order, and names at" {
    late >in
    early h12-return --requests '{event: "R1", unit: "330106", reason: "x", basis: "y", suggested_unit: "enterprise-water"}'
    early h12-callback --ratings '{rating: "W1", kind: "withdrawal", by: "requester"}'
    early h12-supervise --actions '{action: "S1", kind: "meeting", officer: "Tao"}'
    late | jq -c '.assignment.at = .received_at | .history[].at = .received_at | .history[1].assignment.at = .received_at' >in
    early h12-reply --replies '{reply: "P1", unit: "330106", informed_at: "2026-10-12T16:00:00+08:00"}'
    case_accepted a 2026-10-12T16:00:00+08:00 '"text":"小区物业不管"' | h12-route -q >in
    is '"triage"' .state in
    early h12-route --decisions '{decision: "D1", kind: "dispatch", unit: "330106", officer: "Wang", matter: "0403"}'
    printf 'id,received_at,text\na,2026-10-12 16:00,我已经起诉到法院，请催一下\n' | h12-intake -q >in
    is '"review"' .state in
    early h12-intake --decisions '{decision: "D1", verdict: "accept", matter: "0303", district: "330106", officer: "Lin", reason: "no lawsuit of ours"}'
}

# both_ways TOOL OPTION: the rows of `events`, recorded at one instant, forwards and backwards, each
# once and once more: the same case but for the order in which history has them.
both_ways() {
    tac events >backwards
    for order in events backwards; do
        rm -f rejects
        "$1" -q "$2" $order -r rejects in >$order.out && [ ! -s rejects ] || { cat rejects; return 1; }
        "$1" -q "$2" $order -r rejects $order.out | cmp $order.out - || return 1
        checked $order.out || return 1
    done
    cmp events.out backwards.out
}

@test "events of one instant, what names another before it: the same as behind it, once and again" {
    at='at: "2026-10-12T10:00:00+08:00"'
    printf 'id,received_at,text,unit,matter\na,2026-10-09 08:00,x,330106,0403\n' |
        h12-intake -q --now 2026-10-09 | h12-route -q --now 2026-10-09 >in
    jq -nc "({event: \"R1\", unit: \"330106\", reason: \"x\", basis: \"y\", suggested_unit: \"enterprise-water\"},
        {kind: \"decision\", event: \"E1\", request: \"R1\", decision: \"transfer\", officer: \"Wang\"}) + {case: \"a\", $at}" >events
    both_ways h12-return --requests
    is '["assigned","enterprise-water"]' '[.state, .assignment.lead]' backwards.out
    h12-replay -q events.out | cmp events.out -

    : >replies
    reply P1 2026-10-12T10:00:00+08:00
    review P1 2026-10-12T10:00:00+08:00 approve
    mv replies events
    both_ways h12-reply --replies
    is '"resolved"' .state backwards.out

    resolved a >in
    jq -nc "({rating: \"G1\", by: \"requester\", satisfied: \"dissatisfied\", reason: \"x\"},
        {rating: \"V1\", kind: \"verification\", finding: \"redo\", officer: \"Shen\", reason: \"y\"}) + {case: \"a\", $at}" >events
    both_ways h12-callback --ratings
    is '["assigned","redo"]' '[.state, .assignment.cause]' backwards.out

    case_assigned a 330106 2026-10-09T09:00:00+08:00 >in
    jq -nc "({action: \"S1\", kind: \"report\"}, {action: \"S2\", kind: \"completed\", of: \"S1\", outcome: \"heard\"})
        + {case: \"a\", officer: \"Tao\", $at}" >events
    both_ways h12-supervise --actions
    is '"S2"' '.supervision.actions[0].completed_by' backwards.out
}

@test "art.17(3), (4): request, question, opinion and group decision of one minute, the newest first" {
    case_assigned a 330106 2026-10-09T09:00:00+08:00 2026-10-09T08:00:00+08:00 '"matter":"0403"' >in
    jq '.designation.returns = 1' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    jq -nc '({event: "R1", unit: "330106", reason: "x", basis: "y", suggested_unit: "enterprise-water"},
        {kind: "decision", event: "E1", request: "R1", decision: "consult", officer: "Wang"},
        {kind: "staffing_opinion", event: "E2"}, {kind: "group_decision", event: "E3", unit: "city-urban"})
        + {case: "a", at: "2026-10-12T10:00:00+08:00"}' >forwards
    tac forwards >events
    h12-return -q --policy own.json --requests events in >out
    is '["assigned","city-urban","art.17(4)"]' '[.state, (.assignment | .lead, .basis)]'
    h12-return -q --policy own.json --requests events out | cmp out -
    h12-return -q --policy own.json --requests forwards in | cmp out -
    checked out --policy own.json
}

@test "a request that could be made only behind the decision of its instant is made there" {
    case_assigned a 330106 2026-10-09T09:00:00+08:00 2026-10-09T08:00:00+08:00 '"matter":"0403"' >in
    jq -nc '({event: "R1", unit: "330106", reason: "x", basis: "y", suggested_unit: "enterprise-water"},
        {event: "R2", unit: "330106", reason: "x", basis: "y", suggested_unit: "city-urban"},
        {kind: "decision", event: "E1", request: "R1", decision: "continue", officer: "Wang"})
        + {case: "a", at: "2026-10-12T10:00:00+08:00"}' >events
    h12-return -q --requests events in >out
    is '["returning",["continued","pending"]]' '[.state, [.returns[].outcome]]'
    h12-return -q --requests events out | cmp out -
}

@test "what nothing of its instant makes possible is one reject, with its own reason" {
    case_assigned a 330106 2026-10-09T09:00:00+08:00 2026-10-09T08:00:00+08:00 '"matter":"0403"' >in
    jq -nc '({kind: "decision", event: "E9", request: "R9", decision: "continue", officer: "Wang"},
        {event: "R1", unit: "330106", reason: "x", basis: "y", suggested_unit: "enterprise-water"},
        {event: "R2", unit: "nobody-knows"})
        + {case: "a", at: "2026-10-12T10:00:00+08:00"}' >events
    status=0
    h12-return --requests events -r rejects in >out 2>err || status=$?
    [ "$status" -eq 1 ]
    event_counts h12-return 3 1 0 0 2
    [ "$(jq -sc 'map([.code, .field, .line])' rejects)" = '[["wrong_state","request",1],["wrong_state","case",3]]' ]
}
