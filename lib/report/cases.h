/* The oldest cases: at most so many, in a heap with the youngest of them on top, so that a ledger
 * of any length costs no more memory than what will be listed. */
#ifndef H12_REPORT_CASES_H
#define H12_REPORT_CASES_H

#include "lib/base/buffer.h"
#include "lib/base/civil.h"
#include "lib/rules/terms.h"

#include <stdbool.h>
#include <stddef.h>

/* A case in a list. Texts are empty where there is none. */
struct listed_case {
    instant at; /* that it is listed by: since when it is due, or supervised */
    struct span id, unit, title;
    enum state state;
    unsigned classes; /* of art.19, a bit each, where the list is about them */
};

struct kept_case;
struct case_list {
    struct kept_case *kept;
    size_t count;
    size_t capacity;
};

/* Whether a case of that time and id would be among the `limit` oldest: asked before its
 * texts are made. */
bool cases_want(const struct case_list *list, size_t limit, instant at, struct span id);
/* Keeps the case (its texts are copied) if it is among the `limit` oldest. */
void cases_add(struct case_list *list, size_t limit, const struct listed_case *listed);
void cases_merge(struct case_list *list, size_t limit, const struct case_list *other);

/* Sorts by time, ties by id, then by all the rest, so that the order never depends on how the
 * cases came. Only cases_get() and cases_release() may follow. */
void cases_sort(struct case_list *list);
struct listed_case cases_get(const struct case_list *list, size_t index);
void cases_release(struct case_list *list);

#endif
