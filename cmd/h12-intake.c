/* h12-intake: makes case records of an export's rows, and says by which article each is
 * accepted. */
#include "lib/base/die.h"
#include "lib/case/intake.h"
#include "lib/record/import.h"
#include "lib/reference/acceptance.h"
#include "lib/reference/plan.h"
#include "lib/render/labels.h"
#include "lib/tool/run.h"

static const char usage[] =
    "usage: h12-intake [OPTION]... [FILE]...\n"
    "\n"
    "Turns a hotline's export (CSV or NDJSON) into case records, one a line, and\n"
    "accepts them. Records that have a `state` pass as they are.\n"
    "\n"
    "      --map FILE        which columns and words of this export mean what (JSON)\n"
    "      --encoding NAME   utf-8 or gb18030 (default: told from the first 1 MiB)\n"
    "      --delimiter NAME  comma, tab, semicolon, bar (default: told from the header)\n"
    "      --lang LANGUAGE   explain in zh or en (default: the policy's)\n";

enum { OPTION_MAP = OWN_OPTION, OPTION_ENCODING, OPTION_DELIMITER, OPTION_LANG };

static const struct option options[] = {
    {"map", required_argument, NULL, OPTION_MAP},
    {"encoding", required_argument, NULL, OPTION_ENCODING},
    {"delimiter", required_argument, NULL, OPTION_DELIMITER},
    {"lang", required_argument, NULL, OPTION_LANG},
    {NULL, 0, NULL, 0},
};

struct desk {
    struct run run;
    const char *map;
    const char *lang;
    struct form_wish wish;
    struct acceptance_tables tables;
    struct columns *columns;
    struct intake intake;
    struct plan plan;
    struct request_fields fields;
    struct flat_record flat;
};

static void take_option(void *context, int option, const char *value)
{
    struct desk *desk = context;
    if (option == OPTION_MAP) {
        desk->map = value;
    } else if (option == OPTION_LANG) {
        desk->lang = value;
    } else if (option == OPTION_ENCODING) {
        desk->wish.has_encoding = encoding_from_name(value, &desk->wish.encoding);
        if (!desk->wish.has_encoding)
            die(STATUS_USAGE, "--encoding: '%s' is not utf-8 or gb18030", value);
    } else if (!form_delimiter_from_name(value, &desk->wish.delimiter)) {
        die(STATUS_USAGE, "--delimiter: '%s' is not comma, tab, semicolon or bar", value);
    }
}

static const struct tool tool = {.usage = usage, .options = options, .on_option = take_option};

static void load_tables(struct desk *desk)
{
    struct problems problems = {0};
    int offset = desk->run.policy.deadline.offset;
    desk->columns = columns_load(desk->run.share, desk->map, offset, &problems);
    acceptance_load(&desk->tables, desk->run.share, &problems);
    problems_end(&problems);
    columns_wish(desk->columns, &desk->wish);
}

/* Opens a source as far as its header, which has to be one that can be worked with. */
static void start_source(struct desk *desk, struct import *import, const struct source *source)
{
    struct buffer what = {0};
    import_start(import, source, &desk->run.pump, &desk->wish);
    if (import->form.kind != FORM_CSV)
        return;
    plan_make(&desk->plan, desk->columns, import->header.fields, import->header.count);
    if (!plan_check(&desk->plan, &what))
        die(STATUS_USAGE, "'%s': %s", source->name, buffer_string(&what));
    buffer_release(&what);
}

/* The headers of all files are looked at before the first record is written; a stream can only be
 * looked at when its turn comes. */
static void look_ahead(struct desk *desk)
{
    const struct pump *pump = &desk->run.pump;
    struct import import;
    for (size_t i = 0; i < pump->source_count; i++)
        if (import_can_rewind(&pump->sources[i])) {
            start_source(desk, &import, &pump->sources[i]);
            import_rewind(&import, &pump->sources[i]);
        }
}

