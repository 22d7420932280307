#!/usr/bin/env bats
# h12-deadline: the tool beside the articles (articles/art14.bats and art18.bats hold the law).
# 2026: mid-autumn 09-25 to 09-27, National Day 10-01 to 10-07; 09-20 (Sunday) and 10-10 (Saturday)
# are working days. 10-12 is a Monday.
load helper
export H12_SHARE=$ROOT/share

# clock NOW [OPTION...]: the cases of `in` into `out`.
clock() {
    local now=$1
    shift
    h12-deadline --now "$now" "$@" in >out 2>err
}

# policy FILTER: a rule set of its own in `own.json`.
policy() {
    jq "$1" "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
}

# case_answered ID ANSWERED_AT: a consultation of 2026-09-28 that the hotline has answered.
case_answered() {
    printf '{"id":"%s","received_at":"2026-09-28T09:00:00+08:00","state":"answered","history":[{"at":"2026-09-28T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(1)"},{"at":"%s","event":"answered","by":"h12-route","basis":"art.13(1)"}]}\n' \
        "$1" "$2"
}

# case_replied ID STATE AT INFORMED_AT
case_replied() {
    case_assigned "$1" 330106 2026-09-28T09:00:00+08:00 |
        jq -c --arg state "$2" --arg at "$3" --arg informed "$4" \
            '.state = $state | .replies = [{reply: "P1", kind: "final", unit: "330106", at: $at, informed_at: $informed}]'
}

@test "the whole member, by hand" {
    case_assigned a 330106 2026-09-29T10:00:00+08:00 2026-09-28T09:00:00+08:00 >in
    clock 2026-09-30T12:00:00+08:00
    is '{"clock":"art.14","basis":"art.14","limit":5,"unit":"workday","from":"2026-09-28","due":"2026-10-10","due_at":"2026-10-10T23:59:59+08:00","return_by":"2026-10-08","provisional":false,"status":"running","left_workdays":3,"earlier":[],"policy":"hangzhou-draft-2023","calendar":"cn"}' .deadline
    is '"h12-deadline: 1 read, 1 written, 0 rejected"' '.' <(jq -R . err)
}

@test "nothing but the member changes, byte for byte" {
    printf '{ "big" : 9007199254740993, "id":"a" ,"n":1.50,"received_at":"2026-09-28T09:00:00+08:00","deadline" :  {"old":[1, 2]} ,"state":"accepted","e":1e400}\n' >in
    clock 2026-09-28
    is '"2026-10-10"' .deadline.due
    value='s/("deadline" :  )[{][^}]*[}]/\1VALUE/'
    cmp <(sed -E "$value" in) <(sed -E "$value" out)
}

@test "status: running, due soon, due today, overdue with 0, 1 and many late working days" {
    case_accepted a 2026-09-28T09:00:00+08:00 >in # normal: due on Saturday 10-10, a working day
    while read -r now want; do
        clock "$now"
        is "$want" '.deadline | [.status, .left_workdays, .late_workdays, .late_days]' || return 1
    done <<'END'
2026-09-28T09:00:00+08:00 ["running",5,null,null]
2026-09-30 ["running",3,null,null]
2026-10-07 ["running",3,null,null]
2026-10-08 ["running",2,null,null]
2026-10-09T00:00:00+08:00 ["due_soon",1,null,null]
2026-10-09 ["due_soon",1,null,null]
2026-10-10T00:00:00+08:00 ["due_today",0,null,null]
2026-10-10T23:59:59+08:00 ["due_today",0,null,null]
2026-10-11T00:00:00+08:00 ["overdue",null,0,1]
2026-10-12T08:00:00+08:00 ["overdue",null,1,2]
2026-10-19 ["overdue",null,6,9]
END
}

@test "status: due soon counts working days, not days" {
    case_accepted a 2026-10-08T09:00:00+08:00 '"urgency":"urgent"' >in # due on Monday 10-12
    clock 2026-10-10
    is '["due_soon",1]' '.deadline | [.status, .left_workdays]'
    clock 2026-10-11
    is '["due_soon",1]' '.deadline | [.status, .left_workdays]'
    policy '.warn_workdays = 2'
    clock 2026-10-09 --policy own.json
    is '["due_soon",2]' '.deadline | [.status, .left_workdays]'
    policy '.warn_workdays = 0'
    clock 2026-10-11 --policy own.json
    is '["running",1]' '.deadline | [.status, .left_workdays]'
}

