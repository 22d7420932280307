#!/usr/bin/env bats
# h12-diff: in what two ledgers differ.
bats_require_minimum_version 1.5.0
load helper

# line ID MEMBERS
line() {
    printf '{"id":"%s","received_at":"2026-10-09T08:00:00+08:00"%s}\n' "$1" "${2:+,$2}"
}

# differs WANT: what h12-diff a b prints; with --exit-code its status is 1 then.
differs() {
    run -1 --separate-stderr h12-diff -q --exit-code a b
    [ "$output" = "$1" ] || {
        printf 'want:\n%s\ngot:\n%s\n' "$1" "$output"
        return 1
    }
}

@test "the same cases in another order differ in nothing: status 0" {
    { line 1 '"state":"accepted"'; line 2 '"state":"triage"'; } >a
    tac a >b
    run -0 h12-diff --exit-code a b
    [ "$output" = 'h12-diff: 2 read, 0 rejected, 2 the same, 0 changed, 0 only in a, 0 only in b' ]
    [ -z "$(h12-diff -q a b)" ]
}

@test "members in another order are no difference, nor are blanks around values" {
    line 1 '"state":"accepted","deadline":{"due":"2026-10-15","status":"running"}' >a
    echo '{ "deadline" : { "status":"running", "due":"2026-10-15" }, "state":"accepted", "id":"1","received_at":"2026-10-09T08:00:00+08:00" }' >b
    [ -z "$(h12-diff -q a b)" ]
}

@test "a difference names the case, the member with its path, and both values" {
    line 1 '"state":"accepted","deadline":{"due":"2026-10-15","limit":5}' >a
    line 1 '"state":"assigned","deadline":{"due":"2026-10-13","limit":5}' >b
    differs '{"id":"1","member":"state","a":"accepted","b":"assigned"}
{"id":"1","member":"deadline.due","a":"2026-10-15","b":"2026-10-13"}'
}

@test "what one side has not is left out of it; of arrays the elements are counted" {
    line 1 '"state":"accepted","history":[1,2],"matter":"0403"' >a
    line 1 '"state":"accepted","history":[1,2,3],"designated":true' >b
    differs '{"id":"1","member":"history","a":{"elements":2},"b":{"elements":3}}
{"id":"1","member":"matter","a":"0403"}
{"id":"1","member":"designated","b":true}'
}

@test "cases that only one of them has, those of a at the end and in its order" {
    { line 3 '"state":"accepted"'; line 1 '"state":"accepted"'; line 2 '"state":"accepted"'; } >a
    { line 9 '"state":"accepted"'; line 2 '"state":"accepted"'; } >b
    differs '{"id":"9","only":"b"}
{"id":"3","only":"a"}
{"id":"1","only":"a"}'
}

@test "what people wrote, and what is unknown, is withheld, unless there is a purpose" {
    line 1 '"state":"accepted","text":"路灯不亮","requester":{"phone":"13800001234"},"note":"x","assignment":{"reason":"call 13800001234"}' >a
    line 1 '"state":"accepted","text":"路灯坏了","requester":{"phone":"13800001235"},"note":"y","assignment":{"reason":"z"}' >b
    differs '{"id":"1","member":"text","withheld":true}
{"id":"1","member":"requester.phone","withheld":true}
{"id":"1","member":"note","withheld":true}
{"id":"1","member":"assignment.reason","withheld":true}'
    run -0 --separate-stderr h12-diff -q --reveal 'a question of the office' a b
    [ "${lines[0]}" = '{"id":"1","member":"text","a":"路灯不亮","b":"路灯坏了"}' ]
    [[ $stderr == *'personal data is shown, purpose: a question of the office'* ]]
}

@test "--summary counts cases, members, and what became of what" {
    for i in 1 2 3 4; do line $i '"state":"assigned","deadline":{"status":"running","due":"2026-10-15"}'; done >a
    {
        line 1 '"state":"assigned","deadline":{"status":"overdue","due":"2026-10-13"}'
        line 2 '"state":"assigned","deadline":{"status":"overdue","due":"2026-10-13"}'
        line 3 '"state":"assigned","deadline":{"status":"running","due":"2026-10-14"}'
        line 5 '"state":"assigned"'
    } >b
    run -0 --separate-stderr h12-diff -q --summary --format csv --lang en a b
    tr -d '\r' <<<"$output" >got
    grep -qx 'difference_cases,changed,3' got
    grep -qx 'difference_cases,only in a,1' got
    grep -qx 'difference_cases,only in b,1' got
    grep -qx 'difference_members,deadline.due,3' got
    grep -qx 'difference_members,deadline.status,2' got
    grep -qx 'difference_changes,deadline.status,running,overdue,2' got
}

