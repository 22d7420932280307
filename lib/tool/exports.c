#include "lib/tool/exports.h"

#include "lib/base/die.h"

/* Opens a source as far as its header, which has to be one that can be worked with. */
static void start_source(struct exports *exports, struct import *import,
                         const struct source *source)
{
    struct buffer what = {0};
    import_start(import, source, &exports->run->pump, &exports->wish);
    if (import->form.kind != FORM_CSV)
        return;
    plan_make(&exports->plan, exports->columns, import->header.fields, import->header.count);
    if (!plan_check(&exports->plan, &what))
        die(STATUS_USAGE, "'%s': %s", source->name, buffer_string(&what));
    buffer_release(&what);
}

void exports_look_ahead(struct exports *exports)
{
    const struct pump *pump = &exports->run->pump;
    struct import import;
    for (size_t i = 0; i < pump->source_count; i++)
        if (import_can_rewind(&pump->sources[i])) {
            start_source(exports, &import, &pump->sources[i]);
            import_rewind(&import, &pump->sources[i]);
        }
}

bool exports_fits(const struct exports *exports, const struct buffer *out, size_t start,
                  struct fault *fault)
{
    size_t most = exports->run->pump.max_line;
    return out->length - start <= most ||
           fault_set(fault, "too_long", "", "the record would be over %zu bytes", most);
}

static bool write_row(struct exports *exports, const struct csv_row *row, struct fault *fault)
{
    struct run *run = exports->run;
    struct buffer *out = &run->output.buffer;
    if (row->count != exports->plan.count)
        return fault_set(fault, "field_count", "", "has %zu field%s, the header %zu", row->count,
                         row->count == 1 ? "" : "s", exports->plan.count);
    if (!exports->take_row(exports->context, row, out, fault))
        return false;
    buffer_add_byte(out, '\n');
    run->pump.counts.written++;
    output_drain(&run->output);
    return true;
}

static void refuse_row(struct exports *exports, const struct csv_row *row,
                       const struct fault *fault)
{
    struct pump *pump = &exports->run->pump;
    struct refused refused = {pump->source, row->line, row->raw, row->raw_bytes};
    pump_reject(pump, &refused, fault);
}

static void take_rows(struct exports *exports, struct import *import)
{
    struct pump *pump = &exports->run->pump;
    struct buffer *out = &exports->run->output.buffer;
    struct csv_row row;
    enum csv_status status = CSV_ENDED;
    struct fault fault = {0};
    while (!pump->stopped && (status = csv_rows_next(import->rows, &row, &fault)) != CSV_ENDED) {
        size_t before = out->length;
        pump->counts.read++;
        bool written = status == CSV_ROW && write_row(exports, &row, &fault);
        if (!written) {
            out->length = before;
            refuse_row(exports, &row, &fault);
        }
        if (pump->settled != NULL)
            pump->settled(pump->settled_context, written);
        import_progress(import, pump);
    }
}

static void take_lines(struct exports *exports, struct import *import, struct record *record)
{
    struct pump *pump = &exports->run->pump;
    struct line line;
    while (!pump->stopped && import_next_line(import, &line)) {
        pump_line(pump, &line, record, exports->take_record, exports->context);
        import_progress(import, pump);
    }
}

void exports_take(struct exports *exports)
{
    struct pump *pump = &exports->run->pump;
    struct record record = {.offset = pump->offset};
    for (size_t i = 0; i < pump->source_count && !pump->stopped; i++) {
        struct import import;
        pump->source = pump->sources[i].name;
        start_source(exports, &import, &pump->sources[i]);
        if (import.form.kind == FORM_CSV)
            take_rows(exports, &import);
        else
            take_lines(exports, &import, &record);
        pump->progress_bytes += import.lines.bytes_read;
        import_end(&import);
    }
    progress_end(&pump->progress, pump->counts.read, pump->progress_bytes);
    record_release(&record);
}

void exports_release(struct exports *exports)
{
    plan_release(&exports->plan);
}
