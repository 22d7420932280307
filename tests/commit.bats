#!/usr/bin/env bats
# h12-commit: the ledger is replaced where no case is lost, and stands in every other case.
bats_require_minimum_version 1.5.0
load helper

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    for id in A1 A2 A3 A4; do case_accepted "$id"; done >ledger
    cp ledger old
}

# The old ledger with other cases' order, number, or content: `cases ID...`.
cases() {
    for id in "$@"; do case_accepted "$id"; done
}

# commit [ARGUMENT...]: its status in $code, stderr in `err`.
commit() {
    code=0
    h12-commit "$@" 2>err || code=$?
}

# stands STATUS: that was the status, the ledger and its folder are as they were, and the summary says
# that nothing was taken over.
stands() {
    [ "$code" -eq "$1" ] && cmp old ledger && [ ! -e ledger.~1~ ] && nothing_left &&
        { ! grep -q ' written, ' err || grep -q ', nothing taken over$' err; } && return
    echo "status $code" && cat err
    return 1
}

nothing_left() {
    [ -z "$(find . -name '*.h12-*')" ]
}

# becomes FILE: all went well, and the ledger is that file.
becomes() {
    [ "$code" -eq 0 ] && cmp "$1" ledger && nothing_left && return
    echo "status $code" && cat err
    return 1
}

# ------------------------------------------------------------------------------- what is replaced

@test "a ledger with each case is replaced, byte for byte, in the order that came" {
    sed 's/"history"/ "note" : 1.50 , "history"/' old >new
    commit ledger new
    becomes new
    same 'h12-commit: 4 read, 4 written, 0 rejected, 0 new, 0 removed\n' err
    cmp old ledger.~1~
}

@test "standard input, several files, CR and empty lines, a line without its newline" {
    sed 's/"state"/"n":1,"state"/' old >new
    commit ledger <new
    becomes new
    head -n 2 old | sed 's/$/\r\n/' >one
    tail -n +3 old | head -c -1 >two
    commit ledger one two
    becomes old
}

@test "new cases are welcome, before, between and behind the old ones" {
    { cases N1; head -n 2 old; cases N2; tail -n 2 old; cases N3; } >new
    commit ledger new
    becomes new
    grep -q '7 written, 0 rejected, 3 new, 0 removed' err
}

@test "another order is no loss" {
    tac old >new
    commit ledger new
    becomes new
    grep -q '0 new, 0 removed' err
}

@test "no ledger yet: it is made, with mode 0600 and without a backup" {
    umask 000
    commit fresh old
    [ "$code" -eq 0 ]
    cmp old fresh
    [ "$(stat -c %a fresh)" = 600 ]
    [ "$(stat -c %a fresh.lock)" = 600 ]
    [ ! -e fresh.~1~ ]
    grep -q '4 new, 0 removed' err
}

@test "an empty ledger is one that has no case; an empty stream is one that lost all" {
    : >empty
    commit empty old
    [ "$code" -eq 0 ]
    cmp old empty
    : >nothing
    commit ledger nothing
    stands 3
    grep -q "'ledger': 4 cases are missing" err
    : >blank
    commit blank nothing
    [ "$code" -eq 0 ]
    [ ! -s blank ]
}

@test "what the ledger holds already leaves it untouched" {
    before=$(stat -c %i:%Y:%Z ledger)
    commit ledger old
    [ "$(stat -c %i:%Y:%Z ledger)" = "$before" ]
    becomes old
    [ ! -e ledger.~1~ ]
    grep -q 'nothing changed' err
    # The ledger itself as the input.
    commit ledger ledger
    [ "$(stat -c %i:%Y:%Z ledger)" = "$before" ]
}

@test "mode and owner are kept; the backup is the old file itself" {
    chmod 640 ledger
    [ "$(id -u)" -ne 0 ] || chown 12345:23456 ledger
    owner=$(stat -c %u:%g ledger) inode=$(stat -c %i ledger)
    { cat old; cases N1; } >new
    commit ledger new
    becomes new
    [ "$(stat -c %u:%g:%a ledger)" = "$owner:640" ]
    [ "$(stat -c %i ledger.~1~)" = "$inode" ]
}

