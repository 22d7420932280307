#!/usr/bin/env bats
# The pages, --help, the completions and the README say the same, and the examples of every page
# print what they show.
#
# An example is a `.Bd -literal` block of the section EXAMPLES (or DIAGNOSTICS) in which a line
# `$ ...` is a command, `> ...` its continuation, and the lines up to the next command are its
# output, both streams together. The blocks of a page run in one shell, in the order of the page,
# in a folder that holds nothing but a copy of share/.

load helper

pages() {
    (cd "$ROOT" && ls man/*.[1-9])
}

# The text of a section of a page as a reader sees it: `section PAGE NAME`.
section() {
    mandoc -Tutf8 -O width=400 "$ROOT/man/$1" | col -b | awk -v name="$2" '
        /^[^ \t]/ { inside = $0 == name; next }
        inside'
}

# The options of --help: one word a line, sorted.
options_of_help() {
    "$1" --help | sed -n 's/^  \(-[A-Za-z]\), \(--[a-z-]*\).*/\1\n\2/p; s/^      \(--[a-z-]*\).*/\1/p' |
        sort
}

# The options of a page: what its section OPTIONS lists with `.It Fl`.
options_of_page() {
    awk '
        /^\.Sh / { inside = $0 == ".Sh OPTIONS" }
        inside && /^\.It Fl / {
            flags = 1
            for (i = 3; i <= NF; i++)
                if ($i == "Fl") flags = 1
                else if ($i == "Ar") flags = 0
                else if (flags && $i ~ /^-?[A-Za-z][a-z-]*$/) print "-" $i
        }' "$ROOT/man/$1.1" | sort
}

options_of_bash() {
    bash -c '. "$ROOT/completions/h12.bash" && _h12_options "$1"' - "$1" | tr ' ' '\n' | sort
}

# What _h12 gives to _arguments, without the completion system.
options_of_zsh() {
    zsh -fc '
        _arguments() { [[ $1 != -s ]] || shift; print -rl -- "$@" }
        service=$1
        source $ROOT/completions/_h12' - "$1" |
        sed -n 's/^\(([^)]*)\)\{0,1\}\**\(-[A-Za-z-]*\).*/\2/p' | sort
}

options_of_fish() {
    fish --no-config -c "source $ROOT/completions/h12.fish; complete -c $1" | awk '
        {
            for (i = 1; i < NF; i++) {
                if ($i == "-s" || $i == "--short-option") print "-" $(i + 1)
                if ($i == "-l" || $i == "--long-option") print "--" $(i + 1)
            }
        }' | sort -u
}

# Where a list differs from that of --help, says for which tool and how.
compare_with_help() {
    local tool=$1 list=$2
    "$list" "$tool" >theirs
    options_of_help "$tool" >help
    [ -s help ]
    diff -u help theirs || {
        echo "$tool: $list differs from --help"
        return 1
    }
}

@test "every tool has a page" {
    for tool in $TOOLS; do
        [ -f "$ROOT/man/$tool.1" ] || { echo "no man/$tool.1"; return 1; }
    done
}

@test "every page passes mandoc's lint" {
    for page in $(pages); do
        mandoc -Tlint -W warning "$ROOT/$page"
    done
}

@test "every page has the sections that it has to have" {
    for tool in $TOOLS; do
        for name in NAME SYNOPSIS DESCRIPTION OPTIONS ENVIRONMENT FILES "EXIT STATUS" EXAMPLES \
            DIAGNOSTICS "SEE ALSO"; do
            grep -qx ".Sh $name" "$ROOT/man/$tool.1" || { echo "$tool.1: no $name"; return 1; }
        done
    done
    for page in $(pages); do
        grep -qx '.Sh EXAMPLES' "$ROOT/$page" || { echo "$page: no EXAMPLES"; return 1; }
    done
}

@test "SYNOPSIS of each page is the usage line of --help" {
    for tool in $TOOLS; do
        section "$tool.1" SYNOPSIS | xargs echo >page
        "$tool" --help | sed -n '1s/^usage: //p' | xargs echo >help
        diff -u help page
    done
}

@test "OPTIONS of each page are the options of --help" {
    for tool in $TOOLS; do
        compare_with_help "$tool" options_of_page
    done
}

@test "the bash completion has the options of --help" {
    for tool in $TOOLS; do
        compare_with_help "$tool" options_of_bash
    done
}

@test "the zsh completion has the options of --help" {
    command -v zsh >/dev/null || skip "no zsh"
    for tool in $TOOLS; do
        compare_with_help "$tool" options_of_zsh
    done
}

@test "the fish completion has the options of --help" {
    command -v fish >/dev/null || skip "no fish"
    for tool in $TOOLS; do
        compare_with_help "$tool" options_of_fish
    done
}

@test "h12(7) explains every option that tools share" {
    for tool in $TOOLS; do
        options_of_help "$tool"
    done | sort | uniq -d >shared
    [ -s shared ]
    awk '/^\.Sh / { inside = $0 == ".Sh OPTIONS" } inside && /^\.It Fl /' "$ROOT/man/h12.7" |
        tr ' ' '\n' | sed 's/^/-/' >listed
    while read -r option; do
        grep -qxe "$option" listed || { echo "h12.7: no $option"; return 1; }
    done <shared
}

@test "the README and h12(7) name every tool" {
    for tool in $TOOLS; do
        grep -q "^.Xr $tool 1" "$ROOT/man/h12.7" || { echo "h12.7: no $tool"; return 1; }
        grep -q "$tool" "$ROOT/README.md" || { echo "README.md: no $tool"; return 1; }
    done
}

@test "every page of ours that a page points to is there" {
    for page in $(pages); do
        for name in $(sed -n 's/^\.Xr \(h12[a-z-]*\) \([1-9]\).*/\1.\2/p' "$ROOT/$page"); do
            [ -f "$ROOT/man/$name" ] || { echo "$page points to $name"; return 1; }
        done
    done
}

@test "the pages hold nothing of the regulation's own text" {
    # Its articles are cited by number; the Chinese in the pages is headers and sample data.
    if grep -nE '第.{1,3}条|承办单位应当|热线管理部门' "$ROOT"/man/*.[1-9]; then
        return 1
    fi
}

@test "h12-policy(5) names every member of the policy" {
    policy=$ROOT/share/policy/hangzhou-draft-2023.json
    jq -r 'del(.statutory, .calendars, .linkage) | [paths(scalars) | join(".")] | .[]' "$policy" >members
    jq -r '.statutory[0], .linkage[0] | keys[]' "$policy" >>members
    [ -s members ]
    grep '^\.It Li ' "$ROOT/man/h12-policy.5" | tr ' ' '\n' >listed
    while read -r member; do
        grep -qxF "$member" listed || { echo "h12-policy.5: no $member"; return 1; }
    done <members
}

@test "h12-case(5) names every member that the tools write" {
    h12-intake -q -r rejects "$ROOT/share/demo/export.csv" >accepted || [ $? -eq 1 ]
    h12-route -q accepted >routed
    h12-return -q --requests "$ROOT/share/demo/returns.csv" -r rejects routed >returned ||
        [ $? -eq 1 ]
    # A reply that is not complete, reworked, one that is transferred, and one that promises.
    jq -c 'select(.state == "assigned") | {case: .id, at: "2026-10-12T10:00:00+08:00", unit: .assignment.lead,
        informed_at: "2026-10-12T10:00:00+08:00", informed_how: "x", factual: "yes", process: "x",
        process_at: "2026-10-12", process_manner: "x", opinion: "x", opinion_limit: "2027-01-04", law: "x",
        law_limit: "x", responder: "x", plan: "x", unit_reported_satisfaction: "unknown", reply: .id}' returned |
        jq -sc '.[0].case as $first | .[0:9][]
            | if .case == $first then .suggested_unit = "enterprise-water" | .reason = "x" | .basis = "x" else . end,
            {case: .case, at, kind: "review", reply, officer: "x", reason: "x",
             decision: (if .case == $first then "transfer" else "approve" end)},
            (select(.case == $first) | {case, at, unit: "enterprise-water", reply: "late", informed_how: "x"})' >replies
    h12-reply -q --replies replies returned >replied
    h12-deadline -q replied >ledger
    jq -se 'any(.[]; .state == "committed") and any(.[].replies[]?; .refusal)
        and any(.[].replies[]?; .review.to)' ledger
    # What stands in `input` are the columns of an event file, in `extra` those of an export.
    jq -r 'del(.extra) | del(.history[].input) | [paths | .[] | strings] | unique | .[]' ledger |
        sort -u >members
    [ -s members ]
    tr -c 'a-z_' '\n' <"$ROOT/man/h12-case.5" | sort -u >words
    comm -23 members words >missing
    [ ! -s missing ] || { cat missing; return 1; }
}

# The examples of a page as a shell script; what they show goes to shown.N, and the script puts
# what they print into printed.N.
extract_examples() {
    awk '
        function plain(line) {
            gsub(/\\\(aq/, "\047", line)
            gsub(/\\\(ga/, "`", line)
            gsub(/\\\(ti/, "~", line)
            gsub(/\\\(ha/, "^", line)
            gsub(/\\\(dq/, "\"", line)
            gsub(/\\&/, "", line)
            gsub(/\\-/, "-", line)
            gsub(/\\e/, "\\", line)
            return line
        }
        function finish() {
            if (command != "")
                printf "{\n%s\n} >printed.%d 2>&1\n", command, count
            command = ""
        }
        /^\.Sh / { inside = $0 == ".Sh EXAMPLES" || $0 == ".Sh DIAGNOSTICS" }
        inside && /^\.Bd -literal/ { literal = 1; next }
        /^\.Ed/ { if (literal) finish(); literal = 0; output = 0 }
        !literal { next }
        /^\$ / {
            finish()
            count++
            command = plain(substr($0, 3))
            output = 1
            printf "" > ("shown." count)
            next
        }
        /^> / && output == 1 { command = command "\n" plain(substr($0, 3)); next }
        output { output = 2; print plain($0) > ("shown." count) }
        END { print count + 0 > "count" }' "$1"
}

check_examples() {
    local page=$1 number
    rm -rf work && mkdir work && cp -R "$ROOT/share" work/share
    (
        cd work && unset H12_NOW && export H12_SHARE=$PWD/share
        extract_examples "$ROOT/$page" >script
        sh script
    ) 2>trouble
    cat trouble
    [ ! -s trouble ]
    [ "$(cat work/count)" -gt 0 ] || { echo "$page: no example"; return 1; }
    for number in $(seq "$(cat work/count)"); do
        diff -u "work/shown.$number" "work/printed.$number" ||
            { echo "$page: command $number does not print what the page shows"; return 1; }
    done
}

@test "the examples of every page print what they show" {
    local failed=0
    for page in $(pages); do
        check_examples "$page" || failed=1
    done
    [ "$failed" -eq 0 ]
}
