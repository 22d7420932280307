#include "lib/report/partial.h"

#include "lib/base/die.h"
#include "lib/record/json.h"
#include "lib/record/read.h"

#include <inttypes.h>
#include <stdio.h>

enum { PARTIAL_VERSION = 3 };

static uint64_t count_lines(struct span text)
{
    uint64_t lines = 0;
    for (size_t i = 0; i < text.length; i++)
        lines += text.at[i] == '\n';
    return lines;
}

static void end_line(struct json *json)
{
    json_close(json, '}');
    buffer_add_byte(json->out, '\n');
    json->comma = false;
}

/* Empty parts are not told apart: one more or less of them changes nothing. */
static void write_input(struct json *json, const struct pump *pump)
{
    char text[2 * 16 + 1];
    if (pump->counts.read == 0)
        return;
    snprintf(text, sizeof text, "%016" PRIx64 "%016" PRIx64, pump->digest->sums[0],
             pump->digest->sums[1]);
    json_member_word(json, "input", text);
}

void partial_write(const struct report_kind *kind, void *report, const struct report_terms *terms,
                   const struct pump *pump, const struct left_out *left_out, struct buffer *out)
{
    struct json json = {.out = out};
    json_open(&json, '{');
    json_member_string(&json, "partial", span_of(kind->name));
    json_member_integer(&json, "version", PARTIAL_VERSION);
    json_member_instant(&json, "now", terms->now, terms->rules->offset);
    json_member_string(&json, "policy", terms->policy);
    json_member_string(&json, "policy_dated", terms->policy_dated);
    json_member_string(&json, "calendar", span_of(terms->calendar->name));
    json_member_integer(&json, "top", (int64_t)terms->top);
    json_member_boolean(&json, "revealed", terms->reveal);
    json_member_integer(&json, "rejected", (int64_t)left_out->rejected);
    if (left_out->twice > 0)
        json_member_integer(&json, "stood_twice", (int64_t)left_out->twice);
    write_input(&json, pump);
    end_line(&json);
    size_t before = out->length;
    kind->write_rows(report, out);
    uint64_t rows = count_lines((struct span){out->bytes + before, out->length - before});
    json_open(&json, '{');
    json_member_integer(&json, "rows", (int64_t)rows);
    end_line(&json);
}

/* The partial's terms against this run's. */
static const char *compare_terms(struct partial_reader *reader, const struct reader *top)
{
    struct report_terms *terms = reader->terms;
    instant now = read_required_instant(top, "now");
    int64_t shown = read_integer(top, "top", -1);
    bool first = reader->report == NULL;
    if (!span_equal(read_string(top, "policy"), terms->policy) ||
        !span_equal(read_string(top, "policy_dated"), terms->policy_dated))
        return "made under another policy than this run's";
    if (!span_is(read_string(top, "calendar"), terms->calendar->name))
        return "made with other calendars than this run's";
    if (read_boolean(top, "revealed", false) != terms->reveal)
        return terms->reveal ? "made without --reveal, this run has it"
                             : "made with --reveal, this run is without";
    if (!fault_none(&top->record->fault) || shown < 0)
        return "not the first line of a partial";
    if (first && !reader->now_is_given)
        terms->now = now;
    if (first && !reader->top_is_given)
        terms->top = (size_t)shown;
    if (now != terms->now)
        return "made for another instant (--now) than the others or this run";
    if ((uint64_t)shown != terms->top)
        return "made with another --top than the others or this run";
    return NULL;
}

static const char *begin_part(struct partial_reader *reader, const struct reader *top)
{
    struct span name = read_string(top, "partial");
    int64_t version = read_integer(top, "version", 0);
    if (name.at == NULL)
        return "not a partial; h12-report --partial makes one";
    if (!span_is(name, reader->kind->name))
        return "a partial of another report";
    if (version != PARTIAL_VERSION)
        return "a partial of another version of h12-report";
    const char *problem = compare_terms(reader, top);
    if (problem != NULL)
        return problem;
    int64_t rejected = read_integer(top, "rejected", -1);
    int64_t twice = read_integer(top, "stood_twice", 0);
    struct span input = read_string(top, "input");
    if (rejected < 0 || twice < 0 || !fault_none(&top->record->fault))
        return "not the first line of a partial";
    if (input.at != NULL && !hash_set_add(reader->inputs, hash_64(input)))
        return "a partial of the same input as one before it: it would count twice";
    if (reader->report == NULL)
        reader->report = reader->kind->start(reader->terms);
    reader->part = reader->kind->start(reader->terms);
    reader->left_out.rejected += (uint64_t)rejected;
    reader->left_out.twice += (uint64_t)twice;
    reader->lines = 0;
    return NULL;
}

static const char *end_part(struct partial_reader *reader, int64_t rows)
{
    if (rows < 0 || (uint64_t)rows != reader->lines)
        return "a partial with lines missing";
    if (!reader->kind->sums_meet(reader->part))
        return "a partial whose sums do not meet";
    reader->kind->merge(reader->report, reader->part);
    reader->kind->release(reader->part);
    reader->part = NULL;
    return NULL;
}

/* Takes one line. Returns what is wrong with it, or NULL. */
static const char *take_line(struct partial_reader *reader, struct record *line)
{
    struct reader top = read_top(line);
    if (reader->part == NULL)
        return begin_part(reader, &top);
    if (object_find(top.object, SPAN("rows")) != NULL)
        return end_part(reader, read_integer(&top, "rows", -1));
    reader->lines++;
    return reader->kind->read_row(reader->part, line) ? NULL : "not a row of such a partial";
}

struct reading {
    struct partial_reader *reader;
    const struct pump *pump;
    size_t source; /* the one at hand, by its place among the pump's */
    bool begun;    /* a line of it has come */
};

static void end_source(const struct reading *reading)
{
    const char *name = reading->pump->sources[reading->source].name;
    if (reading->pump->rejects->count > 0)
        die(STATUS_USAGE, "no report: a partial is damaged");
    if (!reading->begun)
        die(STATUS_USAGE, "'%s': no partial: it is empty", name);
    if (reading->reader->part != NULL)
        die(STATUS_USAGE, "'%s': a partial without its last line", name);
}

/* Ends the sources before this one, and all where it is NULL: one that is left out by mistake has
 * no line of its own to show it. */
static void go_on_to(struct reading *reading, const char *source)
{
    while (reading->source < reading->pump->source_count &&
           reading->pump->sources[reading->source].name != source) {
        end_source(reading);
        reading->source++;
        reading->begun = false;
    }
    reading->begun = true;
}

static enum outcome take_partial(void *context, struct record *record)
{
    struct reading *reading = context;
    go_on_to(reading, reading->pump->source);
    const char *problem = take_line(reading->reader, record);
    if (problem != NULL)
        die(STATUS_USAGE, "'%s': line %llu: %s", reading->pump->source,
            (unsigned long long)reading->pump->line, problem);
    return OUTCOME_TAKEN;
}

void partial_read_all(struct partial_reader *reader, struct pump *pump)
{
    struct reading reading = {.reader = reader, .pump = pump};
    reader->inputs = hash_set_new();
    pump_run(pump, take_partial, &reading);
    go_on_to(&reading, NULL);
    hash_set_free(reader->inputs);
}
