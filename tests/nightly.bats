#!/usr/bin/env bats
# The nightly job: the whole of it under a bare environment, its log, what it does when a step
# fails, two at once, and the same night again. What kills it is in tests/torture.bats.
bats_require_minimum_version 1.5.0
load helper

NIGHTLY=$ROOT/share/cron/h12-nightly
DEMO=$ROOT/share/demo

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    mkdir inbox
    tools=$BIN
}

# night [OPTION]...: the job as cron would start it, over `ledger`.
night() {
    env -i "$NIGHTLY" --bin "$tools" --share "$ROOT/share" --now 2026-10-12 --inbox inbox "$@" ledger
}

# The same chain, step by step by hand: by_hand EXPORT REQUESTS OUT.
by_hand() {
    : >hand.known
    h12-intake -q --known hand.known -r hand.rejects "$1" 2>hand.err >hand.1 || [ $? -eq 1 ]
    h12-route -q hand.1 >hand.2
    h12-return -q -r hand.rejects --requests "$2" hand.2 >hand.3 || [ $? -eq 1 ]
    h12-repeat -q hand.3 >hand.4
    h12-deadline -q hand.4 >hand.5
    h12-supervise -q hand.5 >"$3"
}

# replace TOOL: a folder of tools in which this one is the script that comes in; $REAL is the folder
# of the true ones.
replace() {
    local tool
    mkdir -p fake
    for tool in $TOOLS; do
        [ -e "fake/$tool" ] || ln -s "$BIN/$tool" fake
    done
    rm -f "fake/$1"
    { printf '#!/bin/sh\nREAL=%s\n' "$BIN"; cat; } >"fake/$1"
    chmod +x "fake/$1"
    tools=$PWD/fake
}

restore() {
    ln -sf "$BIN/$1" fake
}

# Everything that stands here but the log, with inode and time of change.
standing() {
    find . -type f ! -name '*.log' ! -name '*.lock' ! -name 'standing.*' ! -path './fake/*' \
        -printf '%p %i %s %T@\n' | sort
}

first_night() {
    cp "$DEMO/export.csv" inbox
    run -1 night --create --requests "$DEMO/returns.csv"
}

# The demo's ledger, which has rejects on no step but those of its inputs.
demo_ledger() {
    by_hand "$DEMO/export.csv" "$DEMO/returns.csv" ledger
}

@test "under a bare environment the job is the chain that is run by hand" {
    cp "$DEMO/export.csv" inbox
    run -1 --separate-stderr night --create --requests "$DEMO/returns.csv"
    printf '%s\n' "$output" >printed
    by_hand "$DEMO/export.csv" "$DEMO/returns.csv" want
    cmp want ledger
    h12-report overdue -q want >want.report
    cmp want.report reports/overdue-2026-10-12.txt
    cmp want.report printed
    [ "$(stat -c %a ledger reports/overdue-2026-10-12.txt rejects/2026-10-12.ndjson | sort -u)" = 600 ]
    # Nothing is left but what is meant to be.
    find . -type f ! -name '*hand*' ! -name 'want*' ! -name printed ! -name 'separate-*' |
        sort >../files
    same './inbox/done/2026-10-12/export.csv\n./ledger\n./ledger.lock\n./ledger.log\n./rejects/2026-10-12.ndjson\n./reports/overdue-2026-10-12.txt\n' ../files
    [ ! -e ledger.night ]
}

@test "the second night's new cases come behind the old, and old events are not applied again" {
    # The export in two nights is the export in one.
    head -n 150 "$DEMO/export.csv" >inbox/1.csv
    sed -n 151p "$DEMO/export.csv" | grep -q ^HZ # a row begins there
    run night --create --requests "$DEMO/returns.csv"
    { head -n 1 "$DEMO/export.csv"; tail -n +151 "$DEMO/export.csv"; } >inbox/2.csv
    run night --requests "$DEMO/returns.csv"
    by_hand "$DEMO/export.csv" "$DEMO/returns.csv" want
    cmp want ledger
    cmp <(h12-report overdue -q want) reports/overdue-2026-10-12.txt
}

