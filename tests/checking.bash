# Cases for h12-check, and what it finds in them once one thing is broken. Days of 2026: 10-01 to 10-07 are
# holidays, 10-09 is a Friday, Saturday 10-10 a workday.

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    transferred | jq -c . >transferred
    designated | jq -c . >designated
    waiting | jq -c . >waiting
    case_assigned simple 330106 2026-10-09T10:00:00+08:00 2026-10-09T09:00:00+08:00 >simple
}

# Received on Friday 10-09, given to 330106, returned in time, transferred to the waterworks. Normal:
# five working days are 10-10, 12, 13, 14, 15.
transferred() {
    cat <<'END'
{"id":"transferred","received_at":"2026-10-09T09:00:00+08:00","channel":"phone","kind":"help",
 "requester":{"type":"person","name":"Zhang","phone":"13800000001"},"confidential":false,
 "district":"330106","text":"no water","urgency":"normal","matter":"0403","state":"assigned",
 "acceptance":{"verdict":"accepted","basis":"art.8(4)"},
 "assignment":{"round":2,"lead":"enterprise-water","co":[],"cause":"transferred","basis":"art.16(1)","at":"2026-10-10T14:00:00+08:00"},
 "returns":[{"request":"R1","unit":"330106","at":"2026-10-10T09:00:00+08:00","recorded_at":"2026-10-10T09:00:00+08:00",
   "reason":"not ours","basis":"duties","suggested_unit":"enterprise-water","counted":true,"outcome":"transferred","outcome_basis":"art.16(1)"}],
 "deadline":{"clock":"art.14","basis":"art.14","limit":5,"unit":"workday","from":"2026-10-09","due":"2026-10-15","due_at":"2026-10-15T23:59:59+08:00",
   "return_by":"2026-10-13","provisional":false,"status":"running","left_workdays":3,"earlier":[],"policy":"hangzhou-draft-2023","calendar":"cn"},
 "history":[{"at":"2026-10-09T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},
  {"at":"2026-10-09T10:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)",
   "assignment":{"round":1,"lead":"330106","co":[],"cause":"dispatched","basis":"art.13(2)","at":"2026-10-09T10:00:00+08:00"}},
  {"at":"2026-10-10T09:00:00+08:00","event":"return_requested","by":"330106","basis":"art.14","id":"R1","outcome":"counted",
   "input":{"request":"R1","at":"2026-10-10T09:00:00+08:00","reason":"not ours","basis":"duties","suggested_unit":"enterprise-water"}},
  {"at":"2026-10-10T14:00:00+08:00","event":"return_decided","by":"Wang","basis":"art.16(1)","request":"R1","decision":"transfer","reason":"theirs"},
  {"at":"2026-10-10T14:00:00+08:00","event":"assigned","by":"Wang","basis":"art.16(1)",
   "assignment":{"round":2,"lead":"enterprise-water","co":[],"cause":"transferred","basis":"art.16(1)","at":"2026-10-10T14:00:00+08:00"}}]}
END
}

# Designated on 10-10: five working days are 10-12 to 10-16.
designated() {
    cat <<'END'
{"id":"designated","received_at":"2026-10-08T09:00:00+08:00","state":"assigned","designated":true,
 "acceptance":{"verdict":"accepted","basis":"art.8(4)"},
 "assignment":{"round":2,"lead":"city-urban","cause":"designated","basis":"art.17(1)","at":"2026-10-10T10:00:00+08:00"},
 "deadline":{"clock":"art.18","basis":"art.18","limit":5,"unit":"workday","from":"2026-10-10","due":"2026-10-16","due_at":"2026-10-16T23:59:59+08:00",
   "provisional":false,"status":"running","left_workdays":4,
   "earlier":[{"clock":"art.14","due":"2026-10-14","due_at":"2026-10-14T23:59:59+08:00","replaced_at":"2026-10-10T10:00:00+08:00","verdict":"lifted"}],"policy":"hangzhou-draft-2023","calendar":"cn"},
 "history":[{"at":"2026-10-08T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},
  {"at":"2026-10-08T10:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)",
   "assignment":{"round":1,"lead":"330106","cause":"dispatched","basis":"art.13(2)","at":"2026-10-08T10:00:00+08:00"}},
  {"at":"2026-10-10T10:00:00+08:00","event":"assigned","by":"Wang","basis":"art.17(1)",
   "assignment":{"round":2,"lead":"city-urban","cause":"designated","basis":"art.17(1)","at":"2026-10-10T10:00:00+08:00"}}]}
END
}

# A request that was refused, and one that waits for an officer.
waiting() {
    cat <<'END'
{"id":"waiting","received_at":"2026-10-09T09:00:00+08:00","state":"returning",
 "acceptance":{"verdict":"accepted","basis":"art.8(4)"},
 "assignment":{"round":1,"lead":"330106","at":"2026-10-09T10:00:00+08:00"},
 "returns":[{"request":"R1","unit":"330106","recorded_at":"2026-10-09T15:00:00+08:00","counted":false,"outcome":"refused","refusal":"incomplete","outcome_basis":"art.14"},
  {"request":"R2","unit":"330106","recorded_at":"2026-10-10T09:00:00+08:00","counted":true,"outcome":"pending"}],
 "history":[{"at":"2026-10-09T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},
  {"at":"2026-10-09T10:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)",
   "assignment":{"round":1,"lead":"330106","at":"2026-10-09T10:00:00+08:00"}},
  {"at":"2026-10-09T15:00:00+08:00","event":"return_requested","by":"330106","basis":"art.14","id":"R1","outcome":"refused","refusal":"incomplete"},
  {"at":"2026-10-10T09:00:00+08:00","event":"return_requested","by":"330106","basis":"art.14","id":"R2","outcome":"counted"}]}
END
}

# in_state STATE [MEMBERS [ENTRIES]]: a case that was accepted and has come to that state.
in_state() {
    printf '{"id":"%s","received_at":"2026-10-09T09:00:00+08:00","state":"%s"%s,"history":[{"at":"2026-10-09T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"}%s]}\n' \
        "$1" "$1" "$(with_acceptance "${2-}")" "${3:+,$3}"
}

# turned_away VERDICT BASIS: a case in review, declined or barred, as an officer decided.
turned_away() {
    local review='{"at":"2026-10-09T09:00:00+08:00","event":"review","by":"h12-intake","basis":"'$2'"}'
    [ "$1" = review ] || review=$review',{"at":"2026-10-09T10:00:00+08:00","event":"'$1'","by":"Chen","id":"D1","basis":"'$2'"}'
    printf '{"id":"%s","received_at":"2026-10-09T09:00:00+08:00","state":"%s","acceptance":{"verdict":"%s","basis":"%s","explanation":"x","proposal":{"decision":"decline"}},"history":[%s]}\n' \
        "$1" "$1" "$1" "$2" "$review"
}

# finds FILE [OPTION...] [-- FINDING...]: exactly these, each as `code field basis`, and the status.
finds() {
    local options=() code=0
    while [ $# -gt 0 ] && [ "$1" != -- ]; do options+=("$1") && shift; done
    [ $# -eq 0 ] || shift
    h12-check -q "${options[@]}" >out 2>err || code=$?
    jq -r '[.code, .field, .basis // "-"] | join(" ")' out >got
    { [ $# -eq 0 ] || printf '%s\n' "$@"; } | diff -u - got || return 1
    [ "$code" -eq $(($# > 0)) ] && [ ! -s err ]
}

# breaks FILE FILTER FINDING...: the findings of a good case that was changed so.
breaks() {
    local file=$1 filter=$2
    shift 2
    checked "$file"
    jq -c "$filter" "$file" >broken
    finds broken -- "$@" || { echo "$filter" && return 1; }
}
