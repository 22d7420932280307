#include "lib/text/phrases.h"

#include "lib/base/memory.h"
#include "lib/base/utf8.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { CLAUSE_PAIRS = 512 };

/* A pair of characters as one number. */
typedef uint64_t char_pair;

struct pair_entry {
    char_pair pair;        /* 0: the slot is free */
    uint32_t first, count; /* postings */
    uint32_t last_number;  /* while building: the last number that has it, and one more */
    uint32_t numbers;      /* how many numbers have it */
    double weight;
};

struct phrase {
    uint32_t number;
    double weight; /* of its pairs */
};

/* One pair in one phrase, while the book is built. */
struct occurrence {
    char_pair pair;
    uint32_t phrase;
};

struct phrases {
    struct phrase *phrases;
    size_t count, capacity;
    struct occurrence *occurrences;
    size_t occurrence_count, occurrence_capacity;
    struct pair_entry *pairs; /* open addressing */
    size_t slots;             /* a power of two */
    uint32_t *postings;       /* phrases */
    double unknown;           /* the weight of a pair that no phrase has */
};

/* ----------------------------------------------------------------------------------- characters */

/* A character that counts, folded; 0 for one that does not. */
static uint32_t fold(uint32_t c)
{
    if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xfee0; /* full width */
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 'a';
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        return c;
    bool is_ideograph = (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
                        (c >= 0x20000 && c <= 0x3ffff);
    return is_ideograph ? c : 0;
}

static bool ends_clause(uint32_t c)
{
    static const uint32_t marks[] = {',',    '.',    '?',    '!',    ';',    ':',   '\n',
                                     0x3002, 0xff0c, 0xff1f, 0xff01, 0xff1b, 0xff1a};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i] == c)
            return true;
    return false;
}

/* What people say around a question. */
static const char *const courtesies[] = {
    "您好",   "你好",   "请问",   "咨询", "谢谢", "麻烦", "想问",   "想知道", "想了解", "我想",
    "来电",   "市民",   "反映人", "一下", "帮忙", "烦请", "如题",   "求解答", "感谢",   "请回复",
    "请答复", "请告知", "盼复",   "打扰", "辛苦", "多谢", "早上好", "上午好", "下午好", "晚上好",
};

/* The bytes of a courtesy that stands at the start of the text, 0 for none. */
static size_t courtesy_length(struct span text)
{
    for (size_t i = 0; i < sizeof courtesies / sizeof *courtesies; i++) {
        size_t length = strlen(courtesies[i]);
        if (text.length >= length && memcmp(text.at, courtesies[i], length) == 0)
            return length;
    }
    return 0;
}

/* The characters of a clause as pairs, each once. */
struct clause {
    char_pair pairs[CLAUSE_PAIRS];
    size_t count;
    size_t characters;
    uint32_t before; /* the last character; 0: none */
};

static void clause_start(struct clause *clause)
{
    clause->count = clause->characters = 0;
    clause->before = 0;
}

static void clause_add_pair(struct clause *clause, char_pair pair)
{
    for (size_t i = 0; i < clause->count; i++)
        if (clause->pairs[i] == pair)
            return;
    if (clause->count < CLAUSE_PAIRS)
        clause->pairs[clause->count++] = pair;
}

static void clause_add(struct clause *clause, uint32_t character)
{
    clause->characters++;
    if (clause->before != 0)
        clause_add_pair(clause, (char_pair)clause->before << 32 | character);
    clause->before = character;
}

/* Takes the first character or courtesy of a text in; true where it ends a clause. */
static bool read_one(struct span *text, struct clause *clause)
{
    uint32_t c = 0;
    size_t taken = courtesy_length(*text);
    bool ends = false;
    if (taken == 0) {
        taken = utf8_decode(text->at, text->length, &c);
        uint32_t folded = fold(c);
        if (folded != 0)
            clause_add(clause, folded);
        else
            ends = ends_clause(c);
    }
    text->at += taken;
    text->length -= taken;
    return ends;
}

/* Reads one clause, or all of the text; moves `text` behind it. */
static void read_clause(struct span *text, bool whole, struct clause *clause)
{
    clause_start(clause);
    while (text->length > 0)
        if (read_one(text, clause) && !whole && clause->characters > 0)
            return;
}

/* ------------------------------------------------------------------------------------- building */

struct phrases *phrases_new(void)
{
    return memory_get_zeroed(1, sizeof(struct phrases));
}

