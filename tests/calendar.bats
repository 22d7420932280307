#!/usr/bin/env bats
# Calendars: the country's, others stacked on it, and overlays of units.
bats_require_minimum_version 1.5.0
load helper
export H12_SHARE=$ROOT/share

# due RECEIVED NOW [OPTION...]: "due return_by provisional calendar" of a case that was assigned to
# 330106 when it came.
due() {
    local received=$1 now=$2
    shift 2
    case_assigned a 330106 "$received" |
        h12-deadline -q --now "$now" "$@" |
        jq -r '.deadline | [.due, .return_by, .provisional, .calendar] | join(" ")'
}

# overlay ROWS: a share folder of its own in which 330106 has an overlay calendar.
overlay() {
    cp -r "$ROOT/share" share
    printf 'date,kind,name\n%b' "$1" >share/calendar/xihu.csv
    awk -F, -v OFS=, '$1 == "330106" { $10 = "calendar/xihu.csv" } { print }' \
        "$ROOT/share/units.csv" >share/units.csv
    grep -q '^330106,.*,calendar/xihu.csv,' share/units.csv
}

@test "the days of 2026 on which this suite leans stand in the country's calendar" {
    for row in 2026-09-20,workday 2026-09-25,holiday 2026-09-26,holiday 2026-09-27,holiday \
        2026-10-01,holiday 2026-10-07,holiday 2026-10-10,workday; do
        grep -q "^$row," "$ROOT/share/calendar/cn.csv" || return 1
    done
    run ! grep -q '^2026-10-0[89],\|^2026-10-1[1-9],\|^2027' "$ROOT/share/calendar/cn.csv"
}

@test "a make-up Sunday counts, and is a day on which a case may be due" {
    [ "$(due 2026-09-17T09:00:00+08:00 2026-09-17)" = '2026-09-23 2026-09-20 false cn' ]
}

@test "the extended holiday of 2020: 01-24 to 02-02, and 01-19 a working Sunday" {
    # From Friday 01-17: 19, 20, 21, 22, 23. From Thursday 01-23: 02-03, 04, 05, 06, 07.
    [ "$(due 2020-01-17T09:00:00+08:00 2020-01-17)" = '2020-01-23 2020-01-20 false cn' ]
    [ "$(due 2020-01-23T09:00:00+08:00 2020-01-23)" = '2020-02-07 2020-02-04 false cn' ]
}

@test "stacking: Hangzhou in September 2016 over the country's calendar" {
    # Wednesday 08-31. The country: 09-01, 02, 05, 06, 07. With 09-01 to 09-07 off and 09-10, 09-11
    # on: 09-08, 09, 10, 11, 12.
    [ "$(due 2016-08-31T09:00:00+08:00 2016-09-01)" = '2016-09-07 2016-09-02 false cn' ]
    [ "$(due 2016-08-31T09:00:00+08:00 2016-09-01 --calendar "$ROOT/share/calendar/hangzhou-2016.csv")" = \
        '2016-09-12 2016-09-09 false cn+hangzhou-2016' ]
    # Friday 08-26: Sunday 08-28 is on, then 29, 30, 31, and 09-08.
    [ "$(due 2016-08-26T09:00:00+08:00 2016-09-01 --calendar "$ROOT/share/calendar/hangzhou-2016.csv")" = \
        '2016-09-08 2016-08-29 false cn+hangzhou-2016' ]
}

@test "stacking: the later calendar wins, in the order of the options" {
    printf 'date,kind,name\n2016-09-05,workday,x\n' >open.csv
    printf 'date,kind,name\n2016-09-05,holiday,x\n2016-09-12,holiday,x\n' >shut.csv
    g20=$ROOT/share/calendar/hangzhou-2016.csv
    [ "$(due 2016-08-31T09:00:00+08:00 2016-09-01 --calendar "$g20" --calendar open.csv)" = \
        '2016-09-11 2016-09-08 false cn+hangzhou-2016+open' ]
    [ "$(due 2016-08-31T09:00:00+08:00 2016-09-01 --calendar open.csv --calendar "$g20")" = \
        '2016-09-12 2016-09-09 false cn+open+hangzhou-2016' ]
    [ "$(due 2016-08-31T09:00:00+08:00 2016-09-01 --calendar "$g20" --calendar open.csv --calendar shut.csv)" = \
        '2016-09-13 2016-09-09 false cn+hangzhou-2016+open+shut' ]
}

