#include "lib/report/overdue_part.h"

#include "lib/report/rows.h"
#include "lib/report/shown_codes.h"

/* What a partial carries of a group: the measures that are counted, not those derived. */
enum { CARRIED = PROVISIONAL + 1 };

static void write_case(struct json *json, const struct listed_case *listed, int offset)
{
    row_begin(json, "case");
    json_member_printable(json, "id", listed->id);
    json_member_instant(json, "due_at", listed->at, offset);
    json_member_string(json, "state", span_of(state_words[listed->state]));
    if (!span_empty(listed->unit))
        json_member_printable(json, "unit", listed->unit);
    if (!span_empty(listed->title))
        json_member_printable(json, "title", listed->title);
    row_end(json);
}

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
        write_case(&json, &listed, report->terms->rules->offset);
    }
}

/* By this run's directory, which may not be that of the run that made the partial. */
static struct span known_unit(const struct overdue *report, struct span code)
{
    return report->terms->reveal ? code : shown_unit(report->terms->directory, code);
}

static struct span known_district(const struct overdue *report, struct span code)
{
    return report->terms->reveal ? code : shown_district(report->terms->directory, code);
}

static bool add_case(struct overdue *report, const struct reader *top)
{
    int state = read_word(top, "state", state_words, STATES, -1);
    struct listed_case listed = {
        .id = read_required_string(top, "id"),
        .at = read_required_instant(top, "due_at"),
        .state = (enum state)state,
        .unit = known_unit(report, read_string(top, "unit")),
        .title = read_string(top, "title"),
    };
    if (state < 0 || !fault_none(&top->record->fault))
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
        return row_add_counts(top, groups_counts(&report->units, known_unit(report, key)), CARRIED);
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
