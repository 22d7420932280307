#!/usr/bin/env bats
# Art. 16: what becomes of a request to be relieved of a case. The hotline looks into it, and an
# officer decides: others are responsible (1), nobody else is (2), this unit and others are (3).
bats_require_minimum_version 1.5.0
load ../helper
load stories
export H12_SHARE=$ROOT/share

HEADER='request,case,unit,at,reason,basis,suggested_unit,kind,event,decision,to,co,officer'

# held LEAD MATTER DISTRICT: case a, with that unit since Friday 10-09, into `in`.
held() {
    case_assigned a "$1" 2026-10-09T09:00:00+08:00 2026-10-09T08:00:00+08:00 \
        "\"matter\":\"$2\"${3:+,\"district\":\"$3\"}" >in
}

# asks UNIT SUGGESTED [OPTION...]: one good request, into `out`.
asks() {
    local unit=$1 suggested=$2
    shift 2
    printf '%s\nR1,a,%s,2026-10-10T09:00:00+08:00,not ours,by law,%s,,,,,,\n' "$HEADER" "$unit" "$suggested" >requests
    h12-return -q "$@" --requests requests in >out
    checked out
}

# proposes DECISION BASIS TO CO: what the request's entry proposes; nothing is done yet.
proposes() {
    is "[\"returning\",\"pending\",true,\"$1\",\"$2\",$3,$4,1]" \
        '[.state, (.returns[0] | .outcome, .counted, (.proposal | .decision, .basis, .to, .co)), .assignment.round]'
}

@test "art.16: a valid request is looked into: the case waits with the hotline for a decision" {
    held 330106 0403 330106
    asks 330106 enterprise-water
    is '["returning","330106",1,"pending",true]' '[.state, .assignment.lead, .assignment.round, (.returns[0] | .outcome, .counted)]'
    is '["accepted","assigned","return_requested"]' '[.history[].event]'
}

@test "art.16: the proposal has its reason, and the rows of the tables as its evidence" {
    held 330106 0403 330106
    asks 330106 enterprise-water
    is "[{\"source\":\"matters.csv\",\"row\":$(row 0403 matters),\"matter\":\"0403\"},{\"source\":\"units.csv\",\"row\":$(row enterprise-water units),\"unit\":\"enterprise-water\"}]" \
        '.returns[0].proposal.evidence'
    is true '.returns[0].proposal.reason | length > 0'
}

@test "art.16(1): a matter of other departments goes to them" {
    held 330106 0403 330106 # tap water is the enterprise's
    asks 330106 市水务集团
    proposes transfer 'art.16(1)' '"enterprise-water"' null
    held city-urban 0306 330109 # property management is the district's
    asks city-urban 萧山区
    proposes transfer 'art.16(1)' '"330109"' null
    held 330106 0306 330109 # the wrong district
    asks 330106 330109
    proposes transfer 'art.16(1)' '"330109"' null
}

@test "art.16(1): to the responsible department, where the suggested one is not" {
    for suggested in 市公安局 火星局 330106 330109; do
        held 330106 0403 330106
        asks 330106 "$suggested"
        proposes transfer 'art.16(1)' '"enterprise-water"' null || return 1
    done
}

@test "art.16(1): to the suggested one, where several are responsible and it is one of them" {
    held enterprise-gas 0305 330106 # roads: the district or the city
    asks enterprise-gas city-urban
    proposes transfer 'art.16(1)' '"city-urban"' null
    asks enterprise-gas 330106
    proposes transfer 'art.16(1)' '"330106"' null
    asks enterprise-gas 市公安局
    proposes transfer 'art.16(1)' '"330106"' null
}

@test "art.16(1): to the district's own department, where its line is the matter's" {
    held 330109 0708 330106
    asks 330109 西湖区市场监管局
    proposes transfer 'art.16(1)' '"330106-market"' null
}

@test "art.16(1): not to a department of the right district but of another line" {
    held 330109 0708 330106 # food: not the district's urban management
    asks 330109 西湖区城管局
    proposes transfer 'art.16(1)' '"330106"' null
}

