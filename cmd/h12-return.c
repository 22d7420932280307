/* h12-return: judges the units' requests to be relieved of a case (art.14, 16 to 18). */
#include "lib/base/die.h"
#include "lib/case/return_events.h"
#include "lib/reference/agreement.h"
#include "lib/reference/calendar.h"
#include "lib/reference/directory.h"
#include "lib/tool/events.h"
#include "lib/tool/run.h"

#include <stdlib.h>

static const char usage[] =
    "usage: h12-return [OPTION]... --requests FILE [FILE]...\n"
    "\n"
    "Applies the units' requests to be relieved of cases, and the hotline's decisions\n"
    "on them; proposes what art.16 asks for.\n"
    "\n"
    "      --requests FILE   requests and decisions, CSV or NDJSON; required\n";

enum { OPTION_REQUESTS = OWN_OPTION };

static const struct option options[] = {
    {"requests", required_argument, NULL, OPTION_REQUESTS},
    {0},
};

struct returning {
    struct run run;
    const char *requests;
    struct directory directory;
    struct catalogue catalogue;
    struct calendars calendars;
    struct return_desk desk;
    struct event_feed feed;
    struct return_case current;
};

static void on_option(void *context, int option, const char *value)
{
    struct returning *work = context;
    if (option == OPTION_REQUESTS)
        work->requests = value;
}

static const struct tool tool = {
    .usage = usage,
    .takes = TAKES_AUTO | TAKES_SHARD | TAKES_CALENDAR,
    .options = options,
    .on_option = on_option,
};

static void load_tables(struct returning *work)
{
    struct problems problems = {0};
    struct run *run = &work->run;
    char *units = run_share_path(run, "units.csv");
    char *matters = run_share_path(run, "matters.csv");
    directory_load(&work->directory, units, &problems);
    catalogue_load(&work->catalogue, matters, &problems);
    calendars_load(&work->calendars, &work->directory, &run->policy, run->share,
                   run->settings.calendars, run->settings.calendar_count, &problems);
    agreement_check(&run->policy, &work->directory, &work->catalogue, matters, &problems);
    problems_end(&problems);
    free(units);
    free(matters);
    work->desk = (struct return_desk){
        .rules = &run->policy.returns,
        .clock = &run->policy.deadline,
        .directory = &work->directory,
        .catalogue = &work->catalogue,
        .calendars = &work->calendars,
        .now = run->now,
        .automatic = run->settings.automatic || run->policy.returns.automatic,
    };
}

static enum event_verdict apply(void *context, const struct event *event, struct fault *fault)
{
    struct returning *work = context;
    return return_case_apply(&work->current, event, fault);
}

/* The filter: a case without requests passes byte for byte. */
static enum outcome handle_case(void *context, struct record *record)
{
    struct returning *work = context;
    struct case_head head;
    if (!case_read_head(record, &head))
        return OUTCOME_REJECT;
    if (!event_feed_take(&work->feed, record, head.id))
        return fault_none(&record->fault) ? OUTCOME_PASS : OUTCOME_REJECT;
    if (!return_case_read(&work->current, &work->desk, record, head.state))
        return OUTCOME_REJECT;
    if (event_feed_apply(&work->feed, apply, work) > 0)
        return_case_write(&work->current);
    return OUTCOME_PASS;
}

static void release_tables(struct returning *work)
{
    directory_release(&work->directory);
    catalogue_release(&work->catalogue);
    calendars_release(&work->calendars);
    buffer_release(&work->current.log.buffer);
}

int main(int argc, char **argv)
{
    static struct returning work;
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    if (work.requests == NULL)
        die(STATUS_USAGE, "no --requests FILE; try '%s --help'", program_name());
    event_feed_check(&work.run, work.requests);
    load_tables(&work);
    run_open(&work.run);
    event_feed_open(&work.feed, &work.run, work.requests, &return_event_plan);
    run_pump(&work.run, handle_case, &work);
    event_feed_close(&work.feed);
    release_tables(&work);
    return run_finish(&work.run);
}
