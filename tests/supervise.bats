#!/usr/bin/env bats
# h12-supervise: the tool beside the articles (articles/art11.bats, art12.bats, art13.bats and
# art19.bats hold the law): what it passes, how its file is read, notices, and what it refuses.
bats_require_minimum_version 1.5.0
load helper
load articles/supervising
export H12_SHARE=$ROOT/share
POLICY=$ROOT/share/policy/hangzhou-draft-2023.json

# refused CODE FIELD MEMBERS: this event on `in` is a reject, and nothing else is said of the case
# than without it.
refused() {
    act 2026-10-09 >/dev/null
    mv out without
    act 2026-10-09 "$3"
    [ "$status" -eq 1 ] || { echo "$3: $status"; return 1; }
    is "[\"$1\",\"$2\"]" '[.code, .field]' rejects || return 1
    cmp without out
}

# assigned ID UNIT [MEMBERS]: a normal case of Monday 2026-09-28, due on Saturday 10-10.
assigned() {
    case_assigned "$1" "$2" 2026-09-28T10:00:00+08:00 2026-09-28T09:00:00+08:00 "$3"
}

@test "the whole record of an item, an action and a notice, by hand" {
    printf '%s\n' '{"id":"a","received_at":"2026-10-09T08:00:00+08:00","state":"assigned","urgency":"critical","n":1.50,"assignment":{"round":1,"lead":"330106","at":"2026-10-09T09:00:00+08:00"},"history":[]}' >in
    printf '督办编号,工单编号,督办时间,登记时间,督办方式,督办人,督办单位,督办意见,督办结果\nS1,a,2026/10/12 9:00,2026-10-12 09:30,report,陶科,西湖区,限期汇报,已汇报\n' >actions
    OPTIONS=(--actions actions --notices notices --lang en)
    act 2026-10-12T10:00:00+08:00
    [ "$status" -eq 0 ]
    cat >want <<'END'
{"id":"a","received_at":"2026-10-09T08:00:00+08:00","state":"assigned","urgency":"critical","n":1.50,"assignment":{"round":1,"lead":"330106","at":"2026-10-09T09:00:00+08:00"},"history":[{"at":"2026-10-12T09:30:00+08:00","event":"supervision_item","by":"h12-supervise","basis":"art.19(4)","item":{"class":4,"basis":"art.19(4)","reason":"the case is critical","since":"2026-10-09T08:00:00+08:00","evidence":[{"source":"urgency"}]}},{"at":"2026-10-12T09:30:00+08:00","event":"supervision_action","by":"陶科","basis":"art.12(3)","id":"S1","kind":"report","closes":["art.19(4)"],"input":{"action":"S1","case":"a","at":"2026-10-12T09:00:00+08:00","recorded_at":"2026-10-12T09:30:00+08:00","kind":"report","officer":"陶科","unit":"西湖区","reason":"限期汇报","outcome":"已汇报"}},{"at":"2026-10-12T10:00:00+08:00","event":"urged","by":"h12-supervise","basis":"art.13(3)","level":"late","unit":"330106","due_at":"2026-10-10T23:59:59+08:00","policy":"supervision.critical_hours"}],"supervision":{"items":[{"class":4,"basis":"art.19(4)","reason":"the case is critical","since":"2026-10-09T08:00:00+08:00","evidence":[{"source":"urgency"}],"closed_at":"2026-10-12T09:30:00+08:00","closed_by":"S1"}],"actions":[{"action":"S1","kind":"report","basis":"art.12(3)","at":"2026-10-12T09:00:00+08:00","recorded_at":"2026-10-12T09:30:00+08:00","officer":"陶科","units":["330106"],"answers":["art.19(4)"],"completed_at":"2026-10-12T09:30:00+08:00","completed_by":"S1"}],"joint":false,"urges":{"count":1,"level":"late","unit":"330106","at":"2026-10-12T10:00:00+08:00","due_at":"2026-10-10T23:59:59+08:00","late":1}}}
END
    diff want out
    event_counts h12-supervise 1 1 0 0 0
    grep -q ', 1 notices;' err
    echo '{"unit":"330106","name":"杭州市西湖区人民政府","contact":"0571-00000003","case":"a","level":"late","basis":"art.13(3)","policy":"supervision.critical_hours","at":"2026-10-12T10:00:00+08:00","due":"2026-10-10","due_at":"2026-10-10T23:59:59+08:00","late_workdays":1,"late_days":2,"text":"12345: case a was due on 2026-10-10 and is late by 1 working days; please finish it and answer."}' >want
    diff want notices
    rm notices
    iconv -t GB18030 actions >gb && mv gb actions
    cp out utf8
    act 2026-10-12T10:00:00+08:00
    cmp utf8 out
}

