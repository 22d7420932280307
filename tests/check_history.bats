#!/usr/bin/env bats
# h12-check: whether what history tells is what the members say: states, rounds, times, returns, replies.
bats_require_minimum_version 1.5.0
load helper
load checking

# --------------------------------------------------------------------------------- states (8, 13)

@test "state_requires: a unit has or had the case, and there is no assignment" {
    # What history tells of is without the assignments, so that it has gaps, too.
    for state in assigned returning consulting coordinating replied committed resolved verifying; do
        in_state $state >in
        h12-check -q in >out || [ $? -eq 1 ]
        jq -r '[.code, .field, .basis // "-"] | join(" ")' out >got
        grep -qx 'state_requires assignment art.13' got || { echo "$state"; return 1; }
    done
}

@test "the states that nobody has to have held need no assignment" {
    {
        turned_away review 'art.9(2)'
        turned_away declined 'art.9(2)'
        turned_away barred 'art.28(1)'
        in_state accepted
        for state in closed withdrawn; do
            in_state $state '' '{"at":"2026-10-09T10:00:00+08:00","event":"'$state'","by":"h12-callback"}'
        done
    } >in
    finds in
}

@test "state_requires: what is answered has its answer" {
    in_state answered '' '{"at":"2026-10-09T10:00:00+08:00","event":"answered","by":"h12-route","basis":"art.13(1)"}' >in
    finds in -- 'state_requires answer art.13(1)'
}

@test "state_requires: triage without what the hotline could not tell" {
    in_state triage '"triage":{"at":"2026-10-09T09:00:00+08:00","basis":"art.13(2)","reason":"no keyword"}' \
        '{"at":"2026-10-09T09:00:00+08:00","event":"triage","by":"h12-route","basis":"art.13(2)"}' >triage
    breaks triage 'del(.triage)' 'state_requires triage art.13'
}

@test "state_excludes: triage in a case that has a unit" {
    breaks simple '.triage = {at: .received_at, basis: "art.13(2)", reason: "x"}' 'state_excludes triage art.13'
}

@test "state_excludes: a verdict that is not the state's" {
    breaks transferred '.acceptance.verdict = "declined"' 'state_excludes acceptance.verdict art.8'
    breaks transferred '.acceptance.verdict = "barred"' 'state_excludes acceptance.verdict art.8'
    for state in review declined barred; do
        turned_away $state "$([ $state = barred ] && echo 'art.28(1)' || echo 'art.9(2)')" >$state
        breaks $state '.acceptance.verdict = "accepted"' 'state_excludes acceptance.verdict art.8'
    done
    breaks declined '.acceptance.verdict = "barred"' 'state_excludes acceptance.verdict art.8'
}

@test "state_requires: every request was decided on" {
    breaks simple 'del(.acceptance)' 'state_requires acceptance art.8'
    breaks simple 'del(.acceptance.verdict)' 'missing acceptance.verdict -'
    breaks designated 'del(.acceptance)' 'state_requires acceptance art.8'
    turned_away declined 'art.9(2)' >declined
    breaks declined 'del(.acceptance)' 'state_requires acceptance art.8'
}

@test "state_requires: who is turned away is told why" {
    for pair in 'review art.9(2)' 'declined art.9(6)' 'barred art.28(1)'; do
        # shellcheck disable=SC2086
        turned_away $pair >away
        breaks away 'del(.acceptance.explanation)' 'state_requires acceptance.explanation art.9'
    done
}

@test "acceptance_basis: an article by which a request has another verdict" {
    # The decision of history says the same, so that only the member speaks against itself.
    basis() { breaks "$1" ".acceptance.basis = \"$2\" | .history[-1].basis = \"$2\"" 'acceptance_basis acceptance.basis art.8'; }
    in_state accepted >accepted
    basis accepted 'art.9(2)'
    basis accepted 'art.28(1)'
    basis accepted 'art.8'
    turned_away declined 'art.9(2)' >declined
    basis declined 'art.8(4)'
    basis declined 'art.28(1)'
    turned_away barred 'art.28(1)' >barred
    basis barred 'art.9(2)'
    turned_away review 'art.9(2)' >review
    basis review 'art.8(4)'
    jq -c '.acceptance.basis = "art.28(1)" | .history[-1].basis = "art.28(1)"' review >in
    finds in
}

