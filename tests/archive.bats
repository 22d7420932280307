#!/usr/bin/env bats
# h12-archive: closed cases go into a file of their month, each once, when they are old enough; and
# with h12-commit nothing is lost and nothing doubled. Now is 2026-10-12; 400 days before it is
# 2025-09-07 (365 days back is 2025-10-12, 35 more is 09-07).
bats_require_minimum_version 1.5.0
load helper

# final ID STATE AT [MORE_MEMBERS]: a case that came into a final state then.
final() {
    printf '{"id":"%s","received_at":"2024-01-02T09:00:00+08:00","state":"%s"%s,"history":[{"at":"2024-01-02T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},{"at":"%s","event":"%s","by":"Chen"}]}\n' \
        "$1" "$2" "${4:+,$4}" "$3" "$2"
}

# archive [ARGUMENT...]: its status in $code, its output in `out`, stderr in `err`.
archive() {
    code=0
    h12-archive --to archive "$@" >out 2>err || code=$?
}

# went [STATUS]: that was the status, 0 by default.
went() {
    [ "$code" -eq "${1:-0}" ] && return
    echo "status $code" && cat err
    return 1
}

# holds MONTH ID...: exactly these cases are in the file of the month, in this order.
holds() {
    local month=$1
    shift
    [ "$(jq -r .id "archive/$month.ndjson" | tr '\n' ' ')" = "$(printf '%s ' "$@")" ]
}

# --------------------------------------------------------------------------------- what is moved

@test "a case that was closed long ago goes into the file of its month, byte for byte; others pass" {
    {
        case_accepted open
        final a closed 2025-06-20T10:00:00+08:00 ' "n" : 1.50 , "e":"\u00e9"'
        final b closed 2026-10-10T10:00:00+08:00
        final c withdrawn 2025-07-01T00:00:00+08:00
    } >ledger
    archive ledger
    went
    sed -n '1p;3p' ledger | cmp - out
    [ "$(ls archive)" = $'2025-06.ndjson\n2025-07.ndjson' ]
    sed -n 2p ledger | cmp - archive/2025-06.ndjson
    sed -n 4p ledger | cmp - archive/2025-07.ndjson
    same 'h12-archive: 4 read, 2 written, 0 rejected, 2 archived\n' err
    [ "$(stat -c %a archive archive/2025-06.ndjson | tr '\n' ' ')" = '700 600 ' ]
}

@test "by the local month of closing, to the second, whatever the offset" {
    {
        final a closed 2025-06-30T23:59:59+08:00
        final b closed 2025-07-01T00:00:00+08:00
        final c closed 2025-06-30T15:59:59Z
        final d closed 2025-06-30T16:00:00Z
        final e closed 2024-12-31T23:59:59+08:00
        final f closed 2025-01-01T00:00:00+08:00
    } >ledger
    archive ledger
    went
    holds 2025-06 a c
    holds 2025-07 b d
    holds 2024-12 e
    holds 2025-01 f
    [ ! -s out ]
}

@test "closed so many days ago stays, a day more goes: the policy's 400" {
    {
        final stays closed 2025-09-07T00:00:00+08:00
        final goes closed 2025-09-06T23:59:59+08:00
    } >ledger
    archive ledger
    went
    [ "$(jq -r .id out)" = stays ]
    holds 2025-09 goes
    # A day later it goes, too, at any time of that day.
    archive --now 2026-10-13T00:00:00+08:00 ledger
    [ ! -s out ]
    holds 2025-09 goes stays
}

@test "--days: before the policy; 0 is everything of before today" {
    {
        final today closed 2026-10-12T00:00:00+08:00
        final yesterday closed 2026-10-11T23:59:59+08:00
        final earlier closed 2026-10-10T12:00:00+08:00
    } >ledger
    archive --days 2 ledger
    went
    cmp ledger out
    archive --days 1 ledger
    [ "$(jq -r .id out | tr '\n' ' ')" = 'today yesterday ' ]
    rm -r archive
    archive --days 0 ledger
    [ "$(jq -r .id out)" = today ]
    holds 2026-10 yesterday earlier
    rm -r archive
    jq '.archive.keep = 1' "$ROOT/share/policy/hangzhou-draft-2023.json" >policy.json
    archive --policy policy.json ledger
    [ "$(jq -r .id out | tr '\n' ' ')" = 'today yesterday ' ]
    for value in -1 x '' 100001 1.5; do
        archive --days "$value" ledger
        went 2
    done
}

