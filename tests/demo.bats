#!/usr/bin/env bats
# The sample days of share/demo: what becomes of each reply and rating, by hand from the regulation,
# and the script that shows it all.
#
# Working days: 09-28 to 09-30, 10-08, 10-09, the make-up Saturday 10-10, then Monday 10-12.
bats_require_minimum_version 1.5.0
load helper
export H12_SHARE=$ROOT/share
DEMO=$ROOT/share/demo

# allow TOOL [OPTION...]: a step that may reject something, which some rows are there for.
allow() { "$@" || [ $? -eq 1 ]; }

# The ledger as the units have it when they reply.
returned() {
    allow h12-intake -q -r early -o 1 "$DEMO/export.csv"
    h12-intake -q --known 1 -o again "$DEMO/repeats.csv"
    h12-route -q -o 2 1 again
    h12-deadline -q -o 3 2
    allow h12-return -q -r early --requests "$DEMO/returns.csv" -o 4 3
    h12-return -q --requests "$DEMO/disputes.csv" -o returned 4
}

# The whole chain in one run each; leaves `ledger` and the rejects of replies and ratings.
chain() {
    returned
    allow h12-reply -r replies.rejects --replies "$DEMO/replies.csv" -o replied returned 2>replies.err
    allow h12-callback -r ratings.rejects --ratings "$DEMO/ratings.csv" -o rated replied 2>ratings.err
    h12-repeat -q -o followed rated
    h12-deadline -q --extensions "$DEMO/extensions.csv" -o timed followed
    allow h12-supervise -r actions.rejects --actions "$DEMO/actions.csv" --notices notices \
        -o ledger timed 2>actions.err
}

# What each row makes of its case: its state afterwards, or the code and field of the reject.
replies_by_hand() {
    cat <<'END'
DF0001 HZ20260922-0006 replied
DF0002 HZ20260921-0007 replied
DF0001 HZ20260922-0006 resolved
DF0002 HZ20260921-0007 resolved
DF0003 HZ20260921-0004 replied
DF0004 HZ20260924-0004 replied
DF0003 HZ20260921-0004 resolved
DF0004 HZ20260924-0004 assigned
DF0005 HZ20260926-0002 assigned
DF0006 HZ20260925-0005 replied
DF0007 HZ20260927-0003 replied
DF0008 HZ20260929-0003 replied
DF0009 HZ20260930-0002 replied
DF0010 HZ20260925-0001 replied
DF0011 HZ20261007-0003 replied
DF0012 HZ20261009-0034 out_of_order at
DF0011 HZ20261007-0003 resolved
DF0013 HZ20261001-0005 assigned
DF0006 HZ20260925-0005 resolved
DF0008 HZ20260929-0003 assigned
DF0014 HZ20260924-0004 replied
DF0010 HZ20260925-0001 resolved
DF0015 HZ20260930-0003 replied
DF0009 HZ20260930-0002 assigned
DF0015 HZ20260930-0003 committed
DF0014 HZ20260924-0004 resolved
DF0016 HZ20261009-0011 replied
DF0016 HZ20261009-0011 assigned
DF0017 HZ20260929-0004 replied
DF0018 HZ20261002-0002 replied
DF0019 HZ20261008-0022 replied
DF0020 HZ20261009-0011 assigned
DF0021 HZ20261009-0011 replied
DF0022 HZ20261009-0035 not_current_unit unit
DF0023 HZ20261001-9998 no_such_case case
DF0021 HZ20261009-0011 resolved
DF0024 HZ20260923-0010 replied
DF0024 HZ20260923-0010 missing officer
END
}

