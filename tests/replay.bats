#!/usr/bin/env bats
# h12-replay: the same events under the same rules give the same bytes, under others what they would
# have given. (The stories of tests/articles/scenarios are told again by it as well.)
bats_require_minimum_version 1.5.0
load helper
export H12_SHARE=$ROOT/share

POLICY=$ROOT/share/policy/hangzhou-draft-2023.json
COLUMNS=request,case,unit,at,reason,basis,suggested_unit,decision,to,officer

# Two cases: a is returned three times and designated, b is not returned.
ledger() {
    printf 'id,received_at,text,unit,matter,district\na,2026-10-09 08:00,x,330106,0303,330106\nb,2026-10-09 08:00,路灯不亮,,,330106\n' >export.csv
    cat >requests.csv <<END
$COLUMNS
R1,a,330106,2026-10-09 10:00,not ours,by law,330109,transfer,330109,Wang
R2,a,330109,2026-10-09 11:00,not ours,by law,330106,transfer,330106,Wang
R3,a,330106,2026-10-09 12:00,not ours,by law,330109,designate,,Wang
END
    h12-intake -q --now 2026-10-09T09:00:00+08:00 export.csv | h12-route -q --now 2026-10-09T09:00:00+08:00 >routed
    h12-return -q "$@" --requests requests.csv routed | h12-deadline -q >ledger
}

@test "the same policy: the same bytes, from the members of intake and history alone" {
    ledger
    run -0 --separate-stderr h12-replay ledger
    [ "$output" = "$(cat ledger)" ]
    [ "$stderr" = 'h12-replay: 2 read, 2 written, 0 rejected, 0 changed, 0 events no longer applied' ]
}

@test "what the tools derived is not looked at: spoilt members come back as they were" {
    ledger
    jq -c '(.assignment.lead, .returns[]?.outcome) |= "spoilt" | .state = "triage" | .deadline.due = "1999-01-01"' ledger >spoilt
    h12-replay -q spoilt | jq -S . | diff - <(jq -S . ledger)
}

@test "an emergency under review goes on: as it was taken, and as an officer dispatched it" {
    printf 'id,received_at,urgency,text,district\na,2026-10-09 08:00,,隔壁着火了，快来人,330106\nb,2026-10-09 08:00,特急,我已经起诉到法院,330106\nc,2026-10-09 08:00,,我已经起诉到法院,330106\n' |
        h12-intake -q --now 2026-10-09T08:10:00+08:00 2>err >taken
    is '["accepted","accepted","review"]' '[.[].state]' <(jq -s . taken)
    h12-replay -q taken | cmp - taken
    printf 'decision,case,at,unit,officer\nR1,a,2026-10-09 08:20,330106,Chen\nR2,b,2026-10-09 08:20,330106,Chen\n' >dispatch
    h12-route -q --now 2026-10-09T08:30:00+08:00 --decisions dispatch taken >routed
    is '["assigned","assigned","review"]' '[.[].state]' <(jq -s . routed)
    h12-replay -q routed | cmp - routed
    # It came as critical, whatever an officer makes of it later.
    printf 'decision,case,at,verdict,officer,urgency\nD1,a,2026-10-09 09:00,accept,Li,normal\n' >decided
    h12-intake -q --decisions decided routed >out
    is '["assigned","accepted","normal"]' 'select(.id == "a") | [.state, .acceptance.verdict, .urgency]'
    h12-replay -q out | cmp - out
}

@test "a matter that the text gave is not intake's: it is told anew" {
    ledger
    is '"0305"' 'select(.id == "b").matter' ledger
    is '["matter"]' 'select(.id == "b").history[-1].added' ledger
    jq -c 'select(.id == "b") | .matter = "0403"' ledger >other # somebody meddled
    h12-replay -q other >out
    is '"0305"' .matter
}

@test "three days instead of five: the same events, another clock" {
    ledger
    jq '.limits.normal = 3' "$POLICY" >three.json
    h12-replay -q --policy three.json ledger >out
    # b: received Friday 10-09: 10, 12, 13.
    is '["art.14",3,"2026-10-13"]' 'select(.id == "b").deadline | [.clock, .limit, .due]'
    is '["2026-10-13","lifted"]' 'select(.id == "a").deadline.earlier[0] | [.due, .verdict]'
}

@test "designation at the second return: the officer's transfer stands, a proposal would not have been one" {
    ledger
    jq '.designation.returns = 2' "$POLICY" >two.json
    h12-replay -q --policy two.json ledger >out
    is '"designate"' 'select(.id == "a").returns[1].proposal.decision'
    is '["transferred",4]' 'select(.id == "a") | [.returns[1].outcome, .assignment.round]'
}

