/* Partials: what one run has counted, as lines of JSON, for another run to add up. The first line
 * says on which terms and out of what input, the last how many lines there are, so that none can be
 * cut, mixed up or added twice unseen. Knows nothing of what the rows between them say. */
#ifndef H12_REPORT_PARTIAL_H
#define H12_REPORT_PARTIAL_H

#include "lib/base/hash.h"
#include "lib/report/report.h"

#include <stdbool.h>
#include <stdint.h>

/* Writes what was counted of the pump's input; the pump has kept a digest of it. */
void partial_write(const struct report_kind *kind, void *report, const struct report_terms *terms,
                   const struct pump *pump, const struct left_out *left_out, struct buffer *out);

/* Reads partials, one after the other, into one report. */
struct partial_reader {
    const struct report_kind *kind;
    struct report_terms *terms; /* what the first partial says of `now` and `top` is taken up */
    bool now_is_given, top_is_given; /* unless this run was told: then the partials must agree */
    void *report;                    /* NULL until the first one */
    struct left_out left_out;        /* by the runs that made them */
    struct hash_set *inputs;         /* of the partials so far: what they were made out of */
    void *part;                      /* the one at hand; NULL between two */
    uint64_t lines;                  /* of it so far */
};

/* Reads all of the pump's sources as partials, each of at least one, into reader->report. A report
 * with a part left out, or with one counted twice, would be wrong without a sign of it: the first
 * fault is status 2. */
void partial_read_all(struct partial_reader *reader, struct pump *pump);

#endif
