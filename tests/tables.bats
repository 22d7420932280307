#!/usr/bin/env bats
# Reference tables that are wrong: exit 2, nothing written, and every fault as `file:line:` in one
# run, so that an office mends a table at one go.
bats_require_minimum_version 1.5.0
load helper
export H12_SHARE=$ROOT/share

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    cp -r "$ROOT/share" share
    case_accepted a >in
    printf 'request,case,unit,at\n' >requests
}

UNITS='code,name,short_name,aliases,level,district,line,parent,contact,calendar,valid_from,valid_to\n'
MATTERS='code,name,parent,line,territorial,keywords,exclusions,urgency,expert,valid_from,valid_to\n'

# faults FILE WANT: what the file at hand is told, "line: member" a line, in any order.
faults() {
    diff <(sort <<<"$2") <(sed -n "s|^h12-[a-z]*: share/$1:\([0-9]*: [^:]*\).*|\1|p" <<<"$output" | sort) || {
        printf '%s\n' "$output"
        return 1
    }
}

bad_units() {
    printf "$UNITS"'%b' '330106,Xihu,Xihu,,district,330106,,,,,,
330106,Again,Again,,district,330106,,,,,,
,Nameless,Nameless,,city,,x,,,,,
a,,A,,city,,x,,,,,
b,B,B,,village,,x,,,,,
c,C,C,,city,,x,nobody,,,,
d,D,D,,city,,x,,,,2026-01-02,2026-01-01
e,E,E,,district,,,,,,,
f,F,F,,city,,x,,,,yesterday,
g,G,G,,city,,x,,,,,2026-02-30
h,H,H,,city,,x
"i,I
' >share/units.csv
}

bad_matters() {
    printf "$MATTERS"'%b' '01,Heading,,,,,,,,,
0101,B,01,x,maybe,,,,,,
0101,C,01,x,yes,,,,,,
0102,D,09,x,yes,,,soon,,,
,E,01,x,yes,,,,,,
0103,F,01,x,yes,,,,,2026-02-01,2026-01-01
0104,G,01,x,yes
' >share/matters.csv
}

bad_calendar() {
    printf 'date,kind,name\n%b' '2026-13-01,holiday,x
2026-01-01,feast,x
2026-01-02,holiday,x
2026-01-02,workday,x
2500-01-01,holiday,x
2026-01-05
2026-01-06,holiday,x
' >share/calendar/cn.csv
}

units_want='3: code
4: code
5: name
6: level
7: parent
8: valid_to
9: district
10: valid_from
11: valid_to
12: has 7 fields, the header 12
13: a quoted field is not closed before the end'
matters_want='3: territorial
4: code
5: parent
5: urgency
6: code
7: valid_to
8: has 5 fields, the header 11'
calendar_want='2: date
3: kind
5: date
6: date
7: has 1 fields, the header 3'

@test "units.csv: all of its faults in one run" {
    bad_units
    for tool in h12-route h12-deadline 'h12-return --requests requests'; do
        run $tool --share share -o out in
        [ "$status" -eq 2 ] && [ ! -e out ]
        faults units.csv "$units_want"
        [[ $output != *matters.csv* && $output != *cn.csv* ]]
    done
}

@test "units.csv: parents that lead in a circle, with the other faults, in one run" {
    # a and b answer for each other, c for itself, d-e-f in three steps; g is only below a circle.
    printf "$UNITS"'%b' 'a,A,A,,city,,x,b,,,,
b,B,B,,city,,x,a,,,,
c,C,C,,city,,x,c,,,,
d,D,D,,city,,x,e,,,,
e,E,E,,city,,x,f,,,,
f,F,F,,city,,x,d,,,,
g,G,G,,city,,x,a,,,,
h,H,H,,city,,x,nobody,,,,
i,I,I,,city,,x,,,,,
j,J,J,,city,,x,i,,,,
' >share/units.csv
    for tool in h12-route h12-deadline 'h12-return --requests requests'; do
        run $tool --share share -o out in
        [ "$status" -eq 2 ] && [ ! -e out ]
        faults units.csv '2: parent
3: parent
4: parent
5: parent
6: parent
7: parent
9: parent'
        [[ $output == *'units.csv:2: parent: leads back to the unit itself'* ]]
        [[ $output == *'units.csv:9: parent: is no unit of the table'* ]]
    done
}

@test "matters.csv: all of its faults in one run" {
    bad_matters
    for tool in h12-route 'h12-return --requests requests'; do
        run $tool --share share -o out in
        [ "$status" -eq 2 ] && [ ! -e out ]
        faults matters.csv "$matters_want"
    done
}

@test "a calendar: all of its faults in one run" {
    bad_calendar
    for tool in h12-deadline 'h12-return --requests requests'; do
        run $tool --share share -o out in
        [ "$status" -eq 2 ] && [ ! -e out ]
        faults calendar/cn.csv "$calendar_want"
    done
}