@test "a symbolic link stays, its target is replaced and has the backup" {
    mkdir folder
    mv ledger folder/real
    ln -s folder/real ledger
    { cat old; cases N1; } >new
    commit ledger new
    becomes new
    [ "$(readlink ledger)" = folder/real ]
    cmp new folder/real
    cmp old folder/real.~1~
}

@test "a ledger is a regular file: anything else is exit 2, and nothing is made beside it" {
    mkdir folder
    mkfifo pipe
    for name in folder pipe /dev/null ledger/x - ''; do
        commit "$name" old
        [ "$code" -eq 2 ]
        [ ! -e "$name.lock" ]
    done
    commit
    [ "$code" -eq 2 ]
    commit missing/ledger old
    [ "$code" -eq 2 ]
    commit ledger -o other old
    stands 2
}

# ----------------------------------------------------------------------------------- what is lost

@test "missing: a case at the beginning, in the middle, at the end, is named, and the ledger stands" {
    for id in A1 A2 A4; do
        grep -v "\"$id\"" old >new
        commit ledger new
        stands 3
        same "h12-commit: 'ledger': case '$id' is missing
h12-commit: 'ledger': 1 cases are missing
h12-commit: 'ledger' is left as it was
h12-commit: 3 read, 3 written, 0 rejected, 0 new, 0 removed, nothing taken over\n" err
    done
}

@test "missing: also where others have changed places, and where as many are new" {
    { tac old | grep -v '"A2"'; cases N1; } >new
    commit ledger new
    stands 3
    grep -q "case 'A2' is missing" err
    grep -q '1 new' err
}

@test "missing: ten are named, all are counted" {
    for i in $(seq 10 40); do case_accepted "B$i"; done >big
    cp big before
    head -n 5 big >new
    commit big new
    [ "$code" -eq 3 ]
    cmp before big
    [ "$(grep -c "case 'B[0-9]*' is missing" err)" -eq 10 ]
    grep -q "'big': and more" err
    grep -q "'big': 26 cases are missing" err
}

@test "doubled: a case twice, in step, behind, in front and among the new ones" {
    { cat old; cases A4; } >new
    commit ledger new
    stands 3
    { cat old; cases A1; } >new
    commit ledger new
    stands 3
    grep -q "case 'A1' stands twice" err
    { cases A4; cat old; } >new
    commit ledger new
    stands 3
    { cases A1 A1 A2 A3 A4; } >new
    commit ledger new
    stands 3
    { cat old; cases N1 N1; } >new
    commit -r rejects ledger new
    stands 3
    is '["duplicate_id",6]' '[.code, .line]' rejects
}

@test "doubled: an old case in the place of another does not pass by the number" {
    cases A1 A1 A3 A4 >new
    commit ledger new
    stands 3
    grep -q "case 'A2' is missing" err
}

@test "doubled: two files with the same case" {
    commit ledger old old
    stands 3
}

@test "an id counts decoded, however it is spelt" {
    sed 's/"A2"/"\\u00412"/' old >new
    commit ledger new
    becomes new
    { cat old; sed -n 2p old | sed 's/"A2"/"\\u00412"/'; } >twice
    commit ledger twice
    [ "$code" -eq 3 ]
}

# ------------------------------------------------------------------------------- --allow-remove

@test "--allow-remove: ids, a line each, or records, may be gone" {
    printf 'A2\r\n\n A4 \nX9\n' >gone
    cases A1 A3 >new
    commit --allow-remove gone ledger new
    becomes new
    grep -q '2 written, 0 rejected, 0 new, 2 removed' err
    cp old ledger
    cases A2 A4 >gone
    commit --allow-remove gone ledger new
    becomes new
}

@test "--allow-remove: only those" {
    echo A2 >gone
    cases A1 A3 >new
    commit --allow-remove gone ledger new
    stands 3
    grep -q "case 'A4' is missing" err
    run ! grep -q "case 'A2' is missing" err
}

