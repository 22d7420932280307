# bash completion for the h12 tools. tests/docs.bats keeps the options equal to --help.
# shellcheck shell=bash

# The options of a tool.
_h12_options() {
    local filter="-o --output -r --rejects --strict --now --policy --share --max-line --progress"
    filter="$filter --no-progress -q --quiet -h --help -V --version"
    case $1 in
    h12-archive) echo "$filter --to --days --moved" ;;
    h12-callback) echo "$filter --ratings --due --reveal --calendar --shard --unmatched --archived" ;;
    h12-check) echo "$filter --calendar --summary --tables" ;;
    h12-commit)
        echo "${filter#-o --output } --stamp --base --keep --expect-new --allow-remove --wait --lock-fd"
        ;;
    h12-deadline) echo "$filter --calendar --extensions --auto --shard --unmatched --archived" ;;
    h12-diff) echo "$filter --summary --format --lang --reveal --exit-code" ;;
    h12-reply) echo "$filter --replies --calendar --auto --shard --unmatched --archived" ;;
    h12-repeat) echo "$filter --calendar --shard" ;;
    h12-replay) echo "$filter --calendar --auto" ;;
    h12-intake)
        filter="$filter --map --encoding --delimiter --decisions --known --lang"
        echo "$filter --shard --unmatched --archived"
        ;;
    h12-report)
        echo "$filter --calendar --format --lang --bom --top --drill --reveal --partial --merge"
        ;;
    h12-return)
        echo "$filter --requests --dossier --reveal --calendar --auto --shard --unmatched --archived"
        ;;
    h12-route)
        filter="$filter --decisions --delegate --alerts --unanswered --explain --check-tables"
        echo "$filter --calendar --shard --unmatched --archived"
        ;;
    h12-supervise)
        echo "$filter --actions --notices --lang --calendar --shard --unmatched --archived"
        ;;
    esac
}

# What may follow an option: words, "FILE", "DIR", or "ANY" for what nobody can guess; nothing for
# an option that takes no value.
_h12_values() {
    case $1 in
    -o | --output | -r | --rejects | --policy | --calendar | --unmatched | --requests | --ratings | \
        --decisions | --known | --map | --drill | --moved | --allow-remove | --archived | \
        --extensions | --replies | --dossier | --alerts | --unanswered | --actions | \
        --notices) echo FILE ;;
    --share | --to) echo DIR ;;
    --encoding) echo "utf-8 gb18030" ;;
    --delimiter) echo "comma tab semicolon bar" ;;
    --format) echo "text csv json" ;;
    --lang) echo "zh en" ;;
    --now | --max-line | --top | --reveal | --days | --base | --keep | --expect-new | --wait | \
        --lock-fd | --explain) echo ANY ;;
    esac
}

# Whether a word that is no option stands before the current one: the name of a report.
_h12_has_report() {
    local i word skip=
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ -n $skip ]]; then
            [[ $word == = ]] || skip=
        elif [[ $word == -* ]]; then
            [[ -z $(_h12_values "$word") ]] || skip=1
            [[ $word != *=* ]] || skip=
        elif [[ $word != = ]]; then
            return 0
        fi
    done
    return 1
}

_h12_offer() {
    local kind=$1 current=$2
    case $kind in
    FILE)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        ;;
    DIR)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -d -- "$current")
        ;;
    ANY) COMPREPLY=() ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$kind" -- "$current") ;;
    esac
}

_h12() {
    local tool=${1##*/} current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local kind
    COMPREPLY=()
    # Where '=' breaks words, `--lang=en` comes as three of them.
    if [[ $current == = ]]; then
        current=
    elif [[ $before == = ]] && ((COMP_CWORD > 1)); then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    kind=$(_h12_values "$before")
    if [[ -n $kind ]]; then
        _h12_offer "$kind" "$current"
    elif [[ $current == -* ]]; then
        _h12_offer "$(_h12_options "$tool")" "$current"
    elif [[ $tool == h12-report ]] && ! _h12_has_report; then
        _h12_offer 'overdue supervision holding' "$current"
    else
        _h12_offer FILE "$current"
    fi
}

complete -F _h12 h12-archive h12-callback h12-check h12-commit h12-deadline h12-diff h12-intake \
    h12-repeat h12-replay h12-reply h12-report h12-return h12-route h12-supervise
