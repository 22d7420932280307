#!/usr/bin/env bats
# h12-report holding. The expectations are reckoned by hand over the National Day holidays of 2026:
# 10-01 to 10-07 off, Saturday 10-10 works, Sunday 10-11 does not. The working days from 09-28 on:
# 09-28 29 30, 10-08 09 10, 10-12 13 14 15 16.
bats_require_minimum_version 1.5.0
load helper
export H12_SHARE=$ROOT/share H12_NOW=2026-10-12

report() {
    h12-report -q "$@"
}

# one TABLE COLUMN...: the values of these columns of the report on `in`, a row a line.
one() {
    local table=$1
    shift
    report --format json "${OPTIONS[@]}" holding in | jq -c --arg table "$table" --args '
        .tables[] | select(.name == $table) | .columns as $columns | .rows[]
        | [$columns, .] | transpose | map({(.[0]): .[1]}) | add | [.[$ARGS.positional[]]]' "$@"
}
OPTIONS=()

# gives WANT_LINES TABLE COLUMN...
gives() {
    printf '%s\n' "$1" >want
    shift
    one "$@" | diff want -
}

# time MM-DD [HH]: of 2026, on the hour; at 9 by default.
time_of() {
    printf '2026-%sT%s:00:00+08:00' "$1" "${2:-09}"
}

# story ID STATE RECEIVED ASSIGNED LEAD DUE [HISTORY [MEMBERS]]: a case in that state; "-" leaves the
# assignment, or the deadline, out. Days are MM-DD, the history is entries joined by commas.
story() {
    printf '{"id":"%s","title":"路灯不亮","received_at":"%s","state":"%s"' "$1" "$(time_of "$3")" "$2"
    [ "$4" = - ] || printf ',"assignment":{"round":1,"lead":"%s","co":[],"cause":"dispatched","basis":"art.13(2)","at":"%s"}' "$5" "$(time_of "$4")"
    [ "$6" = - ] || printf ',"deadline":{"clock":"art.14","due_at":"2026-%sT23:59:59+08:00","status":"running"}' "$6"
    printf ',"history":[%s]%s}\n' "${7-}" "${8:+,$8}"
}

# change EVENT AT BY FROM WORKDAYS [MEMBERS]: an entry of history in which the case changes hands; the
# times are `MM-DD HH` or `MM-DD`.
change() {
    local at from
    read -ra at <<<"$2"
    read -ra from <<<"$4"
    printf '{"at":"%s","event":"%s","by":"Chen","held":{"by":"%s","from":"%s","workdays":%s}%s}' \
        "$(time_of "${at[@]}")" "$1" "$3" "$(time_of "${from[@]}")" "$5" "${6:+,$6}"
}

# request ID UNIT AT [OUTCOME]: of `returns`, a counted one.
request() {
    printf '{"request":"%s","unit":"%s","at":"%s","recorded_at":"%s","reason":"r","basis":"b","suggested_unit":"330109","counted":true,"outcome":"%s"}' \
        "$1" "$2" "$(time_of "$3")" "$(time_of "$3")" "${4:-pending}"
}

# reply AT [MEMBERS]: a final one that the citizen was told at once.
reply() {
    printf '{"reply":"P","kind":"final","unit":"330106","at":"%s","recorded_at":"%s","informed_at":"%s","round":1%s}' \
        "$(time_of "$1")" "$(time_of "$1")" "$(time_of "$1")" "${2:+,$2}"
}

@test "holders: the days that history has frozen, and the span that runs up to --now, by who had it" {
    {
        # Hotline 09-28 to 29: 1. 330105 to 10-09: 30, 08, 09 = 3. Hotline to 10-10: 1. 330106 up to
        # 10-12, a Sunday between: 1.
        story a assigned 09-28 10-10 330106 10-10 \
            "$(change assigned 09-29 hotline 09-28 1),$(change return_requested 10-09 330105 09-29 3),$(change return_decided 10-10 hotline 10-09 1)"
        # Nobody has changed it yet: since the receipt, over the holidays. 10-08 09 10 12 = 4.
        story b triage 09-30 - - 10-14
        # Over: nothing runs. What was frozen stands, whatever this calendar says.
        story c closed 09-28 09-28 330106 - \
            "$(change assigned '09-28 10' hotline 09-28 0),$(change final_reply 09-30 330106 '09-28 10' 7),$(change closed 10-08 hotline 09-30 1)"
    } >in
    gives '["330106","西湖区",2,2,1,8,4,7]
["330105","拱墅区",1,1,0,3,3,3]
[null,"held_by_hotline",3,5,1,7,1.4,4]
["total",null,6,8,2,18,2.25,7]' holders code name held_cases spans running workdays average longest
}