@test "art.16(1): not to a suggested unit that no longer exists" {
    cp -r "$ROOT/share" share
    awk -F, -v OFS=, '$1 == "330106-market" { $12 = "2026-10-08" } { print }' "$ROOT/share/units.csv" >share/units.csv
    held 330109 0708 330106
    asks 330109 330106-market --share share
    proposes transfer 'art.16(1)' '"330106"' null
}

@test "art.16(1): carried out, the other department has the case: a new round, and the same clock" {
    held 330106 0403 330106
    asks 330106 enterprise-water --auto --now 2026-10-10T12:00:00+08:00
    is '["assigned",2,"enterprise-water",[],"transferred","art.16(1)","2026-10-10T12:00:00+08:00"]' \
        '[.state, (.assignment | .round, .lead, .co, .cause, .basis, .at)]'
    is '["transferred","art.16(1)"]' '.returns[0] | [.outcome, .outcome_basis]'
    h12-deadline out >due
    is '["art.14","2026-10-09","2026-10-15","2026-10-13"]' '.deadline | [.clock, .from, .due, .return_by]' due
}

@test "art.16(2): a matter of no other department stays with the unit, with an explanation" {
    held 330106 0306 330106
    for suggested in 330109 市公安局 火星局 330106; do
        asks 330106 "$suggested"
        proposes continue 'art.16(2)' '"330106"' null || return 1
    done
    held enterprise-water 0403 330106
    asks enterprise-water 330106
    proposes continue 'art.16(2)' '"enterprise-water"' null
}

@test "art.16(2): carried out, the same round goes on, and the time with it" {
    held 330106 0306 330106
    asks 330106 330109 --auto
    is '["assigned",1,"330106","dispatched","2026-10-09T09:00:00+08:00"]' \
        '[.state, (.assignment | .round, .lead, .cause, .at)]'
    is '["continued","art.16(2)",true,true]' '.returns[0] | [.outcome, .outcome_basis, (.explanation | length > 0), .counted]'
    h12-deadline out >due
    is '["2026-10-15","2026-10-12"]' '.deadline | [.due, .return_by]' due
}

@test "art.16(3): a matter of this unit and others is handled jointly, led by this one that had it first" {
    held 330106 0305 330106
    asks 330106 city-urban
    proposes joint 'art.16(3)' '"330106"' '["city-urban"]'
    held city-urban 0305 330106
    asks city-urban 330106
    proposes joint 'art.16(3)' '"city-urban"' '["330106"]'
}

@test "art.16(3): where the second receiver asks, the first leads and the second assists" {
    held 330106 0305 330106
    jq -c '.assignment += {round: 2, lead: "city-urban", cause: "transferred"}
        | .history += [{at: .assignment.at, event: "assigned", by: "x", basis: "art.16(1)", assignment: .assignment}]' in >second
    mv second in
    asks city-urban 330106
    is '["joint","330106",["city-urban"]]' '.returns[0].proposal | [.decision, .to, .co]'
}

@test "art.16(3): a first receiver that is not responsible does not lead" {
    held enterprise-gas 0305 330106
    jq -c '.assignment += {round: 2, lead: "city-urban", cause: "transferred"}
        | .history += [{at: .assignment.at, event: "assigned", by: "x", basis: "art.16(1)", assignment: .assignment}]' in >second
    mv second in
    asks city-urban 330106
    is '["joint","city-urban",["330106"]]' '.returns[0].proposal | [.decision, .to, .co]'
}

@test "art.16(3): the suggested unit's own duties count, not only the table that sent the case" {
    cp -r "$ROOT/share" share
    printf 'enterprise-water-2,杭州市第二水务公司,二水务,,enterprise,,water,,,,,\n' >>share/units.csv
    held enterprise-water 0403 330106 # the first water company is whom the table sends to
    asks enterprise-water 二水务 --share share
    proposes joint 'art.16(3)' '"enterprise-water"' '["enterprise-water-2"]'
    asks enterprise-water 330106 --share share
    proposes continue 'art.16(2)' '"enterprise-water"' null
    held 330106 0307 330106 # street trading is the districts' alone, whoever else has the line
    asks 330106 city-urban --share share
    proposes continue 'art.16(2)' '"330106"' null
}

