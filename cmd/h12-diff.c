/* h12-diff: says in what two ledgers differ, by case and member: what another policy, or another
 * day's events, would have done. */
#include "lib/base/die.h"
#include "lib/base/hash.h"
#include "lib/case/state.h"
#include "lib/record/ledger_index.h"
#include "lib/reference/directory.h"
#include "lib/render/labels.h"
#include "lib/render/render.h"
#include "lib/report/differences.h"
#include "lib/tool/unit_tables.h"

#include <stdlib.h>

static const char usage[] =
    "usage: h12-diff [OPTION]... LEDGER [FILE]...\n"
    "\n"
    "Says in what the cases that come in differ from those of LEDGER (a; what comes in is\n"
    "b), one JSON object a difference.\n"
    "\n"
    "      --summary         count the differences by member, and what became of what\n"
    "      --format FORMAT   of the summary: text, csv or json (default text)\n"
    "      --lang LANGUAGE   of the summary: zh or en (default: the policy's)\n"
    "      --reveal PURPOSE  show what people wrote; the purpose is logged\n"
    "      --exit-code       status 1 where they differ in something\n";

enum { OPTION_SUMMARY = OWN_OPTION, OPTION_FORMAT, OPTION_LANG, OPTION_REVEAL, OPTION_EXIT_CODE };

static const struct option options[] = {
    {"summary", no_argument, NULL, OPTION_SUMMARY},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"reveal", required_argument, NULL, OPTION_REVEAL},
    {"exit-code", no_argument, NULL, OPTION_EXIT_CODE},
    {0},
};

struct comparing {
    struct run run;
    const char *format, *lang, *reveal;
    bool exit_code;
    const struct render_format *look;
    enum language language;
    const char *ledger;
    struct ledger_index index;
    struct record other;     /* the case of the ledger */
    struct hash_set *others; /* ids that are not in the ledger */
    struct unit_tables tables;
    struct catalogue catalogue;
    struct shown_tables shown;
    struct differences differences;
};

static void on_option(void *context, int option, const char *value)
{
    struct comparing *work = context;
    if (option == OPTION_SUMMARY)
        work->differences.summary = true;
    else if (option == OPTION_FORMAT)
        work->format = value;
    else if (option == OPTION_LANG)
        work->lang = value;
    else if (option == OPTION_REVEAL)
        work->reveal = value;
    else if (option == OPTION_EXIT_CODE)
        work->exit_code = true;
}

static const struct tool tool = {
    .usage = usage,
    .takes = TAKES_NO_OUTPUT,
    .options = options,
    .on_option = on_option,
};

/* The first argument is the ledger to compare with. */
static void take_ledger(struct comparing *work)
{
    struct settings *settings = &work->run.settings;
    if (settings->file_count == 0)
        die(STATUS_USAGE, "no LEDGER; try '%s --help'", program_name());
    work->ledger = *settings->files++;
    settings->file_count--;
}

static void check_options(struct comparing *work)
{
    bool looks = work->format != NULL || work->lang != NULL;
    work->look = render_find(work->format != NULL ? work->format : "text");
    work->language = work->run.policy.language;
    if (looks && !work->differences.summary)
        die(STATUS_USAGE, "--format and --lang go with --summary");
    if (work->look == NULL)
        die(STATUS_USAGE, "--format: '%s' is none of text, csv and json", work->format);
    if (work->lang != NULL && !language_read(work->lang, &work->language))
        die(STATUS_USAGE, "--lang: '%s' is neither zh nor en", work->lang);
    if (work->reveal != NULL && *work->reveal == '\0')
        die(STATUS_USAGE, "--reveal needs a purpose");
    work->differences.reveal = work->reveal != NULL;
}

/* Only codes that the tables have are shown. */
static void load_tables(struct comparing *work)
{
    struct problems problems = {0};
    char *matters = run_share_path(&work->run, "matters.csv");
    unit_tables_load(&work->tables, &work->run, &problems);
    catalogue_load(&work->catalogue, matters, &problems);
    problems_end(&problems);
    free(matters);
    work->shown = (struct shown_tables){
        .directory = &work->tables.directory,
        .catalogue = &work->catalogue,
        .policy = span_of(work->run.policy.id),
        .calendar = span_of(work->tables.calendars.city.name),
    };
    work->differences.tables = &work->shown;
}

/* A ledger has each case once: a second one would be compared in the first one's place. */
static void refuse_twice(const struct comparing *work, struct span id, bool found)
{
    const struct pump *pump = &work->run.pump;
    if (found ? work->index.again : !hash_set_add(work->others, hash_64(id)))
        die(STATUS_IO, "'%s': line %llu has the id of another case", pump->source,
            (unsigned long long)pump->line);
}

/* A case of the ledger that came in and can't be read is there all the same. */
static void note_rejected(struct comparing *work, struct span id)
{
    if (id.at != NULL && ledger_index_find(&work->index, id, &work->other) && !work->index.again)
        work->differences.uncompared++;
}

/* The filter: takes a case in, and says in what it differs. */
static enum outcome compare(void *context, struct record *record)
{
    struct comparing *work = context;
    struct case_head head;
    if (!case_read_head(record, &head)) {
        note_rejected(work, head.id);
        return OUTCOME_REJECT;
    }
    bool found = ledger_index_find(&work->index, head.id, &work->other);
    refuse_twice(work, head.id, found);
    if (found)
        differences_compare(&work->differences, &work->other, record);
    else
        differences_only(&work->differences, record, "b");
    output_drain(&work->run.output);
    return OUTCOME_TAKEN;
}

static void add_missing(struct comparing *work)
{
    uint64_t left = ledger_index_left(&work->index);
    for (uint64_t i = 0; i < left; i++) {
        ledger_index_read_left(&work->index, i, &work->other);
        differences_only(&work->differences, &work->other, "a");
        output_drain(&work->run.output);
    }
}

static void conclude(struct comparing *work)
{
    const struct differences *differences = &work->differences;
    struct run *run = &work->run;
    if (work->differences.summary) {
        struct document document;
        differences_compose(&work->differences, &document);
        work->look->write(&document, work->language, &run->output.buffer);
        document_release(&document);
    }
    buffer_printf(&run->note, ", %llu the same, %llu changed, %llu only in a, %llu only in b",
                  (unsigned long long)differences->same, (unsigned long long)differences->changed,
                  (unsigned long long)differences->only_a, (unsigned long long)differences->only_b);
    if (differences->uncompared > 0)
        buffer_printf(&run->note, ", %llu not compared",
                      (unsigned long long)differences->uncompared);
    run->found =
        work->exit_code && differences->changed + differences->only_a + differences->only_b > 0;
}

int main(int argc, char **argv)
{
    static struct comparing work;
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    take_ledger(&work);
    check_options(&work);
    load_tables(&work);
    ledger_index_load(&work.index, work.ledger, work.run.settings.max_line);
    run_open(&work.run);
    work.others = hash_set_new();
    if (work.reveal != NULL)
        warn("personal data is shown, purpose: %s", work.reveal);
    work.differences.out = &work.run.output.buffer;
    run_pump(&work.run, compare, &work);
    add_missing(&work);
    conclude(&work);
    differences_release(&work.differences);
    ledger_index_release(&work.index);
    record_release(&work.other);
    catalogue_release(&work.catalogue);
    unit_tables_release(&work.tables);
    hash_set_free(work.others);
    return run_finish(&work.run);
}
