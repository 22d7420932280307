#!/usr/bin/env bats
# Whole days, end to end: route | deadline, then the next days' returns and decisions, then deadline
# again. What each record must be stands below in full, reckoned by hand. 2026: National Day is
# 10-01 to 10-07, Saturday 10-10 is a working day, Monday is 10-12.
bats_require_minimum_version 1.5.0
load helper
export H12_SHARE=$ROOT/share

row() { grep -n "^$1," "$ROOT/share/$2.csv" | cut -d : -f 1; }

accepted() {
    printf '{"id":"%s","received_at":"%s","kind":"complaint","acceptance":{"verdict":"accepted","basis":"art.8(4)"},%s,"state":"accepted","history":[{"at":"%s","event":"accepted","by":"h12-intake","basis":"art.8(4)"}]}\n' \
        "$1" "$2" "$3" "$2"
}

# The cases of Wednesday 09-30, the day before the holiday.
cases() {
    accepted P1 2026-09-30T08:00:00+08:00 '"district":"330106","text":"路灯不亮"'
    accepted P2 2026-09-30T09:00:00+08:00 '"urgency":"urgent","unit":"市公安局","matter":"0403"'
    accepted P3 2026-09-30T10:00:00+08:00 '"text":"噪音，路灯"'
    accepted P4 2026-09-30T11:00:00+08:00 '"unit":"330106","matter":"0306","district":"330106"'
    accepted P5 2026-09-30T12:00:00+08:00 '"urgency":"critical","unit":"city-urban","matter":"0305","district":"330109"'
    printf '{"id":"P6","state":"closed","received_at":"2026-09-01T00:00:00+08:00","n":1.50,"note":{"x":[ ]},"acceptance":{"verdict":"accepted","basis":"art.8(4)"},"history":[{"at":"2026-09-01T00:00:00+08:00","event":"accepted","by":"an older system","basis":"art.8(4)"},{"at":"2026-09-02T10:00:00+08:00","event":"answered","by":"an older system"},{"at":"2026-09-03T10:00:00+08:00","event":"closed","by":"an older system"}]}\n'
    printf '{"id":"P7","received_at":"2026-09-01T00:00:00+08:00","state":"withdrawn","note":1e400,"acceptance":{"verdict":"accepted","basis":"art.8(4)"},"history":[{"at":"2026-09-01T00:00:00+08:00","event":"accepted","by":"an older system","basis":"art.8(4)"},{"at":"2026-09-02T10:00:00+08:00","event":"withdrawn","by":"requester"}]}\n'
}

# Thursday 10-08: the units ask. Friday 10-09: the officers decide.
requests() {
    cat <<'END'
request,case,unit,at,recorded_at,reason,basis,suggested_unit,kind,event,decision,to,co,officer
R1,P2,市公安局,2026-10-08 09:00:00,2026-10-08 09:30:00,water is not ours,duties,市水务集团,,,,,,
R2,P4,西湖区,2026-10-08 10:00:00,,not ours,,萧山区,,,,,,
R3,P4,西湖区,2026-10-08 11:00:00,,not ours,duties,萧山区,,,,,,
R4,P5,市城管局,2026-10-09 00:00:00,,both of us,duties,萧山区,,,,,,
R1,P2,,2026-10-09 10:00:00,,,,,decision,E1,transfer,,,Wang
R3,P4,,2026-10-09 11:00:00,,it is yours,,,decision,E3,continue,,,Li
END
}

decisions() {
    cat <<'END'
decision,case,at,unit,matter,district,officer,reason
D1,P3,2026-10-09 09:00:00,330109,0402,330109,Wang,noise first
END
}

