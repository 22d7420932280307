#!/usr/bin/env bats
# Art. 14: the limits, counted in working days from the day on which the hotline received the
# request; other laws' limits; and the window in which a unit may ask to be relieved.
# 2026: mid-autumn 09-25 to 09-27, National Day 10-01 to 10-07; 09-20 (Sunday) and 10-10 (Saturday)
# are working days. 10-12 is a Monday.
bats_require_minimum_version 1.5.0
load ../helper
load stories
export H12_SHARE=$ROOT/share

# clock [NOW [OPTION...]]: the cases of `in` into `out`.
clock() {
    local now=${1:-2026-09-21}
    shift || true
    h12-deadline --now "$now" "$@" in >out 2>err
}

# four RECEIVED: a case of each urgency, the shortest limit first.
four() {
    for urgency in critical urgent normal complex; do
        case_accepted "$urgency" "$1" "\"urgency\":\"$urgency\""
    done
}

# dues RECEIVED CRITICAL URGENT NORMAL COMPLEX: the due days by urgency.
dues() {
    four "$1" >in
    clock
    shift
    [ "$(jq -r .deadline.due out | paste -s -d ' ')" = "$*" ] || {
        printf 'want: %s\ngot:  %s\n' "$*" "$(jq -r .deadline.due out | paste -s -d ' ')"
        return 1
    }
}

@test "art.14: critical 1, urgent 3, normal 5, complex 7 working days" {
    four 2026-10-12T09:00:00+08:00 >in
    clock 2026-10-12
    is '["art.14","art.14",1,"workday","2026-10-12","2026-10-13","2026-10-13T23:59:59+08:00"]
["art.14","art.14",3,"workday","2026-10-12","2026-10-15","2026-10-15T23:59:59+08:00"]
["art.14","art.14",5,"workday","2026-10-12","2026-10-19","2026-10-19T23:59:59+08:00"]
["art.14","art.14",7,"workday","2026-10-12","2026-10-21","2026-10-21T23:59:59+08:00"]' \
        '.deadline | [.clock, .basis, .limit, .unit, .from, .due, .due_at]'
}

@test "art.14: a case without an urgency is normal" {
    case_accepted a 2026-10-12T09:00:00+08:00 >in
    clock
    is '[5,"2026-10-19"]' '.deadline | [.limit, .due]'
}

@test "art.14: the day of receipt never counts, from its first second to its last" {
    dues 2026-10-12T00:00:00+08:00 2026-10-13 2026-10-15 2026-10-19 2026-10-21
    dues 2026-10-12T23:59:59+08:00 2026-10-13 2026-10-15 2026-10-19 2026-10-21
    dues 2026-10-13T00:00:00+08:00 2026-10-14 2026-10-16 2026-10-20 2026-10-22
}

@test "art.14: received on a day off, the count begins with the next working day" {
    dues 2026-09-26T10:00:00+08:00 2026-09-28 2026-09-30 2026-10-09 2026-10-12 # mid-autumn
    dues 2026-10-11T10:00:00+08:00 2026-10-12 2026-10-14 2026-10-16 2026-10-20 # a Sunday
    dues 2026-10-01T00:00:00+08:00 2026-10-08 2026-10-10 2026-10-13 2026-10-15
    dues 2026-10-07T23:59:59+08:00 2026-10-08 2026-10-10 2026-10-13 2026-10-15
}

@test "art.14: over National Day, with the make-up Saturday behind it" {
    dues 2026-09-28T09:00:00+08:00 2026-09-29 2026-10-08 2026-10-10 2026-10-13
    dues 2026-09-30T23:59:59+08:00 2026-10-08 2026-10-10 2026-10-13 2026-10-15
    dues 2026-10-09T09:00:00+08:00 2026-10-10 2026-10-13 2026-10-15 2026-10-19
    dues 2026-10-10T09:00:00+08:00 2026-10-12 2026-10-14 2026-10-16 2026-10-20
}

@test "art.14: a working Sunday counts like any other day" {
    dues 2026-09-18T18:00:00+08:00 2026-09-20 2026-09-22 2026-09-24 2026-09-29
    dues 2026-09-19T18:00:00+08:00 2026-09-20 2026-09-22 2026-09-24 2026-09-29
    dues 2026-09-20T18:00:00+08:00 2026-09-21 2026-09-23 2026-09-28 2026-09-30
}

@test "art.14: over the year's end the next year's days are provisional until they are published" {
    dues 2026-12-30T09:00:00+08:00 2026-12-31 2027-01-04 2027-01-06 2027-01-08
    is 'false
true
true
true' .deadline.provisional
    grep -q ', 3 provisional' err
}

