#include "lib/tool/run.h"

#include "lib/base/die.h"
#include "lib/reference/share.h"
#include "lib/tool/run_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_POLICY "policy/hangzhou-draft-2023.json"

static instant fix_now(const struct run *run, time_t clock)
{
    const char *text = run->settings.now;
    const char *where = "--now";
    const struct deadline_rules *rules = &run->policy.deadline;
    if (text == NULL) {
        text = getenv("H12_NOW");
        where = "H12_NOW";
        if (text == NULL || *text == '\0')
            return (instant)clock;
    }
    day_number day;
    instant now;
    if (day_read(span_of(text), &day))
        return instant_at(day, SECONDS_PER_DAY - 1, rules->offset);
    /* The dates of other forms that files may have would be midnight here: they are not taken. */
    bool has_clock = strlen(text) > DAY_TEXT_LENGTH && text[4] == '-';
    if (!has_clock || !instant_read(span_of(text), rules->offset, &now))
        die(STATUS_USAGE, "%s: '%s' is not a time such as 2026-10-12 or 2026-10-12T08:30:00+08:00",
            where, text);
    return now;
}

/* A file that we open must not take the place of a standard descriptor that is closed: the summary
 * would end up in the ledger. What is closed is opened the wrong way round, so that using it still
 * fails. */
static void hold_standard_descriptors(void)
{
    for (int descriptor = 0; descriptor <= 2; descriptor++)
        if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF)
            (void)open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
}

void run_start(struct run *run, const struct tool *tool, int argc, char **argv, void *context,
               time_t clock)
{
    *run = (struct run){.tool = tool, .settings = {.progress = -1, .max_line = LINE_CAP}};
    program_name_set(argv[0]);
    hold_standard_descriptors();
    signal(SIGXFSZ, SIG_IGN); /* a file-size limit is a write that fails: status 3 */
    signal(SIGPIPE, SIG_DFL); /* a closed reader ends a tool silently, whatever the parent set */
    run_read_options(run, argc, argv, context);
    run->share = share_find(run->settings.share, getenv("H12_SHARE"));
    if (run->settings.policy != NULL) {
        policy_load(&run->policy, run->settings.policy);
    } else {
        char *path = run_share_path(run, DEFAULT_POLICY);
        policy_load(&run->policy, path);
        free(path);
    }
    run->now = fix_now(run, clock);
}

char *run_share_path(const struct run *run, const char *name)
{
    return share_path(run->share, name);
}

/* Input, output and rejects must be three different files, but for an output that is to replace
 * an input. */
static void refuse_mix_ups(const struct run *run)
{
    const struct settings *settings = &run->settings;
    if (run->output.target_existed && rejects_is_same_file(&run->rejects, &run->output.target_stat))
        die(STATUS_USAGE, "'%s' is the output and the rejects at once", settings->rejects);
    if (settings->output != NULL && settings->rejects != NULL &&
        strcmp(settings->output, settings->rejects) == 0 && strcmp(settings->output, "/dev/null"))
        die(STATUS_USAGE, "'%s' is the output and the rejects at once", settings->rejects);
    for (size_t i = 0; i < run->pump.source_count; i++)
        if (rejects_is_same_file(&run->rejects, &run->pump.sources[i].status))
            die(STATUS_USAGE, "'%s' is an input and the rejects at once", settings->rejects);
}

/* Whether it would take an archive's place, which is an input as well. One that can't be found is
 * status 2. */
static bool is_an_archive(const struct run *run, const struct output *output)
{
    struct stat status;
    for (size_t i = 0; i < run->settings.archived_count; i++) {
        const char *path = run->settings.archived[i];
        if (stat(path, &status) != 0)
            die(STATUS_USAGE, "'%s': %s", path, strerror(errno));
        if (S_ISREG(status.st_mode) &&
            (output_is_same_file(output, &status) || rejects_is_same_file(&run->rejects, &status)))
            return true;
    }
    return false;
}

static bool output_is_an_input(const struct run *run)
{
    for (size_t i = 0; i < run->pump.source_count; i++)
        if (output_is_same_file(&run->output, &run->pump.sources[i].status))
            return true;
    return false;
}

static uint64_t total_bytes(const struct pump *pump)
{
    uint64_t total = 0;
    for (size_t i = 0; i < pump->source_count; i++) {
        if (!S_ISREG(pump->sources[i].status.st_mode))
            return 0;
        total += (uint64_t)pump->sources[i].status.st_size;
    }
    return total;
}

void run_open(struct run *run)
{
    const struct settings *settings = &run->settings;
    pump_open(&run->pump, settings->files, settings->file_count);
    rejects_open(&run->rejects, settings->rejects);
    output_open(&run->output, settings->output);
    refuse_mix_ups(run);
    if (is_an_archive(run, &run->output))
        die(STATUS_USAGE, "a file of --archived is the output or the rejects at once");
    run->pump.output = (run->tool->takes & TAKES_NO_OUTPUT) != 0 ? NULL : &run->output;
    run->pump.rejects = &run->rejects;
    run->pump.strict = settings->strict;
    run->pump.max_line = settings->max_line;
    run->pump.offset = run->policy.deadline.offset;
    progress_start(&run->pump.progress, settings->progress, total_bytes(&run->pump));
}

