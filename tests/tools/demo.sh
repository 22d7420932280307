#!/bin/sh
# The whole chain on the sample days of share/demo: an export goes in, and what some said again; the
# units' requests and replies and the citizens' ratings behind it, and what the hotline did about the
# worst; tonight's overdue list, today's callbacks and the report on supervision come out.
set -eu

build=${1:-build}
bin=$build/bin
out=$build/demo
share=share
rm -rf "$out"
mkdir -p "$out"
export H12_NOW=2026-10-12

# Each step writes with -o, and its exit status is looked at: 1 means that some input was refused,
# which the demo's bad rows are there to show; more is a failure.
step() {
    "$@" && return 0
    status=$?
    [ "$status" -eq 1 ] || exit "$status"
}

step "$bin/h12-intake" -r "$out/rejects.ndjson" -o "$out/accepted.ndjson" "$share/demo/export.csv"
step "$bin/h12-intake" --known "$out/accepted.ndjson" -r "$out/rejects.ndjson" \
    -o "$out/repeats.ndjson" "$share/demo/repeats.csv"
step "$bin/h12-route" -r "$out/rejects.ndjson" -o "$out/routed.ndjson" "$out/accepted.ndjson" \
    "$out/repeats.ndjson"
step "$bin/h12-deadline" -r "$out/rejects.ndjson" -o "$out/ledger.ndjson" "$out/routed.ndjson"
step "$bin/h12-return" --requests "$share/demo/returns.csv" -r "$out/rejects.ndjson" \
    -o "$out/returned.ndjson" "$out/ledger.ndjson"
step "$bin/h12-return" --requests "$share/demo/disputes.csv" -r "$out/rejects.ndjson" \
    -o "$out/designated.ndjson" "$out/returned.ndjson"
step "$bin/h12-reply" --replies "$share/demo/replies.csv" -r "$out/rejects.ndjson" \
    -o "$out/replied.ndjson" "$out/designated.ndjson"
step "$bin/h12-callback" --ratings "$share/demo/ratings.csv" -r "$out/rejects.ndjson" \
    -o "$out/rated.ndjson" "$out/replied.ndjson"
step "$bin/h12-repeat" -r "$out/rejects.ndjson" -o "$out/followed.ndjson" "$out/rated.ndjson"
step "$bin/h12-deadline" --extensions "$share/demo/extensions.csv" -r "$out/rejects.ndjson" \
    -o "$out/timed.ndjson" "$out/followed.ndjson"
step "$bin/h12-supervise" --actions "$share/demo/actions.csv" --notices "$out/notices.ndjson" \
    -r "$out/rejects.ndjson" -o "$out/ledger.ndjson" "$out/timed.ndjson"
step "$bin/h12-report" overdue --top 20 --drill "$out/overdue.csv" -o "$out/overdue.txt" \
    "$out/ledger.ndjson"
step "$bin/h12-report" supervision -q -o "$out/supervision.txt" "$out/ledger.ndjson"
step "$bin/h12-callback" -q --due -o "$out/callbacks.ndjson" "$out/ledger.ndjson"
echo
cat "$out/overdue.txt"
echo
echo "今日回访"
cat "$out/callbacks.ndjson"
echo
echo "written:"
for file in ledger.ndjson overdue.txt overdue.csv supervision.txt callbacks.ndjson notices.ndjson \
    rejects.ndjson; do
    echo "  $out/$file"
done