@test "art.14: the clock is never moved by a transfer, joint handling or a correction" {
    case_assigned a 330106 2026-09-22T09:00:00+08:00 2026-09-21T09:00:00+08:00 >in
    for cause in transferred joint corrected; do
        jq -c --arg cause "$cause" '.assignment += {round: 2, lead: "330109", cause: $cause, at: "2026-09-28T09:00:00+08:00"}
            | .history += [{at: .assignment.at, event: "assigned", by: "x", basis: "art.16(1)", assignment: .assignment}]' in
    done >moved
    cat moved >>in
    clock 2026-09-28
    # 22, 23, 24, 28, 29
    is '["art.14","2026-09-21","2026-09-29",[]]
["art.14","2026-09-21","2026-09-29",[]]
["art.14","2026-09-21","2026-09-29",[]]
["art.14","2026-09-21","2026-09-29",[]]' '.deadline | [.clock, .from, .due, .earlier]'
}

@test "art.14: a case that is returned or in triage runs on all the same" {
    for state in triage returning; do
        case_accepted "$state" 2026-09-21T09:00:00+08:00 | sed "s/\"state\":\"accepted\"/\"state\":\"$state\"/"
    done >in
    clock 2026-09-30
    is '["2026-09-29","overdue",1]
["2026-09-29","overdue",1]' '.deadline | [.due, .status, .late_workdays]'
}

@test "art.14: a rework is held to the day that the citizen was promised" {
    case_assigned a 330106 2026-09-22T09:00:00+08:00 2026-09-21T09:00:00+08:00 |
        jq -c '.assignment += {round: 2, cause: "rework", at: "2026-09-28T09:00:00+08:00"}
            | .replies = [{reply: "P1", kind: "final", unit: "330106", at: "2026-09-24T09:00:00+08:00", informed_at: "2026-09-24T09:00:00+08:00"}]' >in
    clock 2026-09-30
    is '["2026-09-29","overdue",1]' '.deadline | [.due, .status, .late_workdays]'
}

@test "art.14: where another law says otherwise, as it says: in working days" {
    case_accepted a 2026-09-28T09:00:00+08:00 '"matter":"0801","urgency":"critical"' >in
    statute '[{"matter":"0801","from":"received","limit":10,"unit":"workday"}]'
    clock 2026-09-28 --policy own.json
    # 29, 30, 10-08, 09, 10, 12, 13, 14, 15, 16
    is '["statute",10,"workday","2026-09-28","2026-10-16","2026-10-16T23:59:59+08:00","Some Law","9"]' \
        '.deadline | [.clock, .limit, .unit, .from, .due, .due_at, .law, .law_article]'
}

@test "art.14: another law's limit may be shorter, or longer than the seven days" {
    {
        case_accepted a 2026-09-28T09:00:00+08:00 '"matter":"0801","urgency":"complex"'
        case_accepted b 2026-09-28T09:00:00+08:00 '"matter":"0805","urgency":"critical"'
    } >in
    statute '[{"matter":"0801","from":"received","limit":1,"unit":"workday"},
        {"matter":"0805","from":"received","limit":60,"unit":"workday"}]'
    clock 2026-09-28 --policy own.json
    # 5 to 10-10; 15 more to 10-30; 21 in November to 11-30; 19 in December to Friday 12-25.
    is '"2026-09-29"
"2026-12-25"' .deadline.due
}

@test "art.14: another law's limit in calendar days moves off a day off" {
    {
        case_accepted a 2026-09-28T09:00:00+08:00 '"matter":"0101"' # 10-03 → 10-08
        case_accepted b 2026-10-05T09:00:00+08:00 '"matter":"0101"' # 10-10, a working Saturday
        case_accepted c 2026-10-06T09:00:00+08:00 '"matter":"0101"' # Sunday 10-11 → 10-12
        case_accepted d 2026-09-15T09:00:00+08:00 '"matter":"0101"' # 09-20, a working Sunday
        case_accepted e 2026-12-28T09:00:00+08:00 '"matter":"0101"' # Saturday 2027-01-02 → 01-04
        case_accepted f 2026-12-25T09:00:00+08:00 '"matter":"0101"' # 12-30
    } >in
    statute '[{"matter":"0101","from":"received","limit":5,"unit":"day"}]'
    clock 2026-09-28 --policy own.json
    is '["statute",5,"day","2026-10-08",false]
["statute",5,"day","2026-10-10",false]
["statute",5,"day","2026-10-12",false]
["statute",5,"day","2026-09-20",false]
["statute",5,"day","2027-01-04",true]
["statute",5,"day","2026-12-30",false]' '.deadline | [.clock, .limit, .unit, .due, .provisional]'
}