@test "gazetteer.csv and knowledge.csv: all of their faults in one run, and bad UTF-8" {
    printf 'name,kind,district,aliases\n%b' 'A,road,330106,
,road,330106,
A,road,330106,
A,road,330110,
B,road,110101,
C,road,330106
D\xff,road,330106,
' >share/gazetteer.csv
    printf 'id,version,title,questions,answer,unit,valid_from,valid_to\n%b' 'K1,1,t,q,a,city-police,,
,1,t,q,a,,,
K2,,t,q,a,,,
K3,1,,,,,,
K1,1,t,q,a,,,
K4,1,t,q,a,city-nobody,,
K5,1,t,q,a,,2026-01-02,2026-01-01
K6,1,t,q,a,,soon,
' >share/knowledge.csv
    run h12-route --share share -o out in
    [ "$status" -eq 2 ] && [ ! -e out ]
    faults gazetteer.csv '3: name
4: name
6: district
7: has 3 fields, the header 4
8: line 8 is not valid utf-8 at byte 2'
    faults knowledge.csv '3: id
4: version
5: title
5: questions
5: answer
6: id
7: unit
8: valid_to
9: valid_from'
    printf 'name,kind\n' >share/gazetteer.csv
    printf 'id,title\n' >share/knowledge.csv
    run h12-route --share share in
    [ "$status" -eq 2 ]
    [[ $output == *"share/gazetteer.csv:1: no column 'district'"* && $output == *"share/knowledge.csv:1: no column 'answer'"* ]]
    rm share/gazetteer.csv
    run h12-route --share share in
    [ "$status" -eq 2 ]
}

@test "what refers to units that could not be read is not judged: the one true line stands alone" {
    sed -i '1s/contact/telephone/' share/units.csv
    run h12-route --share share -o out in
    [ "$status" -eq 2 ] && [ ! -e out ]
    [ "$output" = "h12-route: share/units.csv:1: no column 'contact'" ]
    # A district's row alone: its places and its offices are no faults of theirs.
    cp "$ROOT/share/units.csv" share/units.csv
    line=$(grep -n '^330106,' share/units.csv | cut -d : -f 1)
    sed -i "${line}s/,/,,/" share/units.csv
    run h12-route --share share -o out in
    [ "$status" -eq 2 ] && [ ! -e out ]
    [[ $output == *"share/units.csv:$line: has 13 fields, the header 12"* && $output != *gazetteer.csv* && $output != *knowledge.csv* ]]
    # Other faults of those tables are still said.
    sed -i '2s/^[^,]*,/,/' share/gazetteer.csv
    run h12-route --share share -o out in
    [[ $output == *"share/gazetteer.csv:2: name: is empty"* ]]
}

@test "the duty unit and the linkages of a policy are in the tables" {
    jq '.alert.duty_unit = "nobody" | .linkage = [{"matter": "9998", "to": "110"}]' \
        "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    run h12-route --share share --policy own.json -o out in
    [ "$status" -eq 2 ] && [ ! -e out ]
    [[ $output == *"own.json:"*": alert.duty_unit: is no unit of the directory"* ]]
    [[ $output == *"own.json:"*": linkage.0.matter: is no matter of the catalogue"* ]]
}

@test "several tables: the faults of all of them in one run" {
    bad_units
    bad_matters
    bad_calendar
    run h12-return --share share --requests requests -o out in
    [ "$status" -eq 2 ] && [ ! -e out ]
    faults units.csv "$units_want"
    faults matters.csv "$matters_want"
    faults calendar/cn.csv "$calendar_want"
}

@test "a calendar of --calendar and a unit's overlay are checked alike" {
    bad_calendar
    mv share/calendar/cn.csv share/calendar/own.csv
    cp "$ROOT/share/calendar/cn.csv" share/calendar/cn.csv
    run h12-deadline --share share --calendar share/calendar/own.csv in
    [ "$status" -eq 2 ]
    faults calendar/own.csv "$calendar_want"
    awk -F, -v OFS=, '$1 == "330106" { $10 = "calendar/own.csv" } { print }' \
        "$ROOT/share/units.csv" >share/units.csv
    run h12-deadline --share share in
    [ "$status" -eq 2 ]
    faults calendar/own.csv "$calendar_want"
}

@test "a row of over 4096 fields is a fault of its line" {
    { cat "$ROOT/share/units.csv"; commas 4096; echo; } >share/units.csv
    run h12-route --share share -o out in
    [ "$status" -eq 2 ] && [ ! -e out ]
    faults units.csv "$(wc -l <share/units.csv): has over 4096 fields"
}

@test "the same date in two calendars of a stack is no fault; the later wins" {
    printf 'date,kind,name\n2026-10-08,holiday,x\n' >own.csv
    case_accepted a 2026-09-30T09:00:00+08:00 '"urgency":"critical"' >in
    h12-deadline --calendar own.csv in | jq -e '.deadline.due == "2026-10-09"'
}

