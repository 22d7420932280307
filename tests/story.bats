#!/usr/bin/env bats
# The story of one case through every tool: received, held for review, routed, returned twice, handled
# jointly, late, urged, replied to incompletely, reworked, replied to, rated badly, verified, redone,
# satisfied, closed, archived. Each evening runs the chain of h12(7) over the whole ledger; after each
# tool h12-check finds nothing and h12-replay derives the same bytes from history.
#
# By the calendar: in November 2026 Monday to Friday are working days and nothing else. Received on
# Monday 11-02 and normal, the case is due on the fifth working day behind: 3, 4, 5, 6, Monday 11-09.
bats_require_minimum_version 1.5.0
load helper
export H12_SHARE=$ROOT/share

# step TOOL [OPTION...]: the ledger through the tool, checked and replayed.
step() {
    local tool=$1
    shift
    "$tool" -q -r rejects -o next "$@" ledger || { echo "$tool: status $?"; cat rejects; return 1; }
    [ ! -s rejects ]
    checked next
    # Clocks are yesterday's until the tools that set them come; a replay sets them by today.
    mv next ledger
    h12-callback -q ledger | h12-deadline -q >timed
    h12-replay -q timed | cmp - timed
}

# evening DAY [TOOL OPTION FILE]...: the daily chain, with the event files of that day.
evening() {
    local tool
    export H12_NOW=$1
    shift
    local -A events=()
    while [ $# -gt 0 ]; do
        events[$1]="$2 $3"
        shift 3
    done
    events[h12-supervise]="${events[h12-supervise]-} --notices notices"
    for tool in h12-intake h12-route h12-return h12-reply h12-callback h12-deadline h12-supervise; do
        case $tool in h12-return | h12-reply) [ -n "${events[$tool]-}" ] || continue ;; esac
        # shellcheck disable=SC2086 # an option and its file
        step "$tool" ${events[$tool]-}
    done
    h12-commit -q kept ledger
    cmp kept ledger
}

# now WANT FILTER: what the ledger says.
now() { is "$1" "$2" ledger; }

