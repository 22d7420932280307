# fish completion for the h12 tools. tests/docs.bats keeps the options equal to --help.

for tool in h12-archive h12-callback h12-check h12-commit h12-deadline h12-diff h12-intake \
        h12-repeat h12-replay h12-reply h12-report h12-return h12-route h12-supervise
    complete -c $tool -e
    if test $tool != h12-commit
        complete -c $tool -s o -l output -r -F -d 'write there, whole or not at all'
    end
    complete -c $tool -s r -l rejects -r -F -d 'append refused input there as NDJSON'
    complete -c $tool -l strict -d 'stop at the first reject'
    complete -c $tool -l now -x -d 'the instant to judge by'
    complete -c $tool -l policy -r -F -d 'the rule set'
    complete -c $tool -l share -x -a '(__fish_complete_directories)' \
        -d 'where the reference tables are'
    complete -c $tool -l max-line -x -d 'the longest line, in bytes'
    complete -c $tool -l progress -d 'show progress'
    complete -c $tool -l no-progress -d 'show no progress'
    complete -c $tool -s q -l quiet -d 'no summary line'
    complete -c $tool -s h -l help -d 'print the options and exit'
    complete -c $tool -s V -l version -d 'print the version and exit'
end

for tool in h12-callback h12-check h12-deadline h12-repeat h12-replay h12-reply h12-report h12-return \
        h12-route h12-supervise
    complete -c $tool -l calendar -r -F -d 'a calendar over those before it'
end

for tool in h12-callback h12-deadline h12-intake h12-reply h12-return h12-route h12-supervise
    complete -c $tool -l shard -d 'this is a part of a ledger'
    complete -c $tool -l unmatched -r -F -d 'where events of other cases go'
    complete -c $tool -l archived -r -F -d 'cases whose events are set aside'
end

complete -c h12-archive -l to -x -a '(__fish_complete_directories)' -d 'the archive'
complete -c h12-archive -l days -x -d 'how long a closed case stays'
complete -c h12-archive -l moved -r -F -d 'write the ids of the moved cases there'

complete -c h12-callback -l ratings -r -F -d 'ratings and what follows'
complete -c h12-callback -l due -d "print today's callback list"
complete -c h12-callback -l reveal -x -d 'names and numbers in full; the purpose is logged'

complete -c h12-check -l summary -d 'print how often each finding occurs'
complete -c h12-check -l tables -d 'look the codes of matters, districts and units up'

complete -c h12-commit -l stamp -d 'print the stamp of the ledger and exit'
complete -c h12-commit -l base -x -d 'the ledger must still have this stamp'
complete -c h12-commit -l keep -x -d 'keep so many ledgers'
complete -c h12-commit -l expect-new -x -d 'so many cases must be new'
complete -c h12-commit -l allow-remove -r -F -d 'the cases that were archived'
complete -c h12-commit -l wait -x -d 'seconds to wait for the lock'
complete -c h12-commit -l lock-fd -x -d 'the lock is held on this descriptor'

complete -c h12-intake -l map -r -F -d 'what the columns of this export mean'
complete -c h12-intake -l encoding -x -a 'utf-8 gb18030' -d 'of the export'
complete -c h12-intake -l delimiter -x -a 'comma tab semicolon bar' -d 'between the columns'

complete -c h12-diff -l summary -d 'count the differences'
complete -c h12-diff -l format -x -a 'text csv json' -d 'of the summary'
complete -c h12-diff -l lang -x -a 'zh en' -d 'of the summary'
complete -c h12-diff -l reveal -x -d 'show what people wrote; the purpose is logged'
complete -c h12-diff -l exit-code -d 'status 1 where they differ'

complete -c h12-repeat -l shard -d 'this is a part of a ledger'

complete -c h12-replay -l auto -d 'proposals in place of decisions'

complete -c h12-deadline -l extensions -r -F -d 'requests for more time and decisions'
complete -c h12-deadline -l auto -d 'apply proposals without waiting for a person'
complete -c h12-intake -l decisions -r -F -d "officers' decisions"
complete -c h12-intake -l known -r -F -d 'a ledger of known cases'
complete -c h12-intake -l lang -x -a 'zh en' -d 'of explanations'

complete -c h12-route -l decisions -r -F -d "officers' decisions"
complete -c h12-route -l delegate -d 'name the unit below that acts'
complete -c h12-route -l alerts -r -F -d 'append a line there for each alert'
complete -c h12-route -l unanswered -r -F -d 'write the questions without an answer there'
complete -c h12-route -l explain -x -d 'print the reckoning of one case'
complete -c h12-route -l check-tables -d 'print what should be mended in the tables'

complete -c h12-reply -l replies -r -F -d 'replies and reviews'
complete -c h12-reply -l auto -d 'apply proposals without waiting for a person'

complete -c h12-return -l requests -r -F -d 'requests and decisions'
complete -c h12-return -l dossier -r -F -d 'where dossiers for the office and the group go'
complete -c h12-return -l reveal -x -d 'do not mask the dossiers; the purpose is logged'
complete -c h12-return -l auto -d 'apply proposals without waiting for a person'

complete -c h12-report -n __fish_is_first_token -f -a overdue -d 'what is late and due next'
complete -c h12-report -n __fish_is_first_token -f -a supervision -d 'what is pushed ahead, and how'
complete -c h12-report -n __fish_is_first_token -f -a holding -d 'who had the cases how long'
complete -c h12-report -l format -x -a 'text csv json' -d 'of the report'
complete -c h12-report -l lang -x -a 'zh en' -d 'of the report'
complete -c h12-report -l bom -d 'begin CSV with a byte order mark'
complete -c h12-report -l top -x -d 'list so many cases'
complete -c h12-report -l drill -r -F -d 'write all of the cases there as CSV'
complete -c h12-report -l reveal -x -d 'show personal data; the purpose is logged'
complete -c h12-report -l partial -d 'write what was counted, for --merge'
complete -c h12-report -l merge -d 'the files are partials: add them up'

complete -c h12-supervise -l actions -r -F -d 'what the hotline did, and persons found'
complete -c h12-supervise -l notices -r -F -d 'urge the units: add notices there'
complete -c h12-supervise -l lang -x -a 'zh en' -d 'of the notices'
