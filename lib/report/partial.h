/* Partials: what one run has counted, as lines of JSON, for another run to add up. The first line
 * says on which terms, the last how many lines there are, so that none can be cut or mixed up
 * unseen. Knows nothing of what the rows between them say. */
#ifndef H12_REPORT_PARTIAL_H
#define H12_REPORT_PARTIAL_H

#include "lib/report/report.h"

#include <stdbool.h>
#include <stdint.h>

void partial_write(const struct report_kind *kind, void *report, const struct report_terms *terms,
                   uint64_t rejected, struct buffer *out);

/* Reads partials, one after the other, into one report. */
struct partial_reader {
    const struct report_kind *kind;
    struct report_terms *terms; /* what the first partial says of `now` and `top` is taken up */
    bool now_is_given, top_is_given; /* unless this run was told: then the partials must agree */
    void *report;                    /* NULL until the first one */
    uint64_t rejected;               /* by the runs that made them */
    uint64_t partials;
    void *part;     /* the one at hand; NULL between two */
    uint64_t lines; /* of it so far */
};

/* Reads all of the pump's sources as partials, into reader->report. A report with a part left out
 * would be wrong without a sign of it: the first fault is status 2. */
void partial_read_all(struct partial_reader *reader, struct pump *pump);

#endif
