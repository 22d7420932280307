#!/usr/bin/env bats
# h12-check: each finding reached by a good case in which one thing was broken, and none in good
# ledgers. Days of 2026: 10-01 to 10-07 are holidays, 10-09 is a Friday, Saturday 10-10 a workday.
bats_require_minimum_version 1.5.0
load helper

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    transferred | jq -c . >transferred
    designated | jq -c . >designated
    waiting | jq -c . >waiting
    case_assigned simple 330106 2026-10-09T10:00:00+08:00 2026-10-09T09:00:00+08:00 >simple
}

# Received on Friday 10-09, given to 330106, returned in time, transferred to the waterworks. Normal:
# five working days are 10-10, 12, 13, 14, 15.
transferred() {
    cat <<'END'
{"id":"transferred","received_at":"2026-10-09T09:00:00+08:00","channel":"phone","kind":"help",
 "requester":{"type":"person","name":"Zhang","phone":"13800000001"},"confidential":false,
 "district":"330106","text":"no water","urgency":"normal","matter":"0403","state":"assigned",
 "acceptance":{"verdict":"accepted","basis":"art.8(4)"},
 "assignment":{"round":2,"lead":"enterprise-water","co":[],"cause":"transferred","basis":"art.16(1)","at":"2026-10-10T14:00:00+08:00"},
 "returns":[{"request":"R1","unit":"330106","at":"2026-10-10T09:00:00+08:00","recorded_at":"2026-10-10T09:00:00+08:00",
   "reason":"not ours","basis":"duties","suggested_unit":"enterprise-water","counted":true,"outcome":"transferred","outcome_basis":"art.16(1)"}],
 "deadline":{"clock":"art.14","basis":"art.14","limit":5,"unit":"workday","from":"2026-10-09","due":"2026-10-15","due_at":"2026-10-15T23:59:59+08:00",
   "return_by":"2026-10-13","provisional":false,"status":"running","left_workdays":3,"earlier":[],"policy":"hangzhou-draft-2023","calendar":"cn"},
 "history":[{"at":"2026-10-09T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},
  {"at":"2026-10-09T10:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)",
   "assignment":{"round":1,"lead":"330106","co":[],"cause":"dispatched","basis":"art.13(2)","at":"2026-10-09T10:00:00+08:00"}},
  {"at":"2026-10-10T09:00:00+08:00","event":"return_requested","by":"330106","basis":"art.14","id":"R1","outcome":"counted",
   "input":{"request":"R1","at":"2026-10-10T09:00:00+08:00","reason":"not ours","basis":"duties","suggested_unit":"enterprise-water"}},
  {"at":"2026-10-10T14:00:00+08:00","event":"return_decided","by":"Wang","basis":"art.16(1)","request":"R1","decision":"transfer","reason":"theirs"},
  {"at":"2026-10-10T14:00:00+08:00","event":"assigned","by":"Wang","basis":"art.16(1)",
   "assignment":{"round":2,"lead":"enterprise-water","co":[],"cause":"transferred","basis":"art.16(1)","at":"2026-10-10T14:00:00+08:00"}}]}
END
}

# Designated on 10-10: five working days are 10-12 to 10-16.
designated() {
    cat <<'END'
{"id":"designated","received_at":"2026-10-08T09:00:00+08:00","state":"assigned","designated":true,
 "acceptance":{"verdict":"accepted","basis":"art.8(4)"},
 "assignment":{"round":2,"lead":"city-urban","cause":"designated","basis":"art.17(1)","at":"2026-10-10T10:00:00+08:00"},
 "deadline":{"clock":"art.18","basis":"art.18","limit":5,"unit":"workday","from":"2026-10-10","due":"2026-10-16","due_at":"2026-10-16T23:59:59+08:00",
   "provisional":false,"status":"running","left_workdays":4,
   "earlier":[{"clock":"art.14","due":"2026-10-14","due_at":"2026-10-14T23:59:59+08:00","replaced_at":"2026-10-10T10:00:00+08:00","verdict":"lifted"}],"policy":"hangzhou-draft-2023","calendar":"cn"},
 "history":[{"at":"2026-10-08T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},
  {"at":"2026-10-08T10:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)",
   "assignment":{"round":1,"lead":"330106","cause":"dispatched","basis":"art.13(2)","at":"2026-10-08T10:00:00+08:00"}},
  {"at":"2026-10-10T10:00:00+08:00","event":"assigned","by":"Wang","basis":"art.17(1)",
   "assignment":{"round":2,"lead":"city-urban","cause":"designated","basis":"art.17(1)","at":"2026-10-10T10:00:00+08:00"}}]}
END
}

# A request that was refused, and one that waits for an officer.
waiting() {
    cat <<'END'
{"id":"waiting","received_at":"2026-10-09T09:00:00+08:00","state":"returning",
 "acceptance":{"verdict":"accepted","basis":"art.8(4)"},
 "assignment":{"round":1,"lead":"330106","at":"2026-10-09T10:00:00+08:00"},
 "returns":[{"request":"R1","unit":"330106","recorded_at":"2026-10-09T15:00:00+08:00","counted":false,"outcome":"refused","refusal":"incomplete"},
  {"request":"R2","unit":"330106","recorded_at":"2026-10-10T09:00:00+08:00","counted":true,"outcome":"pending"}],
 "history":[{"at":"2026-10-09T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},
  {"at":"2026-10-09T10:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)",
   "assignment":{"round":1,"lead":"330106","at":"2026-10-09T10:00:00+08:00"}},
  {"at":"2026-10-09T15:00:00+08:00","event":"return_requested","by":"330106","basis":"art.14","id":"R1","outcome":"refused","refusal":"incomplete"},
  {"at":"2026-10-10T09:00:00+08:00","event":"return_requested","by":"330106","basis":"art.14","id":"R2","outcome":"counted"}]}
END
}

# in_state STATE [MEMBERS [ENTRIES]]: a case that was accepted and has come to that state.
in_state() {
    printf '{"id":"%s","received_at":"2026-10-09T09:00:00+08:00","state":"%s"%s,"history":[{"at":"2026-10-09T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"}%s]}\n' \
        "$1" "$1" "$(with_acceptance "${2-}")" "${3:+,$3}"
}

# turned_away VERDICT BASIS: a case in review, declined or barred, as an officer decided.
turned_away() {
    local review='{"at":"2026-10-09T09:00:00+08:00","event":"review","by":"h12-intake","basis":"'$2'"}'
    [ "$1" = review ] || review=$review',{"at":"2026-10-09T10:00:00+08:00","event":"'$1'","by":"Chen","id":"D1","basis":"'$2'"}'
    printf '{"id":"%s","received_at":"2026-10-09T09:00:00+08:00","state":"%s","acceptance":{"verdict":"%s","basis":"%s","explanation":"x","proposal":{"decision":"decline"}},"history":[%s]}\n' \
        "$1" "$1" "$1" "$2" "$review"
}

# finds FILE [OPTION...] [-- FINDING...]: exactly these, each as `code field basis`, and the status.
finds() {
    local options=() code=0
    while [ $# -gt 0 ] && [ "$1" != -- ]; do options+=("$1") && shift; done
    [ $# -eq 0 ] || shift
    h12-check -q "${options[@]}" >out 2>err || code=$?
    jq -r '[.code, .field, .basis // "-"] | join(" ")' out >got
    { [ $# -eq 0 ] || printf '%s\n' "$@"; } | diff -u - got || return 1
    [ "$code" -eq $(($# > 0)) ] && [ ! -s err ]
}

# breaks FILE FILTER FINDING...: the findings of a good case that was changed so.
breaks() {
    local file=$1 filter=$2
    shift 2
    checked "$file"
    jq -c "$filter" "$file" >broken
    finds broken -- "$@" || { echo "$filter" && return 1; }
}

# ---------------------------------------------------------------------------------- good ledgers

@test "nothing is found in good cases" {
    finds transferred designated waiting simple
    case_accepted accepted >accepted
    finds accepted
}

@test "nothing is found in the sample days, at any step of the chain" {
    demo=$ROOT/share/demo
    h12-intake -q -r rejects "$demo/export.csv" >accepted || [ $? -eq 1 ]
    checked accepted
    h12-route -q accepted >routed
    checked routed
    h12-deadline -q routed >timed
    checked timed
    for auto in '' --auto; do
        h12-return -q $auto -r rejects --requests "$demo/returns.csv" timed >returned || [ $? -eq 1 ]
        checked returned
        h12-deadline -q returned >ledger
        checked ledger
    done
    [ "$(wc -l <ledger)" -eq 245 ]
}

@test "nothing is found in what the bench makes" {
    command -v cc >/dev/null || skip 'no cc'
    cc -o generate "$ROOT/tests/bench/generate.c"
    ./generate accepted 3000 >accepted
    checked accepted
    ./generate ledger 3000 >ledger
    checked ledger
    ./generate returns 3000 300 >requests
    h12-return -q --auto --requests requests ledger >returned
    h12-deadline -q returned >timed
    checked timed
    ./generate export 3000 >export.csv
    h12-intake -q export.csv | h12-route -q >routed
    checked routed
}

@test "an emergency goes on while its acceptance is reviewed" {
    jq -c '.urgency = "critical" | .acceptance |= (.verdict = "review" | .basis = "art.9(2)" | .explanation = "x" | .proposal = {decision: "decline"}) |
        .history[0] |= (.event = "review" | .basis = "art.9(2)") | del(.deadline)' transferred >in
    finds in
    # Only an emergency does. An officer may find it less urgent: the flag says what it was taken for.
    breaks in '.urgency = "normal"' 'history_gap history -'
    jq -c '.urgency = "normal" | .acceptance.flags = [{code: "emergency", basis: "art.9(2)"}]' in >flagged
    finds flagged
}

@test "a case that a unit has is decided on only where its acceptance is under review" {
    decided='.history += [{"at": .history[-1].at, "event": "accepted", "by": "Li", "basis": .acceptance.basis}]'
    breaks transferred "$decided" 'history_gap history -'
    jq -c '.urgency = "critical" | .history[0] |= (.event = "review" | .basis = "art.9(2)") | del(.deadline) |'" $decided" transferred >in
    finds in
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

@test "members that nobody owns are not looked at" {
    jq -c '.note = null | .requester.nickname = "" | .extra = {"x": 1.5}' transferred >in
    finds in
}

# --------------------------------------------------------------------------- members by themselves

@test "missing: a member that has to be there" {
    breaks simple 'del(.received_at)' 'missing received_at -'
    breaks simple 'del(.state)' 'missing state -'
    breaks simple 'del(.id)' 'missing id -'
    [ "$(jq 'has("id")' out)" = false ]
    breaks simple 'del(.history[1].at)' 'missing history[1].at -'
    breaks simple 'del(.history[0].by)' 'missing history[0].by -'
    breaks simple 'del(.assignment.lead)' 'missing assignment.lead -'
    breaks simple 'del(.history[1].assignment.round)' 'missing history[1].assignment.round -'
    breaks transferred 'del(.acceptance.basis)' 'missing acceptance.basis -'
    breaks transferred 'del(.deadline.status)' 'missing deadline.status -'
    breaks transferred 'del(.returns[0].counted)' 'missing returns[0].counted -'
    breaks transferred 'del(.returns[0].recorded_at)' 'missing returns[0].recorded_at -'
    breaks designated 'del(.deadline.earlier[0].due)' 'missing deadline.earlier[0].due -'
}

@test "bad_type: another JSON type, null, an element of another type" {
    breaks simple '.id = 7' 'bad_type id -'
    breaks simple '.title = ["x"]' 'bad_type title -'
    breaks simple '.text = null' 'bad_type text -'
    breaks simple '.confidential = "no"' 'bad_type confidential -'
    breaks simple '.assignment = []' 'bad_type assignment -'
    breaks simple '.history = {}' 'bad_type history -'
    breaks simple '.history[0] = "accepted"' 'bad_type history[0] -'
    breaks transferred '.assignment.co = [1]' 'bad_type assignment.co -'
    breaks transferred '.returns[0].counted = 1' 'bad_type returns[0].counted -'
    breaks transferred '.deadline.limit = "5"' 'bad_type deadline.limit -'
}

@test "empty: a text that is there and says nothing" {
    breaks simple '.title = ""' 'empty title -'
    breaks transferred '.requester.name = ""' 'empty requester.name -'
    breaks transferred '.assignment.lead = ""' 'empty assignment.lead -'
}

@test "bad_value: a word or a number that the member may not have" {
    breaks simple '.state = "asigned"' 'bad_value state -'
    breaks simple '.channel = "fax"' 'bad_value channel -'
    breaks simple '.kind = "praise"' 'bad_value kind -'
    breaks simple '.urgency = "soon"' 'bad_value urgency -'
    breaks transferred '.requester.type = "dog"' 'bad_value requester.type -'
    breaks transferred '.assignment.cause = "chance"' 'bad_value assignment.cause -'
    breaks transferred '.returns[0].outcome = "lost"' 'bad_value returns[0].outcome -'
    breaks transferred '.deadline.clock = "art.99"' 'bad_value deadline.clock -'
    breaks transferred '.deadline.status = "late"' 'bad_value deadline.status -'
}

@test "bad_value: more requests than a case may have" {
    jq -c '.returns = [range(65) as $i | .returns[0] | .request = "R\($i)"] |
        .history = .history[:2] + [range(65) as $i | .history[2] | .id = "R\($i)"] + .history[3:]' transferred >in
    h12-check -q in >out || [ $? -eq 1 ]
    is '["bad_value","returns"]' '[.code, .field]' <(head -n 1 out)
}

@test "bad_date: a time that is none" {
    breaks simple '.received_at = "yesterday"' 'bad_date received_at -'
    breaks simple '.received_at = "2026-02-30T09:00:00+08:00"' 'bad_date received_at -'
    breaks simple '.history[1].at = "10 October"' 'bad_date history[1].at -'
    breaks transferred '.deadline.due = "2026-13-01"' 'bad_date deadline.due -'
    breaks transferred '.returns[0].at = "x"' 'bad_date returns[0].at -'
}

@test "bad_date: a time in another form than tools write, or a day" {
    # The same instant, each time.
    for time in 2026-10-09T01:00:00Z 2026-10-09T01:00:00+00:00 2026-10-09T10:00:00+09:00 '2026-10-09 09:00:00' \
        2026-10-09T09:00:00 2026-10-09T09:00:00.0+08:00 '2026-10-09 09:00:00+08:00' '2026/10/9 9:00' 20261009090000; do
        breaks simple ".received_at = \"$time\"" 'bad_date received_at -' || return 1
        breaks simple ".history[0].at = \"$time\"" 'bad_date history[0].at -' || return 1
        breaks transferred ".returns[0].at = \"$time\"" 'bad_date returns[0].at -' || return 1
        breaks simple ".assigned_at = \"$time\"" 'bad_date assigned_at -' || return 1
    done
    for day in 2026-10-15T23:59:59+08:00 2026/10/15 20261015 2026-10-5; do
        breaks transferred ".deadline.due = \"$day\"" 'bad_date deadline.due -' || return 1
    done
    # What nobody owns, and what an event said, stands as it came.
    jq -c '.extra = {"at": "2026/10/9"} | .history[0].input = {"at": "2026/10/9"}' simple >in
    finds in
    # Where the policy has another local time, that is the form.
    jq '.timezone = "+09:00"' "$ROOT/share/policy/hangzhou-draft-2023.json" >east.json
    h12-check -q --policy east.json simple | jq -r .code | sort -u >got || true
    same 'bad_date\n' got
}

@test "duplicate_key: a name twice in a member that a tool owns" {
    sed 's/"lead":/"lead":"330105","lead":/2' simple >broken
    finds broken -- 'duplicate_key assignment -'
    sed 's/"by":"h12-intake"/"by":"h12-intake","\\u0062y":"x"/' simple >broken
    finds broken -- 'duplicate_key history[0] -'
}

@test "too_many_members: over 4096 in one object" {
    breaks simple '.requester = ([range(4097) | {"m\(.)": 1}] | add)' 'too_many_members requester -'
}

@test "all that is wrong with the members is said at once, and nothing of what they mean together" {
    breaks simple '.kind = "praise" | .title = "" | .history[0].at = "x" | del(.received_at) | .designated = true' \
        'missing received_at -' 'bad_value kind -' 'empty title -' 'bad_date history[0].at -'
}

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
    breaks declined '.deadline.status = "running"' 'clock deadline art.14'
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

# ---------------------------------------------------------------------- repeats and codes (7, 13, 28)

@test "repeat_self: a case that repeats itself" {
    breaks simple '.repeat_of = "simple"' 'repeat_self repeat_of art.28'
    # An archive may have the earlier one.
    jq -c '.repeat_of = "another"' simple >in
    finds in
}

@test "unknown_code: with --tables, what no table has" {
    finds transferred waiting designated --tables
    for change in 'matter:.matter = "8888":13' 'district:.district = "999999":13' \
        'assignment:.assignment.lead = "nobody" | .history[-1].assignment.lead = "nobody" | del(.deadline):7' \
        'assignment:.assignment.co = ["nobody"] | .history[-1].assignment.co = ["nobody"]:7' \
        'assignment:.assignment.acting = {unit: "nobody", basis: "art.7(2)"} | .history[-1].assignment.acting = .assignment.acting:7' \
        'history:.history[1].assignment.co = ["nobody"]:7'; do
        filter=${change#*:}
        jq -c "${filter%:*}" transferred >in
        finds in --tables -- "unknown_code ${change%%:*} art.${change##*:}" || { echo "$change"; return 1; }
        # A source's own codes are its own.
        finds in || return 1
    done
    # Who is refused may be somebody whom no table has.
    jq -c '.returns[0].unit = "nobody" | .history[2].by = "nobody"' waiting >in
    finds in --tables
    # A district that was dissolved in 2021 was one.
    jq -c '.district = "330103"' transferred >in
    finds in --tables
    mkdir none && cp -r "$ROOT"/share/{policy,calendar,units.csv} none
    finds transferred --share none
    run -2 h12-check --tables --share none transferred
}

# ------------------------------------------------------------------------------------ the whole

@test "duplicate_id: a case twice, in one file or in two" {
    cat simple waiting simple >twice
    finds twice -- 'duplicate_id id -'
    is '["simple","twice",3]' '[.id, .source, .line]'
    finds waiting simple waiting -- 'duplicate_id id -'
    is '["waiting","waiting",1]' '[.id, .source, .line]'
    # However it is spelt.
    { cat simple; sed 's/"id":"simple"/"id":"s\\u0069mple"/' simple; } >twice
    finds twice -- 'duplicate_id id -'
}

@test "a finding has id, code, field, basis, reason, source and line" {
    { cat waiting; jq -c '.assignment.lead = "330105"' simple; } >in
    h12-check in >out 2>err || [ $? -eq 1 ]
    same '{"id":"simple","code":"round_differs","field":"assignment","basis":"art.13","reason":"is not the last one of history","source":"in","line":2}\n' out
    same 'h12-check: 2 read, 0 rejected, 1 findings in 1 cases\n' err
}

@test "exit 0 where nothing is found, 1 where something is, and 1 where a line is no record" {
    run -0 h12-check transferred
    jq -c '.title = ""' transferred >in
    run -1 h12-check in
    run -1 h12-check --summary in
    { cat transferred; echo '{'; } >in
    h12-check -r rejects in >out 2>err || [ $? -eq 1 ]
    [ ! -s out ]
    is '"bad_json"' .code rejects
    run -1 h12-check in
    jq -c '.title = ""' transferred >in
    run -3 h12-check -o /dev/full in
}

@test "-o takes the findings, whole" {
    jq -c '.title = ""' transferred >in
    h12-check -q in >want || [ $? -eq 1 ]
    h12-check -q -o findings in || [ $? -eq 1 ]
    cmp want findings
    h12-check -q -o findings transferred
    [ ! -s findings ]
}

@test "--summary: how often each occurs and where first, the most frequent first" {
    {
        jq -c '.id = "a" | .title = "" | .kind = "praise"' simple
        cat transferred
        jq -c '.id = "b" | .kind = "praise"' simple
        jq -c '.id = "c" | .history[1].at = "x"' simple
        jq -c '.id = "d" | .history[0].at = "x"' simple
        jq -c '.id = "e" | .kind = "praise" | .assignment.at = "x"' simple
    } >in
    code=0
    h12-check --summary in >out 2>err || code=$?
    [ "$code" -eq 1 ]
    # Of equal numbers the code and the field decide; an element's index does not make a kind.
    same '{"code":"bad_value","field":"kind","count":3,"first_id":"a","first_source":"in","first_line":1}
{"code":"bad_date","field":"history.at","count":2,"first_id":"c","first_source":"in","first_line":4}
{"code":"bad_date","field":"assignment.at","count":1,"first_id":"e","first_source":"in","first_line":6}
{"code":"empty","field":"title","count":1,"first_id":"a","first_source":"in","first_line":1}\n' out
    same 'h12-check: 6 read, 0 rejected, 7 findings in 5 cases\n' err
    run -0 h12-check -q --summary transferred
    [ -z "$output" ]
}

@test "--summary: the article is part of the kind" {
    { jq -c '.returns[0].outcome = "refused"' transferred; jq -c '.returns[1].outcome = "continued"' waiting; } >in
    h12-check -q --summary in >out || [ $? -eq 1 ]
    is '["return_differs","art.14",1]
["return_differs","art.16",1]
["return_outcome","art.14",1]
["return_outcome","art.16",1]' '[.code, .basis, .count]'
}

@test "no finding copies what a case says" {
    jq -c '.title = {"Zhang": "13800000001"} | .state = "13800000001" | .received_at = "13800000001" | .returns[0].outcome = "Zhang"' \
        transferred >in
    h12-check in >out 2>err || [ $? -eq 1 ]
    [ "$(wc -l <out)" -eq 4 ]
    run ! grep -e Zhang -e 13800000001 out err
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

@test "clock: a committed case whose clock is not the promise's" {
    replied . # only to have it
    h12-reply -q --replies <(jq -nc '{reply: "P1", case: "a", kind: "review", at: "2026-10-10T11:00:00+08:00", decision: "approve", officer: "Chen"}') good |
        h12-deadline -q >committed
    finds committed
    jq -c '.deadline.due = "2026-12-01"' committed >late
    finds late -- 'clock deadline art.15'
}
