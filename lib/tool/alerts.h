/* The file of alerts (art.13(3)): one line for each, written before the record goes out, each once:
 * an alert that the file has already is not written again, so that a run that broke off can be
 * repeated. */
#ifndef H12_TOOL_ALERTS_H
#define H12_TOOL_ALERTS_H

#include "lib/base/hash.h"
#include "lib/case/alert.h"
#include "lib/tool/run.h"

struct alert_file {
    const char *path; /* NULL: none */
    int descriptor;
    struct hash_set *told; /* case and unit of the lines in it */
    struct buffer line;
    uint64_t count; /* told in this run */
};

/* Opens for appending, mode 0600 if new, after run_open(); NULL opens none. A file that can't be
 * opened, or is an input, the output or the rejects, is status 2. */
void alert_file_open(struct alert_file *file, const struct run *run, const char *path);
/* Tells an alert, unless it has been told; the line is on its way before this returns. */
void alert_file_tell(struct alert_file *file, struct record *record, const struct alert *alert);
void alert_file_close(struct alert_file *file);

#endif
