/* art.25: what an office should mend in its tables, though they can be read: entries out of their
 * time, words that mean two things, matters that nothing leads to. */
#ifndef H12_REFERENCE_UPKEEP_H
#define H12_REFERENCE_UPKEEP_H

#include "lib/base/buffer.h"
#include "lib/rules/directory.h"
#include "lib/rules/knowledge.h"

/* The tables with their paths, and the day to judge by. */
struct upkeep {
    const struct directory *directory;
    const char *units;
    const struct catalogue *catalogue;
    const char *matters;
    const struct knowledge *knowledge;
    const struct knowledge_rules *rules;
    const char *entries;
    day_number today;
    struct buffer *out; /* what is found: `file:line: column: what`, a line each */
    size_t count;
};

/* Finds units without a contact; names and aliases of two units at one time; matters without
 * keywords, or whose lines lead to no unit; keywords of two matters at one time; entries of the
 * knowledge base whose time is over, with no later version; versions of one entry whose times
 * overlap; and an entry's questions that it does not clearly answer itself, for another is about as
 * like, on the first day from today on that it is valid. Returns how many. */
size_t upkeep_check(struct upkeep *upkeep);

#endif
