/* SipHash-2-4 against the vectors of its authors, and the set of hashes against a sorted array. */
#include "lib/base/hash.h"

#include "tests/unit/check.h"

#include <stdlib.h>

/* Input 00 01 02 ... of the row's length, key 00 01 ... 0f: the reference's vectors.h, read as
 * little-endian words. */
static const uint64_t vectors[] = {
    UINT64_C(0x726fdb47dd0e0e31), UINT64_C(0x74f839c593dc67fd), UINT64_C(0x0d6c8009d9a94f5a),
    UINT64_C(0x85676696d7fb7e2d), UINT64_C(0xcf2794e0277187b7), UINT64_C(0x18765564cd99a68d),
    UINT64_C(0xcbc9466e58fee3ce), UINT64_C(0xab0200f58b01d137), UINT64_C(0x93f5f5799a932462),
    UINT64_C(0x9e0082df0ba9e4b0), UINT64_C(0x7a5dbbc594ddb9f3), UINT64_C(0xf4b32f46226bada7),
    UINT64_C(0x751e8fbc860ee5fb), UINT64_C(0x14ea5627c0843d90), UINT64_C(0xf723ca908e7af2ee),
    UINT64_C(0xa129ca6149be45e5),
};

static void check_vectors(void)
{
    char input[sizeof vectors / sizeof *vectors];
    for (size_t i = 0; i < sizeof input; i++)
        input[i] = (char)i;
    for (size_t length = 0; length < sizeof input; length++)
        check(hash_64((struct span){input, length}) == vectors[length], "SipHash-2-4 of %zu bytes",
              length);
}

static void check_no_address_matters(void)
{
    char at[64];
    bool same = true;
    for (size_t shift = 0; shift < 16; shift++) {
        memcpy(at + shift, "a case of the hotline", 21);
        same &= hash_64((struct span){at + shift, 21}) == hash_64(SPAN("a case of the hotline"));
        same &= hash_64_other((struct span){at + shift, 21}) ==
                hash_64_other(SPAN("a case of the hotline"));
    }
    check(same, "the same bytes hash alike wherever they stand");
    check(hash_64(SPAN_NONE) == hash_64(SPAN("")), "no bytes are no bytes");
    check(hash_64(SPAN("x")) != hash_64_other(SPAN("x")), "the other hash is another");
    check(hash_64(SPAN("ab")) != hash_64((struct span){"ab", 3}), "a NUL at the end counts");
}

static int compare_words(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a;
    uint64_t right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

/* Numbers that repeat, many of one table (the low byte picks it), and the awkward ones. */
static void check_set(void)
{
    enum { COUNT = 200000 };
    uint64_t *words = malloc(COUNT * sizeof *words);
    uint64_t state = 7;
    for (size_t i = 0; i < COUNT; i++) {
        uint64_t word = check_random(&state);
        words[i] = i % 3 == 0 ? word : i % 3 == 1 ? word % 50000 : (word | 0xff) << 8;
    }
    struct hash_set *set = hash_set_new();
    size_t added = 0;
    for (size_t i = 0; i < COUNT; i++)
        added += hash_set_add(set, words[i]);
    bool again = false;
    for (size_t i = 0; i < COUNT; i++)
        again |= hash_set_add(set, words[i]);
    qsort(words, COUNT, sizeof *words, compare_words);
    size_t distinct = 0;
    for (size_t i = 0; i < COUNT; i++)
        distinct += i == 0 || words[i] != words[i - 1];
    check(added == distinct, "the set takes each of %zu words once", distinct);
    check(!again, "what is in the set stays in it");
    hash_set_free(set);
    free(words);
}

static void check_zero(void)
{
    struct hash_set *set = hash_set_new();
    check(hash_set_add(set, 0), "0 can be added");
    check(!hash_set_add(set, 0), "0 is there");
    check(hash_set_add(set, UINT64_MAX), "the largest can be added");
    check(!hash_set_add(set, UINT64_MAX), "the largest is there");
    check(hash_set_add(set, 256), "0 and 256 share a table and are two");
    hash_set_free(set);
    hash_set_free(hash_set_new());
    check(true, "an empty set can be freed");
}

int main(void)
{
    check_vectors();
    check_no_address_matters();
    check_set();
    check_zero();
    return check_end();
}
