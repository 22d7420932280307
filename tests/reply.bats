#!/usr/bin/env bats
# h12-reply: the tool beside the articles (articles/art12.bats and art15.bats hold the law): what it
# writes and passes, the signs for a reviewer, what it refuses to take, and that a replay agrees.
bats_require_minimum_version 1.5.0
load helper
load articles/replying
export H12_SHARE=$ROOT/share

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    case_assigned a 330106 2026-09-28T10:00:00+08:00 2026-09-28T09:00:00+08:00 \
        '"title":"路灯不亮","text":"文苑路口的路灯坏了三天没有人来修"' >in
}

T=2026-09-30T10:00:00+08:00

@test "the whole record of a reply and its review, by hand" {
    printf '%s\n' '{"id":"a","received_at":"2026-09-28T09:00:00+08:00","state":"assigned","n":1.50,"history":[],"assignment":{"round":1,"lead":"330106","at":"2026-09-28T10:00:00+08:00"}}' >in
    {
        echo '答复编号,工单编号,类型,承办单位,答复时间,登记时间,告知时间,告知方式,是否属实,办理情况,核实时间,核实方式,办理意见,办理时限,反馈人,满意程度,审核决定,审核人,理由'
        echo 'P1,a,,西湖区,2026-09-30 10:00,2026/9/30 10:05,2026-09-30 09:00,电话,yes,到现场看过了灯头已经老化开裂需要更换新的,2026-09-29 15:00,现场,当天换好,2026-09-30,王某,satisfied,,,'
        echo 'P1,a,review,,2026-10-08 09:00,,,,,,,,,,,,approve,Chen,well done'
    } >replies
    apply
    printf '%s\n' '{"id":"a","received_at":"2026-09-28T09:00:00+08:00","state":"resolved","n":1.50,"history":[{"at":"2026-09-30T10:05:00+08:00","event":"replied","by":"330106","basis":"art.15","id":"P1","reply":"P1","complete":true,"missing":[],"lacks":[],"on_time":true,"input":{"event":"P1","case":"a","at":"2026-09-30T10:00:00+08:00","recorded_at":"2026-09-30T10:05:00+08:00","reply":"P1","unit":"西湖区","informed_at":"2026-09-30T09:00:00+08:00","informed_how":"电话","factual":"yes","process":"到现场看过了灯头已经老化开裂需要更换新的","process_at":"2026-09-29T15:00:00+08:00","process_manner":"现场","opinion":"当天换好","opinion_limit":"2026-09-30T00:00:00+08:00","responder":"王某","unit_reported_satisfaction":"satisfied"},"held":{"by":"330106","from":"2026-09-28T10:00:00+08:00","workdays":2}},{"at":"2026-10-08T09:00:00+08:00","event":"reply_reviewed","by":"Chen","basis":"art.11(1)","id":"P1:review","reply":"P1","decision":"approve","reason":"well done","input":{"event":"P1:review","case":"a","at":"2026-10-08T09:00:00+08:00","reply":"P1","kind":"review","reason":"well done","decision":"approve","officer":"Chen"}}],"assignment":{"round":1,"lead":"330106","at":"2026-09-28T10:00:00+08:00"},"replies":[{"reply":"P1","kind":"final","round":1,"unit":"330106","at":"2026-09-30T10:00:00+08:00","recorded_at":"2026-09-30T10:05:00+08:00","informed_at":"2026-09-30T09:00:00+08:00","informed_how":"电话","factual":"yes","process":"到现场看过了灯头已经老化开裂需要更换新的","process_at":"2026-09-29T15:00:00+08:00","process_manner":"现场","opinion":"当天换好","opinion_limit":"2026-09-30","responder":"王某","unit_reported_satisfaction":"satisfied","complete":true,"missing":[],"lacks":[],"on_time":true,"proposal":{"decision":"approve","basis":"art.11(1)","reason":"complete"},"review":{"decision":"approve","at":"2026-10-08T09:00:00+08:00","by":"Chen","basis":"art.11(1)","reason":"well done"}}]}' >want
    diff want out
    event_counts h12-reply 2 2 0 0 0
}

