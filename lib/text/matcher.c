#include "lib/text/matcher.h"

#include "lib/base/arena.h"
#include "lib/base/die.h"
#include "lib/base/memory.h"

#include <stdlib.h>

/* Aho and Corasick, "Efficient string matching" (1975), as a tree whose nodes stand in the order of
 * their depth, the children of one side by side: a set of 64 bits says which there are (UTF-8 tells
 * characters apart in the last six bits of a byte), their number before it says where. So a tree of
 * thousands of patterns takes a megabyte or two and stays near the processor, where a table of all
 * transitions would take tens of them and wait for memory. */

enum { NONE = -1, ROOT = 0, PAIRS = 1 << 18 };

struct pattern {
    struct span text;
    uint32_t number;
    int32_t next; /* the next one with the same bytes, or NONE */
};

/* A text that is under way. Node 0 is the root, and as a child or a link it is none. */
struct node {
    uint64_t children; /* by the last six bits of their byte */
    uint32_t base;     /* the first of them */
    uint32_t sibling;  /* the next one with the same six bits, 0 for none */
    uint32_t failure;  /* the longest proper suffix that is a node */
    uint32_t retry;    /* the longest of them that has children, or the root */
    uint32_t link;     /* the longest proper suffix where patterns end, 0 for none */
    int32_t first;     /* pattern that ends here, or NONE */
    uint8_t byte;      /* that leads here */
};

/* The same while it is planted: children as a list, ordered by six bits and byte. */
struct sprout {
    uint32_t child, sibling;
    int32_t first, last;
    uint8_t byte;
};

/* Two characters that begin a pattern, and the node that they lead to. */
struct pair_slot {
    uint32_t characters; /* 0: free */
    uint32_t node;
};

struct matcher {
    struct arena texts;
    struct pattern *patterns;
    size_t count;
    size_t capacity;

    struct node *nodes;
    size_t node_count;