@test "a repeat that comes the second night goes with its earlier case" {
    TEXT=楼下烧烤店的油烟一直熏到十楼，晚上十二点还在烤，家里的窗户不能开，请城管来管一管
    HEAD=工单编号,受理时间,反映人,联系电话,所属区域,诉求内容
    printf '%s\nA1,2026-10-09 09:00,张先生,13800001234,330106,%s\n' "$HEAD" $TEXT >inbox/1.csv
    run -0 night --create
    printf '%s\nB1,2026-10-11 09:00,张先生,13800001234,330106,%s\n' "$HEAD" $TEXT >inbox/2.csv
    run -0 night
    grep -q ' repeat: 2 read, 2 written, 0 rejected, 1 passed on, 0 moved, 0 ended, 0 parted$' ledger.log
    [ "$(jq -c '[.id, .repeat_of, [.repeats[]?.case]]' ledger)" = '["A1",null,["B1"]]
["B1","A1",[]]' ]
    cp ledger before
    run -0 night
    cmp before ledger
    # Named by hand as well, it is not counted twice.
    jq '.repeat.contacts = 2' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    printf '%s\nC1,2026-10-11 10:00,张先生,13800001234,330106,路灯不亮\n' "$HEAD" >inbox/3.csv
    cp ledger before
    run -0 night --policy own.json --with intake:--known=ledger
    [ "$(jq -c 'select(.id == "C1") | [.acceptance.flags[] | [.code, .count]]' ledger)" = '[["contacts",3]]' ]
    cp before ledger
    # An option of the step itself.
    run -0 night --with repeat:--shard
    cmp before ledger
}

@test "officers' decisions on acceptance: on cases of the ledger, on those of the night, once each" {
    HEAD=工单编号,受理时间,反映人,联系电话,所属区域,诉求内容
    printf '%s\n' "$HEAD" 'A1,2026-10-09 09:00,张先生,13800001234,330106,我已经起诉到法院，请催一下' \
        'A2,2026-10-09 10:00,李女士,13800001235,330106,我要举报镇里的干部贪污' >inbox/1.csv
    run -0 night --create --now 2026-10-10T01:00:00+08:00
    is '["review","review"]' '[.[].state]' <(jq -s . ledger)
    # B1 is new this night, and was decided the day before; A2 has its decision in the second file.
    printf '%s\n' "$HEAD" 'B1,2026-10-10 09:00,王先生,13800001236,330106,劳动仲裁已经受理，小区物业不管垃圾' >inbox/2.csv
    printf '%s\n' decision,case,at,verdict,ground,officer,reason \
        'D1,A1,2026-10-10 10:00,decline,art.9(1),林审核,' \
        'D2,B1,2026-10-10 11:00,accept,,林审核,物业的事照办' \
        'D3,A9,2026-10-10 11:00,accept,,林审核,' >first.csv
    printf '{"decision":"D4","case":"A2","at":"2026-10-10 12:00","verdict":"accept","officer":"吴审核"}\n' >second.ndjson
    decided() {
        run -1 night --now 2026-10-11T01:00:00+08:00 --acceptance first.csv --acceptance second.ndjson \
            --acceptance none.csv
    }
    decided
    is '[["A1","declined","art.9(1)"],["A2","assigned","art.8(4)"],["B1","assigned","art.8(4)"]]' \
        '[.[] | [.id, .state, .acceptance.basis]]' <(jq -s . ledger)
    is '[["review","h12-intake"],["accepted","林审核"]]' '[.history[:2][] | [.event, .by]]' <(sed -n 3p ledger)
    is '[["D3","no_such_case"]]' '[.[] | [(.raw | split(",")[0]), .code]]' <(jq -s . rejects/2026-10-11.ndjson)
    grep -q " acceptance: no 'none.csv'$" ledger.log
    grep -q ' acceptance: 3 read, 3 written, 0 rejected; events: 3 read, 1 applied, 1 already applied, 0 refused, 1 rejected; status 1$' ledger.log
    # The same files again change nothing.
    cp ledger before
    decided
    cmp before ledger
}

@test "rows whose clock is up to a day ahead are taken, not dated before they came, and stop no night" {
    printf '%s\n' 工单编号,受理时间,反映人,联系电话,所属区域,诉求内容 \
        A1,2026-10-12T09:00:00+08:00,张先生,13800001234,330106,小区物业不管垃圾，楼道里堆满了旧家具 \
        B1,2026-10-12T09:30:00+08:00,张先生,13800001234,330106,小区物业不管垃圾，楼道里堆满了旧家具 \
        C1,2026-10-13T08:00:00+08:00,李女士,13800001235,330106,隔壁三楼着火了 \
        D1,2026-10-12T10:00:00+08:00,李女士,13800001236,330106,请问公租房怎么申请 \
        E1,2026-10-13T08:00:01+08:00,李女士,13800001237,330106,路灯不亮 >inbox/1.csv
    run -1 night --create --now 2026-10-12T08:00:00+08:00 --notices notices
    grep -q ' check: 4 read, 0 rejected, 0 findings in 0 cases$' ledger.log
    is '["E1","bad_date"]' '[(.raw | split(",")[0]), .code]' rejects/2026-10-12.ndjson
    # No step stands before the receipt; a repeat among them follows; the clock runs from that day.
    is '[[],["B1"],["2026-10-19","2026-10-19","2026-10-14","2026-10-19"],"2026-10-12T09:00:00+08:00"]' \
        '[[.[] | .received_at as $came | .history[].at, (.assignment.at // empty), (.alert.at // empty) |
            select(. < $came)], [.[].repeats[]?.case], [.[].deadline.due], .[0].assignment.at]' \
        <(jq -s . ledger)
    cp ledger before
    run -0 night --now 2026-10-12T08:00:00+08:00 --notices notices
    cmp before ledger
    run -0 night --now 2026-10-14 --notices notices
    grep ' check: ' ledger.log | tail -n 1 | grep -q '4 read, 0 rejected, 0 findings in 0 cases$'
}

