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

/* A set of 64-bit hashes in at most 24 bytes each, growing pains included: 256 tables that grow
 * one at a time. */
struct hash_set;
struct hash_set *hash_set_new(void);
/* Adds the hash; false if it was there. */
bool hash_set_add(struct hash_set *set, uint64_t hash);
bool hash_set_has(const struct hash_set *set, uint64_t hash);
void hash_set_free(struct hash_set *set);

#endif
