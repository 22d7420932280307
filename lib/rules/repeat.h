/* art.28: whether a request repeats an earlier one of the same requester, and what follows. Pure:
 * likeness is a number that somebody else has measured, the earlier case a few facts. It proposes;
 * nobody is barred by likeness. */
#ifndef H12_RULES_REPEAT_H
#define H12_RULES_REPEAT_H

#include "lib/base/civil.h"

#include <stdbool.h>

/* What the policy says. */
struct repeat_rules {
    double likeness;      /* from which two texts are alike, 0 to 1 */
    int new_characters;   /* a stretch of so many that the earlier text has not is something new */
    int contacts;         /* more contacts than this in the window are flagged (art.28(2)) */
    int window;           /* days */
    int restriction_days; /* the longest restriction (art.28(2)) */
};

/* How two places compare. */
enum places { PLACES_UNKNOWN, PLACES_ALIKE, PLACES_DIFFER };

/* An earlier case of the same requester, beside the request. */
struct earlier_case {
    double likeness; /* of the texts */
    enum places places;
    bool open;     /* somebody still has it */
    bool finished; /* closed, with a closing that says: finished, documented, approved, told */
};

enum repeat {
    REPEAT_NONE,    /* a request of its own */
    REPEAT_FOLLOWS, /* one order for both: it goes where the earlier one is */
    REPEAT_BAR,     /* art.28(1): an officer looks for anything new */
    REPEAT_LINKED,  /* accepted, with a word of the earlier one */
};

enum repeat repeat_decide(const struct repeat_rules *rules, const struct earlier_case *earlier);
/* art.28(2): whether so many contacts in the window, this one among them, are to be flagged. */
bool repeat_is_overuse(const struct repeat_rules *rules, int contacts);

#endif
