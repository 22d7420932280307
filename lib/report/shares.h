/* Whose the days of one case were: a share for each who has had it, a unit or the hotline. Knows
 * nothing of records: how long a span was is the caller's to say. */
#ifndef H12_REPORT_SHARES_H
#define H12_REPORT_SHARES_H

#include "lib/base/buffer.h"
#include "lib/base/document.h"
#include "lib/record/json.h"
#include "lib/record/read.h"
#include "lib/report/report.h"

/* The holder of what the hotline has; a unit's is its code, an unknown unit's is empty. */
#define SHARE_HOTLINE "hotline"

struct share {
    struct span holder;
    uint64_t spans, running; /* of days, in all; and the one that still runs */
    uint64_t workdays;       /* of all of them */
    uint64_t longest;        /* of one */
    uint64_t late_workdays;  /* of all, within the time by which the case is late */
};

struct shares {
    struct share *shares; /* in the order of their first coming */
    size_t count;
    size_t capacity;
};

/* The share of that holder, all zero where it is new. The pointer stays until the next new one; the
 * holder's text is the caller's. */
struct share *shares_of(struct shares *shares, struct span holder);

/* The working days within the case's time, as a text to keep and compare: the most first, ties by
 * holder; who had none is left out. Sorts the shares. */
void shares_write(struct shares *shares, struct buffer *out);
/* Such a text as a member of a row of a partial, and read back; false where it is none. */
void shares_row(struct json *json, const char *name, struct span text);
bool shares_read_row(const struct reader *row, const char *name, struct buffer *out);
/* Such a text as cells: the hotline's days, those of all units, and those unit by unit. A code that
 * the directory does not know is a question mark. */
void shares_cells(struct document *document, struct table *table, struct span text,
                  const struct directory *directory);

#endif