@test "applied once more, the events change nothing" {
    reply P0 2026-09-29T10:00:00+08:00 'del(.informed_at)'
    reply P1 $T 'del(.factual)'
    review P1 2026-10-08T09:00:00+08:00 rework
    apply
    event_counts h12-reply 3 2 0 1 0
    mv out in
    apply
    event_counts h12-reply 3 0 3 0 0
    cmp in out
}

@test "an id that comes again with other content is a conflict" {
    reply P1 $T
    apply
    mv out in
    rm replies
    reply P1 $T '.factual = "no"'
    apply
    rejected id_conflict event
    cmp in out
}

@test "a name of a reply that the case has is taken, whatever the event is called" {
    reply P1 $T 'del(.factual)'
    review P1 2026-10-08T09:00:00+08:00 rework
    reply P1 2026-10-08T10:00:00+08:00 '.event = "E2"'
    apply
    rejected id_conflict reply
}

@test "wrong_state: a reply to a case that is with nobody, or that has one waiting" {
    reply P1 $T
    for state in review declined accepted triage answered returning resolved verifying closed; do
        jq -c --arg state $state '.state = $state' in >other
        status=0
        h12-reply -q --replies replies -r rejects other >out || status=$?
        [ "$status" -eq 1 ]
        cmp other out
    done
    [ "$(jq -r '[.code, .field] | join(" ")' rejects | sort | uniq -c | tr -s ' ')" = ' 9 wrong_state case' ]
    reply P2 2026-10-08T10:00:00+08:00
    reply P3 2026-10-08T10:00:00+08:00 '.kind = "stage"'
    apply
    rejected wrong_state case wrong_state case
}

@test "wrong_state: a review of nothing, and of another reply than the one that waits" {
    review P1 $T approve
    apply
    rejected wrong_state case
    rm replies
    reply P1 $T
    review P9 2026-10-08T09:00:00+08:00 approve
    apply
    rejected wrong_state reply
    is '"replied"' .state
}

@test "a review that names no reply is of the one that waits" {
    reply P1 $T
    review P1 2026-10-08T09:00:00+08:00 approve 'del(.reply) | .event = "V1"'
    apply
    is '["resolved","V1"]' '[.state, .history[-1].id]'
}

@test "not_current_unit: a unit that does not hold the case; a co-handler reports no stage" {
    jq -c '.assignment.co = ["city-urban"] | .history[-1].assignment.co = .assignment.co' in >with && mv with in
    reply P1 $T '.unit = "330105"'
    reply P2 $T '.unit = "nobody that is known"'
    reply P3 $T '.unit = "city-urban" | .kind = "stage"'
    reply P4 $T 'del(.unit)'
    apply
    rejected not_current_unit unit not_current_unit unit not_current_unit unit missing unit
    cmp in out
}

@test "art.7(2): who acts for the lead replies for the case" {
    jq -c '.assignment.acting = {unit: "330106-x", basis: "art.7(2)"} | .history[-1].assignment.acting = .assignment.acting' in >with && mv with in
    reply P1 $T '.unit = "330106-x"'
    apply
    is '["replied","330106","330106-x","final"]' '[.state, (.replies[0] | .unit, .acting, .kind)]'
    checked out
}

@test "bad_value: kinds, decisions and satisfaction that nobody knows" {
    reply P1 $T '.kind = "perhaps"'
    reply P2 $T '.unit_reported_satisfaction = "very"'
    reply P3 $T
    review P3 2026-10-08T09:00:00+08:00 none
    apply
    rejected bad_value kind bad_value unit_reported_satisfaction bad_value decision
}

@test "future and bad dates are rejects that name the field" {
    reply P1 2026-10-13T10:00:00+08:00
    reply P2 $T '.process_at = "some day"'
    reply P3 $T '.opinion_limit = "soon"'
    apply
    [ "$(jq -r '[.code, .field] | join(" ")' rejects | sort | paste -s -d ,)" = 'bad_date opinion_limit,bad_date process_at,future at' ]
    cmp in out
}

@test "a day's step of the tools comes before the replies of the same day" {
    reply P1 2026-10-12T09:00:00+08:00 'del(.factual)'
    apply --auto --now 2026-10-12
    is '["assigned","2026-10-12T23:59:59+08:00"]' '[.state, .assignment.at]'
    mv out in
    reply P2 2026-10-12T15:00:00+08:00
    apply --now 2026-10-12
    is '"replied"' .state
    checked out
}