@test "art.16(3): a district and its own department assist as one" {
    held city-market 0708 330106
    asks city-market 330106-market
    # Food is territorial: the city's office is not responsible, its district is, and its own
    # department of that line is the one that was named.
    proposes transfer 'art.16(1)' '"330106-market"' null
    held city-urban 0305 330106
    asks city-urban 330106-urban
    is '["joint","city-urban",1]' '.returns[0].proposal | [.decision, .to, (.co | length)]'
}

@test "art.16(3): carried out, a new round with the assisting units" {
    held city-urban 0305 330106
    asks city-urban 330106 --auto
    is '["assigned",2,"city-urban",["330106"],"joint","art.16(3)"]' '[.state, (.assignment | .round, .lead, .co, .cause, .basis)]'
    is '["joint","art.16(3)"]' '.returns[0] | [.outcome, .outcome_basis]'
}

@test "art.16: where the tables do not say who is responsible, nothing is proposed" {
    held 330106 ''
    sed -i 's/,"matter":""//' in
    asks 330106 city-urban --auto
    proposes none art.16 null null
    held 330106 0306 # territorial, and no district
    asks 330106 city-police --auto
    proposes none art.16 null null
}

# decided DECISION [TO [CO [OFFICER]]]: the request, and an officer's decision on it half an hour later.
decided() {
    printf '%s\nR1,a,330106,2026-10-10T09:00:00+08:00,not ours,by law,enterprise-water,,,,,,\nR1,,,,,,,,,,,,\n' "$HEADER" |
        sed '3d' >requests
    printf 'R1,a,,2026-10-10T09:30:00+08:00,as agreed,,,decision,E1,%s,%s,%s,%s\n' "$1" "$2" "$3" "${4-Wang}" >>requests
    status=0
    h12-return -q --requests requests -r rejects in >out || status=$?
    checked out
}

@test "art.16: an officer decides, by name; the decision is an event of its own" {
    held 330106 0403 330106
    decided transfer enterprise-water
    is '["assigned",2,"enterprise-water","transferred","as agreed","2026-10-10T09:30:00+08:00"]' \
        '[.state, (.assignment | .round, .lead, .cause, .reason, .at)]'
    is '["transferred","art.16(1)","as agreed"]' '.returns[0] | [.outcome, .outcome_basis, .explanation]'
    is '["return_requested","return_decided","assigned"]' '[.history[2:][].event]'
    is '["330106","Wang","Wang"]' '[.history[2:][].by]'
    is '["E1","R1","transfer","art.16(1)","2026-10-10T09:30:00+08:00"]' '.history[3] | [.id, .request, .decision, .basis, .at]'
}

@test "art.16: an officer may leave the unit to the proposal" {
    held 330106 0403 330106
    decided transfer
    is '"enterprise-water"' .assignment.lead
    held 330106 0305 330106
    decided joint
    # The proposal on 0305 with the water company named: the district and the city's department.
    is '["330106",["city-urban"]]' '.assignment | [.lead, .co]'
}

@test "art.16: an officer may decide otherwise than proposed" {
    held 330106 0403 330106
    decided continue
    is '["assigned",1,"330106","continued","art.16(2)","as agreed"]' \
        '[.state, (.assignment | .round, .lead), (.returns[0] | .outcome, .outcome_basis, .explanation)]'
    is '["transfer","enterprise-water"]' '.returns[0].proposal | [.decision, .to]' # it stays on record
    decided transfer 市公安局
    is '["city-police","transferred"]' '[.assignment.lead, .returns[0].outcome]'
    decided joint 330109 'enterprise-water|市城管局'
    is '["330109",["enterprise-water","city-urban"],"joint","joint"]' '[(.assignment | .lead, .co, .cause), .returns[0].outcome]'
}

