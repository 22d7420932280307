/* h12-deadline: sets each case's clock (art.14 and art.18) and says where it stands; takes the
 * requests of designated units for more time (art.18). */
#include "lib/base/die.h"
#include "lib/case/deadline.h"
#include "lib/case/extension_events.h"
#include "lib/case/state.h"
#include "lib/tool/events.h"
#include "lib/tool/unit_tables.h"

static const char usage[] =
    "usage: h12-deadline [OPTION]... [FILE]...\n"
    "\n"
    "Sets `deadline` in each case: which clock runs, when it is due, and where it\n"
    "stands at --now.\n"
    "\n"
    "      --extensions FILE  designated units' requests for more time, and the decisions\n"
    "                        on them, CSV or NDJSON\n";

enum { OPTION_EXTENSIONS = OWN_OPTION };

static const struct option options[] = {
    {"extensions", required_argument, NULL, OPTION_EXTENSIONS},
    {0},
};

struct clockwork {
    struct run run;
    const char *extensions;
    struct unit_tables tables;
    struct deadline_names names;
    struct extension_desk desk;
    struct event_feed feed;
    struct extension_case current;
    uint64_t provisional;
};

static void on_option(void *context, int option, const char *value)
{
    struct clockwork *work = context;
    if (option == OPTION_EXTENSIONS)
        event_option_take(&work->extensions, "--extensions", value);
}

static const struct tool tool = {
    .usage = usage,
    .takes = TAKES_AUTO | TAKES_SHARD | TAKES_CALENDAR,
    .options = options,
    .on_option = on_option,
};

static void load_tables(struct clockwork *work)
{
    const struct settings *settings = &work->run.settings;
    unit_tables_load_alone(&work->tables, &work->run);
    work->names.policy = span_of(work->run.policy.id);
    work->names.calendar = span_of(work->tables.calendars.city.name);
    work->desk = (struct extension_desk){
        .rules = &work->run.policy.deadline,
        .directory = &work->tables.directory,
        .calendar = &work->tables.calendars.city,
        .now = work->run.now,
        .automatic = settings->automatic || work->run.policy.extension_automatic,
    };
}

static enum event_verdict apply(void *context, const struct event *event, struct fault *fault)
{
    struct clockwork *work = context;
    return extension_case_apply(&work->current, event, fault);
}

/* Puts the extensions that were granted among the clock's turns, those of this run too. False with
 * a fault. */
static bool add_extensions(struct clockwork *work, struct record *record, bool has_events,
                           struct span lead, struct deadline_question *question)
{
    struct extension_case *current = &work->current;
    if (!has_events && object_find(&record->object, SPAN("extensions")) == NULL)
        return true;
    if (!extension_case_read(current, &work->desk, record, question, lead))
        return false;
    if (has_events && event_feed_apply(&work->feed, apply, work) > 0)
        extension_case_write(current);
    extensions_add_turns(&current->extensions, question);
    return true;
}

/* Whether this tool sets the clock of a case in that state: others have none, or one of their own,
 * set by the tool that opens it. */
static bool is_our_clock(enum state state)
{
    return deadline_has_clock(state) && state != STATE_VERIFYING;
}

/* The filter: one case's clock. */
static enum outcome set_clock(void *context, struct record *record)
{
    struct clockwork *work = context;
    const struct policy *policy = &work->run.policy;
    const struct calendar *city = &work->tables.calendars.city;
    struct case_head head;
    struct deadline_question question;
    struct deadline_answer answer;
    struct span lead;
    if (!case_read_head(record, &head))
        return OUTCOME_REJECT;
    bool has_events = event_feed_take(&work->feed, record, head.id);
    if (!fault_none(&record->fault))
        return OUTCOME_REJECT;
    if (!deadline_has_clock(head.state))
        deadline_clear(record, &work->names);
    if (!has_events && !is_our_clock(head.state))
        return OUTCOME_PASS;
    if (!deadline_question(record, head.state, &policy->deadline, &policy->returns, city, &question,
                           &lead) ||
        !add_extensions(work, record, has_events, lead, &question))
        return OUTCOME_REJECT;
    if (!is_our_clock(head.state) ||
        (head.state == STATE_COMMITTED && !deadline_is_promised(&question)))
        return OUTCOME_PASS; /* what was promised is not known */
    deadline_reckon(&policy->deadline, city,
                    calendars_of(&work->tables.calendars, &work->tables.directory, lead), &question,
                    work->run.now, &answer);
    work->provisional += answer.limit.provisional;
    deadline_set(record, &answer, &work->names);
    return OUTCOME_PASS;
}

static void note_provisional(struct clockwork *work)
{
    if (work->provisional > 0)
        buffer_printf(&work->run.note, ", %llu provisional (a year without a calendar)",
                      (unsigned long long)work->provisional);
}

int main(int argc, char **argv)
{
    static struct clockwork work;
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    event_feed_check(&work.run, work.extensions, "--extensions");
    load_tables(&work);
    run_open(&work.run);
    event_feed_open(&work.feed, &work.run, work.extensions, &extension_event_plan);
    run_pump(&work.run, set_clock, &work);
    event_feed_close(&work.feed);
    note_provisional(&work);
    unit_tables_release(&work.tables);
    buffer_release(&work.current.log.buffer);
    return run_finish(&work.run);
}