# chain DIR [LEDGER]: both days into DIR/day1 and DIR/day2.
chain() {
    mkdir -p "$1"
    h12-route -q --now 2026-09-30T18:00:00+08:00 "${2:-cases}" >"$1/routed"
    h12-deadline -q --now 2026-09-30T18:00:00+08:00 "$1/routed" >"$1/day1"
    h12-route -q --now 2026-10-12 --decisions decisions "$1/day1" >"$1/decided"
    h12-return -q --now 2026-10-12 --requests requests "$1/decided" >"$1/returned"
    h12-deadline -q --now 2026-10-12 "$1/returned" >"$1/day2"
    checked "$1/routed" --now 2026-09-30T18:00:00+08:00
    checked "$1/day1" --now 2026-09-30T18:00:00+08:00
    for step in decided returned day2; do
        checked "$1/$step" --now 2026-10-12
    done
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    cases >cases
    requests >requests
    decisions >decisions
}

# record FILE ID WANT: that case, whole, whatever the order of its members.
record() {
    diff <(jq -S . <<<"$3") <(jq -S --arg id "$2" 'select(.id == $id)' "$1")
}

# held FROM DAYS: the hotline had the case before a unit did, for so many working days behind the
# day on which it came in.
held() { printf '"held":{"by":"hotline","from":"%s","workdays":%d}' "$1" "$2"; }

# kept ASSIGNMENT: as an entry of history has it, but for the evidence; evidence ASSIGNMENT: that.
kept() { printf '%s}' "${1%%,\"evidence\":*}"; }
evidence() { printf '%s' "${1#*\"evidence\":}" | sed 's/}$//'; }

names='"policy":"hangzhou-draft-2023","calendar":"cn"'

@test "P1: a dispatch before the holiday; overdue never, due behind it" {
    chain run
    assignment='{"round":1,"lead":"330106","co":[],"cause":"dispatched","basis":"art.13(2)","reason":"the matter that the text is about, and its district","score":0.643,"at":"2026-09-30T18:00:00+08:00","evidence":[{"source":"district","table":"units.csv","row":'$(row 330106 units)',"member":"district","weight":0.9},{"source":"keyword","table":"matters.csv","row":'$(row 0305 matters)',"member":"text","offset":0,"weight":1},{"source":"duty","table":"units.csv","row":'$(row 330106 units)',"weight":0.643}]}'
    # A word of two characters in the reporter's own district: 0.9 of 0.9 + 0.5.
    common='"id":"P1","received_at":"2026-09-30T08:00:00+08:00","kind":"complaint","acceptance":{"verdict":"accepted","basis":"art.8(4)"},"district":"330106","text":"路灯不亮","state":"assigned","matter":"0305","assignment":'$assignment',"history":[{"at":"2026-09-30T08:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},{"at":"2026-09-30T18:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)","assignment":'"$(kept "$assignment")"',"added":["matter"],'$(held 2026-09-30T08:00:00+08:00 0)'}]'
    clock='"clock":"art.14","basis":"art.14","limit":5,"unit":"workday","from":"2026-09-30","due":"2026-10-13","due_at":"2026-10-13T23:59:59+08:00","return_by":"2026-10-09","provisional":false,"earlier":[],'$names
    # 10-08, 09, 10, 12, 13
    record run/day1 P1 "{$common,\"deadline\":{$clock,\"status\":\"running\",\"left_workdays\":5}}"
    record run/day2 P1 "{$common,\"deadline\":{$clock,\"status\":\"due_soon\",\"left_workdays\":1}}"
}

