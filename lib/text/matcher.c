#include "lib/text/matcher.h"

#include "lib/base/arena.h"
#include "lib/base/die.h"
#include "lib/base/memory.h"

#include <stdlib.h>

/* Aho and Corasick, "Efficient string matching" (1975), with the failure links worked into a dense
 * table of transitions, so that each byte of a text costs one step. Bytes that stand in no pattern
 * share class 0, which always leads back to the root: the table is as wide as the alphabet that the
 * patterns use. A state is the offset of its row, with two marks. */

#define OUTPUT  UINT32_C(0x80000000) /* a pattern ends there */
#define SHALLOW UINT32_C(0x40000000) /* one byte is under way, or none; no pattern ends there */
#define MARKS   (OUTPUT | SHALLOW)

enum { NONE = -1 };

struct pattern {
    struct span text;
    uint32_t number;
    int32_t next; /* the next one with the same bytes, or NONE */
};

/* What ends at a state: a list of patterns, and the longest proper suffix where others end. */
struct output {
    int32_t first; /* pattern, or NONE */
    int32_t last;
    uint32_t link; /* state number, 0 for none */
};

struct matcher {
    struct arena texts;
    struct pattern *patterns;
    size_t count;
    size_t capacity;

    uint16_t class_of[256];
    size_t class_count;
    uint32_t *table; /* states by classes */
    struct output *outputs;
    size_t state_count;

    /* What may begin at the root, a bit each: characters of three bytes by themselves, and pairs of
     * them by a hash. Nearly all places of a Chinese text begin no pattern; they are passed over a
     * character at a time, where the table would take three steps that wait for memory. */
    bool leaves_root[256];
    uint64_t characters[65536 / 64];
    uint64_t pairs[65536 / 64];
};

struct matcher *matcher_new(void)
{
    return memory_get_zeroed(1, sizeof(struct matcher));
}

void matcher_free(struct matcher *matcher)
{
    if (matcher == NULL)
        return;
    arena_release(&matcher->texts);
    free(matcher->patterns);
    free(matcher->table);
    free(matcher->outputs);
    free(matcher);
}

void matcher_add(struct matcher *matcher, struct span pattern, uint32_t number)
{
    if (pattern.length == 0)
        return;
    matcher->patterns = memory_grow(matcher->patterns, matcher->count, &matcher->capacity,
                                    sizeof *matcher->patterns);
    matcher->patterns[matcher->count++] =
        (struct pattern){arena_span(&matcher->texts, pattern), number, NONE};
}

/* ------------------------------------------------------------------ characters */