@test "holders: the average is rounded half up; where nobody had anything it is n/a" {
    : >in
    gives '[null,"held_by_hotline",0,0,0,0,"n/a",0]
["total",null,0,0,0,0,"n/a",0]' holders code name held_cases spans running workdays average longest
    local history
    history=$(change x 09-29 330109 09-28 1)
    for i in 1 2 3 4 5 6 7; do history+=,$(change x 09-29 330109 09-29 0); done
    story a closed 09-28 - - - "$history" >in # 1/8 = 0.125
    history=$(change x 10-08 330105 09-28 3),$(change x 10-08 330105 10-08 0),$(change x 10-08 330105 10-08 1)
    story b closed 09-28 - - - "$history" >>in # 4/3 = 1.333...
    history=$(change x 10-08 330106 09-28 3),$(change x 10-08 330106 10-08 1),$(change x 10-08 330106 10-08 1)
    story c closed 09-28 - - - "$history" >>in # 5/3 = 1.666...
    gives '["330106",1.67]
["330105",1.33]
["330109",0.13]
[null,"n/a"]
["total",0.71]' holders code average # 10/14 = 0.714...
    report --lang en holding in | grep -qE '^330105 .* 4 +1\.33 +3$'
    report --format json holding in | grep -qF '["330109","萧山区",1,8,0,1,0.13,1]'
    # Always two places, of whole numbers too.
    story d assigned 09-28 10-10 330106 - >in # 10-12
    report --format json holding in | grep -qF ',1,1.00,1],'
}

@test "holders: a case that was reopened runs since then; a unit unknown to the directory is one row" {
    {
        story a verifying 09-28 09-28 330106 - \
            "$(change closed 09-29 hotline 09-28 1),{\"at\":\"$(time_of 10-09)\",\"event\":\"reopened\",\"by\":\"h12-callback\"}"
        story b assigned 09-28 10-08 'Zhang San' - "$(change assigned 10-08 'Li Si' 09-28 3)"
    } >in
    # 10-09 to 10-12: 10, 12. Zhang San's 10-08 to 10-12: 09 10 12 = 3.
    gives '[null,"unknown_unit",1,2,1,6,3]
[null,"held_by_hotline",1,2,1,3,2]
["total",null,2,4,2,9,3]' holders code name held_cases spans running workdays longest
    report holding in >out
    report --reveal audit --format csv holding in >>out 2>/dev/null
    report --partial holding in >>out
    run ! grep -qe Zhang -e 'Li Si' out
}