@test "--allow-remove: what may be gone may be there, in its place or in another" {
    printf 'A1\nA2\nA3\nA4\n' >gone
    for order in 'A1 A2 A3 A4' 'A4 A3 A2 A1' 'A2 A1' 'N1 A3'; do
        cp old ledger
        # shellcheck disable=SC2086 # words
        cases $order >new
        commit --allow-remove gone ledger new
        becomes new
        count=$(tr ' ' '\n' <<<"$order" | grep -c A)
        grep -q ", $((4 - count)) removed" err || { echo "$order" && cat err && return 1; }
    done
}

@test "--allow-remove: but not twice" {
    printf 'A1\nA2\nA3\nA4\n' >gone
    for order in 'A1 A2 A3 A4 A1' 'A2 A1 A1 A3' 'A3 A1 A3' 'A1 A1' 'A4 A4'; do
        # shellcheck disable=SC2086 # words
        cases $order >new
        commit --allow-remove gone ledger new
        stands 3 || { echo "$order" && return 1; }
    done
}

@test "--allow-remove: all of a ledger may go" {
    : >new
    commit --allow-remove old ledger new
    becomes new
    grep -q '4 removed' err
}

@test "--allow-remove: standard input; a file that is missing or broken is exit 2" {
    cases A1 A2 A3 >new
    commit --allow-remove - ledger new <<<A4
    becomes new
    cp old ledger
    rm -f ledger.~1~
    echo '{"id":' >broken
    echo '{"name":"A4"}' >nameless
    for file in missing broken nameless .; do
        commit --allow-remove $file ledger new
        stands 2
    done
    commit --allow-remove - ledger <<<A4
    [ "$code" -ne 0 ]
    cmp old ledger
}

# ----------------------------------------------------------------------------------- --expect-new

@test "--expect-new: exactly so many, else the ledger stands" {
    { cat old; cases N1 N2; } >new
    for number in 0 1 3; do
        commit --expect-new $number ledger new
        stands 3
        grep -q "'ledger': 2 cases are new, not $number" err
    done
    commit --expect-new 2 ledger new
    becomes new
    commit --expect-new 0 ledger new
    becomes new
}

@test "options with a value that is none are exit 2" {
    for option in --keep --expect-new --wait --lock-fd; do
        for value in -1 x '' 1.5 ' 1' 99999999999999999999; do
            commit $option "$value" ledger old
            stands 2
        done
    done
    for pair in '--keep 1001' '--wait 86401' '--lock-fd 88'; do
        # shellcheck disable=SC2086 # words
        commit $pair ledger old
        stands 2
    done
}

# ------------------------------------------------------------------------------------ valid cases

@test "a line that is no valid case is a reject, and the ledger stands" {
    for line in '{' '{"id":"N1"}' '[1]' '{"id":"N1","received_at":"2026-10-01T00:00:00+08:00","state":"lost"}' \
        '{"id":"N1","received_at":"2026-10-01T00:00:00+08:00","state":"accepted","history":[{"at":"x","event":"accepted","by":"x"}]}'; do
        rm -f rejects
        { cat old; echo "$line"; } >new
        commit -r rejects ledger new
        stands 3
        [ "$(jq .line rejects)" -eq 5 ]
        [ "$(jq -r .raw rejects)" = "$line" ]
        grep -q "'ledger' is left as it was" err
        commit --strict ledger new
        stands 3
    done
}

@test "a valid case is one that other tools write: the sample days, before and after returns" {
    demo=$ROOT/share/demo
    h12-intake -q -r /dev/null "$demo/export.csv" | h12-route -q | h12-deadline -q >day1
    rm ledger
    commit --expect-new 245 ledger day1
    becomes day1
    h12-return -q -r /dev/null --requests "$demo/returns.csv" ledger | h12-deadline -q >day2
    commit --expect-new 0 ledger day2
    becomes day2
    cmp day1 ledger.~1~
    checked ledger
}

@test "an old ledger with a line that is no case stands: nothing shows that it is kept" {
    sed '2s/}$//' old >ledger
    cp ledger before
    commit ledger old
    [ "$code" -eq 3 ]
    cmp before ledger
    grep -q "'ledger': line 2 is no case" err
    nothing_left
}

# --------------------------------------------------------------------------------- stamp and base

