/* Which members of a case the tools make out of words, numbers, days and codes of their own, and
 * whether a value there is one of those: a record may have anything that somebody has typed, a
 * citizen's words among it, where a code is expected. */
#ifndef H12_REPORT_SHOWN_MEMBER_H
#define H12_REPORT_SHOWN_MEMBER_H

#include "lib/rules/directory.h"

/* The tables in use, and what they are called. */
struct shown_tables {
    const struct directory *directory;
    const struct catalogue *catalogue;
    struct span policy, calendar;
};

/* Whether the JSON value of the member, named by its path, may be shown to anybody. */
bool shown_member(const struct shown_tables *tables, const char *path, struct span value);
/* Whether some member inside of that one may be. */
bool shown_member_inside(const char *path);

#endif
