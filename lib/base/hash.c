#include "lib/base/hash.h"

#include "lib/base/memory.h"

#include <endian.h>
#include <stdlib.h>

static inline uint64_t rotate(uint64_t word, int bits)
{
    return word << bits | word >> (64 - bits);
}

static inline void sip_round(uint64_t v[4])
{
    v[0] += v[1];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[0] = rotate(v[0], 32);
    v[2] += v[3];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[2] = rotate(v[2], 32);
}

/* Little-endian, up to eight bytes. */
static inline uint64_t load_word(const char *bytes, size_t length)
{
    uint64_t word = 0;
    memcpy(&word, bytes, length);
    return le64toh(word);
}

static uint64_t siphash(struct span bytes, uint64_t k0, uint64_t k1)
{
    uint64_t v[4] = {k0 ^ UINT64_C(0x736f6d6570736575), k1 ^ UINT64_C(0x646f72616e646f6d),
                     k0 ^ UINT64_C(0x6c7967656e657261), k1 ^ UINT64_C(0x7465646279746573)};
    size_t whole = bytes.length / 8 * 8;
    for (size_t i = 0; i < whole; i += 8) {
        uint64_t word = load_word(bytes.at + i, 8);
        v[3] ^= word;
        sip_round(v);
        sip_round(v);
        v[0] ^= word;
    }
    uint64_t last = (uint64_t)(bytes.length & 0xff) << 56;
    if (bytes.length > whole)
        last |= load_word(bytes.at + whole, bytes.length - whole);
    v[3] ^= last;
    sip_round(v);
    sip_round(v);
    v[0] ^= last;
    v[2] ^= 0xff;
    for (int i = 0; i < 4; i++)
        sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

uint64_t hash_64(struct span bytes)
{
    return siphash(bytes, UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908));
}

uint64_t hash_64_other(struct span bytes)
{
    return siphash(bytes, UINT64_C(0x6831322d6f746865), UINT64_C(0x722d6b65792d3031));
}

enum { TABLES = 256, TABLE_START = 16 };

struct table {
    uint64_t *slots; /* 0 is empty */
    uint32_t capacity;
    uint32_t count;
};

struct hash_set {
    struct table tables[TABLES];
};

struct hash_set *hash_set_new(void)
{
    return memory_get_zeroed(1, sizeof(struct hash_set));
}

static bool table_insert(struct table *table, uint64_t hash)
{
    uint32_t mask = table->capacity - 1;
    uint32_t slot = (uint32_t)(hash >> 8) & mask;
    while (table->slots[slot] != 0) {
        if (table->slots[slot] == hash)
            return false;
        slot = (slot + 1) & mask;
    }
    table->slots[slot] = hash;
    table->count++;
    return true;
}

static void table_enlarge(struct table *table)
{
    struct table bigger = {.capacity = table->capacity == 0 ? TABLE_START : 2 * table->capacity};
    bigger.slots = memory_get_zeroed(bigger.capacity, sizeof *bigger.slots);
    for (uint32_t i = 0; i < table->capacity; i++)
        if (table->slots[i] != 0)
            table_insert(&bigger, table->slots[i]);
    free(table->slots);
    *table = bigger;
}

bool hash_set_add(struct hash_set *set, uint64_t hash)
{
    struct table *table = &set->tables[hash & (TABLES - 1)];
    if ((uint64_t)table->count * 4 >= (uint64_t)table->capacity * 3)
        table_enlarge(table);
    return table_insert(table, hash == 0 ? 1 : hash);
}

bool hash_set_has(const struct hash_set *set, uint64_t hash)
{
    const struct table *table = &set->tables[hash & (TABLES - 1)];
    uint32_t mask = table->capacity - 1;
    if (hash == 0)
        hash = 1;
    if (table->count == 0)
        return false;
    for (uint32_t slot = (uint32_t)(hash >> 8) & mask; table->slots[slot] != 0;
         slot = (slot + 1) & mask)
        if (table->slots[slot] == hash)
            return true;
    return false;
}

void hash_set_free(struct hash_set *set)
{
    if (set == NULL)
        return;
    for (int i = 0; i < TABLES; i++)
        free(set->tables[i].slots);
    free(set);
}