@test "missing columns are named, all of them" {
    printf 'code,nom,level\nx,y,city\n' >share/units.csv
    printf 'code,name\nx,y\n' >share/matters.csv
    run h12-route --share share in
    [ "$status" -eq 2 ]
    for column in name short_name aliases district line parent contact calendar valid_from valid_to; do
        [[ $output == *"share/units.csv:1: no column '$column'"* ]] || return 1
    done
    [[ $output == *"share/matters.csv:1: no column 'territorial'"* ]]
}

@test "the order of the columns does not matter, and others are passed over" {
    awk -F, -v OFS=, '{ print $2, $1, "note", $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 }' \
        "$ROOT/share/units.csv" | sed '1s/note/remark/' >share/units.csv
    case_accepted a '' '"unit":"330106"' >in
    h12-route --share share in | jq -e '.assignment.lead == "330106"'
}

@test "an empty table, a table that is not there, a share folder that is not there" {
    : >share/units.csv
    run h12-route --share share in
    [ "$status" -eq 2 ]
    [[ $output == *share/units.csv* ]]
    rm share/units.csv
    run h12-route --share share in
    [ "$status" -eq 2 ]
    [[ $output == *share/units.csv* ]]
    run h12-route --share nowhere in
    [ "$status" -eq 2 ]
    [[ $output == *nowhere* ]]
}

@test "matters.csv: an urgency is one of the four words, an expert a unit by its code" {
    printf "$MATTERS"'%b' '08,Heading,,,,,,,,,
0804,A,08,x,yes,,,critical,city-police,,
0805,B,08,x,yes,,,Critical,,,
0806,C,08,x,yes,,,normal 2,,,
1002,D,08,x,yes,,,complex,,,
' >share/matters.csv
    run h12-route --share share -o out in
    [ "$status" -eq 2 ] && [ ! -e out ]
    faults matters.csv $'4: urgency\n5: urgency'
    printf "$MATTERS"'%b' '08,Heading,,,,,,,,,
0804,A,08,x,yes,,,critical,city-police,,
0805,B,08,x,yes,,,urgent,市公安局,,
0806,C,08,x,yes,,,normal,city-nobody,,
1002,D,08,x,yes,,,complex,,,
' >share/matters.csv
    for tool in h12-route 'h12-return --requests requests'; do
        run $tool --share share -o out in
        [ "$status" -eq 2 ] && [ ! -e out ]
        faults matters.csv $'4: expert\n5: expert'
    done
}

@test "a matter's urgency does not touch the case's, which intake writes" {
    # 0406 is critical in the catalogue.
    case_accepted a '' '"matter":"0406","urgency":"normal"' >in
    h12-route --share share in | jq -e '.state == "assigned" and .urgency == "normal"'
    case_accepted a '' '"matter":"0406"' >in
    h12-route --share share in | jq -e '.state == "assigned" and (has("urgency") | not)'
}

@test "a statutory limit for a matter that the catalogue does not have is a fault of the policy" {
    # A row also serves the codes that begin with its own: 10 is good, 10021 is not.
    jq -n --slurpfile policy "$ROOT/share/policy/hangzhou-draft-2023.json" '$policy[0] |
        .statutory = [("1002", "9998", "10", "10021") as $code | .statutory[0] | .matter = $code]' >own.json
    first=$(grep -n '"9998"' own.json | cut -d : -f 1)
    second=$(grep -n '"10021"' own.json | cut -d : -f 1)
    for tool in h12-route 'h12-return --requests requests'; do
        run $tool --share share --policy own.json -o out in
        [ "$status" -eq 2 ] && [ ! -e out ]
        [ "${#lines[@]}" -eq 2 ]
        [[ ${lines[0]} == *"own.json:$first: statutory.1.matter: is no matter of the catalogue" ]]
        [[ ${lines[1]} == *"own.json:$second: statutory.3.matter: is no matter of the catalogue" ]]
    done
    # The clock needs no catalogue.
    h12-deadline --share share --policy own.json in >out
}

@test "the shipped tables have no faults, and no name that belongs to two units at once" {
    for tool in h12-route h12-deadline 'h12-return --requests requests'; do
        $tool --share "$ROOT/share" in >/dev/null
    done
    for day in 2021-04-08 2021-04-09 2026-10-12; do
        tail -n +2 "$ROOT/share/units.csv" | awk -F, -v day=$day '
            ($11 == "" || $11 <= day) && ($12 == "" || day <= $12) {
                print $1; print $2; if ($3 != $2) print $3
                n = split($4, names, "|"); for (i = 1; i <= n; i++) print names[i] }' | sort | uniq -d >twice
        [ ! -s twice ] || return 1
    done
}
