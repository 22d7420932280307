/* What differs between two ledgers, case by case and member by member. Values that the tools derive
 * are shown; of what citizens, units and officers wrote, and of what is unknown, only that it
 * differs, unless it may be revealed. */
#ifndef H12_REPORT_DIFFERENCES_H
#define H12_REPORT_DIFFERENCES_H

#include "lib/base/document.h"
#include "lib/record/record.h"
#include "lib/report/groups.h"
#include "lib/report/shown_member.h"

#include <stdbool.h>
#include <stdint.h>

struct differences {
    bool summary; /* counts, instead of an object for each difference */
    bool reveal;
    const struct shown_tables *tables;
    struct buffer *out;
    uint64_t same, changed, only_a, only_b;
    uint64_t uncompared;   /* of a, and rejected as they came in */
    uint64_t found;        /* in the case at hand */
    struct groups members; /* how many cases differ in a member */
    struct groups changes; /* and from what to what, of words: the three joined */
    struct buffer key;
};

/* Compares a case of both. */
void differences_compare(struct differences *differences, struct record *a, struct record *b);
/* A case that only one of them has: "a" or "b". */
void differences_only(struct differences *differences, struct record *record, const char *side);

/* The tables of the summary: cases, members, changes. */
void differences_compose(struct differences *differences, struct document *document);
void differences_release(struct differences *differences);

#endif
