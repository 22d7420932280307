#!/usr/bin/env bats
# h12-repeat: what becomes of requests that repeat an open case, whole records by hand; in any order,
# in chains and circles, in parts, twice; and what the other tools make of them.
bats_require_minimum_version 1.5.0
load helper

NOW=2026-10-12T20:00:00+08:00

# flagged EARLIER NEW: the members of intake's that make a follower.
flagged() {
    printf '"acceptance":{"verdict":"accepted","basis":"art.8(4)","flags":[{"code":"repeat","basis":"art.28(1)","likeness":100,"policy":"repeat.likeness","new":%s,"follows":true}]},"repeat_of":"%s"' "$2" "$1"
}

# follower ID EARLIER [NEW [LEAD [RECEIVED_AT]]]: received and assigned on Friday the 9th.
follower() {
    local received=${5:-2026-10-09T09:00:00+08:00}
    case_assigned "$1" "${4:-330106}" "${received%T*}T10:00:00+08:00" "$received" "$(flagged "$2" "${3:-false}")"
}

# waiting ID EARLIER [NEW]: the same before it is routed.
waiting() {
    case_accepted "$1" 2026-10-09T09:00:00+08:00 "$(flagged "$2" "${3:-false}")"
}

# first ID [LEAD]: a case of Thursday the 8th.
first() {
    case_assigned "$1" "${2:-330106}" 2026-10-08T10:00:00+08:00 2026-10-08T09:00:00+08:00
}

# over STATE [AT]: the cases of standard input as they were ended by h12-callback.
over() {
    jq -c --arg state "$1" --arg at "${2:-2026-10-12T10:00:00+08:00}" \
        '.state = $state | .history += [{at: $at, event: $state, by: "h12-callback", basis: "art.11(4)"}]'
}

# go [OPTION...]: h12-repeat over `in`; leaves status, out, err, rejects.
go() {
    rm -f rejects
    status=0
    h12-repeat --now "$NOW" -r rejects "$@" in >out 2>err || status=$?
    # Whatever it did, it does no more.
    h12-repeat -q --now "$NOW" "$@" out 2>/dev/null | cmp out -
}

# counts READ TOLD MOVED ENDED PARTED
counts() {
    grep -qx "h12-repeat: $1 read, $1 written, 0 rejected, $2 passed on, $3 moved, $4 ended, $5 parted" err || {
        cat err
        return 1
    }
}

# fates WANT: `[id, state, lead, last event]` of each case of `out`.
fates() {
    is "$1" '[.[] | [.id, .state, .assignment.lead, .history[-1].event]]' <(jq -s . out)
}

# without_ids FILE: the ids of events are hashes.
without_ids() {
    sed -E 's/"repeat":"r-[0-9a-f]{16}"/"repeat":"r-"/g' "$1"
}

# ------------------------------------------------------------------------------- whole records

