/* h12-repeat: has repeats of what is open go with their earlier case (art.28). */
#include "lib/case/follower.h"
#include "lib/case/repeat_book.h"
#include "lib/case/repeat_orders.h"
#include "lib/case/state.h"
#include "lib/record/reread.h"
#include "lib/tool/run.h"
#include "lib/tool/unit_tables.h"

static const char usage[] =
    "usage: h12-repeat [OPTION]... [FILE]...\n"
    "\n"
    "Has the requests that repeat an open case go with it: to the same unit, and to the\n"
    "same end. The earlier case tells of them, and of those that say something new.\n"
    "\n"
    "      --shard           this is a part of a ledger: a repeat whose earlier case is\n"
    "                        not in it is left alone\n";

enum { OPTION_SHARD = OWN_OPTION };

static const struct option options[] = {{"shard", no_argument, NULL, OPTION_SHARD}, {0}};

struct repeating {
    struct run run;
    struct unit_tables tables;
    struct repeat_book book;
    struct repeat_desk desk;
    struct repeat_case current;
    struct repeat_counts counts;
};

static void on_option(void *context, int option, const char *value)
{
    struct repeating *work = context;
    (void)value;
    if (option == OPTION_SHARD)
        work->book.is_part = true;
}

static const struct tool tool = {
    .usage = usage,
    .takes = TAKES_CALENDAR,
    .options = options,
    .on_option = on_option,
};

static void load_tables(struct repeating *work)
{
    const struct run *run = &work->run;
    unit_tables_load_alone(&work->tables, run);
    work->book.clock = &run->policy.deadline;
    work->book.returns = &run->policy.returns;
    work->book.calendar = &work->tables.calendars.city;
    work->desk = (struct repeat_desk){
        .calendar = &work->tables.calendars.city,
        .names = {span_of(run->policy.id), span_of(work->tables.calendars.city.name)},
        .now = run->now,
    };
}

/* ------------------------------------------------------------------------------- the two looks */

static bool may_be_added(void *context, struct span line)
{
    (void)context;
    return repeat_book_may_add(line);
}

static bool may_be_met(void *context, struct span line)
{
    const struct repeating *work = context;
    return repeat_book_may_meet(&work->book, line);
}

static void look_for_followers(void *context, struct record *record)
{
    struct repeating *work = context;
    repeat_book_add(&work->book, record);
}

static void look_for_earlier(void *context, struct record *record)
{
    struct repeating *work = context;
    repeat_book_meet(&work->book, record);
}

static void look(struct repeating *work)
{
    struct pump *pump = &work->run.pump;
    reread_start(pump);
    reread_look(pump, may_be_added, look_for_followers, work);
    if (!repeat_book_is_empty(&work->book))
        reread_look(pump, may_be_met, look_for_earlier, work);
    repeat_book_decide(&work->book);
}

/* ------------------------------------------------------------------------------------ the cases */

/* Whether it follows can be told: what the looks passed over is refused here. */
static bool is_readable(struct record *record)
{
    follower_read(record);
    return fault_none(&record->fault);
}

/* The filter: a case that neither follows nor is followed passes byte for byte. */
static enum outcome handle_case(void *context, struct record *record)
{
    struct repeating *work = context;
    struct repeat_orders orders;
    struct case_head head;
    bool again;
    if (!case_read_head(record, &head))
        return OUTCOME_REJECT;
    if (follower_is_open(head.state) && !is_readable(record))
        return OUTCOME_REJECT;
    if (!repeat_book_orders(&work->book, head.id, head.state, &orders, &again)) {
        if (!again)
            return OUTCOME_PASS;
        fault_set(&record->fault, "duplicate_id", "id", "a case before it has this id");
        return OUTCOME_REJECT;
    }
    if (!repeat_case_read(&work->current, &work->desk, record, head.state))
        return OUTCOME_REJECT;
    if (!repeat_orders_follow(&orders, &work->book, &work->current, &work->counts))
        return OUTCOME_REJECT;
    repeat_case_write(&work->current);
    return fault_none(&record->fault) ? OUTCOME_PASS : OUTCOME_REJECT;
}

static void add_note(struct repeating *work)
{
    const struct repeat_counts *counts = &work->counts;
    struct buffer *note = &work->run.note;
    buffer_printf(note, ", %llu passed on, %llu moved, %llu ended, %llu parted",
                  (unsigned long long)counts->told, (unsigned long long)counts->moved,
                  (unsigned long long)counts->ended, (unsigned long long)counts->parted);
    if (work->book.elsewhere > 0)
        buffer_printf(note, ", %llu with their earlier case elsewhere",
                      (unsigned long long)work->book.elsewhere);
}

int main(int argc, char **argv)
{
    static struct repeating work;
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    load_tables(&work);
    run_open(&work.run);
    look(&work);
    run_pump(&work.run, handle_case, &work);
    add_note(&work);
    repeat_case_release(&work.current);
    repeat_book_release(&work.book);
    unit_tables_release(&work.tables);
    return run_finish(&work.run);
}
