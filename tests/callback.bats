#!/usr/bin/env bats
# h12-callback: the tool beside the articles (articles/art11.bats, art20.bats and art28.bats hold the
# law): what it passes, how its file is read, withdrawals, and what it refuses to take.
bats_require_minimum_version 1.5.0
load helper
load articles/ratings
export H12_SHARE=$ROOT/share

# rejected CODE FIELD MEMBERS: this event on `in` is a reject, and the case leaves as it came.
rejected() {
    on 2026-10-12 "$3"
    [ "$status" -eq 1 ] || { echo "$3: $status"; return 1; }
    is "[\"$1\",\"$2\"]" '[.code, .field]' rejects || return 1
    cmp in out
}

@test "the whole record of a rating, by hand" {
    printf '%s\n' '{"id":"a","received_at":"2026-10-09T08:00:00+08:00","state":"resolved","n":1.50,"history":[],"assignment":{"round":1,"lead":"330106","at":"2026-10-09T09:00:00+08:00"}}' >in
    printf '评价编号,工单编号,评价时间,登记时间,评价方,是否解决,满意度,原因\nR1,a,2026/10/12 9:00,2026-10-12 09:30,requester,partly,basic,slow\n' | ratings
    rate 2026-10-12
    [ "$status" -eq 0 ]
    printf '%s\n' '{"id":"a","received_at":"2026-10-09T08:00:00+08:00","state":"closed","n":1.50,"history":[{"at":"2026-10-12T09:30:00+08:00","event":"rated","by":"requester","basis":"art.11(4)","id":"R1","outcome":"closed","input":{"rating":"R1","case":"a","at":"2026-10-12T09:00:00+08:00","recorded_at":"2026-10-12T09:30:00+08:00","by":"requester","resolved":"partly","satisfied":"basic","reason":"slow"}},{"at":"2026-10-12T09:30:00+08:00","event":"closed","by":"h12-callback","basis":"art.11(4)","reason":"rated, and not as bad","held":{"by":"hotline","from":"2026-10-09T08:00:00+08:00","workdays":2}}],"assignment":{"round":1,"lead":"330106","at":"2026-10-09T09:00:00+08:00"},"callback":{"outcome":"satisfied","basis":"art.11(4)","tries":0,"rating":"R1","resolved":"partly","satisfied":"basic","closed_at":"2026-10-12T09:30:00+08:00","ratings":[{"rating":"R1","round":1,"by":"requester","at":"2026-10-12T09:00:00+08:00","recorded_at":"2026-10-12T09:30:00+08:00","reached":true,"resolved":"partly","satisfied":"basic","reason":"slow","outcome":"closed","counted":true}]}}' >want
    diff want out
    event_counts h12-callback 1 1 0 0 0
    iconv -t GB18030 ratings >gb && mv gb ratings
    rate 2026-10-12
    cmp want out
}

@test "a member of callback that is wrong is named by its path, once" {
    resolved a '"callback":{"ratings":[{"rating":"R1","at":"soon"}]}' >in
    on 2026-10-12 '"rating":"R2","at":"2026-10-12 09:00","by":"requester","satisfied":"basic"'
    is '["bad_date","callback.ratings[0].at"]' 'select(.code != "case_rejected") | [.code, .field]' rejects
    resolved a '"callback":{"verifications":[{"verification":"V1","finding":"redo"},{"verification":7}]}' >in
    on 2026-10-12 '"rating":"R2","at":"2026-10-12 09:00","by":"requester","satisfied":"basic"'
    is '["bad_type","callback.verifications[1].verification"]' 'select(.code != "case_rejected") | [.code, .field]' rejects
}

@test "cases without events leave byte for byte, in whatever state; no --ratings is no events" {
    resolved a >in
    printf ' {"id" :"x", "state":"closed","n":1e400 }\n{"id":"y","state":"verifying"}\n' >more
    cat more >>in
    on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"requester","satisfied":"basic"'
    cmp more <(tail -n 2 out)
    h12-callback -q in | cmp in -
}