@test "art.16(3): there is no joint handling without somebody who assists; a proposal's own assist" {
    held 330106 0403 330106
    cp in start
    decided joint 330109
    [ "$status" -eq 1 ]
    is '["missing","co"]' '[.code, .field]' rejects
    is '["returning",1,"pending"]' '[.state, .assignment.round, .returns[0].outcome]'
    # The request and the decision in one row: the whole row is refused.
    printf '%s\nR1,a,330106,2026-10-10T09:00:00+08:00,not ours,by law,enterprise-water,,,joint,330109,,Wang\n' "$HEADER" >requests
    rm -f rejects
    run h12-return -q --requests requests -r rejects -o out start
    [ "$status" -eq 1 ]
    is '["missing","co"]' '[.code, .field]' rejects
    cmp start out
    # Two are responsible, and are proposed: the officer need not name them, but for another lead.
    held 330106 0305 330106
    asks 330106 city-urban
    is '["joint","330106",["city-urban"]]' '.returns[0].proposal | [.decision, .to, .co]'
    cp out in
    decision() {
        printf '%s\nR1,a,,2026-10-10T09:30:00+08:00,as agreed,,,decision,E1,joint,%s,,Wang\n' "$HEADER" "$1" >requests
        rm -f rejects
        run h12-return -q --requests requests -r rejects -o out in
    }
    decision ''
    is '["330106",["city-urban"]]' '.assignment | [.lead, .co]'
    checked out
    decision city-urban
    is '["missing","co"]' '[.code, .field]' rejects
}

@test "art.16: without an officer's name there is no decision" {
    held 330106 0403 330106
    decided transfer enterprise-water '' ''
    [ "$status" -eq 1 ]
    is '["missing","officer"]' '[.code, .field]' rejects
    is '["returning","pending"]' '[.state, .returns[0].outcome]'
}

@test "art.16: to a unit that is not known or none at all there is no transfer" {
    held 330106 0403 330106
    decided transfer 火星局
    is '["bad_value","to"]' '[.code, .field]' rejects
    rm rejects
    decided joint # not what is proposed, so who leads has to be said
    is '["bad_value","to"]' '[.code, .field]' rejects
    rm rejects
    decided joint 330106 火星局
    is '["bad_value","co"]' '[.code, .field]' rejects
    rm rejects
    decided maybe
    is '["bad_value","decision"]' '[.code, .field]' rejects
    is '["returning","pending"]' '[.state, .returns[0].outcome]'
}

@test "art.16: the decision may stand in the request's own row" {
    held 330106 0403 330106
    printf '%s\nR1,a,330106,2026-10-10T09:00:00+08:00,not ours,by law,enterprise-water,,,transfer,,,Wang\n' "$HEADER" >requests
    h12-return --requests requests in >out
    checked out
    is '["assigned",2,"enterprise-water","2026-10-10T09:00:00+08:00","transferred"]' \
        '[.state, (.assignment | .round, .lead, .at), .returns[0].outcome]'
    is '[["return_requested","330106","R1"],["return_decided","Wang",null],["assigned","Wang",null]]' \
        '[.history[2:][] | [.event, .by, .id]]'
    is '["transfer","Wang"]' '.history[2].input | [.decision, .officer]'
    cp out in
    h12-return --requests requests in >out
    checked out
    cmp in out
}

@test "art.16: a row whose decision is no good is not applied by half" {
    held 330106 0403 330106
    printf '%s\nR1,a,330106,2026-10-10T09:00:00+08:00,not ours,by law,enterprise-water,,,transfer,,,\n' "$HEADER" >requests
    run h12-return -q -r rejects -o out --requests requests in
    [ "$status" -eq 1 ]
    cmp in out
    is '["missing","officer"]' '[.code, .field]' rejects
}

@test "art.16: a decision in the row of a refused request decides nothing" {
    held 330106 0403 330106
    printf '%s\nR1,a,330106,2026-10-10T09:00:00+08:00,,by law,enterprise-water,,,transfer,,,Wang\n' "$HEADER" >requests
    h12-return -q --requests requests in >out
    checked out
    is '["assigned",1,"refused","incomplete"]' '[.state, .assignment.round, (.returns[0] | .outcome, .refusal)]'
}

@test "art.16: programs propose, people decide; --auto is for those who choose it" {
    held 330106 0403 330106
    asks 330106 enterprise-water
    is '"returning"' .state
    asks 330106 enterprise-water --auto
    is '["assigned","h12-return","h12-return"]' '[.state, .history[-1].by, .history[-2].by]'
    is '["return_decided","R1","transfer","art.16(1)"]' '.history[-2] | [.event, .request, .decision, .basis]'
}

