/* h12-supervise: notes which cases are to be pushed ahead (art.19), takes what the hotline does
 * about them (art.11(3), 12), and urges the units (art.11(1), 13(3)). */
#include "lib/base/die.h"
#include "lib/case/follower.h"
#include "lib/case/state.h"
#include "lib/case/supervision_events.h"
#include "lib/render/labels.h"
#include "lib/tool/events.h"
#include "lib/tool/notices.h"
#include "lib/tool/unit_tables.h"

#include <string.h>

static const char usage[] =
    "usage: h12-supervise [OPTION]... [FILE]...\n"
    "\n"
    "Sets `supervision` in the open cases that art.19 has the hotline push ahead, each item\n"
    "with its article and evidence; takes what was done about them.\n"
    "\n"
    "      --actions FILE    what the hotline did, and persons found, CSV or NDJSON\n"
    "      --notices FILE    urge the units: add the notices to FILE, by unit, NDJSON, masked\n"
    "      --lang LANGUAGE   of the notices: zh or en (default: the policy's)\n";

enum { OPTION_ACTIONS = OWN_OPTION, OPTION_NOTICES, OPTION_LANG };

static const struct option options[] = {
    {"actions", required_argument, NULL, OPTION_ACTIONS},
    {"notices", required_argument, NULL, OPTION_NOTICES},
    {"lang", required_argument, NULL, OPTION_LANG},
    {0},
};

struct supervising {
    struct run run;
    const char *actions, *notices_path, *lang;
    struct unit_tables tables;
    struct supervision_desk desk;
    struct event_feed feed;
    struct notices notices;
    struct supervision_case current;
};

static void on_option(void *context, int option, const char *value)
{
    struct supervising *work = context;
    if (option == OPTION_ACTIONS)
        event_option_take(&work->actions, "--actions", value);
    else if (option == OPTION_NOTICES)
        work->notices_path = value;
    else if (option == OPTION_LANG)
        work->lang = value;
}

static const struct tool tool = {
    .usage = usage,
    .takes = TAKES_SHARD | TAKES_CALENDAR,
    .options = options,
    .on_option = on_option,
};

static void load_tables(struct supervising *work)
{
    const struct run *run = &work->run;
    unit_tables_load_alone(&work->tables, run);
    work->desk = (struct supervision_desk){
        .rules = &run->policy.supervision,
        .clock = &run->policy.deadline,
        .returns = &run->policy.returns,
        .directory = &work->tables.directory,
        .calendar = &work->tables.calendars.city,
        .now = run->now,
    };
}

static enum event_verdict apply(void *context, const struct event *event, struct fault *fault)
{
    struct supervising *work = context;
    return supervision_case_apply(&work->current, event, fault);
}

/* Notes what is to be supervised, and urges, as of now. */
static bool look_after(struct supervising *work)
{
    struct supervision_case *current = &work->current;
    struct urge urge;
    supervision_case_watch_now(current);
    if (work->notices_path != NULL && supervision_case_urge(current, &urge))
        notices_add(&work->notices, current, &urge);
    return supervision_case_write(current);
}

/* The filter: a case of which there is nothing to say passes byte for byte. */
static enum outcome handle_case(void *context, struct record *record)
{
    struct supervising *work = context;
    struct supervision_case *current = &work->current;
    struct case_head head;
    if (!case_read_head(record, &head))
        return OUTCOME_REJECT;
    bool has_events = event_feed_take(&work->feed, record, head.id);
    bool follows = follower_is(record); /* art.28: its earlier case is the work */
    bool concerns = !follows && supervision_case_concerns(current, &work->desk, record, head.state,
                                                          work->notices_path != NULL);
    if (!fault_none(&record->fault))
        return OUTCOME_REJECT;
    if (!has_events && !concerns)
        return OUTCOME_PASS;
    if (!supervision_case_read(current, &work->desk, record, head.state))
        return OUTCOME_REJECT;
    if (has_events)
        event_feed_apply(&work->feed, apply, work);
    bool good = follows ? supervision_case_write(current) : look_after(work);
    return good ? OUTCOME_PASS : OUTCOME_REJECT;
}

static void open_notices(struct supervising *work)
{
    struct stat status;
    enum language language = work->run.policy.language;
    if (work->lang != NULL && !language_read(work->lang, &language))
        die(STATUS_USAGE, "--lang: '%s' is neither zh nor en", work->lang);
    notices_open(&work->notices, &work->run, work->notices_path, language == LANGUAGE_EN);
    if (work->notices_path != NULL && work->actions != NULL && stat(work->actions, &status) == 0 &&
        output_is_same_file(&work->notices.output, &status))
        die(STATUS_USAGE, "'%s' is the events and --notices at once", work->actions);
}

static void check_options(const struct supervising *work)
{
    event_feed_check(&work->run, work->actions, "--actions");
    if (work->lang != NULL && work->notices_path == NULL)
        die(STATUS_USAGE, "--lang is of the notices: it goes with --notices");
}

static void close_all(struct supervising *work)
{
    event_feed_close(&work->feed);
    notices_close(&work->notices);
    if (work->notices_path != NULL)
        buffer_printf(&work->run.note, ", %zu notices", work->notices.count);
    buffer_release(&work->current.log.buffer);
    unit_tables_release(&work->tables);
}

int main(int argc, char **argv)
{
    static struct supervising work;
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    check_options(&work);
    load_tables(&work);
    run_open(&work.run);
    event_feed_open(&work.feed, &work.run, work.actions, &supervision_event_plan);
    open_notices(&work);
    run_pump(&work.run, handle_case, &work);
    close_all(&work);
    return run_finish(&work.run);
}
