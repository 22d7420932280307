/* How often each finding occurs over a ledger, and where first: what h12-check --summary prints. */
#ifndef H12_REPORT_FINDINGS_H
#define H12_REPORT_FINDINGS_H

#include "lib/base/arena.h"
#include "lib/record/json.h"

#include <stddef.h>
#include <stdint.h>

/* One kind of finding: a code at a field, whatever the element of an array. */
struct finding_kind {
    const char *code; /* a literal */
    struct span field;
    const char *basis; /* a literal, or NULL */
    uint64_t count;
    struct span first_id; /* "" where the record has none */
    struct span first_source;
    uint64_t first_line;
};

struct findings {
    struct arena arena;
    struct finding_kind *kinds;
    size_t count, capacity;
};

/* Counts one finding in; indexes in the field (`returns[2].at`) are left out. */
void findings_add(struct findings *findings, const struct finding_kind *kind);
/* Writes an object a line, the most frequent first, ties by code and field. */
void findings_write(struct findings *findings, struct buffer *out);
void findings_release(struct findings *findings);

#endif
