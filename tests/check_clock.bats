#!/usr/bin/env bats
# h12-check: whether a clock follows from the case as it stands, or as it stood when the clock was set.
bats_require_minimum_version 1.5.0
load helper
load checking

# ------------------------------------------------------------------------------------ clocks (14, 18)

@test "clock: not the one that follows from the case" {
    breaks transferred '.deadline.due = "2026-10-16"' 'clock deadline art.14'
    breaks transferred '.deadline.due_at = "2026-10-15T23:59:58+08:00"' 'clock deadline art.14'
    breaks transferred '.deadline.limit = 7' 'clock deadline art.14'
    breaks transferred '.deadline.from = "2026-10-10"' 'clock deadline art.14'
    breaks transferred '.deadline.clock = "statute"' 'clock deadline art.14'
    breaks transferred '.urgency = "urgent"' 'clock deadline art.14'
    breaks transferred '.received_at = "2026-10-08T09:00:00+08:00"' 'clock deadline art.14'
    breaks designated '.deadline.due = "2026-10-14"' 'clock deadline art.18'
    breaks transferred '.deadline.basis = "art.18"' 'clock deadline art.14'
    breaks transferred '.deadline.unit = "day"' 'clock deadline art.14'
}

@test "clock: the clocks that it took the place of, with their verdicts" {
    for change in '.clock = "statute"' '.due = "2026-10-15"' '.due_at = "2026-10-14T23:59:58+08:00"' \
        '.replaced_at = "2026-10-10T10:00:01+08:00"' '.verdict = "met"' '.verdict = "missed"' 'del(.verdict)'; do
        breaks designated ".deadline.earlier[0] |= ($change)" 'clock deadline.earlier art.14' || return 1
    done
    breaks designated '.deadline.earlier = []' 'clock deadline.earlier art.14'
    breaks designated '.deadline.earlier += .deadline.earlier' 'clock deadline.earlier art.14'
    breaks transferred '.deadline.earlier = [{clock: "art.14", due: "2026-10-12", due_at: "2026-10-12T23:59:59+08:00", verdict: "met"}]' \
        'clock deadline.earlier art.14'
}

@test "clock: nobody can tell by what it was set" {
    breaks transferred 'del(.deadline.policy)' 'clock deadline.policy art.14'
    breaks transferred 'del(.deadline.calendar)' 'clock deadline.calendar art.14'
}

@test "clock: a case that has one, and one that has none" {
    breaks transferred '.deadline = {status: "none"}' 'clock deadline art.14'
    turned_away declined 'art.9(2)' | jq -c '.deadline.status = "none"' >declined
    breaks declined '.deadline.status = "running" | .history |= .[1:] | .history[0].by = "h12-intake" | del(.acceptance.proposal)' \
        'clock deadline.policy art.14' 'clock deadline art.14'
}

@test "clock: where it stands today is not looked at, nor another policy's or calendar's clock" {
    jq -c '.deadline.status = "overdue" | .deadline.left_workdays = 9' transferred >in
    finds in
    jq -c '.deadline.due = "2026-10-30" | .deadline.policy = "other"' transferred >in
    finds in
    jq -c '.deadline.due = "2026-10-30" | .deadline.calendar = "other"' transferred >in
    finds in
}

@test "clock: return_by is the one of the round" {
    breaks transferred '.deadline.return_by = "2026-10-14"' 'clock deadline.return_by art.14'
    breaks transferred 'del(.deadline.return_by)' 'clock deadline.return_by art.14'
    breaks designated '.deadline.return_by = "2026-10-13"' 'clock deadline.return_by art.14'
    # Not yet set anew since the first round, of Friday the 9th: two working days are the 10th and 12th.
    jq -c '.deadline.return_by = "2026-10-12"' transferred >in
    finds in
    # A case that waited in triage had none.
    jq -c 'del(.deadline.return_by) | .history[1:1] = [{at: "2026-10-09T09:30:00+08:00", event: "triage", by: "h12-route", basis: "art.13(2)"}]' \
        transferred >in
    finds in
}

