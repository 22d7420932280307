#!/bin/bash
# Kills what replaces a ledger, at moments spread over its run, and shows after each kill that the
# old ledger or the new stands whole, byte for byte, and that a run behind it ends as one that was
# never killed: every case once in ledger and archive together, nothing left behind. Then the same
# on a full disk: under a limit of file size, and, for root, on a small tmpfs.
#
#   kill.sh [commit|archive|nightly]...       all three without an argument
#
# KILLS (200) that land, each; FULL (a quarter of them) full disks of each sort; CASES (5000) in the
# ledger; SEED, to have the same moments again; WORK, the folder to work in, kept where something
# failed.
set -u

build=${BUILD:-build}
kills=${KILLS:-200}
full=${FULL:-$(((kills + 3) / 4))}
cases=${CASES:-5000}
seed=${SEED:-$((16#$(od -An -N2 -tx2 /dev/urandom | tr -d ' ')))}
root=$(cd "$(dirname "$0")/../.." && pwd)
case $build in /*) ;; *) build=$root/$build ;; esac
work=${WORK:-$build/torture}
nightly=$root/share/cron/h12-nightly
bad_rows=3
export H12_NOW=2026-10-14 H12_SHARE=$root/share LC_ALL=C PATH=$build/bin:$PATH
RANDOM=$seed
failures=0

fail() {
    echo "FAILED: $scenario, $moment: $1" >&2
    failures=$((failures + 1))
    # The first one stays as it is, to be looked at.
    [ -d "$work/failed" ] || cp -a "$work/site" "$work/failed"
}

# A number from 0 to 1e9 - 1.
draw() {
    drawn=$(((RANDOM * 32768 + RANDOM) % 1000000000))
}

# ------------------------------------------------------------------------------------- the input

# 1 in 4 of the cases was closed long ago, over a year of months.
close_some() {
    awk 'NR % 4 == 0 {
        at = sprintf("2025-%02d-15T10:00:00+08:00", NR / 4 % 6 + 1)
        gsub(/"2026-09/, "\"2024-09")
        gsub(/"2026-10/, "\"2024-10")
        sub(/"state":"assigned"/, "\"state\":\"closed\"")
        sub(/\],"assignment"/, ",{\"at\":\"" at "\",\"event\":\"closed\",\"by\":\"office\"}],\"assignment\"")
    } { print }' "$1"
}

# An export of as many new cases as a tenth of the ledger, old ones among them, and bad rows.
make_export() {
    new=$((cases / 10))
    "$work/generate" export $((cases + new)) >"$work/all.csv"
    head -n 1 "$work/all.csv"
    sed -n '2,11p' "$work/all.csv"
    tail -n "$new" "$work/all.csv"
    for ((i = 0; i < bad_rows; i++)); do
        echo "BAD$i,not a time,电话,投诉,张某,13800000000,西湖区,某处,某事,某事。,一般"
    done
}

make_input() {
    rm -rf "$work"
    mkdir -p "$work" || exit 2
    "${CC:-gcc}" -O2 -D_GNU_SOURCE -o "$work/generate" "$root/tests/bench/generate.c" || exit 2
    "$work/generate" ledger "$cases" >"$work/assigned"
    close_some "$work/assigned" | h12-deadline -q --now 2026-10-12 >"$work/ledger" || exit 2
    make_export >"$work/export.csv"
    "$work/generate" returns "$cases" $((cases / 20)) >"$work/returns.csv"
    h12-check -q "$work/ledger" >/dev/null || { echo 'the input is no good' >&2; exit 2; }
}

# ------------------------------------------------------------------------------------ the scenarios
# Of each: begin_X makes the site, job_X is what is killed (in a process of its own, which it may
# become), settled_X says what is wrong with the site behind a whole run; all in the site's folder.

begin_commit() {
    cp "$work/ledger" ledger
    [ -s "$work/next" ] || h12-deadline -q --now 2026-10-14 "$work/ledger" >"$work/next"
}
job_commit() {
    exec h12-commit -q --wait 5 ledger "$work/next"
}
settled_commit() {
    :
}

begin_archive() {
    cp "$work/ledger" ledger
}
job_archive() {
    h12-archive -q --to archive --moved moved -o rest ledger &&
        h12-commit -q --wait 5 --allow-remove moved ledger rest
}
settled_archive() {
    compare_archive
}

begin_nightly() {
    cp "$work/ledger" ledger
    mkdir inbox
    cp "$work/export.csv" inbox
}
job_nightly() {
    exec env -i "$nightly" --bin "$build/bin" --share "$H12_SHARE" --now "$H12_NOW" --inbox inbox \
        --requests "$work/returns.csv" --archive archive ledger >printed 2>messages
}
settled_nightly() {
    compare_archive
    cmp -s "$work/want/reports/overdue-2026-10-14.txt" reports/overdue-2026-10-14.txt ||
        fail 'another report'
    [ ! -e inbox/export.csv ] || fail 'the export is in the inbox'
    [ "$(find inbox/done -type f | wc -l)" -eq 1 ] || fail 'the export is not done with once'
    cmp -s "$work/export.csv" inbox/done/*/export.csv || fail 'the export is another'
    [ ! -e ledger.night ] || fail 'the work folder is left'
    # The bad rows are there; rows that were read twice may be.
    [ "$(grep -c '"code":"bad_date"' rejects/2026-10-14.ndjson)" -eq "$bad_rows" ] ||
        fail 'the rejects are not those of one night'
}

compare_archive() {
    local file
    for file in "$work"/want/archive/*.ndjson; do
        cmp -s "$file" "archive/${file##*/}" || fail "archive ${file##*/} is another"
    done
    [ "$(find archive -name '*.ndjson' | wc -l)" -eq "$(find "$work/want/archive" -name '*.ndjson' | wc -l)" ] ||
        fail 'other months in the archive'
}

# ------------------------------------------------------------------------------------------ checks

# What stands right behind the kill: the old ledger or the new, and a whole backup (what is a later
# one was the first, and has been looked at). A tool that outlived its shell ends first; it has the
# lock.
standing=''
check_standing() {
    local backup=ledger.~1~
    [ ! -e ledger.lock ] || flock -w 60 ledger.lock true || fail 'the lock is not let go'
    if cmp -s ledger "$work/ledger"; then
        standing=old
    elif cmp -s ledger "$work/want/ledger"; then
        standing=new
    else
        standing=''
        fail 'neither the old ledger nor the new stands'
    fi
    [ ! -e "$backup" ] || cmp -s "$backup" "$work/ledger" || cmp -s "$backup" "$work/want/ledger" ||
        fail "$backup is not whole"
    [ "$(find . -name 'ledger.~*~' | wc -l)" -le 7 ] || fail 'backups pile up'
    [ "$(find . -name 'ledger.h12-*' | wc -l)" -le 1 ] || fail 'temporaries pile up'
}

# A run that nothing disturbs ends where it always does.
check_settled() {
    local status start=${EPOCHREALTIME/./}
    (job_"$scenario")
    status=$?
    took=$((${EPOCHREALTIME/./} - start))
    # 0 where the killed one has seen to what was to be rejected.
    [ "$status" -eq 0 ] || [ "$status" -eq "$usual" ] ||
        fail "the run behind it ended with status $status"
    cmp -s ledger "$work/want/ledger" || fail 'the run behind it made another ledger'
    [ "$(find . -name '*.h12-*' | wc -l)" -eq 0 ] || fail 'temporaries are left'
    settled_"$scenario"
}

# A site for the scenario, empty but for its beginning. The log and the backups of the kills before
# stay, so that what grows is seen to.
fresh_site() {
    cd "$work/site" || exit 2
    find . -mindepth 1 -maxdepth 1 ! -name 'ledger.*' -exec rm -rf '{}' +
    begin_"$scenario"
}

# What a run that was never killed leaves, which is looked at by other means than comparing: each id
# once in ledger and archive together, and no fewer than went in.
make_want() {
    rm -rf "$work/want" "$work/site"
    mkdir "$work/want" "$work/site"
    cd "$work/want" || exit 2
    moment='the run that is not killed'
    begin_"$scenario"
    (job_"$scenario")
    usual=$?
    [ "$usual" -le 1 ] || { cat messages 2>/dev/null; fail "status $usual"; return 1; }
    { cat ledger; cat archive/*.ndjson 2>/dev/null; } | sed 's/^{"id":"\([^"]*\)".*/\1/' | sort >"$work/ids"
    { sed 's/^{"id":"\([^"]*\)".*/\1/' "$work/ledger"
        [ "$scenario" != nightly ] || grep -o '^HZ[0-9]*' "$work/export.csv"; } | sort -u |
        cmp -s - "$work/ids" || { fail 'cases are missing or twice'; return 1; }
    [ "$scenario" = commit ] || [ -n "$(ls archive)" ] || { fail 'nothing is archived'; return 1; }
    cat ledger archive/*.ndjson 2>/dev/null | h12-check -q >/dev/null || fail 'h12-check finds something'
}

# Microseconds of a whole run, the mean of three; the runs behind the kills keep it up to date.
measure() {
    local start total=0 i
    for i in 1 2 3; do
        fresh_site
        start=${EPOCHREALTIME/./}
        (job_"$scenario")
        total=$((total + ${EPOCHREALTIME/./} - start))
    done
    duration=$((total / 3))
}

# ------------------------------------------------------------------------------------------- kills

# Starts the job as a group of its own and kills it after so many microseconds: all of it, or where
# `$2` says so the shell alone, whose tool lives on. False where it was through before.
kill_after() {
    local pid status
    set -m
    job_"$scenario" &
    pid=$!
    set +m
    sleep "$(printf '%d.%06d' $(($1 / 1000000)) $(($1 % 1000000)))"
    [ "$2" = shell ] || pid=-$pid
    kill -9 -- "$pid" 2>/dev/null
    pid=${pid#-}
    wait "$pid" 2>/dev/null
    status=$?
    [ "$2" = shell ] || await_group "$pid"
    [ "$status" -eq 137 ]
}

# What the shell had started dies after it on a busy machine, and has its locks until then.
await_group() {
    local i
    for ((i = 0; i < 200; i++)); do
        pgrep -g "$1" -r R,S,D >/dev/null || return
        sleep 0.01
    done
}

torture_by_kills() {
    local landed=0 tries=0 old=0 new=0 tenths=(0 0 0 0 0 0 0 0 0 0) tenth micros whom
    measure
    while [ "$landed" -lt "$kills" ] && [ "$tries" -lt $((kills * 5)) ]; do
        tries=$((tries + 1))
        draw
        micros=$((drawn * (duration / 1000) / 1000000))
        tenth=$((drawn / 100000000))
        whom=group
        [ "$scenario" != nightly ] || [ $((tries % 2)) -eq 0 ] || whom=shell
        moment="killed after $micros us of $duration"
        fresh_site
        if kill_after "$micros" "$whom"; then
            landed=$((landed + 1))
            tenths[tenth]=$((tenths[tenth] + 1))
        fi
        check_standing
        case $standing in old) old=$((old + 1)) ;; new) new=$((new + 1)) ;; esac
        check_settled
        duration=$(((duration * 7 + took) / 8))
    done
    [ "$landed" -ge "$kills" ] || fail "only $landed kills landed"
    printf '%-8s SIGKILL     %4d kills over %d.%03d s, by tenths %s; %d came too late; stood: old %d, new %d\n' \
        "$scenario" "$landed" $((duration / 1000000)) $((duration / 1000 % 1000)) "${tenths[*]}" \
        $((tries - landed)) "$old" "$new"
}

# --------------------------------------------------------------------------------------- full disks

# Files may not grow over so many KiB.
torture_by_limit() {
    local old=0 new=0 refused=0 i kib most
    most=$(($(stat -c %s "$work/want/ledger") * 11 / 10240))
    for ((i = 0; i < full; i++)); do
        draw
        kib=$((drawn * most / 1000000000))
        moment="files of at most $kib KiB"
        fresh_site
        (
            ulimit -f "$kib"
            job_"$scenario"
        ) >/dev/null 2>&1 || [ $? -eq "$usual" ] || refused=$((refused + 1))
        check_standing
        case $standing in old) old=$((old + 1)) ;; new) new=$((new + 1)) ;; esac
        check_settled
    done
    printf '%-8s file limit  %4d runs, %d failed; stood: old %d, new %d\n' "$scenario" "$full" \
        "$refused" "$old" "$new"
}

# A file system with so much room besides what stands there.
torture_by_tmpfs() {
    local old=0 new=0 refused=0 i kib size
    size=$(($(stat -c %s "$work/want/ledger") / 1024))
    if ! mount -t tmpfs -o size=$((size * 20))k h12-torture "$work/site" 2>/dev/null; then
        printf '%-8s tmpfs       not shown: it needs the right to mount\n' "$scenario"
        return
    fi
    for ((i = 0; i < full; i++)); do
        draw
        kib=$((drawn * 4 * size / 1000000000))
        moment="a disk with $kib KiB of room"
        mount -o remount,size=$((size * 20))k "$work/site"
        fresh_site
        rm -f ledger.~*~
        mount -o remount,size=$(($(df -k --output=used . | tail -n 1) + kib))k "$work/site"
        (job_"$scenario") >/dev/null 2>&1 || [ $? -eq "$usual" ] || refused=$((refused + 1))
        check_standing
        case $standing in old) old=$((old + 1)) ;; new) new=$((new + 1)) ;; esac
        mount -o remount,size=$((size * 20))k "$work/site"
        check_settled
    done
    cd "$work" && umount "$work/site"
    printf '%-8s full tmpfs  %4d runs, %d failed; stood: old %d, new %d\n' "$scenario" "$full" \
        "$refused" "$old" "$new"
}

# Whatever ends us, no file system stays mounted.
trap 'cd "$root" && mountpoint -q "$work/site" && umount "$work/site"' EXIT
make_input
echo "$cases cases, $(wc -c <"$work/ledger") bytes; seed $seed"
[ $# -gt 0 ] || set -- commit archive nightly
for scenario in "$@"; do
    case $scenario in
    commit | archive | nightly) ;;
    *) echo "kill.sh: '$scenario' is none of commit, archive, nightly" >&2; exit 2 ;;
    esac
    make_want || break
    torture_by_kills
    torture_by_limit
    torture_by_tmpfs
done
cd "$root" || exit 2
if [ "$failures" -gt 0 ]; then
    echo "$failures failures; the first site is in $work/failed"
    exit 1
fi
rm -rf "$work"
