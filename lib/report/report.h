/* What a report is: start, add a record, merge two parts, hand out plain tables. Merging commutes:
 * parts of a ledger, in any order, make the report of the whole. Knows nothing of options, files,
 * or how a table will look. */
#ifndef H12_REPORT_REPORT_H
#define H12_REPORT_REPORT_H

#include "lib/base/buffer.h"
#include "lib/base/civil.h"
#include "lib/base/document.h"
#include "lib/record/pump.h"
#include "lib/reference/directory.h"
#include "lib/rules/deadline.h"
#include "lib/rules/return_request.h"
#include "lib/rules/workday.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a report judges by, and how much it shows. Parts made on other terms can't be merged. */
struct report_terms {
    instant now;
    struct span policy, policy_dated;
    const struct deadline_rules *rules;
    const struct return_rules *returns;
    const struct calendar *calendar;
    const struct directory *directory;
    size_t top;    /* so many cases are listed */
    bool keep_all; /* all cases are kept, for a drill file */
    bool reveal;   /* personal data stays */
};

/* One kind of report. `report` is what start() gave; the terms stay as long as it does. */
struct report_kind {
    const char *name;
    void *(*start)(const struct report_terms *terms);
    /* Counts a record in; false where it is refused, record->fault says why. */
    bool (*add)(void *report, struct record *record);
    /* Adds a part on the same terms; the part stays as it is. */
    void (*merge)(void *report, const void *part);
    /* How many records were counted in. */
    uint64_t (*added)(const void *report);
    /* Whether its own sums meet. */
    bool (*sums_meet)(const void *report);
    /* More for the summary line, ", 3 without a deadline". */
    void (*note)(const void *report, struct buffer *note);
    /* Its facts and tables, at the end of the document. */
    void (*tables)(void *report, struct document *document);
    /* Every case that the report is about, as one table at the end of the document. */
    void (*drill)(void *report, struct document *document);
    /* The rows of a partial, a JSON object on a line each, and one of them read back; false where
     * it is no such row. */
    void (*write_rows)(void *report, struct buffer *out);
    bool (*read_row)(void *report, struct record *row);
    void (*release)(void *report);
};

/* The kind of that name. None of that name, or no name (NULL), is status 2, with the names that
 * there are. */
const struct report_kind *report_named(const char *name);

/* The records that were read and are not counted in. */
struct left_out {
    uint64_t rejected;
    uint64_t twice; /* a record of the same id was counted in before: as of a case that stands in
                       the ledger and in an archive */
};

/* Starts a report and counts all records of the pump's sources in, and what is left out. Where
 * there is more than one source, a case counts once, as it stands first: the ids are kept, at most
 * 24 bytes each. Records that were read and are neither counted in nor left out are status 3. */
void *report_count(const struct report_kind *kind, const struct report_terms *terms,
                   struct pump *pump, struct left_out *left_out);

/* The whole report as a document: by which rules, at what instant, over how many records, and then
 * its own facts and tables. */
void report_compose(const struct report_kind *kind, void *report, const struct report_terms *terms,
                    const struct left_out *left_out, struct document *document);

#endif
