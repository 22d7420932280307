/* h12-callback: takes the citizens' ratings, and what follows from them (art.11(4), 20, 28(1)). */
#include "lib/base/die.h"
#include "lib/case/callback_events.h"
#include "lib/case/callback_list.h"
#include "lib/case/state.h"
#include "lib/tool/events.h"
#include "lib/tool/unit_tables.h"

static const char usage[] =
    "usage: h12-callback [OPTION]... [FILE]...\n"
    "\n"
    "Closes replied cases by the ratings of who asked, has the hotline verify bad ones,\n"
    "and takes its findings, withdrawals and closings.\n"
    "\n"
    "      --ratings FILE    ratings, findings, withdrawals and closings, CSV or NDJSON\n"
    "      --due             print today's callback list instead, oldest first, NDJSON\n"
    "      --reveal PURPOSE  with --due: names and numbers in full; the purpose is logged\n";

enum { OPTION_RATINGS = OWN_OPTION, OPTION_DUE, OPTION_REVEAL };

static const struct option options[] = {
    {"ratings", required_argument, NULL, OPTION_RATINGS},
    {"due", no_argument, NULL, OPTION_DUE},
    {"reveal", required_argument, NULL, OPTION_REVEAL},
    {0},
};

struct calling {
    struct run run;
    const char *ratings, *reveal;
    bool due;
    struct unit_tables tables;
    struct callback_desk desk;
    struct event_feed feed;
    struct callback_case current;
    struct callback_list list;
};

static void on_option(void *context, int option, const char *value)
{
    struct calling *work = context;
    if (option == OPTION_RATINGS)
        event_option_take(&work->ratings, "--ratings", value);
    else if (option == OPTION_DUE)
        work->due = true;
    else if (option == OPTION_REVEAL)
        work->reveal = value;
}

static const struct tool tool = {
    .usage = usage,
    .takes = TAKES_SHARD | TAKES_CALENDAR,
    .options = options,
    .on_option = on_option,
};

static void load_tables(struct calling *work)
{
    const struct run *run = &work->run;
    unit_tables_load_alone(&work->tables, run);
    work->desk = (struct callback_desk){
        .rules = &run->policy.callback,
        .clock = &run->policy.deadline,
        .returns = &run->policy.returns,
        .directory = &work->tables.directory,
        .calendars = &work->tables.calendars,
        .names = {span_of(run->policy.id), span_of(work->tables.calendars.city.name)},
        .now = run->now,
    };
    work->list.now = run->now;
    work->list.reveal = work->reveal != NULL;
}

static enum event_verdict apply(void *context, const struct event *event, struct fault *fault)
{
    struct calling *work = context;
    return callback_case_apply(&work->current, event, fault);
}

/* The filter: a case without events passes byte for byte, but for the clock of one that is
 * verified, which moves with the days. */
static enum outcome handle_case(void *context, struct record *record)
{
    struct calling *work = context;
    struct callback_case *current = &work->current;
    struct case_head head;
    if (!case_read_head(record, &head))
        return OUTCOME_REJECT;
    bool has_events = event_feed_take(&work->feed, record, head.id);
    if (!fault_none(&record->fault))
        return OUTCOME_REJECT;
    if (has_events) {
        if (!callback_case_read(current, &work->desk, record, head.state))
            return OUTCOME_REJECT;
        if (event_feed_apply(&work->feed, apply, work) > 0)
            return callback_case_write(current) ? OUTCOME_PASS : OUTCOME_REJECT;
    }
    if (head.state == STATE_VERIFYING && !callback_clock_set(&work->desk, record))
        return OUTCOME_REJECT;
    return OUTCOME_PASS;
}

/* With --due: cases are looked at, and none is written. */
static enum outcome list_case(void *context, struct record *record)
{
    struct calling *work = context;
    struct case_head head;
    if (!case_read_head(record, &head) || !callback_list_add(&work->list, record, head.state))
        return OUTCOME_REJECT;
    return OUTCOME_TAKEN;
}

static void pump_list(struct calling *work)
{
    struct run *run = &work->run;
    if (work->reveal != NULL)
        warn("personal data is shown, purpose: %s", work->reveal);
    run->pump.output = NULL;
    run_pump(run, list_case, work);
    callback_list_write(&work->list, &run->output.buffer);
    buffer_printf(&run->note, ", %zu to call", work->list.count);
    callback_list_release(&work->list);
}

static void pump_cases(struct calling *work)
{
    event_feed_open(&work->feed, &work->run, work->ratings, &callback_event_plan);
    run_pump(&work->run, handle_case, work);
    event_feed_close(&work->feed);
    callback_case_release(&work->current);
}

/* What contradicts itself is status 2. */
static void check_options(const struct calling *work)
{
    event_feed_check(&work->run, work->ratings, "--ratings");
    if (work->due && work->ratings != NULL)
        die(STATUS_USAGE, "--due lists a ledger whose ratings were taken: it goes without "
                          "--ratings");
    if (work->reveal != NULL && (!work->due || *work->reveal == '\0'))
        die(STATUS_USAGE, "--reveal needs a purpose, and goes with --due");
}

int main(int argc, char **argv)
{
    static struct calling work;
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    check_options(&work);
    load_tables(&work);
    run_open(&work.run);
    if (work.due)
        pump_list(&work);
    else
        pump_cases(&work);
    unit_tables_release(&work.tables);
    return run_finish(&work.run);
}
