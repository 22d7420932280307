#include "lib/tool/run_parts.h"

#include "lib/base/die.h"
#include "lib/base/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef H12_VERSION
#define H12_VERSION "0"
#endif

enum {
    OPTION_STRICT = 1,
    OPTION_NOW,
    OPTION_POLICY,
    OPTION_SHARE,
    OPTION_AUTO,
    OPTION_SHARD,
    OPTION_UNMATCHED,
    OPTION_ARCHIVED,
    OPTION_CALENDAR,
    OPTION_PROGRESS,
    OPTION_NO_PROGRESS,
    OPTION_MAX_LINE,
};

/* One shared option: how getopt_long sees it and how --help prints it. */
struct shared_option {
    struct option option;
    unsigned takes;  /* only for tools that take it; 0: all */
    unsigned unless; /* not for tools that have this */
    const char *help;
};

static const struct shared_option shared_options[] = {
    {{"output", required_argument, NULL, 'o'},
     0,
     TAKES_LEDGER,
     "  -o, --output FILE     write there, whole or not at all, instead of to standard output\n"},
    {{"rejects", required_argument, NULL, 'r'},
     0,
     0,
     "  -r, --rejects FILE    append refused input there as NDJSON, instead of to stderr\n"},
    {{"strict", no_argument, NULL, OPTION_STRICT},
     0,
     0,
     "      --strict          stop at the first reject, exit 1\n"},
    {{"now", required_argument, NULL, OPTION_NOW},
     0,
     0,
     "      --now TIME        the instant to judge by; a date is its last second\n"},
    {{"policy", required_argument, NULL, OPTION_POLICY},
     0,
     0,
     "      --policy FILE     the rule set (default: the draft of 2023)\n"},
    {{"share", required_argument, NULL, OPTION_SHARE},
     0,
     0,
     "      --share DIR       where the reference tables are\n"},
    {{"calendar", required_argument, NULL, OPTION_CALENDAR},
     TAKES_CALENDAR,
     0,
     "      --calendar FILE   a calendar over those before it; again for more\n"},
    {{"auto", no_argument, NULL, OPTION_AUTO},
     TAKES_AUTO,
     0,
     "      --auto            apply proposals without waiting for a person\n"},
    {{"shard", no_argument, NULL, OPTION_SHARD},
     TAKES_SHARD,
     0,
     "      --shard           this is a part of a ledger: other cases' events are no rejects\n"},
    {{"unmatched", required_argument, NULL, OPTION_UNMATCHED},
     TAKES_SHARD,
     0,
     "      --unmatched FILE  with --shard: write the events of other cases there\n"},
    {{"archived", required_argument, NULL, OPTION_ARCHIVED},
     TAKES_SHARD,
     0,
     "      --archived FILE   cases of an archive: their events are set aside; again for more\n"},
    {{"max-line", required_argument, NULL, OPTION_MAX_LINE},
     0,
     0,
     "      --max-line BYTES  the longest line that is read or written (default 1048576)\n"},
    {{"progress", no_argument, NULL, OPTION_PROGRESS},
     0,
     0,
     "      --progress        show progress on stderr\n"},
    {{"no-progress", no_argument, NULL, OPTION_NO_PROGRESS},
     0,
     0,
     "      --no-progress     show none, not on a terminal either\n"},
    {{"quiet", no_argument, NULL, 'q'}, 0, 0, "  -q, --quiet           no summary line\n"},
    {{"help", no_argument, NULL, 'h'}, 0, 0, "  -h, --help            print this and exit\n"},
    {{"version", no_argument, NULL, 'V'},
     0,
     0,
     "  -V, --version         print the version and exit\n"},
};

enum { SHARED_COUNT = sizeof shared_options / sizeof *shared_options, OPTIONS_MAX = 48 };

static bool is_taken(const struct tool *tool, const struct shared_option *shared)
{
    return (shared->takes == 0 || (tool->takes & shared->takes) != 0) &&
           (tool->takes & shared->unless) == 0;
}

static void print_and_exit(const char *text)
{
    if (fputs(text, stdout) == EOF || fflush(stdout) == EOF)
        die(STATUS_IO, "'standard output': %s", strerror(errno));
    exit(STATUS_OK);
}

static void print_help(const struct tool *tool)
{
    struct buffer help = {0};
    buffer_add_string(&help, tool->usage);
    for (size_t i = 0; i < SHARED_COUNT; i++)
        if (is_taken(tool, &shared_options[i]))
            buffer_add_string(&help, shared_options[i].help);
    print_and_exit(buffer_string(&help));
}

