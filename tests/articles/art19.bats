#!/usr/bin/env bats
# Art. 19: the matters that the hotline may push ahead, by their four classes, and those that it may
# submit to the inspection body.
# 2026: 10-01 to 10-07 are days off; 10-10 (Saturday) is a working day. A normal case of Monday 09-28
# is due on Saturday 10-10, at its last second.
bats_require_minimum_version 1.5.0
load ../helper
load supervising
export H12_SHARE=$ROOT/share

A=330106:: B=330108::

@test "art.19(1): several units, and not handled as it should be: the rework is the evidence" {
    rounds "dispatched:330106:city-urban:2026-09-28T10:00:00+08:00" \
        "rework:330106:city-urban:2026-09-30T10:00:00+08:00" >in
    act 2026-10-09
    items '[[1,"art.19(1)","several units, and reworked","2026-09-30T10:00:00+08:00",null]]'
    is '[{"source":"history","entry":1},{"source":"history","entry":2}]' '.supervision.items[0].evidence'
    is '["supervision_item","h12-supervise","art.19(1)","2026-10-09T23:59:59+08:00",true]' \
        '[(.history[-1] | .event, .by, .basis, .at), .history[-1].item == .supervision.items[0]]'
    checked out --now 2026-10-09
    # One unit that is told to mend its reply is no dispute of units.
    rounds "dispatched:${A}2026-09-28T10:00:00+08:00" "rework:${A}2026-09-30T10:00:00+08:00" >in
    act 2026-10-09
    cmp in out
}

@test "art.19(1): returned once is the unit's right; returned again is passing on" {
    rounds "dispatched:${A}2026-09-28T10:00:00+08:00" >in
    of "$(returned Q1 2026-09-29T10:00:00+08:00)"
    act 2026-10-09
    cmp in out
    of "$(returned Q2 2026-09-30T10:00:00+08:00)"
    act 2026-10-09
    items '[[1,"art.19(1)","returned again","2026-09-30T10:00:00+08:00",null]]'
    is '[{"source":"returns","request":"Q1"},{"source":"returns","request":"Q2"}]' '.supervision.items[0].evidence'
    checked out --now 2026-10-09
    # A request that was refused, or does not count, passes nothing on.
    of '.returns[1] += {counted: false, outcome: "refused", refusal: "late"} | .history[-1].outcome = "refused"'
    act 2026-10-09
    cmp in out
}

@test "art.19(1): returned or joint, and late: since the last instant in which it was in time" {
    rounds "dispatched:${A}2026-09-28T10:00:00+08:00" >in
    of "$(returned Q1 2026-09-29T10:00:00+08:00)"
    act 2026-10-10
    cmp in out
    act 2026-10-11
    items '[[1,"art.19(1)","returned, and late","2026-10-10T23:59:59+08:00",null]]'
    is '{"source":"deadline","due_at":"2026-10-10T23:59:59+08:00"}' '.supervision.items[0].evidence[1]'
    checked out --now 2026-10-11
    # What was made joint when it was late already is late as a joint case since then.
    rounds "dispatched:${A}2026-09-28T10:00:00+08:00" "transferred:330108:330106:2026-10-12T10:00:00+08:00" >in
    act 2026-10-12
    items '[[1,"art.19(1)","several units, and late","2026-10-12T10:00:00+08:00",null]]'
    # Late, and of one unit alone: nothing of art.19.
    rounds "dispatched:${A}2026-09-28T10:00:00+08:00" >in
    act 2026-10-30
    cmp in out
}

@test "art.19(2): unclear whose it is: joint by art.16(3), or the bodies of art.17 are asked: an on-site check" {
    rounds "dispatched:${A}2026-09-28T10:00:00+08:00" "joint:330106:330108:2026-09-30T10:00:00+08:00" >in
    act 2026-10-09
    items '[[2,"art.19(2)","the duties of several units meet","2026-09-30T10:00:00+08:00",null]]'
    is '["on_site",[{"source":"history","entry":2}]]' '.supervision.items[0] | [.proposes, .evidence]'
    checked out --now 2026-10-09
    case_assigned a 330106 2026-10-09T09:00:00+08:00 '' '"matter":"0403"' >in
    printf 'request,case,unit,at,reason,basis,suggested_unit\nQ1,a,330106,2026-10-10 09:00,x,y,enterprise-water\n' >requests
    jq '.designation.returns = 1' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    h12-return -q --policy own.json --requests requests in >returning
    printf 'event,case,at,kind,request,decision,officer,reason\nD1,a,2026-10-10 10:00,decision,Q1,group,Tao,unclear\n' >decisions
    h12-return -q --policy own.json --requests decisions returning >in
    is '"coordinating"' .state in
    act 2026-10-10
    items '[[2,"art.19(2)","whose duty it is, is unclear","2026-10-10T10:00:00+08:00",null]]'
    checked out
}

