#include "lib/report/groups.h"

#include "lib/base/hash.h"
#include "lib/base/memory.h"

#include <stdlib.h>

enum { SLOTS_AT_FIRST = 64 };

static uint32_t *find_slot(const struct groups *groups, struct span key, uint64_t hash)
{
    size_t mask = groups->slot_count - 1;
    for (size_t at = (size_t)hash & mask;; at = (at + 1) & mask) {
        uint32_t *slot = &groups->slots[at];
        if (*slot == 0)
            return slot;
        const struct group *group = &groups->groups[*slot - 1];
        if (group->hash == hash && span_equal(group->key, key))
            return slot;
    }
}

/* Half of the slots stay free, so that a search is short. */
static void enlarge(struct groups *groups)
{
    free(groups->slots);
    groups->slot_count = groups->slot_count == 0 ? SLOTS_AT_FIRST : 2 * groups->slot_count;
    groups->slots = memory_get_zeroed(groups->slot_count, sizeof *groups->slots);
    for (size_t i = 0; i < groups->count; i++)
        *find_slot(groups, groups->groups[i].key, groups->groups[i].hash) = (uint32_t)(i + 1);
}

uint64_t *groups_counts(struct groups *groups, struct span key)
{
    uint64_t hash = hash_64(key);
    if (2 * (groups->count + 1) > groups->slot_count)
        enlarge(groups);
    uint32_t *slot = find_slot(groups, key, hash);
    if (*slot == 0) {
        groups->groups =
            memory_grow(groups->groups, groups->count, &groups->capacity, sizeof *groups->groups);
        groups->groups[groups->count++] =
            (struct group){.key = arena_span(&groups->keys, key), .hash = hash};
        *slot = (uint32_t)groups->count;
    }
    return groups->groups[*slot - 1].counts;
}

void counts_put(uint64_t sums[], const uint64_t counts[], size_t count, unsigned largest)
{
    for (size_t i = 0; i < count; i++)
        if ((largest & LARGEST(i)) == 0)
            sums[i] += counts[i];
        else if (counts[i] > sums[i])
            sums[i] = counts[i];
}

void groups_put(struct groups *groups, struct span key, const uint64_t counts[MEASURES_MAX])
{
    counts_put(groups_counts(groups, key), counts, MEASURES_MAX, groups->largest);
}

void groups_merge(struct groups *groups, const struct groups *other)
{
    for (size_t i = 0; i < other->count; i++)
        groups_put(groups, other->groups[i].key, other->groups[i].counts);
}

static int compare(const void *a, const void *b, void *measure)
{
    const struct group *left = a, *right = b;
    size_t by = *(size_t *)measure;
    if (left->counts[by] != right->counts[by])
        return left->counts[by] > right->counts[by] ? -1 : 1;
    return span_compare(left->key, right->key);
}

void groups_sort(struct groups *groups, size_t measure)
{
    if (groups->count > 1)
        qsort_r(groups->groups, groups->count, sizeof *groups->groups, compare, &measure);
    free(groups->slots); /* they point at the old places */
    groups->slots = NULL;
    groups->slot_count = 0;
}

void groups_release(struct groups *groups)
{
    free(groups->groups);
    free(groups->slots);
    arena_release(&groups->keys);
    *groups = (struct groups){0};
}