@test "art.14: another law's limit in hours runs round the clock" {
    {
        case_accepted a 2026-10-01T10:30:15+08:00 '"matter":"0406"'
        case_accepted b 2026-12-31T23:30:00+08:00 '"matter":"0406"'
    } >in
    statute '[{"matter":"0406","from":"received","limit":24,"unit":"hour"}]'
    clock 2026-10-02T10:30:15+08:00 --policy own.json
    is '["statute",24,"hour","2026-10-02","2026-10-02T10:30:15+08:00",false,"due_today"]
["statute",24,"hour","2027-01-01","2027-01-01T23:30:00+08:00",true,"running"]' \
        '.deadline | [.clock, .limit, .unit, .due, .due_at, .provisional, .status]'
    # No calendar moves an hour; what is left or late is counted in working days all the same.
    clock 2027-01-01T20:00:00+08:00 --policy own.json
    is '[false,"due_today",0]' '.deadline | [.provisional, .status, .left_workdays]' <(tail -n 1 out)
    clock 2026-10-02T10:30:16+08:00 --policy own.json
    is '["overdue",0,0]' '.deadline | [.status, .late_workdays, .late_days]' <(head -n 1 out)
}

@test "art.14: another law's limit may run from acceptance" {
    case_accepted a 2026-09-24T09:00:00+08:00 '"matter":"0801"' |
        jq -c '.history[0].at = "2026-09-28T10:00:00+08:00"' >in
    statute '[{"matter":"0801","from":"accepted","limit":2,"unit":"workday"}]'
    clock 2026-09-28 --policy own.json
    is '["2026-09-28","2026-09-30"]' '.deadline | [.from, .due]'
}

@test "art.14: another law's limit may run from the first assignment, which no transfer renews" {
    case_assigned a 330106 2026-09-24T09:00:00+08:00 2026-09-20T09:00:00+08:00 '"matter":"0801"' >in
    jq -c '.assignment += {round: 2, lead: "330109", cause: "transferred", at: "2026-09-28T09:00:00+08:00"}
        | .history += [{at: .assignment.at, event: "assigned", by: "x", basis: "art.16(1)", assignment: .assignment}]' in >moved
    cat moved >>in
    statute '[{"matter":"0801","from":"assigned","limit":2,"unit":"workday"}]'
    clock 2026-09-28 --policy own.json
    is '["2026-09-24","2026-09-29"]
["2026-09-24","2026-09-29"]' '.deadline | [.from, .due]' # 09-28, 09-29
}

@test "art.14: until a case is assigned, a limit from assignment is counted from receipt" {
    case_accepted a 2026-09-28T09:00:00+08:00 '"matter":"0801"' >in
    statute '[{"matter":"0801","from":"assigned","limit":2,"unit":"workday"}]'
    clock 2026-09-28 --policy own.json
    is '"2026-09-30"' .deadline.due
}

@test "art.14: a law for a group of matters yields to one for the matter itself" {
    for matter in 0801 0805 0901; do
        case_accepted "$matter" 2026-09-28T09:00:00+08:00 "\"matter\":\"$matter\""
    done >in
    statute '[{"matter":"08","from":"received","limit":2,"unit":"workday"},
        {"matter":"0801","from":"received","limit":1,"unit":"workday"}]'
    clock 2026-09-28 --policy own.json
    is '["statute","2026-09-29"]
["statute","2026-09-30"]
["art.14","2026-10-10"]' '.deadline | [.clock, .due]'
}

# windows ASSIGNED CRITICAL URGENT NORMAL COMPLEX: the last days to ask to be relieved.
windows() {
    for urgency in critical urgent normal complex; do
        case_assigned "$urgency" 330106 "$1" 2026-09-18T09:00:00+08:00 "\"urgency\":\"$urgency\""
    done >in
    clock
    shift
    [ "$(jq -r .deadline.return_by out | paste -s -d ' ')" = "$*" ] || {
        printf 'want: %s\ngot:  %s\n' "$*" "$(jq -r .deadline.return_by out | paste -s -d ' ')"
        return 1
    }
}

@test "art.14: a unit may ask to be relieved for 1, 1, 2, 2 working days after it got the case" {
    windows 2026-09-28T09:00:00+08:00 2026-09-29 2026-09-29 2026-09-30 2026-09-30
    windows 2026-09-28T23:59:59+08:00 2026-09-29 2026-09-29 2026-09-30 2026-09-30
    windows 2026-09-29T00:00:00+08:00 2026-09-30 2026-09-30 2026-10-08 2026-10-08
}

@test "art.14: the window to ask goes over holidays and make-up days like the limit" {
    windows 2026-09-30T18:00:00+08:00 2026-10-08 2026-10-08 2026-10-09 2026-10-09
    windows 2026-10-03T18:00:00+08:00 2026-10-08 2026-10-08 2026-10-09 2026-10-09
    windows 2026-10-09T18:00:00+08:00 2026-10-10 2026-10-10 2026-10-12 2026-10-12
    windows 2026-09-19T18:00:00+08:00 2026-09-20 2026-09-20 2026-09-21 2026-09-21
}