@test "P2: a wrong unit asks behind the holiday, an officer transfers; the clock is not moved" {
    chain run
    first='{"round":1,"lead":"city-police","co":[],"cause":"dispatched","basis":"art.13(2)","reason":"the record names the unit","score":1,"at":"2026-09-30T18:00:00+08:00","evidence":[{"source":"unit","table":"units.csv","row":'$(row city-police units)',"member":"unit","weight":1},{"source":"matter","table":"matters.csv","row":'$(row 0403 matters)',"member":"matter","weight":1}]}'
    second='{"round":2,"lead":"enterprise-water","co":[],"cause":"transferred","basis":"art.16(1)","reason":"the suggested unit is responsible for the matter","at":"2026-10-09T10:00:00+08:00"}'
    record run/day2 P2 '{"id":"P2","received_at":"2026-09-30T09:00:00+08:00","kind":"complaint","acceptance":{"verdict":"accepted","basis":"art.8(4)"},"urgency":"urgent","unit":"市公安局","matter":"0403","state":"assigned","assignment":'"$second"',
        "returns":[{"request":"R1","unit":"city-police","at":"2026-10-08T09:00:00+08:00","recorded_at":"2026-10-08T09:30:00+08:00","reason":"water is not ours","basis":"duties","suggested_unit":"市水务集团","counted":true,"outcome":"transferred","outcome_basis":"art.16(1)","explanation":"the suggested unit is responsible for the matter","proposal":{"decision":"transfer","basis":"art.16(1)","to":"enterprise-water","reason":"the suggested unit is responsible for the matter","evidence":[{"source":"matters.csv","row":'"$(row 0403 matters)"',"matter":"0403"},{"source":"units.csv","row":'"$(row enterprise-water units)"',"unit":"enterprise-water"}]}}],
        "deadline":{"clock":"art.14","basis":"art.14","limit":3,"unit":"workday","from":"2026-09-30","due":"2026-10-10","due_at":"2026-10-10T23:59:59+08:00","return_by":"2026-10-10","provisional":false,"status":"overdue","late_workdays":1,"late_days":2,"earlier":[],'"$names"'},
        "history":[{"at":"2026-09-30T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},
            {"at":"2026-09-30T18:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)","assignment":'"$(kept "$first")"','"$(held 2026-09-30T09:00:00+08:00 0)"'},
            {"at":"2026-10-08T09:30:00+08:00","event":"return_requested","by":"city-police","basis":"art.14","id":"R1","outcome":"counted","held":{"by":"city-police","from":"2026-09-30T18:00:00+08:00","workdays":1},"input":{"event":"R1","case":"P2","at":"2026-10-08T09:00:00+08:00","recorded_at":"2026-10-08T09:30:00+08:00","request":"R1","unit":"市公安局","reason":"water is not ours","basis":"duties","suggested_unit":"市水务集团"}},
            {"at":"2026-10-09T10:00:00+08:00","event":"return_decided","by":"Wang","basis":"art.16(1)","id":"E1","request":"R1","decision":"transfer","reason":"the suggested unit is responsible for the matter","held":{"by":"hotline","from":"2026-10-08T09:30:00+08:00","workdays":1},"input":{"event":"E1","case":"P2","at":"2026-10-09T10:00:00+08:00","kind":"decision","request":"R1","decision":"transfer","officer":"Wang"}},
            {"at":"2026-10-09T10:00:00+08:00","event":"assigned","by":"Wang","basis":"art.16(1)","assignment":'"$second"',"earlier_evidence":'"$(evidence "$first")"'}]}'
}