@test "nothing to supervise, no events: byte for byte, in whatever state" {
    printf ' {"id" :"x", "state":"closed","n":1e400 }\n{"id":"y","received_at":"2026-09-28T09:00:00+08:00","state":"verifying"}\n{"id":"z","state":"accepted","supervision":{"items":[], "actions":[ ],"joint":false}}\n' >in
    assigned a 330106 '"n":9007199254740993' >>in
    act 2026-10-30
    cmp in out
    printf 'action,case,at\n' >none
    OPTIONS=(--actions none)
    act 2026-10-30
    cmp in out
}

@test "run twice on a day, nothing more is said: neither in the ledger nor in the file of notices" {
    { assigned a 330106; assigned b 330105 '"urgency":"critical"'; rounds "joint:330108:330106:2026-09-28T10:00:00+08:00" | jq -c '.id = "c"'; } >in
    printf '{"action":"S1","case":"c","at":"2026-10-12 09:00","kind":"files","officer":"Tao"}\n' >actions
    OPTIONS=(--actions actions --notices notices)
    act 2026-10-12
    [ "$status" -eq 0 ]
    is '[["330105","b"],["330106","a"],["330108","c"]]' '[.[] | [.unit, .case]]' <(jq -s . notices)
    checked out
    cp out in
    cp notices before
    act 2026-10-12
    cmp in out
    cmp before notices
    event_counts h12-supervise 1 0 1 0 0
    grep -q ', 0 notices;' err
    # The next night's stand behind them: a and c were told yesterday; b is told in hours.
    act 2026-10-13
    head -n 3 notices | cmp before -
    is '["b"]' '[.[3:][].case]' <(jq -s . notices)
}

@test "a run that broke off between the notices and the ledger is repeated, and tells nothing twice" {
    { assigned a 330106; assigned b 330105; } >in
    OPTIONS=(--notices notices)
    act 2026-10-12
    cp out whole
    cp notices told
    act 2026-10-12 # over the old ledger
    cmp whole out
    cmp told notices
    act 2026-10-12T12:00:00+08:00 # on the same day
    cmp told notices
    is '[1,1]' '[.[].supervision.urges.count]' <(jq -s . out)
    act 2026-10-14 # two working days on, the old ledger still there
    [ "$(wc -l <notices)" -eq 4 ]
}

@test "the notices stand before the ledger does: where they can't, the ledger is as it was" {
    assigned a 330106 >in
    cp in ledger
    mkdir folder
    run h12-supervise --now 2026-10-12 --notices folder -o ledger in
    [ "$status" -eq 2 ]
    cmp in ledger
    run h12-supervise --now 2026-10-12 --notices /dev/full -o ledger in
    [ "$status" -eq 3 ]
    cmp in ledger
    # And the other way round: a ledger that has to stand tells nobody.
    { cat in; echo '{'; } >bad
    cp bad ledger
    run h12-supervise --now 2026-10-12 --notices notices -o ledger ledger
    [ "$status" -eq 3 ]
    cmp bad ledger
    [ ! -e notices ]
    run h12-supervise --now 2026-10-12 --strict --notices notices -o ledger bad
    [ "$status" -eq 1 ]
    [ ! -e notices ]
}

@test "a case that is refused after all is not told of" {
    { assigned a 330106 "\"text\":\"$(head -c 3000 /dev/zero | tr '\0' x)\""; assigned b 330106; } >in
    length=$(head -n 1 in | wc -c)
    OPTIONS=(--notices notices --max-line $((length + 10)))
    act 2026-10-12
    is '["too_long"]' '[.code]' rejects
    is '["b"]' '[.[].case]' <(jq -s . notices)
}

