#!/usr/bin/env bats
# Art. 7: who may be given a request: districts' governments, city departments, public enterprises,
# and the units that a district or a department has appointed.
bats_require_minimum_version 1.5.0
load ../helper
export H12_SHARE=$ROOT/share

# named NAME [RECEIVED]: the state and the unit of a case whose record names that unit.
named() {
    case_accepted a "${2:-2026-09-28T09:00:00+08:00}" "\"unit\":\"$1\"" |
        h12-route -q | jq -r '[.state, .assignment.lead // "-"] | join(" ")'
}

@test "art.7: a district's government handles requests" {
    [ "$(named 330106)" = 'assigned 330106' ]
    [ "$(named 杭州市西湖区人民政府)" = 'assigned 330106' ]
    [ "$(named 西湖区)" = 'assigned 330106' ]
    [ "$(named 西湖区政府)" = 'assigned 330106' ]
}

@test "art.7: counties and county-level cities are governments like the districts" {
    [ "$(named 桐庐县人民政府)" = 'assigned 330122' ]
    [ "$(named 淳安县)" = 'assigned 330127' ]
    [ "$(named 建德市政府)" = 'assigned 330182' ]
}

@test "art.7: a department of the city handles requests" {
    [ "$(named city-labour)" = 'assigned city-labour' ]
    [ "$(named 杭州市人力资源和社会保障局)" = 'assigned city-labour' ]
    [ "$(named 市人社局)" = 'assigned city-labour' ]
    [ "$(named 市人力社保局)" = 'assigned city-labour' ]
}

@test "art.7: departments are known by the short names that exports use, with and without the city's" {
    while read -r unit names; do
        for name in $names; do
            [ "$(named "$name")" = "assigned $unit" ] || { echo "$name: $(named "$name")"; return 1; }
        done
    done <<'END'
city-urban 市城管局 杭州市城管局 城管局 市城管委 市综合执法局 市城市管理局
city-construction 市建委 杭州市建委 市住建局 杭州市住建局 市城乡建委
city-health 市卫健委 杭州市卫健委 卫健委 市卫计委 市卫生局
city-education 市教育局 杭州市教育局 教育局
city-traffic-police 交警支队 市交警支队 杭州市交警支队 市交警
city-labour 市人社局 杭州市人社局 人社局
city-market 市市场监管局 杭州市市场监管局 市场监管局 市工商局 市食药监局 市质监局
city-environment 市生态环境局 市环保局 杭州市环保局
city-housing 市房管局 杭州市房管局 房管局
city-transport 市交通局 杭州市交通局 市运管局
city-planning 市规划局 市国土局 市规划和自然资源局
city-culture 市文旅局 杭州市文旅局 市文广旅游局
city-emergency 市应急管理局 市应急局
city-insurance 市医保局 医保局
city-tax 市税务局 税务局 市国税局
city-fund 市公积金中心 杭州市公积金中心 公积金中心
city-fire 市消防支队 杭州市消防支队
city-police 市公安局 杭州市公安局
END
}

@test "art.7: an enterprise that provides a public service handles requests" {
    [ "$(named enterprise-water)" = 'assigned enterprise-water' ]
    [ "$(named 市水务集团)" = 'assigned enterprise-water' ]
    [ "$(named 杭州供电公司)" = 'assigned enterprise-power' ]
}

@test "art.7(2): a district may have its own department handle a request" {
    [ "$(named 330106-market)" = 'assigned 330106-market' ]
    [ "$(named 西湖区市场监管局)" = 'assigned 330106-market' ]
}

@test "art.7(2): a department appointed by a district is the district's, not another department" {
    # The district's market office has the case and names its own government.
    case_assigned a 330106-market 2026-10-09T09:00:00+08:00 '' '"district":"330106","matter":"0708"' >in
    printf 'request,case,unit,at,reason,basis,suggested_unit\nR1,a,330106-market,2026-10-10T09:00:00+08:00,x,y,330106\n' >requests
    h12-return --requests requests in >out
    checked out
    # It is the government's to say who acts, and no return that counts towards art.17.
    is '["transfer","art.7","330106",false,"own_house"]' \
        '.returns[0] | [(.proposal | .decision, .basis, .to), .counted, .apart]'
}