static void print_version(void)
{
    char text[80];
    snprintf(text, sizeof text, "%s %s\n", program_name(), H12_VERSION);
    print_and_exit(text);
}

static size_t read_size(const char *value)
{
    char *end;
    errno = 0;
    unsigned long long size = strtoull(value, &end, 10);
    if (errno != 0 || end == value || *end != '\0' || *value == '-' || size < 64 ||
        size > 1024ULL * 1024 * 1024)
        die(STATUS_USAGE, "--max-line: '%s' is not a number of bytes from 64 to 1073741824", value);
    return (size_t)size;
}

static void add_path(const char ***paths, size_t *count, const char *path)
{
    *paths = memory_resize(*paths, *count + 1, sizeof **paths);
    (*paths)[(*count)++] = path;
}

static void add_archive(struct settings *settings, const char *path)
{
    if (strcmp(path, "-") == 0)
        die(STATUS_USAGE, "--archived needs a file of its own");
    add_path(&settings->archived, &settings->archived_count, path);
}

static void take_option(struct run *run, int option, const char *value)
{
    struct settings *settings = &run->settings;
    switch (option) {
    case 'o':
        settings->output = value;
        break;
    case 'r':
        settings->rejects = value;
        break;
    case 'q':
        settings->quiet = true;
        break;
    case 'h':
        print_help(run->tool);
        break;
    case 'V':
        print_version();
        break;
    case OPTION_STRICT:
        settings->strict = true;
        break;
    case OPTION_NOW:
        settings->now = value;
        break;
    case OPTION_POLICY:
        settings->policy = value;
        break;
    case OPTION_SHARE:
        settings->share = value;
        break;
    case OPTION_AUTO:
        settings->automatic = true;
        break;
    case OPTION_SHARD:
        settings->shard = true;
        break;
    case OPTION_UNMATCHED:
        settings->unmatched = value;
        break;
    case OPTION_CALENDAR:
        add_path(&settings->calendars, &settings->calendar_count, value);
        break;
    case OPTION_ARCHIVED:
        add_archive(settings, value);
        break;
    case OPTION_PROGRESS:
    case OPTION_NO_PROGRESS:
        settings->progress = option == OPTION_PROGRESS;
        break;
    case OPTION_MAX_LINE:
        settings->max_line = read_size(value);
        break;
    default:
        break;
    }
}

/* getopt_long would print the argument raw; our messages are made safe for a terminal. */
static void refuse_option(int option, char **argv)
{
    const char *given = argv[optind - 1];
    if (option == ':')
        die(STATUS_USAGE, "option '%s' needs a value; try '%s --help'", given, program_name());
    if (optopt > 0 && optopt < 256 && strncmp(given, "--", 2) != 0)
        die(STATUS_USAGE, "unknown option '-%c'; try '%s --help'", optopt, program_name());
    die(STATUS_USAGE, "option '%s' is unknown, ambiguous, or takes no value; try '%s --help'",
        given, program_name());
}

void run_read_options(struct run *run, int argc, char **argv, void *context)
{
    struct option options[OPTIONS_MAX] = {0};
    size_t count = 0;
    for (size_t i = 0; i < SHARED_COUNT; i++)
        if (is_taken(run->tool, &shared_options[i]))
            options[count++] = shared_options[i].option;
    for (const struct option *own = run->tool->options; own != NULL && own->name != NULL; own++)
        options[count++] = *own;
    int option;
    opterr = 0;
    const char *letters = (run->tool->takes & TAKES_LEDGER) != 0 ? ":r:qhV" : ":o:r:qhV";
    while ((option = getopt_long(argc, argv, letters, options, NULL)) != -1) {
        if (option == '?' || option == ':')
            refuse_option(option, argv);
        if (option >= OWN_OPTION)
            run->tool->on_option(context, option, optarg);
        else
            take_option(run, option, optarg);
    }
    if ((run->tool->takes & TAKES_LEDGER) != 0) {
        if (optind == argc || *argv[optind] == '\0' || strcmp(argv[optind], "-") == 0)
            die(STATUS_USAGE, "which ledger? try '%s --help'", program_name());
        run->settings.output = argv[optind++];
    }
    run->settings.files = argv + optind;
    run->settings.file_count = (size_t)(argc - optind);
}

int64_t option_number(const char *option, const char *value, int64_t most)
{
    char *end;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    if (errno != 0 || *value < '0' || *value > '9' || *end != '\0' || number > most)
        die(STATUS_USAGE, "%s: '%s' is not a number from 0 to %lld", option, value,
            (long long)most);
    return number;
}