@test "a ledger that is no regular file, or not there, is status 2; one with a bad line, or an id twice, 3" {
    line 1 '"state":"accepted"' >b
    for ledger in missing . /dev/null; do
        run -2 h12-diff $ledger b
    done
    run -2 h12-diff
    echo '{"id":' >bad
    run -3 h12-diff bad b
    [[ $output == *"'bad': line 1 is no case"* ]]
    cat b b >twice
    run -3 h12-diff twice b
    [[ $output == *"'twice': line 2 has the id of another case"* ]]
    run -2 h12-diff --format csv b b
}

@test "a ledger whose last line has no newline, with a BOM, CR and empty lines" {
    { line 1 '"state":"accepted"'; line 2 '"state":"triage"'; } >b
    { printf '\xef\xbb\xbf'; sed 's/$/\r/; 1s/$/\n\r/' b; } | head -c -2 >a
    [ -z "$(h12-diff -q a b)" ]
}

@test "what is on one side alone is told member by member, and what people wrote there is withheld" {
    line 1 '"state":"accepted"' >a
    line 1 '"state":"assigned","assignment":{"round":1,"lead":"city-urban","reason":"陈某称 13800001234","at":"2026-10-09T09:00:00+08:00","evidence":[1]},"alert":{"at":"2026-10-09T09:00:00+08:00","acknowledged_by":"赵科长","contact":"0571-00001111"},"supervision":{"joint":true,"actions":[{"officer":"赵科长"}],"urges":{"count":1,"to":"赵科长"}},"deadline":{"due":"2026-10-15","note":"赵科长"},"requester":{"name":"陈某"}' >b
    differs '{"id":"1","member":"state","a":"accepted","b":"assigned"}
{"id":"1","member":"assignment.round","b":1}
{"id":"1","member":"assignment.lead","b":"city-urban"}
{"id":"1","member":"assignment.reason","withheld":true}
{"id":"1","member":"assignment.at","b":"2026-10-09T09:00:00+08:00"}
{"id":"1","member":"assignment.evidence","b":{"elements":1}}
{"id":"1","member":"alert.at","b":"2026-10-09T09:00:00+08:00"}
{"id":"1","member":"alert.acknowledged_by","withheld":true}
{"id":"1","member":"alert.contact","withheld":true}
{"id":"1","member":"supervision.joint","b":true}
{"id":"1","member":"supervision.actions","b":{"elements":1}}
{"id":"1","member":"supervision.urges.count","b":1}
{"id":"1","member":"supervision.urges.to","withheld":true}
{"id":"1","member":"deadline.due","b":"2026-10-15"}
{"id":"1","member":"deadline.note","withheld":true}
{"id":"1","member":"requester","withheld":true}'
    run -0 --separate-stderr h12-diff -q b a
    [[ $output != *赵* && $output != *陈* && $output != *1380000* ]]
    [ "$(h12-diff -q b a | jq -c 'select(.member == "assignment.lead")')" = '{"id":"1","member":"assignment.lead","a":"city-urban"}' ]
}

@test "a member of another type shows nothing of what was written; an empty object is a difference" {
    line 1 '"state":"accepted","matter":{"note":"赵科长"},"alert":{},"text":["赵科长"]' >a
    line 1 '"state":"accepted","matter":"0403","text":"赵科长"' >b
    differs '{"id":"1","member":"matter","withheld":true}
{"id":"1","member":"alert","withheld":true}
{"id":"1","member":"text","withheld":true}'
}

@test "an id that comes in twice is status 3, whether the ledger has it or not, in one file or two" {
    { line 1 '"state":"accepted"'; line 2 '"state":"accepted"'; } >a
    { line 1 '"state":"accepted"'; line 9 '"state":"accepted"'; } >b
    line 1 '"state":"triage"' >known
    line 9 '"state":"triage"' >new
    cat b known >twice
    run -3 h12-diff a twice
    [[ $output == *"'twice': line 3 has the id of another case"* ]]
    run -3 h12-diff a b new
    [[ $output == *"'new': line 1 has the id of another case"* ]]
    run -3 h12-diff -o out a b new
    [ ! -e out ]
    run -0 h12-diff -q a b
}