@test "art.7: who is no responsible unit is given nothing" {
    [ "$(named 某某小区业委会)" = 'triage -' ]
    [ "$(named 下城区)" = 'triage -' ]
}

@test "art.7: a unit is given what came in while it existed, the first and the last day included" {
    [ "$(named 上城区 2021-04-08T23:59:59+08:00)" = 'assigned 330102-until-2021' ]
    [ "$(named 上城区 2021-04-09T00:00:00+08:00)" = 'assigned 330102' ]
    [ "$(named 下城区 2021-04-08T23:59:59+08:00)" = 'assigned 330103' ]
    [ "$(named 下城区 2021-04-09T00:00:00+08:00)" = 'triage -' ]
    [ "$(named 330103 2021-04-09T00:00:00+08:00)" = 'triage -' ]
}

@test "art.7: a name that passed from one unit to another means the one of that day" {
    cp -r "$ROOT/share" share
    awk -F, -v OFS=, '$1 == "city-urban" { $12 = "2025-12-31" } { print }' "$ROOT/share/units.csv" >share/units.csv
    printf 'city-urban-2,杭州市城市管理局,市城管局,,city,,urban,,,,2026-01-01,\n' >>share/units.csv
    export H12_SHARE=$PWD/share
    [ "$(named 市城管局 2025-12-31T23:59:59+08:00)" = 'assigned city-urban' ]
    [ "$(named 市城管局 2026-01-01T00:00:00+08:00)" = 'assigned city-urban-2' ]
}

# delegated MEMBERS: lead and acting unit with --delegate.
delegated() {
    case_accepted a 2026-09-28T09:00:00+08:00 "$1" | h12-route -q --delegate |
        jq -r '[.assignment.lead, .assignment.acting.unit // "-", .assignment.acting.basis // "-"] | join(" ")'
}

@test "art.7(2): a district may appoint its department, which acts while the district answers for it" {
    [ "$(delegated '"district":"330106","matter":"0708"')" = '330106 330106-market art.7(2)' ]
    # Nobody acts unless it is asked for.
    case_accepted a '' '"district":"330106","matter":"0708"' | h12-route -q | jq -e '.assignment | has("acting") | not'
    # A district without such units acts itself.
    [ "$(delegated '"district":"330110","matter":"0708"')" = '330110 - -' ]
}

@test "art.7(2): a district may appoint a subdistrict or a town that the text names" {
    # The community matters have a department there; one of no department goes to the subdistrict.
    cp -r "$ROOT/share" share
    sed -i '/^330106-housing,/d' share/units.csv
    export H12_SHARE=$PWD/share
    [ "$(delegated '"matter":"0306","text":"翠苑街道的一个小区"')" = '330106 330106-005 art.7(2)' ]
    [ "$(delegated '"matter":"0306","text":"翠苑街道和古荡街道之间的小区"')" = '330106 - -' ]
}

@test "art.7(2): a city department may appoint its branch, that of the case's district" {
    [ "$(delegated '"district":"330109","matter":"0703"')" = 'city-police 330109-police art.7(2)' ]
    [ "$(delegated '"district":"330110","matter":"0703"')" = 'city-police - -' ]
}

@test "art.7(2): a record that names the unit below names who acts, not who answers for it" {
    [ "$(delegated '"unit":"330106-market"')" = '330106 330106-market art.7(2)' ]
}

@test "art.7(2): the unit that is complained of does not act" {
    [ "$(delegated '"kind":"complaint","district":"330106","matter":"0708","respondent":"西湖区市场监管局"')" = '330106 - -' ]
}

# told TOOL OPTION EVENTS: one tool's events on `ledger`, as the day went on; nothing is refused, and
# h12-check and h12-replay agree.
told() {
    "$1" -q --now 2026-10-12 "$2" "$3" ledger >after
    h12-deadline -q --now 2026-10-12 after >ledger
    checked ledger --now 2026-10-12
    h12-replay -q --now 2026-10-12 ledger | cmp ledger -
}