@test "notices are masked, and have nothing of who asked" {
    assigned a 330106 '"requester":{"type":"person","name":"欧阳大树","phone":"13800001234"},"title":"欧阳大树说水管爆了，打13800001234","text":"欧阳大树"' >in
    OPTIONS=(--notices notices)
    act 2026-10-12
    run ! grep -e 欧阳大树 -e 13800001234 notices
    is '"【12345】工单a已于2026-10-10到期，逾期1个工作日，请尽快办结并答复反映人。"' .text notices
    is '["unit","name","contact","case","level","basis","at","due","due_at","late_workdays","late_days","title","text"]' 'keys_unsorted' notices
    # In the policy's language, or the one asked for.
    rm notices
    jq '.lang = "en"' "$POLICY" >own.json
    OPTIONS=(--notices notices --policy own.json)
    act 2026-10-09
    is '"12345: case a is due on 2026-10-10; please finish it and answer in time."' .text notices
    OPTIONS=(--notices notices --lang fr)
    act 2026-10-09
    [ "$status" -eq 2 ]
}

@test "what else a file of notices has stays: other lines, and one that was cut off" {
    assigned a 330106 >in
    printf 'not json\n\n{"case":"z","at":"soon"}\n{"case":"y","at":"2026-10' >notices
    cp notices had
    OPTIONS=(--notices notices)
    act 2026-10-12
    head -c "$(wc -c <had)" notices | cmp had -
    is '["a"]' '[.case]' <(tail -n 1 notices)
    [ "$(wc -l <notices)" -eq 5 ]
    [ "$(stat -c %a notices)" = "$(stat -c %a had)" ]
    rm notices
    act 2026-10-12
    [ "$(stat -c %a notices)" = 600 ]
}

# wordy NUMBER: a late case whose notice takes 800 kB; memory holds five of them.
wordy() {
    assigned "w$1" $((330105 + $1 * 5 % 4)) "\"title\":\"$(head -c 800000 /dev/zero | tr '\0' x)$1\""
}

@test "more notices than memory holds: by unit and case, each as it is alone, behind what the file had" {
    for number in 7 3 12 1 9 4 11 2 8 10 5 6; do wordy $number; done >in
    mkdir temporary
    echo '{"case":"old"}' >notices
    cp notices want
    TMPDIR=$PWD/temporary h12-supervise -q --now 2026-10-12 --notices notices -o out in
    [ -z "$(ls temporary)" ]
    # The second way: each case by itself, put in order by sort(1).
    while IFS= read -r line; do
        rm -f one
        printf '%s\n' "$line" | h12-supervise -q --now 2026-10-12 --notices one >>outs
        jq -r '"\(.unit)\t\(.case)"' one | tr '\n' '\t'
        cat one
    done <in | LC_ALL=C sort -t "$(printf '\t')" -k 1,2 | cut -f 3- >>want
    [ "$(wc -l <want)" -eq 13 ]
    cmp want notices
    cmp outs out
}

@test "a temporary folder that is not there is exit 3 once it is needed, and names it; nothing is replaced" {
    for number in 1 2 3 4 5 6; do wordy $number; done >in
    echo '{"case":"old"}' >notices
    cp notices had
    cp in ledger
    run env TMPDIR=/nowhere h12-supervise --now 2026-10-12 --notices notices -o ledger ledger
    [ "$status" -eq 3 ]
    [[ $output == "h12-supervise: '/nowhere/h12-"*"': No such file or directory" ]]
    cmp had notices
    cmp in ledger
    head -n 5 in >few
    TMPDIR=/nowhere h12-supervise -q --now 2026-10-12 --notices notices -o out few
    [ "$(wc -l <notices)" -eq 6 ]
}

@test "a ledger in two parts is as one, with the events of the other part left over" {
    { assigned a 330106; assigned b 330105 '"urgency":"critical"'; } >all
    printf '%s\n' '{"action":"S1","case":"a","at":"2026-10-12 09:00","kind":"urge","officer":"Tao"}' \
        '{"action":"S2","case":"b","at":"2026-10-12 09:00","kind":"report","officer":"Tao"}' >actions
    cp all in
    OPTIONS=(--actions actions --notices notices)
    act 2026-10-12
    mv out whole
    for part in 1 2; do
        sed -n ${part}p all >in
        OPTIONS=(--actions actions --notices notices.$part --shard --unmatched left.$part)
        act 2026-10-12
        [ "$status" -eq 0 ]
        cat out >>parts
    done
    cmp whole parts
    cmp <(sort notices) <(sort notices.1 notices.2)
    is '"S2"' .action left.1
    is '"S1"' .action left.2
}