@test "art.14: each new round has a window of its own" {
    case_assigned a 330106 2026-09-21T09:00:00+08:00 >in
    for cause in transferred joint corrected; do
        jq -c --arg cause "$cause" '.assignment += {round: 2, cause: $cause, at: "2026-09-29T09:00:00+08:00"}' in
    done >moved
    mv moved in
    clock 2026-09-30
    is '"2026-10-08"
"2026-10-08"
"2026-10-08"' .deadline.return_by
}

@test "art.14: no window to ask in a round of rework or redo" {
    case_assigned a 330106 2026-09-21T09:00:00+08:00 >in
    for cause in rework redo; do
        jq -c --arg cause "$cause" '.assignment += {round: 2, cause: $cause}' in
    done >moved
    mv moved in
    clock 2026-09-22
    is 'false
false' '.deadline | has("return_by")'
}

# asks RECORDED_AT [AT [REASON [BASIS [SUGGESTED]]]]: 330106, which got the case on Friday 10-09,
# asks to be relieved; its window ends on Monday 10-12.
asks() {
    case_assigned a 330106 2026-10-09T09:00:00+08:00 2026-10-09T08:00:00+08:00 '"matter":"0403"' >in
    printf 'request,case,unit,at,recorded_at,reason,basis,suggested_unit\nR1,a,330106,%s,%s,%s,%s,%s\n' \
        "${2-$1}" "$1" "${3-not ours}" "${4-by law}" "${5-enterprise-water}" >requests
    h12-return --now 2026-10-30 --requests requests in >out 2>err
    checked out --now 2026-10-30
}

@test "art.14: a request in the last second of the window is in time, one later it is refused" {
    asks 2026-10-12T23:59:59+08:00
    is '["returning","pending",true,null]' '[.state, (.returns[0] | .outcome, .counted, .refusal)]'
    asks 2026-10-13T00:00:00+08:00
    is '["assigned","refused",false,"late","art.14","return.window"]' \
        '[.state, (.returns[0] | .outcome, .counted, .refusal, .outcome_basis, .policy)]'
}

@test "art.14: a request recorded late is late, whatever date it bears" {
    asks 2026-10-13T08:00:00+08:00 2026-10-10T08:00:00+08:00
    is '["refused","late","2026-10-10T08:00:00+08:00","2026-10-13T08:00:00+08:00"]' \
        '.returns[0] | [.outcome, .refusal, .at, .recorded_at]'
}

@test "art.14: reason, basis and the unit to turn to have to be given" {
    at=2026-10-10T08:00:00+08:00
    for missing in '"" x x' 'x "" x' 'x x ""' '"" "" ""'; do
        eval "asks $at $at $missing"
        is '["assigned","refused",false,"incomplete","art.14"]' \
            '[.state, (.returns[0] | .outcome, .counted, .refusal, .outcome_basis)]' || return 1
    done
}

@test "art.14: only the unit that holds the case can give it back" {
    case_assigned a 330106 2026-10-09T09:00:00+08:00 >in
    printf 'request,case,unit,at,reason,basis,suggested_unit\nR1,a,330109,2026-10-10T09:00:00+08:00,x,x,city-urban\n' >requests
    h12-return --requests requests in >out
    checked out
    is '["assigned","refused","not_current_unit","art.14"]' \
        '[.state, (.returns[0] | .outcome, .refusal, .outcome_basis)]'
}

@test "art.14: a refused request changes no clock; the case is due as before" {
    asks 2026-10-13T08:00:00+08:00
    h12-deadline --now 2026-10-13 in | jq -S .deadline >before
    h12-deadline --now 2026-10-13 out | jq -S .deadline >after
    cmp before after
    is '["2026-10-15","2026-10-12"]' '[.due, .return_by]' after
}

@test "art.14: days late that are counted through a year without a calendar are provisional" {
    {
        case_accepted a 2026-12-21T09:00:00+08:00 # five working days: 12-28
        case_accepted b 2026-12-22T09:00:00+08:00 '"urgency":"critical"'
    } >in
    clock 2026-12-31
    is '["2026-12-28","overdue",3,false]
["2026-12-23","overdue",6,false]' '.deadline | [.due, .status, .late_workdays, .provisional]'
    # Friday 2027-01-01 counts by its weekday: nobody has said yet that it is a day off.
    clock 2027-01-01
    is '["2026-12-28","overdue",4,true]
["2026-12-23","overdue",7,true]' '.deadline | [.due, .status, .late_workdays, .provisional]'
}

@test "art.14: the stories of windows and refusals (scenarios/art14-returns.csv)" {
    stories art14-returns
}
