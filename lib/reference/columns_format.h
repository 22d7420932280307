/* Times in the form that a map gives, a format of strptime. Knows nothing of maps or columns. */
#ifndef H12_REFERENCE_COLUMNS_FORMAT_H
#define H12_REFERENCE_COLUMNS_FORMAT_H

#include "lib/base/civil.h"
#include "lib/base/span.h"

#include <stdbool.h>

/* Whether cells can be read by the format at all: it has conversions for year, month and day, and
 * none that strptime does not know. Tried on one day, which is written and read back. */
bool columns_format_is_whole(const char *format);

/* The time of the whole text: local, `offset` seconds east of UTC, unless the format reads a zone.
 * INSTANT_NONE where the text is not of that form or has no such date. */
instant columns_format_read(struct span text, const char *format, int offset);

#endif
