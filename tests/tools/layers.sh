#!/bin/sh
# No file includes a floor above its own, nor another folder of its own floor; cJSON and libcsv are
# each included in one module. The floors:
#   6 cmd   5 tool report render   4 case reference   3 record   2 rules   1 text   0 base
set -u

# shellcheck disable=SC2016 # awk's own $
awk_program='
BEGIN {
    floor["cmd"] = 6
    floor["lib/tool"] = floor["lib/report"] = floor["lib/render"] = 5
    floor["lib/case"] = floor["lib/reference"] = 4
    floor["lib/record"] = 3
    floor["lib/rules"] = 2
    floor["lib/text"] = 1
    floor["lib/base"] = 0
}
function folder(path) {
    if (match(path, /^lib\/[^\/]+/))
        return substr(path, RSTART, RLENGTH)
    return path ~ /^cmd\// ? "cmd" : ""
}
function complain(what) {
    print FILENAME ":" FNR ": " what
    bad = 1
}
FNR == 1 { here = folder(FILENAME) }
/^#include "/ {
    split($0, part, "\"")
    there = folder(part[2])
    if (there == "" || !(there in floor))
        complain("includes \"" part[2] "\", which is on no floor")
    else if (there == here && here == "cmd")
        complain("a command includes another")
    else if (there != here && floor[there] >= floor[here])
        complain(here " (floor " floor[here] ") includes " there " (floor " floor[there] ")")
}
/^#include <(stdio|time|locale)\.h>/ && here == "lib/rules" { complain("rules are pure: " $0) }
/^#include <cjson\/cJSON.h>/ { json[FILENAME] = 1 }
/^#include <csv.h>/ { csv[FILENAME] = 1 }
END {
    for (file in json) jsons++
    for (file in csv) csvs++
    if (jsons > 1) { for (file in json) print file ": includes cJSON beside another module"; bad = 1 }
    if (csvs > 1) { for (file in csv) print file ": includes libcsv beside another module"; bad = 1 }
    exit bad
}'
# shellcheck disable=SC2046 # a list
awk "$awk_program" $(find cmd lib -name '*.c' -o -name '*.h' | sort)
