#!/usr/bin/env bats
# Art. 15: what the unit tells the citizen within the limit, item by item, and that the hotline is
# told, too.
# 2026: 10-01 to 10-07 are days off; 10-10 (Saturday) is a working day. A normal case of Monday
# 09-28 is due on Saturday 10-10.
bats_require_minimum_version 1.5.0
load ../helper
load replying
export H12_SHARE=$ROOT/share

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    case_assigned a 330106 2026-09-28T10:00:00+08:00 2026-09-28T09:00:00+08:00 \
        '"title":"the lamp is dead","text":"the lamp at the crossing is dead since Monday"' >in
}

T=2026-09-30T10:00:00+08:00

# lacking FILTER MISSING LACKS: a reply of that sort is not complete, and why.
lacking() {
    rm -f replies
    reply P1 $T "$1"
    apply
    is "[false,$2,$3]" '.replies[0] | [.complete, .missing, .lacks]'
    is '"rework"' '.replies[0].proposal.decision'
}

# complete [FILTER]
complete() {
    rm -f replies
    reply P1 $T "${1:-.}"
    apply "${@:2}"
    is '[true,[],[]]' '.replies[0] | [.complete, .missing, .lacks]'
}

@test "art.15: a reply with all items is complete, and its approval is proposed" {
    complete
    is '["replied",{"decision":"approve","basis":"art.11(1)","reason":"complete"}]' \
        '[.state, .replies[0].proposal]'
    clock 2026-09-30
}

@test "art.15: within the limit the citizen is told: that it was, when and how" {
    lacking 'del(.informed_how)' '["art.15"]' '["informed_how"]'
}

@test "art.15: what the citizen was not told is no reply: it is kept, stops nothing, and the unit goes on" {
    reply P1 $T 'del(.informed_at)'
    apply
    is '["assigned","not_told",["art.15"],["informed_at"],null]' \
        '[.state, (.replies[0] | .refusal, .missing, .lacks, .on_time)]'
    is '["replied","330106","art.15","P1","refused"]' '.history[-1] | [.event, .by, .basis, .id, .outcome]'
    grep -q 'events: 1 read, 0 applied, 0 already applied, 1 refused, 0 rejected' err
    clock 2026-10-12
    is '["overdue","2026-10-10"]' '.deadline | [.status, .due]' timed
}

@test "art.15(1): whether what was reported is true" {
    lacking 'del(.factual)' '["art.15(1)"]' '["factual"]'
    for word in yes partly no; do
        complete ".factual = \"$word\""
    done
    rm replies
    reply P1 $T '.factual = "perhaps"'
    apply
    [ "$status" -eq 1 ]
    rejected bad_value factual
    cmp in out
}

@test "art.15(2): the course and the result of the investigation, its time and its manner" {
    lacking 'del(.process)' '["art.15(2)"]' '["process"]'
    lacking 'del(.process_at)' '["art.15(2)"]' '["process_at"]'
    lacking 'del(.process_manner)' '["art.15(2)"]' '["process_manner"]'
    lacking 'del(.process, .process_at, .process_manner)' '["art.15(2)"]' \
        '["process","process_at","process_manner"]'
}

@test "art.15(3): the opinion and a concrete limit" {
    lacking 'del(.opinion)' '["art.15(3)"]' '["opinion"]'
    lacking 'del(.opinion_limit)' '["art.15(3)"]' '["opinion_limit"]'
}

@test "art.15(3): a law's limit only with the law's name, and a law only with its limit" {
    lacking '.law_limit = "60 working days"' '["art.15(3)"]' '["law"]'
    lacking '.law = "Some Law"' '["art.15(3)"]' '["law_limit"]'
    complete '.law = "Some Law" | .law_limit = "60 working days"'
}

@test "art.15(3): where the policy knows another law's limit for the matter, both are to be named" {
    statute '[{"matter": "0403", "from": "received", "limit": 20, "unit": "workday"}]'
    jq -c '.matter = "0403"' in >with && mv with in
    reply P1 $T
    apply --policy own.json
    is '[["art.15(3)"],["law","law_limit"]]' '.replies[0] | [.missing, .lacks]'
    complete '.law = "Some Law" | .law_limit = "20 working days"' --policy own.json
}

@test "art.15(4): who replies, and when" {
    lacking 'del(.responder)' '["art.15(4)"]' '["responder"]'
    rm replies
    reply P1 $T 'del(.at)'
    apply
    rejected missing at
}

@test "art.15(5): only of a unit that finds that it is not competent: unit, reason and basis" {
    complete # a unit that is: none of the three is asked for
    lacking '.suggested_unit = "enterprise-water"' '["art.15(5)"]' '["reason","basis"]'
    lacking '.reason = "a water main"' '["art.15(5)"]' '["suggested_unit","basis"]'
    complete "$disclaimer" # what it would do about it is not asked
}

