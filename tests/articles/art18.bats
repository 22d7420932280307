#!/usr/bin/env bats
# Art. 18: who was designated handles the case and can't give it back; five working days from the
# designation, in place of art. 14.
bats_require_minimum_version 1.5.0
load ../helper
load stories
export H12_SHARE=$ROOT/share

# case_designated ID RECEIVED DESIGNATED [MORE]: first with 330106, then designated to city-urban.
case_designated() {
    case_assigned "$1" 330106 "$2" "$2" "\"designated\":true${4:+,$4}" |
        jq -c --arg at "$3" '.assignment = {round: 2, lead: "city-urban", co: [], cause: "designated", basis: "art.17", at: $at}
            | .history += [{at: $at, event: "assigned", by: "Wang", basis: "art.17", assignment: .assignment}]'
}

@test "art.18: five working days from the day of designation, whatever the urgency" {
    {
        case_designated a 2026-09-24T09:00:00+08:00 2026-09-29T10:00:00+08:00
        case_designated b 2026-09-24T09:00:00+08:00 2026-09-29T10:00:00+08:00 '"urgency":"critical"'
        case_designated c 2026-09-24T09:00:00+08:00 2026-09-29T10:00:00+08:00 '"urgency":"complex"'
    } >in
    h12-deadline --now 2026-09-30 in >out
    checked out --now 2026-09-30
    for _ in 1 2 3; do # 30, 10-08, 09, 10, 12
        echo '["art.18","art.18",5,"workday","2026-09-29","2026-10-12","2026-10-12T23:59:59+08:00"]'
    done >want
    jq -c '.deadline | [.clock, .basis, .limit, .unit, .from, .due, .due_at]' out | diff want -
}

@test "art.18: designated on a make-up Saturday, on a day off, in a day's last second" {
    {
        case_designated a 2026-09-24T09:00:00+08:00 2026-10-10T10:00:00+08:00
        case_designated b 2026-09-24T09:00:00+08:00 2026-10-03T10:00:00+08:00
        case_designated c 2026-09-24T09:00:00+08:00 2026-10-12T23:59:59+08:00
        case_designated d 2026-09-24T09:00:00+08:00 2026-10-13T00:00:00+08:00
    } >in
    h12-deadline --now 2026-10-13 in >out
    checked out --now 2026-10-13
    is '"2026-10-16"
"2026-10-13"
"2026-10-19"
"2026-10-20"' .deadline.due
}

@test "art.18: the clock of art.14 is kept: lifted where it still ran, missed where it was over" {
    {
        # Normal, received Monday 09-21: 22, 23, 24, 28, 29.
        case_designated a 2026-09-21T09:00:00+08:00 2026-09-29T23:59:59+08:00
        case_designated b 2026-09-21T09:00:00+08:00 2026-09-30T00:00:00+08:00
    } >in
    h12-deadline --now 2026-09-30 in >out
    checked out --now 2026-09-30
    is '[{"clock":"art.14","due":"2026-09-29","due_at":"2026-09-29T23:59:59+08:00","replaced_at":"2026-09-29T23:59:59+08:00","verdict":"lifted"}]
[{"clock":"art.14","due":"2026-09-29","due_at":"2026-09-29T23:59:59+08:00","replaced_at":"2026-09-30T00:00:00+08:00","verdict":"missed"}]' \
        .deadline.earlier
    is '["2026-10-12","running",4]
["2026-10-13","running",5]' '.deadline | [.due, .status, .left_workdays]'
}

@test "art.18: another law's limit runs on beside it, and the earlier of the two is due" {
    {
        case_designated a 2026-09-28T09:00:00+08:00 2026-10-12T10:00:00+08:00 '"matter":"0801"'
        case_designated b 2026-09-28T09:00:00+08:00 2026-10-12T10:00:00+08:00 '"matter":"0805"'
    } >in
    # 0801: ten working days from 09-28 are over on 10-16; art.18 on 10-19. 0805: twenty, 10-30.
    statute '[{"matter":"0801","from":"received","limit":10,"unit":"workday"},
        {"matter":"0805","from":"received","limit":20,"unit":"workday"}]'
    h12-deadline --now 2026-10-13 --policy own.json in >out
    checked out --now 2026-10-13 --policy own.json
    is '["art.18","2026-10-16","2026-10-16T23:59:59+08:00","Some Law","9",[]]
["art.18","2026-10-19","2026-10-19T23:59:59+08:00",null,null,[]]' \
        '.deadline | [.clock, .due, .due_at, .law, .law_article, .earlier]'
}

