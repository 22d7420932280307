/* h12-route: answers each accepted case, sends it to the unit that is responsible (art.7, 13),
 * hands it over (24), or says that it does not know. */
#include "lib/base/die.h"
#include "lib/base/utf8.h"
#include "lib/case/explanation.h"
#include "lib/case/route_decisions.h"
#include "lib/reference/upkeep.h"
#include "lib/tool/alerts.h"
#include "lib/tool/dispatch.h"
#include "lib/tool/events.h"
#include "lib/tool/questions.h"

static const char usage[] =
    "usage: h12-route [OPTION]... [FILE]...\n"
    "\n"
    "Answers each accepted case from the knowledge base, or assigns it to the responsible\n"
    "unit, by the record's own word or by matter and district; what is not clear goes to\n"
    "triage with candidates.\n"
    "\n"
    "      --decisions FILE  officers' decisions: release triage, correct a dispatch, hand\n"
    "                        over; and acknowledged alerts\n"
    "      --delegate        name the unit below that acts for the one that answers for it\n"
    "      --alerts FILE     append a masked line there for each alert, before its record\n"
    "      --unanswered FILE write the questions without an answer there, by unit, masked\n"
    "      --explain ID      print the whole reckoning of one case, and no records\n"
    "      --check-tables    print what should be mended in the tables, and no records\n";

enum {
    OPTION_DECISIONS = OWN_OPTION,
    OPTION_DELEGATE,
    OPTION_ALERTS,
    OPTION_UNANSWERED,
    OPTION_EXPLAIN,
    OPTION_CHECK_TABLES
};

static const struct option options[] = {
    {"decisions", required_argument, NULL, OPTION_DECISIONS},
    {"delegate", no_argument, NULL, OPTION_DELEGATE},
    {"alerts", required_argument, NULL, OPTION_ALERTS},
    {"unanswered", required_argument, NULL, OPTION_UNANSWERED},
    {"explain", required_argument, NULL, OPTION_EXPLAIN},
    {"check-tables", no_argument, NULL, OPTION_CHECK_TABLES},
    {0},
};

struct dispatching {
    struct run run;
    const char *decisions, *alerts, *unanswered, *explain;
    bool delegate, check_tables;
    struct dispatch_tables tables;
    struct dispatch_desk desk;
    struct event_feed feed;
    struct alert_file alert_file;
    struct question_list questions;
    struct route_scratch scratch;
    struct decided_case decided;
    struct buffer explanation;
};

static void on_option(void *context, int option, const char *value)
{
    struct dispatching *work = context;
    if (option == OPTION_DECISIONS)
        event_option_take(&work->decisions, "--decisions", value);
    else if (option == OPTION_DELEGATE)
        work->delegate = true;
    else if (option == OPTION_ALERTS)
        work->alerts = value;
    else if (option == OPTION_UNANSWERED)
        work->unanswered = value;
    else if (option == OPTION_EXPLAIN)
        work->explain = value;
    else if (option == OPTION_CHECK_TABLES)
        work->check_tables = true;
}

static const struct tool tool = {
    .usage = usage,
    .takes = TAKES_SHARD | TAKES_CALENDAR,
    .options = options,
    .on_option = on_option,
};

static enum event_verdict apply(void *context, const struct event *event, struct fault *fault)
{
    struct dispatching *work = context;
    return decided_case_apply(&work->decided, event, fault);
}

/* An officer's word goes before the tool's: a case that was dispatched by one is not routed.
 * Returns whether the case is done with. */
static bool decided_by_officers(struct dispatching *work, struct record *record,
                                const struct case_head *head)
{
    if (!event_feed_take(&work->feed, record, head->id))
        return false;
    if (!decided_case_read(&work->decided, &work->desk, record, head->state))
        return false;
    if (event_feed_apply(&work->feed, apply, work) == 0)
        return false;
    decided_case_write(&work->decided);
    if (work->decided.alerted)
        alert_file_tell(&work->alert_file, record, &work->decided.alert);
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
    if (!route_case(&work->desk, &work->scratch, record))
        return OUTCOME_REJECT;
    if (work->scratch.alerted)
        alert_file_tell(&work->alert_file, record, &work->scratch.alert);
    if (work->scratch.asked)
        question_list_add(&work->questions, record, &work->scratch);
    return OUTCOME_PASS;
}

