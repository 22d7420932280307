/* The exports of a run: each source as CSV or NDJSON, told apart by itself, its header resolved
 * once, its rows and records handed on in turn. Knows nothing of what becomes of them. */
#ifndef H12_TOOL_EXPORTS_H
#define H12_TOOL_EXPORTS_H

#include "lib/record/import.h"
#include "lib/reference/plan.h"
#include "lib/tool/run.h"

struct exports {
    struct run *run;
    const struct columns *columns;
    struct form_wish wish;
    struct plan plan; /* of the header at hand */
    /* Appends the record of a row, without a newline; false with a fault. */
    bool (*take_row)(void *context, const struct csv_row *row, struct buffer *out,
                     struct fault *fault);
    filter_function *take_record;
    void *context;
};

/* Looks at the headers of all files before the first record is written; a stream can only be looked
 * at when its turn comes. One that can't be worked with is status 2. After run_open(). */
void exports_look_ahead(struct exports *exports);
/* Whether what was appended since `start` is no longer than a record may be; else a fault
 * `too_long`. */
bool exports_fits(const struct exports *exports, const struct buffer *out, size_t start,
                  struct fault *fault);
/* Takes all sources. */
void exports_take(struct exports *exports);
void exports_release(struct exports *exports);

#endif