@test "art.18: another law's limit that was over at designation leaves the case overdue" {
    case_designated a 2026-09-28T09:00:00+08:00 2026-10-12T10:00:00+08:00 '"matter":"0406"' >in
    statute '[{"matter":"0406","from":"received","limit":24,"unit":"hour"}]'
    h12-deadline --now 2026-10-12 --policy own.json in >out
    checked out --now 2026-10-12 --policy own.json
    # Over at 09:00 on 09-29. Working days after it: 30, 10-08, 09, 10, 12.
    is '["2026-09-29T09:00:00+08:00","overdue",5,13]' '.deadline | [.due_at, .status, .late_workdays, .late_days]'
}

@test "art.18: a designated case has no window to ask to be relieved" {
    case_designated a 2026-09-24T09:00:00+08:00 2026-10-12T10:00:00+08:00 >in
    h12-deadline --now 2026-10-12 in >out
    checked out --now 2026-10-12
    is 'false' '.deadline | has("return_by")'
}

@test "art.18: the designated unit may not return the case" {
    case_designated a 2026-09-24T09:00:00+08:00 2026-10-12T10:00:00+08:00 >in
    printf 'request,case,unit,at,reason,basis,suggested_unit\nR1,a,city-urban,2026-10-12T11:00:00+08:00,x,y,330109\n' >requests
    h12-return --requests requests in >out
    checked out
    is '["assigned","city-urban",2,"refused","designated","art.18",false]' \
        '[.state, .assignment.lead, .assignment.round, (.returns[0] | .outcome, .refusal, .outcome_basis, .counted)]'
}

@test "art.18: designated once, designated for good, in a later round too" {
    case_designated a 2026-09-24T09:00:00+08:00 2026-09-29T10:00:00+08:00 |
        jq -c '.assignment += {round: 3, cause: "rework", at: "2026-10-08T10:00:00+08:00"}
            | .history += [{at: .assignment.at, event: "assigned", by: "Wang", basis: "art.12(1)", assignment: .assignment}]' >in
    h12-deadline --now 2026-10-08 in >out
    checked out --now 2026-10-08
    is '["art.18","2026-09-29","2026-10-12",false]' '.deadline | [.clock, .from, .due, has("return_by")]'
    printf 'request,case,unit,at,reason,basis,suggested_unit\nR1,a,city-urban,2026-10-09T11:00:00+08:00,x,y,330109\n' >requests
    h12-return --requests requests in >out
    checked out
    is '"designated"' '.returns[0].refusal'
}

@test "art.18: an officer's designation on a return is for good, and starts the five days" {
    case_assigned a 330106 2026-10-09T09:00:00+08:00 2026-10-09T08:00:00+08:00 '"district":"330106","matter":"0305"' >in
    cat >requests <<'END'
request,case,unit,at,reason,basis,suggested_unit,decision,to,officer
R1,a,330106,2026-10-10T09:00:00+08:00,x,y,city-urban,transfer,330109,Wang
R2,a,330109,2026-10-10T10:00:00+08:00,x,y,city-urban,transfer,330106,Wang
R3,a,330106,2026-10-10T11:00:00+08:00,x,y,city-urban,designate,city-urban,Wang
END
    h12-return --requests requests in >returned
    is '["assigned",true,"city-urban",4,"designated","designated"]' \
        '[.state, .designated, .assignment.lead, .assignment.round, .assignment.cause, .returns[2].outcome]' returned
    h12-deadline returned >out
    checked out
    is '["art.18","2026-10-10","2026-10-16"]' '.deadline | [.clock, .from, .due]'
    cat >again <<'END'
request,case,unit,at,reason,basis,suggested_unit
R4,a,city-urban,2026-10-12T09:00:00+08:00,x,y,330106
END
    h12-return --requests again returned >out
    checked out
    is '"designated"' '.returns[3].refusal'
}

@test "art.18: the designated unit can't be changed by a correction either" {
    case_designated a 2026-09-24T09:00:00+08:00 2026-10-12T10:00:00+08:00 >in
    printf 'decision,case,at,unit,officer,reason\nD1,a,2026-10-12T12:00:00+08:00,330109,Li,x\n' >decisions
    run h12-route --decisions decisions -r rejects -o out in
    [ "$status" -eq 1 ]
    cmp in out
    is '"wrong_state"' .code rejects
}

@test "art.18: policy designation.limit is the five days" {
    jq '.designation.limit = 3' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    case_designated a 2026-09-24T09:00:00+08:00 2026-10-12T10:00:00+08:00 >in
    h12-deadline --policy own.json in >out
    checked out --policy own.json
    is '[3,"2026-10-15"]' '.deadline | [.limit, .due]'
}

@test "art.18: the stories of designated cases: extensions, redo, rework, stage reports (scenarios/art18-clock.csv)" {
    stories art18-clock
}
