#!/usr/bin/env bats
# h12-report supervision: what is counted, by whom it is had, and that parts add up.
bats_require_minimum_version 1.5.0
load helper
load articles/supervising
export H12_SHARE=$ROOT/share H12_NOW=2026-10-12

# one TABLE COLUMN...: the values of these columns, a row a line, without the total.
one() {
    local table=$1
    shift
    report --format json supervision in | jq -c --arg table "$table" --args '
        .tables[] | select(.name == $table) | .columns as $columns | .rows[]
        | [$columns, .] | transpose | map({(.[0]): .[1]}) | add
        | select([.what, .code, .level] | any(. == "total") | not)
        | [.[$ARGS.positional[]]]' "$@"
}

report() {
    h12-report -q "$@"
}

# item ARTICLE SINCE [MEMBERS]
item() {
    printf '{"basis":"%s","reason":"r","since":"%sT08:00:00+08:00","evidence":[]%s}' "$1" "$2" "${3:+,$3}"
}

# action KIND UNITS [MEMBERS]
action() {
    printf '{"action":"x","kind":"%s","at":"2026-10-09T09:00:00+08:00","units":[%s],"answers":[]%s}' "$1" "$2" "${3:+,$3}"
}

# supervised ID STATE LEAD ITEMS ACTIONS
supervised() {
    printf '{"id":"%s","received_at":"2026-10-0%sT08:00:00+08:00","state":"%s","assignment":{"round":1,"lead":"%s","at":"2026-10-08T09:00:00+08:00"},"supervision":{"items":[%s],"actions":[%s],"joint":false}}\n' \
        "$1" "${6:-8}" "$2" "$3" "$4" "$5"
}

@test "art.19: an item waits with the unit or with the hotline, is answered, or lapses with its case" {
    {
        supervised a assigned 330106 "$(item 'art.19(1)' 2026-10-08),$(item 'art.19' 2026-10-09)"
        supervised b verifying 330106 "$(item 'art.19(1)' 2026-10-08)"
        supervised c closed 330106 "$(item 'art.19(1)' 2026-10-08)"
        supervised d assigned 330105 "$(item 'art.19(1)' 2026-10-08 '"closed_at":"2026-10-09T08:00:00+08:00","closed_by":"S"')"
        supervised e committed 330105 "$(item 'art.19(4)' 2026-10-07)"
    } >in
    one classes basis with_units with_hotline waiting answered lapsed items >got
    cat >want <<'E'
["art.19(1)",1,1,2,1,1,4]
["art.19(2)",0,0,0,0,0,0]
["art.19(3)",0,0,0,0,0,0]
["art.19(4)",1,0,1,0,0,1]
["art.19",1,0,1,0,0,1]
E
    diff want got
    # The one with the most that waits first.
    one units code passed_on danger joint waiting >got
    printf '%s\n' '["330106",1,0,1,2]' '["330105",0,1,0,1]' >want
    diff want got
    # The oldest first; of two of one time by id.
    one supervised_cases id since basis unit state >got
    cat >want <<'E'
["e","2026-10-07","art.19(4)","330105","committed"]
["a","2026-10-08","art.19(1) art.19","330106","assigned"]
["b","2026-10-08","art.19(1)",null,"verifying"]
E
    diff want got
    report --format json supervision in >out
    is '[5,3,1,"2026-10-08","2026-10-08"]' \
        '[.read, .supervised, .joint, .received_from, .received_to]' out
}

@test "art.12, 27, 26: actions, findings and sessions are counted, of cases that are over as well" {
    local over='"completed_at":"2026-10-09T09:00:00+08:00"'
    {
        supervised a assigned 330106 '' "$(action report '"330106","330105"'),$(action on_site '' "$over")"
        supervised b closed 330106 '' "$(action finding '"330106"' '"finding":"leak",'"$over"),$(action finding '"330106"' '"finding":"attitude",'"$over")"
        supervised c withdrawn 330106 '' "$(action session '"330105"' "$over"),$(action finding '"330105"' '"finding":"attitude",'"$over")"
    } >in
    one actions what basis over pending count addressed | grep -v '0,0,0,0' >got
    cat >want <<'E'
["report_required","art.12(3)",0,1,1,2]
["on_site","art.11(3)",1,0,1,0]
["attitude","art.27(1)",2,0,2,2]
["leak","art.27(4)",1,0,1,1]
["session","art.26",1,0,1,1]
E
    diff want got
    one units code report_required attitude leak session waiting >got
    printf '%s\n' '["330105",1,1,0,1,0]' '["330106",1,1,1,0,0]' >want
    diff want got
}