    /* What may begin at the root, a bit each: characters of three bytes by themselves, and pairs of
     * them by a hash. Nearly all places of a Chinese text begin no pattern; they are passed over a
     * character at a time, where the tree would take three steps. */
    bool leaves_root[256];
    uint64_t characters[65536 / 64];
    uint64_t pairs[PAIRS / 64];
    struct pair_slot *slots; /* by the pair: where it leads from the root */
    size_t slot_count;       /* a power of two */
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
    free(matcher->nodes);
    free(matcher->slots);
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
    return (first * 31421 + second) & (PAIRS - 1);
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

/* Notes how the patterns begin; returns how many bytes they have. */
static size_t note_beginnings(struct matcher *matcher)
{
    size_t bytes = 0;
    for (size_t i = 0; i < matcher->count; i++) {
        bytes += matcher->patterns[i].text.length;
        note_beginning(matcher, matcher->patterns[i].text);
    }
    return bytes;
}

static unsigned order_of(unsigned char byte)
{
    return (unsigned)(byte & 63) << 8 | byte;
}

/* The child of a sprout for a byte, made where there is none. */
static uint32_t sprout_child(struct sprout *sprouts, size_t *count, uint32_t parent,
                             unsigned char byte)
{
    uint32_t *place = &sprouts[parent].child;
    while (*place != 0 && order_of(sprouts[*place].byte) < order_of(byte))
        place = &sprouts[*place].sibling;
    if (*place != 0 && sprouts[*place].byte == byte)
        return *place;
    uint32_t made = (uint32_t)(*count)++;
    sprouts[made] = (struct sprout){0, *place, NONE, NONE, byte};
    *place = made;
    return made;
}

static void end_pattern(struct matcher *matcher, struct sprout *sprout, size_t pattern)
{
    if (sprout->first == NONE)
        sprout->first = (int32_t)pattern;
    else
        matcher->patterns[sprout->last].next = (int32_t)pattern;
    sprout->last = (int32_t)pattern;
}

static struct sprout *plant(struct matcher *matcher)
{
    size_t most = note_beginnings(matcher) + 1;
    if (most >= UINT32_MAX / 2)
        die(STATUS_IO, "out of memory: too many patterns");
    struct sprout *sprouts = memory_get(most * sizeof *sprouts);
    sprouts[ROOT] = (struct sprout){0, 0, NONE, NONE, 0};
    matcher->node_count = 1;
    for (size_t i = 0; i < matcher->count; i++) {
        struct span text = matcher->patterns[i].text;
        uint32_t sprout = ROOT;
        for (size_t k = 0; k < text.length; k++)
            sprout = sprout_child(sprouts, &matcher->node_count, sprout, (unsigned char)text.at[k]);
        end_pattern(matcher, &sprouts[sprout], i);
    }
    return sprouts;
}

/* The tree while its nodes get their places. */
struct settling {
    struct matcher *matcher;
    const struct sprout *sprouts;
    uint32_t *sprout_of; /* by node */
    uint32_t next;       /* the first place that is free */
};

static uint32_t settle(struct settling *settling, uint32_t sprout)
{
    const struct sprout *from = &settling->sprouts[sprout];
    uint32_t place = settling->next++;
    settling->sprout_of[place] = sprout;
    settling->matcher->nodes[place] = (struct node){.first = from->first, .byte = from->byte};
    return place;
}

/* The first child for each six bits stands beside the one before; another with the same six bits
 * stands behind them all, as its sibling. */
static void settle_children(struct settling *settling, uint32_t node)
{
    enum { NO_BITS = 64 };
    const struct sprout *sprouts = settling->sprouts;
    struct node *nodes = settling->matcher->nodes;
    uint32_t first = sprouts[settling->sprout_of[node]].child;
    unsigned bits = NO_BITS;
    uint32_t slot = settling->next, tail = 0;
    nodes[node].base = settling->next;
    for (uint32_t at = first; at != 0; at = sprouts[at].sibling) {
        if ((sprouts[at].byte & 63u) == bits)
            continue;
        bits = sprouts[at].byte & 63u;
        nodes[node].children |= UINT64_C(1) << bits;
        settle(settling, at);
    }
    bits = NO_BITS;
    for (uint32_t at = first; at != 0; at = sprouts[at].sibling) {
        if ((sprouts[at].byte & 63u) != bits)
            tail = slot++;
        else
            tail = nodes[tail].sibling = settle(settling, at);
        bits = sprouts[at].byte & 63u;
    }
}

/* How many bits are set, without a call into the compiler's library. */
static inline uint32_t bits_in(uint64_t x)
{
    x -= x >> 1 & UINT64_C(0x5555555555555555);
    x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
    x = (x + (x >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (uint32_t)(x * UINT64_C(0x0101010101010101) >> 56);
}

static inline uint32_t child_of(const struct node *nodes, uint32_t node, unsigned char byte)
{
    uint64_t bit = UINT64_C(1) << (byte & 63);
    if ((nodes[node].children & bit) == 0)
        return 0;
    uint32_t child = nodes[node].base + bits_in(nodes[node].children & (bit - 1));
    while (child != 0 && nodes[child].byte != byte)
        child = nodes[child].sibling;
    return child;
}

/* Where a byte leads: to a child, or to one of the longest suffix that has it. */
static inline uint32_t step(const struct node *nodes, uint32_t node, unsigned char byte)
{
    uint32_t child;
    while ((child = child_of(nodes, node, byte)) == 0 && node != ROOT)
        node = nodes[node].failure;
    return child;
}

static void link_node(struct node *nodes, uint32_t parent, uint32_t child)
{
    struct node *node = &nodes[child];
    node->failure =
        parent == ROOT ? (uint32_t)ROOT : step(nodes, nodes[parent].failure, node->byte);
    const struct node *suffix = &nodes[node->failure];
    node->link = suffix->first != NONE ? node->failure : suffix->link;
}

static struct pair_slot *slot_of(const struct matcher *matcher, uint32_t characters)
{
    size_t slot = characters * UINT32_C(0x9e3779b1) >> 8 & (matcher->slot_count - 1);
    while (matcher->slots[slot].characters != 0 && matcher->slots[slot].characters != characters)
        slot = (slot + 1) & (matcher->slot_count - 1);
    return &matcher->slots[slot];
}

/* Notes where the pairs of characters that begin patterns lead, so that a search takes one step to
 * them and not six. */
static void note_pairs(struct matcher *matcher)
{
    matcher->slot_count = 64;
    while (matcher->slot_count < 4 * matcher->count)
        matcher->slot_count *= 2;
    matcher->slots = memory_get_zeroed(matcher->slot_count, sizeof *matcher->slots);
    for (size_t i = 0; i < matcher->count; i++) {
        struct span text = matcher->patterns[i].text;
        const unsigned char *s = (const unsigned char *)text.at;
        if (text.length < 6 || !is_triple(s) || !is_triple(s + 3))
            continue;
        uint32_t node = ROOT;
        for (int k = 0; k < 6; k++)
            node = child_of(matcher->nodes, node, s[k]);
        uint32_t characters = triple_number(s) << 16 | triple_number(s + 3);
        *slot_of(matcher, characters) = (struct pair_slot){characters, node};
    }
}

void matcher_build(struct matcher *matcher)
{
    struct sprout *sprouts = plant(matcher);
    size_t count = matcher->node_count;
    struct settling settling = {.matcher = matcher,
                                .sprouts = sprouts,
                                .sprout_of = memory_get_zeroed(count, sizeof(uint32_t))};
    matcher->nodes = memory_get(count * sizeof *matcher->nodes);
    settle(&settling, ROOT);
    for (uint32_t node = ROOT; node < count; node++) {
        uint32_t from = settling.next;
        settle_children(&settling, node);
        for (uint32_t child = from; child < settling.next; child++)
            link_node(matcher->nodes, node, child);
    }
    for (uint32_t node = 1; node < count; node++) {
        uint32_t failure = matcher->nodes[node].failure;
        bool leads_on = failure == ROOT || matcher->nodes[failure].children != 0;
        matcher->nodes[node].retry = leads_on ? failure : matcher->nodes[failure].retry;
    }
    note_pairs(matcher);
    free(settling.sprout_of);
    free(sprouts);
}

/* ------------------------------------------------------------------- searching */

/* Reports what ends at the node, the longest first; false to stop. */
static bool report(const struct matcher *matcher, uint32_t at, size_t end,
                   bool (*found)(void *context, const struct match *match), void *context)
{
    for (; at != ROOT; at = matcher->nodes[at].link)
        for (int32_t i = matcher->nodes[at].first; i != NONE; i = matcher->patterns[i].next) {
            const struct pattern *pattern = &matcher->patterns[i];
            struct match match = {pattern->number, end - pattern->text.length, end};
            if (!found(context, &match))
                return false;
        }
    return true;
}

/* From the root: the next place where a pattern begins or may begin. Moves *p behind what it has
 * read there and returns the node that it leads to; ROOT at the end. */
static uint32_t find_beginning(const struct matcher *matcher, const unsigned char **at,
                               const unsigned char *end)
{
    const unsigned char *p = *at;
    while (p < end) {
        if (end - p < 3 || !is_triple(p)) {
            if (matcher->leaves_root[*p])
                break;
            p++;
            continue;
        }
        unsigned number = triple_number(p);
        while (!has_bit(matcher->characters, number)) {
            p += 3;
            if (end - p < 3 || !is_triple(p))
                break;
            unsigned next = triple_number(p);
            if (has_bit(matcher->pairs, pair_number(number, next))) {
                uint32_t node = slot_of(matcher, number << 16 | next)->node;
                if (node != ROOT) {
                    *at = p + 3;
                    return node;
                }
            }
            number = next;
        }
        if (end - p >= 3 && is_triple(p) && has_bit(matcher->characters, triple_number(p)))
            break;
    }
    *at = p < end ? p + 1 : p;
    return p < end ? child_of(matcher->nodes, ROOT, *p) : (uint32_t)ROOT;
}

void matcher_search(const struct matcher *matcher, struct span text,
                    bool (*found)(void *context, const struct match *match), void *context)
{
    if (matcher->count == 0 || text.length == 0)
        return; /* and no arithmetic on what may be no pointer */
    const unsigned char *start = (const unsigned char *)text.at;
    const unsigned char *p = start;
    const unsigned char *end = start + text.length;
    const struct node *nodes = matcher->nodes;
    while (p < end) {
        uint32_t node = find_beginning(matcher, &p, end);
        while (node != ROOT) {
            bool ends = nodes[node].first != NONE || nodes[node].link != 0;
            if (ends && !report(matcher, node, (size_t)(p - start), found, context))
                return;
            if (p == end)
                return;
            /* Back at the root the byte is read anew, where the next places can be passed over. */
            uint32_t child;
            while ((child = child_of(nodes, node, *p)) == 0 && (node = nodes[node].retry) != ROOT)
                ;
            p += child != 0;
            node = child;
        }
    }
}