static inline bool is_continuation(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* Whether a character of three bytes stands at s. */
static inline bool is_triple(const unsigned char *s)
{
    return (s[0] & 0xf0) == 0xe0 && is_continuation(s[1]) && is_continuation(s[2]);
}

static inline unsigned triple_number(const unsigned char *s)
{
    return (unsigned)(s[0] & 0x0f) << 12 | (unsigned)(s[1] & 0x3f) << 6 | (s[2] & 0x3f);
}

static inline unsigned pair_number(unsigned first, unsigned second)
{
    return (first * 31421 + second) & 0xffff;
}

static inline bool has_bit(const uint64_t *bits, unsigned number)
{
    return (bits[number / 64] >> number % 64 & 1) != 0;
}

static void set_bit(uint64_t *bits, unsigned number)
{
    bits[number / 64] |= UINT64_C(1) << number % 64;
}

/* Notes how a pattern begins. One that is not UTF-8 could begin inside a character: then none is
 * passed over. */
static void note_beginning(struct matcher *matcher, struct span pattern)
{
    const unsigned char *s = (const unsigned char *)pattern.at;
    matcher->leaves_root[s[0]] = true;
    if (pattern.length >= 6 && is_triple(s) && is_triple(s + 3))
        set_bit(matcher->pairs, pair_number(triple_number(s), triple_number(s + 3)));
    else if (pattern.length >= 3 && is_triple(s))
        set_bit(matcher->characters, triple_number(s));
    else if (is_continuation(s[0]) || (s[0] & 0xf0) == 0xe0)
        memset(matcher->characters, 0xff, sizeof matcher->characters);
}

/* -------------------------------------------------------------------- building */

/* Gives each byte of the patterns a class; returns how many bytes they have. */
static size_t make_classes(struct matcher *matcher)
{
    bool used[256] = {false};
    size_t bytes = 0;
    for (size_t i = 0; i < matcher->count; i++) {
        struct span text = matcher->patterns[i].text;
        bytes += text.length;
        for (size_t k = 0; k < text.length; k++)
            used[(unsigned char)text.at[k]] = true;
        note_beginning(matcher, text);
    }
    matcher->class_count = 1;
    for (size_t byte = 0; byte < 256; byte++)
        if (used[byte])
            matcher->class_of[byte] = (uint16_t)matcher->class_count++;
    return bytes;
}

static void add_output(struct matcher *matcher, size_t state, size_t pattern)
{
    struct output *output = &matcher->outputs[state];
    if (output->first == NONE)
        output->first = (int32_t)pattern;
    else
        matcher->patterns[output->last].next = (int32_t)pattern;
    output->last = (int32_t)pattern;
}

/* The tree of the patterns, in state numbers; 0 is "no child", since none leads to the root. */
static void plant(struct matcher *matcher)
{
    size_t width = matcher->class_count;
    matcher->state_count = 1;
    matcher->outputs[0] = (struct output){NONE, NONE, 0};
    for (size_t i = 0; i < matcher->count; i++) {
        struct span text = matcher->patterns[i].text;
        size_t state = 0;
        for (size_t k = 0; k < text.length; k++) {
            size_t class = matcher->class_of[(unsigned char)text.at[k]];
            uint32_t *child = &matcher->table[state * width + class];
            if (*child == 0) {
                matcher->outputs[matcher->state_count] = (struct output){NONE, NONE, 0};
                *child = (uint32_t)matcher->state_count++;
            }
            state = *child;
        }
        add_output(matcher, state, i);
    }
}

/* Fills the gaps of each row from the row of the state's failure link, nearest the root first, so
 * that the shorter row is whole before it is needed. */
static void link_failures(struct matcher *matcher)
{
    size_t width = matcher->class_count;
    uint32_t *failure = memory_get_zeroed(matcher->state_count, sizeof *failure);
    uint32_t *queue = memory_get_zeroed(matcher->state_count, sizeof *queue);
    size_t queued = 1;
    for (size_t i = 0; i < queued; i++) {
        uint32_t state = queue[i];
        uint32_t *row = matcher->table + state * width;
        const uint32_t *shorter = matcher->table + failure[state] * width;
        for (size_t class = 1; class < width; class ++) {
            uint32_t child = row[class];
            if (child == 0) {
                row[class] = shorter[class];
                continue;
            }
            uint32_t suffix = state == 0 ? 0 : shorter[class];
            failure[child] = suffix;
            const struct output *output = &matcher->outputs[suffix];
            matcher->outputs[child].link = output->first != NONE ? suffix : output->link;
            queue[queued++] = child;
        }
    }
    free(failure);
    free(queue);
}

/* From state numbers to offsets of rows, with their marks. */
static void mark_states(struct matcher *matcher)
{
    size_t width = matcher->class_count;
    uint32_t *marked = memory_get(matcher->state_count * sizeof *marked);
    for (size_t state = 0; state < matcher->state_count; state++) {
        const struct output *output = &matcher->outputs[state];
        bool ends = output->first != NONE || output->link != 0;
        marked[state] = (uint32_t)(state * width) | (ends ? OUTPUT : 0);
    }
    marked[0] |= SHALLOW;
    for (size_t class = 1; class < width; class ++) {
        uint32_t child = matcher->table[class];
        if ((marked[child] & OUTPUT) == 0)
            marked[child] |= SHALLOW;
    }
    for (size_t i = 0; i < matcher->state_count * width; i++)
        matcher->table[i] = marked[matcher->table[i]];
    free(marked);
}

void matcher_build(struct matcher *matcher)
{
    size_t most = make_classes(matcher) + 1;
    if (most >= SHALLOW / matcher->class_count)
        die(STATUS_IO, "out of memory: too many patterns");
    /* Zeroed memory that is never touched costs nothing, so the upper bound will do. */
    matcher->table = memory_get_zeroed(most * matcher->class_count, sizeof *matcher->table);
    matcher->outputs = memory_get(most * sizeof *matcher->outputs);
    plant(matcher);
    link_failures(matcher);
    mark_states(matcher);
    matcher->table = memory_resize(matcher->table, matcher->state_count * matcher->class_count,
                                   sizeof *matcher->table);
    matcher->outputs =
        memory_resize(matcher->outputs, matcher->state_count, sizeof *matcher->outputs);
}

/* ------------------------------------------------------------------- searching */

/* Reports what ends at the state, the longest first; false to stop. */
static bool report(const struct matcher *matcher, size_t state, size_t end,
                   bool (*found)(void *context, const struct match *match), void *context)
{
    const struct output *output = &matcher->outputs[state];
    for (;;) {
        for (int32_t i = output->first; i != NONE; i = matcher->patterns[i].next) {
            const struct pattern *pattern = &matcher->patterns[i];
            struct match match = {pattern->number, end - pattern->text.length, end};
            if (!found(context, &match))
                return false;
        }
        if (output->link == 0)
            return true;
        output = &matcher->outputs[output->link];
    }
}

/* From the root: the next place where a pattern may begin, or `end`. */
static const unsigned char *skip(const struct matcher *matcher, const unsigned char *p,
                                 const unsigned char *end)
{
    for (;;) {
        if (end - p >= 3 && is_triple(p)) {
            unsigned number = triple_number(p);
            for (;;) {
                if (has_bit(matcher->characters, number))
                    return p;
                if (end - p < 6 || !is_triple(p + 3))
                    break;
                unsigned next = triple_number(p + 3);
                if (has_bit(matcher->pairs, pair_number(number, next)))
                    return p;
                number = next;
                p += 3;
            }
            p += 3;
        }
        if (p == end)
            return p;
        if (end - p >= 3 && is_triple(p))
            continue;
        if (matcher->leaves_root[*p])
            return p;
        p++;
    }
}

void matcher_search(const struct matcher *matcher, struct span text,
                    bool (*found)(void *context, const struct match *match), void *context)
{
    if (matcher->count == 0 || text.length == 0)
        return; /* and no arithmetic on what may be no pointer */
    const unsigned char *start = (const unsigned char *)text.at;
    const unsigned char *p = start;
    const unsigned char *end = start + text.length;
    const uint32_t *table = matcher->table;
    while ((p = skip(matcher, p, end)) < end) {
        uint32_t state = table[matcher->class_of[*p++]] & ~SHALLOW;
        for (;;) {
            if ((state & SHALLOW) != 0)
                break;
            if ((state & OUTPUT) != 0) {
                state &= ~OUTPUT;
                if (!report(matcher, state / matcher->class_count, (size_t)(p - start), found,
                            context))
                    return;
            }
            if (p == end)
                return;
            state = table[state + matcher->class_of[*p++]];
        }
        /* One byte is under way and nothing else: as good as the root before it, where the next
         * places can be passed over. */
        if ((state & ~MARKS) != 0)
            p--;
    }
}
