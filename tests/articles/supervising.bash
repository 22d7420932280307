# Cases that are supervised, and action files: for art11.bats, art12.bats, art13.bats, art19.bats and
# supervise.bats.
# shellcheck shell=bash disable=SC2034

# rounds ROUND...: a case `a` received on Monday 2026-09-28 at 9, so due on Saturday 10-10, a working
# day; each round is `CAUSE:LEAD:CO:AT`, `CO` units joined by `+` or nothing. The last one has it.
rounds() {
    jq -nc --args '
        def round($n; $part): {round: $n, lead: $part[1], co: ($part[2] | split("+") | map(select(. != ""))),
            cause: $part[0], basis: "art.13(2)", at: ($part[3:] | join(":"))};
        [$ARGS.positional[] | split(":")] as $parts
        | [range($parts | length) | round(. + 1; $parts[.])] as $rounds
        | {id: "a", received_at: "2026-09-28T09:00:00+08:00", state: "assigned",
           acceptance: {verdict: "accepted", basis: "art.8(4)"},
           history: ([{at: "2026-09-28T09:00:00+08:00", event: "accepted", by: "h12-intake", basis: "art.8(4)"}]
               + [$rounds[] | {at: .at, event: "assigned", by: "Chen", basis: .basis, assignment: .}]),
           assignment: $rounds[-1]}' "$@"
}

# of FILTER: the case of `in`, changed by a jq filter.
of() {
    jq -c "$1" in >of.in && mv of.in in
}

# returned ID AT: the filter that adds a counted return, decided at once.
returned() {
    printf '.returns += [{request: "%s", unit: .assignment.lead, at: "%s", recorded_at: "%s", counted: true, outcome: "continued", outcome_basis: "art.16(2)"}]' "$1" "$2" "$2"
    printf '| .history += [{at: "%s", event: "return_requested", by: .assignment.lead, basis: "art.14", outcome: "counted"}, {at: "%s", event: "return_decided", by: "Chen", basis: "art.16(2)", request: "%s", decision: "continue"}] | .history |= sort_by(.at)' "$2" "$2" "$1"
}

# act NOW ROW...: h12-supervise on the cases of `in`, with these events of case a if there are any;
# leaves status, out, err, rejects. OPTIONS has further options.
OPTIONS=()
act() {
    local now=$1 actions=()
    shift
    rm -f rejects
    if [ $# -gt 0 ]; then
        printf '{"case":"a",%s}\n' "$@" >actions
        actions=(--actions actions)
    fi
    status=0
    h12-supervise --now "$now" "${actions[@]}" -r rejects "${OPTIONS[@]}" in >out 2>err || status=$?
}

# items: of each item class, reason, since, and who closed it.
items() {
    is "$1" '[.supervision.items[]? | [.class, .basis, .reason, .since, .closed_by]]' "${2:-out}"
}