@test "the log has one dated line a step, with counts" {
    first_night
    # 251 rows, 6 of them bad; 30 events: see share/demo/README.md
    sed 's/^[0-9-]*T[0-9:]*+08:00 //' ledger.log >lines
    cat >want <<'END'
begin: 'ledger', now 2026-10-12, stamp none
intake: critical: 'HZ20261012-0024': an emergency may be going on (art.9(2))
intake: 251 read, 245 written, 6 rejected; status 1
route: 245 read, 245 written, 0 rejected
return: 245 read, 245 written, 0 rejected; events: 30 read, 17 applied, 1 already applied, 7 refused, 5 rejected; status 1
callback: 245 read, 245 written, 0 rejected
repeat: 245 read, 245 written, 0 rejected, 0 passed on, 0 moved, 0 ended, 0 parted
deadline: 245 read, 245 written, 0 rejected
supervise: 245 read, 245 written, 0 rejected
check: 245 read, 0 rejected, 0 findings in 0 cases
commit: 245 read, 245 written, 0 rejected, 245 new, 0 removed
report: 245 read, 0 rejected
end: status 1
END
    diff -u want lines
    [ "$(grep -cE '^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+08:00 ' ledger.log)" -eq 13 ]
}

@test "what was refused is kept in a file of the day, as the tools refuse it by hand" {
    first_night
    by_hand "$DEMO/export.csv" "$DEMO/returns.csv" want
    [ "$(wc -l <hand.rejects)" -eq 11 ]
    diff <(jq -c 'del(.source)' hand.rejects) <(jq -c 'del(.source)' rejects/2026-10-12.ndjson)
    [[ $output == *"some input was refused; see './rejects/2026-10-12.ndjson'"* ]]
}

@test "the same night again changes nothing" {
    first_night
    standing >standing.1
    run -1 night --requests "$DEMO/returns.csv"
    # The report is written anew, the same.
    standing >standing.2
    diff <(grep -v reports/ standing.1) <(grep -v reports/ standing.2)
    cmp <(h12-report overdue -q ledger) reports/overdue-2026-10-12.txt
    grep -q 'commit: 245 read, 245 written, 0 rejected, 0 new, 0 removed, nothing changed' ledger.log
}

@test "an export that comes again doubles nothing and stops nothing; its rows are in the rejects" {
    first_night
    cp ledger before
    # As after a kill between the commit and the move, too.
    cp "$DEMO/export.csv" inbox
    run -1 night --requests "$DEMO/returns.csv"
    cmp before ledger
    grep -q 'intake: 251 read, 0 written, 251 rejected; status 1' ledger.log
    # The 245 cases, and the second row that one of them has.
    [ "$(jq -r 'select(.code == "already_known") | .source' rejects/2026-10-12.ndjson | sort | uniq -c | xargs)" = '246 inbox/export.csv' ]
    # Both copies are kept.
    find inbox -type f | sort >files
    same 'inbox/done/2026-10-12/export.csv\ninbox/done/2026-10-12/export.csv.~1~\n' files
}

@test "an export of another system with a state of its own is taken in; what is no case is refused as it came" {
    demo_ledger
    printf '%s\n' '{"id":"X1","received_at":"2026-10-11 08:00","text":"路灯不亮","state":"open"}' \
        '{"id":"X2","received_at":"2026-10-11 08:00","text":"路灯不亮","state":null}' \
        '{"id":"X3","received_at":"2026-10-11 08:00","text":"路灯不亮","state":"closed"}' \
        '{"text":"路灯不亮","state":"closed"}' >inbox/export.ndjson
    run -1 night
    is '["X1","X2"]' '[.[].id]' <(tail -n +246 ledger | jq -s .)
    is '[["inbox/export.ndjson",3,"bad_date"],["inbox/export.ndjson",4,"missing"]]' \
        '[.[] | [.source, .line, .code]]' <(jq -s . rejects/2026-10-12.ndjson)
}

@test "an export with old rows and new: the new ones are taken" {
    demo_ledger
    head -n 2 "$DEMO/export.csv" >inbox/again.csv
    printf 'HZ20261012-9001,2026-10-12 08:00:00,电话,投诉,,,西湖区,文三路,路灯不亮,路灯不亮了,一般,,,,否,\r\n' >>inbox/again.csv
    cp ledger before
    run -1 night
    head -n 245 ledger | cmp - before
    [ "$(tail -n +246 ledger | jq -r '.id + " " + .state')" = 'HZ20261012-9001 assigned' ]
}

@test "a step that fails leaves the ledger, the inbox and the archive as they were" {
    demo_ledger
    sed 's/^HZ/NEW/' "$DEMO/export.csv" >inbox/export.csv
    cp ledger before
    for case in archive:2 intake:3 merge:2 route:139 return:3 repeat:3 deadline:2 check:3 commit:3; do
        failing=${case%:*} code=${case#*:}
        tool=h12-$failing
        [ "$failing" != merge ] || tool=h12-intake
        # The merge is the second run of h12-intake.
        replace "$tool" <<END
case " \$* " in
*' --stamp '*) exec "\$REAL/$tool" "\$@" ;;
*-merge.ndjson*) ;;
*) [ $failing != merge ] || exec "\$REAL/$tool" "\$@" ;;
esac
echo "$tool: 'x': No space left on device" >&2
exit $code
END
        standing >standing.1
        run night --requests "$DEMO/returns.csv" --archive archive
        [ "$status" -eq $((code == 2 ? 2 : 3)) ]
        [[ $output == *"h12-nightly: $failing: failed with status $code; 'ledger' is as it was"* ]]
        [[ $output == *"h12-nightly: $failing: 'x': No space left on device"* ]]
        standing >standing.2
        diff <(grep -v rejects standing.1) <(grep -v rejects standing.2) || return 1
        cmp before ledger
        [ ! -e ledger.night ]
        tail -n 2 ledger.log | grep -q "$failing: failed with status $code"
        restore "$tool"
    done
    # And with the true tools it goes through.
    run -1 night --requests "$DEMO/returns.csv" --archive archive
    [ -e inbox/done/2026-10-12/export.csv ]
}

