#!/usr/bin/env bats
# The rule set: what it may say, and that every fault is named with its line in one run.
load helper
export H12_SHARE=$ROOT/share

# A whole policy, a member a line, so that the lines are known.
good() {
    cat <<'END'
{
"id": "test-1",
"title": "a test",
"dated": "2026-01-01",
"lang": "en",
"timezone": "+08:00",
"day_end": "23:59:59",
"calendars": ["calendar/cn.csv"],
"limits": { "critical": 1,
 "urgent": 3,
 "normal": 5,
 "complex": 7 },
"warn_workdays": 1,
"return": { "decide_within": 1,
 "window": { "critical": 1, "urgent": 1, "normal": 2, "complex": 2 } },
"designation": { "returns": 3,
 "limit": 5,
 "count_continued": true, "decide_within": 5, "stage_every": 5 },
"statutory": [
 { "matter": "0804", "from": "accepted", "limit": 60, "unit": "workday", "law": "L", "article": "17" },
 { "matter": "0805",
   "from": "received",
   "limit": 3,
   "unit": "hour",
   "law": "M",
   "article": "2" }
],
"route": { "min_score": 0.5, "doubt": 0.5, "word_weight": 1, "character_weight": 0.5, "title_factor": 1.5,
 "name_factor": 1, "reporter_weight": 0.9, "joint_weight": 4, "joint_share": 0.8 },
"linkage": [ { "matter": "9909", "to": "110" } ],
"knowledge": { "min_likeness": 0.6, "margin": 0.1, "least_share": 0.2, "max_rest": 10 },
"alert": { "response_hours": 2,
 "duty_unit": "city-petition" },
"promise": { "reply_workdays": 5 },
"repeat": { "likeness": 0.6, "new_characters": 4, "contacts": 10, "window": 30 },
"restriction": { "days": 30 },
"archive": { "keep": 400 },
"auto": { "return": false, "extension": false, "reply": false },
"rework": { "limit": 2 },
"extension": { "max_workdays": 10 },
"callback": { "attempts": 3, "verify_within": 3, "reopen_days": 30 },
"reply": { "min_length": 20, "same_words": 5, "min_likeness": 0.05 },
"supervision": { "rounds": 3, "urge_before": 1, "urge_every": 2, "leader_after": 3, "critical_hours": 2 }
}
END
}

# fault SED LINE MEMBER: with that change the policy is refused, and line and member are said.
fault() {
    good | sed "$1" >own.json
    run h12-deadline --policy own.json -o out in
    printf '%s: %s: %s\n' "$1" "$status" "$output"
    [ "$status" -eq 2 ] && [ ! -e out ] && [[ $output == *"own.json:$2: $3: "* ]]
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    case_accepted a 2026-09-28T09:00:00+08:00 >in
}

@test "the whole of a good policy is taken, and named in the record" {
    good >own.json
    h12-deadline --policy own.json in | jq -e '.deadline | .policy == "test-1" and .due == "2026-10-10"'
    h12-route --policy own.json in
    printf 'request,case,unit,at,reason,basis,suggested_unit\n' >requests
    h12-return --policy own.json --requests requests in
}

@test "the shipped policy is the default, and says what it is" {
    h12-deadline in >one
    h12-deadline --policy "$ROOT/share/policy/hangzhou-draft-2023.json" in >two
    cmp one two
    jq -e '.deadline.policy == "hangzhou-draft-2023"' one
    jq -e '.dated == "2023-05-15" and .limits == {critical: 1, urgent: 3, normal: 5, complex: 7}
        and .designation.returns == 3 and .designation.limit == 5' "$ROOT/share/policy/hangzhou-draft-2023.json"
}

@test "art.14 allows 1 to 7 working days and no others" {
    for urgency in critical:9 urgent:10 normal:11 complex:12; do
        for limit in 0 8 -1 1.5 '"3"' true null 1e1; do
            fault "${urgency#*:}s/[1357]/$limit/" "${urgency#*:}" "limits.${urgency%:*}" || return 1
        done
    done
    good | sed 's/"normal": 5/"normal": 7/; s/"complex": 7/"complex": 1/' >own.json
    h12-deadline --policy own.json in | jq -e '.deadline.due == "2026-10-13"'
}