@test "acceptance_differs: not what was decided last" {
    breaks simple '.acceptance.basis = "art.8(1)"' 'acceptance_differs acceptance.basis art.8'
    breaks simple '.acceptance |= (.verdict = "review" | .basis = "art.9(2)" | .explanation = "x")' \
        'acceptance_differs acceptance.verdict art.8'
    breaks simple '.acceptance.proposal = {decision: "decline"}' 'acceptance_differs acceptance.proposal art.8'
    turned_away declined 'art.9(2)' >declined
    breaks declined '.acceptance.basis = "art.9(3)"' 'acceptance_differs acceptance.basis art.8'
    # A correction: the last decision counts.
    jq -c '.state = "accepted" | .acceptance |= (.verdict = "accepted" | .basis = "art.8(4)") |
        .history += [{at: "2026-10-09T11:00:00+08:00", event: "accepted", by: "Chen", id: "D2", basis: "art.8(4)"}]' declined >corrected
    finds corrected
    breaks corrected '.history |= .[:-1]' 'state_differs state art.8' 'acceptance_differs acceptance.verdict art.8'
}

# ------------------------------------------------------------------------ the course of the states

@test "state_differs: over, and no entry of history ended it" {
    for pair in closed:art.11 withdrawn:art.11; do
        breaks transferred ".state = \"${pair%:*}\" | del(.deadline)" "state_differs state ${pair#*:}"
    done
    in_state accepted >accepted
    breaks accepted '.state = "closed"' 'state_differs state art.11'
    breaks accepted '.state = "withdrawn"' 'state_differs state art.11'
    breaks accepted '.state = "declined" | .acceptance.verdict = "declined"' 'state_differs state art.9' \
        'acceptance_differs acceptance.verdict art.8'
    breaks accepted '.state = "barred" | .acceptance.verdict = "barred"' 'state_differs state art.28' \
        'acceptance_differs acceptance.verdict art.8'
    in_state closed '' '{"at":"2026-10-09T10:00:00+08:00","event":"closed","by":"h12-callback"}' >closed
    breaks closed '.history |= .[:1]' 'state_differs state art.11'
    breaks closed '.state = "accepted"' 'state_differs state art.8'
}

@test "state_differs: another state than each kind of entry leaves" {
    left() { # STATE ENTRY: from `simple`, and not any longer with the unit
        jq -c --argjson entry "$2" --arg state "$1" '.state = $state | .history += [{at: "2026-10-10T09:00:00+08:00", by: "x"} + $entry]' simple >left
        h12-check -q left | jq -r .code | grep -qx 'state_differs\|history_gap' && { echo "$1 $2"; return 1; }
        jq -c '.state = "accepted"' left >broken
        h12-check -q broken | jq -r .code | grep -qx state_differs || { echo "not $1 $2"; return 1; }
    }
    left returning '{"event":"return_requested","outcome":"counted"}'
    left returning '{"event":"return_requested","outcome":"apart","apart":"own_house"}'
    left assigned '{"event":"return_requested","outcome":"apart","apart":"co_handler"}'
    left assigned '{"event":"return_requested","outcome":"refused"}'
    left replied '{"event":"replied"}'
    left assigned '{"event":"replied","outcome":"refused"}'
    left assigned '{"event":"part_replied"}'
    left assigned '{"event":"stage_replied"}'
    left withdrawn '{"event":"withdrawn"}'
    left assigned '{"event":"alerted"}'
    left assigned '{"event":"urged"}'
}

@test "state_differs: what no tool makes may have led anywhere" {
    jq -c '.state = "replied" | .replies = [{kind: "final", informed_at: "2026-10-10T09:00:00+08:00"}] |
        .history += [{at: "2026-10-10T09:00:00+08:00", event: "moved_here", by: "another system"}]' simple >in
    h12-check -q in >out || [ $? -eq 1 ]
    run ! grep -q state_differs out
}

@test "history_gap: cut at its head, or in its middle" {
    breaks simple '.history |= .[1:]' 'history_gap history art.8'
    breaks simple 'del(.history)' 'history_gap history art.8' 'round_differs assignment art.13'
    breaks transferred '.history |= [.[0], .[2:][]]' 'return_holder returns art.16' 'return_holder returns art.14' \
        'round_gap history art.13' 'history_gap history -'
    breaks transferred '.history |= [.[:2][], .[3:][]]' 'return_count returns art.17'
    # What a source said of the request before it came in is no course of ours.
    jq -c '.history = [{at: "2026-10-09T08:00:00+08:00", event: "closed", by: "a portal"}] + .history' simple >in
    finds in
}