@test "--auto: proposals in place of decisions; what no longer fits is refused or told" {
    ledger
    jq '.designation.returns = 2' "$POLICY" >two.json
    h12-replay -q --auto --policy two.json ledger >out
    # The first return is continued (nobody else is responsible); the second is not 330109's to make.
    is '["continued","refused"]' 'select(.id == "a") | [.returns[0, 1].outcome]'
    is '"not_current_unit"' 'select(.id == "a").returns[1].refusal'
    # The third is counted as the second: designated by art.17(1) to the city's department.
    is '["designated","art.17(1)","city-urban"]' 'select(.id == "a") | [.returns[2].outcome, .returns[2].outcome_basis, .assignment.lead]'
}

@test "an event that the rules no longer take is counted" {
    ledger
    jq '.designation.returns = 4' "$POLICY" >four.json
    run -0 --separate-stderr h12-replay --policy four.json ledger
    [[ $stderr == *', 1 changed, 1 events no longer applied' ]]
    jq -es '.[0] | .id == "a" and .state == "assigned" and (.returns | length) == 2' <<<"$output"
}

@test "automatic steps, too, are done again at their instants" {
    printf '%s\nR1,a,330106,2026-10-09 10:00,x,y,enterprise-water,,,\n' "$COLUMNS" >requests.csv
    case_assigned a 330106 2026-10-09T09:00:00+08:00 2026-10-09T08:00:00+08:00 '"matter":"0403"' >/dev/null
    ledger
    printf '%s\nR1,a,330106,2026-10-09 10:00,x,y,330109,,,\n' "$COLUMNS" >requests.csv
    h12-return -q --auto --now 2026-10-10T09:00:00+08:00 --requests requests.csv routed | h12-deadline -q >ledger
    h12-replay -q ledger | cmp ledger -
}

@test "--auto's steps beside officers' decisions, in rows of their own or of the request: told again without it" {
    printf 'id,received_at,text,unit,matter,district\n' >export.csv
    for id in a b c; do echo "$id,2026-10-09 08:00,x,330106,0303,330106"; done >>export.csv
    h12-intake -q --now 2026-10-09T09:00:00+08:00 export.csv | h12-route -q --now 2026-10-09T09:00:00+08:00 >routed
    # a: decided in its row, then by the tool. b: by the tool alone. c: by an officer, row by row.
    cat >requests.csv <<END
event,kind,$COLUMNS
A1,,R1,a,330106,2026-10-09 10:00,not ours,by law,330109,transfer,330109,Wang
A2,,R2,a,330109,2026-10-09 11:00,not ours,by law,330106,,,
B1,,R1,b,330106,2026-10-09 10:00,not ours,by law,330109,,,
C1,,R1,c,330106,2026-10-09 10:00,not ours,by law,330109,transfer,330109,Wang
C2,,R2,c,330109,2026-10-09 11:00,not ours,by law,330106,transfer,330106,Wang
C3,,R3,c,330106,2026-10-09 12:00,not ours,by law,330109,designate,,Wang
END
    h12-return -q --auto --now 2026-10-10T09:00:00+08:00 --requests requests.csv routed >returned
    printf 'event,case,unit,at,reason,until,decision,officer\nE1,c,city-urban,2026-10-10 10:00,x,2026-10-20,grant,Wang\n' >extensions
    h12-deadline -q --auto --now 2026-10-12 --extensions extensions returned >extended
    printf '%s\n' '{"reply":"D1","case":"c","unit":"city-urban","at":"2026-10-12 09:00","informed_at":"2026-10-12 09:00","process":"x"}' >replies
    h12-reply -q --auto --now 2026-10-13 --replies replies extended | h12-deadline -q --now 2026-10-13 >ledger
    is '["Wang","h12-return","h12-return","Wang","Wang","Wang"]' \
        '[.[].history[] | select(.event == "return_decided").by]' <(jq -s . ledger)
    is '["Wang","h12-reply"]' 'select(.id == "c") | [.history[] | select(.event == "extension_decided", .event == "reply_reviewed").by]' ledger
    h12-replay -q --now 2026-10-13 ledger | cmp ledger -
}