@test "every other member has its bounds" {
    fault 's/"warn_workdays": 1/"warn_workdays": -1/' 13 warn_workdays
    fault 's/"window": { "critical": 1/"window": { "critical": 0/' 15 return.window.critical
    fault 's/"returns": 3/"returns": 0/' 16 designation.returns
    fault 's/"limit": 5,/"limit": "5",/' 17 designation.limit
    fault 's/"count_continued": true/"count_continued": "yes"/' 18 designation.count_continued
    fault 's/"min_score": 0.5/"min_score": 1.5/' 28 route.min_score
    for number in -0.1 10.1 '"1"' true null 1e9; do
        fault "s/\"doubt\": 0.5/\"doubt\": $number/" 28 route.doubt
        fault "s/\"character_weight\": 0.5/\"character_weight\": $number/" 28 route.character_weight
        fault "s/\"word_weight\": 1/\"word_weight\": $number/" 28 route.word_weight
        fault "s/\"title_factor\": 1.5/\"title_factor\": $number/" 28 route.title_factor
    done
    # A word or a title of no weight at all would make a score of nothing by nothing.
    fault 's/"word_weight": 1/"word_weight": 0/' 28 route.word_weight
    [[ $output == *'is not a number from 0.1 to 10'* ]]
    fault 's/"title_factor": 1.5/"title_factor": 0/' 28 route.title_factor
    fault 's/"doubt": 0.5, //' 28 route.doubt
    for number in -0.1 10.1 '"1"' null; do
        fault "s/\"name_factor\": 1/\"name_factor\": $number/" 29 route.name_factor
    done
    for number in 0 1.1 '"1"' null; do
        fault "s/\"reporter_weight\": 0.9/\"reporter_weight\": $number/" 29 route.reporter_weight
        fault "s/\"joint_share\": 0.8/\"joint_share\": $number/" 29 route.joint_share
        fault "s/\"min_likeness\": 0.6/\"min_likeness\": $number/" 31 knowledge.min_likeness
    done
    fault 's/"joint_weight": 4/"joint_weight": 0/' 29 route.joint_weight
    fault 's/"to": "110"/"to": "119"/' 30 linkage.0.to
    fault 's/"to": "110"/"by": "110"/' 30 linkage.0.by
    fault 's/"matter": "9909"/"matter": 9909/' 30 linkage.0.matter
    fault 's/"linkage": .*/"linkage": {},/' 30 linkage
    fault 's/"margin": 0.1/"margin": -0.1/' 31 knowledge.margin
    fault 's/"least_share": 0.2/"least_share": 1.1/' 31 knowledge.least_share
    fault 's/"max_rest": 10/"max_rest": -1/' 31 knowledge.max_rest
    fault 's/"max_rest": 10/"max_rest": 1.5/' 31 knowledge.max_rest
    for number in 0 25 1.5 '"2"'; do
        fault "s/\"response_hours\": 2/\"response_hours\": $number/" 32 alert.response_hours
    done
    fault 's/"duty_unit": "city-petition"/"duty_unit": ""/' 33 alert.duty_unit
    fault 's/"reply_workdays": 5/"reply_workdays": 0/' 34 promise.reply_workdays
    fault 's/"keep": 400/"keep": -1/' 37 archive.keep
    fault 's/"return": false/"return": 0/' 38 auto.return
    fault 's/"extension": false/"extension": 1/' 38 auto.extension
    fault 's/"return": { "decide_within": 1/"return": { "decide_within": -1/' 14 return.decide_within
    fault 's/"decide_within": 5/"decide_within": 366/' 18 designation.decide_within
    fault 's/"stage_every": 5/"stage_every": 0/' 18 designation.stage_every
    fault 's/"limit": 2 }/"limit": 0 }/' 39 rework.limit
    fault 's/"max_workdays": 10/"max_workdays": 1.5/' 40 extension.max_workdays
    fault 's/"likeness": 0.6/"likeness": 1.1/' 35 repeat.likeness
    fault 's/"likeness": 0.6/"likeness": 0/' 35 repeat.likeness
    fault 's/"new_characters": 4/"new_characters": 0/' 35 repeat.new_characters
    fault 's/"contacts": 10/"contacts": 0/' 35 repeat.contacts
    fault 's/"window": 30/"window": 0/' 35 repeat.window
    fault 's/"days": 30/"days": 0/' 36 restriction.days
    fault 's/"id": "test-1"/"id": ""/' 2 id
    fault 's/"dated": "2026-01-01"/"dated": "2026-02-30"/' 4 dated
    fault 's/"lang": "en"/"lang": "fr"/' 5 lang
    fault 's/"timezone": "+08:00"/"timezone": "Asia\/Shanghai"/' 6 timezone
    fault 's/"day_end": "23:59:59"/"day_end": "24:00:00"/' 7 day_end
    fault 's/"day_end": "23:59:59"/"day_end": "17:30"/' 7 day_end
    fault 's/"calendars": .*/"calendars": [],/' 8 calendars
    fault 's/"calendars": .*/"calendars": [1],/' 8 calendars
}