@test "history_gap: a review without its reply, a finding without its rating" {
    breaks simple '.state = "resolved" | .history += [{at: "2026-10-10T09:00:00+08:00", event: "reply_reviewed", by: "Chen", decision: "approve"}]' \
        'history_gap history -' 'reply_differs replies art.15' 'state_requires replies art.15'
    breaks simple '.history += [{at: "2026-10-10T09:00:00+08:00", event: "verified", by: "Tao", finding: "redo"}]' \
        'history_gap history -' 'rating_differs callback art.20'
    breaks waiting '.history |= map(select(.id != "R2"))' 'state_differs state art.16' 'return_count returns art.17'
}

# --------------------------------------------------------------------------------- rounds (13, 17)

@test "round_gap: an assignment opens another round than the next" {
    breaks transferred '.assignment.round = 3 | .history[-1].assignment.round = 3' 'round_gap history art.13'
    breaks transferred '.assignment.round = 1 | .history[-1].assignment.round = 1' 'round_gap history art.13'
    breaks simple '.assignment.round = 0 | .history[-1].assignment.round = 0' 'round_gap history art.13'
}

@test "round_differs: the assignment is not the last one of history" {
    breaks transferred '.assignment.lead = "330106"' 'round_differs assignment art.13'
    breaks simple '.assignment.basis = "art.16(1)"' 'round_differs assignment art.13'
    breaks simple '.history = .history[:1]' 'state_differs state art.13' 'round_differs assignment art.13'
    breaks simple 'del(.assignment) | .state = "accepted"' 'state_differs state art.8' 'round_differs assignment art.13'
}

@test "round_differs: an assignment of history has another time than its entry" {
    breaks transferred '.history[1].assignment.at = "2026-10-09T10:00:01+08:00"' 'round_differs history art.13'
}

@test "designated: for good once art.17 has, and not before" {
    breaks designated 'del(.designated)' 'designated designated art.17'
    breaks designated 'del(.designated, .deadline)' 'designated designated art.17'
    breaks simple '.designated = true' 'designated designated art.17'
}

# -------------------------------------------------------------------------------- history's times

@test "history_order: an entry before the one above it" {
    breaks transferred '.history[0].at = "2026-10-09T10:00:01+08:00"' 'history_order history -'
    breaks transferred '.history[2].at = "2026-10-09T09:59:59+08:00" | .returns[0].recorded_at = .history[2].at' 'history_order history -'
    # The same instant is none.
    jq -c '.history[2].at = "2026-10-09T10:00:00+08:00" | .returns[0].recorded_at = .history[2].at' transferred >in
    finds in
}

@test "history_order: a step dated by the evening of its day lets an event of that day come after" {
    jq -c '.history[1] |= (.at = "2026-10-10T23:59:59+08:00" | .assignment.at = .at)' transferred >in
    finds in
    # Each of the three behind it is before it.
    late=('history_order history -' 'history_order history -' 'history_order history -')
    breaks transferred '.history[1] |= (.at = "2026-10-10T23:59:58+08:00" | .assignment.at = .at)' "${late[@]}"
    # Only a step: an event has its own second.
    breaks transferred '.history[1] |= (.at = "2026-10-10T23:59:59+08:00" | .assignment.at = .at | .id = "E0")' "${late[@]}"
}

@test "future: an entry later than now, to the second" {
    finds transferred --now 2026-10-10T14:00:00+08:00
    finds transferred --now 2026-10-10T13:59:59+08:00 -- 'future history -' 'future history -'
}

@test "future: received later than h12-intake takes it" {
    in_state accepted | jq -c '.received_at = "2026-10-14T00:00:00+08:00"' >in
    finds in -- 'future received_at -'
    finds in --now 2026-10-13T00:00:00+08:00
}

