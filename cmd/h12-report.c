/* h12-report: counts a ledger and prints one of the reports that the regulation asks for. */
#include "lib/base/die.h"
#include "lib/reference/calendar.h"
#include "lib/render/labels.h"
#include "lib/render/render.h"
#include "lib/report/partial.h"
#include "lib/report/report.h"
#include "lib/tool/run.h"

#include <errno.h>
#include <stdlib.h>

static const char usage[] =
    "usage: h12-report [OPTION]... REPORT [FILE]...\n"
    "\n"
    "Counts the cases of a ledger and prints a report. REPORT is one of:\n"
    "\n"
    "  overdue               what is late and what is due next, by unit, by district and\n"
    "                        by what the hotline holds, and the oldest cases\n"
    "  supervision           what waits to be pushed ahead, what was done about it, how\n"
    "                        units were urged, and what persons found\n"
    "  holding               who had the cases how long, the hotline's own lateness, and\n"
    "                        whose days those of the late cases were\n"
    "\n"
    "      --format FORMAT   text, csv or json (default text)\n"
    "      --lang LANGUAGE   zh or en (default: the policy's)\n"
    "      --bom             begin CSV with a byte order mark, for spreadsheets\n"
    "      --top N           list so many cases (default 50)\n"
    "      --drill FILE      write all of the cases there as CSV\n"
    "      --reveal PURPOSE  show personal data; the purpose is logged\n"
    "      --partial         write what was counted, for --merge, instead of a report\n"
    "      --merge           the files are partials: add them up\n";

enum {
    OPTION_FORMAT = OWN_OPTION,
    OPTION_LANG,
    OPTION_BOM,
    OPTION_TOP,
    OPTION_DRILL,
    OPTION_REVEAL,
    OPTION_PARTIAL,
    OPTION_MERGE,
    OPTION_END,
};

static const struct option options[] = {
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"bom", no_argument, NULL, OPTION_BOM},
    {"top", required_argument, NULL, OPTION_TOP},
    {"drill", required_argument, NULL, OPTION_DRILL},
    {"reveal", required_argument, NULL, OPTION_REVEAL},
    {"partial", no_argument, NULL, OPTION_PARTIAL},
    {"merge", no_argument, NULL, OPTION_MERGE},
    {NULL, 0, NULL, 0},
};

enum { TOP = 50, TOP_MAX = 1000000 };

struct desk {
    struct run run;
    const char *values[OPTION_END - OWN_OPTION]; /* "" for a flag, NULL where it is not given */
    const struct report_kind *kind;
    const struct render_format *look;
    enum language language;
    struct directory directory;
    struct calendars calendars; /* the city's: due days go by no other */
    struct report_terms terms;
    struct output drill;
    struct digest digest; /* of the ledger, where a partial is made */
    void *report;
    struct left_out left_out; /* here, or where the partials were made */
};

static const char *value_of(const struct desk *desk, int option)
{
    return desk->values[option - OWN_OPTION];
}

static bool given(const struct desk *desk, int option)
{
    return value_of(desk, option) != NULL;
}

static void on_option(void *context, int option, const char *value)
{
    struct desk *desk = context;
    desk->values[option - OWN_OPTION] = value != NULL ? value : "";
}

static const struct tool tool = {
    .usage = usage,
    .takes = TAKES_CALENDAR | TAKES_NO_OUTPUT,
    .options = options,
    .on_option = on_option,
};

/* The first argument that is no option names the report. */
static void take_report_name(struct desk *desk)
{
    struct settings *settings = &desk->run.settings;
    desk->kind = report_named(settings->file_count > 0 ? *settings->files : NULL);
    settings->files++;
    settings->file_count--;
}

static size_t read_top(const char *value)
{
    char *end;
    errno = 0;
    unsigned long number = strtoul(value, &end, 10);
    if (errno != 0 || *value < '0' || *value > '9' || *end != '\0' || number > TOP_MAX)
        die(STATUS_USAGE, "--top: '%s' is not a number from 0 to %d", value, TOP_MAX);
    return number;
}

static void take_looks(struct desk *desk)
{
    const char *format = value_of(desk, OPTION_FORMAT);
    const char *lang = value_of(desk, OPTION_LANG);
    desk->look = render_find(format != NULL ? format : "text");
    if (desk->look == NULL)
        die(STATUS_USAGE, "--format: '%s' is none of text, csv and json", format);
    desk->language = desk->run.policy.language;
    if (lang != NULL && !language_read(lang, &desk->language))
        die(STATUS_USAGE, "--lang: '%s' is neither zh nor en", lang);
    if (given(desk, OPTION_TOP))
        desk->terms.top = read_top(value_of(desk, OPTION_TOP));
}