@test "art.16, 17: what waits is late after the hotline's own limit, by the rules and --now alone" {
    local lie='"deadline":{"decide_due":"2026-12-31","decide_late_workdays":77,"status":"met"}'
    {
        # art.16: one working day. Asked 09-30: by 10-08.
        story a returning 09-28 09-29 330106 - "$(change return_requested 09-30 330106 09-29 1)" \
            "$lie,\"returns\":[$(request R1 330106 09-30)]"
        # art.17: five, from the third return on. Asked 09-30: 08 09 10 12 13: by 10-13.
        story b returning 09-28 09-29 330106 - "$(change return_requested 09-30 330106 09-29 1)" \
            "\"returns\":[$(request R1 330105 09-28 transferred),$(request R2 330106 09-29 continued),$(request R3 330106 09-30)]"
        # And while the office or the group is asked, as long. Asked 09-29: 30 08 09 10 12: by 10-12.
        story c consulting 09-28 09-28 330106 - "$(change return_requested 09-29 330106 09-28 1)" \
            "\"returns\":[$(request R1 330106 09-29)]"
        story d coordinating 09-28 09-28 330106 - "$(change return_requested 09-28 330106 09-28 0)" \
            "\"returns\":[$(request R1 330106 09-28)]" # 29 30 08 09 10: by 10-10
    } >in
    local columns=(decisions state waiting_now waiting_late waiting_worst)
    OPTIONS=(--now 2026-10-08T23:59:59+08:00)
    gives '["returning",2,0,0]
["consulting",1,0,0]
["coordinating",1,0,0]
["total",4,0,0]' "${columns[@]}"
    OPTIONS=(--now 2026-10-09T00:00:00+08:00)
    gives '["returning",2,1,1]
["consulting",1,0,0]
["coordinating",1,0,0]
["total",4,1,1]' "${columns[@]}"
    # A Sunday: over the limit, and no working day has passed since.
    OPTIONS=(--now 2026-10-11T12:00:00+08:00)
    gives '["returning",2,1,2]
["consulting",1,0,0]
["coordinating",1,1,0]
["total",4,2,2]' "${columns[@]}"
    # 10-08 to 10-14: 09 10 12 13 14 = 5; 10-13 to 14: 1; 10-12 to 14: 2; 10-10 to 14: 3.
    OPTIONS=(--now 2026-10-14)
    gives '["returning",2,2,5]
["consulting",1,1,2]
["coordinating",1,1,3]
["total",4,4,5]' "${columns[@]}"
    # Where what ended in art.16(2) does not count, b's is the second: one day, by 10-08.
    jq '.designation.count_continued = false' "$H12_SHARE/policy/hangzhou-draft-2023.json" >own.json
    OPTIONS=(--now 2026-10-09 --policy own.json)
    one "${columns[@]}" | head -n 1 >got
    echo '["returning",2,2,1]' | diff - got
}

@test "art.16, 17: what was decided late is reported after it was decided, by the limit that held then" {
    {
        # Asked 09-30, by 10-08, decided 10-10: 09, 10.
        story a assigned 09-28 10-10 330109 - "$(change return_decided 10-10 hotline 09-30 3 '"request":"R1"')" \
            "\"returns\":[$(request R1 330106 09-30 transferred)]"
        # In time, in the last hour of 10-08.
        story b assigned 09-28 10-08 330109 - "$(change return_decided '10-08 23' hotline '09-30 09' 1 '"request":"R1"')" \
            "\"returns\":[$(request R1 330106 09-30 transferred)]"
        # The second return was decided a day late, the third within the five days that it has.
        story c assigned 09-08 10-12 330109 - \
            "$(change return_decided 09-30 hotline 09-28 2 '"request":"R2"'),$(change return_decided 10-12 hotline 09-30 4 '"request":"R3"')" \
            "\"returns\":[$(request R1 330105 09-09 transferred),$(request R2 330106 09-28 continued),$(request R3 330106 09-30 designated)]"
        # The office's word came in time, the group's a day after 10-13: 10-14.
        story d assigned 09-28 10-13 330109 - "$(change staffing_opinion 10-13 hotline 09-30 5 '"request":"R3"')"
        story e assigned 09-28 10-14 330109 - "$(change group_decision 10-14 hotline 09-30 6 '"request":"R3"')"
        # No decision on a return: the hotline routed it, and it was withdrawn while it waited.
        story f withdrawn 09-28 09-29 330106 - \
            "$(change assigned 09-29 hotline 09-28 1),$(change withdrawn 10-13 hotline 09-30 5)"
    } >in
    OPTIONS=(--now 2026-10-15)
    gives '["returning",0,0,0,4,2,3]
["consulting",0,0,0,1,0,0]
["coordinating",0,0,0,1,1,1]
["total",0,0,0,6,3,4]' decisions state waiting_now waiting_late waiting_worst decided decided_late decided_late_workdays
    # Were the second return already art.17's, R2 would have been in time, though what ended in art.16(2)
    # did not count: it had not ended while it waited. a alone is late, by two days.
    jq '.designation.returns = 2 | .designation.count_continued = false' "$H12_SHARE/policy/hangzhou-draft-2023.json" >own.json
    OPTIONS+=(--policy own.json)
    one decisions decided decided_late decided_late_workdays | head -n 1 >got
    echo '[4,1,2]' | diff - got
}