@test "art.15(5): a reply under it never resolves; an officer transfers it, the citizen's clock unmoved" {
    reply P1 $T "$disclaimer"
    apply
    is '["replied","transfer","art.15(5)","enterprise-water"]' \
        '[.state, (.replies[0].proposal | .decision, .basis, .to)]'
    review P1 2026-10-08T09:00:00+08:00 approve
    review P1 2026-10-08T09:10:00+08:00 transfer '.event = "V2"'
    apply
    rejected wrong_state decision
    is '["assigned",2,"enterprise-water","transferred","art.15(5)","2026-10-08T09:10:00+08:00"]' \
        '[.state, (.assignment | .round, .lead, .cause, .basis, .at)]'
    clock
    is '["art.14","2026-10-10","overdue",[]]' '.deadline | [.clock, .due, .status, .earlier]' timed
}

@test "art.15(5): an officer may have it reworked instead, or name another unit" {
    reply P1 $T "$disclaimer"
    review P1 2026-10-08T09:00:00+08:00 rework '.reason = "the pole is yours"'
    apply
    is '["assigned","330106","rework","art.12(1)","the pole is yours"]' \
        '[.state, (.assignment | .lead, .cause, .basis, .reason)]'
    rm replies
    reply P1 $T "$disclaimer"
    review P1 2026-10-08T09:00:00+08:00 transfer '.to = "330105"'
    apply
    is '["330105","transferred"]' '.assignment | [.lead, .cause]'
    is '["330105","a water main"]' '.replies[0].review | [.to, .reason]'
}

@test "art.15(5): not to a unit that is none, nor to the one that has it; not what is its own" {
    reply P1 $T "$disclaimer"'| .suggested_unit = "the moon"'
    review P1 2026-10-08T09:00:00+08:00 transfer
    review P1 2026-10-08T09:00:00+08:00 transfer '.event = "V2" | .to = "330106"'
    apply
    rejected bad_value to bad_value to
    is '["replied","none"]' '[.state, .replies[0].proposal.decision]'
    rm replies
    reply P1 $T
    review P1 2026-10-08T09:00:00+08:00 transfer '.to = "330105"'
    apply
    rejected wrong_state decision
}

@test "art.15(5), 18: a designated unit must handle the case, whatever it finds" {
    jq -c '.designated = true | .assignment.cause = "designated" | .history[-1].assignment.cause = "designated"' in >with && mv with in
    reply P1 $T "$disclaimer"
    review P1 2026-10-08T09:00:00+08:00 transfer
    apply
    rejected wrong_state decision
    is '["rework","art.12(1)"]' '.replies[0].proposal | [.decision, .basis]'
}

@test "art.15(6): a plan only where it takes longer than the limit" {
    complete '.opinion_limit = "2026-10-10"' # the day on which the case is due
    lacking '.opinion_limit = "2026-10-11"' '["art.15(6)"]' '["plan"]'
    complete '.opinion_limit = "2026-10-11" | .plan = "new cables, street by street"'
    rm replies
    reply P1 2026-10-12T10:00:00+08:00 # late, and done
    apply
    is '[true,false,"approve"]' '.replies[0] | [.complete, .on_time, .proposal.decision]'
}

@test "art.15(6), (3): a plan without a day that is ahead has no concrete limit" {
    lacking '.plan = "some day"' '["art.15(3)"]' '["opinion_limit"]'
    lacking '.plan = "some day" | del(.opinion_limit)' '["art.15(3)"]' '["opinion_limit"]'
}

@test "art.15: the hotline is told how satisfied the citizen is" {
    lacking 'del(.unit_reported_satisfaction)' '["art.15"]' '["unit_reported_satisfaction"]'
    for word in satisfied basic dissatisfied unknown; do
        complete ".unit_reported_satisfaction = \"$word\""
    done
}

@test "art.15: an empty reply lacks every item that is due, each named once" {
    lacking '{reply, case, kind, unit, at, informed_at}' \
        '["art.15","art.15(1)","art.15(2)","art.15(3)","art.15(4)"]' \
        '["informed_how","factual","process","process_at","process_manner","opinion","opinion_limit","responder","unit_reported_satisfaction"]'
}

@test "art.15: told in the last second of the limit is in time, a second later is not" {
    while read -r at on_time want; do
        rm -f replies
        reply P1 "$at"
        apply --now 2026-10-12
        is "$on_time" '.replies[0].on_time'
        clock 2026-10-12
        is "\"$want\"" .deadline.status timed
    done <<'END'
2026-10-10T23:59:59+08:00 true met
2026-10-11T00:00:00+08:00 false missed
END
}