@test "art.11, 13(3): each notice counts with the unit that it went to, whoever has the case now" {
    {
        supervised a assigned 330106 '' '' | jq -c '.supervision.urges = {count: 3, level: "late",
            unit: "330106", at: "2026-10-12T09:00:00+08:00", due_at: "2026-10-10T23:59:59+08:00", late: 1}
            | .history = [{at: "2026-10-08T09:00:00+08:00", event: "urged", level: "before", unit: "330105"},
                {at: "2026-10-09T09:00:00+08:00", event: "note"},
                {at: "2026-10-10T09:00:00+08:00", event: "urged", level: "leader", unit: "330105"},
                {at: "2026-10-12T09:00:00+08:00", event: "urged", level: "late", unit: "330106"}]'
    } >in
    one notices level notices >got
    printf '%s\n' '["urge_before",1]' '["urge_critical",0]' '["urge_alert",0]' '["urge_late",1]' \
        '["urge_leader",1]' >want
    diff want got
    one units code notices >got
    printf '%s\n' '["330105",2]' '["330106",1]' >want
    diff want got
}

@test "what h12-supervise has done through a week is what the report counts" {
    { case_assigned a 330106 2026-09-28T10:00:00+08:00 2026-09-28T09:00:00+08:00 '"urgency":"critical"'; } >in
    printf 'action,case,at,kind,officer,unit,finding\nS1,a,2026-10-12 09:00,files,Tao,330106,\nS2,a,2026-10-12 09:01,finding,Tao,330106,attitude\n' >actions
    h12-deadline -q in | h12-supervise -q --actions actions --notices notices >out
    h12-check -q out
    mv out in
    wc -l <notices | tr -d ' ' >want
    one notices level notices | jq -s 'map(.[1]) | add' >got
    diff want got
    one units code danger files attitude >got
    echo '["330106",1,1,1]' >want
    diff want got
}

@test "a title is masked, an unknown unit's code is not shown, nor anything of a withheld case revealed" {
    supervised a assigned 'Zhang San' "$(item 'art.19(4)' 2026-10-08)" |
        jq -c '.title = "请回电13812345678" | .kind = "report"' >in
    one supervised_cases id title unit unit_name >got
    echo '["a","请回电138****5678",null,"unknown_unit"]' >want
    diff want got
    report --reveal audit --format json supervision in 2>/dev/null >out
    run ! grep -q 13812345678 out
    run ! grep -q 'Zhang' out
}

@test "parts of a ledger, in any order, add up to the bytes of the whole" {
    for i in 1 2 3 4 5 6 7 8 9; do
        supervised "c$i" assigned "33010$((i % 4 + 5))" "$(item 'art.19(3)' "2026-10-0$((i % 3 + 6))")" \
            "$(action urge "\"33010$((i % 2 + 5))\"" '"completed_at":"2026-10-09T09:00:00+08:00"')" "$i"
    done >in
    report --top 4 supervision in >whole
    for part in 1,3 4,4 5,9; do
        sed -n "${part}p" in | report --top 4 --partial -o "p$part" supervision
    done
    report --merge supervision p5,9 p1,3 p4,4 | cmp whole -
    report --merge supervision p4,4 p5,9 p1,3 | cmp whole -
    # A partial of the other report is none of this one.
    report --partial -o other overdue in
    run -2 report --merge supervision other
    # A row that no report wrote.
    sed 's/"art.19(3)","counts"/"art.19(9)","counts"/' p1,3 >spoilt
    run -2 report --merge supervision spoilt
    [[ $output == *"'spoilt': line 5: not a row of such a partial"* ]]
}

@test "a record that cannot be read is a reject and counts nothing" {
    supervised a assigned 330106 "$(item 'art.19(4)' 2026-10-08)" "$(action urge '"330106"')" >in
    supervised b assigned 330106 "$(item 'art.20' 2026-10-08)" "$(action urge '"330106"')" >>in
    run -1 report -r rejects --format json -o out supervision in
    is '["bad_value","supervision.items[0].basis"]' '[.code, .field]' rejects
    is '[2,1,1]' '[.read, .rejected, .supervised]' out
    jq -c '.tables[] | select(.name == "actions") | .rows[0][4]' out >got
    echo 1 >want
    diff want got
}

@test "--drill has all of the cases, --top the oldest of them" {
    for i in 1 2 3; do
        supervised "c$i" assigned 330106 "$(item 'art.19(3)' "2026-10-0$i")"
    done >in
    report --top 1 --drill drill.csv --format json -o out supervision in
    jq -c '[.tables[] | select(.name == "supervised_cases") | .rows[][0]], .listed' out >got
    printf '["c1"]\n1\n' >want
    diff want got
    [ "$(tail -n +2 drill.csv | cut -d, -f1 | tr '\n' ' ')" = 'c1 c2 c3 ' ]
}