@test "an urge is of the unit that has the case" {
    assigned a 330106 >in
    act 2026-10-12 '"action":"S1","at":"2026-10-09 09:00","kind":"urge","officer":"Tao"'
    is '["urge","art.11(1)",["330106"],[],"2026-10-09T09:00:00+08:00"]' \
        '.supervision.actions[0] | [.kind, .basis, .units, .answers, .completed_at]'
    checked out
    refused bad_value unit '"action":"S1","at":"2026-10-09 09:00","kind":"urge","officer":"Tao","unit":"330105"'
    refused bad_value unit '"action":"S1","at":"2026-10-09 09:00","kind":"urge","officer":"Tao","unit":"nobody"'
    refused out_of_order at '"action":"S1","at":"2026-09-28 09:59","recorded_at":"2026-10-09 09:00","kind":"urge","officer":"Tao"'
    of '.state = "replied"'
    refused wrong_state case '"action":"S1","at":"2026-10-09 09:00","kind":"urge","officer":"Tao"'
}

@test "art.26 and 27: a leader's session and what a person found of conduct are facts of any case" {
    for state in assigned closed declined; do
        assigned a 330106 | jq -c --arg state $state '.state = $state' >in
        act 2026-10-09 '"action":"S1","at":"2026-10-09 09:00","kind":"session","officer":"Tao","unit":"西湖区"' \
            '"action":"S2","at":"2026-10-09 09:00","kind":"finding","officer":"Tao","finding":"attitude","unit":"330106"' \
            '"action":"S3","at":"2026-10-09 09:00","kind":"finding","officer":"Tao","finding":"leak"'
        [ "$status" -eq 0 ]
        is '[["session","art.26",["330106"],null],["finding","art.27(1)",["330106"],"attitude"],["finding","art.27(4)",[],"leak"]]' \
            '[.supervision.actions[] | [.kind, .basis, .units, .finding]]' || return 1
        is '["supervision_action","Tao","art.27(4)"]' '.history[-1] | [.event, .by, .basis]'
        is "\"$state\"" .state
        [ $state != assigned ] || checked out --now 2026-10-09
    done
    assigned a 330106 >in
    refused missing finding '"action":"S1","at":"2026-10-09 09:00","kind":"finding","officer":"Tao"'
    refused bad_value finding '"action":"S1","at":"2026-10-09 09:00","kind":"finding","officer":"Tao","finding":"lazy"'
    refused missing unit '"action":"S1","at":"2026-10-09 09:00","kind":"session","officer":"Tao"'
}

@test "an event that is malformed, early or late names its column" {
    assigned a 330106 '"urgency":"critical"' >in
    refused missing kind '"action":"S1","at":"2026-10-09 09:00","officer":"Tao"'
    refused bad_value kind '"action":"S1","at":"2026-10-09 09:00","officer":"Tao","kind":"praise"'
    refused missing officer '"action":"S1","at":"2026-10-09 09:00","kind":"meeting"'
    refused future at '"action":"S1","at":"2026-10-10 09:00","officer":"Tao","kind":"meeting"'
    refused out_of_order at '"action":"S1","at":"2026-09-28 09:30","officer":"Tao","kind":"meeting"'
    refused out_of_order at '"action":"S1","at":"2026-09-28 08:30","recorded_at":"2026-10-09 09:00","officer":"Tao","kind":"meeting"'
    refused bad_value unit '"action":"S1","at":"2026-10-09 09:00","officer":"Tao","kind":"meeting","unit":"330106|330106"'
    refused bad_value of '"action":"S1","at":"2026-10-09 09:00","officer":"Tao","kind":"meeting","of":"S0"'
    refused missing of '"action":"S1","at":"2026-10-09 09:00","officer":"Tao","kind":"completed","outcome":"x"'
    refused wrong_state of '"action":"S1","at":"2026-10-09 09:00","officer":"Tao","kind":"completed","outcome":"x","of":"S0"'
    of '.id = "b"'
    refused no_such_case case '"action":"S1","at":"2026-10-09 09:00","officer":"Tao","kind":"meeting"'
    of '.id = "a"'
    for state in declined barred answered closed withdrawn; do
        of ".state = \"$state\""
        refused wrong_state case '"action":"S1","at":"2026-10-09 09:00","officer":"Tao","kind":"meeting"' || return 1
    done
}

