#include "lib/report/supervision.h"

#include "lib/base/memory.h"
#include "lib/case/disclosure.h"
#include "lib/case/state.h"
#include "lib/record/read.h"
#include "lib/report/counts.h"
#include "lib/report/shown.h"
#include "lib/report/supervision_part.h"

#include <stdlib.h>

const char *const deed_ids[DEEDS] = {
    "urge",
    "redo_opinion",
    "files",
    "report_required",
    "meeting",
    "on_site",
    "joint_inspection",
    "attitude",
    "leak",
    "session",
};

static void *start(const struct report_terms *terms)
{
    struct supervised *report = memory_get_zeroed(1, sizeof *report);
    report->terms = terms;
    report->today = instant_day(terms->now, terms->rules->offset);
    report->limit = terms->keep_all ? SIZE_MAX : terms->top;
    report->received = RECEIVED_NEVER;
    return report;
}

static void release(void *context)
{
    struct supervised *report = context;
    groups_release(&report->units);
    cases_release(&report->list);
    buffer_release(&report->title);
    free(report);
}

void supervised_derive_class(uint64_t counts[])
{
    counts[CLASS_WAITING] = counts[CLASS_WITH_UNITS] + counts[CLASS_WITH_HOTLINE];
    counts[CLASS_ITEMS] = counts[CLASS_WAITING] + counts[CLASS_ANSWERED] + counts[CLASS_LAPSED];
}

void supervised_derive_deed(uint64_t counts[])
{
    counts[DEED_COUNT] = counts[DEED_OVER] + counts[DEED_PENDING];
}

/* A case as the report sees it. */
struct supervised_case {
    struct case_head head;
    enum holder holder;
    struct span lead; /* of a case that a unit has; empty: the directory does not know it */
    unsigned waiting; /* classes, a bit each */
    instant since;    /* the oldest item that waits */
};

static bool read_case(const struct supervised *report, struct record *record,
                      struct supervised_case *c)
{
    struct reader top = read_top(record);
    struct reader assignment;
    c->holder = state_holder(c->head.state);
    c->lead = SPAN_NONE;
    if (c->holder == HOLDER_LEAD && read_object(&top, "assignment", &assignment))
        c->lead = shown_unit(report->terms->directory, read_string(&assignment, "lead"));
    return fault_none(&record->fault);
}

static void count_items(struct supervised *report, struct supervised_case *c)
{
    bool unit_has_it = c->holder == HOLDER_LEAD;
    c->waiting = 0;
    c->since = INSTANT_NONE;
    for (size_t i = 0; i < report->member.item_count; i++) {
        const struct supervision_item *item = &report->member.items[i];
        uint64_t *counts = report->classes[item->class];
        if (item->closed_at != INSTANT_NONE) {
            counts[CLASS_ANSWERED]++;
            continue;
        }
        if (c->holder == HOLDER_NOBODY) {
            counts[CLASS_LAPSED]++;
            continue;
        }
        counts[unit_has_it ? CLASS_WITH_UNITS : CLASS_WITH_HOTLINE]++;
        if (unit_has_it)
            groups_counts(&report->units, c->lead)[item->class]++;
        c->waiting |= SUPERVISION_BIT((unsigned)item->class);
        if (c->since == INSTANT_NONE || item->since < c->since)
            c->since = item->since;
    }
}

static enum deed deed_of(const struct supervision_action *action)
{
    if (action->kind == ACTION_SESSION)
        return DEED_SESSION;
    if (action->kind == ACTION_FINDING)
        return action->conduct == CONDUCT_LEAK ? DEED_LEAK : DEED_ATTITUDE;
    return (enum deed)action->kind;
}

static void count_actions(struct supervised *report)
{
    for (size_t i = 0; i < report->member.action_count; i++) {
        const struct supervision_action *action = &report->member.actions[i];
        enum deed deed = deed_of(action);
        bool over = action->completed_at != INSTANT_NONE;
        report->deeds[deed][over ? DEED_OVER : DEED_PENDING]++;
        report->deeds[deed][DEED_ADDRESSED] += action->unit_count;
        for (size_t j = 0; j < action->unit_count; j++) {
            struct span unit = shown_unit(report->terms->directory, action->units[j]);
            groups_counts(&report->units, unit)[UNIT_DEEDS + deed]++;
        }
    }
}

/* Who was urged, and how, stands in history: the member has only the last. */
static void count_notices(struct supervised *report, struct record *record)
{
    struct reader top = read_top(record);
    struct span history = read_array(&top, "history");
    const char *cursor = NULL;
    size_t index = 0;
    struct reader entry;
    while (read_next_object(&top, "history", history, &cursor, &index, &entry)) {
        if (!span_is(read_string(&entry, "event"), "urged"))
            continue;
        int level = read_word(&entry, "level", urge_level_words, URGE_LEVELS, URGE_BEFORE);
        struct span unit = shown_unit(report->terms->directory, read_string(&entry, "unit"));
        report->notices[level]++;
        groups_counts(&report->units, unit)[UNIT_NOTICES]++;
    }
}