@test "status: an answer stops the clock, in the last second met, one later missed" {
    {
        case_answered a 2026-09-28T09:10:00+08:00
        case_answered b 2026-10-10T23:59:59+08:00
        case_answered c 2026-10-11T00:00:00+08:00
        case_answered d 2026-10-14T10:00:00+08:00
    } >in
    clock 2026-11-30
    is '["met",null,null,null]
["met",null,null,null]
["missed",null,0,1]
["missed",null,3,4]' '.deadline | [.status, .left_workdays, .late_workdays, .late_days]'
}

@test "status: a reply stops it when the citizen was told, not when it was written" {
    {
        case_replied a replied 2026-10-10T09:00:00+08:00 2026-10-10T23:59:59+08:00
        case_replied b replied 2026-10-10T09:00:00+08:00 2026-10-12T09:00:00+08:00
        case_replied c resolved 2026-10-09T09:00:00+08:00 2026-10-09T09:00:00+08:00
        case_replied d closed 2026-10-09T09:00:00+08:00 2026-10-16T09:00:00+08:00
    } >in
    clock 2026-11-30
    is '["met",null,null]
["missed",1,2]
["met",null,null]
["missed",5,6]' '.deadline | [.status, .late_workdays, .late_days]'
}

@test "status: a verdict is the same on any later day" {
    { case_answered a 2026-10-09T00:00:00+08:00; case_answered b 2026-10-12T00:00:00+08:00; } >in
    clock 2026-10-12
    cp out first
    clock 2027-03-31
    cmp first out
}

@test "a case that the hotline holds has its clock, without return_by" {
    for state in review accepted triage returning consulting coordinating; do
        case_accepted "$state" 2026-09-28T09:00:00+08:00 | sed "s/\"accepted\"/\"$state\"/"
    done >in
    clock 2026-10-12
    is '["overdue","2026-10-10",false]' '.deadline | [.status, .due, has("return_by")]' <(tail -n 1 out)
    [ "$(jq -r '.deadline | [.status, .due, has("return_by")] | @csv' out | uniq -c | tr -s ' ')" = ' 6 "overdue","2026-10-10",false' ]
}

@test "declined, barred and withdrawn: no clock; committed and verifying have their own" {
    for state in declined barred withdrawn committed verifying; do
        case_accepted "$state" 2026-09-28T09:00:00+08:00 | sed "s/\"accepted\"/\"$state\"/"
    done >in
    clock 2026-10-12
    cmp in out
    case_accepted a 2026-09-28T09:00:00+08:00 '"deadline":{"status":"running","due":"2026-10-10"}' |
        sed 's/"state":"accepted"/"state":"declined"/' >in
    clock 2026-10-12
    is '["none",null]' '.deadline | [.status, .due]'
    mv out in
    clock 2026-10-13
    cmp in out
}

@test "an old member is written anew: the deadline is derived, not trusted" {
    case_accepted a 2026-09-28T09:00:00+08:00 '"deadline":{"clock":"art.14","due":"2030-01-01","status":"met","mine":1}' >in
    clock 2026-10-12
    is '["2026-10-10","overdue",false]' '.deadline | [.due, .status, has("mine")]'
}

@test "run twice: the same bytes" {
    {
        case_accepted a 2026-09-28T09:00:00+08:00
        case_assigned b 330106 2026-10-09T09:00:00+08:00
        case_replied c replied 2026-10-10T09:00:00+08:00 2026-10-12T09:00:00+08:00
        case_accepted d 2026-12-30T09:00:00+08:00
    } >in
    clock 2026-10-12
    cp out in
    clock 2026-10-12
    cmp in out
}

