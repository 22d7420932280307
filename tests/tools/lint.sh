#!/bin/sh
# Formatting, static checks, manual pages, scripts, and calls that are banned. The scripts to check
# are the arguments.
set -u

failed=0
check() {
    label=$1
    shift
    if ! "$@"; then
        echo "lint: $label failed" >&2
        failed=1
    fi
}

sources=$(find cmd lib tests -name '*.c' -o -name '*.h' | sort)
# shellcheck disable=SC2086 # a list
check clang-format clang-format --dry-run --Werror $sources
# shellcheck disable=SC2086
check cppcheck cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability \
    --inline-suppr --suppress=missingIncludeSystem --std=c11 -I. cmd lib
check shellcheck shellcheck "$@"
for page in man/*.[1-9]; do
    check "$page" mandoc -Tlint -W warning "$page"
done

banned() {
    pattern=$1
    why=$2
    # shellcheck disable=SC2086
    if grep -nE "$pattern" $sources; then
        echo "lint: $why" >&2
        failed=1
    fi
}
banned 'cJSON_(Parse|ParseWithLength|ParseWithOpts)\(' 'parse with cJSON_ParseWithLengthOpts only'
banned 'cJSON_(GetObjectItem|HasObjectItem|ReplaceItemInObject|DetachItemFromObject|DeleteItemFromObject)\(' \
    'cJSON ignores case there: use the ...CaseSensitive calls'
banned 'cJSON_Add[A-Za-z]+ToObject\(' 'cJSON adds a second member of the same name'
banned '(^|[^_])setlocale\(' 'cJSON and number texts depend on the locale'
banned '(^|[^_a-z])(strcpy|strcat|sprintf|vsprintf|gets|strtok|atof|tmpnam|mktemp)\(' 'an unsafe call'

exit $failed
