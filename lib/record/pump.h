/* The pump: every line of every source, in turn, becomes a record, goes through a filter, and
 * leaves as a record or as a reject. Knows nothing of what a record is about. */
#ifndef H12_RECORD_PUMP_H
#define H12_RECORD_PUMP_H

#include "lib/record/lines.h"
#include "lib/record/output.h"
#include "lib/record/progress.h"
#include "lib/record/record.h"
#include "lib/record/rejects.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct source {
    const char *name; /* "-" for standard input */
    int descriptor;
    struct stat status;
    off_t begin; /* for whoever reads it again, see reread.h */
};

struct counts {
    uint64_t read;
    uint64_t written;
    uint64_t rejected;
};

/* What lines have come, in whatever order: the sums of two hashes of each. */
struct digest {
    uint64_t sums[2];
};

struct pump {
    struct source *sources;
    size_t source_count;
    struct output *output; /* NULL where the filter takes all records in */
    struct rejects *rejects;
    struct counts counts;
    bool strict;     /* stop at the first reject */
    bool stopped;    /* did so */
    size_t max_line; /* bytes */
    int offset;      /* for times without a zone */
    struct progress progress;
    uint64_t progress_bytes; /* of the sources that are done */
    const char *source;      /* of the line at hand, for messages */
    uint64_t line;
    /* Called when it is known what became of a record that the filter saw; may be NULL. */
    void (*settled)(void *context, bool written);
    void *settled_context;
    struct digest *digest; /* of what comes in, rejects too; NULL: it is not asked for */
};

enum outcome {
    OUTCOME_PASS,   /* write the record, with its edits if there are any */
    OUTCOME_TAKEN,  /* counted in by a report: nothing to write */
    OUTCOME_REJECT, /* record->fault says why */
};

typedef enum outcome filter_function(void *context, struct record *record);

/* Opens all sources before the first record; one that can't be opened or is a folder is status 2.
 * Without names, standard input. */
void pump_open(struct pump *pump, char **names, size_t count);
/* Runs all sources through the filter. */
void pump_run(struct pump *pump, filter_function *filter, void *context);
/* Takes one line out of a source that the caller reads, named by pump->source, through the
 * filter. */
void pump_line(struct pump *pump, const struct line *line, struct record *record,
               filter_function *filter, void *context);
/* Counts a reject that did not come out of the filter (a late check of the caller's). */
void pump_reject(struct pump *pump, const struct refused *refused, const struct fault *fault);
void pump_close(struct pump *pump);

#endif