@test "clock: return_by moves with the calendar of the unit that has the case" {
    cp -r "$ROOT/share" own
    printf 'date,kind,name\n2026-10-12,holiday,anniversary\n' >own/calendar/own.csv
    awk -F, -v OFS=, '$1 == "enterprise-water" { $10 = "calendar/own.csv" } { print }' "$ROOT/share/units.csv" >own/units.csv
    # The 13th and the 14th.
    finds transferred --share own -- 'clock deadline.return_by art.14'
    jq -c '.deadline.return_by = "2026-10-14"' transferred >in
    finds in --share own
    finds in -- 'clock deadline.return_by art.14'
}

@test "clock: inner_due is the one of a rework round, and such a round has no return_by, nor has a redo" {
    load articles/replying
    case_assigned a 330106 2026-10-08T10:00:00+08:00 2026-10-08T09:00:00+08:00 >in
    reply P1 2026-10-09T10:00:00+08:00
    review P1 2026-10-09T15:00:00+08:00 rework '.reason = "the lamp is still dead"'
    apply && clock
    # Two working days after Friday the 9th: the 10th and the 12th.
    is '["2026-10-12",null]' '.deadline | [.inner_due, .return_by]' timed
    breaks timed '.deadline.inner_due = "2026-10-13"' 'clock deadline.inner_due art.12(1)'
    breaks timed 'del(.deadline.inner_due)' 'clock deadline.inner_due art.12(1)'
    breaks timed '.deadline.return_by = "2026-10-13"' 'clock deadline.return_by art.14'
    # As it was before the rework: the 9th and the 10th, and nothing to mend.
    jq -c '.deadline |= (.return_by = "2026-10-10" | del(.inner_due))' timed >stale
    finds stale
    # With the next reply `inner_due` goes; until h12-deadline runs it stands.
    rm replies
    reply P2 2026-10-10T10:00:00+08:00
    mv timed in
    apply
    is '["replied","2026-10-12"]' '[.state, .deadline.inner_due]'
    checked out
    clock
    is null .deadline.inner_due timed
    breaks timed '.deadline.inner_due = "2026-10-13"' 'clock deadline.inner_due art.12(1)'
    # art.20: a redo has a clock of its own, so that it was set since the round was opened.
    jq -c '.history += [{at: "2026-10-10T11:00:00+08:00", event: "called_back", by: "another system"}]
        | .assignment |= (.round = 3 | .cause = "redo" | .at = "2026-10-10T12:00:00+08:00") | .state = "assigned"
        | .replies[1].review = {decision: "approve", at: "2026-10-10T11:00:00+08:00", by: "Chen", basis: "art.11(1)"}
        | .history[-1:-1] = [{at: "2026-10-10T11:00:00+08:00", event: "reply_reviewed", by: "Chen", reply: "P2", decision: "approve"}]
        | .history += [{at: "2026-10-10T12:00:00+08:00", event: "assigned", by: "Tao", assignment}]' timed | h12-deadline -q >redone
    is '["redo",null]' '.deadline | [.clock, .return_by]' redone
    breaks redone '.deadline.return_by = "2026-10-10"' 'clock deadline.return_by art.14'
}

@test "extension_differs: a request is kept otherwise than history tells of it, or decided" {
    cat >events <<'END'
{"case":"designated","event":"X1","request":"X1","kind":"request","at":"2026-10-12T09:00:00+08:00","unit":"city-urban","reason":"x","until":"2026-10-20"}
{"case":"designated","event":"D1","request":"X1","kind":"decision","decision":"grant","at":"2026-10-12T10:00:00+08:00","officer":"Tao","reason":"y"}
END
    h12-deadline -q --extensions events designated >extended
    is '["granted","2026-10-20","2026-10-20"]' '[.extensions[0] | .outcome, .granted_until] + [.deadline.due]' extended
    differs='extension_differs extensions art.18'
    breaks extended '.extensions[0].recorded_at = "2026-10-12T09:00:01+08:00"' "$differs"
    breaks extended '.extensions[0].unit = "330106"' "$differs"
    breaks extended '.extensions[0].acting = "330106"' "$differs"
    breaks extended '.extensions[0].decided_at = "2026-10-12T10:00:01+08:00" | .deadline.earlier[-1].replaced_at = "2026-10-12T10:00:01+08:00"' "$differs"
    # The clock goes by the member, and so is moved with it.
    breaks extended '.extensions[0].granted_until = "2026-10-21" | .deadline |= (.due = "2026-10-21" | .due_at = "2026-10-21T23:59:59+08:00" | .limit += 1)' \
        "$differs"
    breaks extended '.history |= .[:-1]' "$differs"
    breaks extended '.extensions += [.extensions[0] | .request = "X2" | .outcome = "pending"]' "$differs"
}