void phrases_free(struct phrases *phrases)
{
    if (phrases == NULL)
        return;
    free(phrases->phrases);
    free(phrases->occurrences);
    free(phrases->pairs);
    free(phrases->postings);
    free(phrases);
}

void phrases_add(struct phrases *phrases, struct span text, uint32_t number)
{
    struct clause clause;
    read_clause(&text, true, &clause);
    if (clause.count == 0)
        return;
    phrases->phrases =
        memory_grow(phrases->phrases, phrases->count, &phrases->capacity, sizeof *phrases->phrases);
    for (size_t i = 0; i < clause.count; i++) {
        phrases->occurrences =
            memory_grow(phrases->occurrences, phrases->occurrence_count,
                        &phrases->occurrence_capacity, sizeof *phrases->occurrences);
        phrases->occurrences[phrases->occurrence_count++] =
            (struct occurrence){clause.pairs[i], (uint32_t)phrases->count};
    }
    phrases->phrases[phrases->count++] = (struct phrase){number, 0};
}

static struct pair_entry *entry_of(const struct phrases *phrases, char_pair pair)
{
    size_t slot = (size_t)(pair * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (phrases->slots - 1);
    while (phrases->pairs[slot].pair != 0 && phrases->pairs[slot].pair != pair)
        slot = (slot + 1) & (phrases->slots - 1);
    return &phrases->pairs[slot];
}

/* Counts the postings of each pair, and the numbers that have it. */
static void count_pairs(struct phrases *phrases)
{
    for (size_t i = 0; i < phrases->occurrence_count; i++) {
        const struct occurrence *occurrence = &phrases->occurrences[i];
        struct pair_entry *entry = entry_of(phrases, occurrence->pair);
        uint32_t number = phrases->phrases[occurrence->phrase].number;
        entry->pair = occurrence->pair;
        entry->count++;
        if (entry->last_number != number + 1)
            entry->numbers++;
        entry->last_number = number + 1;
    }
}

static size_t count_numbers(const struct phrases *phrases)
{
    size_t numbers = 0;
    for (size_t i = 0; i < phrases->count; i++)
        numbers += i == 0 || phrases->phrases[i].number != phrases->phrases[i - 1].number;
    return numbers;
}

void phrases_build(struct phrases *phrases)
{
    phrases->slots = 64;
    while (phrases->slots < 2 * phrases->occurrence_count)
        phrases->slots *= 2;
    phrases->pairs = memory_get_zeroed(phrases->slots, sizeof *phrases->pairs);
    phrases->postings = memory_get_zeroed(phrases->occurrence_count + 1, sizeof(uint32_t));
    count_pairs(phrases);
    double numbers = (double)count_numbers(phrases);
    uint32_t next = 0;
    phrases->unknown = log(1 + numbers);
    for (size_t slot = 0; slot < phrases->slots; slot++) {
        struct pair_entry *entry = &phrases->pairs[slot];
        if (entry->pair == 0)
            continue;
        entry->first = next;
        next += entry->count;
        entry->count = 0;
        entry->weight = log(1 + numbers / entry->numbers);
    }
    for (size_t i = 0; i < phrases->occurrence_count; i++) {
        const struct occurrence *occurrence = &phrases->occurrences[i];
        struct pair_entry *entry = entry_of(phrases, occurrence->pair);
        phrases->postings[entry->first + entry->count++] = occurrence->phrase;
        phrases->phrases[occurrence->phrase].weight += entry->weight;
    }
}

/* ------------------------------------------------------------------------------------ searching */

static void hit(struct phrase_hit hits[], size_t *count, size_t most, struct phrase_hit found)
{
    size_t place = 0;
    while (place < *count && hits[place].number != found.number)
        place++;
    if (place == *count) {
        if (*count == most && hits[*count - 1].likeness >= found.likeness)
            return;
        place = *count < most ? (*count)++ : *count - 1;
    } else if (hits[place].likeness >= found.likeness) {
        return;
    }
    hits[place] = found;
    for (; place > 0; place--) {
        struct phrase_hit *here = &hits[place];
        bool before = here->likeness > here[-1].likeness ||
                      (here->likeness >= here[-1].likeness && here->number < here[-1].number);
        if (!before)
            break;
        struct phrase_hit moved = *here;
        *here = here[-1];
        here[-1] = moved;
    }
}

static void search_clause(const struct phrases *phrases, struct phrase_scratch *scratch,
                          const struct clause *clause, size_t number, struct phrase_hit hits[],
                          size_t *count, size_t most)
{
    double weight = 0;
    size_t touched = 0;
    for (size_t i = 0; i < clause->count; i++) {
        const struct pair_entry *entry = entry_of(phrases, clause->pairs[i]);
        weight += entry->pair != 0 ? entry->weight : phrases->unknown;
        for (uint32_t k = 0; k < entry->count; k++) {
            uint32_t phrase = phrases->postings[entry->first + k];
            if (scratch->shared[phrase] <= 0)
                scratch->touched[touched++] = phrase;
            scratch->shared[phrase] += entry->weight;
        }
    }
    for (size_t i = 0; i < touched; i++) {
        const struct phrase *phrase = &phrases->phrases[scratch->touched[i]];
        double shared = scratch->shared[scratch->touched[i]];
        scratch->shared[scratch->touched[i]] = 0;
        hit(hits, count, most,
            (struct phrase_hit){phrase->number, 2 * shared / (phrase->weight + weight), number});
    }
}

size_t phrases_search(const struct phrases *phrases, struct phrase_scratch *scratch,
                      struct span text, double least_share, struct phrase_hit hits[], size_t most)
{
    struct clause clause;
    struct span rest = text;
    size_t count = 0;
    if (phrases->count == 0 || most == 0)
        return 0;
    if (scratch->capacity < phrases->count) {
        phrase_scratch_release(scratch);
        scratch->shared = memory_get_zeroed(phrases->count, sizeof *scratch->shared);
        scratch->touched = memory_get_zeroed(phrases->count, sizeof *scratch->touched);
        scratch->capacity = phrases->count;
    }
    read_clause(&rest, true, &clause);
    search_clause(phrases, scratch, &clause, 0, hits, &count, most);
    double least = least_share * (double)clause.characters;
    size_t whole = clause.characters;
    rest = text;
    for (size_t number = 1; rest.length > 0; number++) {
        read_clause(&rest, false, &clause);
        if (clause.characters < whole && (double)clause.characters >= least)
            search_clause(phrases, scratch, &clause, number, hits, &count, most);
    }
    return count;
}

/* ----------------------------------------------------------------------------- what is left over
 */

/* A character whose pair with the next one is still to come. */
struct pending {
    struct span bytes;
    uint32_t character; /* folded; 0: there is none */
    bool said;          /* it stands in a pair of the phrases */
    bool ends;          /* something that does not count comes after it */
};

struct rest {
    struct buffer *out;
    size_t count;
    bool in_run; /* the last character is a letter or a digit */
};

static bool has_pair(const struct phrases *phrases, uint32_t number, char_pair pair)
{
    const struct pair_entry *entry = entry_of(phrases, pair);
    for (uint32_t k = 0; k < entry->count; k++)
        if (phrases->phrases[phrases->postings[entry->first + k]].number == number)
            return true;
    return false;
}

static void rest_add(struct rest *rest, const struct pending *pending)
{
    if (pending->character == 0)
        return;
    bool is_run = pending->character < 0x80;
    if (!pending->said) {
        buffer_add(rest->out, pending->bytes.at, pending->bytes.length);
        rest->count += !(is_run && rest->in_run);
    }
    if (pending->said || pending->ends)
        buffer_add(rest->out, "\n", 1);
    rest->in_run = is_run && !pending->said && !pending->ends;
}

size_t phrases_rest(const struct phrases *phrases, uint32_t number, struct span text,
                    struct buffer *out)
{
    struct rest rest = {.out = out};
    struct pending last = {0};
    while (phrases->count > 0 && text.length > 0) {
        uint32_t c = 0;
        size_t taken = courtesy_length(text);
        if (taken == 0)
            taken = utf8_decode(text.at, text.length, &c);
        struct pending next = {{text.at, taken}, fold(c), false, false};
        text.at += taken;
        text.length -= taken;
        if (next.character == 0) {
            last.ends = true;
            continue;
        }
        if (last.character != 0 &&
            has_pair(phrases, number, (char_pair)last.character << 32 | next.character))
            last.said = next.said = true;
        rest_add(&rest, &last);
        last = next;
    }
    rest_add(&rest, &last);
    return rest.count;
}

void phrase_scratch_release(struct phrase_scratch *scratch)
{
    free(scratch->shared);
    free(scratch->touched);
    *scratch = (struct phrase_scratch){0};
}
