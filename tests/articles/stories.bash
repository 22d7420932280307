# Tells the stories of tests/articles/scenarios/ through the tools. Their README has the columns.

# rows_of TOOL...: the step's rows of these, without the header.
rows_of() {
    awk -F, -v tools=" $* " 'NR > 1 && index(tools, " " $4 " ")' step.csv
}

# Requests come in and are dispatched, at once.
told_received() {
    [ -n "$(rows_of received)" ] || return 0
    {
        echo id,received_at,text,unit,matter,district,urgency
        rows_of received | awk -F, -v OFS=, '{ print $2, $7, "x", $8, $19, $20, $21 }'
    } >export.csv
    h12-intake -q --now "$1" export.csv | h12-route -q --now "$1" --policy "$policy" >>ledger
}

# What units and the hotline did beside the tools at hand.
told_otherwise() {
    rows_of replied staged rework redo >others
    [ -s others ] || return 0
    # jq spells numbers its own way: the other cases are kept out of its hands.
    grep -vE "^\{\"id\":\"($(cut -d , -f 2 others | paste -sd '|'))\"," ledger >after || [ $? -eq 1 ]
    jq -c --rawfile others others --arg at "$(stamp "$1")" '
        def round($cause; $basis):
            .assignment |= (.round += 1 | .cause = $cause | .basis = $basis | .at = $at)
            | .state = "assigned"
            | .history += [{at: $at, event: "assigned", by: "Chen", basis: $basis, assignment}];
        def reviewed($decision; $basis):
            ([.replies[]? | select(.kind == "final")][-1]) as $last
            | if $last != null and $last.review == null
            then (.replies[] | select(.reply == $last.reply)).review = {$decision, at: $at, by: "Chen", $basis}
                | .history += [{at: $at, event: "reply_reviewed", by: "Chen", $basis, reply: $last.reply, $decision}]
            else . end;
        def reply($kind; $event):
            .assignment.lead as $unit | "P\((.replies | length) + 1)" as $reply
            | .replies += [{$reply, $kind, $unit, recorded_at: $at, informed_at: $at}]
            | .history += [{at: $at, $event, by: $unit, basis: "art.15", $reply}];
        def called_back: .history += [{at: $at, event: "called_back", by: "Chen"}];
        ([$others | split("\n")[] | select(. != "") | split(",") | {key: .[1], value: .[3]}] | from_entries)[.id] as $what
        | select($what != null)
        | if $what == "replied" then reply("final"; "replied") | .state = "replied"
          elif $what == "staged" then reply("stage"; "stage_replied")
          elif $what == "rework" then reviewed("rework"; "art.12(1)") | round("rework"; "art.12(1)")
          elif $what == "redo" then reviewed("approve"; "art.11(1)") | called_back | round("redo"; "art.20")
          else . end' ledger >>after
    mv after ledger
}

# `YYYY-MM-DD HH:MM:SS` as RFC 3339.
stamp() {
    printf '%sT%s+08:00' "${1% *}" "${1#* }"
}

# events TOOL COLUMNS: the step's event file for a tool.
events() {
    echo "$2"
    awk -F, -v OFS=, -v columns="$2" '
        NR == 1 { for (i = 1; i <= NF; i++) place[$i] = i; count = split(columns, wanted, ",") }
        NR > 1 && $4 == "'"$1"'" {
            line = ""
            for (i = 1; i <= count; i++) line = line (i > 1 ? "," : "") $(place[wanted[i]])
            print line
        }' step.csv
}

RETURN_COLUMNS=case,event,recorded_at,at,unit,reason,basis,suggested_unit,kind,request,decision,to,co,officer
EXTENSION_COLUMNS=case,event,recorded_at,at,unit,reason,until,kind,request,decision,officer

# One pass of the tools over the ledger; rejects are told by what the rows want.
told_events() {
    h12-return -q --now "$1" --policy "$policy" --requests requests.csv -r rejects ledger >returned || [ $? -eq 1 ]
    h12-deadline -q --now "$1" --policy "$policy" --extensions extensions.csv -r rejects returned >after || [ $? -eq 1 ]
}

# stories NAME: tells scenarios/NAME.csv; prints what is not as it should be.
stories() {
    local file=$ROOT/tests/articles/scenarios/$1.csv now
    policy=$ROOT/share/policy/hangzhou-draft-2023.json
    if [ -f "${file%.csv}.jq" ]; then
        jq -f "${file%.csv}.jq" "$policy" >own.json
        policy=own.json
    fi
    : >ledger
    : >wrong
    # Each row with its line, and the instant with its seconds.
    awk -F, -v OFS=, '
        /^#/ { next }
        !header { header = 1; print "line", $0 > "header"; next }
        {
            if ($2 == "") $2 = $5
            if (length($2) == 16) $2 = $2 ":00"
            print NR, $0
        }' "$file" >rows
    cut -d , -f 3 rows | sort -u >instants
    while read -r now; do
        { cat header; awk -F, -v now="$now" '$3 == now' rows; } >step.csv
        : >rejects
        told_received "$now"
        told_otherwise "$now"
        events return "$RETURN_COLUMNS" >requests.csv
        events extension "$EXTENSION_COLUMNS" >extensions.csv
        told_events "$now"
        mv after ledger
        jq -rn --rawfile rows step.csv --slurpfile ledger ledger --slurpfile rejects rejects \
            --arg now "$now" -f "$ROOT/tests/articles/stories.jq" >>wrong
        told_events "$now" # the same events once more
        cmp ledger after >>wrong
        h12-check -q --now "$now" --policy "$policy" ledger >>wrong || true
        # What units did beside the tools is in no event, and can't be told again.
        grep -v '"by":"Chen"\|"replies"' ledger >told
        h12-replay -q --now "$now" --policy "$policy" told | cmp told - >>wrong 2>&1 || true
    done <instants
    [ ! -s wrong ] || {
        sed "s|^|$1.csv:|" wrong
        return 1
    }
}
