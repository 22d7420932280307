#!/usr/bin/env bats
# h12-check: nothing in good ledgers; in a good case in which one thing was broken the finding of that
# member, or of that code; and what it prints, and with which status.
bats_require_minimum_version 1.5.0
load helper
load checking

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