@test "future: the steps of what was received up to a day ahead are none, as h12-intake takes it" {
    case_received() {
        printf '{"id":"a","received_at":"%s","text":"x","urgency":"normal","state":"accepted","acceptance":{"verdict":"accepted","basis":"art.8(4)"},"history":[{"at":"%s","event":"accepted","by":"h12-intake"}]}\n' "$1" "$2"
    }
    local now=2026-10-10T14:00:00+08:00
    for ahead in 2026-10-10T14:00:01+08:00 2026-10-11T14:00:00+08:00; do
        case_received $ahead $ahead | h12-check -q --now $now >out || { cat out; return 1; }
    done
    # A second over the day, or an entry behind the receipt, is what it was.
    for pair in '2026-10-11T14:00:01+08:00 2026-10-11T14:00:01+08:00' \
        '2026-10-11T14:00:00+08:00 2026-10-11T14:00:01+08:00'; do
        # shellcheck disable=SC2086
        case_received $pair | h12-check -q --now $now >out || [ $? -eq 1 ]
        [ "$(jq -r .code out | sort -u)" = future ] || { echo "$pair"; return 1; }
    done
}

# ----------------------------------------------------------------------------- returns (14, 16, 17)

@test "return_count: the requests are not those that history tells of" {
    breaks transferred 'del(.returns)' 'return_count returns art.17'
    breaks transferred '.returns += [.returns[0] | .request = "R2"]' 'return_count returns art.17' 'return_differs returns art.16'
    breaks transferred '.returns[0].unit = "330105"' 'return_count returns art.17' 'return_holder returns art.16' 'return_holder returns art.14'
    breaks transferred '.history[2].outcome = "refused"' 'return_count returns art.17'
    breaks transferred '.returns[0] |= (.counted = false | .outcome = "refused")' 'return_count returns art.17'
    breaks waiting '.returns |= .[1:]' 'return_count returns art.17' 'return_count returns art.17'
}

@test "return_differs: a request is kept otherwise than history tells of it" {
    for change in '.recorded_at = "2026-10-10T09:00:01+08:00"' '.at = "2026-10-10T08:00:00+08:00"' \
        '.reason = "other"' '.basis = "other"' '.suggested_unit = "330105"' 'del(.reason)' '.acting = "city-urban"'; do
        breaks transferred ".returns[0] |= ($change)" 'return_differs returns art.14' || return 1
    done
    # Under another name it is not the one that was decided.
    breaks transferred '.returns[0].request = "R9"' 'return_differs returns art.14' 'return_differs returns art.16'
    breaks waiting '.returns[0].refusal = "late"' 'return_differs returns art.14'
    breaks waiting '.returns[0].recorded_at = "2026-10-09T15:00:01+08:00"' 'return_differs returns art.14'
}

@test "return_differs: the article by which a request was refused or decided" {
    breaks waiting '.returns[0].outcome_basis = "art.18"' 'return_differs returns art.14'
    breaks waiting 'del(.returns[0].outcome_basis)' 'return_differs returns art.14'
    breaks transferred '.returns[0].outcome_basis = "art.16(3)"' 'return_differs returns art.16'
    breaks transferred 'del(.returns[0].outcome_basis)' 'return_differs returns art.16'
}

@test "holding: another had the case, for other days, or nobody is told who" {
    load articles/replying
    case_assigned a 330106 2026-10-09T10:00:00+08:00 2026-10-09T09:00:00+08:00 | h12-deadline -q >in
    reply P1 2026-10-10T10:00:00+08:00
    review P1 2026-10-10T15:00:00+08:00 rework '.reason = "the lamp is still dead"'
    reply P2 2026-10-12T10:00:00+08:00
    apply
    cp out good
    is '["330106",1,"hotline",0,"330106",1]' '[.history[].held | values | .by, .workdays]' good
    found='holding history art.14'
    breaks good '.history[2].held.workdays = 2' "$found"
    breaks good '.history[2].held.by = "330105"' "$found"
    breaks good '.history[3].held.by = "330106"' "$found"
    breaks good '.history[5].held.from = "2026-10-10T16:00:00+08:00"' "$found"
    breaks good 'del(.history[5].held)' "$found"
    # Without one the next does not follow on the one before.
    breaks good 'del(.history[3].held)' "$found" "$found"
    # Days of a calendar that is not in use are not counted anew.
    jq -c '.deadline.calendar = "other" | .history[2].held.workdays = 2' good >in
    finds in
}