@test "no other state is moved, however old: declined and barred can be corrected, the rest is open" {
    for state in review declined barred accepted triage answered assigned returning consulting \
        coordinating replied committed resolved verifying; do
        final "$state" "$state" 2024-01-03T09:00:00+08:00
    done >ledger
    archive --days 0 ledger
    went
    cmp ledger out
    [ -z "$(ls archive)" ]
}

@test "a case that was closed, reopened and closed again counts from the last time" {
    final a closed 2025-01-20T10:00:00+08:00 |
        jq -c '.history += [{at: "2026-01-05T10:00:00+08:00", event: "reopened", by: "Li"},
            {at: "2026-02-06T10:00:00+08:00", event: "closed", by: "Li"}]' >ledger
    archive --days 300 ledger
    cmp ledger out
    archive --days 200 ledger
    [ ! -s out ]
    holds 2026-02 a
}

@test "a case that was reopened is not final" {
    final a closed 2025-01-20T10:00:00+08:00 |
        jq -c '.state = "verifying" | .history += [{at: "2025-01-25T10:00:00+08:00", event: "reopened", by: "Li"}]' >ledger
    archive ledger
    cmp ledger out
}

@test "where history does not name the end, its last entry stands for it; without history a case stays" {
    {
        final a closed 2025-06-20T10:00:00+08:00 | sed 's/"event":"closed"/"event":"done"/'
        printf '{"id":"b","received_at":"2024-01-02T09:00:00+08:00","state":"closed"}\n'
    } >ledger
    archive ledger
    went
    sed -n 2p ledger | cmp - out
    holds 2025-06 a
}

# ----------------------------------------------------------------------------- once and for all

@test "again: nothing is added twice, and the rest is the same" {
    {
        final a closed 2025-06-20T10:00:00+08:00
        final b closed 2026-10-10T10:00:00+08:00
        final c closed 2025-06-21T10:00:00+08:00
    } >ledger
    archive ledger
    mv out rest
    cp -r archive before
    archive ledger
    went
    cmp rest out
    diff -r before archive
    grep -q '2 archived' err
    archive rest
    went
    cmp rest out
    diff -r before archive
    grep -q '0 archived' err
}

@test "twice in one stream: once in the archive" {
    final a closed 2025-06-20T10:00:00+08:00 >one
    archive one one
    went
    holds 2025-06 a
    [ ! -s out ]
}

@test "many runs add to one month" {
    for id in a b c; do
        final $id closed 2025-06-20T10:00:00+08:00 >one
        archive one
        went
    done
    holds 2025-06 a b c
}

@test "the same id with other bytes stays in the ledger, is named, and the status is 1" {
    final a closed 2025-06-20T10:00:00+08:00 >ledger
    archive ledger
    cp archive/2025-06.ndjson before
    sed 's/Chen/Wang/' ledger >changed
    { cat changed; final b closed 2025-06-20T10:00:00+08:00; } >both
    archive both
    went 1
    cmp changed out
    grep -q "case 'a' is in the archive as another record; it stays" err
    holds 2025-06 a b
    head -n 1 archive/2025-06.ndjson | cmp before -
    run ! grep -q Wang err
}

@test "a case that was moved, came back and closed in another month stands in both, as it was each time" {
    final a closed 2025-06-20T10:00:00+08:00 >ledger
    archive ledger
    final a closed 2025-07-20T10:00:00+08:00 >ledger
    archive ledger
    went
    holds 2025-06 a
    holds 2025-07 a
}

# ------------------------------------------------------------------------- what was cut off before

# A month of two cases of which so many bytes are there.
torn() {
    rm -rf archive
    mkdir archive
    { final a closed 2025-06-20T10:00:00+08:00; final b closed 2025-06-21T10:00:00+08:00; } >both
    head -c "$1" both >archive/2025-06.ndjson
}

@test "a torn last line is put aside, and the case is added whole" {
    first=$(final a closed 2025-06-20T10:00:00+08:00 | wc -c)
    whole=$(torn 0 && wc -c <both)
    for bytes in $((first + 1)) $((first + 50)) $((whole - 2)); do
        torn $bytes
        tail -c +$((first + 1)) archive/2025-06.ndjson >piece
        archive both
        went
        cmp both archive/2025-06.ndjson
        { cat piece; echo; } | cmp - archive/2025-06.ndjson.torn
        [ "$(stat -c %a archive/2025-06.ndjson.torn)" = 600 ]
        grep -q "its last line was cut off" err
        archive both
        cmp both archive/2025-06.ndjson
        [ "$(wc -l <archive/2025-06.ndjson.torn)" -eq 1 ]
    done
}

