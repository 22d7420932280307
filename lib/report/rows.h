/* The rows of a partial that all reports have: a JSON object on a line that says what row it is,
 * and one of counts by a key. */
#ifndef H12_REPORT_ROWS_H
#define H12_REPORT_ROWS_H

#include "lib/record/json.h"
#include "lib/record/read.h"

void row_begin(struct json *json, const char *row);
void row_end(struct json *json);

/* A row of counts; an empty key is left out. */
void row_write_counts(struct json *json, const char *row, struct span key, const uint64_t counts[],
                      int count);
/* Adds the counts of a row to those; false where they are not so many, or no counts. */
bool row_add_counts(const struct reader *row, uint64_t counts[], int count);

#endif
