#!/bin/sh
# How often h12-route is right: on the labelled requests beside this script, and with ORDERS=FILE on
# the work orders of another city, whose departments haikou-lines.csv maps to our lines. ORDERS is
# an export that share/maps/haikou-2018.json can read; it is no part of the project.
set -u

build=${BUILD:-build}
here=tests/routing
work=$build/accuracy
bin=$build/bin
export H12_NOW=2026-10-12 LC_ALL=C
mkdir -p "$work"

# The share of triage is that of the whole set; a case in triage counts by its first candidate at
# full coverage, and not at all where only what was dispatched is asked.
measure_units() {
    # shellcheck disable=SC2016 # awk's own $
    awk -F '\t' -v label="$1" '
    function share(part, whole) { return whole > 0 ? sprintf("%5.1f %%", 100 * part / whole) : "  n/a" }
    { total++
      expected[$1]++; units[$1] = units[$2] = 1; found[$2]++
      if ($1 == $2) { first++; right[$1]++ }
      if ($1 == $2 || $1 == $3 || $1 == $4) three++
      if ($5 == "triage") triage++
      else { given++; if ($1 == $2) given_right++ } }
    END {
      for (unit in units) {
          if (!(unit in expected)) continue
          classes++
          precision = found[unit] > 0 ? right[unit] / found[unit] : 0
          recall = right[unit] / expected[unit]
          if (precision + recall > 0) sum += 2 * precision * recall / (precision + recall)
      }
      printf "%-34s %5d  top-1 %s  top-3 %s  macro-F1 %.3f  triage %s  right of those given %s\n",
          label, total, share(first, total), share(three, total), sum / (classes + !classes),
          share(triage, total), share(given_right, given)
    }' "$2"
}

# Each labelled request as an accepted case.
jq -cRn '[inputs | rtrimstr("\r") | split(",")] | .[1:][] |
    {id: .[0], received_at: "2026-09-28T09:00:00+08:00", state: "accepted"}
    + if .[1] != "" then {title: .[1]} else {} end
    + if .[2] != "" then {text: .[2]} else {} end
    + if .[3] != "" then {district: .[3]} else {} end' $here/labelled.csv >"$work/labelled.ndjson" &&
    jq -rRn '[inputs | rtrimstr("\r") | split(",")] | .[1:][] | [.[0], .[4], .[5]] | @tsv' \
        $here/labelled.csv >"$work/expected.tsv" || exit 1
"$bin/h12-route" -q "$work/labelled.ndjson" >"$work/routed.ndjson" || exit 1
jq -r '[.id] + if .assignment then [.assignment.lead, "-", "-"]
    else [.triage.candidates[0].unit // "-", .triage.candidates[1].unit // "-",
          .triage.candidates[2].unit // "-"] end
    + [.state, .matter // .triage.candidates[0].matter // "-"] | @tsv' "$work/routed.ndjson" \
    >"$work/got.tsv"
# id, expected unit, expected matter beside what was got.
paste "$work/expected.tsv" "$work/got.tsv" | awk -F '\t' '$1 != $4 { exit 1 }' || exit 1
paste "$work/expected.tsv" "$work/got.tsv" | cut -f 1,2,5-9 >"$work/pairs.tsv"
cut -f 2- "$work/pairs.tsv" >"$work/all.tsv"
measure_units 'labelled requests' "$work/all.tsv"
awk -F '\t' '$1 <= "R622"' "$work/pairs.tsv" | cut -f 2- >"$work/known.tsv"
awk -F '\t' '$1 > "R622"' "$work/pairs.tsv" | cut -f 2- >"$work/unseen.tsv"
measure_units '  R001 to R622' "$work/known.tsv"
measure_units '  R623 on, never seen' "$work/unseen.tsv"

orders=${ORDERS:-}
if [ -z "$orders" ]; then
    echo "another city's orders: not measured; ORDERS=FILE names an export that share/maps/haikou-2018.json reads"
    exit 0
fi
if [ ! -r "$orders" ]; then
    echo "accuracy: '$orders' can't be read" >&2
    exit 2
fi

# The line of each department, and of each matter and unit of ours.
jq -cRn '[inputs | rtrimstr("\r") | split(",")] | .[1:] | map({(.[0]): (.[1] | split("|"))}) | add' \
    $here/haikou-lines.csv >"$work/departments.json"
# shellcheck disable=SC2016 # jq's own $
jq -cRn '[inputs | split(",")] | .[1:] | map({(.[0]): .[3]}) | add' share/matters.csv >"$work/matters.json"
jq -cRn '[inputs | split(",")] | .[1:] | map({(.[0]): .[6]}) | add' share/units.csv >"$work/units.json"
"$bin/h12-intake" -q --map share/maps/haikou-2018.json -r "$work/rejects.ndjson" "$orders" >"$work/orders.ndjson"
[ $? -le 1 ] || exit 1
# An office of the other city has no district of ours: what is territorial waits for one, and its
# first candidate's matter tells the line.
jq -c '.state = "accepted"' "$work/orders.ndjson" | "$bin/h12-route" -q >"$work/orders-routed.ndjson" || exit 1
# shellcheck disable=SC2016 # jq's own $
jq -r --slurpfile departments "$work/departments.json" --slurpfile matters "$work/matters.json" \
    --slurpfile units "$work/units.json" '
    ($departments[0][.extra["处置单位"] // ""] // []) as $want
    | select($want | length > 0 and . != [""])
    | (if .assignment then {matter, unit: .assignment.lead, score: .assignment.score}
       else (.triage.candidates[0] // {}) end) as $got
    | (if $got.matter then $matters[0][$got.matter] else $units[0][$got.unit // ""] end // "") as $line
    | [$got.score // 0, (if $want | index($line) then 1 else 0 end), $want[0], $line] | @tsv' \
    "$work/orders-routed.ndjson" | sort -t "$(printf '\t')" -k 1,1nr -s >"$work/lines.tsv"
# shellcheck disable=SC2016 # awk's own $
awk -F '\t' '{ total++; right += $2; upto[total] = right }
END {
    printf "%-34s %5d  line right %5.1f %%", "another city'"'"'s orders", total, 100 * right / total
    split("25 50 75", part, " ")
    for (i = 1; i <= 3; i++) {
        count = int(total * part[i] / 100 + 0.5)
        printf "  at %d %% %5.1f %%", part[i], 100 * upto[count] / count
    }
    print ""
}' "$work/lines.tsv"
