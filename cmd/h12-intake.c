/* h12-intake: makes case records of an export's rows, says by which article each is accepted or has
 * to be looked at, and takes the officers' decisions (art.3, 8, 9, 10, 28). */
#include "lib/base/die.h"
#include "lib/base/memory.h"
#include "lib/case/intake.h"
#include "lib/record/id_list.h"
#include "lib/reference/acceptance.h"
#include "lib/render/labels.h"
#include "lib/tool/decisions.h"
#include "lib/tool/exports.h"

#include <stdlib.h>

#include <string.h>

static const char usage[] =
    "usage: h12-intake [OPTION]... [FILE]...\n"
    "\n"
    "Turns a hotline's export (CSV or NDJSON) into case records, one a line, and\n"
    "accepts them, or holds them for an officer's review. Cases, whose `state` is\n"
    "one of ours, pass as they are. Rows of cases that are --archived are refused.\n"
    "\n"
    "      --map FILE        which columns and words of this export mean what (JSON)\n"
    "      --encoding NAME   utf-8 or gb18030 (default: told from the first 1 MiB)\n"
    "      --delimiter NAME  comma, tab, semicolon, bar (default: told from the header)\n"
    "      --decisions FILE  officers' decisions: accept, decline, bar, explain, ...\n"
    "      --known LEDGER    cases that are known: rows that are in it, repeats; again for more\n"
    "      --lang LANGUAGE   explain in zh or en (default: the policy's)\n";

enum {
    OPTION_MAP = OWN_OPTION,
    OPTION_ENCODING,
    OPTION_DELIMITER,
    OPTION_DECISIONS,
    OPTION_KNOWN,
    OPTION_LANG,
};

static const struct option options[] = {
    {"map", required_argument, NULL, OPTION_MAP},
    {"encoding", required_argument, NULL, OPTION_ENCODING},
    {"delimiter", required_argument, NULL, OPTION_DELIMITER},
    {"decisions", required_argument, NULL, OPTION_DECISIONS},
    {"known", required_argument, NULL, OPTION_KNOWN},
    {"lang", required_argument, NULL, OPTION_LANG},
    {NULL, 0, NULL, 0},
};

struct desk {
    struct run run;
    struct hash_set *archived; /* NULL: no archive was named */
    const char *map, *lang;
    const char **known; /* paths */
    size_t known_count, known_capacity;
    struct exports exports;
    struct columns *columns;
    struct acceptance_tables tables;
    struct explaining explaining;
    struct decisions decisions;
    struct intake intake;
    struct request_fields fields;
    struct flat_record flat;
};

static void take_option(void *context, int option, const char *value)
{
    struct desk *desk = context;
    struct form_wish *wish = &desk->exports.wish;
    if (option == OPTION_MAP) {
        desk->map = value;
    } else if (option == OPTION_DECISIONS) {
        event_option_take(&desk->decisions.path, "--decisions", value);
    } else if (option == OPTION_KNOWN) {
        desk->known =
            memory_grow(desk->known, desk->known_count, &desk->known_capacity, sizeof *desk->known);
        desk->known[desk->known_count++] = value;
    } else if (option == OPTION_LANG) {
        desk->lang = value;
    } else if (option == OPTION_ENCODING) {
        wish->has_encoding = encoding_from_name(value, &wish->encoding);
        if (!wish->has_encoding)
            die(STATUS_USAGE, "--encoding: '%s' is not utf-8 or gb18030", value);
    } else if (!form_delimiter_from_name(value, &wish->delimiter)) {
        die(STATUS_USAGE, "--delimiter: '%s' is not comma, tab, semicolon or bar", value);
    }
}

static const struct tool tool = {
    .usage = usage, .takes = TAKES_SHARD, .options = options, .on_option = take_option};

static void check_options(struct desk *desk)
{
    enum language language = desk->run.policy.language;
    if (desk->lang != NULL && !language_read(desk->lang, &language))
        die(STATUS_USAGE, "--lang: '%s' is neither zh nor en", desk->lang);
    desk->explaining = (struct explaining){&desk->tables.explanations, (int)language};
    event_feed_check(&desk->run, desk->decisions.path, "--decisions");
}

static void load_tables(struct desk *desk)
{
    struct problems problems = {0};
    struct run *run = &desk->run;
    desk->columns = columns_load(run->share, desk->map, run->policy.deadline.offset, &problems);
    acceptance_load(&desk->tables, run->share, &problems);
    decisions_load(&desk->decisions, run, &problems);
    problems_end(&problems);
    columns_wish(desk->columns, &desk->exports.wish);
}

