#!/usr/bin/env bats
# The engine under the tools (lib/record), where a whole process shows more than a unit test:
# blocks, pieces that come late, long lines, many files, memory, damaged input.

bats_require_minimum_version 1.5.0
load helper

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    export ASAN_OPTIONS=exitcode=99:${ASAN_OPTIONS-} UBSAN_OPTIONS=exitcode=99:${UBSAN_OPTIONS-}
    printf 'event,case,at\n' >none.csv
}

# A case that no tool changes: `idle ID [BYTES_OF_PADDING]`.
idle() {
    printf '{"id":"%s","received_at":"2026-09-28T09:00:00+08:00","state":"committed","pad":"%*s"}\n' \
        "$1" "${2:-1}" x
}

# Many of them, of lengths that meet no block's end twice: `idles FIRST LAST MOST_PADDING`.
idles() {
    awk -v first="$1" -v last="$2" -v most="$3" 'BEGIN {
        pad = "x"
        while (length(pad) < most) pad = pad pad
        for (i = first; i <= last; i++)
            printf "{\"id\":\"I%d\",\"received_at\":\"2026-09-28T09:00:00+08:00\",\"state\":\"committed\",\"text\":\"中\",\"pad\":\"%s\"}\n", i, substr(pad, 1, i * 7919 % most)
    }'
}

filters=(h12-deadline h12-route 'h12-return --requests none.csv' 'h12-intake --encoding utf-8')

@test "engine: lines that lie across blocks come out whole, whatever the pieces they come in" {
    idles 1 3000 900 >in.ndjson
    [ "$(wc -c <in.ndjson)" -gt 1500000 ]
    for tool in "${filters[@]}"; do
        echo "--- $tool"
        $tool -q in.ndjson | cmp in.ndjson -
        for size in 509 4093 65521 262144; do
            dd if=in.ndjson bs=$size status=none | $tool -q | cmp in.ndjson -
        done
    done
}

@test "engine: lines longer than a block, up to the cap, come out whole" {
    { idle L1 300000; idle L2; idle L3 1048000; idle L4 262144; idle L5 1000000; idle L6; } >in.ndjson
    for tool in "${filters[@]}"; do
        echo "--- $tool"
        $tool -q in.ndjson | cmp in.ndjson -
        dd if=in.ndjson bs=9973 status=none | $tool -q | cmp in.ndjson -
    done
}

@test "engine: a line over a small --max-line is one reject, also where it comes in pieces" {
    idle P2 5000 >long
    for tool in "${filters[@]}"; do
        echo "--- $tool"
        rm -f rejects
        { idle P1; head -c 2000 long; sleep 0.3; tail -c +2001 long | head -c 2000; sleep 0.3; tail -c +4001 long; idle P3; } |
            $tool -q --max-line 1000 -r rejects >out || [ $? -eq 1 ]
        { idle P1; idle P3; } | cmp - out
        [ "$(wc -l <rejects)" -eq 1 ]
        jq -e '.code == "too_long" and .line == 2' rejects
        head -c -1 long | wc -c >expected
        jq 'if has("raw_bytes") then .raw_bytes else (.raw | utf8bytelength) end' rejects | cmp expected -
    done
}

@test "engine: the rest of a long line is never taken for a record" {
    # What stands behind the first pieces is a record by itself.
    { idle Q1; printf '{"x":"%*s' 3000 x; idle Q2; idle Q3; } >in.ndjson
    for tool in "${filters[@]}"; do
        echo "--- $tool"
        for size in 100 500 1000 1500; do
            rm -f rejects
            dd if=in.ndjson bs=$size status=none | $tool -q --max-line 1000 -r rejects >out || [ $? -eq 1 ]
            { idle Q1; idle Q3; } | cmp - out
            [ "$(wc -l <rejects)" -eq 1 ]
        done
        rm -f rejects
        { idle Q1; printf '{"x":"%*s' 3000 x; sleep 0.3; idle Q2; idle Q3; } |
            $tool -q --max-line 1000 -r rejects >out || [ $? -eq 1 ]
        { idle Q1; idle Q3; } | cmp - out
    done
}