@test "what became of an action is told once, with its outcome" {
    assigned a 330106 >in
    act 2026-10-09 '"action":"S1","at":"2026-10-08 09:00","officer":"Tao","kind":"report"' \
        '"action":"S2","at":"2026-10-08 10:00","officer":"Tao","kind":"urge"'
    mv out in
    refused missing outcome '"action":"S3","at":"2026-10-09 09:00","officer":"Tao","kind":"completed","of":"S1"'
    refused wrong_state of '"action":"S3","at":"2026-10-09 09:00","officer":"Tao","kind":"completed","of":"S2","outcome":"x"'
    refused out_of_order at '"action":"S3","at":"2026-10-08 08:00","recorded_at":"2026-10-09 09:00","officer":"Tao","kind":"completed","of":"S1","outcome":"x"'
    act 2026-10-09 '"action":"S3","at":"2026-10-09 09:00","officer":"Tao","kind":"completed","of":"S1","outcome":"heard"'
    checked out --now 2026-10-09
    mv out in
    refused id_conflict action '"action":"S3","at":"2026-10-09 09:00","officer":"Tao","kind":"completed","of":"S1","outcome":"other"'
    refused wrong_state of '"action":"S4","at":"2026-10-09 10:00","officer":"Tao","kind":"completed","of":"S1","outcome":"x"'
}

@test "more actions than can be kept" {
    assigned a 330106 >in
    for n in $(seq 65); do
        printf '{"action":"S%s","case":"a","at":"2026-10-09 09:00","kind":"files","officer":"Tao"}\n' "$n"
    done >actions
    OPTIONS=(--actions actions)
    act 2026-10-09
    is '["wrong_state","case"]' '[.code, .field]' rejects
    is 64 '.supervision.actions | length'
    checked out --now 2026-10-09
}

@test "an action that comes with the night finds what there was when it was taken" {
    rounds "dispatched:330106:330108:2026-09-28T10:00:00+08:00" >in
    # Late from 10-11 on; the meeting of the 12th answers it, though the tool runs that night alone.
    act 2026-10-12 '"action":"S1","at":"2026-10-12 09:00","kind":"meeting","officer":"Tao","outcome":"x"'
    items '[[1,"art.19(1)","several units, and late","2026-10-10T23:59:59+08:00","S1"]]'
    is '[["supervision_item","2026-10-12T09:00:00+08:00"],["supervision_action","2026-10-12T09:00:00+08:00"]]' \
        '[.history[-2:][] | [.event, .at]]'
    # One of the 9th could not: it was in time then.
    act 2026-10-12 '"action":"S1","at":"2026-10-09 09:00","kind":"meeting","officer":"Tao","outcome":"x"'
    items '[[1,"art.19(1)","several units, and late","2026-10-10T23:59:59+08:00",null]]'
}