/* A row: its record at the end of the output, or a fault. */
static bool take_row(void *context, const struct csv_row *row, struct buffer *out,
                     struct fault *fault)
{
    struct desk *desk = context;
    struct intake_case judged;
    size_t before = out->length;
    plan_read(&desk->exports.plan, row->fields, &desk->fields);
    plan_add_rest(&desk->exports.plan, row->fields, &desk->fields);
    if (!intake_judge(&desk->intake, &desk->fields, &judged, fault))
        return false;
    bool decided = decisions_wait(&desk->decisions, &judged);
    intake_write(&desk->intake, &desk->fields, &judged, out);
    if (decided && !decisions_apply_row(&desk->decisions, out, before, fault))
        return false;
    if (!exports_fits(&desk->exports, out, before, fault) ||
        !intake_claim(&desk->intake, judged.id, fault))
        return false;
    intake_remember(&desk->intake, (struct span){out->bytes + before, out->length - before});
    intake_announce(&judged);
    return true;
}

/* The filter for NDJSON: a record that has a state of ours is a case already. */
static enum outcome take_record(void *context, struct record *record)
{
    struct desk *desk = context;
    struct intake *intake = &desk->intake;
    struct plan *plan = &desk->exports.plan;
    struct flat_record *flat = &desk->flat;
    struct intake_case judged;
    if (intake_is_case(record))
        return intake_claim_case(intake, record) && decisions_apply(&desk->decisions, record)
                   ? OUTCOME_PASS
                   : OUTCOME_REJECT;
    if (!intake_flatten(record, flat))
        return OUTCOME_REJECT;
    if (!plan_is_for(plan, flat->names, flat->count))
        plan_make(plan, desk->columns, flat->names, flat->count);
    plan_read(plan, flat->cells, &desk->fields);
    if (!intake_judge(intake, &desk->fields, &judged, &record->fault) ||
        !intake_claim(intake, judged.id, &record->fault))
        return OUTCOME_REJECT;
    bool decided = decisions_wait(&desk->decisions, &judged);
    intake_splice(intake, record, flat, plan->used, &desk->fields, &judged);
    intake_announce(&judged);
    if (decided && !decisions_apply_edited(&desk->decisions, record))
        return OUTCOME_REJECT;
    intake_remember_record(intake, record);
    return OUTCOME_PASS;
}

static void load_archives(struct desk *desk)
{
    const struct settings *settings = &desk->run.settings;
    if (settings->archived_count > 0)
        desk->archived = hash_set_new();
    for (size_t i = 0; i < settings->archived_count; i++)
        id_list_add(desk->archived, settings->archived[i]);
}

static void start(struct desk *desk)
{
    struct run *run = &desk->run;
    load_archives(desk);
    intake_start(&desk->intake, run->now, run->policy.deadline.offset, &desk->tables.screening,
                 &desk->explaining);
    desk->intake.archived = desk->archived;
    desk->intake.repeat_rules = &run->policy.repeat;
    if (desk->known_count > 0)
        desk->intake.known = known_new(&run->policy.repeat, run->policy.deadline.offset);
    for (size_t i = 0; i < desk->known_count; i++)
        known_load(desk->intake.known, desk->known[i]);
    desk->exports.run = run;
    desk->exports.columns = desk->columns;
    desk->exports.take_row = take_row;
    desk->exports.take_record = take_record;
    desk->exports.context = desk;
}

static void release(struct desk *desk)
{
    known_free(desk->intake.known);
    free(desk->known);
    hash_set_free(desk->archived);
    intake_release(&desk->intake);
    exports_release(&desk->exports);
    flat_release(&desk->flat);
    columns_free(desk->columns);
    acceptance_release(&desk->tables);
    fields_release(&desk->fields);
}

int main(int argc, char **argv)
{
    static struct desk desk;
    run_start(&desk.run, &tool, argc, argv, &desk, time(NULL));
    check_options(&desk);
    load_tables(&desk);
    run_open(&desk.run);
    start(&desk);
    exports_look_ahead(&desk.exports);
    decisions_open(&desk.decisions, &desk.run, desk.columns, &desk.tables.screening,
                   &desk.explaining);
    exports_take(&desk.exports);
    decisions_close(&desk.decisions);
    release(&desk);
    return run_finish(&desk.run);
}