ratings_by_hand() {
    cat <<'END'
PJ0001 HZ20260922-0006 closed
PJ0002 HZ20260921-0007 resolved
PJ0003 HZ20260922-0006 closed
PJ0004 HZ20260921-0004 verifying
PJ0005 HZ20260921-0007 resolved
PJ0006 HZ20260925-0001 resolved
PJ0007 HZ20261007-0003 verifying
PJ0008 HZ20260925-0001 closed
PJ0009 HZ20260925-0005 resolved
PJ0010 HZ20260924-0004 closed
PJ0011 HZ20260925-0010 withdrawn
PJ0012 HZ20260922-0006 closed
PJ0013 HZ20260921-0004 closed
PJ0014 HZ20260921-0007 closed
PJ0015 HZ20261007-0003 missing officer
PJ0016 HZ20261007-0003 assigned
PJ0017 HZ20260922-0006 wrong_state case
PJ0018 HZ20261009-0011 bad_value reached
PJ0019 HZ20260925-0001 verifying
PJ0020 HZ20260926-0002 wrong_state case
END
}

# row_by_row TOOL OPTION FILE LEDGER: the rows one after the other, each a file of its own, over the
# ledger that comes in. Leaves the ledger of the last one, and prints what became of each.
row_by_row() {
    local tool=$1 option=$2 file=$3 ledger=$4 name case rest line
    head -n 1 "$file" >header
    tail -n +2 "$file" | while IFS= read -r line; do
        IFS=, read -r name case rest <<<"$line"
        { cat header && printf '%s\n' "$line"; } >event
        rm -f row.rejects
        allow "$tool" -q -r row.rejects "$option" event -o next "$ledger" || return 1
        mv next "$ledger"
        if [ -s row.rejects ]; then
            jq -r --arg name "$name" --arg case "$case" '"\($name) \($case) \(.code) \(.field)"' row.rejects
        else
            grep -F "{\"id\":\"$case\"" "$ledger" | jq -r --arg name "$name" '"\($name) \(.id) \(.state)"'
        fi
    done
}

@test "each row of the replies and of the ratings does to its case what it is there to show" {
    returned
    row_by_row h12-reply --replies "$DEMO/replies.csv" returned >got
    diff -u <(replies_by_hand) got
    row_by_row h12-callback --ratings "$DEMO/ratings.csv" returned >got
    diff -u <(ratings_by_hand) got
    # All rows at once come to the same cases, but for what one file tells of the others' words, and
    # for where in the record a clock stands that was over on one day and set anew on another.
    h12-repeat -q -o followed returned
    h12-deadline -q --extensions "$DEMO/extensions.csv" -o alone followed
    chain
    words='del(.replies[]?.flags, .replies[]?.same_words, .history[].same_words)'
    cmp <(jq -cS "$words" alone) <(jq -cS "$words" timed)
}

@test "art.17 and 18: the third return, the designated department, and more time for it" {
    chain
    # 滨江 and 萧山 dispute over one line; the officer had decided the first otherwise than proposed.
    is '[["330108","transferred","continue"],["330109","transferred","transfer"],["330108","designated","designate"]]' \
        'select(.id == "HZ20261010-0014") | [.returns[] | [.unit, .outcome, .proposal.decision]]' ledger
    is '["assigned","city-environment","art.17(1)",true]' \
        'select(.id == "HZ20261010-0014") | [.state, .assignment.lead, .assignment.basis, .designated]' ledger
    # From Monday 10-12: five working days to Monday 10-19, ten to Monday 10-26.
    is '[["art.14","2026-10-16"],["art.18","2026-10-19"],["extension","2026-10-26"]]' \
        'select(.id == "HZ20261010-0014").deadline | [(.earlier[] | [.clock, .due]), [.clock, .due]]' ledger
}

@test "what is refused, and what applies" {
    chain
    # 38 rows: four rejects, and DF0005, which the citizen was not told. 20: four, and PJ0006.
    cp replies.err err
    event_counts h12-reply 38 33 0 1 4
    cp ratings.err err
    event_counts h12-callback 20 15 0 1 4
    is '[["DF0005","not_told"],["PJ0006","own_rating"]]' \
        '[.[].history[] | select(.refusal and (.event | IN("replied", "rated"))) | [.id, .refusal]] | sort' <(jq -s . ledger)
}

