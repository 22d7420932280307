#include "lib/report/report.h"

#include "lib/report/overdue.h"

static const struct report_kind *const kinds[] = {&report_overdue};

enum { KINDS_OF_REPORT = sizeof kinds / sizeof *kinds };

const struct report_kind *report_find(const char *name)
{
    for (size_t i = 0; i < KINDS_OF_REPORT; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}

const char *report_names(struct buffer *out)
{
    for (size_t i = 0; i < KINDS_OF_REPORT; i++)
        buffer_printf(out, "%s%s", i > 0 ? ", " : "", kinds[i]->name);
    return buffer_string(out);
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
