#include "lib/report/report.h"

#include "lib/base/die.h"
#include "lib/report/holding.h"
#include "lib/report/overdue.h"
#include "lib/report/supervision.h"

static const struct report_kind *const kinds[] = {&report_overdue, &report_supervision,
                                                  &report_holding};

enum { KINDS_OF_REPORT = sizeof kinds / sizeof *kinds };

/* All names, joined by ", ", for messages. */
static const char *all_names(struct buffer *out)
{
    for (size_t i = 0; i < KINDS_OF_REPORT; i++)
        buffer_printf(out, "%s%s", i > 0 ? ", " : "", kinds[i]->name);
    return buffer_string(out);
}

const struct report_kind *report_named(const char *name)
{
    struct buffer names = {0};
    for (size_t i = 0; name != NULL && i < KINDS_OF_REPORT; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    if (name == NULL)
        die(STATUS_USAGE, "which report? there are: %s", all_names(&names));
    die(STATUS_USAGE, "'%s': no such report; there are: %s", name, all_names(&names));
}

struct counting {
    const struct report_kind *kind;
    void *report;
};

static enum outcome count_record(void *context, struct record *record)
{
    const struct counting *counting = context;
    return counting->kind->add(counting->report, record) ? OUTCOME_TAKEN : OUTCOME_REJECT;
}

void *report_count(const struct report_kind *kind, const struct report_terms *terms,
                   struct pump *pump)
{
    struct counting counting = {.kind = kind, .report = kind->start(terms)};
    pump_run(pump, count_record, &counting);
    if (pump->counts.read != kind->added(counting.report) + pump->counts.rejected)
        die(STATUS_IO, "internal error: the records counted are not the records read");
    return counting.report;
}

void report_compose(const struct report_kind *kind, void *report, const struct report_terms *terms,
                    uint64_t rejected, struct document *document)
{
    char now[INSTANT_TEXT_LENGTH];
    instant_write(terms->now, terms->rules->offset, now);
    document_start(document, kind->name);
    document_fact_text(document, "now", (struct span){now, sizeof now});
    document_fact_text(document, "policy", terms->policy);
    document_fact_text(document, "policy_dated", terms->policy_dated);
    document_fact_text(document, "calendar", span_of(terms->calendar->name));
    document_fact_number(document, "read", (int64_t)(kind->added(report) + rejected));
    document_fact_number(document, "rejected", (int64_t)rejected);
    kind->tables(report, document);
}