@test "P3: triage over the holiday, released by an officer; due as if it had been clear at once" {
    chain run
    triage='{"at":"2026-09-30T18:00:00+08:00","basis":"art.13(2)","reason":"several matters fit about as well","policy":"route.min_score","candidates":[{"unit":"city-urban","matter":"0305","score":0.4,"reason":"the city'"'"'s unit of the line, since the district is not known"},{"matter":"0402","score":0.4,"reason":"no unit is found"}],"evidence":[{"source":"keyword","table":"matters.csv","row":'$(row 0402 matters)',"member":"text","offset":0,"weight":1},{"source":"keyword","table":"matters.csv","row":'$(row 0305 matters)',"member":"text","offset":3,"weight":1}]}'
    clock='"clock":"art.14","basis":"art.14","limit":5,"unit":"workday","from":"2026-09-30","due":"2026-10-13","due_at":"2026-10-13T23:59:59+08:00","provisional":false,"earlier":[],'$names
    first='{"at":"2026-09-30T10:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},{"at":"2026-09-30T18:00:00+08:00","event":"triage","by":"h12-route","basis":"art.13(2)","triage":'$triage'}'
    record run/day1 P3 '{"id":"P3","received_at":"2026-09-30T10:00:00+08:00","kind":"complaint","acceptance":{"verdict":"accepted","basis":"art.8(4)"},"text":"噪音，路灯","state":"triage","triage":'"$triage"',"history":['"$first"'],"deadline":{'"$clock"',"status":"running","left_workdays":5}}'
    assignment='{"round":1,"lead":"330109","co":[],"cause":"dispatched","basis":"art.13(2)","reason":"noise first","at":"2026-10-09T09:00:00+08:00"}'
    record run/day2 P3 '{"id":"P3","received_at":"2026-09-30T10:00:00+08:00","kind":"complaint","acceptance":{"verdict":"accepted","basis":"art.8(4)"},"text":"噪音，路灯","state":"assigned","matter":"0402","district":"330109","assignment":'"$assignment"',"history":['"$first"',{"at":"2026-10-09T09:00:00+08:00","event":"route_decided","by":"Wang","basis":"art.13(2)","id":"D1","input":{"decision":"D1","case":"P3","at":"2026-10-09T09:00:00+08:00","unit":"330109","matter":"0402","district":"330109","officer":"Wang","reason":"noise first"},"added":["matter","district"],'"$(held 2026-09-30T10:00:00+08:00 2)"'},{"at":"2026-10-09T09:00:00+08:00","event":"assigned","by":"Wang","basis":"art.13(2)","assignment":'"$assignment"'}],"deadline":{'"$clock"',"return_by":"2026-10-12","status":"due_soon","left_workdays":1}}'
}

@test "P4: an incomplete request, made again complete, and the case stays where it was" {
    chain run
    assignment='{"round":1,"lead":"330106","co":[],"cause":"dispatched","basis":"art.13(2)","reason":"the record names the unit","score":1,"at":"2026-09-30T18:00:00+08:00","evidence":[{"source":"unit","table":"units.csv","row":'$(row 330106 units)',"member":"unit","weight":1},{"source":"matter","table":"matters.csv","row":'$(row 0306 matters)',"member":"matter","weight":1},{"source":"district","table":"units.csv","row":'$(row 330106 units)',"member":"district","weight":0.9}]}'
    record run/day2 P4 '{"id":"P4","received_at":"2026-09-30T11:00:00+08:00","kind":"complaint","acceptance":{"verdict":"accepted","basis":"art.8(4)"},"unit":"330106","matter":"0306","district":"330106","state":"assigned","assignment":'"$assignment"',
        "returns":[{"request":"R2","unit":"330106","at":"2026-10-08T10:00:00+08:00","recorded_at":"2026-10-08T10:00:00+08:00","reason":"not ours","suggested_unit":"萧山区","counted":false,"outcome":"refused","refusal":"incomplete","outcome_basis":"art.14"},
            {"request":"R3","unit":"330106","at":"2026-10-08T11:00:00+08:00","recorded_at":"2026-10-08T11:00:00+08:00","reason":"not ours","basis":"duties","suggested_unit":"萧山区","counted":true,"outcome":"continued","outcome_basis":"art.16(2)","explanation":"it is yours","proposal":{"decision":"continue","basis":"art.16(2)","to":"330106","reason":"no other unit is responsible for the matter","evidence":[{"source":"matters.csv","row":'"$(row 0306 matters)"',"matter":"0306"},{"source":"units.csv","row":'"$(row 330106 units)"',"unit":"330106"}]}}],
        "deadline":{"clock":"art.14","basis":"art.14","limit":5,"unit":"workday","from":"2026-09-30","due":"2026-10-13","due_at":"2026-10-13T23:59:59+08:00","return_by":"2026-10-09","provisional":false,"status":"due_soon","left_workdays":1,"earlier":[],'"$names"'},
        "history":[{"at":"2026-09-30T11:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},
            {"at":"2026-09-30T18:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)","assignment":'"$(kept "$assignment")"','"$(held 2026-09-30T11:00:00+08:00 0)"'},
            {"at":"2026-10-08T10:00:00+08:00","event":"return_requested","by":"330106","basis":"art.14","id":"R2","outcome":"refused","refusal":"incomplete","input":{"event":"R2","case":"P4","at":"2026-10-08T10:00:00+08:00","request":"R2","unit":"西湖区","reason":"not ours","suggested_unit":"萧山区"}},
            {"at":"2026-10-08T11:00:00+08:00","event":"return_requested","by":"330106","basis":"art.14","id":"R3","outcome":"counted","held":{"by":"330106","from":"2026-09-30T18:00:00+08:00","workdays":1},"input":{"event":"R3","case":"P4","at":"2026-10-08T11:00:00+08:00","request":"R3","unit":"西湖区","reason":"not ours","basis":"duties","suggested_unit":"萧山区"}},
            {"at":"2026-10-09T11:00:00+08:00","event":"return_decided","by":"Li","basis":"art.16(2)","id":"E3","request":"R3","decision":"continue","reason":"it is yours","held":{"by":"hotline","from":"2026-10-08T11:00:00+08:00","workdays":1},"input":{"event":"E3","case":"P4","at":"2026-10-09T11:00:00+08:00","kind":"decision","request":"R3","reason":"it is yours","decision":"continue","officer":"Li"}}]}'
}