@test "a report that fails says that the ledger is the new one" {
    cp "$DEMO/export.csv" inbox
    replace h12-report <<<'exit 3'
    run -3 night --create
    [[ $output == *"report: failed with status 3; 'ledger' is the new one"* ]]
    [ "$(wc -l <ledger)" -eq 245 ]
    [ -e inbox/done/2026-10-12/export.csv ]
}

@test "a tool that loses a case does not get its way" {
    demo_ledger
    cp ledger before
    replace h12-deadline <<'END'
"$REAL/h12-deadline" "$@"
status=$?
while [ "$1" != -o ]; do shift; done
sed -i 7d "$2"
exit $status
END
    run -3 night
    lost=$(sed -n 7p before | jq -r .id)
    [[ $output == *"case '$lost' is missing"* ]]
    cmp before ledger
}

@test "a tool that breaks a case is stopped by h12-check; the findings are kept" {
    demo_ledger
    cp ledger before
    replace h12-deadline <<'END'
"$REAL/h12-deadline" "$@"
status=$?
while [ "$1" != -o ]; do shift; done
sed -i '7s/,"assignment":{"round":1/,"assignment":{"round":2/2' "$2"
sed -i '7s/"due":"20../"due":"19../' "$2"
exit $status
END
    run -3 night
    [[ $output == *"check: new findings, see './reports/findings-2026-10-12.ndjson'; 'ledger' is as it was"* ]]
    [ "$(jq -r .id reports/findings-2026-10-12.ndjson | sort -u)" = "$(sed -n 7p before | jq -r .id)" ]
    cmp before ledger
}

@test "what h12-check found in the ledger before is told, and the night goes on" {
    demo_ledger
    # An entry of history that is earlier than the one above it.
    jq -c 'if .id == "HZ20260921-0001" then .history += [{"at":"2026-09-01T00:00:00+08:00","event":"note","by":"office"}] else . end' ledger >bent
    mv bent ledger
    run -1 h12-check -q ledger
    run -0 night
    [[ $output == *"the ledger's findings are in './reports/findings-2026-10-12.ndjson'; none is new"* ]]
    [ "$(jq -r '.id + " " + .code' reports/findings-2026-10-12.ndjson)" = 'HZ20260921-0001 history_order' ]
}

@test "while another job has the lock: leaves with status 75 and a word" {
    demo_ledger
    cp ledger before
    exec 7>>ledger.lock
    flock 7
    run -75 night --wait 0
    [[ $output == *"'ledger' is locked by another job; it was waited for 0 s"* ]]
    run -75 night --wait=1
    cmp before ledger
    [ ! -e ledger.night ]
    [ ! -e reports ]
    exec 7>&-
    run -0 night --wait 0
}

@test "while another job has the lock: waits, and goes on when it is free" {
    demo_ledger
    replace h12-deadline <<'END'
sleep 2
exec "$REAL/h12-deadline" "$@"
END
    night >first.out 2>first.err 7>&- &
    while [ ! -e ledger.night ]; do sleep 0.05; done
    restore h12-deadline
    run -0 night --wait 30
    wait $!
    # One behind the other: the lines do not mix.
    sed 's/^[^ ]* \([a-z]*\).*/\1/' ledger.log | grep 'begin\|end' >order
    same 'begin\nend\nbegin\nend\n' order
}

@test "h12-commit cannot get in between" {
    demo_ledger
    cp ledger other
    replace h12-deadline <<'END'
"$REAL/h12-commit" --wait 0 ledger other 2>between.err
echo $? >between
exec "$REAL/h12-deadline" "$@"
END
    run -0 night
    [ "$(cat between)" -eq 3 ]
    grep -q 'is locked by another job' between.err
}

@test "a ledger that is changed without the lock is not overwritten" {
    demo_ledger
    cp ledger other
    replace h12-deadline <<'END'
cat other >ledger
exec "$REAL/h12-deadline" "$@"
END
    run -3 night
    [[ $output == *"'ledger' has changed: its stamp is "* ]]
    cmp ledger other
}

