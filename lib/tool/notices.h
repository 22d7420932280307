/* The file of notices to units: what it has stays, what this run adds stands behind it, by unit,
 * then by case. It is put in its place whole and before the ledger is: a run that broke off between
 * the two can be repeated, and does not tell again what the file has. */
#ifndef H12_TOOL_NOTICES_H
#define H12_TOOL_NOTICES_H

#include "lib/base/hash.h"
#include "lib/case/urge_notice.h"
#include "lib/record/sorter.h"
#include "lib/tool/run.h"

struct notices {
    const char *path; /* NULL: none are written */
    bool english;
    struct output output;
    struct hash_set *told; /* cases of the file, each with its day and its instant */
    struct sorter *sorter;
    size_t count;
    struct buffer key, line;                      /* of the record at hand; empty: none */
    void (*settled)(void *context, bool written); /* whoever else is told of records */
    void *settled_context;
};

/* Opens the file, after run_open() and the event feed; NULL opens none. A file that can't be opened
 * or is an input or another output is status 2. */
void notices_open(struct notices *notices, struct run *run, const char *path, bool english);
/* Takes a notice in, unless the file has it; it counts once its record is written. */
void notices_add(struct notices *notices, const struct supervision_case *c,
                 const struct urge *urge);
/* Writes them; run_finish() puts the file in its place. */
void notices_close(struct notices *notices);

#endif