@test "art.16: the second return is judged like the first" {
    held 330106 0403 330106
    asks 330106 enterprise-water --auto --now 2026-10-10T12:00:00+08:00
    cp out in
    printf '%s\nR2,a,enterprise-water,2026-10-12T09:00:00+08:00,not ours,by law,330106,,,,,,\n' "$HEADER" >requests
    h12-return -q --requests requests in >out
    checked out
    is '["returning",2,"continue","art.16(2)"]' '[.state, (.returns | length), (.returns[1].proposal | .decision, .basis)]'
}

# thrice [OPTION...]: three returns of case a by three units; the first two are decided in their rows.
thrice() {
    held 330106 0403 330106
    cat >requests <<END
$HEADER
R1,a,330106,2026-10-10T09:00:00+08:00,x,y,enterprise-water,,,${first:-transfer},330109,,Wang
R2,a,${second:-330109},2026-10-10T10:00:00+08:00,x,y,enterprise-water,,,transfer,330110,,Wang
R3,a,330110,2026-10-10T11:00:00+08:00,x,y,enterprise-water,,,,,,
END
    h12-return -q "$@" --requests requests in >out
    checked out
}

@test "art.16: the third return is no more its concern: art.17 has its own ways" {
    thrice
    is '["returning",3,"330110"]' '[.state, .assignment.round, .assignment.lead]'
    is '["transferred","transferred","pending"]' '[.returns[].outcome]'
    is '"art.17(1)"' '.returns[2].proposal.basis' # three districts, the matter's line
}

@test "art.16: a return that ended in its paragraph 2 counts towards the third, as the policy says" {
    first=continue second=330106 thrice
    is '"art.17(1)"' '.returns[2].proposal.basis'
    jq '.designation.count_continued = false' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    first=continue second=330106 thrice --policy own.json
    is '["art.16(1)","transfer","enterprise-water"]' '.returns[2].proposal | [.basis, .decision, .to]'
}

@test "art.16: a refused request does not count towards the third" {
    held 330106 0403 330106
    cat >requests <<END
$HEADER
R1,a,330106,2026-10-10T09:00:00+08:00,,y,enterprise-water,,,,,,
R2,a,330106,2026-10-10T10:00:00+08:00,x,,enterprise-water,,,,,,
R3,a,330109,2026-10-10T11:00:00+08:00,x,y,enterprise-water,,,,,,
R4,a,330106,2026-10-10T12:00:00+08:00,x,y,enterprise-water,,,,,,
END
    h12-return -q --requests requests in >out
    checked out
    is '[false,false,false,true]' '[.returns[].counted]'
    is '["art.16(1)","transfer"]' '.returns[3].proposal | [.basis, .decision]'
}

@test "art.16: policy designation.returns is the number from which art.17 stands in" {
    jq '.designation.returns = 1' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    held 330106 0403 330106
    asks 330106 enterprise-water --policy own.json
    proposes consult 'art.17(3)' null null # one district is in no dispute with another
}

@test "art.16(1), (2), (3): the stories of outcomes and co-handlers (scenarios/art16-outcomes.csv)" {
    stories art16-outcomes
}

@test "art.16(1): another unit, so never the one that asks" {
    held 330106 0403 330106
    decided transfer 330106 ''
    [ "$status" -eq 1 ]
    is '["bad_value","to"]' '[.code, .field]' rejects
    is '["returning",1]' '[.state, .assignment.round]'
}

@test "art.16(3): a co-handler's place is not taken by who leads or assists already: it is released" {
    printf '%s\n' "$HEADER" 'R1,a,330105,2026-10-10T09:00:00+08:00,not ours,by law,330106,,,,,,' \
        'R1,a,,2026-10-10T09:30:00+08:00,as agreed,,,decision,E1,transfer,330106,,Wang' \
        'R2,a,330108,2026-10-10T10:00:00+08:00,not ours,by law,330109,,,,,,' \
        'R2,a,,2026-10-10T10:30:00+08:00,as agreed,,,decision,E2,transfer,330109,,Wang' >requests
    held 330106 0403 330106
    jq -c '(.assignment, .history[1].assignment) |= (.co = ["330105", "330108"])' in >joint
    h12-return -q --requests requests joint >out
    is '["330106",["330109"],1]' '.assignment | [.lead, .co, .round]'
    is '["released","transferred"]' '[.returns[].outcome]'
    checked out
}
