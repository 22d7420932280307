# The README's console blocks print what they show, run in one go as a new user would.

load helper

@test "README: every command prints what the page shows" {
    ln -s "$ROOT/share" share
    awk '/^```console$/ { on = 1; next } /^```$/ { on = 0 } on' "$ROOT/README.md" >page
    [ "$(grep -c '^\$ ' page)" -gt 8 ]
    # The commands alone, each followed by a mark, run by one shell.
    sed -n 's/^\$ //p' page >commands
    while IFS= read -r command; do
        printf 'printf "%%s\\n" %q\n%s\n' "\$ $command" "$command"
    done <commands >script
    export H12_NOW=2026-10-12
    run bash -c 'bash script 2>&1 | diff -u page -'
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "README: names every tool, and says first that the regulation is a draft" {
    for tool in $TOOLS; do
        grep -q "\`$tool\`" "$ROOT/README.md"
    done
    head -n 12 "$ROOT/README.md" | grep -q 'The regulation is a draft'
}