@test "engine: a long line that ends with the input is a reject with its whole length" {
    for length in 1048577 1200000 5000000; do
        { idle E1; head -c $length /dev/zero | tr '\0' x; } >in.ndjson
        for tool in "${filters[@]}"; do
            echo "--- $tool $length"
            rm -f rejects
            code=0
            $tool -q -r rejects in.ndjson >out || code=$?
            [ "$code" -eq 1 ]
            jq -e ".code == \"too_long\" and .raw_bytes == $length and (.raw | length) == 65536" rejects
            idle E1 | cmp - out
        done
    done
}

@test "engine: hundreds of files are read in turn" {
    names=()
    for i in $(seq 300); do
        idle "M$i" >"part$i"
        names+=("part$i")
    done
    for tool in "${filters[@]}"; do
        echo "--- $tool"
        $tool "${names[@]}" >out 2>err
        cat "${names[@]}" | cmp - out
        grep -q '300 read, 300 written' err
    done
}

@test "engine: a record is the same, whatever stands before and behind it" {
    h12-intake -q -r /dev/null "$ROOT/share/demo/export.csv" >intake.ndjson || [ $? -eq 1 ]
    h12-route -q intake.ndjson | h12-deadline -q >whole
    tac intake.ndjson | h12-route -q | h12-deadline -q | tac | cmp whole -
    while IFS= read -r line; do
        printf '%s\n' "$line" | h12-route -q | h12-deadline -q
    done < <(head -n 20 intake.ndjson) >single
    head -n 20 whole | cmp - single
}

@test "engine: a ledger in parts makes the same whole, through every tool of the chain" {
    h12-intake -q -r /dev/null "$ROOT/share/demo/export.csv" >intake.ndjson || [ $? -eq 1 ]
    requests=$ROOT/share/demo/returns.csv
    chain() {
        h12-route -q "$1" | h12-return -q --auto -r /dev/null --requests "$requests" --shard --unmatched "$1.left" |
            h12-deadline -q
    }
    chain intake.ndjson >whole
    split -n r/3 intake.ndjson part.
    for part in part.aa part.ab part.ac; do chain $part; done | sort >parts
    sort whole | cmp - parts
}

