/* What h12-repeat has to know of a ledger before it writes a case: the followers that are open, and
 * the cases that they go with, found by id. Its size is that of the open repeats, whatever the
 * ledger's; what it says is the same whatever the order of the cases. */
#ifndef H12_CASE_REPEAT_BOOK_H
#define H12_CASE_REPEAT_BOOK_H

#include "lib/case/deadline.h"
#include "lib/record/record.h"
#include "lib/rules/follower.h"

#include <stddef.h>
#include <stdint.h>

struct repeat_link; /* one case of either sort */

struct repeat_book {
    const struct deadline_rules *clock;
    const struct return_rules *returns;
    const struct calendar *calendar; /* the city's */
    bool is_part;                    /* of a ledger: an earlier case may be in another part */
    struct repeat_link *links;
    size_t count, capacity;
    uint32_t *slots;
    size_t slot_count; /* a power of two */
    struct arena arena;
    uint32_t *told; /* followers to pass on, sorted by the case that is told, then by age */
    size_t told_count, told_capacity;
    uint64_t elsewhere; /* followers whose earlier case is in another part */
};

/* Whether a line may be a case that the first look wants; most are told without reading them. */
bool repeat_book_may_add(struct span line);
/* First look: takes an open follower in. */
void repeat_book_add(struct repeat_book *book, struct record *record);
/* Whether there are any, so that a second look is needed. */
bool repeat_book_is_empty(const struct repeat_book *book);
/* Second look: takes in what a case that somebody goes with says of itself. */
void repeat_book_meet(struct repeat_book *book, struct record *record);
/* The same of the second look. */
bool repeat_book_may_meet(const struct repeat_book *book, struct span line);
/* After both: decides what becomes of each follower. Those that repeat themselves in a circle are
 * named on stderr. */
void repeat_book_decide(struct repeat_book *book);

/* What is to be done to one case. */
struct repeat_orders {
    enum follow follow;
    const char *reason;   /* of a parting */
    struct span earlier;  /* the first case that it goes with, by id */
    struct span lead, co; /* of a move, co with '|' between them */
    struct span basis;    /* the same */
    enum cause cause;     /* the same */
    enum state ended;     /* of an end */
    instant stopped;      /* the same; INSTANT_NONE: its clock never stopped */
    const uint32_t *told; /* followers that the case is told of, see repeat_book_told() */
    size_t told_count;
};

/* The orders for a case in a state; false where there are none: nobody wants anything of it, or it
 * is not the one that was looked at. `*again` says that a case of its id had its orders before. */
bool repeat_book_orders(struct repeat_book *book, struct span id, enum state state,
                        struct repeat_orders *orders, bool *again);

/* A follower of which a case is told. */
struct repeat_told {
    struct span id;
    instant received;
    bool is_new;
};
struct repeat_told repeat_book_told(const struct repeat_book *book, uint32_t follower);

void repeat_book_release(struct repeat_book *book);

#endif
