/* Who had the case how long, as history keeps it with the entries by which it changed hands,
 * against where the entries before have brought it. Private to the check. */
#ifndef H12_CASE_CHECK_HELD_H
#define H12_CASE_CHECK_HELD_H

#include "lib/case/check_parts.h"

struct held {
    instant to;     /* until when the holders are told; INSTANT_NONE: nobody was yet */
    bool is_upheld; /* the entry before found that what was done stands (art.20) */
};

/* Takes one more entry in; check->course is behind it, `before` and `lead` are before it. */
void check_held(struct check *check, struct held *held, const struct course *before,
                struct span lead, const struct reader *entry);

#endif