@test "what h12-return and h12-deadline have done is what the report counts, and h12-replay keeps it" {
    case_assigned a 330106-urban 2026-09-28T10:00:00+08:00 2026-09-28T09:00:00+08:00 '"matter":"urban"' >given
    cat >requests <<'E'
request,case,unit,at,reason,basis,suggested_unit,kind,decision,to,officer,event
R1,a,330106-urban,2026-09-30 09:00,not ours,by law,330106-market,request,,,,
R1,a,,2026-10-10 10:00,seen,,,decision,transfer,enterprise-water,Chen,D1
E
    h12-return -q --requests requests given | h12-deadline -q >in
    is '"assigned"' .state in
    checked in
    # 09-28 up to 30: 2; hotline up to 10-10: 08 09 10 = 3, by 10-08: 2 late; the next up to 10-12: 1.
    gives '["330106-urban",2]
["enterprise-water",1]
[null,3]
["total",6]' holders code workdays
    gives '["returning",1,1,2]
["consulting",0,0,0]
["coordinating",0,0,0]
["total",1,1,2]' decisions state decided decided_late decided_late_workdays
    # Before the decision: h12-deadline's own word is the report's.
    head -n 2 requests >first
    h12-return -q --now 2026-10-09 --requests first given | h12-deadline -q --now 2026-10-09 >in
    is '["returning","2026-10-08",1]' '[.state, .deadline.decide_due, .deadline.decide_late_workdays]' in
    OPTIONS=(--now 2026-10-09)
    one decisions state waiting_now waiting_late waiting_worst | head -n 1 >got
    echo '["returning",1,1,1]' | diff - got
}

@test "late_cases: the latest first, open or done, with the working days of each who had them" {
    {
        # Due 10-08, now 10-12: 09 10 12 = 3 late. Hotline 1, 330105 3, hotline 1, 330106 1.
        story a assigned 09-28 10-10 330106 10-08 \
            "$(change assigned 09-29 hotline 09-28 1),$(change return_requested 10-09 330105 09-29 3),$(change return_decided 10-10 hotline 10-09 1)"
        # Due 09-30, done 10-10: 08 09 10 = 3 late. 330106 had it from 09-28 to 10-10: 5. What the
        # hotline had it for after the reply is nobody's lateness.
        story b closed 09-28 09-28 330106 09-30 \
            "$(change assigned '09-28 10' hotline 09-28 0),$(change final_reply 10-10 330106 '09-28 10' 5),$(change closed 10-12 hotline 10-10 1)" \
            "\"replies\":[$(reply 10-10)]"
        # Due 10-10, now 10-12: 1. All the hotline's: 09-29 30 08 09 10 12.
        story c triage 09-28 - - 10-10
        # In time: done, and not yet due.
        story d closed 09-28 09-28 330106 10-10 "$(change final_reply 10-09 330106 09-28 4)" "\"replies\":[$(reply 10-09)]"
        story e assigned 09-28 09-28 330106 10-13
        # Of one lateness with c, due the same day: by id. Zhang San, no unit of the directory: all six.
        story f assigned 09-28 09-28 'Zhang San' 10-10
    } >in
    gives '["b","2026-09-30",3,10,"closed",0,5,"330106 西湖区: 5"]
["a","2026-10-08",3,4,"assigned",2,4,"330105 拱墅区: 3, 330106 西湖区: 1"]
["c","2026-10-10",1,2,"triage",6,0,null]
["f","2026-10-10",1,2,"assigned",0,6,"?: 6"]' \
        late_cases id due late_workdays late_days state hotline_workdays units_workdays held_by
    report --format json holding in >out
    is '[6,3,1,4,0]' '[.read, .overdue, .missed, .listed, .no_deadline]' out
    OPTIONS=(--top 2)
    gives '["b"]
["a"]' late_cases id
    report --top 0 --drill drill.csv -o out holding in
    [ "$(tail -n +2 drill.csv | cut -d, -f1 | tr '\n' ' ')" = 'b a c f ' ]
}