@test "P5: a critical case whose unit asks one second late" {
    chain run
    alert='{"basis":"art.13(3)","reason":"the case is critical","unit":"city-urban","contact":"'$(awk -F, '$1 == "city-urban" { print $9 }' "$ROOT/share/units.csv")'","at":"2026-09-30T18:00:00+08:00","response_due":"2026-09-30T20:00:00+08:00","policy":"alert.response_hours"}'
    assignment='{"round":1,"lead":"city-urban","co":[],"cause":"dispatched","basis":"art.13(2)","reason":"the record names the unit","score":1,"at":"2026-09-30T18:00:00+08:00","evidence":[{"source":"unit","table":"units.csv","row":'$(row city-urban units)',"member":"unit","weight":1},{"source":"matter","table":"matters.csv","row":'$(row 0305 matters)',"member":"matter","weight":1},{"source":"district","table":"units.csv","row":'$(row 330109 units)',"member":"district","weight":0.9}]}'
    record run/day2 P5 '{"id":"P5","received_at":"2026-09-30T12:00:00+08:00","kind":"complaint","acceptance":{"verdict":"accepted","basis":"art.8(4)"},"urgency":"critical","unit":"city-urban","matter":"0305","district":"330109","state":"assigned","assignment":'"$assignment"',"alert":'"$alert"',
        "returns":[{"request":"R4","unit":"city-urban","at":"2026-10-09T00:00:00+08:00","recorded_at":"2026-10-09T00:00:00+08:00","reason":"both of us","basis":"duties","suggested_unit":"萧山区","counted":false,"outcome":"refused","refusal":"late","outcome_basis":"art.14","policy":"return.window"}],
        "deadline":{"clock":"art.14","basis":"art.14","limit":1,"unit":"workday","from":"2026-09-30","due":"2026-10-08","due_at":"2026-10-08T23:59:59+08:00","return_by":"2026-10-08","provisional":false,"status":"overdue","late_workdays":3,"late_days":4,"earlier":[],'"$names"'},
        "history":[{"at":"2026-09-30T12:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},
            {"at":"2026-09-30T18:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)","assignment":'"$(kept "$assignment")"','"$(held 2026-09-30T12:00:00+08:00 0)"'},
            {"at":"2026-09-30T18:00:00+08:00","event":"alerted","by":"h12-route","basis":"art.13(3)","alert":'"$alert"'},
            {"at":"2026-10-09T00:00:00+08:00","event":"return_requested","by":"city-urban","basis":"art.14","id":"R4","outcome":"refused","refusal":"late","policy":"return.window","input":{"event":"R4","case":"P5","at":"2026-10-09T00:00:00+08:00","request":"R4","unit":"市城管局","reason":"both of us","basis":"duties","suggested_unit":"萧山区"}}]}'
}

