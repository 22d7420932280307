#!/usr/bin/env bats
# Art. 24: what belongs to 110 or to the service line 96345 is handed over, by an officer; nothing is
# handed over by itself, and an emergency waits for nobody.
bats_require_minimum_version 1.5.0
load ../helper
export H12_SHARE=$ROOT/share

# routed MEMBERS [OPTION...]: a case with these members through h12-route, into `out`.
routed() {
    local members=$1
    shift
    case_accepted a 2026-09-28T09:00:00+08:00 "$members" | h12-route -q "$@" >out
}

# decided ROW: that decision on the case in `out`, into `done`; leaves status and rejects.
decided() {
    printf 'decision,case,at,kind,to,unit,officer,reason\n%s\n' "$1" >decisions
    rm -f rejects
    status=0
    h12-route -q --now 2026-10-13 --decisions decisions -r rejects out >done || status=$?
}

@test "art.24: an emergency belongs to 110: handover is proposed, and the case waits in triage" {
    routed '"matter":"9909","text":"x"'
    is '["triage","110","art.24","9909"]' '[.state, (.handover | .to, .basis, .matter)]'
    is '["art.24","the matter belongs to a linked service"]' '.triage | [.basis, .reason]'
}

@test "art.24: an emergency that belongs to 110 is alerted at once all the same" {
    routed '"matter":"9909","urgency":"critical","text":"x"' --now 2026-09-28T09:05:00+08:00
    is '["triage","110","2026-09-28T09:05:00+08:00"]' '[.state, .handover.to, .alert.at]'
}

@test "art.24: an everyday service belongs to 96345 where help is asked for" {
    routed '"kind":"help","matter":"0956","text":"x"'
    is '["triage","96345"]' '[.state, .handover.to]'
    routed '"kind":"consultation","matter":"0956","text":"x"'
    is '["triage","96345"]' '[.state, .handover.to]'
    # A complaint about such a service is a complaint.
    routed '"kind":"complaint","matter":"0956","district":"330106","text":"x"'
    is '["assigned","330106",false]' '[.state, .assignment.lead, has("handover")]'
}

@test "art.24: an officer hands over, and the case is closed" {
    routed '"kind":"help","matter":"0956","text":"x"'
    decided 'D1,a,2026-10-13 10:00,handover,,,Wang,told the citizen'
    [ "$status" -eq 0 ]
    is '["closed",false]' '[.state, has("triage")]' done
    is '{"to":"96345","basis":"art.24","reason":"told the citizen","officer":"Wang","at":"2026-10-13T10:00:00+08:00"}' \
        .handover done
    is '["handed_over","Wang","art.24","D1","96345"]' '.history[-1] | [.event, .by, .basis, .id, .to]' done
}

@test "art.24: an officer may hand over to the other service, or not at all" {
    routed '"kind":"help","matter":"0956","text":"x"'
    decided 'D1,a,2026-10-13 10:00,handover,110,,Wang,x'
    is '["closed","110"]' '[.state, .handover.to]' done
    decided 'D1,a,2026-10-13 10:00,,,330106,Wang,it is a matter of the district'
    is '["assigned","330106",false]' '[.state, .assignment.lead, has("handover")]' done
}

@test "art.24: a handover without an officer, to nobody, or to anyone else is refused" {
    routed '"kind":"help","matter":"0956","text":"x"'
    decided 'D1,a,2026-10-13 10:00,handover,,,,x'
    is '["missing","officer"]' '[.code, .field]' rejects
    decided 'D1,a,2026-10-13 10:00,handover,119,,Wang,x'
    is '["bad_value","to"]' '[.code, .field]' rejects
    routed '"text":"x"'
    decided 'D1,a,2026-10-13 10:00,handover,,,Wang,x'
    is '["missing","to"]' '[.code, .field]' rejects
    routed '"unit":"330106","text":"x"'
    decided 'D1,a,2026-10-13 10:00,handover,110,,Wang,x'
    is '["wrong_state","case"]' '[.code, .field]' rejects
}

@test "art.24: which matters belong to a linked service is the policy's to say" {
    jq '.linkage = []' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    routed '"kind":"help","matter":"0956","district":"330106","text":"x"' --policy own.json
    is '["assigned","330106"]' '[.state, .assignment.lead]'
}