static void refuse_contradictions(const struct desk *desk)
{
    bool partial = given(desk, OPTION_PARTIAL), merge = given(desk, OPTION_MERGE);
    bool drill = given(desk, OPTION_DRILL), reveal = given(desk, OPTION_REVEAL);
    if (partial && merge)
        die(STATUS_USAGE, "--partial reads ledgers and --merge reads partials: not both");
    if (partial && given(desk, OPTION_FORMAT))
        die(STATUS_USAGE, "--partial has a format of its own, --format is for reports");
    if (merge && drill)
        die(STATUS_USAGE, "--drill: a partial carries the oldest cases only; "
                          "write the drill file where the partial is made");
    if (given(desk, OPTION_BOM) && !drill && (partial || desk->look->write != render_csv))
        die(STATUS_USAGE, "--bom is for CSV");
    if (drill && strcmp(value_of(desk, OPTION_DRILL), "-") == 0)
        die(STATUS_USAGE, "--drill needs a file of its own");
    if (reveal && *value_of(desk, OPTION_REVEAL) == '\0')
        die(STATUS_USAGE, "--reveal needs a purpose");
}

static void load_tables(struct desk *desk)
{
    const struct settings *settings = &desk->run.settings;
    const struct policy *policy = &desk->run.policy;
    struct problems problems = {0};
    char *units = run_share_path(&desk->run, "units.csv");
    directory_load(&desk->directory, units, &problems);
    calendar_load_stack(&desk->calendars.city, policy, desk->run.share, settings->calendars,
                        settings->calendar_count, &problems);
    problems_end(&problems);
    free(units);
    desk->terms.now = desk->run.now;
    desk->terms.policy = span_of(policy->id);
    desk->terms.policy_dated = span_of(policy->dated);
    desk->terms.rules = &policy->deadline;
    desk->terms.returns = &policy->returns;
    desk->terms.calendar = &desk->calendars.city;
    desk->terms.directory = &desk->directory;
    desk->terms.keep_all = given(desk, OPTION_DRILL);
    desk->terms.reveal = given(desk, OPTION_REVEAL);
}

static void open_drill(struct desk *desk)
{
    if (given(desk, OPTION_DRILL))
        run_open_beside(&desk->run, &desk->drill, "--drill", value_of(desk, OPTION_DRILL));
}

/* Else partials say what instant they were made for. */
static bool is_now_given(const struct desk *desk)
{
    const char *environment = getenv("H12_NOW");
    return desk->run.settings.now != NULL || (environment != NULL && *environment != '\0');
}

static void read_input(struct desk *desk)
{
    struct pump *pump = &desk->run.pump;
    struct partial_reader partials = {
        .kind = desk->kind,
        .terms = &desk->terms,
        .now_is_given = is_now_given(desk),
        .top_is_given = given(desk, OPTION_TOP),
    };
    if (given(desk, OPTION_MERGE)) {
        partial_read_all(&partials, pump);
        desk->report = partials.report;
        desk->left_out = partials.left_out;
    } else {
        if (given(desk, OPTION_PARTIAL))
            pump->digest = &desk->digest;
        desk->report = report_count(desk->kind, &desk->terms, pump, &desk->left_out);
    }
}

static void write_drill(struct desk *desk)
{
    struct document document;
    if (!given(desk, OPTION_DRILL))
        return;
    document_start(&document, desk->kind->name);
    desk->kind->drill(desk->report, &document);
    if (given(desk, OPTION_BOM))
        buffer_add_string(&desk->drill.buffer, UTF8_BOM);
    render_csv_table(&document.tables[0], desk->language, &desk->drill.buffer);
    document_release(&document);
}

static void write_report(struct desk *desk)
{
    struct document document;
    struct buffer *out = &desk->run.output.buffer;
    if (!desk->kind->sums_meet(desk->report))
        die(STATUS_IO, "internal error: the report's sums do not meet");
    if (desk->left_out.twice > 0)
        buffer_printf(&desk->run.note, ", %llu stood twice",
                      (unsigned long long)desk->left_out.twice);
    desk->kind->note(desk->report, &desk->run.note);
    write_drill(desk);
    if (given(desk, OPTION_PARTIAL)) {
        partial_write(desk->kind, desk->report, &desk->terms, &desk->run.pump, &desk->left_out,
                      out);
        return;
    }
    report_compose(desk->kind, desk->report, &desk->terms, &desk->left_out, &document);
    if (given(desk, OPTION_BOM) && desk->look->write == render_csv)
        buffer_add_string(out, UTF8_BOM);
    desk->look->write(&document, desk->language, out);
    document_release(&document);
}

static void release(struct desk *desk)
{
    desk->kind->release(desk->report);
    directory_release(&desk->directory);
    calendars_release(&desk->calendars);
}

int main(int argc, char **argv)
{
    static struct desk desk = {.terms = {.top = TOP}};
    run_start(&desk.run, &tool, argc, argv, &desk, time(NULL));
    take_report_name(&desk);
    take_looks(&desk);
    refuse_contradictions(&desk);
    load_tables(&desk);
    run_open(&desk.run);
    open_drill(&desk);
    if (given(&desk, OPTION_REVEAL))
        warn("personal data is shown, purpose: %s", value_of(&desk, OPTION_REVEAL));
    read_input(&desk);
    if (!desk.run.pump.stopped)
        write_report(&desk); /* --strict: half a report is none */
    release(&desk);
    return run_finish(&desk.run);
}