@test "the same file twice changes nothing, and a file in two parts is as one" {
    { resolved a; resolved b; resolved c; } >in
    cat >all <<'EOF'
{"rating":"R1","case":"a","at":"2026-10-10 09:00","by":"requester","satisfied":"dissatisfied","reason":"no"}
{"rating":"R2","case":"b","at":"2026-10-10 09:00","by":"hotline","reached":"no"}
{"rating":"R3","case":"b","at":"2026-10-10 10:00","by":"unit","satisfied":"satisfied"}
{"rating":"R4","case":"c","at":"2026-10-10 09:00","by":"requester","satisfied":"satisfied"}
{"rating":"V1","case":"a","at":"2026-10-11 09:00","kind":"verification","finding":"upheld","officer":"Tao","reason":"lawful"}
{"rating":"R5","case":"c","at":"2026-10-11 10:00","by":"requester","satisfied":"dissatisfied"}
{"rating":"V2","case":"c","at":"2026-10-12 09:00","kind":"verification","finding":"redo","officer":"Tao","reason":"again"}
{"rating":"W1","case":"b","at":"2026-10-12 10:00","kind":"withdrawal","by":"requester"}
EOF
    cp all ratings
    rate 2026-10-12
    event_counts h12-callback 8 7 0 1 0
    checked out
    cp out whole
    cp in start
    cp out in
    rate 2026-10-12
    event_counts h12-callback 8 0 8 0 0
    cmp whole out
    cp start in
    for part in 1,3 4,6 7,8; do
        sed -n "${part}p" all >ratings
        rate 2026-10-12
        [ "$status" -eq 0 ]
        mv out in
    done
    cmp whole in
    # Days apart, as the night jobs run: each on its day.
    cp start in
    for day in 10 11 12; do
        grep "2026-10-$day" all >ratings
        rate 2026-10-$day
        mv out in
    done
    cmp whole in
}

@test "a withdrawal ends a case in any state that is not over" {
    for state in review accepted assigned answered replied committed resolved verifying; do
        case $state in
        assigned) told='.history |= .[:2] | del(.replies)' ;;
        committed) told='(.history[-1], .replies[0].review) |= (.until = "2026-10-30")' ;;
        *) told=. ;;
        esac
        resolved a | jq -c --arg state $state ".state = \$state | $told" >in
        [ $state != answered ] || answered a >in
        on 2026-10-12 '"rating":"W1","kind":"withdrawal","at":"2026-10-12 09:00","reason":"mended"'
        is '["withdrawn","withdrawn","requester",null,"mended"]' \
            '[.state, (.history[-1] | .event, .by, .basis, .reason)]' || { echo $state; return 1; }
        checked out || return 1
    done
    for state in declined barred closed withdrawn; do
        resolved a | jq -c --arg state $state '.state = $state' >in
        rejected wrong_state case '"rating":"W1","kind":"withdrawal","at":"2026-10-12 09:00"' || { echo $state; return 1; }
    done
    resolved a >in
    rejected bad_value by '"rating":"W1","kind":"withdrawal","at":"2026-10-12 09:00","by":"unit"'
    on 2026-10-12 '"rating":"W1","kind":"withdrawal","at":"2026-10-12 09:00","by":"hotline","officer":"Tao"'
    is '["Tao",{"by":"hotline","from":"2026-10-09T10:00:00+08:00","workdays":2}]' '.history[-1] | [.by, .held]'
}

@test "a withdrawal takes with it what waited: the clock, the triage, a return" {
    case_accepted a 2026-10-09T09:00:00+08:00 '"title":"xyz"' | h12-route -q | h12-deadline -q >in
    is '"triage"' .state in
    on 2026-10-12 '"rating":"W1","kind":"withdrawal","at":"2026-10-12 23:59:59"'
    is '["withdrawn",null,{"status":"none","policy":"hangzhou-draft-2023"}]' '[.state, .triage, .deadline]'
    checked out
    h12-deadline -q out | cmp - out
    case_assigned a 330106 2026-10-09T09:00:00+08:00 '' '"matter":"0403"' >in
    printf 'request,case,unit,at,reason,basis,suggested_unit\nQ1,a,330106,2026-10-10 09:00,x,y,enterprise-water\n' >requests
    h12-return -q --requests requests in >out && mv out in
    is '"returning"' .state in
    on 2026-10-12 '"rating":"W1","kind":"withdrawal","at":"2026-10-12 09:00"'
    is '["withdrawn","lapsed",true]' '[.state, (.returns[0] | .outcome, .counted)]'
    checked out
    # While it is verified: since when is gone, what was said stays.
    resolved a >in
    on 2026-10-11 '"rating":"R1","at":"2026-10-11 09:00","by":"requester","satisfied":"dissatisfied"'
    mv out in
    on 2026-10-12 '"rating":"W1","kind":"withdrawal","at":"2026-10-12 09:00"'
    is '["withdrawn","dissatisfied",null,"none"]' '[.state, (.callback | .outcome, .since), .deadline.status]'
    checked out
}