@test "a code that no table has may be anything that was typed: it is withheld, in the summary too" {
    typed='张三13800001111'
    line 1 '"state":"assigned","matter":"0403","district":"330106","kind":"help","channel":"phone","assignment":{"lead":"330106","basis":"art.13(2)","round":1,"at":"2026-10-09T09:00:00+08:00"},"alert":{"unit":"330106"},"supervision":{"urges":{"unit":"330106"}},"deadline":{"policy":"hangzhou-draft-2023","calendar":"cn","due":"2026-10-15","limit":5,"provisional":false}' >a
    line 1 '"state":"X","matter":"X","district":"X","kind":"X","channel":"X","assignment":{"lead":"X","basis":"X","round":13800001111,"at":"X"},"alert":{"unit":"X"},"supervision":{"urges":{"unit":"X"}},"deadline":{"policy":"X","calendar":"X","due":"X","limit":"X","provisional":"X"}' |
        sed "s/\"state\":\"X\"/\"state\":\"closed\"/; s/\"X\"/\"$typed\"/g" >b
    h12-diff -q a b >out
    is '["state"]' 'select(has("withheld") | not) | [.member]'
    [ "$(jq -s 'map(select(.withheld)) | length' out)" -eq 15 ]
    run ! grep -q "$typed\|13800001111" out
    for ledgers in 'a b' 'b a'; do
        # shellcheck disable=SC2086
        h12-diff -q --summary --lang en --format csv $ledgers | tr -d '\r' >out
        run ! grep -q "$typed\|13800001111" out
        grep -q '^difference_changes,matter,.*(withheld)' out
        grep -q '^difference_changes,assignment.lead,.*(withheld)' out
    done
    # With a purpose they are shown.
    h12-diff -q --reveal 'a question of the office' --summary --lang en --format csv a b 2>/dev/null | grep -q "^difference_changes,matter,0403,$typed"
    # Codes that the tables have are shown, on both sides.
    line 1 '"state":"assigned","matter":"0305","district":"330105","kind":"report","channel":"app","assignment":{"lead":"city-urban","basis":"art.16(1)","round":2,"at":"2026-10-10T09:00:00+08:00"},"alert":{"unit":"330105"},"supervision":{"urges":{"unit":"330105"}},"deadline":{"policy":"hangzhou-draft-2023","calendar":"cn","due":"2026-10-16","limit":6,"provisional":true}' >b
    h12-diff -q a b >out
    is '[13,0]' '[., inputs] | [length, (map(select(.withheld)) | length)]'
}

@test "where a case stands with who asked is shown, and counted" {
    line 1 '"state":"closed","callback":{"outcome":"satisfied","tries":0,"closed_at":"2026-10-10T09:00:00+08:00","rating":"R1"}' >a
    line 1 '"state":"closed","callback":{"outcome":"unreached","tries":3,"closed_at":"2026-10-11T09:00:00+08:00","rating":"R2"}' >b
    differs '{"id":"1","member":"callback.outcome","a":"satisfied","b":"unreached"}
{"id":"1","member":"callback.tries","a":0,"b":3}
{"id":"1","member":"callback.closed_at","a":"2026-10-10T09:00:00+08:00","b":"2026-10-11T09:00:00+08:00"}
{"id":"1","member":"callback.rating","withheld":true}'
    h12-diff -q --summary --lang en --format csv a b | tr -d '\r' | grep -qx 'difference_changes,callback.outcome,satisfied,unreached,1'
}

@test "a case of the ledger that comes in and is rejected is not only in a" {
    { line 1 '"state":"accepted"'; line 2 '"state":"accepted"'; line 3 '"state":"accepted"'; } >a
    { line 1 '"state":"accepted"'; line 2 '"state":"lost"'; line 9; } >b
    run -1 h12-diff -r rejects a b
    [ "$output" = 'h12-diff: 3 read, 2 rejected, 1 the same, 0 changed, 1 only in a, 0 only in b, 1 not compared
{"id":"3","only":"a"}' ] || [ "$output" = '{"id":"3","only":"a"}
h12-diff: 3 read, 2 rejected, 1 the same, 0 changed, 1 only in a, 0 only in b, 1 not compared' ]
    h12-diff -q -r rejects --summary --lang en --format csv a b | tr -d '\r' >out || [ "$?" -eq 1 ]
    grep -qx 'difference_cases,not compared,1' out
}
