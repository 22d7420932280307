/* `history`: `[{at, event, by, basis, ...}]`, appended to, never rewritten. Together with intake's
 * members it suffices to derive all others. */
#ifndef H12_CASE_HISTORY_H
#define H12_CASE_HISTORY_H

#include "lib/record/json.h"
#include "lib/record/read.h"

#include <stdbool.h>

/* Walks the entries from the first. Zero it, set `record`. */
struct history_walk {
    struct record *record;
    struct span array;
    const char *cursor;
    size_t index;
    bool started;
    struct reader entry; /* the one at hand */
};

bool history_next(struct history_walk *walk);
/* The text of the entry at hand; SPAN_NONE of an empty one. */
struct span history_raw(const struct history_walk *walk);

/* Where a history ends: the instant of its latest entry, and the earliest at which the next event
 * may have been recorded. The two are one, but for a step of the toolkit's that stands in the last
 * second of a day: `--now 2026-10-12` means that day, so a person's event of the same day, which is
 * recorded to the second, comes before it in time and may still come after it in the file.
 * INSTANT_NONE where there is no entry. */
struct history_end {
    instant last;
    instant next_from;
};
struct history_end history_end(struct record *record);
/* Takes one more entry in. `is_event`: it came out of an event file. */
void history_end_add(struct history_end *end, instant at, bool is_event, int offset);

/* The instant of the latest entry, INSTANT_NONE where there is none. */
instant history_last(struct record *record);
/* The instant of the first or the last entry of that event, INSTANT_NONE where there is none. */
instant history_first_of(struct record *record, const char *event);
instant history_last_of(struct record *record, const char *event);
/* The instant at which the first, or the last, round of that cause was opened; `cause` NULL: of any
 * cause. */
instant history_first_assigned(struct record *record);
instant history_last_assigned(struct record *record, const char *cause);

/* Begins an entry `{"at":…,"event":…,"by":…,"basis":…`; the caller adds members and closes it with
 * json_close(json, '}'). SPAN_NONE leaves a member out. Entries of one record follow each other in
 * the same buffer, and go to the record by record_append(record, "history", …). */
void history_begin(struct json *json, instant at, int offset, const char *event, struct span by,
                   struct span basis);

#endif