@test "a torn only line, and a piece that is no beginning of a case" {
    torn 20
    archive both
    went
    cmp both archive/2025-06.ndjson
    torn 0
    printf '\xe4\xb8' >archive/2025-06.ndjson
    archive both
    went
    cmp both archive/2025-06.ndjson
}

@test "a whole last line that lacks its newline is a case" {
    torn $(($(torn 0 && wc -c <both) - 1))
    final c closed 2025-06-22T10:00:00+08:00 >more
    archive both more
    went
    cat both more | cmp - archive/2025-06.ndjson
    [ ! -e archive/2025-06.ndjson.torn ]
}

@test "a line that is no case, in the middle or whole at the end, is exit 3, and all stands" {
    torn 0
    final c closed 2025-06-22T10:00:00+08:00 >more
    for bad in '{' '[1]' '{"name":"x"}' 'x'; do
        for order in 1 2; do
            if [ $order -eq 1 ]; then { echo "$bad"; cat both; } else { cat both; echo "$bad"; } fi >archive/2025-06.ndjson
            cp archive/2025-06.ndjson before
            cp more ledger
            archive -o ledger ledger
            went 3
            grep -q "'archive/2025-06.ndjson': line [13] is no case" err
            cmp before archive/2025-06.ndjson
            cmp more ledger
        done
    done
}

@test "a month that another job writes is exit 3" {
    torn 0
    exec 9>>archive/2025-06.ndjson
    flock 9
    cp both ledger
    archive -o ledger ledger
    went 3
    grep -q 'is locked by another job' err
    cmp both ledger
    exec 9>&-
    archive ledger
    went
}

# ------------------------------------------------------------------------------------- the folder

@test "--to: it is made, where its parent is there; anything that is no folder is exit 2" {
    final a closed 2025-06-20T10:00:00+08:00 >ledger
    run -2 h12-archive ledger
    run -2 h12-archive --to '' ledger
    : >file
    for name in file missing/folder file/folder ledger; do
        code=0
        h12-archive --to $name ledger -o rest >out 2>err || code=$?
        went 2
        [ ! -e rest ]
        [ ! -s out ]
    done
    mkdir -m 750 real
    ln -s real link
    h12-archive -q --to link ledger
    [ "$(stat -c %a real)" = 750 ]
    cmp ledger real/2025-06.ndjson
}

@test "--to: a folder that can't be written is exit 3, and the ledger stands" {
    [ "$(id -u)" -ne 0 ] || command -v setpriv >/dev/null || skip 'needs setpriv'
    final a closed 2025-06-20T10:00:00+08:00 >ledger
    mkdir -m 555 archive
    mkdir -m 777 out-there
    cp ledger out-there/ledger
    chmod 755 .
    chmod 644 ledger out-there/ledger
    as=()
    [ "$(id -u)" -ne 0 ] || as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
    code=0
    "${as[@]}" h12-archive --to archive -o out-there/ledger out-there/ledger >out 2>err || code=$?
    grep -q 'failed to execute' err && skip 'the build folder is not readable by others'
    went 3
    grep -q "'archive/2025-06.ndjson': Permission denied" err
    cmp ledger out-there/ledger
}

@test "a disk that is full is exit 3: what is not in the archive is in the ledger" {
    for i in $(seq 1000); do final "c$i" closed 2025-06-20T10:00:00+08:00; done >ledger
    cp ledger before
    code=0
    (trap '' XFSZ; ulimit -f 64; exec h12-archive --to archive -o ledger --moved moved ledger) >out 2>err || code=$?
    went 3
    cmp before ledger
    [ ! -e moved ]
    # And the next run, with room, finishes the work.
    archive -o ledger ledger
    went
    [ ! -s ledger ]
    cmp before archive/2025-06.ndjson
}

@test "what can't be written to the output is exit 3, and the next run does it again" {
    { final a closed 2025-06-20T10:00:00+08:00; case_accepted b; } >ledger
    archive -o /dev/full ledger
    went 3
    holds 2025-06 a
    archive ledger
    went
    [ "$(jq -r .id out)" = b ]
    holds 2025-06 a
}

