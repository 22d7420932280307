/* Who had a case how long: at each change of hands the working days that it was held are frozen
 * into `history` (`"held":{"by","from","workdays"}`), so that a late case shows whose days they
 * were, while the citizen's clock is one. */
#ifndef H12_CASE_HOLDING_H
#define H12_CASE_HOLDING_H

#include "lib/record/json.h"
#include "lib/record/record.h"
#include "lib/rules/terms.h"
#include "lib/rules/workday.h"

struct holding {
    struct span holder; /* a unit's code, "hotline", or SPAN_NONE: nobody */
    instant since;
};

/* Who has a case in that state: the lead's code, "hotline", or SPAN_NONE: nobody. */
struct span holding_holder(enum state state, struct span lead);

/* Who has the case now, and since when: since the last change that history tells of (a span of days
 * that ended, or that a case which nobody had was reopened), else since the assignment or the
 * receipt. `lead` is the current assignment's, `assigned` its instant. */
struct holding holding_read(struct record *record, enum state state, struct span lead,
                            instant assigned);

/* The case goes on to whoever has it in `state`: adds `held` to the history entry at hand, where
 * somebody had it and somebody else has it now. */
void holding_pass(struct holding *holding, struct json *entry, const struct calendar *calendar,
                  instant at, int offset, enum state state, struct span lead);

#endif