@test "late_cases: the days are those of the wait that is late: since the receipt, or since the redo" {
    local redo
    redo='{"round":2,"lead":"330106","co":[],"cause":"redo","basis":"art.20","at":"'$(time_of 10-08)'"}'
    {
        # A redo was ordered 10-08, due 10-09, now 10-12: 10 12 = 2. The days before are not its.
        story a assigned 09-28 10-08 330106 10-09 \
            "$(change final_reply 09-30 330106 09-28 2),$(change verified 10-08 hotline 09-30 1),{\"at\":\"$(time_of 10-08)\",\"event\":\"assigned\",\"by\":\"Chen\",\"assignment\":$redo}" \
            "\"replies\":[$(reply 09-30)]" | jq -c --argjson redo "$redo" '.assignment = $redo'
        # Designated 10-08: the citizen has waited all along.
        story b assigned 09-28 10-08 330106 10-09 "$(change return_decided 10-08 hotline 09-28 3)" |
            jq -c '.designated = true | .assignment.cause = "designated" | .assignment.round = 2
                | .history += [{at: .assignment.at, event: "assigned", by: "Chen", assignment: .assignment}]'
        # A bad rating of 10-08 is verified, the hotline's own clock, due 10-09.
        story c verifying 09-28 09-28 330106 10-09 \
            "$(change final_reply 09-30 330106 09-28 2),$(change closed 09-30 hotline 09-30 0),{\"at\":\"$(time_of 10-08)\",\"event\":\"reopened\",\"by\":\"h12-callback\"}" \
            "\"replies\":[$(reply 09-30)],\"callback\":{\"since\":\"$(time_of 10-08)\"}"
        # What a reply promised for 10-09 was approved 10-08; the citizen was told before.
        story d committed 09-28 09-28 330106 10-09 \
            "$(change final_reply 09-30 330106 09-28 2),$(change reviewed 10-08 hotline 09-30 1)" \
            "\"replies\":[$(reply 09-30 "\"review\":{\"decision\":\"approve\",\"at\":\"$(time_of 10-08)\",\"until\":\"2026-10-09\"}")]"
        # A rating was verified and what was done stands: the reply came a day after 10-08, and the clock
        # is the first one. 09-28 up to 10-09: 29 30 08 09.
        story e closed 09-28 09-28 330106 10-08 \
            "$(change final_reply 10-09 330106 09-28 4),$(change closed 10-09 hotline 10-09 0),{\"at\":\"$(time_of 10-10)\",\"event\":\"reopened\",\"by\":\"h12-callback\"},$(change verified 10-12 hotline 10-10 1 '"finding":"upheld"')" \
            "\"replies\":[$(reply 10-09)],\"callback\":{\"verifications\":[{\"verification\":\"V\",\"finding\":\"upheld\"}]}"
    } >in
    gives '["a",2,0,3]
["b",2,3,3]
["c",2,3,0]
["d",2,0,3]
["e",1,0,4]' late_cases id late_workdays hotline_workdays units_workdays
}

@test "art.28: a repeat that goes with its earlier case is not counted twice" {
    story a assigned 09-28 09-28 330106 10-08 >in
    story b assigned 09-28 09-28 330106 10-08 '' '"repeat_of":"a","acceptance":{"verdict":"accepted","flags":[{"code":"repeat","follows":true}]}' >>in
    gives '["330106",1,6]
[null,0,0]
["total",1,6]' holders code held_cases workdays
    gives '["a"]' late_cases id
    report --format json holding in >out
    is '[2,1,1]' '[.read, .repeats, .overdue]' out
}

@test "parts of a ledger, and archives, in any order, add up to the bytes of the whole" {
    local unit day
    for i in 1 2 3 4 5 6 7 8 9; do
        unit=33010$((i % 3 + 5)) day=0$((i % 2 + 8))
        story "c$i" assigned 09-28 "10-$day" "$unit" "10-$day" \
            "$(change return_decided "10-$day" hotline "09-$((i % 2 + 29))" "$((i % 4 + 1))" '"request":"R1"')" \
            "\"returns\":[$(request R1 330106 "09-$((i % 2 + 29))" transferred)]"
    done >in
    story w returning 09-28 09-29 330106 10-08 "$(change return_requested 09-30 330106 09-29 1)" \
        "\"returns\":[$(request R1 330106 09-30)]" >>in
    for format in text csv json; do
        report --top 4 --format "$format" holding in >whole
        for part in 1,3 4,4 5,10; do
            sed -n "${part}p" in | report --top 4 --partial -o "p$part" holding
            sed -n "${part}p" in >"f$part"
        done
        report --merge --format "$format" holding p5,10 p1,3 p4,4 | cmp whole -
        report --merge --format "$format" holding p4,4 p5,10 p1,3 | cmp whole -
        report --top 4 --format "$format" holding f4,4 f1,3 f5,10 | cmp whole -
    done
    # The largest of the parts is that of the whole: no sum.
    one holders longest | tail -n 1 >got
    echo '[4]' | diff - got
    report --partial -o other overdue in
    run -2 report --merge holding other
}