@test "--stamp: of a ledger, and of none; it changes with every commit and with nothing else" {
    first=$(h12-commit --stamp ledger)
    [ -n "$first" ]
    cat ledger >/dev/null
    [ "$(h12-commit --stamp ledger)" = "$first" ]
    [ "$(h12-commit --stamp no-ledger)" = none ]
    [ ! -e no-ledger.lock ]
    commit ledger old
    [ "$(h12-commit --stamp ledger)" = "$first" ]
    tac old >new
    commit ledger new
    second=$(h12-commit --stamp ledger)
    [ "$second" != "$first" ]
    cp -p ledger copy
    echo >>ledger
    [ "$(h12-commit --stamp ledger)" != "$second" ]
    [ "$(h12-commit --stamp copy)" != "$second" ]
}

@test "--base: the ledger of that stamp is replaced, another one stands" {
    base=$(h12-commit --stamp ledger)
    tac old >new
    commit --base "$base" ledger new
    becomes new
    cp ledger before
    commit --base "$base" ledger old
    [ "$code" -eq 3 ]
    cmp before ledger
    grep -q "'ledger' has changed" err
    commit --base none ledger old
    [ "$code" -eq 3 ]
    cmp before ledger
    commit --base none fresh old
    [ "$code" -eq 0 ]
    commit --base none fresh new
    [ "$code" -eq 3 ]
    cmp old fresh
    commit --base '' ledger old
    [ "$code" -ne 0 ]
}

@test "a ledger that somebody changes while the stream comes in stands as they left it" {
    mkfifo pipe
    tac old >new
    h12-commit ledger pipe 2>err &
    pid=$!
    exec 9>pipe
    cat new >&9
    for _ in $(seq 100); do # under way: its temporary is there
        ls ledger.h12-* >/dev/null 2>&1 && break
        sleep 0.05
    done
    case_accepted by-hand >>ledger
    cp ledger changed
    exec 9>&-
    code=0
    wait $pid || code=$?
    [ "$code" -eq 3 ]
    cmp changed ledger
    nothing_left
}

# ------------------------------------------------------------------------------------------ locks

@test "lock: held by another, and not waited for, is exit 3" {
    tac old >new
    exec 9>ledger.lock
    flock 9
    commit --wait 0 ledger new 9>&-
    stands 3
    grep -q "'ledger' is locked by another job" err
    exec 9>&-
    commit --wait 0 ledger new
    becomes new
}

@test "lock: is waited for, and let go at the end" {
    tac old >new
    flock ledger.lock sleep 1 &
    pid=$!
    sleep 0.2
    commit --wait 60 ledger new
    becomes new
    flock -n ledger.lock true
    wait $pid
}

@test "lock: is waited for as long as --wait says" {
    exec 9>ledger.lock
    flock 9
    start=$(date +%s)
    commit --wait 2 ledger old 9>&-
    stands 3
    took=$(($(date +%s) - start))
    [ $took -ge 2 ] && [ $took -lt 30 ]
    grep -q 'waited for 2 s' err
    exec 9>&-
}

@test "lock: --lock-fd goes on under the caller's own" {
    tac old >new
    exec 9>ledger.lock
    flock 9
    commit --wait 0 --lock-fd 9 ledger new
    becomes new
    # It is the caller's still.
    run ! flock -n ledger.lock true
    exec 9>&-
    flock -n ledger.lock true
}

@test "lock: --lock-fd of a descriptor that has not got it takes it" {
    exec 8>ledger.lock
    exec 9>ledger.lock
    flock 8
    commit --wait 0 --lock-fd 9 ledger old
    stands 3
    exec 8>&-
    commit --wait 0 --lock-fd 9 ledger old
    becomes old
    exec 9>&-
}

@test "lock: --lock-fd of another file, or of none, is exit 2" {
    : >other.lock
    exec 9>other.lock
    commit --lock-fd 9 ledger old
    stands 2 # there is no ledger.lock yet
    : >ledger.lock
    commit --lock-fd 9 ledger old
    stands 2
    exec 9>&-
    commit --lock-fd 9 ledger old
    stands 2
}

@test "lock: a symbolic link in its place is not followed" {
    ln -s elsewhere ledger.lock
    commit ledger old
    [ "$code" -eq 2 ]
    [ ! -e elsewhere ]
}