# ------------------------------------------------------------------------------ with h12-commit

@test "--moved names what was moved for h12-commit, and what was there already" {
    {
        case_accepted open
        final a closed 2025-06-20T10:00:00+08:00
        final b closed 2025-07-20T10:00:00+08:00
    } >ledger
    cp ledger before
    h12-archive -q --to archive -o rest --moved moved ledger
    same 'a\nb\n' moved
    # Killed here: the ledger has both still. The next night:
    h12-archive -q --to archive -o rest --moved moved ledger
    same 'a\nb\n' moved
    h12-commit -q --allow-remove moved ledger rest
    [ "$(jq -r .id ledger)" = open ]
    # Each case is in one place.
    cat ledger archive/*.ndjson | sort | cmp - <(sort before)
    checked ledger
    h12-archive -q --to archive -o rest --moved moved ledger
    [ ! -s moved ]
    h12-commit -q --allow-remove moved ledger rest
}

@test "--moved does not name what stays: h12-commit would not let it go" {
    final a closed 2025-06-20T10:00:00+08:00 >ledger
    archive ledger
    sed -i 's/Chen/Wang/' ledger
    archive -o rest --moved moved ledger
    went 1
    [ ! -s moved ]
    : >nothing
    run -3 h12-commit --allow-remove moved ledger nothing
}

@test "--moved is none of the other files, and not standard output" {
    final a closed 2025-06-20T10:00:00+08:00 >ledger
    cp ledger before
    for name in ledger rest -; do
        archive -o rest --moved $name ledger
        went 2
        [ ! -e rest ]
    done
    cmp before ledger
}

@test "a reject in place leaves the ledger, and what was moved by then is there twice, not lost" {
    { final a closed 2025-06-20T10:00:00+08:00; echo '{'; } >ledger
    cp ledger before
    archive -o ledger --moved moved -r rejects ledger
    went 3
    cmp before ledger
    [ ! -e moved ]
    holds 2025-06 a
}

@test "a month is a ledger: other tools read it, and a report takes it beside the ledger" {
    for i in 1 2 3; do
        final "a$i" closed 2025-06-20T10:00:00+08:00 '"acceptance":{"verdict":"accepted","basis":"art.8(4)"}'
    done >old
    for i in 1 2; do case_accepted "b$i"; done >new
    cat old new >ledger
    archive -o rest ledger
    checked archive/2025-06.ndjson
    h12-report overdue -q ledger >want
    h12-report overdue -q rest archive/*.ndjson >got
    cmp want got
    h12-report overdue rest archive/*.ndjson 2>&1 >/dev/null | grep -q '5 read'
}

@test "what is written besides may be no file of the archive, by whatever name: nothing is touched" {
    final a closed 2025-06-20T10:00:00+08:00 >old
    archive old
    went
    {
        final b closed 2025-07-20T10:00:00+08:00
        case_accepted open
        echo 'no case'
    } >ledger
    ln -s archive same
    ln -s ../archive/2025-06.ndjson archive/link
    ln -s archive/2025-07.ndjson ahead
    ln archive/2025-06.ndjson hard
    mkdir elsewhere
    mv archive/2025-06.ndjson elsewhere/moved-away
    ln -s ../elsewhere/moved-away archive/2025-06.ndjson
    local before after
    before=$(find . ! -name out ! -name err -printf '%p %i %s\n' | sort)
    # Months that are there and that are not, what is torn off one, links, and hard links.
    for name in archive/2025-06.ndjson ./archive//2025-07.ndjson "$PWD/archive/2031-01.ndjson" \
        same/2025-06.ndjson archive/2025-06.ndjson.torn archive/link ahead hard \
        elsewhere/moved-away; do
        for option in -o --moved -r; do
            archive $option "$name" ledger
            went 2
            grep -q "'$name' is a file of the archive 'archive'" err
        done
    done
    code=0
    h12-archive --to archive ledger >>archive/2025-06.ndjson 2>err || code=$?
    went 2
    after=$(find . ! -name out ! -name err -printf '%p %i %s\n' | sort)
    [ "$before" = "$after" ]
    # Other files may lie there.
    archive -o archive/rest.ndjson --moved archive/2025-06 -r archive/rejects ledger
    went 1
    holds 2025-06 a
    holds 2025-07 b
    [ "$(jq -r .id archive/rest.ndjson)" = open ]
}