@test "return_differs: an outcome that nobody decided" {
    for outcome in continued joint designated released lapsed; do
        want=('return_differs returns art.16')
        # What a co-handler's request comes to may be a release.
        [ $outcome != released ] || want=()
        breaks transferred ".returns[0].outcome = \"$outcome\"" "${want[@]}" || return 1
    done
    breaks waiting '.returns[1].outcome = "designated" | .state = "assigned"' 'state_differs state art.13' 'return_differs returns art.16'
}

@test "return_outcome: a refused request does not count, every other does" {
    breaks transferred '.returns[0].outcome = "refused"' 'return_differs returns art.14' 'return_outcome returns art.14'
    breaks waiting '.returns[0].outcome = "continued"' 'return_differs returns art.14' 'return_differs returns art.16' \
        'return_outcome returns art.14'
}

@test "return_outcome: one request waits where the state says so, and none where not" {
    breaks transferred '.returns[0].outcome = "pending"' 'return_differs returns art.16' 'return_outcome returns art.16'
    breaks transferred '.state = "returning"' 'state_differs state art.16' 'return_outcome returns art.16'
    breaks waiting '.state = "assigned"' 'state_differs state art.13' 'return_outcome returns art.16'
    breaks waiting '.returns[1].outcome = "continued"' 'return_differs returns art.16' 'return_outcome returns art.16'
    for pair in consulting:consult coordinating:group; do
        jq -c ".state = \"${pair%:*}\" | .history += [{at: \"2026-10-10T10:00:00+08:00\", event: \"return_decided\", by: \"Wang\", request: \"R2\", decision: \"${pair#*:}\"}]" waiting >in
        finds in
    done
}

@test "return_holder: a request counts that was not from the unit that had the case" {
    breaks transferred '.returns[0].unit = "330105" | .history[2].by = "330105"' 'return_holder returns art.16' 'return_holder returns art.14'
    # The unit of the second round had not got it yet.
    breaks transferred '.returns[0].unit = "enterprise-water" | .history[2].by = "enterprise-water"' 'return_holder returns art.16' 'return_holder returns art.14'
    # Refused ones come from anywhere.
    jq -c '.returns[0].unit = "330105" | .history[2].by = "330105"' waiting >in
    finds in
}

@test "return_holder: a designated unit does not return a case" {
    breaks designated '.returns = [{request: "R1", unit: "city-urban", recorded_at: "2026-10-12T09:00:00+08:00", counted: true, outcome: "continued"}] |
        .history += [{at: "2026-10-12T09:00:00+08:00", event: "return_requested", by: "city-urban", id: "R1", outcome: "counted"},
            {at: "2026-10-12T10:00:00+08:00", event: "return_decided", by: "Wang", request: "R1", decision: "continue"}]' \
        'return_holder returns art.18'
}

# ----------------------------------------------------------------------------------- replies (15)

# replied FILTER FINDING...: the findings of a case with a reply that waits, changed so.
replied() {
    load articles/replying
    case_assigned a 330106 2026-10-09T10:00:00+08:00 2026-10-09T09:00:00+08:00 >in
    rm -f replies
    reply P1 2026-10-10T10:00:00+08:00 '.opinion_limit = "2026-11-30" | .plan = "new cables"'
    h12-reply -q --replies replies in >good
    jq -c "$1" good >bad
    finds good
    shift
    finds bad -- "$@"
}

approved='{"decision":"approve","at":"2026-10-10T11:00:00+08:00","by":"Chen","basis":"art.11(1)"}'

told_approved='.history += [{at: "2026-10-10T11:00:00+08:00", event: "reply_reviewed", by: "Chen", reply: "P1", decision: "approve"}]'

@test "state_requires: replied, committed and resolved without the reply that the state tells of" {
    replied 'del(.replies)' 'reply_differs replies art.15' 'state_requires replies art.15'
    replied ".replies[0].review = $approved" 'reply_differs replies art.15' 'state_requires replies art.15'
    # With an entry of history that tells of the review, and says otherwise whether it has a day.
    replied ".state = \"committed\" | .replies[0].review = $approved | $told_approved | .history[-1].until = \"2026-11-30\"" \
        'reply_differs replies art.15' 'state_requires replies art.15'
    replied ".state = \"resolved\" | .replies[0].review = ($approved + {until: \"2026-11-30\"}) | $told_approved" \
        'reply_differs replies art.15' 'state_requires replies art.15'
    replied '.state = "resolved" | .replies[0].kind = "part"' 'reply_differs replies art.15' 'state_differs state art.15' \
        'state_requires replies art.15'
}