@test "an action answers no item that arose after it, in the run that notes the item or a later one" {
    jq '.day_end = "17:30:00"' "$POLICY" >own.json
    OPTIONS=(--policy own.json)
    # Due on Saturday 10-10, a working day, at half past five: late from then on.
    rounds "dispatched:330106:330108:2026-09-28T10:00:00+08:00" >start
    cp start in
    morning='"action":"S1","at":"2026-10-10 09:00","kind":"meeting","officer":"Tao","outcome":"x"'
    item='[[1,"art.19(1)","several units, and late","2026-10-10T17:30:00+08:00",null]]'
    for named in ',"answers":"art.19(1)"' ''; do
        cp start in
        act 2026-10-10 "$morning$named"
        items "$item"
        cp out first
        mv out in
        act 2026-10-10 "$morning$named"
        cmp first out
        checked out --policy own.json --now 2026-10-10
    done
    # Named, it is a reject both times; one of the evening answers it.
    cp first in
    act 2026-10-10 "${morning/S1/S2},\"answers\":\"art.19(1)\""
    is '["bad_value","answers"]' '[.code, .field]' rejects
    cmp first out
    act 2026-10-10 '"action":"S3","at":"2026-10-10 17:30","kind":"meeting","officer":"Tao","outcome":"x"'
    items "${item/null/\"S3\"}"
    checked out --policy own.json --now 2026-10-10
    # What was under way before, and is over after, answers it, too.
    cp start in
    act 2026-10-10 '"action":"S4","at":"2026-10-10 09:00","kind":"meeting","officer":"Tao"' \
        '"action":"S5","at":"2026-10-10 18:00","kind":"completed","of":"S4","officer":"Tao","outcome":"x"'
    items "${item/null/\"S4\"}"
}

@test "h12-check finds a supervision that history does not bear out" {
    rounds "joint:330106:330108:2026-09-28T10:00:00+08:00" >in
    OPTIONS=(--notices notices)
    act 2026-10-12 '"action":"S1","at":"2026-10-12 09:00","kind":"on_site","officer":"Tao","finding":"x"'
    checked out
    mv out good
    breaks '.supervision.items[0].since = "2026-10-11T00:00:00+08:00"' 'item_differs art.19'
    breaks '.supervision.items |= .[:1]' 'item_differs art.19'
    breaks '.supervision.joint = true' 'item_differs art.19'
    breaks '(.supervision.items[] | select(.closed_by)).closed_by = "S2"' 'item_closed art.19'
    breaks '(.supervision.items[] | select(.closed_by)).closed_at = "2026-10-12T10:00:00+08:00"' 'item_closed art.19'
    breaks '(.supervision.items[] | select(.closed_by | not)) += {closed_at: "2026-10-12T09:00:00+08:00", closed_by: "S1"}' 'item_closed art.19'
    breaks '(.supervision.items[] | select(.closed_by)).since = "2026-10-12T09:00:01+08:00"' 'item_closed art.19' 'item_differs art.19'
    breaks '.supervision.actions[0].action = "S2"' 'action_differs art.12' 'item_closed art.19'
    breaks '.supervision.actions = []' 'action_differs art.12' 'item_closed art.19'
    breaks '.supervision.urges.count = 2' 'urges_differ art.11(1)'
    breaks '.supervision.urges.level = "leader"' 'urges_differ art.11(1)'
    breaks '.supervision.urges.late += 1' 'bad_value null'
    breaks '.supervision.urges |= (.count = 2 | .late = 2)' 'urges_differ art.11(1)'
    breaks 'del(.supervision.urges)' 'urges_differ art.11(1)'
    breaks 'del(.supervision)' 'action_differs art.12' 'item_differs art.19' 'urges_differ art.11(1)'
    breaks '.supervision.items[0].reason = 7' 'bad_type null'
    breaks '.supervision.items[0].basis = "art.20"' 'bad_value null'
    breaks 'del(.supervision.joint)' 'missing null'
    breaks '.supervision.urges.level = "shout"' 'bad_value null'
}

@test "a member that is not its own kind is a reject" {
    assigned a 330106 '"urgency":"critical","supervision":{"items":[{"basis":"art.19(9)","since":"2026-10-09T09:00:00+08:00"}],"actions":[],"joint":false}' >in
    act 2026-10-09
    is '["bad_value","supervision.items[0].basis"]' '[.code, .field]' rejects
    assigned a 330106 '"urgency":"critical","supervision":[]' >in
    act 2026-10-09
    is '["bad_type","supervision"]' '[.code, .field]' rejects
}

@test "options that contradict each other" {
    assigned a 330106 >in
    : >none
    for words in '--lang zh' '--actions missing' '--shard' '--unmatched x' '--auto' '--notices -' \
        '--notices in' '--notices out -o out' '--actions none --notices none'; do
        # shellcheck disable=SC2086
        run h12-supervise $words in
        printf '%s: %s: %s\n' "$words" "$status" "$output"
        [ "$status" -eq 2 ] && [ ! -e out ]
    done
}
