/* h12-archive: moves cases that were closed long ago into a folder of months, and passes the rest.
 */
#include "lib/base/die.h"
#include "lib/base/shown.h"
#include "lib/case/history.h"
#include "lib/case/state.h"
#include "lib/record/archive.h"
#include "lib/record/id_list.h"
#include "lib/tool/run.h"

#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: h12-archive [OPTION]... --to FOLDER [FILE]...\n"
    "\n"
    "Moves cases that were closed more than so many days ago into FOLDER/YYYY-MM.ndjson,\n"
    "by the month of closing, each once, and passes the rest.\n"
    "\n"
    "      --to FOLDER       the archive; it is made where it is not there; required\n"
    "      --days N          how long a closed case stays (default: policy archive.keep)\n"
    "      --moved FILE      write the ids of the moved cases there, for h12-commit's\n"
    "                        --allow-remove\n";

enum { OPTION_TO = OWN_OPTION, OPTION_DAYS, OPTION_MOVED };

static const struct option options[] = {
    {"to", required_argument, NULL, OPTION_TO},
    {"days", required_argument, NULL, OPTION_DAYS},
    {"moved", required_argument, NULL, OPTION_MOVED},
    {0},
};

enum { DAYS_MAX = 100000 };

struct clearing {
    struct run run;
    const char *to, *moved;
    int64_t days; /* -1: the policy's */
    struct archive archive;
    struct output moved_ids;
    uint64_t moved_count, differing;
};

static void on_option(void *context, int option, const char *value)
{
    struct clearing *work = context;
    if (option == OPTION_TO)
        work->to = value;
    else if (option == OPTION_DAYS)
        work->days = option_number("--days", value, DAYS_MAX);
    else if (option == OPTION_MOVED)
        work->moved = value;
}

static const struct tool tool = {
    .usage = usage,
    .options = options,
    .on_option = on_option,
};

/* What is written whole would take a month's cases away, and what is added to one would end it. */
static void refuse_own_file(const struct clearing *work, const char *option, const char *path)
{
    if (path != NULL && strcmp(path, "-") != 0 && archive_has_path(work->to, path))
        die(STATUS_USAGE, "%s: '%s' is a file of the archive '%s'", option, path, work->to);
}

static void refuse_mix_ups(const struct clearing *work)
{
    const struct settings *settings = &work->run.settings;
    refuse_own_file(work, "--output", settings->output);
    refuse_own_file(work, "--rejects", settings->rejects);
    refuse_own_file(work, "--moved", work->moved);
    if (archive_has_descriptor(work->to, STDOUT_FILENO))
        die(STATUS_USAGE, "standard output is a file of the archive '%s'", work->to);
}

static void open_files(struct clearing *work)
{
    refuse_mix_ups(work);
    run_open(&work->run);
    if (work->moved != NULL)
        run_open_beside(&work->run, &work->moved_ids, "--moved", work->moved);
    archive_open(&work->archive, work->to, work->run.settings.max_line);
}

/* The day on which a final case became final; false where it is not final or does not say. */
static bool final_day(struct record *record, enum state state, day_number *day)
{
    if (state != STATE_CLOSED && state != STATE_WITHDRAWN)
        return false;
    instant at = history_last_of(record, state_words[state]);
    if (at == INSTANT_NONE)
        at = history_last(record); /* an older system's word for it */
    if (at == INSTANT_NONE)
        return false;
    *day = instant_day(at, record->offset);
    return true;
}

static void note_moved(struct clearing *work, struct span id)
{
    work->moved_count++;
    if (work->moved == NULL)
        return;
    id_list_write(&work->moved_ids.buffer, id);
    buffer_add_byte(&work->moved_ids.buffer, '\n');
    output_drain(&work->moved_ids);
}

/* The filter: a case that is final for long enough goes into the archive, or is there already. */
static enum outcome clear(void *context, struct record *record)
{
    struct clearing *work = context;
    struct case_head head;
    day_number day;
    if (!case_read_head(record, &head))
        return OUTCOME_REJECT;
    bool is_final = final_day(record, head.state, &day);
    if (!fault_none(&record->fault))
        return OUTCOME_REJECT;
    if (!is_final || instant_day(work->run.now, record->offset) - day <= work->days)
        return OUTCOME_PASS;
    struct span line = {record->line, record->length};
    if (archive_add(&work->archive, day, head.id, line) == ARCHIVE_DIFFERS) {
        char id[SHOWN_SIZE];
        warn("case '%s' is in the archive as another record; it stays", shown(head.id, id));
        work->differing++;
        return OUTCOME_PASS;
    }
    note_moved(work, head.id);
    return OUTCOME_TAKEN;
}

int main(int argc, char **argv)
{
    static struct clearing work = {.days = -1};
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    if (work.to == NULL || *work.to == '\0')
        die(STATUS_USAGE, "no --to FOLDER; try '%s --help'", program_name());
    if (work.days < 0)
        work.days = work.run.policy.archive_keep;
    open_files(&work);
    run_pump(&work.run, clear, &work);
    archive_close(&work.archive); /* before the rest is without them */
    buffer_printf(&work.run.note, ", %llu archived", (unsigned long long)work.moved_count);
    work.run.found = work.differing > 0;
    return run_finish(&work.run);
}