@test "art.15: what each reply has, and when" {
    chain
    jq -r '.replies[]? | [.reply, .kind, .complete, .on_time, (.missing // [] | join("+")), (.parts_missing // [] | join("+")), ([.flags[]?.code] | join("+"))] | map(. // "-" | tostring | if . == "" then "-" else . end) | join(" ")' ledger |
        sort >got
    # Due: DF0002, DF0003 on 09-29; DF0004, DF0014 on 10-09. `-` is also "false".
    cat >want <<'END'
DF0001 final true true - - -
DF0002 final true - - - -
DF0003 final true - - - -
DF0004 final - true art.15(3)+art.15(4) - -
DF0005 final - - art.15 - -
DF0006 final true true - - same_words+off_topic
DF0007 final true true - - same_words+off_topic
DF0008 final true true - - -
DF0009 final true true - - -
DF0010 final true true - - -
DF0011 final true true - - short+off_topic
DF0013 stage true - - - -
DF0014 final true - - - -
DF0015 final true true - - -
DF0016 final true true - city-urban -
DF0017 final true true - - same_words+off_topic
DF0018 final true true - - same_words+off_topic
DF0019 final true true - - same_words+off_topic
DF0020 part true - - - -
DF0021 final true true - - -
DF0024 final true true - - -
END
    diff -u want got
    # Five cases are told the same words, 43 signs of them without figures; ten are too short.
    is '[5,0]' '.replies[]? | select(.reply == "DF0018").flags | [.[0].count, .[1].likeness]' ledger
    is '[10,0]' '.replies[]? | select(.reply == "DF0011").flags | [.[0].length, .[1].likeness]' ledger
    is '["rework","missing: art.15(3) opinion_limit, art.15(4) responder"]' \
        '.replies[]? | select(.reply == "DF0004").review | [.decision, .reason]' ledger
    # What waits: approve, all of it.
    is '["approve"]' '[.[].replies[]? | select(.review == null and .kind == "final" and .refusal == null).proposal.decision] | unique' <(jq -s . ledger)
}

# case_is ID WANT FILTER
case_is() { is "$2" "select(.id == \"$1\") | $3" ledger; }

@test "the clocks that follow" {
    chain
    # Transferred under 15(5): the citizen's day does not move, and it is today.
    case_is HZ20260929-0003 '["enterprise-bus",2,"transferred","art.15(5)","2026-10-12","due_today"]' \
        '[(.assignment | .lead, .round, .cause, .basis), (.deadline | .due, .status)]'
    # Reworked on Saturday 10-10, two working days: Monday 12, Tuesday 13.
    case_is HZ20260930-0002 '["330122",2,"rework","art.12(1)","2026-10-13","2026-10-13"]' \
        '[(.assignment | .lead, .round, .cause, .basis), (.deadline | .due, .inner_due)]'
    case_is HZ20260930-0003 '["promise","2026-11-30","running","met"]' \
        '.deadline | [.clock, .due, .status, .earlier[0].verdict]'
    # Not told: the clock ran on; due on 10-09, late by 10 and 12.
    case_is HZ20260926-0002 '["2026-10-09","overdue",2]' '.deadline | [.due, .status, .late_workdays]'
    # The first reply to it was in time and is annulled; the second one was a working day late.
    case_is HZ20260924-0004 '["2026-10-09","missed",1]' '.deadline | [.due, .status, .late_workdays]'
    # Redo ordered on Monday 10-12: 13, 14, 15, 16, Monday 19.
    case_is HZ20261007-0003 '["330109",2,"redo","art.20","2026-10-19"]' \
        '[(.assignment | .lead, .round, .cause, .basis), .deadline.due]'
    # Three working days to verify: 13, 14, 15.
    case_is HZ20260925-0001 '["verification","2026-10-15"]' '.deadline | [.clock, .due]'
    # Joint was the second round, the rework for the part that was not there the third.
    case_is HZ20261009-0011 '[3,"330109",["city-urban"],"met"]' \
        '[(.assignment | .round, .lead, .co), .deadline.status]'
}