@test "what an officer found at acceptance: supervision before it saw what intake had written" {
    printf 'id,received_at,text,unit,urgency,district\n' >export.csv
    for id in a b; do echo "$id,2026-10-09 08:00,燃气泄漏，法院已经立案，正在审理,,,330106"; done >>export.csv
    h12-intake -q --now 2026-10-09 export.csv | h12-route -q --now 2026-10-09 | h12-deadline -q --now 2026-10-09 |
        h12-supervise -q --now 2026-10-09 >first
    is '["critical","review","art.19(4)"]' 'select(.id == "a") | [.urgency, .acceptance.verdict, .supervision.items[0].basis]' first
    printf '%s\n' 'decision,case,at,verdict,urgency,district,ground,officer,reason' \
        'D1,a,2026-10-10 09:00,accept,normal,330109,,Wang,nothing leaks' \
        'D2,b,2026-10-10 09:00,decline,,,art.9(1),Wang,before the court' >decisions
    h12-intake -q --now 2026-10-10 --decisions decisions first | h12-route -q --now 2026-10-10 |
        h12-deadline -q --now 2026-10-10 | h12-supervise -q --now 2026-10-10 >ledger
    is '["normal","330109",{"urgency":"critical","district":"330106"}]' \
        'select(.id == "a") | [.urgency, .district, (.history[] | select(.id == "D1").replaced)]' ledger
    h12-replay -q --now 2026-10-10 ledger | cmp ledger -
}

@test "a case in triage that is declined after all: no candidates are left" {
    printf 'id,received_at,text,unit\na,2026-10-09 08:00,x,nobody knows it\n' >export.csv
    h12-intake -q --now 2026-10-09 export.csv | h12-route -q --now 2026-10-09 >first
    is '"triage"' .state first
    printf '%s\n' 'decision,case,at,verdict,ground,officer,reason' 'D1,a,2026-10-10 09:00,decline,art.9(4),Wang,no demand' >decisions
    h12-intake -q --now 2026-10-10 --decisions decisions first | h12-deadline -q --now 2026-10-10 >ledger
    is '["declined",false]' '[.state, has("triage")]' ledger
    h12-replay -q --now 2026-10-10 ledger | cmp ledger -
}

@test "--delegate: who acts is named again, and only where a dispatch named it" {
    h12-intake -q --now 2026-10-12 -r rejects "$ROOT/share/demo/export.csv" |
        h12-route -q --now 2026-10-12 --delegate |
        h12-return -q --now 2026-10-12 -r rejects --requests "$ROOT/share/demo/returns.csv" |
        h12-deadline -q --now 2026-10-12 >ledger
    [ "$(jq -c 'select(any(.history[]; .assignment.acting))' ledger | wc -l)" -gt 10 ]
    h12-replay -q --now 2026-10-12 ledger | cmp ledger -
    # The unit below has the case where the record names it: its superior leads.
    printf 'id,received_at,text,unit,matter,district\na,2026-10-09 08:00,x,330109-urban,,\n' >export.csv
    for way in --delegate --quiet; do
        h12-intake -q --now 2026-10-09T09:00:00+08:00 export.csv |
            h12-route -q $way --now 2026-10-09T09:00:00+08:00 >$way.ledger
        h12-replay -q -- $way.ledger | cmp -- $way.ledger -
    done
    is '["330109","330109-urban"]' '.assignment | [.lead, .acting.unit]' ./--delegate.ledger
    is '["330109-urban",null]' '.assignment | [.lead, .acting.unit]' ./--quiet.ledger
}

@test "a history that tells of what no tool does is a reject" {
    ledger
    jq -c '.history += [{at: "2026-10-12T09:00:00+08:00", event: "dreamt", by: "Chen"}]' ledger >odd
    run -1 h12-replay -q -r rejects odd
    is '"cannot_replay"
"cannot_replay"' .code rejects
}

@test "the sample days, told again" {
    h12-intake -q -r rejects "$ROOT/share/demo/export.csv" | h12-route -q |
        h12-return -q -r rejects --requests "$ROOT/share/demo/returns.csv" | h12-deadline -q >ledger
    h12-replay -q ledger | cmp ledger -
    [ "$(wc -l <ledger)" -gt 200 ]
}