@test "a rating that is malformed, or contradicts itself, names its column" {
    resolved a >in
    rejected missing by '"rating":"R1","at":"2026-10-12 09:00","satisfied":"basic"'
    rejected bad_value by '"rating":"R1","at":"2026-10-12 09:00","by":"neighbour","satisfied":"basic"'
    rejected missing reached '"rating":"R1","at":"2026-10-12 09:00","by":"hotline","satisfied":"basic"'
    rejected bad_value reached '"rating":"R1","at":"2026-10-12 09:00","by":"hotline","reached":"perhaps"'
    rejected bad_value reached '"rating":"R1","at":"2026-10-12 09:00","by":"requester","reached":"no"'
    rejected bad_value reached '"rating":"R1","at":"2026-10-12 09:00","by":"hotline","reached":"no","satisfied":"basic"'
    rejected bad_value reached '"rating":"R1","at":"2026-10-12 09:00","by":"hotline","reached":"no","resolved":"no"'
    rejected missing satisfied '"rating":"R1","at":"2026-10-12 09:00","by":"hotline","reached":"yes","resolved":"yes"'
    rejected bad_value satisfied '"rating":"R1","at":"2026-10-12 09:00","by":"requester","satisfied":"delighted"'
    rejected bad_value resolved '"rating":"R1","at":"2026-10-12 09:00","by":"requester","satisfied":"basic","resolved":"so so"'
    rejected bad_value kind '"rating":"R1","at":"2026-10-12 09:00","kind":"praise","by":"requester","satisfied":"basic"'
    rejected out_of_order at '"rating":"R1","at":"2026-09-28 09:30","recorded_at":"2026-10-12 09:00","by":"requester","satisfied":"basic"'
    rejected out_of_order at '"rating":"R1","at":"2026-10-08 09:30","by":"requester","satisfied":"basic"'
    rejected future at '"rating":"R1","at":"2026-10-13 09:30","by":"requester","satisfied":"basic"'
    [ "$(h12-callback -q --ratings ratings in 2>&1 >out)" = "h12-callback: ratings:1: at: is later than now" ]
}

@test "a case that is neither answered nor replied to is not rated; one that is not there neither" {
    for state in review declined barred accepted assigned replied committed withdrawn; do
        resolved a | jq -c --arg state $state '.state = $state' >in
        rejected wrong_state case '"rating":"R1","at":"2026-10-12 09:00","by":"requester","satisfied":"basic"' || return 1
    done
    resolved b >in
    rejected no_such_case case '"rating":"R1","at":"2026-10-12 09:00","by":"requester","satisfied":"basic"'
    h12-callback -q --shard --unmatched left --ratings ratings in | cmp in -
    is '["R1","a"]' '[.rating, .case]' left
}

@test "an id with other content is a conflict" {
    resolved a >in
    on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"requester","satisfied":"basic"'
    mv out in
    rejected id_conflict rating '"rating":"R1","at":"2026-10-12 09:00","by":"requester","satisfied":"dissatisfied"'
}

@test "more ratings, and more findings, than can be kept" {
    resolved a >in
    for n in $(seq 65); do
        printf '{"rating":"R%s","case":"a","at":"2026-10-12 09:00","by":"unit","satisfied":"satisfied"}\n' "$n"
    done | ratings
    rate 2026-10-12
    is '["wrong_state","case"]' '[.code, .field]' rejects
    is '64' '.callback.ratings | length'
    checked out
    resolved a >in
    for n in $(seq 11); do
        printf '{"rating":"R%s","case":"a","at":"2026-10-12 09:00:%02d","by":"requester","satisfied":"dissatisfied"}\n' "$n" $((2 * n))
        printf '{"rating":"V%s","case":"a","at":"2026-10-12 09:00:%02d","kind":"verification","finding":"upheld","officer":"Tao","reason":"x"}\n' "$n" $((2 * n + 1))
    done | ratings
    rate 2026-10-12
    is '["wrong_state","case"]' '[.code, .field]' rejects
    is '[10,"verifying"]' '[(.callback.verifications | length), .state]'
    checked out
}

