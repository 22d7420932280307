#!/bin/bash
# Prints how fast each tool is beside what people use on such files: whole processes side by side in
# one run, the best of RUNS interleaved, to the null device, page cache warm. The figures are ratios;
# seconds are printed to show what they are ratios of.
set -u

build=${BUILD:-build}
cases=${CASES:-300000}
requests=${REQUESTS:-5000}
runs=${RUNS:-5}
here=tests/bench
work=$build/bench
bin=$build/bin
export H12_NOW=2026-10-12 LC_ALL=C
mkdir -p "$work"

# Made anew where the generator has changed since.
make_input() {
    name=$1
    shift
    [ "$work/$name.$cases" -nt $here/generate.c ] || "$build/bench/generate" "$@" >"$work/$name.$cases"
}

"${CC:-gcc}" -O2 -D_GNU_SOURCE -o "$build/bench/generate" $here/generate.c || exit 1
echo "generating $cases cases" >&2
make_input accepted accepted "$cases"
make_input ledger ledger "$cases"
make_input export export "$cases"
make_input repeats repeats "$cases"
for kind in returns replies ratings; do
    make_input $kind $kind "$cases" "$requests"
done
[ "$work/replied.$cases" -nt "$bin/h12-reply" ] ||
    "$bin/h12-reply" -q --replies "$work/replies.$cases" "$work/ledger.$cases" >"$work/replied.$cases"
[ "$work/due.$cases" -nt "$bin/h12-deadline" ] || "$bin/h12-deadline" -q "$work/ledger.$cases" >"$work/due.$cases"

accepted=$work/accepted.$cases
ledger=$work/ledger.$cases
export_csv=$work/export.$cases
returns=$work/returns.$cases
replies=$work/replies.$cases
ratings=$work/ratings.$cases
replied=$work/replied.$cases
due=$work/due.$cases
repeats=$work/repeats.$cases

# Nanoseconds of one run of a shell command.
once() {
    start=$(date +%s%N)
    bash -c "$1" >/dev/null 2>"$work/stderr" || { echo "failed: $1" >&2; cat "$work/stderr" >&2; exit 1; }
    echo $(($(date +%s%N) - start))
}