@test "without --replies, or with both inputs on standard input: status 2" {
    run -2 h12-reply in
    run -2 h12-reply --replies - <in
}

@test "signs: a reply shorter than the policy's length; blanks and punctuation do not lengthen it" {
    # Eight signs of the process, and eight and one of the opinion.
    reply P1 $T '.process = "已到现场查看路灯。。。" | .opinion = "已换上了新的灯头 !!! 了"'
    apply
    is '[{"code":"short","length":17,"policy":"reply.min_length"}]' '.replies[0].flags'
    rm replies
    reply P1 $T '.process = "已到现场查看路灯了" | .opinion = "已换上了新的灯头与灯罩了"'
    apply # 9 and 12
    is null '.replies[0].flags'
}

@test "signs: the same words as in many other cases, whatever the numbers between them" {
    for i in 1 2 3 4 5; do
        jq -c ".id = \"c$i\"" in
    done >cases
    for i in 1 2 3 4; do
        reply P$i $T ".case = \"c$i\" | .process = \"我单位已派 $i 人到现场，路灯问题已按规定处理完毕\""
    done
    reply P4b $T '.case = "c4" | .process = "我单位已派9人到现场路灯问题已按规定处理完毕"'
    mv cases in
    apply
    is '[null,null,null,null]' '[.[0:4][] | .replies[0].flags]' <(jq -s . out)
    reply P5 $T '.case = "c5" | .process = "我单位已派7人到现场路灯问题已按规定处理完毕"'
    apply
    is '[{"code":"same_words","count":5,"policy":"reply.same_words"}]' '.[0].replies[0].flags' <(jq -s . out)
    [ "$(jq -c 'select(.replies) | .replies[0].flags[0].count' out | sort | uniq -c | tr -s ' ')" = ' 5 5' ]
}

@test "signs: almost no words of the request" {
    reply P1 $T '.process = "您好您反映的事项我局高度重视现已转相关科室研究" | .opinion = "感谢您的支持"'
    apply
    is '[{"code":"off_topic","likeness":0,"policy":"reply.min_likeness"}]' '.replies[0].flags'
    jq -c 'del(.title, .text)' in >bare && mv bare in
    apply
    is null '.replies[0].flags'
}

@test "signs are no verdicts: what is proposed does not hang on them" {
    reply P1 $T '.process = "x" | .opinion = "x"'
    apply --auto
    is '["resolved",true,["short","off_topic"]]' '[.state, (.replies[0] | .complete, (.flags | map(.code)))]'
}

@test "the thresholds of the signs are the policy's" {
    jq '.reply = {min_length: 0, same_words: 2, min_likeness: 0}' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    reply P1 $T '.process = "x" | .opinion = "x"'
    reply P2 $T '.case = "b" | .process = "x" | .opinion = "x"'
    apply --policy own.json
    is '[["same_words",2]]' '.replies[0].flags | map([.code, .count])'
}

@test "a shard flags as the whole does, and hands on the events of other cases" {
    for i in 1 2 3 4 5 6; do
        jq -c ".id = \"c$i\"" in
    done >cases
    for i in 1 2 3 4 5 6; do
        reply P$i $T ".case = \"c$i\""
    done
    h12-reply -q --replies replies cases >whole
    head -n 3 cases >one
    tail -n 3 cases >two
    h12-reply -q --replies replies --shard --unmatched left one >parts
    h12-reply -q --replies replies --shard --unmatched left2 two >>parts
    cmp whole parts
    [ "$(wc -l <left)" -eq 3 ]
}

# six_cases: six cases in `cases`, and `replies` that say the same to each of them.
six_cases() {
    for i in 1 2 3 4 5 6; do
        jq -c ".id = \"c$i\"" in
    done >cases
    for i in 1 2 3 4 5 6; do
        reply P$i $T ".case = \"c$i\""
    done
}

