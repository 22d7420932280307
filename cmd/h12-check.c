/* h12-check: a ledger's fsck. Says of each case what is wrong with it, and changes nothing. */
#include "lib/base/hash.h"
#include "lib/case/check.h"
#include "lib/case/state.h"
#include "lib/reference/directory.h"
#include "lib/report/findings.h"
#include "lib/tool/unit_tables.h"

#include <stdlib.h>

static const char usage[] =
    "usage: h12-check [OPTION]... [FILE]...\n"
    "\n"
    "Checks the cases of a ledger and prints what is wrong, one JSON object a finding: members\n"
    "against the schema, states, rounds, returns and clocks against history, ids against each\n"
    "other. Exit 0: nothing was found; 1: something was.\n"
    "\n"
    "      --summary         print how often each finding occurs, and where first\n"
    "      --tables          look the codes of matters, districts and units up, too\n";

enum { OPTION_SUMMARY = OWN_OPTION, OPTION_TABLES };

static const struct option options[] = {
    {"summary", no_argument, NULL, OPTION_SUMMARY},
    {"tables", no_argument, NULL, OPTION_TABLES},
    {0},
};

struct inspection {
    struct run run;
    bool summary, looks_up;
    struct unit_tables tables;
    struct catalogue catalogue; /* loaded where codes are looked up */
    struct check_desk desk;
    struct hash_set *ids;
    struct span id; /* of the case at hand; SPAN_NONE where it has none */
    struct findings findings;
    uint64_t count, cases;
};

static void on_option(void *context, int option, const char *value)
{
    struct inspection *work = context;
    (void)value;
    if (option == OPTION_SUMMARY)
        work->summary = true;
    else if (option == OPTION_TABLES)
        work->looks_up = true;
}

static const struct tool tool = {
    .usage = usage,
    .takes = TAKES_CALENDAR | TAKES_NO_OUTPUT,
    .options = options,
    .on_option = on_option,
};

static void load_tables(struct inspection *work)
{
    struct problems problems = {0};
    const struct policy *policy = &work->run.policy;
    unit_tables_load(&work->tables, &work->run, &problems);
    if (work->looks_up) {
        char *matters = run_share_path(&work->run, "matters.csv");
        catalogue_load(&work->catalogue, matters, &problems);
        free(matters);
    }
    problems_end(&problems);
    work->desk = (struct check_desk){
        .rules = &policy->deadline,
        .returns = &policy->returns,
        .calendars = &work->tables.calendars,
        .directory = &work->tables.directory,
        .catalogue = work->looks_up ? &work->catalogue : NULL,
        .names = {span_of(policy->id), span_of(work->tables.calendars.city.name)},
        .now = work->run.now,
    };
    work->ids = hash_set_new();
}

static void write_finding(struct inspection *work, const struct finding *finding)
{
    struct output *output = &work->run.output;
    struct json json = {.out = &output->buffer};
    json_open(&json, '{');
    json_member_printable(&json, "id", work->id);
    json_member_word(&json, "code", finding->code);
    json_member_string(&json, "field", span_of(finding->field));
    json_member_string(&json, "basis", span_of(finding->basis));
    json_member_string(&json, "reason", span_of(finding->reason));
    json_member_printable(&json, "source", span_of(work->run.pump.source));
    json_member_integer(&json, "line", (int64_t)work->run.pump.line);
    json_close(&json, '}');
    buffer_add_byte(json.out, '\n');
    output_drain(output);
}

static void on_finding(void *context, const struct finding *finding)
{
    struct inspection *work = context;
    work->count++;
    if (!work->summary) {
        write_finding(work, finding);
        return;
    }
    struct finding_kind kind = {
        .code = finding->code,
        .field = span_of(finding->field),
        .basis = finding->basis,
        .first_id = work->id,
        .first_source = span_of(work->run.pump.source),
        .first_line = work->run.pump.line,
    };
    findings_add(&work->findings, &kind);
}

/* An id names one case in all of the files together. */
static void check_id(struct inspection *work)
{
    static const struct finding twice = {"duplicate_id", "id", NULL,
                                         "another case of the input has it"};
    if (work->id.at != NULL && !hash_set_add(work->ids, hash_64(work->id)))
        on_finding(work, &twice);
}

/* The filter: takes every case in. */
static enum outcome inspect(void *context, struct record *record)
{
    struct inspection *work = context;
    struct reader top = read_top(record);
    uint64_t before = work->count;
    work->id = read_string(&top, "id");
    record->fault.code = NULL; /* the schema finds it again */
    check_id(work);
    case_check(&work->desk, record, on_finding, work);
    work->cases += work->count > before;
    return OUTCOME_TAKEN;
}

static void note_findings(struct inspection *work)
{
    struct run *run = &work->run;
    buffer_printf(&run->note, ", %llu findings in %llu cases", (unsigned long long)work->count,
                  (unsigned long long)work->cases);
    run->found = work->count > 0;
}

int main(int argc, char **argv)
{
    static struct inspection work;
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    load_tables(&work);
    run_open(&work.run);
    run_pump(&work.run, inspect, &work);
    findings_write(&work.findings, &work.run.output.buffer);
    note_findings(&work);
    findings_release(&work.findings);
    hash_set_free(work.ids);
    catalogue_release(&work.catalogue);
    unit_tables_release(&work.tables);
    return run_finish(&work.run);
}