@test "art.11(4), art.20, art.28(1): how those cases ended" {
    chain
    case_is HZ20260922-0006 '["satisfied","art.11(4)","沈科","330106"]' \
        '[(.callback | .outcome, .basis), (.closing | .approved_by, .informed_by)]'
    case_is HZ20260921-0007 '["unreached",3,null,[false,false,false]]' \
        '.callback | [.outcome, .tries, .rating, [.ratings[].counted]]'
    case_is HZ20260921-0004 '["upheld","dissatisfied","陶岚"]' \
        '.callback | [.outcome, .satisfied, .verifications[0].officer]'
    case_is HZ20260924-0004 '["satisfied","no","basic"]' '.callback | [.outcome, .resolved, .satisfied]'
    # The unit's own word never counts; the second word of the citizen reopens.
    case_is HZ20260925-0001 '["dissatisfied",[["unit",false],["hotline",true],["requester",true]]]' \
        '.callback | [.outcome, [.ratings[] | [.by, .counted]]]'
    case_is HZ20260925-0010 '["withdrawn","requester",null,"none"]' \
        '[.state, (.history[-1] | .by, .basis), .deadline.status]'
}

@test "art.28: what is said again of an open case goes with it, by hand" {
    chain
    # Word for word, of a case that was closed on 10-08: closed with it, its clock stopped with the reply
    # of 09-29; it had come on Friday 09-25, so that it was due on 10-09.
    case_is HZ20260925-0801 '["HZ20260922-0006",false,"closed","330106",1,"2026-10-09","met",false]' \
        '[.repeat_of, .acceptance.flags[0].new, .state, (.assignment | .lead, .round), (.deadline | .due, .status), has("callback")]'
    # In fewer words, of one that the unit still has: no round, and nothing new to tell.
    case_is HZ20261009-0802 '["HZ20260921-0002",false,"assigned","330102",1]' \
        '[.repeat_of, .acceptance.flags[0].new, .state, (.assignment | .lead, .round)]'
    case_is HZ20260921-0002 '[{"case":"HZ20261009-0802","at":"2026-10-09T22:41:05+08:00","new":false}]' .repeats
    # With something new, of one that was transferred: a second round, and the new is passed on.
    case_is HZ20261011-0803 '["HZ20260929-0003",true,"assigned","enterprise-bus",2,"transferred","art.15(5)"]' \
        '[.repeat_of, .acceptance.flags[0].new, .state, (.assignment | .lead, .round, .cause, .basis)]'
    case_is HZ20260929-0003 '[{"case":"HZ20261011-0803","at":"2026-10-11T22:50:18+08:00","new":true}]' .repeats
    # Of 245 cases seven are over: 238 are open. The follower that is closed is the eighth that is not,
    # and the two that are open are contacts and no work.
    h12-report overdue -q --format json ledger >report
    is '[248,8,238,2,240]' '[.read, .not_open, .open, .repeats, .contacts]' report
}

@test "whom to call today: the longest wait first, nobody who was tried today" {
    chain
    h12-callback -q --due ledger >due
    is '["HZ20260925-0005","resolved","2026-10-10T09:20:00+08:00",1,"曹**"]
["HZ20261009-0011","resolved","2026-10-12T14:00:00+08:00",0,"潘**"]
["HZ20260925-0001","verifying","2026-10-12T20:00:00+08:00",0,"董**"]' '[.case, .state, .since, .tries, .name]' due
    run -1 grep 13800 due
}

@test "the ledger agrees with itself, is told again to the byte, and does not change twice" {
    chain
    # 245 good rows of the export, and three that say again what was open.
    [ "$(wc -l <ledger)" -eq 248 ]
    checked ledger
    # Written anew by another program, with its members in another order, it says the same.
    jq -cS . ledger >sorted
    checked sorted
    h12-replay -q ledger | cmp ledger -
    allow h12-reply -q -r /dev/null --replies "$DEMO/replies.csv" ledger >again
    allow h12-callback -q -r /dev/null --ratings "$DEMO/ratings.csv" again | h12-deadline -q | cmp ledger -
}

