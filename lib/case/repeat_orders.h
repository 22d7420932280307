/* Carries out on a case what the book of repeats wants of it: makes the events, and applies them.
 */
#ifndef H12_CASE_REPEAT_ORDERS_H
#define H12_CASE_REPEAT_ORDERS_H

#include "lib/case/repeat_book.h"
#include "lib/case/repeat_case.h"

/* What was done, over all cases. */
struct repeat_counts {
    uint64_t told, moved, ended, parted;
};

/* The case was read, and is yet to be written. False with a fault in the record. */
bool repeat_orders_follow(const struct repeat_orders *orders, const struct repeat_book *book,
                          struct repeat_case *c, struct repeat_counts *counts);

#endif
