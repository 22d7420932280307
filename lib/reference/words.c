#include "lib/reference/words.h"

#include "lib/base/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <strings.h>

static unsigned char fold(char byte)
{
    unsigned char b = (unsigned char)byte;
    return b >= 'A' && b <= 'Z' ? (unsigned char)(b | 0x20) : b;
}

static uint64_t hash_word(int group, struct span text)
{
    uint64_t hash = UINT64_C(14695981039346656037) + (uint64_t)group; /* FNV-1a */
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ fold(text.at[i])) * UINT64_C(1099511628211);
    return hash ^ hash >> 32;
}

static bool is_word(const struct word *word, int group, struct span text)
{
    return word->group == group && word->text.length == text.length &&
           strncasecmp(word->text.at, text.at, text.length) == 0;
}

const struct word *words_find(const struct words *words, int group, struct span text)
{
    if (words->slot_count == 0 || text.length > words->longest)
        return NULL;
    size_t mask = words->slot_count - 1;
    for (size_t slot = (size_t)hash_word(group, text) & mask; words->slots[slot] != 0;
         slot = (slot + 1) & mask) {
        const struct word *word = &words->list[words->slots[slot] - 1];
        if (is_word(word, group, text))
            return word;
    }
    return NULL;
}

static void words_place(struct words *words, size_t index)
{
    const struct word *word = &words->list[index];
    size_t mask = words->slot_count - 1;
    size_t slot = (size_t)hash_word(word->group, word->text) & mask;
    while (words->slots[slot] != 0)
        slot = (slot + 1) & mask;
    words->slots[slot] = index + 1;
}

void words_add(struct words *words, const struct word *word)
{
    words->list = memory_grow(words->list, words->count, &words->capacity, sizeof *words->list);
    words->list[words->count++] = *word;
    if (word->text.length > words->longest)
        words->longest = word->text.length;
    if (words->count * 2 <= words->slot_count) {
        words_place(words, words->count - 1);
        return;
    }
    free(words->slots);
    words->slot_count = words->slot_count == 0 ? 64 : 2 * words->slot_count;
    words->slots = memory_get_zeroed(words->slot_count, sizeof *words->slots);
    for (size_t i = 0; i < words->count; i++)
        words_place(words, i);
}

void words_release(struct words *words)
{
    free(words->list);
    free(words->slots);
    *words = (struct words){0};
}
