/* h12-return: judges the units' requests to be relieved of a case (art.14, 16 to 18). */
#include "lib/base/die.h"
#include "lib/case/dossier.h"
#include "lib/case/return_events.h"
#include "lib/reference/agreement.h"
#include "lib/reference/directory.h"
#include "lib/tool/events.h"
#include "lib/tool/unit_tables.h"

#include <stdlib.h>

static const char usage[] =
    "usage: h12-return [OPTION]... --requests FILE [FILE]...\n"
    "\n"
    "Applies the units' requests to be relieved of cases, and the hotline's decisions\n"
    "on them; proposes what art.16 asks for.\n"
    "\n"
    "      --requests FILE   requests and decisions, CSV or NDJSON; required\n"
    "      --dossier FILE    write a dossier of each case that the staffing office or the\n"
    "                        coordination group is asked about, NDJSON, masked\n"
    "      --reveal PURPOSE  do not mask the dossiers; the purpose is logged\n";

enum { OPTION_REQUESTS = OWN_OPTION, OPTION_DOSSIER, OPTION_REVEAL };

static const struct option options[] = {
    {"requests", required_argument, NULL, OPTION_REQUESTS},
    {"dossier", required_argument, NULL, OPTION_DOSSIER},
    {"reveal", required_argument, NULL, OPTION_REVEAL},
    {0},
};

struct returning {
    struct run run;
    const char *requests, *dossier, *reveal;
    struct unit_tables tables;
    struct catalogue catalogue;
    struct return_desk desk;
    struct event_feed feed;
    struct return_case current;
    struct dossier_desk dossier_desk;
    struct output dossiers;
    struct record outgoing; /* a case as it leaves, for its dossier, */
    struct buffer line;     /* and its bytes */
};

static void on_option(void *context, int option, const char *value)
{
    struct returning *work = context;
    if (option == OPTION_REQUESTS)
        event_option_take(&work->requests, "--requests", value);
    else if (option == OPTION_DOSSIER)
        work->dossier = value;
    else if (option == OPTION_REVEAL)
        work->reveal = value;
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
    char *matters = run_share_path(run, "matters.csv");
    unit_tables_load(&work->tables, run, &problems);
    catalogue_load(&work->catalogue, matters, &problems);
    agreement_check(&run->policy, &work->tables.directory, &work->catalogue, matters, &problems);
    problems_end(&problems);
    free(matters);
    work->desk = (struct return_desk){
        .rules = &run->policy.returns,
        .clock = &run->policy.deadline,
        .directory = &work->tables.directory,
        .catalogue = &work->catalogue,
        .calendars = &work->tables.calendars,
        .now = run->now,
        .automatic = run->settings.automatic || run->policy.returns.automatic,
    };
    work->dossier_desk = (struct dossier_desk){
        .clock = &run->policy.deadline,
        .returns = &run->policy.returns,
        .directory = &work->tables.directory,
        .calendar = &work->tables.calendars.city,
        .now = run->now,
        .reveal = work->reveal != NULL,
    };
}

static enum event_verdict apply(void *context, const struct event *event, struct fault *fault)
{
    struct returning *work = context;
    return return_case_apply(&work->current, event, fault);
}

/* Applies what was said of a case. */
static enum outcome apply_events(struct returning *work, struct record *record, enum state *state)
{
    if (!return_case_read(&work->current, &work->desk, record, *state))
        return OUTCOME_REJECT;
    if (event_feed_apply(&work->feed, apply, work) > 0)
        return_case_write(&work->current);
    *state = work->current.state;
    return OUTCOME_PASS;
}

/* The dossier is about the case as it leaves. */
static enum outcome add_dossier(struct returning *work, struct record *record)
{
    bool done = record_as_written(record, &work->outgoing, &work->line) &&
                dossier_write(&work->dossier_desk, &work->outgoing, &work->dossiers.buffer);
    if (!done)
        record->fault = work->outgoing.fault;
    output_drain(&work->dossiers);
    return done ? OUTCOME_PASS : OUTCOME_REJECT;
}

/* The filter: a case without requests passes byte for byte. */
static enum outcome handle_case(void *context, struct record *record)
{
    struct returning *work = context;
    struct case_head head;
    if (!case_read_head(record, &head))
        return OUTCOME_REJECT;
    enum state state = head.state;
    if (event_feed_take(&work->feed, record, head.id) &&
        apply_events(work, record, &state) != OUTCOME_PASS)
        return OUTCOME_REJECT;
    if (!fault_none(&record->fault))
        return OUTCOME_REJECT;
    return work->dossier != NULL && dossier_is_due(state) ? add_dossier(work, record)
                                                          : OUTCOME_PASS;
}

static void open_files(struct returning *work)
{
    struct run *run = &work->run;
    run_open(run);
    if (work->dossier != NULL)
        run_open_beside(run, &work->dossiers, "--dossier", work->dossier);
    if (work->reveal != NULL)
        warn("personal data is shown, purpose: %s", work->reveal);
    event_feed_open(&work->feed, run, work->requests, &return_event_plan);
}

/* What contradicts itself is status 2. */
static void check_options(const struct returning *work)
{
    if (work->requests == NULL)
        die(STATUS_USAGE, "no --requests FILE; try '%s --help'", program_name());
    event_feed_check(&work->run, work->requests, "--requests");
    if (work->reveal != NULL && (work->dossier == NULL || *work->reveal == '\0'))
        die(STATUS_USAGE, "--reveal needs a purpose, and goes with --dossier");
}

static void release_tables(struct returning *work)
{
    unit_tables_release(&work->tables);
    catalogue_release(&work->catalogue);
    buffer_release(&work->current.log.buffer);
    record_release(&work->outgoing);
    buffer_release(&work->line);
}

int main(int argc, char **argv)
{
    static struct returning work;
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    check_options(&work);
    load_tables(&work);
    open_files(&work);
    run_pump(&work.run, handle_case, &work);
    event_feed_close(&work.feed);
    release_tables(&work);
    return run_finish(&work.run);
}