@test "a case that was handed over, or closed by an older system, is reopened as well" {
    resolved a | jq -c '.state = "closed" | del(.assignment, .replies) | .history |= [.[0]] | .handover = {to: "96345", basis: "art.24", at: "2026-10-08T09:00:00+08:00"}
        | .history += [{at: "2026-10-08T09:00:00+08:00", event: "handed_over", by: "Shen", basis: "art.24"}]' >in
    on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"requester","satisfied":"dissatisfied"'
    is '["verifying","reopened"]' '[.state, .history[-1].event]'
    checked out
    resolved a | jq -c '.state = "closed" | .history += [{at: "2026-10-09T10:00:00+08:00", event: "closed", by: "another system"}]' >in
    on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"requester","satisfied":"basic"'
    is '["closed","satisfied","R1"]' '[.state, (.callback | .outcome, .rating)]'
    checked out
    # Thirty days after what history tells last, Friday 10-09: in time up to Monday 11-09.
    for day in 09:verifying 10:closed; do
        printf '{"rating":"R1","case":"a","at":"2026-11-%s 09:00","by":"requester","satisfied":"dissatisfied"}\n' "${day%:*}" | ratings
        rate 2026-11-10
        is "\"${day#*:}\"" .state || return 1
    done
}

@test "h12-archive goes by the day on which a rating closed the case" {
    resolved a >in
    on 2026-10-12 '"rating":"R1","at":"2026-10-12 09:00","by":"requester","satisfied":"basic"'
    h12-archive -q --to archive --days 10 --now 2026-10-22 out | cmp out -
    h12-archive -q --to archive --days 10 --now 2026-10-23 out >rest
    [ ! -s rest ]
    cmp out archive/2026-10.ndjson
}

@test "h12-check finds a callback that the rest of the case does not bear out" {
    resolved a >in
    on 2026-10-11 '"rating":"R1","at":"2026-10-11 09:00","by":"requester","satisfied":"dissatisfied"'
    mv out good
    breaks '.callback.ratings += [.callback.ratings[0]]' 'rating_differs art.11(4)'
    breaks '.callback.ratings[0].rating = "R9"' 'rating_differs art.11(4)'
    breaks '.callback.ratings = []' 'rating_differs art.11(4)'
    breaks '.callback.outcome = "satisfied"' 'callback_outcome art.20'
    breaks 'del(.callback.since)' 'callback_outcome art.20'
    breaks '.callback.ratings[0].by = "unit"' 'rating_counted art.11(4)' 'rating_differs art.11(4)'
    breaks '.callback.outcome = "glad"' 'bad_value null'
    breaks 'del(.assignment) | del(.history[1])' 'history_gap null' 'state_requires art.13'
    breaks '.callback.ratings[0].recorded_at = "2026-10-11T09:00:01+08:00"' 'rating_differs art.11(4)'
    breaks '.callback.ratings[0].outcome = "noted"' 'rating_counted art.11(4)' 'rating_differs art.11(4)'
    breaks '.callback.ratings[0] |= (.outcome = "refused" | .refusal = "late")' 'rating_counted art.11(4)' 'rating_differs art.11(4)'
    breaks '.callback.ratings[0].at = "2026-10-11T08:00:00+08:00"' 'rating_differs art.11(4)'
    breaks '.callback.ratings[0].satisfied = "satisfied"' 'rating_differs art.11(4)'
    breaks '.callback.ratings[0].resolved = "yes"' 'rating_differs art.11(4)'
    breaks '.callback.ratings[0].by = "hotline"' 'rating_differs art.11(4)'
    breaks '.callback.ratings[0].reached = false' 'rating_differs art.11(4)'
    breaks '.callback.ratings[0].counted = false' 'rating_counted art.11(4)'
    breaks 'del(.deadline)' 'clock art.20'
    breaks '.state = "closed" | .callback |= (.outcome = "upheld" | del(.since))' \
        'callback_outcome art.20' 'clock art.14' 'state_differs art.11'
    breaks '.history |= map(if .event == "rated" then .by = "330106" else . end)' 'rating_differs art.11(4)'
    printf '{"case":"a","rating":"V1","kind":"verification","at":"2026-10-12 09:00","finding":"redo","officer":"Tao","reason":"x"}\n' >ratings
    cp good in
    rate 2026-10-12
    mv out good
    breaks '.callback.verifications = []' 'rating_differs art.20'
    breaks '.callback.verifications[0].at = "2026-10-12T09:00:01+08:00"' 'rating_differs art.20'
    breaks '.callback.verifications[0].finding = "upheld"' 'rating_differs art.20'
    breaks '.callback.verifications[0].reason = "y"' 'rating_differs art.20'
    breaks '.callback.verifications[0].officer = "Wang"' 'rating_differs art.20'
}