@test "art.12, 19, 26, 27: what the hotline did, by hand" {
    chain
    is '["DB0004","wrong_state","case"]
["DB0008","missing","officer"]' '[(.raw | split(",")[0]), .code, .field]' actions.rejects
    # What each action closed, and what waits of the case.
    case_is HZ20260930-0006 '[["art.19(4)","DB0001"]]' '[.supervision.items[] | [.basis, .closed_by]]'
    case_is HZ20261009-0011 '[["art.19(1)","DB0002"],["art.19(2)","DB0003"],["art.19(3)","DB0002"]]' \
        '[.supervision.items[] | [.basis, .closed_by]] | sort'
    case_is HZ20261010-0004 '[["art.19(4)"],[["art.12(2)",null]]]' \
        '[([.supervision.items[] | select(.closed_at == null) | .basis]), [.supervision.actions[] | [.basis, .completed_by]]]'
    case_is HZ20261007-0003 '["art.27(1)","attitude",["330109"]]' \
        '.supervision.actions[0] | [.basis, .finding, .units]'
    case_is HZ20260922-0006 '["closed","art.26",["330106"]]' \
        '[.state, (.supervision.actions[0] | .basis, .units)]'
    # The case that nobody wants was returned again and handed over often, and nothing is done about it.
    case_is HZ20261010-0014 '[["art.19(1)",null],["art.19(3)",null]]' '[.supervision.items[] | [.basis, .closed_by]]'
    # The report counts them: six that applied, and of thirteen items the four that they closed.
    h12-report supervision -q --format json ledger >report
    jq -c '.supervised as $cases | [.tables[] | select(.name == "classes" or .name == "actions")
        | .columns as $columns | .rows[-1] | [$columns, .] | transpose | map({(.[0]): .[1]}) | add]
        | [.[0].answered, .[0].waiting, .[0].items, .[1].over, .[1].pending, $cases]' report >got
    echo '[4,9,13,5,1,8]' >want
    diff want got
}

@test "share/demo/README.md speaks of every row of the events" {
    for name in $(tail -qn +2 "$DEMO/replies.csv" "$DEMO/ratings.csv" "$DEMO/actions.csv" \
        "$DEMO/disputes.csv" "$DEMO/extensions.csv" | cut -d , -f 1 | sort -u); do
        grep -q "$name" "$DEMO/README.md" || { echo "$name"; return 1; }
    done
}

@test "the demo script: runs the chain, prints both lists, and names what it wrote" {
    mkdir -p built
    ln -s "$BIN" built/bin
    run -0 --separate-stderr bash -c "cd '$ROOT' && sh tests/tools/demo.sh '$PWD/built'"
    chain
    cmp ledger built/demo/ledger.ndjson
    h12-report overdue -q --top 20 ledger >overdue.txt
    cmp overdue.txt built/demo/overdue.txt
    h12-callback -q --due ledger | cmp - built/demo/callbacks.ndjson
    printf '%s\n' "$output" >printed
    grep -qx 今日回访 printed
    for file in overdue.txt callbacks.ndjson; do
        while IFS= read -r line; do
            grep -qxF -e "$line" printed || { echo "$file: $line"; return 1; }
        done <built/demo/$file
    done
    cmp notices built/demo/notices.ndjson
    h12-report supervision -q ledger | cmp - built/demo/supervision.txt
    for file in ledger.ndjson overdue.txt overdue.csv supervision.txt callbacks.ndjson \
        notices.ndjson rejects.ndjson; do
        [ -s "built/demo/$file" ]
        grep -qx "  $PWD/built/demo/$file" printed
    done
    # Every reject of the chain is in one file: 6 rows of the export, 5 requests, 4 replies, 4 ratings,
    # 2 actions.
    [ "$(wc -l <built/demo/rejects.ndjson)" -eq 21 ]
}
