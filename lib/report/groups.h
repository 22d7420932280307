/* Counts by a key, such as a unit's code. The keys are copied; the groups grow with the number of
 * different keys and with nothing else. */
#ifndef H12_REPORT_GROUPS_H
#define H12_REPORT_GROUPS_H

#include "lib/base/arena.h"
#include "lib/base/span.h"

#include <stddef.h>
#include <stdint.h>

enum { MEASURES_MAX = 20 };

struct group {
    struct span key;
    uint64_t hash;
    uint64_t counts[MEASURES_MAX];
};

/* Measures that are the largest of something, and don't add up: a bit each. */
#define LARGEST(measure) (1u << (unsigned)(measure))

/* Puts `counts` to `sums`. */
void counts_put(uint64_t sums[], const uint64_t counts[], size_t count, unsigned largest);

struct groups {
    unsigned largest;     /* of all groups' measures */
    struct group *groups; /* in the order of their first coming */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* a place in `groups`, from 1; 0 is free */
    size_t slot_count;
    struct arena keys;
};

/* The counts of a key, all zero where it is new. The pointer stays until the next new key. */
uint64_t *groups_counts(struct groups *groups, struct span key);
/* Puts more counts to those of a key. */
void groups_put(struct groups *groups, struct span key, const uint64_t counts[MEASURES_MAX]);
/* Puts in the counts of another set of groups. */
void groups_merge(struct groups *groups, const struct groups *other);
/* Sorts by a measure, the greatest first, then by key. Only groups_release() may follow, and
 * reading. */
void groups_sort(struct groups *groups, size_t measure);
void groups_release(struct groups *groups);

#endif