@test "engine: memory stays under 16 MiB (route 64) however long the stream" {
    under_sanitizer && skip 'a sanitizer has memory of its own'
    mkfifo in
    # 24 bytes an id come on top for intake: 60,000 ids, 1.4 MiB.
    for pair in 'h12-deadline:16384' 'h12-route:65536' 'h12-return --requests none.csv:16384' \
        'h12-callback --ratings none.csv:16384' 'h12-supervise --actions none.csv:16384' \
        'h12-intake:18432' 'h12-report overdue:16384'; do
        tool=${pair%:*} most=${pair##*:}
        echo "--- $tool"
        exec 9<>in
        $tool -q <in >/dev/null 9<&- &
        pid=$!
        idles 1 60000 1600 >&9
        sleep 0.3
        used=$(awk '/^VmHWM/ { print $2 }' /proc/$pid/status)
        exec 9>&-
        wait $pid
        echo "$tool: $used KiB"
        [ "$used" -le "$most" ]
    done
}

@test "engine: h12-repeat stays under 16 MiB, too, from a pipe, with repeats among the cases" {
    under_sanitizer && skip 'a sanitizer has memory of its own'
    # 60,000 lines of 1.6 kB, and 2,000 repeats of 1,000 cases.
    {
        idles 1 60000 1600
        seq 1000 | sed 's/.*/{"id":"F&","received_at":"2026-09-28T09:00:00+08:00","state":"accepted"}/'
        seq 2000 | awk '{ printf "{\"id\":\"R%d\",\"received_at\":\"2026-09-29T09:00:00+08:00\",\"state\":\"accepted\",\"repeat_of\":\"F%d\",\"acceptance\":{\"verdict\":\"accepted\",\"basis\":\"art.8(4)\",\"flags\":[{\"code\":\"repeat\",\"basis\":\"art.28(1)\",\"new\":true,\"follows\":true}]}}\n", $1, $1 % 1000 + 1 }'
    } | /usr/bin/time -o used -f %M h12-repeat >out 2>err
    grep -q '^h12-repeat: 63000 read, 63000 written, 0 rejected, 2000 passed on, ' err
    cat used
    [ "$(tail -n 1 used)" -le 16384 ]
}

@test "engine: h12-supervise stays under 16 MiB, too, where each case of a stream is urged" {
    under_sanitizer && skip 'a sanitizer has memory of its own'
    seq 60000 | sed 's/.*/{"id":"U&","received_at":"2026-09-28T09:00:00+08:00","state":"assigned","urgency":"normal","assignment":{"round":1,"lead":"330106","at":"2026-09-28T10:00:00+08:00"},"history":[]}/' |
        /usr/bin/time -o used -f %M h12-supervise --now 2026-10-12 --notices notices >out 2>err
    grep -q '^h12-supervise: 60000 read, 60000 written, 0 rejected, 60000 notices$' err
    [ "$(wc -c <notices)" -gt 16777216 ]
    cat used
    [ "$(tail -n 1 used)" -le 16384 ]
}

@test "engine: lines with a byte changed end in a record or a reject, never in a crash" {
    h12-intake -q -r /dev/null "$ROOT/share/demo/export.csv" >intake.ndjson || [ $? -eq 1 ]
    h12-route -q intake.ndjson | h12-return -q --auto -r /dev/null --requests "$ROOT/share/demo/returns.csv" |
        h12-deadline -q >ledger.ndjson
    cp "$ROOT/share/demo/returns.csv" returns.csv
    # The first line stays, so that intake sees what it is given.
    LC_ALL=C awk 'BEGIN { srand(12345); likely = "\"\\{}[],:0-.eEtn \001\377\200u" }
        NR == 1 { print; next }
        { for (round = 0; round < 8; round++) {
              at = int(rand() * length($0)) + 1
              byte = substr(likely, int(rand() * length(likely)) + 1, 1)
              kind = int(rand() * 3)
              if (kind == 0) print substr($0, 1, at - 1) byte substr($0, at + 1)
              else if (kind == 1) print substr($0, 1, at - 1) byte substr($0, at)
              else print substr($0, 1, at - 1) substr($0, at + 1)
          } }' intake.ndjson ledger.ndjson >damaged.ndjson
    total=$(wc -l <damaged.ndjson)
    [ "$total" -gt 3000 ]
    for tool in h12-deadline h12-route 'h12-return --auto --requests returns.csv' \
        'h12-intake --encoding utf-8' 'h12-report overdue'; do
        echo "--- $tool"
        code=0
        timeout 120 $tool -r /dev/null damaged.ndjson >out 2>err || code=$?
        [ "$code" -eq 1 ]
        grep -q " $total read, " err || { cat err; return 1; }
        [ "$tool" = 'h12-report overdue' ] && continue
        read -r written rejected < <(sed -E 's/.* ([0-9]+) written, ([0-9]+) rejected.*/\1 \2/' err)
        [ "$total" -eq $((written + rejected)) ]
        [ "$(wc -l <out)" -eq "$written" ]
        # What leaves is what the next tool takes.
        h12-deadline -q -r again.rejects out >/dev/null || [ $? -eq 1 ]
        jq -r .code again.rejects | sort | uniq -c
        run ! grep -q '"code":"\(bad_json\|bad_utf8\|duplicate_key\|not_an_object\|too_deep\)"' again.rejects
        rm -f again.rejects
    done
}

@test "engine: damaged event files and exports end in rejects or exit 2, never in a crash" {
    h12-intake -q -r /dev/null "$ROOT/share/demo/export.csv" >intake.ndjson || [ $? -eq 1 ]
    h12-route -q intake.ndjson >ledger.ndjson
    for seed in $(seq 40); do
        for file in returns export; do
            LC_ALL=C awk -v seed="$seed" 'BEGIN { srand(seed); likely = "\",;\n\r\t \001\377\200|" }
                { if (rand() < 0.2) {
                      at = int(rand() * length($0)) + 1
                      byte = substr(likely, int(rand() * length(likely)) + 1, 1)
                      print substr($0, 1, at - 1) byte substr($0, at + (rand() < 0.5))
                  } else print }' "$ROOT/share/demo/$file.csv" >$file.csv
        done
        code=0
        timeout 60 h12-return --auto -r /dev/null --requests returns.csv ledger.ndjson >out 2>err || code=$?
        [ "$code" -le 2 ] || { echo "seed $seed: $code"; cat err; return 1; }
        [ "$code" -eq 2 ] || [ "$(wc -l <out)" -eq "$(wc -l <ledger.ndjson)" ]
        jq -c . out >/dev/null
        code=0
        timeout 60 h12-intake -r /dev/null export.csv >out 2>err || code=$?
        [ "$code" -le 2 ] || { echo "seed $seed: $code"; cat err; return 1; }
        jq -c . out >/dev/null
    done
}

@test "engine: an event file of 100,000 rows is found in by case, in time" {
    under_sanitizer && skip 'no measure under a sanitizer'
    for i in 1 50000 99999; do case_assigned "C$i" 330106 2026-10-09T09:00:00+08:00; done >in.ndjson
    awk 'BEGIN { print "request,case,unit,at,reason,basis,suggested_unit"
        for (i = 100000; i > 0; i--) printf "E%d,C%d,330106,2026-10-10 09:00,why,rule,330105\n", i, i }' >events.csv
    code=0
    timeout 20 h12-return --requests events.csv -r rejects in.ndjson >out 2>err || code=$?
    [ "$code" -eq 1 ]
    grep -q 'events: 100000 read, 3 applied, 0 already applied, 0 refused, 99997 rejected' err
    [ "$(jq -r '.history[-1].id' out | tr '\n' ' ')" = 'E1 E50000 E99999 ' ]
    [ "$(jq -r .code rejects | uniq)" = no_such_case ]
}