# Interleaved: what disturbs the machine disturbs all alike. Sets best[0..].
measure() {
    best=()
    for ((run = 0; run < runs; run++)); do
        for ((i = 1; i <= $#; i++)); do
            took=$(once "${!i}") || exit 1
            if [ "$run" -eq 0 ] || [ "$took" -lt "${best[i - 1]}" ]; then
                best[i - 1]=$took
            fi
        done
    done
}

seconds() {
    awk -v ns="$1" 'BEGIN { printf "%.3f", ns / 1e9 }'
}

# row LABEL MUST GOAL OURS THEIRS
row() {
    measure "$4" "$5"
    awk -v label="$1" -v must="$2" -v goal="$3" -v ours="${best[0]}" -v theirs="${best[1]}" 'BEGIN {
        ratio = theirs / ours
        printf "%-51s %7.3f s %8.3f s %7.1f x  must %4s  goal %4s  %s\n", label, ours / 1e9,
            theirs / 1e9, ratio, must, goal, (ratio >= goal ? "goal" : (ratio >= must ? "must" : "BELOW"))
    }'
}

echo "$cases cases, ledger of $(wc -c <"$ledger") bytes, best of $runs"
printf '%-51s %9s %10s %9s\n' "" ours theirs ratio
row "h12-deadline : jq -c '.due=...'" 25 40 \
    "$bin/h12-deadline -q $ledger" "jq -c '.due=\"2026-07-07\"' $ledger"
row "h12-report overdue : jq, the same counts" 20 40 \
    "$bin/h12-report overdue -q $due" "jq -n -f $here/overdue.jq $due"
row "h12-return, $requests requests : jq -c ." 20 30 \
    "$bin/h12-return -q --requests $returns -r /dev/null $ledger || [ \$? -eq 1 ]" "jq -c . $ledger"
row "h12-reply, $requests replies and reviews : jq -c ." 20 30 \
    "$bin/h12-reply -q --replies $replies $ledger" "jq -c . $ledger"
row "h12-callback, $requests ratings, findings : jq -c ." 20 30 \
    "$bin/h12-callback -q --ratings $ratings $replied" "jq -c . $replied"
row "h12-supervise, nothing to take : jq -c ." 20 30 \
    "$bin/h12-supervise -q $due" "jq -c . $due"
row "h12-repeat, 1 in 20 a repeat : jq -c ." 10 20 \
    "$bin/h12-repeat -q $repeats" "jq -c . $repeats"
row "h12-route : jq -c ." 8 15 \
    "$bin/h12-route -q $accepted" "jq -c . $accepted"
if command -v python3 >/dev/null 2>&1; then
    row "h12-intake : Python's csv and json" 2.5 5 \
        "$bin/h12-intake -q $export_csv" "python3 $here/intake.py $export_csv"
fi

echo
# Each tool alone has the input that it has in the chain: the records grow on the way.
chained=$work/chained.$cases
"$bin/h12-intake" -q "$export_csv" >"$chained.1"
"$bin/h12-route" -q "$chained.1" >"$chained.2"
"$bin/h12-return" -q --requests "$returns" -r /dev/null "$chained.2" >"$chained.3"
return_in_chain="$bin/h12-return -q --requests $returns -r /dev/null"
measure "$bin/h12-intake -q $export_csv | $bin/h12-route -q | $return_in_chain | $bin/h12-deadline -q" \
    "$bin/h12-intake -q $export_csv" "$bin/h12-route -q $chained.1" \
    "$return_in_chain $chained.2 || [ \$? -eq 1 ]" "$bin/h12-deadline -q $chained.3"
slowest=0
sum=0
for ((i = 1; i <= 4; i++)); do
    [ "${best[i]}" -gt "$slowest" ] && slowest=${best[i]}
    sum=$((sum + best[i]))
done
rm -f "$chained".?
awk -v chain="${best[0]}" -v slowest="$slowest" -v sum="$sum" -v cores="$(nproc)" 'BEGIN {
    ratio = chain / slowest
    printf "the chain through pipes %.3f s, its slowest tool alone %.3f s: %.2f times  must 2  goal 1.3  %s\n",
        chain / 1e9, slowest / 1e9, ratio, (ratio <= 1.3 ? "goal" : (ratio <= 2 ? "must" : "BELOW"))
    # However cheap the pipes are, the work of all tools has to be done by so many cores.
    printf "all four alone %.3f s; shared by %d cores that is %.2f times the slowest\n", sum / 1e9, cores,
        sum / cores / slowest
}'

echo
echo "distance to the limit (the ledger of $(wc -c <"$ledger") bytes):"
measure "wc -l $ledger" "cat $ledger | cat" "$bin/h12-deadline -q $ledger"
echo "  wc -l $(seconds "${best[0]}") s, cat through a pipe $(seconds "${best[1]}") s, h12-deadline $(seconds "${best[2]}") s"
if command -v mlr >/dev/null 2>&1; then
    runs=1
    measure "mlr --ijsonl --ojsonl put '\$due=\"2026-07-07\"' $ledger"
    echo "  Miller, one member set: $(seconds "${best[0]}") s (one run)"
fi

if [ -x /usr/bin/time ]; then
    echo
    echo "peak memory:"
    for tool in "h12-intake -q $export_csv" "h12-route -q $accepted" "h12-deadline -q $ledger" \
        "h12-return -q --requests $returns -r /dev/null $ledger" \
        "h12-reply -q --replies $replies $ledger" "h12-callback -q --ratings $ratings $replied" \
        "h12-repeat -q $repeats" "h12-supervise -q $due" "h12-report overdue -q $due"; do
        # shellcheck disable=SC2086 # the tool's words
        kib=$(/usr/bin/time -f %M $bin/$tool 2>&1 >/dev/null | tail -n 1)
        awk -v name="${tool%% *}" -v kib="$kib" 'BEGIN { printf "  %-12s %6.1f MiB\n", name, kib / 1024 }'
    done
fi