@test "art.7(2): who acts may ask and reply for the unit that answers for the case, and the record says so" {
    case_accepted a 2026-10-09T08:00:00+08:00 '"district":"330106","matter":"0708"' |
        h12-route -q --delegate --now 2026-10-09T09:00:00+08:00 >ledger
    cat >requests <<'END'
request,case,unit,at,reason,basis,suggested_unit,decision,to,officer
R1,a,西湖区市场监管局,2026-10-10T09:00:00+08:00,x,y,city-market,continue,,Wang
R2,a,330106,2026-10-10T10:00:00+08:00,x,y,city-market,continue,,Wang
R3,a,330106-market,2026-10-10T11:00:00+08:00,x,y,city-market,designate,330106,Wang
END
    told h12-return --requests requests
    mv ledger out
    is '[["330106","330106-market",true],["330106",null,true],["330106","330106-market",true]]' \
        '.returns | map([.unit, .acting, .counted])'
    is '[["330106","330106-market"],["330106",null],["330106","330106-market"]]' \
        '.history | map(select(.event == "return_requested") | [.by, .acting])'
    # The same unit leads on after the designation: whom it had act for it acts on.
    is '["designated","330106","330106-market","art.7(2)"]' '.assignment | [.cause, .lead, .acting.unit, .acting.basis]'
    mv out ledger

    printf 'event,case,unit,at,reason,until,decision,officer\nE1,a,330106-market,2026-10-12 10:00,x,2026-10-20,grant,Wang\n' >extensions
    told h12-deadline --extensions extensions
    mv ledger out
    is '[["330106","330106-market","granted"]]' '.extensions | map([.unit, .acting, .outcome])'
    is '[["330106","330106-market"]]' '.history | map(select(.event == "extension_requested") | [.by, .acting])'
    mv out ledger

    printf '%s\n' '{"reply":"P1","case":"a","unit":"330106-market","at":"2026-10-12 11:00","informed_at":"2026-10-12 11:00","process":"x"}' >replies
    told h12-reply --replies replies
    mv ledger out
    is '["replied","330106","330106-market"]' '[.state, (.replies[0] | .unit, .acting)]'
    is '["330106","330106-market"]' '.history[-1] | [.by, .acting]'
}

@test "art.7(2): what who acts asks counts as the unit's own; its superior is no other department" {
    case_accepted a 2026-10-09T08:00:00+08:00 '"district":"330106","matter":"0708"' |
        h12-route -q --delegate --now 2026-10-09T09:00:00+08:00 >in
    cat >requests <<'END'
request,case,unit,at,reason,basis,suggested_unit
R1,a,330106-market,2026-10-10T09:00:00+08:00,x,y,330106
END
    h12-return --requests requests in >out
    is '["330106","330106-market",false,"own_house","pending"]' '.returns[0] | [.unit, .acting, .counted, .apart, .outcome]'
    checked out
    # Another unit below does not act.
    sed -i s/330106-market/330106-urban/ requests
    h12-return --requests requests in >out
    is '["330106-urban",null,"not_current_unit"]' '.returns[0] | [.unit, .acting, .refusal]'
    checked out
}

@test "art.7(2): who acts goes with the case's lead" {
    case_accepted a 2026-10-09T08:00:00+08:00 '"district":"330106","matter":"0708"' |
        h12-route -q --delegate --now 2026-10-09T09:00:00+08:00 >in
    cat >requests <<'END'
request,case,unit,at,reason,basis,suggested_unit,decision,to,officer
R1,a,330106-market,2026-10-10T09:00:00+08:00,x,y,city-market,transfer,city-market,Wang
R2,a,330106-market,2026-10-10T10:00:00+08:00,x,y,city-market,,,
END
    h12-return --requests requests in >out
    is '["city-market",null,"not_current_unit"]' '[.assignment.lead, .assignment.acting, .returns[1].refusal]'
    checked out
}
