#include "lib/report/overdue_rows.h"

#include "lib/record/json.h"
#include "lib/record/read.h"
#include "lib/report/shown_codes.h"

/* What a partial carries of a group: the measures that are counted, not those derived. */
enum { CARRIED = PROVISIONAL + 1 };

static void end_row(struct json *json)
{
    json_close(json, '}');
    buffer_add_byte(json->out, '\n');
    json->comma = false;
}

static void begin_row(struct json *json, struct span row)
{
    json_open(json, '{');
    json_member_string(json, "row", row);
}

static void write_counts(struct json *json, const char *row, struct span key,
                         const uint64_t counts[])
{
    begin_row(json, span_of(row));
    if (!span_empty(key))
        json_member_printable(json, "key", key);
    json_member_open(json, "counts", '[');
    for (int i = 0; i < CARRIED; i++)
        json_integer(json, (int64_t)counts[i]);
    json_close(json, ']');
    end_row(json);
}

static void write_case(struct json *json, const struct late_case *late, int offset)
{
    begin_row(json, SPAN("case"));
    json_member_printable(json, "id", late->id);
    json_member_instant(json, "due_at", late->due_at, offset);
    json_member_string(json, "state", span_of(state_words[late->state]));
    if (!span_empty(late->unit))
        json_member_printable(json, "unit", late->unit);
    if (!span_empty(late->title))
        json_member_printable(json, "title", late->title);
    end_row(json);
}

void overdue_span(struct overdue *report, instant first, instant last)
{
    if (first != INSTANT_NONE &&
        (report->first_received == INSTANT_NONE || first < report->first_received))
        report->first_received = first;
    if (last > report->last_received) /* INSTANT_NONE is less than any */
        report->last_received = last;
}

void overdue_write_rows(const struct overdue *report, struct buffer *out)
{
    struct json json = {.out = out};
    begin_row(&json, SPAN("sums"));
    json_member_integer(&json, "open", (int64_t)report->open);
    json_member_integer(&json, "not_open", (int64_t)report->not_open);
    json_member_integer(&json, "repeats", (int64_t)report->repeats);
    json_member_integer(&json, "contacts", (int64_t)report->contacts);
    json_member_instant(&json, "first_received", report->first_received,
                        report->terms->rules->offset);
    json_member_instant(&json, "last_received", report->last_received,
                        report->terms->rules->offset);
    end_row(&json);
    for (size_t i = 0; i < report->units.count; i++)
        write_counts(&json, "unit", report->units.groups[i].key, report->units.groups[i].counts);
    for (int i = 0; i < STATES; i++)
        if (state_holder((enum state)i) == HOLDER_HOTLINE && i != STATE_RESOLVED)
            write_counts(&json, "state", span_of(state_words[i]), report->states[i]);
    for (size_t i = 0; i < report->districts.count; i++)
        write_counts(&json, "district", report->districts.groups[i].key,
                     report->districts.groups[i].counts);
    for (size_t i = 0; i < report->cases.count && i < report->terms->top; i++) {
        struct late_case late = cases_get(&report->cases, i);
        write_case(&json, &late, report->terms->rules->offset);
    }
}

/* One whole number of the array, none of them negative. */
static bool read_count(struct span text, uint64_t *count)
{
    enum { DIGITS = 15 };
    *count = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        *count = *count * 10 + (uint64_t)(text.at[i] - '0');
    }
    return text.length <= DIGITS;
}

static bool add_counts(const struct reader *top, uint64_t counts[])
{
    struct span array = read_array(top, "counts");
    struct span element;
    const char *cursor = NULL;
    int count = 0;
    while (array.at != NULL && lex_next_element(array, &cursor, &element)) {
        uint64_t number;
        if (count == CARRIED || !read_count(element, &number))
            return false;
        counts[count++] += number;
    }
    return count == CARRIED;
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
    struct late_case late = {
        .id = read_required_string(top, "id"),
        .due_at = read_required_instant(top, "due_at"),
        .state = (enum state)state,
        .unit = known_unit(report, read_string(top, "unit")),
        .title = read_string(top, "title"),
    };
    if (state < 0 || !fault_none(&top->record->fault))
        return false;
    cases_add(&report->cases, report->limit, &late);
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
    overdue_span(report, read_instant(top, "first_received"), read_instant(top, "last_received"));
    return fault_none(&top->record->fault);
}

static bool add_group(struct overdue *report, const struct reader *top, struct span row)
{
    struct span key = read_string(top, "key");
    if (!fault_none(&top->record->fault))
        return false;
    if (span_is(row, "unit"))
        return add_counts(top, groups_counts(&report->units, known_unit(report, key)));
    if (span_is(row, "district"))
        return add_counts(top, groups_counts(&report->districts, known_district(report, key)));
    int state = word_find(state_words, STATES, key);
    return span_is(row, "state") && state >= 0 && add_counts(top, report->states[state]);
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