@test "ratings, findings and withdrawals, told again; with other days, another outcome" {
    printf 'id,received_at,text,kind,unit,matter,district\na,2026-10-09 08:00,x,complaint,330106,0303,330106\n' >export.csv
    for id in b c d e; do echo "$id,2026-10-09 08:00,租房怎么提取公积金,consultation,,,"; done >>export.csv
    h12-intake -q --now 2026-10-09T09:00:00+08:00 export.csv | h12-route -q --now 2026-10-09T09:00:00+08:00 >routed
    is '["assigned","answered","answered","answered","answered"]' '[.[].state]' <(jq -s . routed)
    cat >ratings <<'END'
{"rating":"R1","case":"b","at":"2026-10-10 09:00","by":"requester","satisfied":"satisfied"}
{"rating":"R2","case":"c","at":"2026-10-10 09:00","by":"requester","satisfied":"dissatisfied"}
{"rating":"V2","case":"c","at":"2026-10-11 09:00","kind":"verification","finding":"redo","officer":"Tao","reason":"wrong","unit":"330106"}
{"rating":"R3","case":"d","at":"2026-10-10 09:00","by":"hotline","reached":"no"}
{"rating":"R4","case":"d","at":"2026-10-10 10:00","by":"unit","satisfied":"satisfied"}
{"rating":"R5","case":"e","at":"2026-10-10 09:00","by":"requester","satisfied":"dissatisfied"}
{"rating":"W1","case":"a","at":"2026-10-10 09:00","kind":"withdrawal"}
END
    h12-deadline -q routed | h12-callback -q --ratings ratings | h12-deadline -q >ledger
    is '[["a","withdrawn"],["b","closed"],["c","assigned"],["d","answered"],["e","verifying"]]' \
        '[.[] | [.id, .state]]' <(jq -s . ledger)
    checked ledger
    h12-replay -q ledger | cmp ledger -
    jq -c 'if .callback then .callback = {} else . end | if .id == "a" then .state = "closed" else . end' ledger >spoilt
    h12-replay -q spoilt | cmp ledger -
    jq '.callback.attempts = 1 | .callback.verify_within = 5' "$POLICY" >other.json
    h12-replay -q --policy other.json ledger >out
    # d: the unit's rating of itself would have come to a closed case.
    is '["closed","unreached"]' 'select(.id == "d") | [.state, .callback.outcome]'
    # e: five working days after Saturday 10-10, a working day: 12 to 16.
    is '"2026-10-16"' 'select(.id == "e").deadline.due'
}

@test "what was supervised, done and urged, told again; with other numbers, another ladder" {
    printf 'id,received_at,text,unit,matter,district,urgency\na,2026-09-28 08:00,x,330106,0403,330106,\nb,2026-09-28 08:00,x,330106,0403,330106,特急\n' >export.csv
    h12-intake -q --now 2026-09-28T09:00:00+08:00 export.csv | h12-route -q --now 2026-09-28T09:00:00+08:00 >ledger
    printf '%s\nQ1,a,330106,2026-09-29 10:00,x,y,enterprise-water,continue,,Chen\nQ2,a,330106,2026-09-29 11:00,x,y,330105,continue,,Chen\n' \
        "$COLUMNS" >requests.csv
    h12-return -q --now 2026-09-29 --requests requests.csv ledger >next
    is '[true,true]' 'select(.id == "a") | [.returns[].counted]' next
    mv next ledger
    cat >actions <<'END'
{"action":"S1","case":"a","at":"2026-10-09 09:00","kind":"on_site","officer":"Tao"}
{"action":"S2","case":"b","at":"2026-10-09 09:00","kind":"report","officer":"Tao","outcome":"x"}
{"action":"S3","case":"a","at":"2026-10-13 09:00","kind":"meeting","officer":"Tao","outcome":"x"}
{"action":"S4","case":"a","at":"2026-10-13 10:00","kind":"completed","of":"S1","officer":"Tao","outcome":"x"}
{"action":"S5","case":"b","at":"2026-10-14 10:00","kind":"finding","officer":"Tao","finding":"leak"}
END
    for day in 09 10 11 12 13 14 15 16; do
        grep "2026-10-$day" actions >today || true
        h12-supervise -q --now "2026-10-$day" --actions today --notices notices ledger >next
        mv next ledger
        checked ledger --now "2026-10-$day"
        h12-replay -q --now "2026-10-$day" ledger | cmp ledger - || return 1
    done
    is '[["art.19(1)","S3"]]' 'select(.id == "a") | [.supervision.items[] | [.basis, .closed_by]]' ledger
    is '["before","late","late","late"]' 'select(.id == "a") | [.history[] | select(.event == "urged").level]' ledger
    jq -c 'if .supervision then .supervision = {items: [], actions: [], joint: false} else . end' ledger >spoilt
    h12-replay -q --now 2026-10-16 spoilt | cmp ledger -
    # The notices of a are of the 9th, the 12th, the 14th and the 16th: to the leader sooner.
    jq '.supervision.leader_after = 1' "$POLICY" >other.json
    h12-replay -q --now 2026-10-16 --policy other.json ledger >out
    is '["before","late","leader","leader"]' 'select(.id == "a") | [.history[] | select(.event == "urged").level]'
}
