# Tells replies and reviews to h12-reply, on the case `a` of `in`.

# reply ID AT [FILTER]: a final reply that has all that art.15 asks for, changed by a jq filter. The
# citizen is told as it is recorded, and what is to be done was done that day.
reply() {
    jq -nc --arg id "$1" --arg at "$2" '
        {reply: $id, case: "a", kind: "final", unit: "330106", $at, informed_at: $at,
         informed_how: "by phone", factual: "yes",
         process: "we went to the crossing and found that the lamp of the pole was dead",
         process_at: $at, process_manner: "on site", opinion: "the lamp is replaced",
         opinion_limit: $at[:10], responder: "Wang", unit_reported_satisfaction: "satisfied"}
        | '"${3:-.}" >>replies
}

# review ID AT DECISION [FILTER]: an officer's word on a reply.
review() {
    jq -nc --arg id "$1" --arg at "$2" --arg decision "$3" '
        {reply: $id, case: "a", kind: "review", $at, $decision, officer: "Chen"}
        | '"${4:-.}" >>replies
}

# disclaimer: the filter that makes a reply one under art.15(5).
disclaimer='del(.opinion, .opinion_limit) | .suggested_unit = "enterprise-water" | .reason = "a water main" | .basis = "the duties of the group"'

# apply [OPTION...]: the events so far on the cases of `in`, into `out`; what was refused to `rejects`.
apply() {
    rm -f rejects
    status=0
    h12-reply --replies replies -r rejects "$@" in >out 2>err || status=$?
}

# clock [NOW]: `out` with its clock, as h12-deadline sets it, into `timed`; no member contradicts.
clock() {
    h12-deadline -q --now "${1:-2026-10-12}" out >timed
    checked timed --now "${1:-2026-10-12}"
}

# rejected CODE FIELD...: these were refused, in this order, and nothing else.
rejected() {
    local want=()
    while [ $# -gt 0 ]; do
        want+=("$1 $2")
        shift 2
    done
    diff <(printf '%s\n' "${want[@]}") <(jq -r '[.code, .field] | join(" ")' rejects)
}