@test "one case through every tool" {
    # Monday 11-02: the words of the export look like a lawsuit that is under way, art.9(1).
    printf '工单编号,受理时间,诉求内容,所属区域,紧急程度\nS1,2026-11-02 09:00,莫干山路路灯坏了三周，已经起诉到法院，请尽快修复,拱墅区,一般\n' >export.csv
    H12_NOW=2026-11-02T10:00:00+08:00 h12-intake -q -o ledger export.csv
    evening 2026-11-02
    now '["review","art.9(1)","hotline"]' '[.state, .acceptance.proposal.ground, "hotline"]'
    now '["art.14","2026-11-09","running",5]' '.deadline | [.clock, .due, .status, .left_workdays]'

    # Tuesday: the lawsuit is about a fall, not about the lamp. The clock was not stopped.
    echo '{"decision":"D1","case":"S1","at":"2026-11-03T09:00:00+08:00","verdict":"accept","matter":"0305","district":"330105","officer":"Lin","reason":"the lawsuit is about another thing"}' >decisions
    evening 2026-11-03 h12-intake --decisions decisions
    now '["assigned","art.8(4)","330105",1]' '[.state, .acceptance.basis, (.assignment | .lead, .round)]'
    now '["2026-11-09","2026-11-05","hotline",1]' \
        '[(.deadline | .due, .return_by), (.history[-1].held | .by, .workdays)]'

    # Wednesday: "not ours", with reason and basis. An officer takes another way than was proposed.
    cat >returns <<'END'
request,case,unit,at,reason,basis,suggested_unit,kind,decision,to,co,officer,event
R1,S1,330105,2026-11-04 09:00,a main road,duties of 2019,city-urban,,,,,,
R1,S1,,2026-11-04 15:00,the road is the city's,,,decision,transfer,city-urban,,Wang,E1
END
    evening 2026-11-04 h12-return --requests returns
    now '["assigned","city-urban",2,"transferred","joint"]' \
        '[.state, (.assignment | .lead, .round), (.returns[0] | .outcome, .proposal.decision)]'
    now '["2026-11-09","2026-11-06"]' '.deadline | [.due, .return_by]'

    # Thursday: the second asks, too; both are responsible, and who had it first leads, art.16(3).
    cat >returns <<'END'
request,case,unit,at,reason,basis,suggested_unit,kind,decision,to,co,officer,event
R2,S1,city-urban,2026-11-05 09:00,the lamp is on a side of the district,duties of 2020,330105,,,,,,
R2,S1,,2026-11-05 16:00,both keep lamps there,,,decision,joint,330105,city-urban,Wang,E2
END
    evening 2026-11-05 h12-return --requests returns
    now '["assigned","330105",["city-urban"],3,"joint","art.16(3)"]' \
        '[.state, (.assignment | .lead, .co, .round, .cause, .basis)]'

    # Returned twice, joint, in the third hands: three of the classes of art.19.
    now '[["art.19(1)","returned again","2026-11-05T09:00:00+08:00"],["art.19(2)","the duties of several units meet","2026-11-05T16:00:00+08:00"],["art.19(3)","handed over many times","2026-11-05T16:00:00+08:00"]]' \
        '[.supervision.items[] | [.basis, .reason, .since]]'

    # Tuesday 11-10 is the first day too late: the unit is urged, by an officer and by the night; a
    # meeting answers what was passed on, and the inspection body is to be asked.
    cat >actions <<'END'
{"action":"U1","case":"S1","at":"2026-11-10T10:00:00+08:00","kind":"urge","officer":"Shen"}
{"action":"U2","case":"S1","at":"2026-11-10T15:00:00+08:00","kind":"meeting","officer":"Shen","unit":"330105|city-urban","outcome":"each looks after its side"}
END
    evening 2026-11-10 h12-supervise --actions actions
    now '[["art.19(1)","U2"],["art.19(2)",null],["art.19(3)","U2"],["art.19",null]]' \
        '[.supervision.items[] | [.basis, .closed_by]]'
    now '[true,1,"late","330105"]' '.supervision | [.joint, (.urges | .count, .level, .unit)]'
    is '["330105","S1","late","2026-11-09",1]' '[.unit, .case, .level, .due, .late_workdays]' notices
    now '["overdue",1,1]' '.deadline | [.status, .late_workdays, .late_days]'
    h12-report overdue -q --format json ledger >report
    is '["S1","330105","2026-11-09",1]' '.tables[-1].rows[0] | [.[0, 2, 4, 5]]' report

    # Wednesday 11-11: the assistant's part, and the lead's reply without an opinion: reworked.
    part='{"reply":"P1","case":"S1","kind":"final","unit":"city-urban","at":"2026-11-11T09:30:00+08:00","factual":"yes","process":"the cable of the city is sound","process_at":"2026-11-10T10:00:00+08:00","process_manner":"on site","opinion":"nothing to be done by us","opinion_limit":"2026-11-11","responder":"Zhou","unit_reported_satisfaction":"unknown"}'
    full='{"reply":"P2","case":"S1","kind":"final","unit":"330105","at":"2026-11-11T11:00:00+08:00","informed_at":"2026-11-11T10:30:00+08:00","informed_how":"by phone","factual":"yes","process":"we found that the lamp of the pole was dead","process_at":"2026-11-10T15:00:00+08:00","process_manner":"on site","opinion":"the lamp of pole 7 is replaced","opinion_limit":"2026-11-11","responder":"Wang","unit_reported_satisfaction":"satisfied"}'
    {
        echo "$part"
        jq -c 'del(.opinion)' <<<"$full"
        echo '{"reply":"P2","case":"S1","kind":"review","at":"2026-11-11T16:00:00+08:00","decision":"rework","officer":"Chen","reason":"what is to be done?"}'
    } >replies
    evening 2026-11-11 h12-reply --replies replies
    now '["assigned","330105",4,"rework"]' '[.state, (.assignment | .lead, .round, .cause)]'
    now '[false,["art.15(3)"],"rework"]' '.replies[] | select(.reply == "P2") | [.complete, .missing, .review.decision]'
    now '["2026-11-09","overdue",2]' '.deadline | [.due, .status, .late_workdays]'
    # Reworked, and so handed over once more: that is new since the meeting.
    now '[["art.19(1)","returned, and reworked","2026-11-11T16:00:00+08:00"],["art.19(3)","handed over many times","2026-11-11T16:00:00+08:00"]]' \
        '[.supervision.items[4:][] | [.basis, .reason, .since]]'

    # Thursday: complete, and approved. The citizen was told on the third working day too late.
    {
        jq -c '.reply = "P3" | .at = "2026-11-12T10:00:00+08:00" | .informed_at = "2026-11-12T09:30:00+08:00" | .opinion_limit = "2026-11-12"' <<<"$full"
        echo '{"reply":"P3","case":"S1","kind":"review","at":"2026-11-12T15:00:00+08:00","decision":"approve","officer":"Chen"}'
    } >replies
    evening 2026-11-12 h12-reply --replies replies
    now '["resolved","missed",3]' '[.state, (.deadline | .status, .late_workdays)]'

    # Friday: solved, says the unit; not at all, says the citizen. Monday: the officer sends it back.
    cat >ratings <<'END'
{"rating":"V1","case":"S1","at":"2026-11-13T09:00:00+08:00","by":"unit","resolved":"yes","satisfied":"satisfied"}
{"rating":"V2","case":"S1","at":"2026-11-13T10:00:00+08:00","by":"requester","resolved":"no","satisfied":"dissatisfied","reason":"pole 8 is dark, too"}
END
    evening 2026-11-13 h12-callback --ratings ratings
    now '["verifying",false,true]' '[.state, .callback.ratings[].counted]'
    echo '{"rating":"V3","case":"S1","at":"2026-11-16T10:00:00+08:00","kind":"verification","finding":"redo","officer":"Tao","reason":"half of the work"}' >ratings
    echo '{"action":"U3","case":"S1","at":"2026-11-16T11:00:00+08:00","kind":"on_site","officer":"Shen","finding":"pole 8 is dark"}' >actions
    evening 2026-11-16 h12-callback --ratings ratings h12-supervise --actions actions
    now '[["art.19(2)","U3"]]' '[.supervision.items[] | select(.basis == "art.19(2)") | [.basis, .closed_by]]'
    now '["assigned","330105",5,"redo","art.20"]' '[.state, (.assignment | .lead, .round, .cause, .basis)]'
    # Five working days from the order: 17, 18, 19, 20, Monday 11-23.
    now '["redo","2026-11-23",null,[["art.14","missed"],["verification","met"]]]' \
        '.deadline | [.clock, .due, .return_by, [.earlier[] | [.clock, .verdict]]]'

    # Wednesday: done again, in time; Thursday: satisfied.
    {
        jq -c '.reply = "P4" | .at = "2026-11-18T10:00:00+08:00" | .informed_at = "2026-11-18T09:30:00+08:00" | .opinion = "pole 8 as well" | .opinion_limit = "2026-11-18"' <<<"$full"
        jq -c '.reply = "P5" | .at = "2026-11-18T09:40:00+08:00"' <<<"$part"
        echo '{"reply":"P4","case":"S1","kind":"review","at":"2026-11-18T15:00:00+08:00","decision":"approve","officer":"Chen"}'
    } >replies
    evening 2026-11-18 h12-reply --replies replies
    now '["resolved","redo","met"]' '[.state, (.deadline | .clock, .status)]'
    echo '{"rating":"V4","case":"S1","at":"2026-11-19T09:00:00+08:00","by":"requester","resolved":"yes","satisfied":"satisfied"}' >ratings
    evening 2026-11-19 h12-callback --ratings ratings
    now '["closed","satisfied"]' '[.state, .callback.outcome]'
    [ "$(wc -l <notices)" -eq 1 ]
    # Each of the 13 working days behind 11-02 has its holder, to the end.
    now '[["hotline",1],["330105",1],["hotline",0],["city-urban",1],["hotline",0],["330105",4],["hotline",0],["330105",1],["hotline",2],["330105",2],["hotline",1]]' \
        '[.history[] | select(.held) | .held | [.by, .workdays]]'

    # 400 days later it goes to the archive of the month in which it was closed, byte for byte.
    cp ledger before
    export H12_NOW=2027-12-25
    h12-archive -q --to archive --moved moved -o ledger before
    [ ! -s ledger ]
    cmp before archive/2026-11.ndjson
    h12-commit -q --allow-remove moved kept ledger
    [ ! -s kept ]
    checked archive/2026-11.ndjson
}
