#include "lib/report/report.h"

#include "lib/base/die.h"
#include "lib/base/hash.h"
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
    struct hash_set *counted; /* ids; NULL: no other source can have them again */
    uint64_t twice;
};

static struct span id_of(struct record *record)
{
    const struct member *id = object_find(&record->object, SPAN("id"));
    if (id == NULL || *id->value.at != '"')
        return SPAN_NONE; /* the report refuses it */
    return lex_string_text(id->value, &record->arena);
}

static enum outcome count_record(void *context, struct record *record)
{
    struct counting *counting = context;
    uint64_t id = counting->counted != NULL ? hash_64(id_of(record)) : 0;
    if (counting->counted != NULL && hash_set_has(counting->counted, id)) {
        counting->twice++;
        return OUTCOME_TAKEN;
    }
    if (!counting->kind->add(counting->report, record))
        return OUTCOME_REJECT;
    if (counting->counted != NULL)
        hash_set_add(counting->counted, id);
    return OUTCOME_TAKEN;
}

void *report_count(const struct report_kind *kind, const struct report_terms *terms,
                   struct pump *pump, struct left_out *left_out)
{
    struct counting counting = {.kind = kind, .report = kind->start(terms)};
    if (pump->source_count > 1)
        counting.counted = hash_set_new();
    pump_run(pump, count_record, &counting);
    hash_set_free(counting.counted);
    *left_out = (struct left_out){.rejected = pump->counts.rejected, .twice = counting.twice};
    if (pump->counts.read != kind->added(counting.report) + left_out->rejected + left_out->twice)
        die(STATUS_IO, "internal error: the records counted are not the records read");
    return counting.report;
}

void report_compose(const struct report_kind *kind, void *report, const struct report_terms *terms,
                    const struct left_out *left_out, struct document *document)
{
    char now[INSTANT_TEXT_LENGTH];
    uint64_t read = kind->added(report) + left_out->rejected + left_out->twice;
    instant_write(terms->now, terms->rules->offset, now);
    document_start(document, kind->name);
    document_fact_text(document, "now", (struct span){now, sizeof now});
    document_fact_text(document, "policy", terms->policy);
    document_fact_text(document, "policy_dated", terms->policy_dated);
    document_fact_text(document, "calendar", span_of(terms->calendar->name));
    document_fact_number(document, "read", (int64_t)read);
    document_fact_number(document, "rejected", (int64_t)left_out->rejected);
    if (left_out->twice > 0)
        document_fact_number(document, "stood_twice", (int64_t)left_out->twice);
    kind->tables(report, document);
}
