/* What a report may print of a record. A record's code that the directory does not know may be
 * anything that somebody has typed, a citizen's words among it: such cases count as of an unknown
 * unit or district, unless personal data is shown. */
#ifndef H12_REPORT_SHOWN_CODES_H
#define H12_REPORT_SHOWN_CODES_H

#include "lib/base/buffer.h"
#include "lib/record/record.h"
#include "lib/rules/directory.h"

/* The code, or an empty span in the place of one that is not to be shown. */
struct span shown_unit(const struct directory *directory, struct span code);
struct span shown_district(const struct directory *directory, struct span code);
/* The title, masked unless it is revealed and may be; empty where there is none. It stays in `out`
 * until the next. */
struct span shown_title(struct record *record, bool reveal, struct buffer *out);

#endif