# answered FILTER RATING: a reply of 10-09 told to the citizen, approved, changed by a jq filter, and
# how the requester rates it on 10-11.
answered() {
    rounds "dispatched:${A}2026-09-28T10:00:00+08:00" >in
    of '.state = "resolved" | .replies = [{reply: "P1", kind: "final", round: 1, unit: "330106", at: "2026-10-09T10:00:00+08:00",
        recorded_at: "2026-10-09T10:00:00+08:00", informed_at: "2026-10-09T10:00:00+08:00", on_time: true,
        review: {decision: "approve", at: "2026-10-09T11:00:00+08:00", by: "Shen", basis: "art.11(1)"}} | '"$1"']
        | .history += [{at: "2026-10-09T10:00:00+08:00", event: "replied", by: "330106", basis: "art.15",
                reply: "P1", complete: .replies[0].complete, on_time: true},
            {at: "2026-10-09T11:00:00+08:00", event: "reply_reviewed", by: "Shen", basis: "art.11(1)",
                reply: "P1", decision: "approve"}]
        | .history |= map(del(.[] | nulls))'
    printf '{"rating":"R1","case":"a","at":"2026-10-11 14:00","by":"requester","satisfied":"%s"}\n' "$2" >ratings
    h12-callback -q --now 2026-10-11 --ratings ratings in >rated && mv rated in
}

@test "art.19(2): the result is not what the citizen says: the unit reports satisfied, or the reply was approved as complete" {
    for claim in '.unit_reported_satisfaction = "satisfied"' '.unit_reported_satisfaction = "basic"' \
        '.complete = true | .missing = []'; do
        answered "$claim" dissatisfied
        act 2026-10-11
        items '[[2,"art.19(2)","the reply is at odds with the rating","2026-10-11T14:00:00+08:00",null]]' || return 1
        is '["on_site",[{"source":"replies","reply":"P1"},{"source":"callback","rating":"R1"}]]' \
            '.supervision.items[0] | [.proposes, .evidence]' || return 1
        checked out --now 2026-10-11 || return 1
    done
    for claim in '.unit_reported_satisfaction = "dissatisfied"' '.' '.complete = false | .missing = ["art.15(2)"] | .lacks = ["process"]'; do
        answered "$claim" dissatisfied
        act 2026-10-11
        cmp in out || { echo "$claim"; return 1; }
    done
}

@test "art.19(2): a rating that is as the unit said, or of a reply that was sent back, is at odds with nothing" {
    answered '.unit_reported_satisfaction = "satisfied"' basic
    act 2026-10-11
    cmp in out
    answered '.unit_reported_satisfaction = "satisfied" | .review.decision = "rework" | .round = 2' dissatisfied
    of '.state = "verifying"'
    act 2026-10-11
    is null '.supervision'
}

@test "art.19(3): handed over many times: from the third on, by policy" {
    rounds "dispatched:${A}2026-09-28T10:00:00+08:00" "transferred:${B}2026-09-29T10:00:00+08:00" >in
    act 2026-10-09
    cmp in out
    rounds "dispatched:${A}2026-09-28T10:00:00+08:00" "transferred:${B}2026-09-29T10:00:00+08:00" \
        "transferred:${A}2026-09-30T10:00:00+08:00" >in
    act 2026-10-09
    items '[[3,"art.19(3)","handed over many times","2026-09-30T10:00:00+08:00",null]]'
    is '["supervision.rounds",[{"source":"history","entry":3}],false]' \
        '[(.supervision.items[0] | .policy, .evidence), .supervision.joint]'
    checked out --now 2026-10-09
    jq '.supervision.rounds = 4' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    OPTIONS=(--policy own.json)
    act 2026-10-09
    cmp in out
}