@test "engine: what a killed program left of a file is taken away by the next that writes it" {
    case_accepted C1 >in.ndjson
    # What is no temporary of this file: other names, a folder, a link, a pipe.
    touch out.h12-abcde out.h12-abcdefg other.h12-abcdef
    mkdir out.h12-folder
    ln -s in.ndjson out.h12-linked
    mkfifo out.h12-a_pipe
    ls >want
    touch out.h12-AbCd12 out.h12-zzzzzz
    h12-route -q -o out in.ndjson
    # One that a living program writes stays, and is put in its place in the end.
    mkfifo slow
    h12-route -q -o out slow &
    living=$!
    exec 8>slow
    for _ in $(seq 100); do
        [ "$(find . -name 'out.h12-??????' -type f | wc -l)" -eq 1 ] && break
        sleep 0.05
    done
    h12-route -q -o out in.ndjson
    [ "$(find . -name 'out.h12-??????' -type f | wc -l)" -eq 1 ]
    case_accepted C2 >&8
    exec 8>&-
    wait "$living"
    [ "$(jq -r .id out)" = C2 ]
    rm slow
    { cat want; echo out; echo want; } | sort -u >expected
    ls | grep -v expected | sort | diff expected -
}

@test "engine: a ledger that a killed commit has kept already is not kept twice" {
    for i in 1 2 3; do
        case_accepted "C$i" >>in.ndjson
        h12-commit -q ledger in.ndjson
    done
    [ "$(wc -l <ledger) $(wc -l <ledger.~1~) $(wc -l <ledger.~2~)" = '3 2 1' ]
    # As after a kill between the link and the rename.
    mv ledger.~1~ ledger.~2~
    ln ledger ledger.~1~
    case_accepted C4 >>in.ndjson
    h12-commit -q ledger in.ndjson
    [ "$(wc -l <ledger) $(wc -l <ledger.~1~) $(wc -l <ledger.~2~)" = '4 3 2' ]
    [ ! -e ledger.~3~ ]
}
