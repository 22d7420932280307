/* h12-deadline: sets each case's clock (art.14 and art.18) and says where it stands. */
#include "lib/case/deadline.h"
#include "lib/case/state.h"
#include "lib/reference/calendar.h"
#include "lib/reference/directory.h"
#include "lib/tool/run.h"

#include <stdlib.h>

static const char usage[] =
    "usage: h12-deadline [OPTION]... [FILE]...\n"
    "\n"
    "Sets `deadline` in each case: which clock runs, when it is due, and where it\n"
    "stands at --now.\n"
    "\n";

static const struct tool tool = {.usage = usage, .takes = TAKES_CALENDAR};

struct clockwork {
    struct run run;
    struct directory directory;
    struct calendars calendars;
    struct deadline_names names;
    uint64_t provisional;
};

static void load_tables(struct clockwork *work)
{
    struct problems problems = {0};
    const struct settings *settings = &work->run.settings;
    char *units = run_share_path(&work->run, "units.csv");
    directory_load(&work->directory, units, &problems);
    calendars_load(&work->calendars, &work->directory, &work->run.policy, work->run.share,
                   settings->calendars, settings->calendar_count, &problems);
    problems_end(&problems);
    free(units);
    work->names.policy = span_of(work->run.policy.id);
    work->names.calendar = span_of(work->calendars.city.name);
}

static const struct calendar *calendar_of(const struct clockwork *work, struct span lead)
{
    const struct unit *unit = lead.at != NULL ? directory_by_code(&work->directory, lead) : NULL;
    return calendars_for(&work->calendars, &work->directory, unit);
}

/* The filter: one case's clock. */
static enum outcome set_clock(void *context, struct record *record)
{
    struct clockwork *work = context;
    const struct deadline_rules *rules = &work->run.policy.deadline;
    const struct calendar *city = &work->calendars.city;
    struct case_head head;
    struct deadline_question question;
    struct deadline_answer answer;
    struct span lead;
    if (!case_read_head(record, &head))
        return OUTCOME_REJECT;
    if (head.state == STATE_COMMITTED || head.state == STATE_VERIFYING)
        return OUTCOME_PASS; /* clocks of their own, set by the tools that open them */
    if (!deadline_has_clock(head.state)) {
        deadline_clear(record, &work->names);
        return OUTCOME_PASS;
    }
    if (!deadline_question(record, head.state, rules, city, &question, &lead))
        return OUTCOME_REJECT;
    deadline_reckon(rules, city, calendar_of(work, lead), &question, work->run.now, &answer);
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
    load_tables(&work);
    run_open(&work.run);
    run_pump(&work.run, set_clock, &work);
    note_provisional(&work);
    directory_release(&work.directory);
    calendars_release(&work.calendars);
    return run_finish(&work.run);
}