@test "P6, P7: who is through keeps a verdict, who has no clock leaves byte for byte" {
    chain run
    # Tuesday 09-01, five working days to 09-08; answered on 09-02.
    printf '%s\n' '{"id":"P6","state":"closed","received_at":"2026-09-01T00:00:00+08:00","n":1.50,"note":{"x":[ ]},"acceptance":{"verdict":"accepted","basis":"art.8(4)"},"history":[{"at":"2026-09-01T00:00:00+08:00","event":"accepted","by":"an older system","basis":"art.8(4)"},{"at":"2026-09-02T10:00:00+08:00","event":"answered","by":"an older system"},{"at":"2026-09-03T10:00:00+08:00","event":"closed","by":"an older system"}],"deadline":{"clock":"art.14","basis":"art.14","limit":5,"unit":"workday","from":"2026-09-01","due":"2026-09-08","due_at":"2026-09-08T23:59:59+08:00","provisional":false,"status":"met","earlier":[],'"$names"'}}' \
        '{"id":"P7","received_at":"2026-09-01T00:00:00+08:00","state":"withdrawn","note":1e400,"acceptance":{"verdict":"accepted","basis":"art.8(4)"},"history":[{"at":"2026-09-01T00:00:00+08:00","event":"accepted","by":"an older system","basis":"art.8(4)"},{"at":"2026-09-02T10:00:00+08:00","event":"withdrawn","by":"requester"}]}' >want
    diff want <(tail -n 2 run/day2)
}

@test "nothing is lost: as many records after each step as before, in the same order" {
    chain run
    for step in routed day1 decided returned day2; do
        diff <(jq -r .id cases) <(jq -r .id "run/$step") || return 1
    done
}

@test "each step run twice on its own output gives the same bytes" {
    chain run
    h12-route -q --now 2026-09-30T18:00:00+08:00 run/routed | cmp - run/routed
    h12-deadline -q --now 2026-09-30T18:00:00+08:00 run/day1 | cmp - run/day1
    h12-route -q --now 2026-10-12 --decisions decisions run/decided | cmp - run/decided
    h12-return -q --now 2026-10-12 --requests requests run/returned | cmp - run/returned
    h12-deadline -q --now 2026-10-12 run/day2 | cmp - run/day2
    # And the whole of the second day again, over its own result.
    h12-route -q --now 2026-10-12 --decisions decisions run/day2 |
        h12-return -q --now 2026-10-12 --requests requests |
        h12-deadline -q --now 2026-10-12 | cmp - run/day2
}

@test "the chain in one pipe gives the bytes of the chain in steps" {
    chain run
    run bash -c 'h12-route -q --now 2026-09-30T18:00:00+08:00 cases | h12-deadline -q --now 2026-09-30T18:00:00+08:00 |
        h12-route -q --now 2026-10-12 --decisions decisions | h12-return -q --now 2026-10-12 --requests requests - |
        h12-deadline -q --now 2026-10-12 >piped; echo "${PIPESTATUS[*]}"'
    [ "$output" = '0 0 0 0 0' ]
    cmp piped run/day2
}

@test "a ledger that is split over machines gives the same bytes as one run" {
    chain run
    for parts in 2 3 7; do
        mkdir -p shards
        split -n "l/$parts" -d cases shards/part.
        : >all
        for part in shards/part.*; do
            h12-route -q --now 2026-09-30T18:00:00+08:00 "$part" |
                h12-deadline -q --now 2026-09-30T18:00:00+08:00 |
                h12-route -q --now 2026-10-12 --shard --unmatched "$part.rest1" --decisions decisions |
                h12-return -q --now 2026-10-12 --shard --unmatched "$part.rest2" --requests requests |
                h12-deadline -q --now 2026-10-12 >>all
        done
        cmp all run/day2
        rm -r shards
    done
}