@test "a year without a calendar: weekdays, provisional, and counted in the summary" {
    {
        case_accepted a 2026-12-24T09:00:00+08:00 # 25, 28, 29, 30, 31
        case_accepted b 2026-12-25T09:00:00+08:00 # 28, 29, 30, 31, Friday 01-01
        case_accepted c 2026-12-28T09:00:00+08:00 # 29, 30, 31, 01-01, Monday 01-04
    } >in
    clock 2026-12-29
    is '["2026-12-31",false]
["2027-01-01",true]
["2027-01-04",true]' '.deadline | [.due, .provisional]'
    grep -q '3 read, 3 written, 0 rejected, 2 provisional' err
}

@test "a year without a calendar: a return_by that lies in it is provisional too" {
    # Received 12-21, due 12-28; assigned late on the 31st, so the window runs into 2027.
    case_assigned a 330106 2026-12-31T09:00:00+08:00 2026-12-21T09:00:00+08:00 >in
    clock 2026-12-31
    is '["2026-12-28","2027-01-04",true]' '.deadline | [.due, .return_by, .provisional]'
}

@test "times of other zones are local: the last second and the first" {
    {
        case_accepted a 2026-09-20T15:59:59Z # Sunday 09-20 23:59:59, a working day
        case_accepted b 2026-09-20T16:00:00Z # Monday 09-21 00:00:00
        case_accepted c 2026-09-20T11:59:59.999-04:00
    } >in
    clock 2026-09-21
    is '["2026-09-20","2026-09-28"]
["2026-09-21","2026-09-29"]
["2026-09-20","2026-09-28"]' '.deadline | [.from, .due]'
}

@test "policy day_end and timezone: due at the office's closing, in its zone" {
    case_accepted a 2026-09-28T23:30:00+08:00 >in
    policy '.day_end = "17:30:00"'
    clock 2026-10-10T17:30:00+08:00 --policy own.json
    is '["2026-10-10T17:30:00+08:00","due_today"]' '.deadline | [.due_at, .status]'
    clock 2026-10-10T17:30:01+08:00 --policy own.json
    is '["overdue",0,0]' '.deadline | [.status, .late_workdays, .late_days]'
    policy '.timezone = "+09:00"' # half past midnight there: received on the 29th
    clock 2026-09-29 --policy own.json
    is '["2026-09-29","2026-10-12","2026-10-12T23:59:59+09:00"]' '.deadline | [.from, .due, .due_at]'
}

@test "records that it can't judge are rejects, with the member's name" {
    {
        printf '{"id":"a","state":"accepted"}\n'
        printf '{"id":"b","state":"accepted","received_at":"yesterday"}\n'
        printf '{"id":"c","state":"asleep","received_at":"2026-09-28"}\n'
        printf '{"id":"d","state":"accepted","received_at":"2026-09-28","urgency":"soon"}\n'
        printf '{"id":"e","state":"accepted","received_at":"1890-01-01"}\n'
        printf '{"id":"f","state":"assigned","received_at":"2026-09-28","assignment":{"round":0,"lead":"330106","at":"2026-09-28"}}\n'
        printf '{"id":"g","state":"accepted","received_at":20260928}\n'
        case_accepted z
    } >in
    run h12-deadline -r rejects -o out in
    [ "$status" -eq 1 ]
    is '"z"' .id
    is '["missing","received_at"]
["bad_date","received_at"]
["bad_value","state"]
["bad_value","urgency"]
["bad_date","received_at"]
["bad_value","assignment.round"]
["bad_type","received_at"]' '[.code, .field]' rejects
}

@test "a matter of the shipped policy: the statute of the draft's own list" {
    # 1002: 45 working days from acceptance. 2026-03-02 is a Monday; 04-06 off, 05-01 to 05-05 off,
    # 05-09 (Saturday) on: 29 weekdays 03-03 to 04-10 less one is 28; to 04-30 42; 05-06, 07, 08.
    case_accepted a 2026-03-02T09:00:00+08:00 '"matter":"1002"' >in
    clock 2026-03-03
    is '["statute",45,"workday","2026-03-02","2026-05-08"]' '.deadline | [.clock, .limit, .unit, .from, .due]'
    is 'true' '.deadline.law | length > 0'
    is '"21"' .deadline.law_article
}