@test "art.15: in time is what the hotline had in time, whenever the citizen is said to have been told" {
    reply P1 2026-10-10T20:00:00+08:00 '.recorded_at = "2026-10-12T09:00:00+08:00"'
    apply
    is '[false,"replied"]' '[.replies[0].on_time, .state]'
    clock
    is '["missed",1]' '.deadline | [.status, .late_workdays]' timed
}

@test "art.15: nobody is told before the unit had the case, nor after the hotline heard of it" {
    reply P1 2026-09-28T09:30:00+08:00
    apply
    rejected out_of_order at
    rm replies
    reply P1 $T '.informed_at = "2026-09-28T09:30:00+08:00"'
    reply P2 $T '.informed_at = "2026-09-30T10:00:01+08:00"'
    reply P3 $T '.at = "2026-09-28T09:30:00+08:00" | .recorded_at = "2026-09-30T10:00:00+08:00"'
    apply
    rejected out_of_order informed_at future informed_at out_of_order at
    cmp in out
}

@test "art.15(2): nothing was looked into that is yet to be: not by a final reply, nor by a stage reply" {
    reply P1 $T '.process_at = "2030-01-01T10:00:00+08:00"'
    reply P2 2026-09-30T10:00:01+08:00 '.process_at = "2026-09-30T10:00:02+08:00"'
    reply S1 2026-09-30T10:00:02+08:00 '.kind = "stage" | .process_at = "2026-10-01"'
    apply
    rejected future process_at future process_at future process_at
    cmp in out
    # At the instant of the reply, on the day before, and where the handling limit is ahead.
    for day in 2026-09-30T10:00:00+08:00 2026-09-29; do
        : >replies
        reply P1 $T ".process_at = \"$day\" | .opinion_limit = \"2026-12-31\" | .plan = \"by the year's end\""
        apply
        is '["replied",true]' '[.state, .replies[0].complete]' || return 1
    done
    # Recorded later than it is dated: what counts is when the hotline had it.
    : >replies
    reply P1 $T '.process_at = "2026-09-30T11:00:00+08:00" | .recorded_at = "2026-09-30T12:00:00+08:00"'
    apply
    is '"replied"' .state
}

@test "art.15(6): an approved reply that promises later work: the case is committed, and the promise has a clock" {
    reply P1 $T '.opinion_limit = "2026-10-16" | .plan = "new cables"'
    review P1 2026-10-08T09:00:00+08:00 approve
    apply
    is '["committed","2026-10-16","2026-10-16"]' \
        '[.state, .replies[0].proposal.until, .replies[0].review.until]'
    clock
    # From Thursday 10-08: Friday, Saturday 10-10, and Monday to Friday are 7 working days.
    is '["promise","art.15",7,"2026-10-08","2026-10-16","running",4]' \
        '.deadline | [.clock, .basis, .limit, .from, .due, .status, .left_workdays]' timed
    is '[["art.14","2026-10-10","met","2026-10-08T09:00:00+08:00"]]' \
        '.deadline.earlier | map([.clock, .due, .verdict, .replaced_at])' timed
}

@test "art.15(3): a handling limit that is ahead is a promise, too, in time as it is" {
    reply P1 $T '.opinion_limit = "2026-10-09"'
    review P1 2026-10-08T09:00:00+08:00 approve
    apply
    is '["committed","2026-10-09"]' '[.state, .replies[0].review.until]'
}

@test "art.15(6): a promise that is approved when its day is over counts from the reply" {
    reply P1 $T '.opinion_limit = "2026-10-09" | .plan = "new cables"'
    review P1 2026-10-12T09:00:00+08:00 approve
    apply
    clock
    # From Wednesday 09-30: Thursday 10-08 and Friday are 2; Saturday 10-10 and Monday are late.
    is '["promise",2,"2026-09-30","2026-10-09","overdue",2]' \
        '.deadline | [.clock, .limit, .from, .due, .status, .late_workdays]' timed
}

@test "art.15(6): what was promised and is not done is overdue, until a further final reply" {
    reply P1 $T '.opinion_limit = "2026-10-16" | .plan = "new cables"'
    review P1 2026-10-08T09:00:00+08:00 approve
    apply --now 2026-10-20
    clock 2026-10-20
    is '["overdue",2]' '.deadline | [.status, .late_workdays]' timed
    h12-report overdue -q --now 2026-10-20 --format json timed >report
    grep -q '"a"' report
    reply P2 2026-10-20T10:00:00+08:00
    apply --now 2026-10-20
    is '["replied",false]' '[.state, .replies[1].on_time]'
    clock 2026-10-20
    is '["promise","missed",2]' '.deadline | [.clock, .status, .late_workdays]' timed
    review P2 2026-10-20T11:00:00+08:00 approve
    apply --now 2026-10-20
    is '"resolved"' .state
    clock 2026-10-20
    is '["promise","missed","met"]' '.deadline | [.clock, .status, .earlier[0].verdict]' timed
    h12-report overdue -q --now 2026-10-20 --format json timed >report
    run ! grep -q '"id":"a"' report
}

