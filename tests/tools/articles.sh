#!/bin/sh
# The map of the mission: each article of the regulation and the tests that hold it.
set -u

for file in tests/articles/art*.bats; do
    [ -f "$file" ] || continue
    sed -n 's/^@test "\(art\.[0-9][^:]*\): \(.*\)" {$/\1\t\2/p' "$file"
done | sort -t . -k 2,2n -k 1,1 | awk -F '\t' '
{
    split($1, part, /[.(]/)
    if (part[2] != last) { printf("%sArticle %s\n", (NR > 1 ? "\n" : ""), part[2]); last = part[2] }
    printf "  %-12s %s\n", $1, $2
}
END { printf "\n%d tests\n", NR }'
