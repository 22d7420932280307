#!/usr/bin/env bats
# Art. 17: from the third return on the hotline may designate a unit: by line of business where
# districts dispute, else after the staffing office's opinion, else by the coordination group.
bats_require_minimum_version 1.5.0
load ../helper
load stories
export H12_SHARE=$ROOT/share

HEADER='request,case,unit,at,reason,basis,suggested_unit,kind,event,decision,to,co,officer'

@test "art.17(1), (2), (3), (4): the stories of designation (scenarios/art17-designation.csv)" {
    stories art17-designation
}

@test "art.17: what counts, where a return that ended in art.16(2) does not (scenarios/art17-uncounted.csv)" {
    stories art17-uncounted
}

# thrice MATTER: a case that 330106 and city-urban sent to and fro; an officer asks the staffing office.
thrice() {
    case_assigned a 330106 2026-10-09T09:00:00+08:00 2026-10-09T08:00:00+08:00 \
        '"matter":"0305","district":"330106","title":"张女士 13800001234 报路灯","requester":{"name":"欧阳娜娜","phone":"13800001234"}' >in
    cat >requests <<END
$HEADER
R1,a,330106,2026-10-09T10:00:00+08:00,not ours,y,city-urban,,,transfer,city-urban,,Wang
R2,a,city-urban,2026-10-10T10:00:00+08:00,欧阳娜娜 lives elsewhere,y,330106,,,transfer,330106,,Wang
R3,a,330106,2026-10-12T10:00:00+08:00,not ours,y,city-urban,,,,,,
D3,a,,2026-10-12T11:00:00+08:00,,,,decision,D3,consult,,,Wang
END
    sed -i 's/^D3,/R3,/' requests
    h12-return -q --requests requests --dossier dossiers "$@" in >out
}

@test "art.17(3): a dossier for the staffing office: who had it how long, who returned it and why, both clocks" {
    thrice
    is '["consulting","hotline"]' '[.state, "hotline"]'
    is '["a","staffing_office","art.17(3)"]' '[.case, .with, .basis]' dossiers
    # 10-10 is a make-up Saturday, 10-11 a Sunday.
    is '[["330106",0],["hotline",0],["city-urban",1],["hotline",0],["330106",1],["hotline",0]]' \
        '[.held[] | [.by, .workdays]]' dossiers
    is '[["330106","city-urban"],["city-urban","330106"],["330106","city-urban"]]' \
        '[.returns[] | [.unit, .named]]' dossiers
    # Received 10-09: 10, 12, 13, 14, 15. Asked on 10-12: 13, 14, 15, 16, 19.
    is '["art.14","2026-10-15","2026-10-19","designation.decide_within"]' \
        '[.clocks | .citizen.clock, .citizen.due, .hotline.due, .hotline.policy]' dossiers
}

@test "art.17(3): a dossier is masked, but for a purpose that is logged" {
    thrice
    run ! grep -E '13800001234|欧阳娜娜' dossiers
    thrice --reveal 'asked for by the office' 2>err
    grep -q '欧阳娜娜 lives elsewhere' dossiers
    grep -q 'personal data is shown, purpose: asked for by the office' err
}

@test "art.17(3): the dossier is of the case, not of the day's events: the same on a rerun" {
    thrice
    cp dossiers before
    cp out in
    h12-return -q --requests requests --dossier dossiers in | cmp out -
    cmp before dossiers
}

@test "art.17(4): the group gets one that says so; a case that is designated has none any longer" {
    thrice
    printf 'case,at,kind,unit\na,2026-10-12T12:00:00+08:00,staffing_opinion,\n' >opinion
    sed -i '1s/$/,event/; 2s/$/,O1/' opinion
    h12-return -q --requests opinion --dossier dossiers out >group
    is '["coordination_group","art.17(4)"]' '[.with, .basis]' dossiers
    printf 'case,at,kind,unit,event\na,2026-10-12T13:00:00+08:00,group_decision,city-urban,G1\n' >decision
    h12-return -q --requests decision --dossier dossiers group >designated
    [ ! -s dossiers ]
    is '["assigned","city-urban","designated","art.17(4)"]' \
        '[.state, (.assignment | .lead, .cause, .basis)]' designated
}

@test "art.17: with --auto the proposal of the third return is applied, and the office is asked by it" {
    case_assigned a 330106 2026-10-09T09:00:00+08:00 2026-10-09T08:00:00+08:00 '"matter":"0303","district":"330106"' >in
    cat >requests <<END
$HEADER
R1,a,330106,2026-10-09T10:00:00+08:00,x,y,330109,,,transfer,330109,,Wang
R2,a,330109,2026-10-10T10:00:00+08:00,x,y,330106,,,transfer,330106,,Wang
R3,a,330106,2026-10-10T11:00:00+08:00,x,y,330109,,,,,,
END
    h12-return -q --auto --requests requests --now 2026-10-12T09:00:00+08:00 in >out
    is '["assigned","city-urban",true,"art.17(1)"]' '[.state, .assignment.lead, .designated, .assignment.basis]'
    sed -i 's/330109/city-urban/g' requests # one district and a city department
    h12-return -q --auto --requests requests --now 2026-10-12T09:00:00+08:00 in >out
    is '["consulting","pending","art.17(3)","h12-return"]' \
        '[.state, .returns[2].outcome, (.history[-1] | .basis, .by)]'
}