@test "what one shard hands on to the next flags there as in the whole; twice, or in another order, too" {
    six_cases
    h12-reply -q --replies replies cases >whole
    [ "$(jq -c '.replies[0].flags[] | select(.code == "same_words").count' whole | paste -s -d ' ')" = '6 6 6 6 6 6' ]
    handed=replies
    for n in 1 2 3; do
        sed -n "$n~3p" cases >shard
        h12-reply -q --replies $handed --shard --unmatched left.$n shard
        handed=left.$n
    done | sort >parts
    sort whole | cmp - parts
    [ ! -s left.3 ]
    is '{"counted":6}' .shard <(head -n 1 left.1)
    run ! grep -q shard parts # it is none of the event's
    h12-reply -q --replies replies whole | cmp whole -
    tac replies >backwards
    h12-reply -q --replies backwards cases | cmp whole -
    checked whole
}

@test "what the shard before has counted stands only over more, and has to be a count" {
    six_cases
    jq -c '.shard = {counted: 1}' replies >less
    h12-reply -q --replies replies cases >whole
    h12-reply -q --replies less cases | cmp whole -
    for shard in 7 '"x"' '{"counted":"7"}' '{"counted":-1}' '{"counted":1.5}' '{"counted":4294967296}'; do
        head -n 1 replies | jq -c --argjson shard "$shard" '.shard = $shard' >bad
        run -1 h12-reply -q --replies bad -r rejects cases
        cmp cases - <<<"$output"
    done
}

@test "a case keeps 64 replies, and no more" {
    for i in $(seq 65); do
        reply S$i $T '{reply, case, kind: "stage", unit, at}'
    done
    apply
    is 64 '.replies | length'
    rejected wrong_state case
    checked out
}

@test "what other tools have to do with a case does not change what its replies say" {
    printf '%s\n' '{"id":"a","received_at":"2026-09-28T09:00:00+08:00","state":"assigned","history":[],"assignment":{"round":1,"lead":"330106","at":"2026-09-28T10:00:00+08:00"},"replies":[{"kind":"final","informed_at":"2026-09-29T09:00:00+08:00","review":{"decision":"rework","at":"2026-09-29T10:00:00+08:00","by":"Chen","basis":"art.12(1)"}}]}' >in
    reply P1 $T
    apply
    is '{"kind":"final","informed_at":"2026-09-29T09:00:00+08:00","review":{"decision":"rework","at":"2026-09-29T10:00:00+08:00","by":"Chen","basis":"art.12(1)"}}' '.replies[0]'
}

@test "replies that are no list, or have words that nobody knows, are a reject of the case" {
    reply P1 $T
    for replies in '{}' '[{"kind":"x"}]' '[{"kind":"final","review":{"decision":"perhaps","at":"2026-09-29T10:00:00+08:00"}}]' '[{"lacks":["x"]}]'; do
        jq -c --argjson replies "$replies" '.replies = $replies' in >bad
        rm -f rejects
        run -1 h12-reply -q --replies replies -r rejects bad
        [ "$(jq -r .code rejects | paste -s -d ' ')" != '' ]
    done
}

@test "h12-replay derives the same bytes: replies, reviews, automatic ones, words said often" {
    printf 'id,received_at,text,unit,matter\n' >export.csv
    for i in 1 2 3 4 5 6; do
        echo "c$i,2026-09-28 09:00,路灯坏了$i,330106,0403" >>export.csv
    done
    h12-intake -q --now 2026-09-28 export.csv | h12-route -q --now 2026-09-28 >in
    for i in 1 2 3 4 5 6; do
        reply P$i $T ".case = \"c$i\""
    done
    reply Q1 2026-10-08T10:00:00+08:00 '.case = "c1" | del(.factual)'
    review P1 2026-10-08T09:00:00+08:00 rework '.case = "c1" | .reason = "no"'
    review P2 2026-10-08T09:00:00+08:00 approve '.case = "c2" | .until = "2026-11-30"'
    review P3 2026-10-08T09:00:00+08:00 approve '.case = "c3"'
    reply Q2 2026-10-09T10:00:00+08:00 '.case = "c2" | del(.informed_at)'
    apply
    [ "$status" -eq 0 ]
    is '["replied","committed","resolved","replied","replied","replied"]' 'map(.state)' <(jq -s . out)
    h12-deadline -q out >timed
    h12-replay -q timed | cmp timed -
    checked timed
    apply --auto
    h12-deadline -q out >timed
    h12-replay -q timed | cmp timed -
    checked timed
}
