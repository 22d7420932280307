/* The frame of a tool: the options that all share, the policy, the instant to judge by, the files,
 * the pump, the summary and the exit status. A tool adds its own options, its tables, and one
 * filter. Knows nothing of what the filter decides. */
#ifndef H12_TOOL_RUN_H
#define H12_TOOL_RUN_H

#include "lib/record/pump.h"
#include "lib/reference/policy.h"

#include <getopt.h>
#include <stdbool.h>
#include <time.h>

/* Which of the shared options a tool takes beyond those that all do. */
enum takes {
    TAKES_AUTO = 1,      /* --auto */
    TAKES_SHARD = 2,     /* --shard, --unmatched, --archived: it takes events */
    TAKES_CALENDAR = 4,  /* --calendar */
    TAKES_NO_OUTPUT = 8, /* it writes no records: a report */
    TAKES_LEDGER = 16,   /* its first argument is what it replaces, all or nothing: no --output */
};

/* What a tool says of itself. */
struct tool {
    const char *usage; /* the synopsis and the tool's own options, as --help prints
                          them; the shared options follow by themselves */
    unsigned takes;
    const struct option *options; /* own ones, ended by a zero row; values from OWN_OPTION on */
    /* Takes one own option; what is wrong with its value is die(STATUS_USAGE, ...). */
    void (*on_option)(void *context, int option, const char *value);
};

enum { OWN_OPTION = 1000, RUN_BESIDE = 2 };

struct settings {
    const char *output, *rejects, *now, *policy, *share, *unmatched;
    bool strict, automatic, shard, quiet;
    int progress; /* 1 always, 0 never, -1 as it fits */
    size_t max_line;
    const char **calendars;
    size_t calendar_count;
    const char **archived; /* paths of records or ids, see id_list.h */
    size_t archived_count;
    char **files;
    size_t file_count;
};

/* Counts of an event file, beside those of the stream. */
struct event_counts {
    uint64_t read, applied, already_applied, refused, rejected, unmatched;
    uint64_t archived; /* of cases in an archive: set aside */
};

/* What becomes of the ledger of a tool that takes one. */
enum ledger_fate {
    LEDGER_REPLACED,
    LEDGER_UNCHANGED, /* what came in is what it was: it is not touched, status 0 */
    LEDGER_REFUSED,   /* it has to stand: status 3 */
};

enum { BESIDE_MAX = 4 };

struct run {
    const struct tool *tool;
    struct settings settings;
    char *share; /* the folder of the tables */
    struct policy policy;
    instant now;
    struct pump pump;
    struct output output;
    struct output *beside[BESIDE_MAX]; /* further files that stand or fall with the output */
    size_t beside_count;
    bool beside_first; /* they are put in their places before the output, not after it */
    struct rejects rejects;
    enum ledger_fate ledger;           /* for a tool that takes one */
    bool found;                        /* the tool's own reason for status 1 */
    struct buffer note;                /* more for the summary line, ", 3 provisional" */
    const struct event_counts *events; /* NULL: the tool takes none */
};

/* Reads options, finds the tables, reads the policy and fixes `now`: --now, else $H12_NOW, else
 * the clock, which the caller has read. --help and --version end here with status 0, what is
 * wrong with status 2. `context` goes to tool->on_option. */
void run_start(struct run *run, const struct tool *tool, int argc, char **argv, void *context,
               time_t clock);

/* Opens the sources, the output and the rejects. After it nothing but reading and writing can go
 * wrong. */
void run_open(struct run *run);

/* Opens a further file that stands or falls with the output (--unmatched, --drill, --notices),
 * after run_open(); one that is an input, another output or the rejects is status 2. run_finish()
 * puts it in its place and releases it. A tool opens at most BESIDE_MAX. */
void run_open_beside(struct run *run, struct output *beside, const char *option, const char *path);

/* Pumps all sources through the filter. */
void run_pump(struct run *run, filter_function *filter, void *context);

/* Puts the output in its place, and those beside it after or before it (or lets the old files
 * stand), prints the summary, frees, and returns the exit status. */
int run_finish(struct run *run);

/* The value of an option as a number from 0 to `most`; else status 2. */
int64_t option_number(const char *option, const char *value, int64_t most);

/* A path of the share folder, to be freed. */
char *run_share_path(const struct run *run, const char *name);

#endif
