/* h12-route: sends each accepted case to the unit that is responsible (art.7, 13), or to triage. */
#include "lib/case/routing.h"
#include "lib/reference/agreement.h"
#include "lib/reference/directory.h"
#include "lib/tool/events.h"
#include "lib/tool/run.h"

#include <stdlib.h>

static const char usage[] =
    "usage: h12-route [OPTION]... [FILE]...\n"
    "\n"
    "Assigns each accepted case to the responsible unit, by the record's own word or by\n"
    "matter and district; what is not clear goes to triage with candidates.\n"
    "\n"
    "      --decisions FILE  officers' decisions: release triage, correct a dispatch\n";

enum { OPTION_DECISIONS = OWN_OPTION };

static const struct option options[] = {
    {"decisions", required_argument, NULL, OPTION_DECISIONS},
    {0},
};

struct dispatching {
    struct run run;
    const char *decisions;
    struct directory directory;
    struct catalogue catalogue;
    struct lexicon lexicon;
    struct dispatch_desk desk;
    struct event_feed feed;
    struct route_scratch scratch;
    struct decided_case decided;
};

static void on_option(void *context, int option, const char *value)
{
    struct dispatching *work = context;
    if (option == OPTION_DECISIONS)
        work->decisions = value;
}

static const struct tool tool = {
    .usage = usage,
    .takes = TAKES_SHARD,
    .options = options,
    .on_option = on_option,
};

static void load_tables(struct dispatching *work)
{
    struct problems problems = {0};
    char *units = run_share_path(&work->run, "units.csv");
    char *matters = run_share_path(&work->run, "matters.csv");
    directory_load(&work->directory, units, &problems);
    catalogue_load(&work->catalogue, matters, &problems);
    agreement_check(&work->run.policy, &work->directory, &work->catalogue, matters, &problems);
    problems_end(&problems);
    free(units);
    free(matters);
    lexicon_build(&work->lexicon, &work->catalogue, &work->directory, &work->run.policy.routing);
    work->desk = (struct dispatch_desk){
        .rules = &work->run.policy.routing,
        .directory = &work->directory,
        .catalogue = &work->catalogue,
        .lexicon = &work->lexicon,
        .now = work->run.now,
    };
}

static enum event_verdict apply(void *context, const struct event *event, struct fault *fault)
{
    struct dispatching *work = context;
    return decided_case_apply(&work->decided, event, fault);
}

/* An officer's word goes before the tool's: a case that has one is not routed again. */
static bool decided_by_officers(struct dispatching *work, struct record *record,
                                const struct case_head *head)
{
    if (work->decisions == NULL || !event_feed_take(&work->feed, record, head->id))
        return false;
    if (!decided_case_read(&work->decided, &work->desk, record, head->state))
        return false;
    if (event_feed_apply(&work->feed, apply, work) == 0)
        return false;
    decided_case_write(&work->decided);
    return true;
}

/* The filter: only accepted cases are its concern. */
static enum outcome route(void *context, struct record *record)
{
    struct dispatching *work = context;
    struct case_head head;
    if (!case_read_head(record, &head))
        return OUTCOME_REJECT;
    if (decided_by_officers(work, record, &head))
        return OUTCOME_PASS;
    if (!fault_none(&record->fault))
        return OUTCOME_REJECT;
    if (head.state != STATE_ACCEPTED)
        return OUTCOME_PASS;
    return route_case(&work->desk, &work->scratch, record) ? OUTCOME_PASS : OUTCOME_REJECT;
}

static void release_tables(struct dispatching *work)
{
    directory_release(&work->directory);
    catalogue_release(&work->catalogue);
    lexicon_release(&work->lexicon);
    buffer_release(&work->decided.log.buffer);
    route_scratch_release(&work->scratch);
}

int main(int argc, char **argv)
{
    static struct dispatching work;
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    event_feed_check(&work.run, work.decisions, "--decisions");
    load_tables(&work);
    run_open(&work.run);
    if (work.decisions != NULL)
        event_feed_open(&work.feed, &work.run, work.decisions, &route_event_plan);
    run_pump(&work.run, route, &work);
    if (work.decisions != NULL)
        event_feed_close(&work.feed);
    release_tables(&work);
    return run_finish(&work.run);
}