@test "an export that is written to while it is read stays for the next night" {
    cp "$DEMO/export.csv" inbox
    printf 'HZ20261012-9001,2026-10-12 08:00:00,电话,投诉,,,西湖区,文三路,路灯不亮,路灯不亮了,一般,,,,否,\r\n' >late
    replace h12-route <<'END'
cat late >>inbox/export.csv
exec "$REAL/h12-route" "$@"
END
    run -1 night --create
    [[ $output == *"'inbox/export.csv' has changed while it was read"* ]]
    [ -e inbox/export.csv ]
    [ "$(wc -l <ledger)" -eq 245 ]
    restore h12-route
    # The last row of the demo has an open quote, which takes the late row in: mend it.
    grep -v '^HZ20261012-0905' "$DEMO/export.csv" | cat - late >inbox/export.csv
    run -1 night
    [ "$(wc -l <ledger)" -eq 246 ]
    [ ! -e inbox/export.csv ]
}

@test "parts, hidden, empty and other files of the inbox are left alone" {
    demo_ledger
    cp "$DEMO/export.csv" inbox/today.csv.part
    cp "$DEMO/export.csv" inbox/.hidden.csv
    cp "$DEMO/export.csv" inbox/x.tmp
    mkdir inbox/folder
    : >inbox/empty.csv
    run -0 night
    [[ $output == *"'inbox/empty.csv' is empty; it is left there"* ]]
    grep -q 'intake: nothing new' ledger.log
    [ "$(find inbox -type f | wc -l)" -eq 4 ]
}

@test "several exports, with blanks and signs in their names, are taken in the order of their names" {
    head -n 2 "$DEMO/export.csv" >'inbox/b $(touch x) *.csv'
    { head -n 1 "$DEMO/export.csv"; grep '^HZ20260921-0003' "$DEMO/export.csv"; } >"inbox/a 'q' \\n.csv"
    run night --create
    [ "$(jq -r .id ledger | xargs)" = 'HZ20260921-0003 HZ20260921-0001' ]
    [ -e 'inbox/done/2026-10-12/b $(touch x) *.csv' ]
    [ -e "inbox/done/2026-10-12/a 'q' \\n.csv" ]
    [ ! -e x ]
}

@test "what a killed job left is taken away, and what it had refused is kept" {
    demo_ledger
    cp ledger want
    mkdir ledger.night
    head -c 1000 ledger >ledger.night/1-route.ndjson
    echo '{"source":"inbox/gone.csv","line":2,"code":"missing","field":"text","reason":"is empty","raw":"x"}' >ledger.night/rejects
    cp ledger.night/rejects want.rejects
    : >reports; rm reports; mkdir reports; : >reports/overdue-2026-10-11.txt.h12-AbCdEf
    run -0 night
    cmp ledger want
    cmp want.rejects rejects/2026-10-12.ndjson
    [ ! -e ledger.night ]
    [ "$(ls reports)" = overdue-2026-10-12.txt ]
}

@test "a signal ends the job with the ledger as it was, and the next runs" {
    demo_ledger
    cp ledger before
    replace h12-deadline <<'END'
kill -TERM "$PPID"
exec "$REAL/h12-deadline" "$@"
END
    run -143 night
    [[ $output == *"stopped by a signal; 'ledger' is as it was"* ]]
    cmp before ledger
    [ ! -e ledger.night ]
    restore h12-deadline
    run -0 night
}