@test "a follower gets a round with its earlier case's units, the earlier case tells of it: every byte" {
    local one='{"round":1,"lead":"330106","co":[],"cause":"dispatched","basis":"art.13(2)","at":"2026-10-08T10:00:00+08:00"}'
    local two='{"round":2,"lead":"330108","co":["city-urban","330105"],"cause":"joint","basis":"art.16(3)","reason":"why","at":"2026-10-09T15:00:00+08:00"}'
    local own='{"round":1,"lead":"330106","co":[],"cause":"dispatched","basis":"art.13(2)","at":"2026-10-09T10:00:00+08:00"}'
    local moved='{"round":2,"lead":"330108","co":["city-urban","330105"],"cause":"joint","basis":"art.16(3)","reason":"goes with its earlier case","at":"2026-10-12T20:00:00+08:00"}'
    local a='"history":[{"at":"2026-10-08T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},{"at":"2026-10-08T10:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)","assignment":'$one'},{"at":"2026-10-09T15:00:00+08:00","event":"assigned","by":"Chen","basis":"art.16(3)","assignment":'$two',"held":{"by":"330106","from":"2026-10-08T10:00:00+08:00","workdays":1}}'
    local b='"history":[{"at":"2026-10-09T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},{"at":"2026-10-09T10:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)","assignment":'$own'}'
    {
        printf '{"id":"A", "n": 1.50,"received_at":"2026-10-08T09:00:00+08:00","state":"assigned","acceptance":{"verdict":"accepted","basis":"art.8(4)"},%s],"assignment":%s}\n' "$a" "$two"
        printf '{"id":"B","received_at":"2026-10-09T09:00:00+08:00","state":"assigned",%s,%s],"assignment":%s,"x":9007199254740993}\n' "$(flagged A true)" "$b" "$own"
    } >in
    go
    counts 2 1 1 0 0
    # The 10th is a Saturday on which people work, the 11th a Sunday: two working days.
    {
        printf '{"id":"A", "n": 1.50,"received_at":"2026-10-08T09:00:00+08:00","state":"assigned","acceptance":{"verdict":"accepted","basis":"art.8(4)"},%s,{"at":"2026-10-12T20:00:00+08:00","event":"repeated","by":"h12-repeat","policy":"repeat.likeness","case":"B","new":true,"input":{"repeat":"r-","case":"A","at":"2026-10-12T20:00:00+08:00","kind":"repeated","other":"B","received_at":"2026-10-09T09:00:00+08:00","new":"yes"}}],"assignment":%s,"repeats":[{"case":"B","at":"2026-10-09T09:00:00+08:00","new":true}]}\n' "$a" "$two"
        printf '{"id":"B","received_at":"2026-10-09T09:00:00+08:00","state":"assigned",%s,%s,{"at":"2026-10-12T20:00:00+08:00","event":"assigned","by":"h12-repeat","basis":"art.16(3)","assignment":%s,"policy":"repeat.likeness","case":"A","held":{"by":"330106","from":"2026-10-09T10:00:00+08:00","workdays":2},"input":{"repeat":"r-","case":"B","at":"2026-10-12T20:00:00+08:00","kind":"moved","other":"A","lead":"330108","co":"city-urban|330105","cause":"joint","basis":"art.16(3)"}}],"assignment":%s,"x":9007199254740993}\n' "$(flagged A true)" "$b" "$moved" "$moved"
    } >want
    diff -u want <(without_ids out)
    # The ids are of both cases, the kind and the round.
    [ "$(grep -oE 'r-[0-9a-f]{16}' out | sort -u | wc -l)" -eq 2 ]
    checked out --now "$NOW"
}