/* With --explain: one case is told of, and nothing is written. */
static enum outcome explain(void *context, struct record *record)
{
    struct dispatching *work = context;
    struct case_head head;
    if (!case_read_head(record, &head))
        return OUTCOME_REJECT;
    if (!span_is(head.id, work->explain))
        return OUTCOME_TAKEN;
    if (!explain_case(&work->desk, &work->scratch, record, &work->explanation))
        return OUTCOME_REJECT;
    return OUTCOME_TAKEN;
}

/* Nothing that an id may carry reaches a terminal; the ends of lines are ours. */
static void print_lines(struct span text, struct buffer *out)
{
    buffer_reserve(out, 4 * text.length + 1);
    while (text.length > 0) {
        const char *end = memchr(text.at, '\n', text.length);
        size_t length = end != NULL ? (size_t)(end - text.at) : text.length;
        out->length += utf8_make_printable(text.at, length, out->bytes + out->length,
                                           out->capacity - out->length);
        buffer_add_byte(out, '\n');
        length += end != NULL;
        text = (struct span){text.at + length, text.length - length};
    }
}

static void pump_explanation(struct dispatching *work)
{
    struct buffer *out = &work->run.output.buffer;
    work->run.pump.output = NULL;
    run_pump(&work->run, explain, work);
    if (work->explanation.length == 0) {
        warn("case '%s' is not in the input", work->explain);
        work->run.found = true;
    }
    print_lines(buffer_span(&work->explanation), out);
    buffer_release(&work->explanation);
}

/* With --check-tables: no input is read. */
static void check_tables(struct dispatching *work)
{
    const struct dispatch_tables *tables = &work->tables;
    struct upkeep upkeep = {
        .directory = &tables->units.directory,
        .units = tables->unit_path,
        .catalogue = &tables->catalogue,
        .matters = tables->matter_path,
        .knowledge = &tables->knowledge,
        .rules = &work->run.policy.knowledge,
        .entries = tables->entry_path,
        .today = instant_day(work->run.now, work->run.policy.deadline.offset),
        .out = &work->run.output.buffer,
    };
    output_open(&work->run.output, work->run.settings.output);
    work->run.found = upkeep_check(&upkeep) > 0;
    output_commit(&work->run.output);
}

/* What contradicts itself is status 2. */
static void check_options(const struct dispatching *work)
{
    const struct settings *settings = &work->run.settings;
    event_feed_check(&work->run, work->decisions, "--decisions");
    if (work->check_tables && settings->file_count > 0)
        die(STATUS_USAGE, "--check-tables reads no cases: there is no place for '%s'",
            settings->files[0]);
}

static void release(struct dispatching *work)
{
    dispatch_tables_release(&work->tables);
    decided_case_release(&work->decided);
    route_scratch_release(&work->scratch);
}

static void pump_cases(struct dispatching *work)
{
    alert_file_open(&work->alert_file, &work->run, work->alerts);
    question_list_open(&work->questions, &work->run, work->unanswered);
    event_feed_open(&work->feed, &work->run, work->decisions, &route_event_plan);
    run_pump(&work->run, route, work);
    event_feed_close(&work->feed);
    question_list_close(&work->questions);
    alert_file_close(&work->alert_file);
}

int main(int argc, char **argv)
{
    static struct dispatching work;
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    check_options(&work);
    dispatch_tables_load(&work.tables, &work.run);
    if (work.check_tables) {
        check_tables(&work);
        return work.run.found ? STATUS_REJECTS : STATUS_OK;
    }
    work.desk = dispatch_desk_over(&work.tables, &work.run);
    work.desk.delegate = work.delegate;
    run_open(&work.run);
    if (work.explain != NULL)
        pump_explanation(&work);
    else
        pump_cases(&work);
    release(&work);
    return run_finish(&work.run);
}
