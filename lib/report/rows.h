/* The rows of a partial that all reports have: a JSON object on a line that says what row it is,
 * and one of counts by a key. */
#ifndef H12_REPORT_ROWS_H
#define H12_REPORT_ROWS_H

#include "lib/record/json.h"
#include "lib/record/read.h"
#include "lib/report/cases.h"
#include "lib/report/report.h"

void row_begin(struct json *json, const char *row);
void row_end(struct json *json);

/* A row of counts; an empty key is left out. */
void row_write_counts(struct json *json, const char *row, struct span key, const uint64_t counts[],
                      int count);
/* Adds the counts of a row to those; false where they are not so many, or no counts. */
bool row_add_counts(const struct reader *row, uint64_t counts[], int count);

/* The row of a case that is listed by the time of that name; between the two more may be said. */
void row_begin_case(struct json *json, const struct listed_case *listed, const char *at_name,
                    int offset);
void row_end_case(struct json *json, const struct listed_case *listed);
/* Reads such a row back, but for what more it says; false where it is none. */
bool row_read_case(const struct reader *row, const struct report_terms *terms, const char *at_name,
                   struct listed_case *listed);

/* A unit's code in a row, by this run's directory, which may not be that of the run that made the
 * partial. */
struct span row_unit(const struct report_terms *terms, struct span code);

#endif