@test "what a shard hands on is what the others take: every event finds its case once" {
    head -n 3 cases >one
    tail -n +4 cases >two
    for part in one two; do
        h12-route -q --now 2026-09-30T18:00:00+08:00 "$part" >"$part.routed"
        h12-return --now 2026-10-12 --shard --unmatched "$part.rest" --requests requests "$part.routed" >"$part.out" 2>"$part.err"
    done
    # P2 has two of the six events, P4 three, P5 one.
    [ "$(wc -l <one.rest) $(wc -l <two.rest)" = '4 2' ]
    grep -q '6 read, 2 applied, .*, 4 unmatched' one.err
    grep -q '6 read, 2 applied, 0 already applied, 2 refused, 0 rejected, 2 unmatched' two.err
    h12-return -q --now 2026-10-12 --shard --unmatched none --requests one.rest two.routed | cmp - two.out
    [ ! -s none ]
}

@test "the order of the event file's rows does not matter, where they are not of one second" {
    chain run
    cp run/day2 want
    { head -n 1 requests; tail -n +2 requests | tac; } >backwards
    mv backwards requests
    chain run
    cmp want run/day2
}

@test "the same input gives the same bytes on any day" {
    cat >clock.c <<'END'
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
time_t time(time_t *out)
{
    time_t now = atoll(getenv("FAKE_TIME"));
    if (out) *out = now;
    return now;
}
int clock_gettime(clockid_t id, struct timespec *out)
{
    (void)id;
    out->tv_sec = time(NULL);
    out->tv_nsec = 0;
    return 0;
}
int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
    (void)zone;
    out->tv_sec = time(NULL);
    out->tv_usec = 0;
    return 0;
}
END
    "${CC:-gcc}" -shared -fPIC -o clock.so clock.c
    export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0
    for day in 1000000000 1790000000 4000000000; do # 2001, 2026, 2096
        (
            export FAKE_TIME=$day LD_PRELOAD=$PWD/clock.so TZ=America/New_York
            chain "run.$day"
        )
    done
    chain run
    for day in 1000000000 1790000000 4000000000; do
        cmp run/day1 "run.$day/day1"
        cmp run/day2 "run.$day/day2"
    done
    # Without --now it is the clock that speaks: the shim works.
    unset H12_NOW
    FAKE_TIME=1790000000 LD_PRELOAD=$PWD/clock.so h12-route -q cases | grep -q '"at":"2026-09-30T12:00:00+08:00","event":"assigned"'
    FAKE_TIME=4000000000 LD_PRELOAD=$PWD/clock.so h12-route -q cases | grep -q '"at":"2096-10-02T15:06:40+08:00","event":"assigned"'
}

@test "H12_NOW stands in for --now" {
    H12_NOW=2026-09-30T18:00:00+08:00 h12-route -q cases >one
    h12-route -q --now 2026-09-30T18:00:00+08:00 cases >two
    cmp one two
    H12_NOW=2026-10-12 h12-route -q --now '2026-09-30 18:00:00' cases >two
    cmp one two
}

@test "with --auto the chain runs by itself, and says in the history that nobody decided" {
    head -n 5 requests >own # without the officers' rows
    mv own requests
    h12-route -q --now 2026-09-30T18:00:00+08:00 cases |
        h12-return -q --auto --now 2026-10-12 --requests requests >out
    jq -se '.[] | select(.id == "P2") | .assignment.lead == "enterprise-water" and .history[-1].by == "h12-return"
        and .assignment.at == "2026-10-12T23:59:59+08:00"' out
    jq -se '.[] | select(.id == "P4") | [.returns[].outcome] == ["refused", "continued"] and .state == "assigned"' out
}