/* A row: its record at the end of the output, or a fault. */
static bool write_case(struct desk *desk, const struct csv_row *row, struct buffer *out,
                       struct fault *fault)
{
    struct intake_case judged;
    size_t before = out->length;
    if (row->count != desk->plan.count)
        return fault_set(fault, "field_count", "", "has %zu field%s, the header %zu", row->count,
                         row->count == 1 ? "" : "s", desk->plan.count);
    plan_read(&desk->plan, row->fields, &desk->fields);
    plan_add_rest(&desk->plan, row->fields, &desk->fields);
    if (!intake_judge(&desk->intake, &desk->fields, &judged, fault))
        return false;
    intake_write(&desk->intake, &desk->fields, &judged, out);
    if (out->length - before > desk->run.pump.max_line)
        return fault_set(fault, "too_long", "", "the record would be over %zu bytes",
                         desk->run.pump.max_line);
    if (!intake_claim(&desk->intake, judged.id, fault))
        return false;
    intake_announce(&judged);
    return true;
}

static void take_rows(struct desk *desk, struct import *import)
{
    struct pump *pump = &desk->run.pump;
    struct buffer *out = &desk->run.output.buffer;
    struct csv_row row;
    enum csv_status status = CSV_ENDED;
    struct fault fault = {0};
    while (!pump->stopped && (status = csv_rows_next(import->rows, &row, &fault)) != CSV_ENDED) {
        size_t before = out->length;
        pump->counts.read++;
        if (status == CSV_ROW && write_case(desk, &row, out, &fault)) {
            buffer_add_byte(out, '\n');
            pump->counts.written++;
            output_drain(&desk->run.output);
        } else {
            struct refused refused = {pump->source, row.line, row.raw, row.raw_bytes};
            out->length = before;
            pump_reject(pump, &refused, &fault);
        }
        import_progress(import, pump);
    }
}

/* The filter for NDJSON: a record that has a state is one of ours already. */
static enum outcome take_record(void *context, struct record *record)
{
    struct desk *desk = context;
    struct intake *intake = &desk->intake;
    struct flat_record *flat = &desk->flat;
    struct intake_case judged;
    if (intake_is_case(record))
        return intake_claim_case(intake, record) ? OUTCOME_PASS : OUTCOME_REJECT;
    if (!intake_flatten(record, flat))
        return OUTCOME_REJECT;
    if (!plan_is_for(&desk->plan, flat->names, flat->count))
        plan_make(&desk->plan, desk->columns, flat->names, flat->count);
    plan_read(&desk->plan, flat->cells, &desk->fields);
    if (!intake_judge(intake, &desk->fields, &judged, &record->fault) ||
        !intake_claim(intake, judged.id, &record->fault))
        return OUTCOME_REJECT;
    intake_splice(intake, record, flat, desk->plan.used, &desk->fields, &judged);
    intake_announce(&judged);
    return OUTCOME_PASS;
}

static void take_lines(struct desk *desk, struct import *import, struct record *record)
{
    struct pump *pump = &desk->run.pump;
    struct line line;
    while (!pump->stopped && import_next_line(import, &line)) {
        pump_line(pump, &line, record, take_record, desk);
        import_progress(import, pump);
    }
}

static void take_sources(struct desk *desk)
{
    struct pump *pump = &desk->run.pump;
    struct record record = {.offset = pump->offset};
    for (size_t i = 0; i < pump->source_count && !pump->stopped; i++) {
        struct import import;
        pump->source = pump->sources[i].name;
        start_source(desk, &import, &pump->sources[i]);
        if (import.form.kind == FORM_CSV)
            take_rows(desk, &import);
        else
            take_lines(desk, &import, &record);
        pump->progress_bytes += import.lines.bytes_read;
        import_end(&import);
    }
    progress_end(&pump->progress, pump->counts.read, pump->progress_bytes);
    record_release(&record);
}

static void start_intake(struct desk *desk)
{
    enum language language = desk->run.policy.language;
    if (desk->lang != NULL && !language_read(desk->lang, &language))
        die(STATUS_USAGE, "--lang: '%s' is neither zh nor en", desk->lang);
    struct explaining explaining = {&desk->tables.explanations, (int)language};
    intake_start(&desk->intake, desk->run.now, desk->run.policy.deadline.offset,
                 &desk->tables.screening, &explaining);
}

int main(int argc, char **argv)
{
    static struct desk desk;
    run_start(&desk.run, &tool, argc, argv, &desk, time(NULL));
    load_tables(&desk);
    start_intake(&desk);
    run_open(&desk.run);
    look_ahead(&desk);
    take_sources(&desk);
    intake_release(&desk.intake);
    plan_release(&desk.plan);
    flat_release(&desk.flat);
    columns_free(desk.columns);
    acceptance_release(&desk.tables);
    fields_release(&desk.fields);
    return run_finish(&desk.run);
}
