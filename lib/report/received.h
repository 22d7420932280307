/* The days from which a report's cases are, so that it is seen whether an archive was counted in.
 */
#ifndef H12_REPORT_RECEIVED_H
#define H12_REPORT_RECEIVED_H

#include "lib/base/civil.h"
#include "lib/base/document.h"
#include "lib/record/json.h"
#include "lib/record/read.h"

struct received {
    instant first, last; /* INSTANT_NONE: no case says */
};

#define RECEIVED_NEVER ((struct received){INSTANT_NONE, INSTANT_NONE})

/* Widens the span; INSTANT_NONE widens nothing. */
void received_widen(struct received *received, instant first, instant last);
/* The facts `received_from` and `received_to`; none where no case says. */
void received_facts(const struct received *received, int offset, struct document *document);
/* The same in a row of a partial, written and read back. */
void received_write(const struct received *received, int offset, struct json *json);
void received_read(struct received *received, const struct reader *row);

#endif