@test "art.19, second paragraph: handed over many times and still late: for the inspection body" {
    rounds "dispatched:${A}2026-09-28T10:00:00+08:00" "transferred:${B}2026-09-29T10:00:00+08:00" \
        "transferred:${A}2026-09-30T10:00:00+08:00" >in
    act 2026-10-11
    items '[[3,"art.19(3)","handed over many times","2026-09-30T10:00:00+08:00",null],[null,"art.19","handed over many times, and late","2026-10-10T23:59:59+08:00",null]]'
    is '[true,"joint_inspection"]' '.supervision | [.joint, .items[1].proposes]'
    checked out --now 2026-10-11
    # The joint inspection answers both, and the body is asked no more.
    mv out in
    act 2026-10-14 '"action":"S1","at":"2026-10-13 09:00","kind":"joint_inspection","officer":"Tao","outcome":"done on the spot"'
    is '[false,["S1","S1"],["2026-10-13T09:00:00+08:00","2026-10-13T09:00:00+08:00"]]' \
        '.supervision | [.joint, [.items[].closed_by], [.items[].closed_at]]'
    checked out --now 2026-10-14
    # Handed over once more: many times, late, and so for them again.
    jq -c '.assignment += {round: 4, at: "2026-10-15T09:00:00+08:00"}
        | .history += [{at: .assignment.at, event: "assigned", by: "Chen", basis: "art.13(2)", assignment}]' out >in
    act 2026-10-15
    is '[true,[[3,"2026-10-15T09:00:00+08:00"],[null,"2026-10-15T09:00:00+08:00"]]]' \
        '.supervision | [.joint, [.items[2:][] | [.class, .since]]]'
    checked out --now 2026-10-15
}

@test "art.19(4): livelihood and safety: what is critical, since the alert, else since it was received" {
    rounds "dispatched:${A}2026-09-28T10:00:00+08:00" >in
    of '.urgency = "critical"'
    act 2026-09-28
    items '[[4,"art.19(4)","the case is critical","2026-09-28T09:00:00+08:00",null]]'
    is '[{"source":"urgency"}]' '.supervision.items[0].evidence'
    checked out --now 2026-09-28
    case_accepted a 2026-09-28T09:00:00+08:00 '"urgency":"critical","matter":"0403","text":"x"' |
        h12-route -q --now 2026-09-28T09:30:00+08:00 >in
    act 2026-09-28
    items '[[4,"art.19(4)","the case is critical","2026-09-28T09:30:00+08:00",null]]'
    is '[{"source":"alert"}]' '.supervision.items[0].evidence'
    checked out --now 2026-09-28
    for urgency in urgent normal complex; do
        rounds "dispatched:${A}2026-09-28T10:00:00+08:00" >in
        of ".urgency = \"$urgency\""
        act 2026-09-28
        cmp in out || return 1
    done
}

@test "art.19: only what is open is pushed ahead" {
    for state in declined barred answered closed withdrawn; do
        rounds "dispatched:${A}2026-09-28T10:00:00+08:00" >in
        of ".urgency = \"critical\" | .state = \"$state\""
        act 2026-10-30
        cmp in out || { echo $state; return 1; }
    done
    for state in review accepted triage assigned returning consulting coordinating replied committed resolved verifying; do
        rounds "dispatched:${A}2026-09-28T10:00:00+08:00" >in
        of ".urgency = \"critical\" | .state = \"$state\""
        act 2026-10-30
        is '["art.19(4)"]' '[.supervision.items[].basis]' || { echo $state; return 1; }
    done
}

@test "art.19: what was answered is not raised again for what happened before" {
    rounds "dispatched:330106:city-urban:2026-09-28T10:00:00+08:00" \
        "rework:330106:city-urban:2026-09-30T10:00:00+08:00" >in
    act 2026-10-09 '"action":"S1","at":"2026-10-09 09:00","kind":"meeting","officer":"Tao","outcome":"agreed"'
    items '[[1,"art.19(1)","several units, and reworked","2026-09-30T10:00:00+08:00","S1"]]'
    mv out in
    act 2026-10-10
    cmp in out
    # It is late on the day after: that is new.
    act 2026-10-11
    items '[[1,"art.19(1)","several units, and reworked","2026-09-30T10:00:00+08:00","S1"],[1,"art.19(1)","several units, and late","2026-10-10T23:59:59+08:00",null]]'
    checked out --now 2026-10-11
}
