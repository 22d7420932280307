/* A folder of closed cases, a file a month: records are only ever added, each once, and are on the
 * disk before anybody may leave them out elsewhere. Knows of a record its id and its bytes. */
#ifndef H12_RECORD_ARCHIVE_H
#define H12_RECORD_ARCHIVE_H

#include "lib/base/buffer.h"
#include "lib/base/civil.h"
#include "lib/base/hash.h"

#include <stdbool.h>
#include <stddef.h>

struct archive_month; /* one file */

struct archive {
    const char *folder;
    size_t max_line;
    struct archive_month **months;
    size_t count, capacity;
};

enum archive_answer {
    ARCHIVE_ADDED,
    ARCHIVE_KNOWN,   /* it is there already, byte for byte */
    ARCHIVE_DIFFERS, /* the id is there with other bytes: nothing was added */
};

/* Whether a file that is to be written would be one of the archive's own: a path that leads,
 * through links or not, to a month or to what was torn off one, there already or not; or another
 * name of a file that is one. An archive that is not there yet has none. Asked before anything is
 * opened. */
bool archive_has_path(const char *folder, const char *path);
/* The same of a descriptor, which may be closed. */
bool archive_has_descriptor(const char *folder, int descriptor);

/* Makes the folder where it is not there (0700). */
void archive_open(struct archive *archive, const char *folder, size_t max_line);

/* Adds a record to `YYYY-MM.ndjson` of that day. Opening a month reads the ids that it has (at most
 * 48 bytes each) and takes a lock on it. What an interrupted job left of a last line goes to
 * `YYYY-MM.ndjson.torn`, so that the next record does not grow onto it; a whole last line only
 * lacks its newline. Failures are status 3. */
enum archive_answer archive_add(struct archive *archive, day_number day, struct span id,
                                struct span line);

/* Writes and fsyncs all months and the folder: after it, what was added may go elsewhere. */
void archive_close(struct archive *archive);

#endif