@test "a follower is closed with its earlier case, without a callback, and its clock stopped with that one's" {
    {
        # Replied on Saturday the 10th, a working day; closed on Monday.
        first A | jq -c '.state = "closed"
            | .replies = [{reply: "P1", kind: "final", unit: "330106", recorded_at: "2026-10-10T10:00:00+08:00", informed_at: "2026-10-10T10:00:00+08:00", review: {decision: "approve", at: "2026-10-10T12:00:00+08:00", by: "Shen", basis: "art.15"}}]
            | .history += [{at: "2026-10-10T10:00:00+08:00", event: "replied", by: "330106", reply: "P1", held: {by: "330106", from: "2026-10-08T10:00:00+08:00", workdays: 2}},
                {at: "2026-10-10T12:00:00+08:00", event: "reply_reviewed", by: "Shen", reply: "P1", decision: "approve"},
                {at: "2026-10-12T10:00:00+08:00", event: "closed", by: "h12-callback", basis: "art.11(4)", held: {by: "hotline", from: "2026-10-10T10:00:00+08:00", workdays: 1}}]'
        follower B A
        # It came after the reply: its clock was met when it came.
        follower C A false 330106 2026-10-11T09:00:00+08:00
    } >in
    go
    counts 3 0 0 2 0
    head -n 1 in | cmp - <(head -n 1 out)
    local b
    b=$(follower B A)
    b=${b/\"state\":\"assigned\"/\"state\":\"closed\"}
    printf '%s\n' "${b/\}\],\"assignment\"/\},{\"at\":\"$NOW\",\"event\":\"closed\",\"by\":\"h12-repeat\",\"policy\":\"repeat.likeness\",\"case\":\"A\",\"reason\":\"its earlier case is over\",\"stopped_at\":\"2026-10-10T10:00:00+08:00\",\"held\":{\"by\":\"330106\",\"from\":\"2026-10-09T10:00:00+08:00\",\"workdays\":2\},\"input\":{\"repeat\":\"r-\",\"case\":\"B\",\"at\":\"$NOW\",\"kind\":\"ended\",\"other\":\"A\",\"state\":\"closed\",\"stopped_at\":\"2026-10-10T10:00:00+08:00\"\}\}],\"assignment\"}" >want
    diff -u want <(without_ids out | sed -n 2p)
    checked out --now "$NOW"
    h12-deadline -q --now "$NOW" out >clocked
    # Five working days on: 9, 10, 12, 13, 14; 10, 12, 13, 14, 15; 12, 13, 14, 15, 16.
    is '[["A","met","2026-10-14"],["B","met","2026-10-15"],["C","met","2026-10-16"]]' \
        '[.[] | [.id, .deadline.status, .deadline.due]]' <(jq -s . clocked)
    is '[null,null]' '[.[1:][].callback]' <(jq -s . clocked)
    checked clocked --now "$NOW"
}

@test "withdrawn with a case that is withdrawn: no clock" {
    { first A | over withdrawn; follower B A; } | h12-deadline -q --now "$NOW" >in
    go
    counts 2 0 0 1 0
    is '["withdrawn","withdrawn","h12-repeat",{"status":"none","policy":"hangzhou-draft-2023"}]' \
        'select(.id == "B") | [.state, (.history[-1] | .event, .by), .deadline]'
    checked <(tail -n 1 out) --now "$NOW"
}

# ----------------------------------------------------------------------------- who follows, where

@test "accepted, in triage or assigned, it goes to the unit of its earlier case; there already, it stays" {
    {
        first A
        waiting B A
        waiting C A | jq -c '.state = "triage" | .triage = {at: "2026-10-09T10:00:00+08:00", basis: "art.13(2)", reason: "x"}
            | .history += [{at: "2026-10-09T10:00:00+08:00", event: "triage", by: "h12-route", triage: .triage}]'
        follower D A false 330105
        follower E A
    } >in
    go
    counts 5 4 3 0 0
    fates '[["A","assigned","330106","repeated"],["B","assigned","330106","assigned"],["C","assigned","330106","assigned"],["D","assigned","330106","assigned"],["E","assigned","330106","assigned"]]'
    is '[[1,null],[1,null],[2,null],[1,null]]' '[.[1:][] | [.assignment.round, .triage]]' <(jq -s . out)
    is '["hotline","hotline","330105"]' '[.[1:4][].history[-1].held.by]' <(jq -s . out)
    sed -n 5p in | cmp - <(sed -n 5p out)
    checked out --now "$NOW"
}

@test "another co-handler is another unit; the clock of a designated case is that of its follower" {
    {
        first A | jq -c '.designated = true | .assignment = {round: 2, lead: "city-urban", co: [], cause: "designated", basis: "art.17(1)", at: "2026-10-10T10:00:00+08:00"}
            | .history += [{at: "2026-10-10T10:00:00+08:00", event: "assigned", by: "Chen", basis: "art.17(1)", assignment: .assignment, held: {by: "330106", from: "2026-10-08T10:00:00+08:00", workdays: 2}}]'
        follower B A
        first C | jq -c '.assignment.co = ["330105"] | .history[-1].assignment.co = ["330105"]'
        follower D C
    } >in
    go
    counts 4 2 2 0 0
    is '[["city-urban",[],"designated","art.17(1)",true],["330106",["330105"],"dispatched","art.13(2)",null]]' \
        '[.[1, 3] | [(.assignment | .lead, .co, .cause, .basis), .designated]]' <(jq -s . out)
    h12-deadline -q --now "$NOW" out >clocked
    # Five working days from Monday the 12th: 13, 14, 15, 16, 19.
    is '["art.18","2026-10-19"]' 'select(.id == "B").deadline | [.clock, .due]' clocked
    checked clocked --now "$NOW"
}

@test "while nobody has the earlier case its follower waits, and is told of" {
    {
        case_accepted A 2026-10-08T09:00:00+08:00
        follower B A true 330105
        waiting C A
    } >in
    go
    counts 3 2 0 0 0
    is '[["B",true],["C",false]]' '[.repeats[] | [.case, .new]]' <(head -n 1 out)
    cmp <(tail -n 2 in) <(tail -n 2 out)
}

@test "what says follows not, what is closed, in review or declined, leaves byte for byte" {
    {
        first A | over closed
        # Accepted and linked: the earlier case was closed when it came.
        follower B A | sed 's/,"follows":true//'
        follower C A | over closed
        for state in review declined barred; do
            waiting "S-$state" A true | jq -c --arg state $state '.state = $state'
        done
        case_accepted D
    } >in
    go
    counts 7 0 0 0 0
    cmp in out
}

@test "an emergency follows none: it has its own clock and its own way" {
    {
        first A 330108
        follower B A true | jq -c '.urgency = "critical"'
        follower C B
    } >in
    go
    # C goes with B, which is a case of its own.
    counts 3 1 0 0 0
    is '[null,["C"],null]' '[.[] | if .repeats then [.repeats[].case] else null end]' <(jq -s . out)
}

# ------------------------------------------------------------------------------------ partings

@test "what has something new that nobody was told before its earlier case was over parts; else it ends" {
    {
        first A | over closed
        follower B A true
        follower C A false
        first D | jq -c '.state = "answered"'
        follower E D true
        follower F D false
    } >in
    go
    counts 6 1 0 1 2
    fates '[["A","closed","330106","closed"],["B","assigned","330106","parted"],["C","closed","330106","closed"],["D","answered","330106","repeated"],["E","assigned","330106","parted"],["F","assigned","330106","assigned"]]'
    is '"it has something new that nobody was told before its earlier case was over"' '.history[-1].reason' <(sed -n 2p out)
    # Told in time, it ends with its earlier case.
    { first A; follower B A true; } >in
    go
    over closed <out | sed '2d' >in
    sed -n 2p out >>in
    go
    counts 2 0 0 1 0
    fates '[["A","closed","330106","closed"],["B","closed","330106","closed"]]'
}

@test "its earlier case not accepted, or not there, or a way of its own: it parts, with the reason" {
    {
        case_accepted A | jq -c '.state = "declined"'
        case_accepted B | jq -c '.state = "barred"'
        follower C A
        follower D B
        follower E nowhere
        first F
        follower G F | jq -c '.state = "replied"'
    } >in
    go
    counts 7 0 0 0 4
    is '["its earlier case was not accepted","its earlier case was not accepted","its earlier case is not in the ledger","it has gone a way of its own"]' \
        '[.[] | select(.id | test("[CDEG]")) | .history[-1].reason]' <(jq -s . out)
    is '[["parted","h12-repeat","repeat.likeness","A"]]' '[.history[-1] | [.event, .by, .policy, .case]]' <(sed -n 3p out)
}

@test "circles and what repeats itself: they part, one of each is named, and nothing else happens" {
    {
        follower A C
        follower B A
        follower C B
        follower D D
        follower E B true 330108 # goes with B, which is a case of its own
    } >in
    go
    is '["parted","parted","parted","parted","assigned"]' '[.[].history[-1].event]' <(jq -s . out)
    is '["repeated","parted"]' '[.history[-2:][].event]' <(sed -n 2p out)
    is '"330106"' .assignment.lead <(sed -n 5p out)
    is '"its earlier case repeats it in turn"' '.history[-1].reason' <(sed -n 1p out)
    head -n 2 err >named
    same "h12-repeat: 'A' repeats itself, by way of others\nh12-repeat: 'D' repeats itself\n" named
    checked out --now "$NOW"
    tac in >again
    mv again in
    cp out want
    go
    tac out | cmp want -
    head -n 2 err | sort | diff <(sort named) -
}

# ------------------------------------------------------------------------------ chains and order

@test "what follows a follower goes with the first of them" {
    {
        first A 330108
        follower B A
        follower C B true 330106 2026-10-10T09:00:00+08:00
        waiting D C
    } >in
    go
    counts 4 3 3 0 0
    # By age, ties by id.
    is '[["B",false],["D",false],["C",true]]' '[.repeats[] | [.case, .new]]' <(head -n 1 out)
    is '["330108","330108","330108"]' '[.[1:][].assignment.lead]' <(jq -s . out)
    is '["A","A","A"]' '[.[1:][].history[-1].case]' <(jq -s . out)
    # A is closed, and all with it.
    { head -n 1 out | over closed "$NOW"; tail -n 3 out; } >in
    go
    counts 4 0 0 3 0
    is '["closed","closed","closed","closed"]' '[.[].state]' <(jq -s . out)
    is '["A","A","A"]' '[.[1:][].history[-1].case]' <(jq -s . out)
}

@test "what parts is a case of its own for those that follow it, in the same run" {
    {
        first A | over closed
        follower B A true
        follower C B true 330105
        follower D C
    } >in
    go
    # B parts; C and D go with it from now on.
    counts 4 2 1 0 1
    is '[["C",true],["D",false]]' '[.repeats[] | [.case, .new]]' <(sed -n 2p out)
    fates '[["A","closed","330106","closed"],["B","assigned","330106","parted"],["C","assigned","330106","assigned"],["D","assigned","330106","assigned"]]'
}

@test "a long chain, each behind its follower" {
    for ((i = 2000; i > 0; i--)); do follower "F$i" "F$((i - 1))"; done >in
    first F0 330108 >>in
    go
    counts 2001 2000 2000 0 0
}

@test "the result is the same in any order of the cases, from a file, a pipe, or parts" {
    {
        first A 330108
        follower B A true
        follower C B
        first D | over closed
        follower E D
        follower F D true
        follower G nowhere
        follower H H
    } >in
    go
    sort out >want
    for order in tac 'sort -r' 'shuf --random-source=in'; do
        $order in | h12-repeat -q --now "$NOW" 2>/dev/null | sort | cmp want -
    done
    head -n 3 in >1
    tail -n +4 in >2
    h12-repeat -q --now "$NOW" 2 1 2>/dev/null | sort | cmp want -
    h12-repeat -q --now "$NOW" 1 - <2 2>/dev/null | cmp out -
    cat 2 | h12-repeat -q --now "$NOW" 1 - 2>/dev/null | cmp out -
    mkfifo pipe
    cat 2 >pipe &
    h12-repeat -q --now "$NOW" 1 pipe 2>/dev/null | cmp out -
    # Standard input of which a line was read already.
    { read -r line; h12-repeat -q --now "$NOW" 2>/dev/null; } < <(cat 1 2) >some || true
    { head -c 0; dd bs="$(head -n 1 in | wc -c)" count=1 of=skipped 2>/dev/null; h12-repeat -q --now "$NOW" --shard 2>/dev/null; } <in >rest
    [ "$(wc -l <rest)" -eq 7 ]
    cp in place
    h12-repeat -q --now "$NOW" -o place place 2>/dev/null
    cmp out place
    # Nothing is left behind in the temporary folder.
    mkdir temporary
    TMPDIR=$PWD/temporary h12-repeat -q --now "$NOW" < <(cat in) 2>/dev/null | cmp out -
    [ -z "$(ls temporary)" ]
}

@test "a temporary folder that is not there is exit 3, and the old file stands" {
    first A >in
    echo old >kept
    run env TMPDIR=/nowhere bash -c 'cat in | h12-repeat -o kept'
    [ "$status" -eq 3 ]
    [[ $output == *"/nowhere/"* ]]
    same 'old\n' kept
    TMPDIR=/nowhere h12-repeat -q in | cmp in -
}

@test "the name of a member may have an escape in it" {
    { first A 330108; follower B A | sed 's/"repeat_of"/"repeat\\u005fof"/'; } >in
    go
    counts 2 1 1 0 0
}

@test "--shard: a repeat whose earlier case is in another part is left alone; both parts together are the whole" {
    { first A 330108; follower B A; first C | over closed; follower D C; } >in
    go
    cp out whole
    sed -n '1p;4p' in >1
    sed -n '2,3p' in >2
    for part in 1 2; do
        h12-repeat --shard --now "$NOW" $part >out 2>err
        cmp $part out
        grep -q ', 1 with their earlier case elsewhere$' err
    done
    sort whole | cmp - <(h12-repeat -q --now "$NOW" 1 2 | sort)
    # Without it, a ledger is whole, and who is not in it is nowhere.
    h12-repeat -q --now "$NOW" 2 | jq -e -s '.[0].history[-1].event == "parted"'
}

@test "what cannot be read is a reject, a second case of an id too, and nothing is lost" {
    {
        first A 330108
        follower B A
        follower B A
        follower C A | sed 's/"follows":true/"follows":1/'
        echo '{"id":"D"'
        first A
    } >in
    rm -f rejects
    h12-repeat --now "$NOW" -r rejects in >out 2>err || status=$?
    [ "$status" -eq 1 ]
    is '[["duplicate_id",3],["bad_type",4],["bad_json",5],["duplicate_id",6]]' '[.[] | [.code, .line]]' <(jq -s . rejects)
    is '["A","B"]' '[.[].id]' <(jq -s . out)
    grep -q '^h12-repeat: 6 read, 2 written, 4 rejected, ' err
}

@test "an earlier case that is reopened is one order still: its followers stay ended, and the next repeat goes with it" {
    # Closed on the 12th, B with it; then the late rating of one who is not satisfied.
    { first A; follower B A; } >in
    go
    { head -n 1 out | over closed; tail -n 1 out; } >in
    go
    fates '[["A","closed","330106","closed"],["B","closed","330106","closed"]]'
    { head -n 1 out | jq -c '.state = "verifying"'; tail -n 1 out; } >in
    { cat in; follower C A false 330106 2026-10-12T12:00:00+08:00; } >more
    mv more in
    go
    counts 3 1 0 0 0
    fates '[["A","verifying","330106","repeated"],["B","closed","330106","closed"],["C","assigned","330106","assigned"]]'
    sed -n 2p in | cmp - <(sed -n 2p out)
    # It ends again, C with it, and nothing is done to B a second time.
    { head -n 1 out | over closed "$NOW"; tail -n 2 out; } >in
    go
    counts 3 0 0 1 0
    is '["closed","closed","closed"]' '[.[].state]' <(jq -s . out)
    sed -n 2p in | cmp - <(sed -n 2p out)
}

# ------------------------------------------------------------------------------- the other tools

@test "more time is asked for the earlier case, not for what goes with it: a reject" {
    {
        first A | jq -c '.designated = true | .assignment = {round: 2, lead: "city-urban", co: [], cause: "designated", basis: "art.17(1)", at: "2026-10-10T10:00:00+08:00"}
            | .history += [{at: "2026-10-10T10:00:00+08:00", event: "designated", by: "Lin", basis: "art.17(1)", assignment: .assignment}]'
        follower B A
    } >in
    go
    h12-deadline -q --now 2026-10-13 out >in
    for kind in request decision; do
        printf '{"event":"E1","case":"B","kind":"%s","at":"2026-10-13T10:00:00+08:00","unit":"city-urban","until":"2026-10-20","reason":"x","request":"E0","decision":"grant","officer":"Lin"}\n' $kind |
            jq -c 'if .kind == "request" then del(.request, .decision, .officer) else . end' >events
        rm -f rejects
        h12-deadline -q --now 2026-10-13 --extensions events -r rejects in >out || [ $? -eq 1 ]
        cmp in out
        is '["wrong_state","case",true]' '[.code, .field, (.reason | contains("repeat_of"))]' rejects ||
            { echo $kind; cat rejects; return 1; }
    done
    # Of the earlier case it is heard.
    sed -i 's/"case":"B","kind":"decision"/"case":"A","kind":"request"/; s/,"request":"E0","decision":"grant","officer":"Lin"//' events
    h12-deadline --now 2026-10-13 --extensions events in >out 2>err
    event_counts h12-deadline 1 1 0 0 0
}

@test "requests, replies and ratings of a follower are rejects: they are the earlier case's" {
    { first A; follower B A; } >in
    go
    mv out in
    local at=2026-10-13T10:00:00+08:00
    for what in return:requests reply:replies callback:ratings; do
        for kind in request decision staffing_opinion final stage review rating verification withdrawal closing; do
            printf '{"event":"E1","request":"E1","reply":"E1","rating":"E1","case":"B","kind":"%s","at":"%s","unit":"330106","reason":"x","basis":"y","suggested_unit":"330105","by":"requester","satisfied":"basic","informed_at":"%s"}\n' \
                $kind $at $at | jq -c --arg what ${what%:*} 'if $what == "return" then del(.reply, .rating) elif $what == "reply" then del(.event, .request, .rating) else del(.event, .request, .reply) end' >events
            rm -f rejects
            h12-${what%:*} -q --now 2026-10-13 --${what#*:} events -r rejects in >out || [ $? -eq 1 ]
            cmp in out
            is '["wrong_state","case"]' '[.code, .field]' rejects || { echo "$what $kind"; return 1; }
            jq -e '.reason | contains("repeat_of")' rejects >/dev/null || { echo "$what $kind"; cat rejects; return 1; }
        done
    done
    # Parted, it has its own.
    { first A | over closed; follower B A true; } >in
    go
    mv out in
    printf '{"event":"E1","case":"B","at":"%s","unit":"330106","reason":"x","basis":"y","suggested_unit":"330105"}\n' $at >events
    h12-return --now 2026-10-13 --requests events in >out 2>err
    # Its window is over, but it is heard.
    event_counts h12-return 1 0 0 1 0
}

@test "a step dated by its day's last second keeps no event of that day out" {
    { first A; follower B A; } >in
    NOW=2026-10-12 go
    mv out in
    printf '{"event":"E1","case":"A","at":"2026-10-12T10:00:00+08:00","recorded_at":"2026-10-12T17:00:00+08:00","unit":"330106","reason":"x","basis":"y","suggested_unit":"330105"}\n' >events
    h12-return --now 2026-10-13 --requests events in >out 2>err || true
    ! grep -q out_of_order err
    event_counts h12-return 1 0 0 1 0
    checked out --now 2026-10-13
}

@test "h12-check: repeats that are not those of history, and ends of one without the other" {
    { first A; follower B A true; } >in
    go
    head -n 1 out >told
    for change in '.repeats = []' 'del(.repeats)' '.repeats[0].case = "C"' '.repeats[0].new = false' '.repeats += .repeats'; do
        jq -c "$change" told >spoilt
        h12-check -q --now "$NOW" spoilt >findings || true
        is '"repeats_differ"' .code <(head -n 1 findings) || { echo "$change"; return 1; }
    done
    jq -c '.repeats[0].new = "yes"' told >spoilt
    h12-check -q --now "$NOW" spoilt >findings || true
    is '["bad_type","repeats[0].new"]' '[.code, .field]' <(head -n 1 findings)
    # Closed, but not with its earlier case; open, though history tells of its end.
    follower B A | over closed >spoilt
    h12-check -q --now "$NOW" spoilt >findings || true
    is '"repeat_end"' .code findings
    { first A | over closed; follower B A; } >in
    go
    tail -n 1 out | jq -c '.state = "assigned"' >spoilt
    h12-check -q --now "$NOW" spoilt >findings || true
    is '"state_differs"' .code findings
}

@test "h12-replay: what spoilt members were comes back out of history" {
    # Routed by h12-route itself, so that all of it is derived.
    { case_accepted A 2026-10-08T09:00:00+08:00 '"unit":"330106","kind":"help","text":"x"'
      case_accepted B 2026-10-09T09:00:00+08:00 '"unit":"330105","kind":"help","text":"x",'"$(flagged A true)"; } |
        h12-route -q --now 2026-10-09T10:00:00+08:00 >in
    go
    fates '[["A","assigned","330106","repeated"],["B","assigned","330106","assigned"]]'
    h12-deadline -q --now "$NOW" out >ledger
    checked ledger --now "$NOW"
    h12-replay -q --now "$NOW" ledger | cmp ledger -
    jq -c 'if .id == "A" then del(.repeats[0].new) else .state = "closed" | .assignment.lead = "330109" end' ledger >spoilt
    h12-replay -q --now "$NOW" spoilt | jq -S . | cmp - <(jq -S . ledger)
}

@test "h12-report overdue: followers are contacts and no work, and parts add up" {
    {
        first A | jq -c '.deadline = {due_at: "2026-10-09T23:59:59+08:00"}'
        for id in B C; do follower $id A | jq -c '.deadline = {due_at: "2026-10-09T23:59:59+08:00"}'; done
        waiting D A
        first E 330108
        first F | over closed
        follower G F | over closed
    } >ledger
    h12-report overdue -q --now "$NOW" --format json ledger >report
    # Open: A, E. With B, C and D five open contacts. Over: F, G.
    is '[7,2,1,3,5,2]' '[.read, .open, .overdue, .repeats, .contacts, .not_open]' report
    is '[["330106",1,1],["330108",0,1],["total",1,2]]' \
        '.tables[] | select(.name == "units") | (.columns | index("overdue")) as $o | (.columns | index("open")) as $n | [.rows[] | [.[0], .[$o], .[$n]]]' report
    is '["A"]' '[.tables[] | select(.name == "oldest").rows[][0]]' report
    for n in 1 2 3; do
        sed -n "$n~3p" ledger | h12-report overdue -q --now "$NOW" --partial >part.$n
    done
    h12-report overdue -q --now "$NOW" --merge --format json part.3 part.1 part.2 | cmp report -
    # Parts whose contacts are not work and repeats together are refused.
    sed -i 's/"repeats":[0-9]*/"repeats":9/' part.1
    run h12-report overdue -q --now "$NOW" --merge part.1 part.2
    [ "$status" -eq 2 ]
    [[ $output == *"a partial whose sums do not meet"* ]]
    h12-report overdue -q --now "$NOW" --lang en ledger | grep -qE '^open contacts +5$'
    h12-report overdue -q --now "$NOW" --lang zh ledger | grep -qE '^在办来电 +5$'
}

@test "a follower is not supervised and not urged: its earlier case is" {
    # Of Thursday 10-08 and urgent, three working days: due on Monday 10-12.
    { first A; follower B A; } | sed 's/"state"/"urgency":"urgent","state"/' >in
    h12-supervise -q --now 2026-10-13 --notices notices in >out
    is '"A"' .case notices
    is '"A"' 'select(.supervision) | .id' out
    cmp <(tail -n 1 in) <(tail -n 1 out)
}