@test "art.15(6): kept in time, the promise is met; reworked, its day stands" {
    reply P1 $T '.opinion_limit = "2026-10-16" | .plan = "new cables"'
    review P1 2026-10-08T09:00:00+08:00 approve
    reply P2 2026-10-14T10:00:00+08:00
    apply --now 2026-10-14
    is true '.replies[1].on_time'
    clock 2026-10-14
    is '["promise","met"]' '.deadline | [.clock, .status]' timed
    review P2 2026-10-14T11:00:00+08:00 rework '.reason = "half the street is dark"'
    apply --now 2026-10-19
    is '["assigned","rework"]' '[.state, .assignment.cause]'
    clock 2026-10-19
    is '["promise","2026-10-16","overdue","2026-10-16"]' \
        '.deadline | [.clock, .due, .status, .inner_due]' timed
}

@test "art.15(6): an officer sets the day, where the reply has none or another is right" {
    reply P1 $T '.plan = "some day" | del(.opinion_limit)'
    review P1 2026-10-08T09:00:00+08:00 approve
    review P1 2026-10-08T09:01:00+08:00 approve '.event = "V2" | .until = "2026-09-30"'
    review P1 2026-10-08T09:02:00+08:00 approve '.event = "V3" | .until = "2026-11-30"'
    apply
    rejected missing until missing until
    is '["committed","2026-11-30"]' '[.state, .replies[0].review.until]'
    rm replies
    reply P1 $T
    review P1 2026-10-08T09:02:00+08:00 approve '.until = "2026-11-30"'
    apply
    is '"committed"' .state
}

@test "art.15, 16(3): only the lead replies for the case; a co-handler's goes to its part" {
    jq -c '.assignment.co = ["city-urban", "330105"] | .history[-1].assignment.co = .assignment.co' in >with && mv with in
    reply K1 2026-09-29T10:00:00+08:00 '.unit = "city-urban"'
    apply
    is '["assigned","part","city-urban",null,null]' \
        '[.state, (.replies[0] | .kind, .unit, .on_time, .proposal)]'
    is '["part_replied","city-urban"]' '.history[-1] | [.event, .by]'
    clock 2026-10-12
    is '"overdue"' .deadline.status timed
    reply P1 $T
    apply
    is '["replied",["330105"]]' '[.state, .replies[1].parts_missing]'
    reply K2 2026-10-08T10:00:00+08:00 '.unit = "330105"'
    apply
    is '["replied",3,["330105"]]' '[.state, (.replies | length), .replies[1].parts_missing]'
    clock
}

@test "art.15, 16(3): parts that are there stay there when the lead mends its reply" {
    jq -c '.assignment.co = ["city-urban"] | .history[-1].assignment.co = .assignment.co' in >with && mv with in
    reply K1 2026-09-29T10:00:00+08:00 '.unit = "city-urban"'
    reply P1 $T 'del(.factual)'
    review P1 2026-09-30T11:00:00+08:00 rework
    reply P2 2026-09-30T12:00:00+08:00
    apply
    is '["replied",["city-urban"],[null,null,null]]' \
        '[.state, .assignment.co, (.replies | map(.parts_missing))]'
}

@test "art.18(2): a stage reply tells how the case stands, and stops nothing" {
    reply S1 $T '{reply, case, kind: "stage", unit, at, informed_at, informed_how, process}'
    reply S2 2026-10-08T10:00:00+08:00 '{reply, case, kind: "stage", unit, at}'
    apply
    is '["assigned",[true,[],"stage"],[false,["art.18"],"stage"]]' \
        '[.state, (.replies[] | [.complete, .missing, .kind])]'
    is '["stage_replied","art.18"]' '.history[-1] | [.event, .basis]'
    clock 2026-10-12
    is '"overdue"' .deadline.status timed
}

@test "art.18(2): a designated case reports again so many working days after the last stage reply" {
    jq -c '.designated = true | .assignment.cause = "designated" | .history[-1].assignment.cause = "designated"' in >with && mv with in
    reply S1 2026-10-12T10:00:00+08:00 '{reply, case, kind: "stage", unit, at, informed_at, informed_how, process}'
    apply --now 2026-10-13
    clock 2026-10-13
    # Designated on 09-28, due on 10-10; told on Monday 10-12, again by Monday 10-19.
    is '["overdue","2026-10-19"]' '.deadline | [.status, .stage_due]' timed
}
