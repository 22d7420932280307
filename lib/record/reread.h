/* A pump's sources read more than once, for a tool that has to know the whole ledger before it
 * writes the first case: what is no regular file is copied to one without a name first. Nothing is
 * held in memory. Knows nothing of what is looked for. */
#ifndef H12_RECORD_REREAD_H
#define H12_RECORD_REREAD_H

#include "lib/record/pump.h"

/* Makes all sources of an open pump readable again and again, reading those to their end that are
 * no regular files. Failures are status 3. */
void reread_start(struct pump *pump);

/* Looks at each record of all sources, and puts the sources back to where they began. A line that
 * is none, or of which `sift` says that it is not wanted (NULL: all are), is passed over: what is
 * refused is told when the pump runs. */
typedef bool sift_function(void *context, struct span line);
typedef void look_function(void *context, struct record *record);
void reread_look(struct pump *pump, sift_function *sift, look_function *look, void *context);

#endif