@test "statutory rows: each member is checked, the row's line is said" {
    fault 's/"from": "received"/"from": "always"/' 22 statutory.1.from
    fault 's/"limit": 3,/"limit": 0,/' 23 statutory.1.limit
    fault 's/"unit": "hour"/"unit": "week"/' 24 statutory.1.unit
    fault 's/"law": "M"/"law": ""/' 25 statutory.1.law
    fault 's/"article": "2"/"art": "2"/' 26 statutory.1.art
    fault 's/"matter": "0804"/"matter": 804/' 20 statutory.0.matter
}

@test "a misspelt member is a fault, not silently the default" {
    fault 's/"warn_workdays"/"warn_workday"/' 13 warn_workday
    fault 's/"normal": 5/"usual": 5/' 11 limits.usual
    fault 's/"count_continued"/"count_continue"/' 18 designation.count_continue
    [[ $output == *'designation.count_continued: is missing'* ]]
    # A path for a name is no path.
    fault 's/"warn_workdays": 1,/"warn_workdays": 1, "limits.normal": 3,/' 1 limits.normal
}

@test "all faults are said in one run, each once" {
    good | sed 's/"urgent": 3/"urgent": 9/; s/"limit": 3/"limit": 0/; s/"lang": "en"/"lang": 1/
        /"timezone"/d; s/"title": "a test"/"titel": "a test"/' >own.json
    for tool in h12-deadline h12-route 'h12-return --requests in'; do
        run $tool --policy own.json in
        [ "$status" -eq 2 ]
        for member in limits.urgent statutory.1.limit lang timezone titel title; do
            [ "$(grep -c "own.json:[0-9]*: $member: " <<<"$output")" -eq 1 ] || {
                printf '%s not once in:\n%s\n' "$member" "$output"
                return 1
            }
        done
    done
}

@test "a policy that is no JSON object, or not there: exit 2 with the line" {
    printf '{\n"id": "x",\n}\n' >own.json
    run h12-deadline --policy own.json in
    [ "$status" -eq 2 ]
    [[ $output == *'own.json:3: '* ]]
    printf '{"id":"x",\n"id":"y"}\n' >own.json
    run h12-deadline --policy own.json in
    [ "$status" -eq 2 ]
    [[ $output == *'own.json:2: '* ]]
    printf '[1]\n' >own.json
    run h12-deadline --policy own.json in
    [ "$status" -eq 2 ]
    : >own.json
    run h12-deadline --policy own.json in
    [ "$status" -eq 2 ]
    run h12-deadline --policy nowhere.json in
    [ "$status" -eq 2 ]
}

@test "policy route.min_score: how sure is sure enough" {
    case_accepted a '' '"district":"330106","text":"路灯不亮"' >in # one word: 1 / (1 + 0.5)
    h12-route in | jq -e '.state == "assigned"'
    jq '.route.min_score = 0.9' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    h12-route --policy own.json in | jq -e '.state == "triage" and .triage.candidates[0].matter == "0305"'
}