@test "h12-check finds a callback that stands elsewhere than its ratings and findings have brought it" {
    resolved a >in
    on 2026-10-12 '"rating":"R1","at":"2026-10-11 09:00","by":"hotline","reached":"no"' \
        '"rating":"R2","at":"2026-10-11 10:00","by":"requester","satisfied":"dissatisfied"' \
        '"rating":"V1","kind":"verification","at":"2026-10-12 09:00","finding":"upheld","officer":"Tao","reason":"x"'
    is '["upheld",1,"R2","2026-10-12T09:00:00+08:00"]' '.callback | [.outcome, .tries, .rating, .closed_at]'
    mv out good
    checked good
    for change in '.outcome = "satisfied"' '.tries = 2' '.rating = "R1"' 'del(.rating)' \
        '.closed_at = "2026-10-12T10:00:00+08:00"' 'del(.closed_at)'; do
        breaks ".callback |= ($change)" 'callback_outcome art.20' || { echo "$change"; return 1; }
    done
    breaks 'del(.history[-1].held)' 'holding art.14'
}

@test "options that contradict each other" {
    resolved a >in
    : >none
    for words in '--due --ratings none' '--reveal x' '--due --reveal=' '--ratings missing' '--shard' \
        '--unmatched x' '--auto'; do
        # shellcheck disable=SC2086
        run h12-callback $words -o out in
        printf '%s: %s: %s\n' "$words" "$status" "$output"
        [ "$status" -eq 2 ] && [ ! -e out ]
    done
}

@test "--due: nothing to call, a record that is none, and words that a terminal would obey" {
    : >empty
    h12-callback --due empty >out 2>err
    [ ! -s out ]
    grep -qx 'h12-callback: 0 read, 0 rejected, 0 to call' err
    { resolved a "\"title\":\"\\u001b[31mred\""; echo '{'; resolved b; } >in
    run h12-callback --due -r rejects -o list in
    [ "$status" -eq 1 ]
    is '["bad_json",2]' '[.code, .line]' rejects
    is '["a","b"]' '[.[].case]' <(jq -s . list)
    run ! grep -q "$(printf '\033')" list
    is '"\u001b[31mred"' .title <(head -n 1 list)
}

@test "--due leaves out what is called back with its earlier case, and says there how many repeats there are" {
    local flagged='"repeat_of":"a","acceptance":{"verdict":"accepted","basis":"art.8(4)","flags":[{"code":"repeat","basis":"art.28(1)","new":false,"follows":true}]}'
    {
        resolved a '"repeats":[{"case":"b","at":"2026-10-09T09:00:00+08:00","new":false},{"case":"c","at":"2026-10-09T10:00:00+08:00","new":true}]'
        resolved b "$flagged"
        resolved c "$flagged" | jq -c '.history += [{at: "2026-10-09T12:00:00+08:00", event: "parted", by: "h12-repeat", policy: "repeat.likeness", case: "a", reason: "x"}]'
        resolved d
    } >in
    h12-callback -q --due --now 2026-10-12 in >out
    is '[["a",2],["c",null],["d",null]]' '[.[] | [.case, .repeats]] | sort' <(jq -s . out)
}

@test "--due: who waits is not put back by what is noted of the case meanwhile" {
    # Late and critical: supervised on the evening of the 12th, three days after its reply was approved.
    resolved a '"urgency":"critical"' | sed 's/"event":"reviewed"/"event":"reply_reviewed"/' >in
    h12-supervise -q --now 2026-10-12 in >out
    is '"supervision_item"' '.history[-1].event'
    h12-callback -q --due --now 2026-10-12 out >due
    is '"2026-10-09T10:00:00+08:00"' .since due
}