/* Whether a file is also another output of the run; a device may serve for several. */
static bool is_same_target(const struct output *file, const struct output *other)
{
    if (file->target != NULL && other->target != NULL && strcmp(file->target, other->target) == 0)
        return true;
    return file->target != NULL && file->target_existed && other->target_existed &&
           output_is_same_file(file, &other->target_stat);
}

void run_open_beside(struct run *run, struct output *beside, const char *option, const char *path)
{
    if (strcmp(path, "-") == 0)
        die(STATUS_USAGE, "%s needs a file of its own", option);
    output_open(beside, path);
    bool taken = is_same_target(beside, &run->output) || is_an_archive(run, beside);
    for (size_t i = 0; i < run->beside_count; i++)
        taken |= is_same_target(beside, run->beside[i]);
    if (beside->target != NULL && beside->target_existed) {
        taken |= rejects_is_same_file(&run->rejects, &beside->target_stat);
        for (size_t i = 0; i < run->pump.source_count; i++)
            taken |= output_is_same_file(beside, &run->pump.sources[i].status);
    }
    if (taken)
        die(STATUS_USAGE, "%s: '%s' is an input or another output", option, path);
    run->beside[run->beside_count++] = beside;
}

void run_pump(struct run *run, filter_function *filter, void *context)
{
    pump_run(&run->pump, filter, context);
}

static void add_event_counts(struct buffer *line, const struct event_counts *events)
{
    buffer_printf(line,
                  "; events: %llu read, %llu applied, %llu already applied, %llu refused, "
                  "%llu rejected",
                  (unsigned long long)events->read, (unsigned long long)events->applied,
                  (unsigned long long)events->already_applied, (unsigned long long)events->refused,
                  (unsigned long long)events->rejected);
    if (events->unmatched > 0)
        buffer_printf(line, ", %llu unmatched", (unsigned long long)events->unmatched);
    if (events->archived > 0)
        buffer_printf(line, ", %llu archived", (unsigned long long)events->archived);
}

/* Whether rejects keep the old file in its place: what was written then goes nowhere. */
static bool keeps_old_file(const struct run *run)
{
    return run->ledger == LEDGER_REPLACED && run->output.target != NULL && run->rejects.count > 0 &&
           (run->pump.strict || output_is_an_input(run));
}

static void write_summary(const struct run *run, struct buffer *line)
{
    const struct counts *counts = &run->pump.counts;
    buffer_printf(line, "%llu read", (unsigned long long)counts->read);
    if (run->pump.output != NULL)
        buffer_printf(line, ", %llu written", (unsigned long long)counts->written);
    buffer_printf(line, ", %llu rejected", (unsigned long long)counts->rejected);
    buffer_add_span(line, buffer_span(&run->note));
    if (run->pump.output != NULL && keeps_old_file(run))
        buffer_add_string(line, ", nothing taken over");
    if (run->events != NULL)
        add_event_counts(line, run->events);
}

static void commit_beside(struct run *run)
{
    for (size_t i = 0; i < run->beside_count; i++)
        output_commit(run->beside[i]);
}

/* All is written before the first file is put in its place: a full disk leaves the old ones. */
static void commit(struct run *run)
{
    for (size_t i = 0; i < run->beside_count; i++)
        output_seal(run->beside[i]);
    if (run->beside_first) {
        output_seal(&run->output);
        commit_beside(run);
    }
    output_commit(&run->output);
    if (!run->beside_first)
        commit_beside(run);
}

static void abandon(struct run *run)
{
    output_abandon(&run->output);
    for (size_t i = 0; i < run->beside_count; i++)
        output_abandon(run->beside[i]);
}

static enum status conclude(struct run *run)
{
    bool rejected = run->rejects.count > 0;
    bool in_place = output_is_an_input(run);
    if (run->ledger != LEDGER_REPLACED) {
        abandon(run);
        return run->ledger == LEDGER_UNCHANGED ? STATUS_OK : STATUS_IO;
    }
    if (rejected && (run->pump.strict || in_place)) {
        abandon(run);
        if (!in_place || run->pump.strict)
            return STATUS_REJECTS;
        warn("'%s' is left as it was: some of its lines were rejected", run->output.name);
        return STATUS_IO;
    }
    commit(run);
    return rejected || run->found ? STATUS_REJECTS : STATUS_OK;
}

int run_finish(struct run *run)
{
    /* Written out first: once the output is in its place, no memory is asked for. */
    struct buffer summary = {0};
    write_summary(run, &summary);
    const char *text = buffer_string(&summary);
    enum status status = conclude(run);
    if (!run->settings.quiet)
        warn("%s", text);
    buffer_release(&summary);
    pump_close(&run->pump);
    output_release(&run->output);
    for (size_t i = 0; i < run->beside_count; i++)
        output_release(run->beside[i]);
    buffer_release(&run->rejects.buffer);
    buffer_release(&run->note);
    policy_release(&run->policy);
    free(run->settings.calendars);
    free(run->settings.archived);
    free(run->share);
    return (int)status;
}