# scores FILTER TEXT: the candidates of a case of these members under the default policy, changed so.
scores() {
    jq ".route.min_score = 1 | $1" "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    case_accepted a '' "$2" | h12-route --policy own.json |
        jq -c '[.triage.candidates[] | [.matter, .score]]'
}

@test "policy route.doubt: what weighs against every matter" {
    # 路灯 and 噪音, two characters each: 1 of 1 + 1 + doubt.
    both='"text":"路灯不亮，噪音大"'
    [ "$(scores . "$both")" = '[["0305",0.4],["0402",0.4]]' ]
    [ "$(scores '.route.doubt = 0' "$both")" = '[["0305",0.5],["0402",0.5]]' ]
    [ "$(scores '.route.doubt = 8' "$both")" = '[["0305",0.1],["0402",0.1]]' ]
    # Nothing speaks against the only matter but the doubt; without it the score is whole.
    [ "$(scores '.route.doubt = 1.5' '"text":"路灯不亮"')" = '[["0305",0.4]]' ]
    jq '.route.doubt = 0 | .route.min_score = 1' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    case_accepted a '' '"district":"330106","text":"路灯不亮"' | h12-route --policy own.json |
        jq -e '.state == "assigned" and .matter == "0305"'
}

@test "policy route.word_weight, route.character_weight: a longer word is more particular" {
    # 露天焚烧 (four characters: 4 x 0.5) against 路灯 (at least 1): 2 and 1 of 2 + 1 + 0.5.
    burning='"text":"露天焚烧，路灯不亮"'
    [ "$(scores . "$burning")" = '[["0402",0.571],["0305",0.286]]' ]
    # Every word alike: 1 of 1 + 1 + 0.5.
    [ "$(scores '.route.character_weight = 0' "$burning")" = '[["0305",0.4],["0402",0.4]]' ]
    # 4 x 1 and 2 x 1: 4 and 2 of 4 + 2 + 0.5.
    [ "$(scores '.route.character_weight = 1' "$burning")" = '[["0402",0.615],["0305",0.308]]' ]
    # At least 4 each: 4 of 4 + 4 + 0.5.
    [ "$(scores '.route.word_weight = 4' "$burning")" = '[["0305",0.471],["0402",0.471]]' ]
}

@test "policy route.title_factor: a title says more in fewer words" {
    # 路灯 in the title 1.5, 噪音 in the text 1: of 1.5 + 1 + 0.5.
    titled='"title":"路灯","text":"噪音"'
    [ "$(scores . "$titled")" = '[["0305",0.5],["0402",0.333]]' ]
    [ "$(scores '.route.title_factor = 1' "$titled")" = '[["0305",0.4],["0402",0.4]]' ]
    [ "$(scores '.route.title_factor = 0.5' "$titled")" = '[["0402",0.5],["0305",0.25]]' ]
    case_accepted a '' '"district":"330106","title":"路灯"' |
        h12-route --policy <(jq '.route.title_factor = 3' "$ROOT/share/policy/hangzhou-draft-2023.json") |
        jq -e '[.assignment.evidence[] | select(.source == "keyword").weight] == [3]'
}

@test "policy return.window and auto.return" {
    case_assigned a 330106 2026-09-28T09:00:00+08:00 '' '"matter":"0403"' >in
    printf 'request,case,unit,at,reason,basis,suggested_unit\nR1,a,330106,2026-10-08T16:00:00+08:00,x,y,enterprise-water\n' >requests
    h12-return --requests requests in | jq -e '.returns[0] | .refusal == "late" and .policy == "return.window"'
    jq '.return.window.normal = 3' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    h12-return --policy own.json --requests requests in | jq -e '.state == "returning"'
    jq '.return.window.normal = 3 | .auto.return = true' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    h12-return --policy own.json --requests requests in |
        jq -e '.state == "assigned" and .assignment.lead == "enterprise-water"'
}