@test "clock: missing though the case was given one" {
    h12-deadline -q --extensions <(echo '{"case":"designated","event":"X1","request":"X1","kind":"request","at":"2026-10-12T09:00:00+08:00","unit":"city-urban","reason":"x","until":"2026-10-20"}') designated >extended
    is '["X1"]' '[.extensions[].request]' extended
    breaks extended 'del(.deadline)' 'clock deadline art.18'
}

@test "clock: by the policy and the calendar that are given" {
    jq '.id = "three" | .limits.normal = 3' "$ROOT/share/policy/hangzhou-draft-2023.json" >three.json
    jq -c '.deadline.policy = "three"' transferred >in
    finds in --policy three.json -- 'clock deadline art.14'
    jq -c '.deadline |= (.policy = "three" | .limit = 3 | .due = "2026-10-13" | .due_at = "2026-10-13T23:59:59+08:00")' transferred >in
    finds in --policy three.json
    printf 'date,kind,name\n2026-10-13,holiday,\n' >off.csv
    h12-deadline -q --calendar off.csv transferred >in # 10-10, 12, 14, 15, 16
    is '"2026-10-16"' .deadline.due in
    finds in --calendar off.csv
    jq -c '.deadline.due = "2026-10-15"' in >broken
    finds broken --calendar off.csv -- 'clock deadline art.14'
}

@test "clock: a committed case whose clock is not the promise's, or the one of before the promise" {
    load articles/replying
    case_assigned a 330106 2026-10-09T10:00:00+08:00 2026-10-09T09:00:00+08:00 | h12-deadline -q --now 2026-10-09 >in
    reply P1 2026-10-10T10:00:00+08:00 '.opinion_limit = "2026-11-30" | .plan = "new cables"'
    apply && checked out
    rm replies && mv out in
    review P1 2026-10-10T11:00:00+08:00 approve
    apply
    is '["committed","art.14"]' '[.state, .deadline.clock]'
    checked out
    cp out stale
    breaks stale '.deadline.due = "2026-10-16"' 'clock deadline art.15'
    breaks stale '.deadline.return_by = "2026-10-14"' 'clock deadline art.15'
    cp stale out
    clock
    is '["promise","2026-11-30"]' '.deadline | [.clock, .due]' timed
    breaks timed '.deadline.due = "2026-12-01"' 'clock deadline art.15'
}

@test "clock: as it stood before the designation, and not before what was set after it" {
    # Received on Thursday 10-08: 9, 10, 12, 13, 14; to be returned by the 10th.
    stale='.deadline |= . + {clock: "art.14", basis: "art.14", from: "2026-10-08", due: "2026-10-14",
        due_at: "2026-10-14T23:59:59+08:00", return_by: "2026-10-10", left_workdays: 5, earlier: []}'
    jq -c "$stale" designated >in
    finds in
    breaks in '.deadline.due = "2026-10-15"' 'clock deadline art.18'
    breaks in '.deadline.return_by = "2026-10-12"' 'clock deadline art.18'
    h12-deadline -q --extensions <(echo '{"case":"designated","event":"X1","request":"X1","kind":"request","at":"2026-10-12T09:00:00+08:00","unit":"city-urban","reason":"x","until":"2026-10-20"}') designated >extended
    breaks extended "$stale" 'clock deadline art.18'
}

