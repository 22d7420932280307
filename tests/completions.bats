#!/usr/bin/env bats
# The completions, loaded in the real shells: what is offered where the cursor stands.

load helper

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    mkdir here && touch ledger.ndjson and.csv
    export HOME=$PWD
}

# Each of these prints what a shell offers at the end of a command line, one a line, sorted.

bash_offers() {
    bash --norc -c '
        . "$ROOT/completions/h12.bash"
        line=$1
        read -ra COMP_WORDS <<<"$line"
        [[ $line != *" " ]] || COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        COMP_LINE=$line COMP_POINT=${#line}
        complete -p "${COMP_WORDS[0]}" >/dev/null || exit 1
        _h12 "${COMP_WORDS[0]}"
        printf "%s\n" "${COMPREPLY[@]}"
    ' - "$1" 2>&1 | sort
}

# A real zsh in a pseudo-terminal: the line is typed, and what would be added is caught in
# compadd.
zsh_offers() {
    cat >driver.zsh <<'END'
zmodload zsh/zpty
zpty shell "ROOT=$ROOT zsh -f -i"
drain() { local out; while zpty -rt shell out; do :; done }
say() { zpty -w shell "$1"; }
say "PROMPT=; setopt nobeep; unsetopt zle_bracketed_paste 2>/dev/null; stty cols 500 2>/dev/null"
say "fpath=($ROOT/completions \$fpath)"
say "autoload -Uz compinit; compinit -u -D"
say "cd $PWD"
say "offered() {
  compadd() {
    local -a hits
    if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd \"\$@\"; return; fi
    builtin compadd -O hits \"\$@\"
    (( \$#hits )) && print -rl -- \$hits >>$PWD/offers
    builtin compadd \"\$@\"
  }
  compstate[insert]=; _main_complete; compstate[list]=; touch $PWD/finished
}"
say "zle -C offered complete-word offered; bindkey '^T' offered"
sleep 0.3
drain
: >offers
zpty -w -n shell "$1"$'\C-t'
for i in {1..100}; do
    [[ -e finished ]] && break
    sleep 0.1
    drain
done
zpty -d shell
[[ -e finished ]] || print -r -- "zsh did not answer"
sed 's/[=/]*$//' offers
END
    rm -f finished offers
    zsh -f driver.zsh "$1" 2>&1 | sort -u
}

fish_offers() {
    fish --no-config -c '
        source $ROOT/completions/h12.fish
        complete -C $argv[1]
    ' "$1" 2>&1 | cut -f 1 | sed 's,/$,,' | sort
}

# offers SHELL LINE WORD...: exactly these are offered.
offers() {
    local shell=$1 line=$2
    shift 2
    command -v "$shell" >/dev/null || skip "no $shell"
    printf '%s\n' "$@" | sort >wanted
    "${shell}_offers" "$line" | grep -vxE 'wanted|found|driver.zsh|offers|finished' >found || true
    diff -u wanted found || {
        echo "$shell: '$line'"
        return 1
    }
}

# The same cases for each shell.
check_options() {
    offers "$1" 'h12-deadline --ca' --calendar
    offers "$1" 'h12-return --un' --unmatched
    offers "$1" 'h12-route --dec' --decisions
    offers "$1" 'h12-intake --ma' --map --max-line
    offers "$1" 'h12-archive --mo' --moved
    offers "$1" 'h12-check --su' --summary
    offers "$1" 'h12-commit --st' --stamp --strict
    offers "$1" 'h12-report --p' --partial --policy --progress
}

check_words() {
    offers "$1" 'h12-report ' holding overdue supervision
    offers "$1" 'h12-report --lang ' en zh
    offers "$1" 'h12-report --format ' csv json text
    offers "$1" 'h12-intake --encoding ' gb18030 utf-8
    offers "$1" 'h12-intake --delimiter ' bar comma semicolon tab
}

check_files() {
    offers "$1" 'h12-deadline le' ledger.ndjson
    offers "$1" 'h12-report overdue le' ledger.ndjson
    offers "$1" 'h12-return --requests an' and.csv
    offers "$1" 'h12-route --share ' here
    offers "$1" 'h12-archive --to ' here
    offers "$1" 'h12-commit le' ledger.ndjson
    offers "$1" 'h12-commit --allow-remove an' and.csv
}

@test "bash offers options" { check_options bash; }
@test "bash offers the words of an enumeration" { check_words bash; }
@test "bash offers files, and folders for --share" { check_files bash; }
@test "bash offers the words behind an equals sign" {
    offers bash 'h12-report --lang = z' zh
    offers bash 'h12-report --lang =' en zh
    offers bash 'h12-report --top 5 ' holding overdue supervision
}

@test "zsh offers options" { check_options zsh; }
@test "zsh offers the words of an enumeration" { check_words zsh; }
@test "zsh offers files, and folders for --share" { check_files zsh; }

@test "fish offers options" { check_options fish; }
@test "fish offers the words of an enumeration" { check_words fish; }
@test "fish offers files, and folders for --share" { check_files fish; }