@test "a partial that no run has written is refused" {
    {
        story a assigned 09-28 09-28 330106 10-08
        story b returning 09-28 09-29 330106 10-08 "$(change return_requested 09-30 330106 09-29 1)" \
            "\"returns\":[$(request R1 330106 09-30)]"
    } >in
    report --partial -o good holding in
    for change in 's/"workdays":[0-9]*,"at_units"/"workdays":3,"at_units"/' 's/"at_hotline":1/"at_hotline":2/' \
        's/"overdue":2/"overdue":1/' 's/"holders":3/"holders":4/' 's/"waiting":1/"waiting":0/'; do
        sed "$change" good >spoilt
        run ! cmp -s good spoilt
        run -2 report --merge holding spoilt
        [[ $output == *'a partial whose sums do not meet' ]]
    done
    for change in 's/"key":"returning"/"key":"triage"/' 's/"late_workdays":3/"late_workdays":-3/' \
        's/{"by":"330106","workdays":6}/{"by":"330106","workdays":0}/' 's/"held":\[[^]]*\]/"held":7/' \
        's/"row":"hotline","counts":\[/"row":"hotline","counts":[0,/' 's/"row":"unit"/"row":"town"/'; do
        sed "$change" good >spoilt
        run ! cmp -s good spoilt
        run -2 report --merge holding spoilt
        [[ $output == *'not a row of such a partial' ]]
    done
}

@test "a record that cannot be read is a reject and counts nothing" {
    {
        story a assigned 09-28 09-29 330106 10-08 "$(change assigned 09-29 hotline 09-28 -1)"
        story b assigned 09-28 09-29 330106 10-08 "$(change assigned 09-29 hotline 09-28 '"1"')"
        story c assigned 09-28 09-29 330106 10-08 "$(change assigned 09-29 hotline 09-28 1)" | jq -c 'del(.history[0].held.by)'
        story d assigned 09-28 09-29 330106 10-08 | jq -c 'del(.received_at)'
        story e assigned 09-28 09-29 330106 10-08 "$(change assigned 09-29 hotline 09-28 1)"
    } >in
    run -1 report -r rejects --format json -o out holding in
    jq -c '[.line, .code, .field]' rejects >got
    cat >want <<'E'
[1,"bad_value","history[0].held.workdays"]
[2,"bad_type","history[0].held.workdays"]
[3,"missing","history[0].held.by"]
[4,"missing","received_at"]
E
    diff want got
    is '[5,4,1]' '[.read, .rejected, .overdue]' out
    # Hotline 1; the unit from 09-29: 30 08 09 10 12 = 5.
    is '[["330106",5],[null,1],["total",6]]' '[.tables[0].rows[] | [.[0], .[5]]]' out
}

@test "titles are masked, and stay so for reports of wrongdoing; both languages name everything" {
    story a assigned 09-28 09-28 330106 10-08 '' '"kind":"report"' | sed 's/路灯不亮/请回电13812345678/' >in
    gives '["a","请回电138****5678"]' late_cases id title
    report --reveal audit --format json holding in >out 2>/dev/null
    run ! grep -q 13812345678 out
    report --lang zh holding in >zh
    report --lang en holding in >en
    [ "$(head -n 1 zh)" = 持有时长报告 ]
    [ "$(head -n 1 en)" = 'Who had the cases how long' ]
    grep -qx 'policy  *hangzhou-draft-2023' en
    # An identifier that has no label would stand in both.
    run ! grep -oE '[a-z]+_[a-z_]+' en
    run ! grep -vE '^(---|规则|工作日历|a  )' <(grep -E '[a-z]{2,}' zh)
}

@test "a year that no calendar covers is said; a case without a deadline too" {
    story a assigned 09-28 09-28 330106 - >in
    run --separate-stderr h12-report --now 2027-03-01 -o out holding in
    [ "$stderr" = 'h12-report: 1 read, 0 rejected, 0 late, 1 without a deadline (run h12-deadline first), 1 provisional (a year without a calendar)' ]
    run --separate-stderr h12-report -o out holding in
    [ "$stderr" = 'h12-report: 1 read, 0 rejected, 0 late, 1 without a deadline (run h12-deadline first)' ]
}