static void list_case(struct supervised *report, struct record *record,
                      const struct supervised_case *c)
{
    struct listed_case listed = {
        .at = c->since,
        .id = c->head.id,
        .unit = c->lead,
        .state = c->head.state,
        .classes = c->waiting,
    };
    if (!cases_want(&report->list, report->limit, &listed))
        return;
    listed.title = shown_title(record, report->terms->reveal, &report->title);
    cases_add(&report->list, report->limit, &listed);
}

/* Everything is read, and read again for the count, before anything is counted: a record that is
 * refused has left no trace. */
static bool is_readable(struct supervised *report, struct record *record)
{
    struct reader top = read_top(record);
    struct span history = read_array(&top, "history");
    const char *cursor = NULL;
    size_t index = 0;
    struct reader entry;
    read_string(&top, "title");
    if (!supervision_read(record, &report->member))
        return false;
    while (report->member.urges.count > 0 &&
           read_next_object(&top, "history", history, &cursor, &index, &entry)) {
        struct span event = read_string(&entry, "event");
        if (!span_is(event, "urged"))
            continue;
        read_word(&entry, "level", urge_level_words, URGE_LEVELS, URGE_BEFORE);
        read_string(&entry, "unit");
    }
    return fault_none(&record->fault);
}

static bool add(void *context, struct record *record)
{
    struct supervised *report = context;
    struct supervised_case c;
    struct reader top = read_top(record);
    instant received = read_instant(&top, "received_at");
    if (!case_read_head(record, &c.head) || !read_case(report, record, &c) ||
        !is_readable(report, record))
        return false;
    report->cases++;
    received_widen(&report->received, received, received);
    count_items(report, &c);
    count_actions(report);
    if (report->member.urges.count > 0)
        count_notices(report, record);
    if (c.waiting != 0) {
        report->waiting++;
        report->joint += (c.waiting & SUPERVISION_BIT(SUPERVISION_JOINT)) != 0;
        list_case(report, record, &c);
    }
    return true;
}

static void merge(void *context, const void *part_context)
{
    struct supervised *report = context;
    const struct supervised *part = part_context;
    report->cases += part->cases;
    report->waiting += part->waiting;
    report->joint += part->joint;
    groups_merge(&report->units, &part->units);
    for (int i = 0; i < SUPERVISION_CLASSES; i++)
        for (int j = 0; j < CLASS_MEASURES; j++)
            report->classes[i][j] += part->classes[i][j];
    for (int i = 0; i < DEEDS; i++)
        for (int j = 0; j < DEED_MEASURES; j++)
            report->deeds[i][j] += part->deeds[i][j];
    for (int i = 0; i < URGE_LEVELS; i++)
        report->notices[i] += part->notices[i];
    received_widen(&report->received, part->received.first, part->received.last);
    cases_merge(&report->list, report->limit, &part->list);
}

static uint64_t added(const void *context)
{
    const struct supervised *report = context;
    return report->cases;
}

/* What the units have, got and were told must be what the classes, the levels and the deeds say. */
static bool sums_meet(const void *context)
{
    const struct supervised *report = context;
    uint64_t sums[UNIT_MEASURES] = {0}, notices = 0;
    counts_sum(&report->units, sums, UNIT_MEASURES);
    for (int i = 0; i < SUPERVISION_CLASSES; i++)
        if (sums[i] != report->classes[i][CLASS_WITH_UNITS])
            return false;
    for (int i = 0; i < DEEDS; i++)
        if (sums[UNIT_DEEDS + i] != report->deeds[i][DEED_ADDRESSED])
            return false;
    for (int i = 0; i < URGE_LEVELS; i++)
        notices += report->notices[i];
    size_t listed = report->waiting < report->limit ? (size_t)report->waiting : report->limit;
    return sums[UNIT_NOTICES] == notices && report->list.count == listed;
}

static void note(const void *context, struct buffer *text)
{
    const struct supervised *report = context;
    buffer_printf(text, ", %llu supervised", (unsigned long long)report->waiting);
}

static void write_rows(void *context, struct buffer *out)
{
    struct supervised *report = context;
    cases_sort(&report->list);
    supervised_write_rows(report, out);
}

const struct report_kind report_supervision = {
    .name = "supervision",
    .start = start,
    .add = add,
    .merge = merge,
    .added = added,
    .sums_meet = sums_meet,
    .note = note,
    .tables = supervised_tables,
    .drill = supervised_drill,
    .write_rows = write_rows,
    .read_row = supervised_read_row,
    .release = release,
};