@test "reply_review: a reply waits and the unit has the case, several wait, and what nobody reviews has a review" {
    replied '.state = "assigned"' 'state_differs state art.13' 'reply_review replies art.15'
    replied '.replies += [.replies[0]]' 'reply_differs replies art.15' 'reply_review replies art.15'
    replied ".replies[0] |= . + {kind: \"stage\", review: $approved}" 'reply_differs replies art.15' 'reply_differs replies art.15' \
        'reply_review replies art.15' 'state_requires replies art.15'
    replied ".state = \"resolved\" | .replies[0].review = ($approved + {decision: \"rework\", until: \"2026-11-30\"}) | $told_approved" \
        'reply_differs replies art.15' 'reply_review replies art.15' 'state_requires replies art.15'
}

@test "reply_differs: a reply or its review is kept otherwise than history tells of it" {
    for change in '.reply = "P9"' '.unit = "330105"' '.acting = "city-urban"' '.recorded_at = "2026-10-10T10:00:01+08:00"' \
        '.complete = false' '.on_time = false' 'del(.on_time)'; do
        replied ".replies[0] |= ($change)" 'reply_differs replies art.15' || { echo "$change"; return 1; }
    done
    for change in '.at = "2026-10-10T09:00:00+08:00"' '.informed_at = "2026-10-09T11:00:00+08:00"' '.factual = "no"' \
        '.process = "other"' '.plan = "other"' 'del(.responder)' '.unit_reported_satisfaction = "basic"'; do
        replied ".replies[0] |= ($change)" 'reply_differs replies art.15' || { echo "$change"; return 1; }
    done
    replied '.history |= map(select(.event != "replied")) | .state = "assigned"' 'reply_differs replies art.15' 'reply_review replies art.15'
    jq -c ".state = \"resolved\" | .replies[0].review = $approved | $told_approved" good >reviewed
    finds reviewed
    for change in '.at = "2026-10-10T11:00:01+08:00"' '.by = "Wang"'; do
        jq -c ".replies[0].review |= ($change)" reviewed >bad
        finds bad -- 'reply_differs replies art.15' || { echo "$change"; return 1; }
    done
    jq -c '.history |= .[:-1]' reviewed >bad
    finds bad -- 'state_differs state art.15' 'reply_differs replies art.15'
}

@test "reply_missing: complete, and lacking something" {
    replied '.replies[0].lacks = ["factual"]' 'reply_missing replies art.15'
}

@test "a case that a unit has is decided on only where its acceptance is under review" {
    decided='.history += [{"at": .history[-1].at, "event": "accepted", "by": "Li", "basis": .acceptance.basis}]'
    breaks transferred "$decided" 'history_gap history -'
    jq -c '.urgency = "critical" | .history[0] |= (.event = "review" | .basis = "art.9(2)") | del(.deadline) |'" $decided" transferred >in
    finds in
}

@test "alert_differs: an alert that nobody raised, or acknowledged, or that is gone" {
    printf 'id,received_at,text,district,matter,urgency\na,2026-10-09 08:00,x,330106,0403,critical\n' >export.csv
    printf 'decision,case,at,kind,officer\nK1,a,2026-10-09 08:30,acknowledge,Wang\n' >decisions
    h12-intake -q --now 2026-10-09T08:01:00+08:00 export.csv 2>err | h12-route -q --now 2026-10-09T08:02:00+08:00 >routed
    h12-route -q --now 2026-10-09T09:00:00+08:00 --decisions decisions routed >good
    checked good
    for forged in '.alert.response_due = "2026-10-30T00:00:00+08:00"' '.alert.unit = "330109"' 'del(.alert)' \
        '.alert.acknowledged_at = "2026-10-09T08:10:00+08:00"' 'del(.alert.acknowledged_at)'; do
        jq -c "$forged" good >forged
        h12-check -q forged >found || [ $? -eq 1 ]
        is '["alert_differs","alert","art.13(3)"]' '[.code, .field, .basis]' found
    done
}
