#include "lib/report/overdue_part.h"

#include "lib/report/rows.h"
#include "lib/report/shown.h"

/* What a partial carries of a group: the measures that are counted, not those derived. */
enum { CARRIED = PROVISIONAL + 1 };

void overdue_write_rows(const struct overdue *report, struct buffer *out)
{
    struct json json = {.out = out};
    row_begin(&json, "sums");
    json_member_integer(&json, "open", (int64_t)report->open);
    json_member_integer(&json, "not_open", (int64_t)report->not_open);
    json_member_integer(&json, "repeats", (int64_t)report->repeats);
    json_member_integer(&json, "contacts", (int64_t)report->contacts);
    received_write(&report->received, report->terms->rules->offset, &json);
    row_end(&json);
    for (size_t i = 0; i < report->units.count; i++)
        row_write_counts(&json, "unit", report->units.groups[i].key, report->units.groups[i].counts,
                         CARRIED);
    for (int i = 0; i < STATES; i++)
        if (state_holder((enum state)i) == HOLDER_HOTLINE && i != STATE_RESOLVED)
            row_write_counts(&json, "state", span_of(state_words[i]), report->states[i], CARRIED);
    for (size_t i = 0; i < report->districts.count; i++)
        row_write_counts(&json, "district", report->districts.groups[i].key,
                         report->districts.groups[i].counts, CARRIED);
    for (size_t i = 0; i < report->cases.count && i < report->terms->top; i++) {
        struct listed_case listed = cases_get(&report->cases, i);
        row_begin_case(&json, &listed, "due_at", report->terms->rules->offset);
        row_end_case(&json, &listed);
    }
}

/* By this run's directory, as row_unit() has it. */
static struct span known_district(const struct overdue *report, struct span code)
{
    return report->terms->reveal ? code : shown_district(report->terms->directory, code);
}

static bool add_case(struct overdue *report, const struct reader *top)
{
    struct listed_case listed;
    if (!row_read_case(top, report->terms, "due_at", &listed))
        return false;
    cases_add(&report->cases, report->limit, &listed);
    return true;
}

static bool add_sums(struct overdue *report, const struct reader *top)
{
    int64_t open = read_integer(top, "open", -1);
    int64_t not_open = read_integer(top, "not_open", -1);
    int64_t repeats = read_integer(top, "repeats", -1);
    int64_t contacts = read_integer(top, "contacts", -1);
    if (open < 0 || not_open < 0 || repeats < 0 || contacts < 0)
        return false;
    report->repeats += (uint64_t)repeats;
    report->contacts += (uint64_t)contacts;
    report->open += (uint64_t)open;
    report->not_open += (uint64_t)not_open;
    received_read(&report->received, top);
    return fault_none(&top->record->fault);
}

static bool add_group(struct overdue *report, const struct reader *top, struct span row)
{
    struct span key = read_string(top, "key");
    if (!fault_none(&top->record->fault))
        return false;
    if (span_is(row, "unit"))
        return row_add_counts(top, groups_counts(&report->units, row_unit(report->terms, key)),
                              CARRIED);
    if (span_is(row, "district"))
        return row_add_counts(top, groups_counts(&report->districts, known_district(report, key)),
                              CARRIED);
    int state = word_find(state_words, STATES, key);
    return span_is(row, "state") && state >= 0 &&
           row_add_counts(top, report->states[state], CARRIED);
}

bool overdue_read_row(void *context, struct record *row)
{
    struct reader top = read_top(row);
    struct span name = read_required_string(&top, "row");
    if (span_is(name, "sums"))
        return add_sums(context, &top);
    if (span_is(name, "case"))
        return add_case(context, &top);
    return add_group(context, &top, name);
}
