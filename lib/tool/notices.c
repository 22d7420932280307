#include "lib/tool/notices.h"

#include "lib/base/die.h"

#include <unistd.h>

/* ------------------------------------------------------------------------------ what it has
 */

/* A case on a day, or at an instant. */
static uint64_t name_of(struct span id, int64_t when)
{
    return hash_64(id) ^ (uint64_t)when * 0x9e3779b97f4a7c15u;
}

static void learn(struct notices *notices, struct record *record, const struct line *line)
{
    if (line->too_long || !record_parse(record, line->text, line->length))
        return; /* it is nobody's notice, and stays as it is */
    struct reader top = read_top(record);
    struct span id = read_string(&top, "case");
    instant at = read_instant(&top, "at");
    if (!fault_none(&record->fault) || id.at == NULL || at == INSTANT_NONE)
        return;
    hash_set_add(notices->told, name_of(id, instant_day(at, record->offset)));
    hash_set_add(notices->told, name_of(id, at));
}

/* Takes what the file has over, line by line; one that was cut off gets its newline. */
static void take_over(struct notices *notices, const char *path, int offset)
{
    struct lines lines;
    struct line line;
    struct record record = {.offset = offset};
    int descriptor = source_open(path);
    lines_start(&lines, descriptor, path, LINE_CAP);
    while (lines_next(&lines, &line)) {
        if (line.too_long)
            die(STATUS_USAGE, "'%s': line %llu is too long to be a notice", path,
                (unsigned long long)line.number);
        buffer_add(&notices->output.buffer, line.text, line.length);
        buffer_add_byte(&notices->output.buffer, '\n');
        output_drain(&notices->output);
        learn(notices, &record, &line);
    }
    lines_release(&lines);
    record_release(&record);
    close(descriptor);
}

/* ------------------------------------------------------------------------------- what is new
 */

/* A record that was refused after all has urged nobody. */
static void settle(void *context, bool written)
{
    struct notices *notices = context;
    if (notices->line.length > 0 && written) {
        sorter_add(notices->sorter, buffer_span(&notices->key), buffer_span(&notices->line));
        notices->count++;
    }
    buffer_reset(&notices->line);
    if (notices->settled != NULL)
        notices->settled(notices->settled_context, written);
}

void notices_open(struct notices *notices, struct run *run, const char *path, bool english)
{
    *notices = (struct notices){.path = path, .english = english};
    if (path == NULL)
        return;
    run_open_beside(run, &notices->output, "--notices", path);
    run->beside_first = true;
    notices->told = hash_set_new();
    notices->sorter = sorter_new(SORTER_LIMIT);
    if (notices->output.target != NULL && notices->output.target_existed)
        take_over(notices, notices->output.target, run->policy.deadline.offset);
    notices->settled = run->pump.settled;
    notices->settled_context = run->pump.settled_context;
    run->pump.settled = settle;
    run->pump.settled_context = notices;
}

void notices_add(struct notices *notices, const struct supervision_case *c, const struct urge *urge)
{
    struct reader top = read_top(c->record);
    struct span id = read_string(&top, "id");
    instant at = c->supervision.urges.at;
    int64_t when = urge->in_hours ? at : instant_day(at, c->record->offset);
    if (hash_set_has(notices->told, name_of(id, when)))
        return;
    buffer_reset(&notices->key);
    buffer_add_span(&notices->key, urge->unit);
    buffer_add_byte(&notices->key, '\0'); /* a record has none: a unit comes before a longer one */
    buffer_add_span(&notices->key, id);
    urge_notice_write(c, urge, notices->english, &notices->line);
}

void notices_close(struct notices *notices)
{
    struct span line;
    if (notices->path == NULL)
        return;
    while (sorter_next(notices->sorter, &line)) {
        buffer_add_span(&notices->output.buffer, line);
        output_drain(&notices->output);
    }
    sorter_free(notices->sorter);
    hash_set_free(notices->told);
    buffer_release(&notices->key);
    buffer_release(&notices->line);
}
