/* h12-reply: takes the units' replies to citizens, says what of art.15 they lack, and carries out
 * the hotline's reviews of them (art.11(1), 12(1)). */
#include "lib/base/die.h"
#include "lib/case/reply_events.h"
#include "lib/case/reply_signs.h"
#include "lib/case/state.h"
#include "lib/tool/events.h"
#include "lib/tool/unit_tables.h"

static const char usage[] =
    "usage: h12-reply [OPTION]... --replies FILE [FILE]...\n"
    "\n"
    "Applies the units' replies to citizens and the hotline's reviews of them; says what\n"
    "of art.15 a reply lacks, and proposes what to do with it.\n"
    "\n"
    "      --replies FILE    replies and reviews, CSV or NDJSON; required\n";

enum { OPTION_REPLIES = OWN_OPTION };

static const struct option options[] = {
    {"replies", required_argument, NULL, OPTION_REPLIES},
    {0},
};

struct replying {
    struct run run;
    const char *replies;
    struct unit_tables tables;
    struct reply_desk desk;
    struct reply_signs signs;
    struct event_feed feed;
    struct reply_case current;
};

static void on_option(void *context, int option, const char *value)
{
    struct replying *work = context;
    if (option == OPTION_REPLIES)
        event_option_take(&work->replies, "--replies", value);
}

static const struct tool tool = {
    .usage = usage,
    .takes = TAKES_AUTO | TAKES_SHARD | TAKES_CALENDAR,
    .options = options,
    .on_option = on_option,
};

static void load_tables(struct replying *work)
{
    const struct run *run = &work->run;
    unit_tables_load_alone(&work->tables, run);
    work->desk = (struct reply_desk){
        .rules = &run->policy.reply,
        .clock = &run->policy.deadline,
        .returns = &run->policy.returns,
        .directory = &work->tables.directory,
        .calendar = &work->tables.calendars.city,
        .signs = &work->signs,
        .now = run->now,
        .automatic = run->settings.automatic || run->policy.reply.automatic,
    };
}

static enum event_verdict apply(void *context, const struct event *event, struct fault *fault)
{
    struct replying *work = context;
    return reply_case_apply(&work->current, event, fault);
}

/* The filter: a case without events passes byte for byte. */
static enum outcome handle_case(void *context, struct record *record)
{
    struct replying *work = context;
    struct case_head head;
    if (!case_read_head(record, &head))
        return OUTCOME_REJECT;
    if (!event_feed_take(&work->feed, record, head.id))
        return fault_none(&record->fault) ? OUTCOME_PASS : OUTCOME_REJECT;
    if (!reply_case_read(&work->current, &work->desk, record, head.state))
        return OUTCOME_REJECT;
    if (event_feed_apply(&work->feed, apply, work) > 0)
        reply_case_write(&work->current);
    return fault_none(&record->fault) ? OUTCOME_PASS : OUTCOME_REJECT;
}

static void open_files(struct replying *work)
{
    run_open(&work->run);
    event_feed_open(&work->feed, &work->run, work->replies, &reply_event_plan);
    reply_signs_count(&work->signs, &work->feed.events);
}

/* What contradicts itself is status 2. */
static void check_options(const struct replying *work)
{
    if (work->replies == NULL)
        die(STATUS_USAGE, "no --replies FILE; try '%s --help'", program_name());
    event_feed_check(&work->run, work->replies, "--replies");
}

static void release_tables(struct replying *work)
{
    unit_tables_release(&work->tables);
    reply_signs_release(&work->signs);
    buffer_release(&work->current.log.buffer);
}

int main(int argc, char **argv)
{
    static struct replying work;
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    check_options(&work);
    load_tables(&work);
    open_files(&work);
    run_pump(&work.run, handle_case, &work);
    event_feed_close(&work.feed);
    release_tables(&work);
    return run_finish(&work.run);
}