@test "stacking in the policy: its list of calendars" {
    jq '.calendars += ["calendar/hangzhou-2016.csv"]' \
        "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    [ "$(due 2016-08-31T09:00:00+08:00 2016-09-01 --policy own.json)" = \
        '2016-09-12 2016-09-09 false cn+hangzhou-2016' ]
}

@test "a year that one calendar of the stack covers is not provisional" {
    [ "$(due 2026-12-28T09:00:00+08:00 2026-12-28)" = '2027-01-04 2026-12-30 true cn' ]
    printf 'date,kind,name\n2027-01-01,holiday,x\n2027-01-02,workday,x\n' >2027.csv
    [ "$(due 2026-12-28T09:00:00+08:00 2026-12-28 --calendar 2027.csv)" = \
        '2027-01-04 2026-12-30 false cn+2027' ] # 29, 30, 31, Saturday 01-02, Monday 01-04
}

@test "years before the first calendar are weekdays, provisional" {
    # Monday 2006-10-02: 03, 04, 05, 06, 09.
    [ "$(due 2006-10-02T09:00:00+08:00 2006-10-03)" = '2006-10-09 2006-10-04 true cn' ]
    # Friday 2006-12-29: 2007-01-01 to 01-03 off, 04, 05, 08, 09, 10; all days asked are covered.
    [ "$(due 2006-12-31T09:00:00+08:00 2007-01-01)" = '2007-01-10 2007-01-05 false cn' ]
}

@test "a unit's overlay moves its return_by, and nothing else" {
    overlay '2026-10-08,holiday,anniversary\n'
    [ "$(due 2026-09-29T09:00:00+08:00 2026-09-29)" = '2026-10-12 2026-10-08 false cn' ]
    [ "$(due 2026-09-29T09:00:00+08:00 2026-09-29 --share share)" = '2026-10-12 2026-10-09 false cn' ]
    case_assigned b 330109 2026-09-29T09:00:00+08:00 >in
    h12-deadline -q --now 2026-10-10 in >here
    h12-deadline -q --now 2026-10-10 --share share in >there
    cmp here there
}

@test "a unit's overlay lies over all calendars of the stack" {
    overlay '2016-09-08,holiday,x\n2016-09-05,workday,x\n'
    # The city: 09-08, 09-09. The unit: Monday 09-05 on, 09-08 off: 09-05, 09-09.
    [ "$(due 2016-08-31T09:00:00+08:00 2016-09-01 --share share --calendar "$ROOT/share/calendar/hangzhou-2016.csv")" = \
        '2016-09-12 2016-09-09 false cn+hangzhou-2016' ]
    overlay_urgent=$(case_assigned a 330106 2016-08-31T09:00:00+08:00 '' '"urgency":"urgent"' |
        h12-deadline -q --now 2016-09-01 --share share --calendar "$ROOT/share/calendar/hangzhou-2016.csv" |
        jq -r .deadline.return_by)
    [ "$overlay_urgent" = 2016-09-05 ]
}

@test "a unit's overlay is what h12-return judges by" {
    overlay '2026-10-08,holiday,anniversary\n'
    case_assigned a 330106 2026-09-29T09:00:00+08:00 '' '"matter":"0403"' >in
    printf 'request,case,unit,at,reason,basis,suggested_unit\nR1,a,330106,2026-10-09T16:00:00+08:00,x,y,enterprise-water\n' >requests
    h12-return -q --requests requests in | jq -e '.returns[0].refusal == "late"'
    h12-return -q --share share --requests requests in | jq -e '.returns[0].outcome == "pending"'
}

@test "h12-return takes --calendar as h12-deadline does" {
    case_assigned a 330106 2016-08-31T09:00:00+08:00 '' '"matter":"0403"' >in
    printf 'request,case,unit,at,reason,basis,suggested_unit\nR1,a,330106,2016-09-09T23:59:59+08:00,x,y,enterprise-water\n' >requests
    h12-return -q --requests requests in | jq -e '.returns[0].refusal == "late"'
    h12-return -q --calendar "$ROOT/share/calendar/hangzhou-2016.csv" --requests requests in |
        jq -e '.returns[0].outcome == "pending"'
}

@test "a calendar whose file is not there: exit 2, nothing written" {
    case_accepted a >in
    run h12-deadline --calendar nowhere.csv -o out in
    [ "$status" -eq 2 ]
    [ ! -e out ]
    cp -r "$ROOT/share" share
    rm share/calendar/cn.csv
    run h12-deadline --share share -o out in
    [ "$status" -eq 2 ]
    [ ! -e out ]
}
