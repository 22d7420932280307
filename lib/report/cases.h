/* The latest or the oldest cases: at most so many, in a heap with the least of them on top, so that
 * a ledger of any length costs no more memory than what will be listed. */
#ifndef H12_REPORT_CASES_H
#define H12_REPORT_CASES_H

#include "lib/base/buffer.h"
#include "lib/base/civil.h"
#include "lib/rules/terms.h"

#include <stdbool.h>
#include <stddef.h>

/* A case in a list. Texts are empty where there is none. */
struct listed_case {
    int late_workdays; /* that it is listed by first, where the list is about that; else 0 */
    instant at;        /* that it is listed by: since when it is due, or supervised */
    struct span id, unit, title;
    enum state state;
    unsigned classes; /* of art.19, a bit each, where the list is about them */
    int late_days;
    struct span held; /* whose days they were, as shares_write() has it */
};

struct kept_case;
struct case_list {
    struct kept_case *kept;
    size_t count;
    size_t capacity;
};

/* Whether a case of that lateness, time and id would be among the first `limit`: asked before its
 * other texts are made. */
bool cases_want(const struct case_list *list, size_t limit, const struct listed_case *listed);
/* Keeps the case (its texts are copied) if it is among the first `limit`. */
void cases_add(struct case_list *list, size_t limit, const struct listed_case *listed);
void cases_merge(struct case_list *list, size_t limit, const struct case_list *other);

/* Sorts by lateness, then by time, ties by id, then by all the rest, so that the order never
 * depends on how the cases came. Only cases_get() and cases_release() may follow. */
void cases_sort(struct case_list *list);
struct listed_case cases_get(const struct case_list *list, size_t index);
void cases_release(struct case_list *list);

#endif
