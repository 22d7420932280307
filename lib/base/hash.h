/* SipHash-2-4 (Aumasson, Bernstein 2012) under fixed keys: the same text hashes alike on every
 * machine and every run, and text made to collide is hard to come by. */
#ifndef H12_BASE_HASH_H
#define H12_BASE_HASH_H

#include "lib/base/span.h"

#include <stdbool.h>
#include <stdint.h>

uint64_t hash_64(struct span bytes);
/* A second, independent hash of the same bytes. */
uint64_t hash_64_other(struct span bytes);

/* For what is looked up in a table of our own, a record's code among the units: the texts of the
 * table were not made to collide, and those that are looked up cannot make it slower. */
static inline uint64_t hash_quick(struct span bytes)
{
    const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
    uint64_t hash = bytes.length;
    while (bytes.length >= 8) {
        uint64_t word;
        memcpy(&word, bytes.at, sizeof word);
        hash = (hash ^ word) * odd;
        hash ^= hash >> 32;
        bytes.at += 8;
        bytes.length -= 8;
    }
    for (; bytes.length > 0; bytes.at++, bytes.length--)
        hash = (hash ^ (unsigned char)*bytes.at) * odd;
    return hash ^ hash >> 32;
}

/* A set of 64-bit hashes in at most 24 bytes each, growing pains included: 256 tables that grow
 * one at a time. */
struct hash_set;
struct hash_set *hash_set_new(void);
/* Adds the hash; false if it was there. */
bool hash_set_add(struct hash_set *set, uint64_t hash);
bool hash_set_has(const struct hash_set *set, uint64_t hash);
void hash_set_free(struct hash_set *set);

#endif