@test "cases closed long ago go into the archive, and stand once in ledger and archive together" {
    demo_ledger
    jq -c 'if .id == "HZ20260921-0001" then .state = "closed" | .history += [{"at":"2026-10-01T09:00:00+08:00","event":"closed","by":"office"}] | del(.deadline) else . end' ledger >closed
    mv closed ledger
    jq -r .id ledger | sort >want
    run -0 night --archive old --with archive:--days=5
    [ "$(jq -r .id old/2026-10.ndjson)" = HZ20260921-0001 ]
    cat ledger old/*.ndjson | jq -r .id | sort | diff want -
    grep -q 'commit: 244 read, 244 written, 0 rejected, 0 new, 1 removed' ledger.log
    cp ledger before
    run -0 night --archive old --with archive:--days=5
    cmp ledger before
    [ "$(wc -l <old/2026-10.ndjson)" -eq 1 ]
}

@test "a row of an archived case that comes again does not open it anew" {
    demo_ledger
    jq -c 'if .id == "HZ20260921-0001" then .state = "closed" | .history += [{"at":"2026-10-01T09:00:00+08:00","event":"closed","by":"office"}] | del(.deadline) else . end' ledger >closed
    mv closed ledger
    cp "$DEMO/export.csv" inbox
    # On the night that archives it, and on the next.
    for reason in 'a known case has the same' 'an archived case has the same'; do
        run -1 night --archive old --with archive:--days=5
        [ "$(cat ledger old/2026-10.ndjson | grep -c HZ20260921-0001)" -eq 1 ]
        jq -se --arg reason "$reason" 'any(.reason == $reason and .line == 2)' rejects/2026-10-12.ndjson
        cp "$DEMO/export.csv" inbox
    done
}

@test "event files may stay when their cases are archived: their events are no rejects" {
    demo_ledger
    jq -c 'if .id == "HZ20260921-0001" then .state = "closed" | .history += [{"at":"2026-10-01T09:00:00+08:00","event":"closed","by":"office"}] | del(.deadline) else . end' ledger >closed
    mv closed ledger
    local option name
    while read -r option name; do
        printf '{"%s":"X1","case":"HZ20260921-0001","at":"2026-09-30T09:00:00+08:00","officer":"Li"}\n' "$name" >"$option"
    done <<END
acceptance decision
decisions decision
requests request
replies reply
ratings rating
extensions request
actions action
END
    # On the night that archives it, and on the next.
    for when in 2026-10-12 2026-10-13; do
        run -0 night --now $when --archive old --with archive:--days=5 --acceptance acceptance \
            --decisions decisions --requests requests --replies replies --ratings ratings \
            --extensions extensions --actions actions
        [ "$(grep -c '; events: 1 read, 0 applied, 0 already applied, 0 refused, 0 rejected, 1 archived$' ledger.log)" -eq 7 ]
        mv ledger.log log.$when
    done
    [ ! -e rejects ]
    # Without the archive nobody knows of the case.
    run -1 night --requests requests
    [ "$(jq -r .code rejects/2026-10-12.ndjson)" = no_such_case ]
}

@test "a night that ends between the archive and the commit leaves no case in both for long" {
    demo_ledger
    # Late for ever: h12-deadline counts its days anew each night.
    jq -c 'if .id == "HZ20260921-0001" then .state = "closed" | .history += [{"at":"2026-10-01T09:00:00+08:00","event":"closed","by":"office"}] else . end' ledger >closed
    mv closed ledger
    jq -r .id ledger | sort >want
    cp ledger before
    replace h12-commit <<'END'
[ "$1" != --stamp ] || exec "$REAL/h12-commit" "$@"
exit 3
END
    run -3 night --archive old --with archive:--days=5
    cmp before ledger
    [ "$(wc -l <old/2026-10.ndjson)" -eq 1 ]
    restore h12-commit
    run -0 night --now 2026-10-14 --archive old --with archive:--days=5
    cat ledger old/*.ndjson | jq -r .id | sort | diff want -
}

@test "event files that are not there are noted; those that are are taken in turn" {
    demo_ledger
    head -n 1 "$DEMO/returns.csv" >header
    triage=$(jq -r 'select(.state == "triage") | .id' ledger | head -n 1)
    printf 'decision,case,at,unit,matter,district,officer,reason\nD1,%s,2026-10-12 09:00:00,330109,0402,330109,Wang,noise first\n' "$triage" >'officers decide.csv'
    replied=$(jq -r 'select(.state == "assigned" and .history[-1].at < "2026-10-12") | .id' ledger | head -n 1)
    lead=$(jq -r --arg id "$replied" 'select(.id == $id) | .assignment.lead' ledger)
    printf '{"reply":"P1","case":"%s","unit":"%s","at":"2026-10-12T10:00:00+08:00","informed_at":"2026-10-12T09:00:00+08:00"}\n' "$replied" "$lead" >replies
    printf '{"reply":"P1","case":"%s","kind":"review","at":"2026-10-12T11:00:00+08:00","decision":"approve","officer":"Chen"}\n' "$replied" >>replies
    printf '{"rating":"V1","case":"%s","at":"2026-10-12T12:00:00+08:00","by":"requester","satisfied":"satisfied"}\n' "$replied" >ratings
    late=$(jq -r 'select(.deadline.status == "overdue" and .state == "assigned" and .history[-1].at < "2026-10-12") | .id' ledger | tail -n 1)
    printf '{"action":"U1","case":"%s","at":"2026-10-12T12:00:00+08:00","kind":"urge","officer":"Tao"}\n' "$late" >actions
    run -0 night --decisions 'officers decide.csv' --decisions nowhere.csv --requests nowhere.csv \
        --replies replies --ratings ratings --replies nowhere.csv --actions actions \
        --actions nowhere.csv --notices notices
    [ "$(jq -r --arg id "$replied" 'select(.id == $id) | .state' ledger)" = closed ]
    grep -q "reply: no 'nowhere.csv'" ledger.log
    grep -q "supervise: no 'nowhere.csv'" ledger.log
    grep -q ' supervise: .* notices; events: 1 read, 1 applied' ledger.log
    [ "$(jq -r --arg id "$late" 'select(.case == $id).level' notices)" = late ]
    grep -q ' callback: .*; events: 1 read, 1 applied' ledger.log
    [ "$(jq -r --arg id "$triage" 'select(.id == $id) | .assignment.lead' ledger)" = 330109 ]
    grep -q "route: no 'nowhere.csv'" ledger.log
    grep -q "return: no 'nowhere.csv'" ledger.log
    [ "$(grep -c ' route: [0-9]* read' ledger.log)" -eq 1 ]
}

@test "requests for more time are taken as the clock is set, once with each file" {
    printf 'id,received_at,text,unit,matter,district\na,2026-10-09 08:00,x,330106,0303,330106\n' >export.csv
    h12-intake -q --now 2026-10-09T09:00:00+08:00 export.csv | h12-route -q --now 2026-10-09T09:00:00+08:00 >ledger
    cat >requests.csv <<'END'
request,case,unit,at,reason,basis,suggested_unit,decision,to,officer
R1,a,330106,2026-10-09 10:00,not ours,by law,330109,transfer,330109,Wang
R2,a,330109,2026-10-09 11:00,not ours,by law,330106,transfer,330106,Wang
R3,a,330106,2026-10-09 12:00,not ours,by law,330109,designate,,Wang
END
    printf 'request,case,unit,at,reason,until,decision,officer\nX1,a,city-urban,2026-10-12 10:00,hard,2026-10-30,grant,Wang\n' >extensions
    run -0 night --requests requests.csv --extensions extensions --extensions nowhere.csv
    is '["designated","extension","2026-10-30"]' '[.assignment.cause, .deadline.clock, .deadline.due]' ledger
    grep -q ' deadline: .*; events: 1 read, 1 applied' ledger.log
    grep -q "deadline: no 'nowhere.csv'" ledger.log
    [ "$(grep -c ' deadline: [0-9]* read' ledger.log)" -eq 1 ]
}

@test "a configuration says what options say; what comes later counts" {
    demo_ledger
    mkdir 'other inbox'
    cp "$ROOT/share/policy/hangzhou-draft-2023.json" own.json
    cat >config <<END
# the hotline's settings
bin $BIN
share $ROOT/share

inbox other inbox
policy own.json
ledger $PWD/ledger
reports here
log night.log
with report:--lang=en
with report:--top=3
wait 0
now 2026-10-11
END
    printf 'rejects refused' >>config # no newline at the end
    run -0 env -i "$NIGHTLY" --config config --now 2026-10-12
    cmp <(h12-report overdue -q --lang en --top 3 ledger) here/overdue-2026-10-12.txt
    [ -s night.log ]
    [ ! -e ledger.log ]
    run -2 env -i "$NIGHTLY" --config nowhere
    echo 'config config' >loop
    run -2 env -i "$NIGHTLY" --config loop
}

@test "the column map is for the exports, not for the ledger" {
    demo_ledger
    cp ledger before
    # GB18030, as the map says; the ledger stays UTF-8.
    printf '工单编号,诉求内容\n201801020304,路灯不亮了\n' | iconv -f utf-8 -t gb18030 >inbox/haikou.csv
    run -0 night --map "$ROOT/share/maps/haikou-2018.json"
    head -n 245 ledger | cmp - before
    [ "$(tail -n 1 ledger | jq -r '.id + " " + .text')" = '201801020304 路灯不亮了' ]
}

@test "a ledger that is not there is made with --create only" {
    cp "$DEMO/export.csv" inbox
    run -2 night
    [[ $output == *"there is no 'ledger'; say --create"* ]]
    [ ! -e ledger ]
    [ -e inbox/export.csv ]
}

@test "a folder that is not there, a bad option, a bad time: status 2, and nothing is touched" {
    demo_ledger
    cp ledger before
    for bad in --nonsense '--inbox nowhere' '--wait x' '--now yesterday' '--with route' \
        '--with nothing:--auto' '--requests' '-x' '--bin nowhere' '--now 2026-13-45'; do
        # shellcheck disable=SC2086 # an option and its value
        run -2 env -i "$NIGHTLY" --bin "$BIN" --share "$ROOT/share" ledger $bad
        [ -n "$output" ] || return 1
    done
    run -2 env -i "$NIGHTLY" --bin "$BIN"
    cmp before ledger
}

# clashes OPTION OTHER ARGUMENT...: status 2, both are named, and nothing here was touched.
clashes() {
    local one=$1 other=$2
    shift 2
    find . ! -name 'separate-*' -printf '%p %i %s %T@\n' | sort >../standing.1
    run -2 --separate-stderr env -i "$NIGHTLY" --bin "$BIN" --share "$ROOT/share" --now 2026-10-12 "$@"
    find . ! -name 'separate-*' -printf '%p %i %s %T@\n' | sort >../standing.2
    echo "$* : $stderr"
    [[ $stderr == *"h12-nightly: "*"$one"* && $stderr == *"$other"* ]]
    [ -z "$output" ]
    # The folder itself has changed with the file that is a name of it only.
    diff <(grep -v '^\. ' ../standing.1) <(grep -v '^\. ' ../standing.2)
}

@test "one file for two options: status 2 before the first write, and both are named" {
    demo_ledger
    cp "$DEMO/returns.csv" r.csv
    cp ledger ledger.~1~
    cp ledger ledger.ndjson
    mkdir old here
    ln ledger hard
    ln -s ledger soft
    local name option
    # The ledger, by any of its names.
    for name in ledger ./ledger "$PWD//ledger" hard soft inbox/../ledger; do
        for option in --log --notices --requests --acceptance --map --policy --calendar --archive \
            --reports --rejects; do
            clashes $option LEDGER $option "$name" ledger
        done
        clashes --with LEDGER --with "supervise:--notices=$name" ledger
        clashes --with LEDGER --with "all:-r$name" ledger
        clashes --with LEDGER --with "route:--unm=$name" ledger
    done
    clashes --log LEDGER --log ledger soft
    clashes --log LEDGER.lock --log ledger.lock ledger
    clashes --log LEDGER --log ledger.~1~ ledger
    # What is written twice, or written and read; there or not.
    clashes --notices --requests --notices r.csv --requests r.csv ledger
    clashes --notices --replies --replies nowhere --notices ./nowhere ledger
    clashes --log --actions --log no/folder/x --actions no//folder/./x ledger
    clashes --log --notices --notices ledger.log ledger
    clashes --with --with --with route:--alerts=a --with supervise:--notices=a ledger
    clashes --reports --notices --notices reports/overdue-2026-10-12.txt ledger
    clashes --reports --log --log here/findings-2026-10-12.ndjson --reports here ledger
    clashes --rejects --requests --requests rejects/2026-10-12.ndjson ledger
    # Folders.
    clashes --reports --archive --reports old --archive old ledger
    clashes --rejects --archive --rejects old/ --archive ./old ledger
    clashes --rejects --inbox --rejects inbox --inbox inbox ledger
    clashes --log --archive --log old --archive old ledger
    clashes --inbox LEDGER --inbox . ledger
    clashes --inbox --requests --inbox inbox --requests inbox/r.csv ledger
    clashes --archive LEDGER --archive . ledger.ndjson
    clashes --archive --ratings --archive old --ratings old/ratings.ndjson ledger
    for option in --log --notices --requests --reports --rejects --archive; do
        clashes $option LEDGER $option ledger.night/x ledger
    done
    # Out of a configuration.
    printf 'ledger ledger\nlog ledger\n' >config
    clashes --log LEDGER --config config
    printf 'notices r.csv\n' >config
    clashes --notices --requests --config config --requests r.csv ledger
    printf 'ledger ledger\n' >config
    clashes --config --log --config config --log config
    printf 'log config\n' >config
    clashes --config --log --config config ledger
}

@test "a file that is read may serve for two options, a device for all, one folder for reports and rejects" {
    demo_ledger
    printf '{"request":"X1","case":"nowhere","at":"2026-09-30T09:00:00+08:00","officer":"Li"}\n' >events
    run -1 night --requests events --requests events --extensions events --log /dev/null \
        --notices /dev/null --reports both --rejects both
    [ "$(ls both)" = $'2026-10-12.ndjson\noverdue-2026-10-12.txt' ]
    [ ! -e ledger.log ]
}

@test "a second ledger is status 2, and neither is touched" {
    demo_ledger
    cp ledger other
    clashes 'one ledger a run' "'ledger' is a second" other ledger
    clashes 'one ledger a run' "'ledger' is a second" --create other --log x ledger
    [ ! -e x ]
    # An option, or a configuration, may be outdone by the operand.
    echo 'ledger nowhere' >config
    run -0 env -i "$NIGHTLY" --bin "$BIN" --share "$ROOT/share" --now 2026-10-12 --config config ledger
}

@test "on a disk without any room the job still says what failed and why" {
    demo_ledger
    cp ledger before
    # No file can grow by a byte, the log neither.
    run -3 bash -c 'trap "" XFSZ; ulimit -f 0; "$@" 2>&1 | cat; exit ${PIPESTATUS[0]}' - \
        env -i "$NIGHTLY" --bin "$BIN" --share "$ROOT/share" --now 2026-10-12 ledger
    [ "$output" = "h12-nightly: 'ledger.log' can't be written to
h12-nightly: route: 'ledger.night/1-route.ndjson': File too large
h12-nightly: route: failed with status 3; 'ledger' is as it was" ]
    cmp before ledger
    [ ! -e ledger.night ]
    run -0 night
}

@test "--help and --version are those of the tools" {
    run -0 env -i "$NIGHTLY" --help
    [ "${lines[0]}" = 'usage: h12-nightly [OPTION]... LEDGER' ]
    run -0 env -i "$NIGHTLY" --bin "$BIN" --version
    [ "$output" = "h12-nightly $(h12-commit --version | cut -d ' ' -f 2)" ]
}

@test "the page lists the options of --help" {
    env -i "$NIGHTLY" --help | grep -o -- '^  *\(-[hV], \)*--[a-z]*' | tr -d ' ' | tr , '\n' | sort >help
    [ "$(wc -l <help)" -gt 15 ]
    awk '/^\.Sh / { inside = $0 == ".Sh OPTIONS" } inside && /^\.It Fl / {
        for (i = 3; i <= NF; i++) if ($i ~ /^-?[a-zA-Z]+$/ && $(i - 1) ~ /^(Fl|,)$/) print "-" $i
        }' "$ROOT/man/h12-nightly.8" |
        sort | diff help -
}

@test "installed, it is executable and finds its tools" {
    make -s -C "$ROOT" -o all install BUILD="${BUILD:-build}" DESTDIR="$PWD/root" PREFIX=/usr/local >made
    installed=$PWD/root/usr/local/share/h12/cron/h12-nightly
    [ -x "$installed" ]
    [ -f root/usr/local/share/man/man8/h12-nightly.8 ]
    cp "$DEMO/export.csv" inbox
    ln -s "$installed" nightly # as from /etc/cron.daily
    run -1 env -i ./nightly --create --now 2026-10-12 --inbox inbox ledger
    by_hand "$DEMO/export.csv" /dev/null want || true
    [ "$(wc -l <ledger)" -eq 245 ]
    # The tools that ran were the installed ones: without them it finds none.
    rm root/usr/local/bin/h12-commit
    run -2 env -i ./nightly --now 2026-10-12 ledger
    [[ $output == *'the tools are not found'* ]]
}
