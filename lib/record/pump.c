#include "lib/record/pump.h"

#include "lib/base/die.h"
#include "lib/base/hash.h"
#include "lib/base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void open_source(struct source *source, const char *name)
{
    source->name = name;
    source->descriptor = source_open(name);
    if (fstat(source->descriptor, &source->status) != 0)
        die(STATUS_USAGE, "'%s': %s", name, strerror(errno));
    widen_pipe(source->descriptor);
}

void pump_open(struct pump *pump, char **names, size_t count)
{
    static char dash[] = "-";
    static char *standard_input[] = {dash};
    if (count == 0) {
        names = standard_input;
        count = 1;
    }
    pump->sources = memory_get_zeroed(count, sizeof *pump->sources);
    pump->source_count = count;
    size_t standard = 0;
    for (size_t i = 0; i < count; i++) {
        open_source(&pump->sources[i], names[i]);
        standard += pump->sources[i].descriptor == STDIN_FILENO;
    }
    if (standard > 1)
        die(STATUS_USAGE, "standard input is named %zu times", standard);
}

void pump_reject(struct pump *pump, const struct refused *refused, const struct fault *fault)
{
    pump->counts.rejected++;
    rejects_add(pump->rejects, refused, fault);
    if (pump->strict)
        pump->stopped = true;
}

static void reject_line(struct pump *pump, const struct line *line, const struct fault *fault)
{
    struct refused refused = {
        .source = pump->source,
        .line = line->number,
        .raw = {line->text, line->length},
        .raw_bytes = line->too_long ? line->bytes : 0,
    };
    pump_reject(pump, &refused, fault);
}

/* Writes the record unless it has grown over the cap: then it is refused here, with the line that
 * came, and not by the next tool. */
static bool write_record(struct pump *pump, const struct record *record, struct fault *fault)
{
    struct buffer *out = &pump->output->buffer;
    size_t before = out->length;
    record_write(record, out);
    if (out->length - before > pump->max_line) {
        out->length = before;
        return fault_set(fault, "too_long", "", "the record would be over %zu bytes",
                         pump->max_line);
    }
    buffer_add_byte(out, '\n');
    pump->counts.written++;
    output_drain(pump->output);
    return true;
}

static void digest_add(struct digest *digest, const struct line *line)
{
    struct span text = {line->text, line->length};
    digest->sums[0] += hash_64(text);
    digest->sums[1] += hash_64_other(text);
}

void pump_line(struct pump *pump, const struct line *line, struct record *record,
               filter_function *filter, void *context)
{
    pump->counts.read++;
    pump->line = line->number;
    if (pump->digest != NULL)
        digest_add(pump->digest, line);
    if (line->too_long) {
        struct fault fault = {0};
        fault_set(&fault, "too_long", "", "a line of over %zu bytes", pump->max_line);
        reject_line(pump, line, &fault);
        return;
    }
    if (!record_parse(record, line->text, line->length)) {
        reject_line(pump, line, &record->fault);
        return;
    }
    enum outcome outcome = filter(context, record);
    if (outcome == OUTCOME_PASS && pump->output != NULL &&
        !write_record(pump, record, &record->fault))
        outcome = OUTCOME_REJECT;
    if (outcome == OUTCOME_REJECT)
        reject_line(pump, line, &record->fault);
    if (pump->settled != NULL)
        pump->settled(pump->settled_context, outcome != OUTCOME_REJECT);
}

static void flush_before_wait(void *context)
{
    struct pump *pump = context;
    if (pump->output != NULL)
        output_flush(pump->output);
}

static void run_source(struct pump *pump, const struct source *source, struct record *record,
                       filter_function *filter, void *context)
{
    struct lines lines;
    struct line line;
    uint64_t bytes_before = 0;
    lines_start(&lines, source->descriptor, source->name, pump->max_line);
    lines.before_wait = flush_before_wait;
    lines.context = pump;
    pump->source = source->name;
    while (!pump->stopped && lines_next(&lines, &line)) {
        if (line.length == 0)
            continue;
        pump_line(pump, &line, record, filter, context);
        if (lines.bytes_read != bytes_before) {
            bytes_before = lines.bytes_read;
            progress_show(&pump->progress, pump->counts.read, pump->progress_bytes + bytes_before);
        }
    }
    pump->progress_bytes += lines.bytes_read;
    lines_release(&lines);
}

void pump_run(struct pump *pump, filter_function *filter, void *context)
{
    struct record record = {.offset = pump->offset};
    for (size_t i = 0; i < pump->source_count && !pump->stopped; i++)
        run_source(pump, &pump->sources[i], &record, filter, context);
    progress_end(&pump->progress, pump->counts.read, pump->progress_bytes);
    record_release(&record);
}

void pump_close(struct pump *pump)
{
    for (size_t i = 0; i < pump->source_count; i++)
        if (pump->sources[i].descriptor != STDIN_FILENO)
            close(pump->sources[i].descriptor);
    free(pump->sources);
    pump->sources = NULL;
}