@test "clock: as it stood before an officer found another matter, another urgency, or that the case is declined" {
    printf 'id,received_at,text,district,matter\n' >export.csv
    for id in 1 2 3 4; do echo "$id,2026-10-09 09:00,我已经起诉到法院请修路灯,330106,0305" >>export.csv; done
    h12-intake -q --now 2026-10-09 export.csv | h12-deadline -q --now 2026-10-09 >in
    cat >decisions <<'END'
{"decision":"D1","case":"1","at":"2026-10-10T09:00:00+08:00","verdict":"decline","ground":"art.9(1)","officer":"Lin"}
{"decision":"D2","case":"2","at":"2026-10-10T09:00:00+08:00","verdict":"accept","urgency":"urgent","officer":"Lin"}
{"decision":"D3","case":"3","at":"2026-10-10T09:00:00+08:00","verdict":"accept","matter":"0804","officer":"Lin"}
{"decision":"D4","case":"4","at":"2026-10-10T09:00:00+08:00","verdict":"accept","officer":"Lin"}
END
    h12-intake -q --decisions decisions in >decided
    is '["declined","accepted","accepted","accepted"]' '[., inputs] | map(.state)' decided
    is '["2026-10-15"]' '[., inputs] | map(.deadline.due) | unique' decided
    checked decided
    grep '"id":"1"' decided >1
    breaks 1 '.deadline.due = "2026-10-16"' 'clock deadline art.14'
    breaks 1 '.history |= .[1:] | .history[0].by = "h12-intake" | del(.acceptance.proposal)' 'clock deadline art.14'
    grep '"id":"2"' decided >2
    breaks 2 '.deadline.due = "2026-10-16"' 'clock deadline art.14'
    breaks 2 'del(.history[1].replaced)' 'clock deadline art.14'
    grep '"id":"3"' decided >3
    breaks 3 '.deadline.due = "2026-10-16"' 'clock deadline art.14'
    h12-route -q decided >routed
    checked routed
    h12-deadline -q routed >timed
    checked timed
    is '["none",3,60,5]' '[.deadline.status, (inputs | .deadline.limit)]' timed
    # Sixty working days from when it was accepted; with the matter of before five again.
    echo '{"decision":"T1","case":"3","at":"2026-10-12T09:00:00+08:00","unit":"330106","matter":"0305","officer":"Lin","reason":"x"}' >corrections
    h12-route -q --decisions corrections timed >corrected
    is '["0305",60]' 'select(.id == "3") | [.matter, .deadline.limit]' corrected
    checked corrected
    # Declined, and accepted after all: no clock, until h12-deadline sets one.
    echo '{"decision":"D5","case":"1","at":"2026-10-12T10:00:00+08:00","verdict":"accept","officer":"Lin"}' >decisions
    h12-intake -q --decisions decisions corrected >accepted
    is '["accepted","none"]' 'select(.id == "1") | [.state, .deadline.status]' accepted
    checked accepted
}

@test "clock: by when the hotline is to decide a return" {
    h12-deadline -q waiting >timed
    breaks timed '.deadline.decide_due = "2026-10-30"' 'clock deadline.decide_due art.16'
    breaks transferred '.deadline.decide_due = "2026-10-13"' 'clock deadline.decide_due art.16'
    # Until h12-deadline runs the case has no such day.
    jq -c 'del(.deadline.decide_due)' timed >in
    finds in
}

@test "clock: by when a designated unit that is late reports how the case stands" {
    # Due on Friday 10-16.
    h12-deadline -q --now 2026-10-20 designated >late
    h12-check -q --now 2026-10-20 late
    is true '.deadline | has("stage_due")' late
    breaks late '.deadline.stage_due = "2026-10-30"' 'clock deadline.stage_due art.18'
    breaks late '.deadline.stage_due = "2026-10-15"' 'clock deadline.stage_due art.18'
    breaks late 'del(.deadline.stage_due)' 'clock deadline.stage_due art.18'
    h12-deadline -q designated >in
    finds in
}