@test "two at once: one after the other, and no case of either is lost" {
    for round in 1 2 3; do
        cp old ledger
        { cat old; cases N1; } >one
        { cat old; cases N2; } >two
        base=$(h12-commit --stamp ledger)
        h12-commit -q --base "$base" ledger one 2>err.one &
        first=$!
        code=0
        h12-commit -q --base "$base" ledger two 2>err.two || code=$?
        other=0
        wait $first || other=$?
        # The second found another ledger than the one it had read.
        [ "$code $other" = '0 3' ] || [ "$code $other" = '3 0' ]
        if [ "$code" -eq 0 ]; then cmp two ledger; else cmp one ledger; fi
        nothing_left
    done
}

# ---------------------------------------------------------------------------------------- backups

@test "--keep: the last so many ledgers, the youngest first, and no more" {
    for i in 1 2 3 4 5; do
        { cat old; cases "V$i"; } >"v$i"
        commit -q --keep 3 --allow-remove <(echo "V$((i - 1))") ledger "v$i"
        [ "$code" -eq 0 ]
    done
    cmp v5 ledger
    cmp v4 ledger.~1~
    cmp v3 ledger.~2~
    cmp v2 ledger.~3~
    [ ! -e ledger.~4~ ]
}

@test "--keep: seven by default" {
    for i in 1 2 3 4 5 6 7 8 9; do
        { cat old; cases "V$i"; } >"v$i"
        commit -q --allow-remove <(echo "V$((i - 1))") ledger "v$i"
        [ "$code" -eq 0 ]
    done
    cmp v8 ledger.~1~
    cmp v2 ledger.~7~
    [ ! -e ledger.~8~ ]
}

@test "--keep 0 keeps none, --keep 1 the last one" {
    tac old >new
    commit --keep 0 ledger new
    becomes new
    [ ! -e ledger.~1~ ]
    commit --keep 1 ledger old
    becomes old
    cmp new ledger.~1~
    { cat old; cases N1; } >newer
    commit --keep 1 ledger newer
    becomes newer
    cmp old ledger.~1~
    [ ! -e ledger.~2~ ]
}

@test "--keep: a gap is filled before a backup falls off the end" {
    tac old >new
    echo third >ledger.~3~
    echo first >ledger.~1~
    commit --keep 3 ledger new
    becomes new
    cmp old ledger.~1~
    same 'first\n' ledger.~2~
    same 'third\n' ledger.~3~
}

@test "a ledger that stands keeps its backups as they were" {
    echo first >ledger.~1~
    cases A1 >new
    commit ledger new
    [ "$code" -eq 3 ]
    commit ledger old
    [ "$code" -eq 0 ]
    same 'first\n' ledger.~1~
    [ ! -e ledger.~2~ ]
}

# ----------------------------------------------------------------------------------------- memory

# peak ARGUMENT...: KiB of the whole process.
peak() {
    command time -f %M -o kib "$@" && cat kib
}

@test "memory: flat while the order holds, at most 24 bytes for each case elsewhere" {
    command -v time >/dev/null || skip 'no time(1)'
    nm -a "$BIN/h12-commit" | grep -q __asan && skip 'a sanitizer has memory of its own'
    rows=200000
    awk -v rows=$rows 'BEGIN { for (i = 1; i <= rows; i++) printf "{\"id\":\"HZ%09d\",\"received_at\":\"2026-10-01T08:00:00+08:00\",\"state\":\"accepted\"}\n", i }' >many
    head -n 2000 many >few
    cp few ledger
    small=$(peak h12-commit -q ledger few)
    cp many ledger
    sed 's/accepted/closed/' many >new
    flat=$(peak h12-commit -q --keep 0 ledger new)
    tac many >turned
    turned=$(peak h12-commit -q --keep 0 ledger turned)
    echo "few $small KiB, in order $flat KiB, turned round $turned KiB"
    [ "$flat" -lt 16384 ]
    [ $((flat - small)) -lt 512 ]
    # Where the table grows, the old one is there beside the new for a while.
    [ $((turned - flat)) -le $((rows * 24 * 3 / 2 / 1024 + 512)) ]
}
